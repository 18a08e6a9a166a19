import { defineConfig } from 'vitest/config';

const report = process.env['TEST_REPORT'];

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/bench/**'],
    globalSetup: ['test/support/global-setup.ts'],
    // A zone in which a mistake with UTC shows; the office itself lives in it.
    env: { TZ: 'Asia/Jakarta' },
    testTimeout: 30_000,
    hookTimeout: 60_000,
    pool: 'forks',
    // Modules are loaded once a worker: they keep no state between tests, and loading took as long as testing.
    isolate: false,
    // One worker a core: the default leaves a core to a watcher that nobody uses here.
    maxWorkers: '100%',
    restoreMocks: true,
    // What was read once is not translated again in the next run; kept by content under node_modules.
    experimental: { fsModuleCache: true },
    ...(report === undefined ? {} : { reporters: ['default', ['json', { outputFile: report }]] }),
  },
});
