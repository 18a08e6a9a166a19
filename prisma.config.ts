import { defineConfig } from 'prisma-cli/config';

// Generating the client needs no native engine; without this the command line would fetch one from the internet.
process.env['PRISMA_SCHEMA_ENGINE_BINARY'] ??= process.execPath;

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
});
