import type { KnipConfig } from 'knip';

/**
 * What nobody uses: files, packages, exports. A second run looks at the program alone (`--production`): what only
 * tests call goes, too, unless its comment says `@internal`. There an export may be used in its own file.
 */
const config: KnipConfig = ({ production }) => ({
  entry: [
    'src/main.ts!',
    'src/cli/main.ts!',
    'src/simulator/standalone.ts!',
    // The face of the simulator, for whoever tests with it.
    'src/simulator/simulator.ts!',
    'src/simulator/page/main.js!',
    // Started as a process of its own.
    'test/bench/peers/*.ts',
    '.ci/*.mjs',
  ],
  project: ['src/**!', 'test/**', 'prisma/*.{mjs,mts}', '.ci/*.mjs'],
  ignoreExportsUsedInFile: production === true,
  ignoreDependencies: [
    // Found by path: its font files are drawn with.
    '@expo-google-fonts/inter',
    // What the generated client imports, which lies outside of git.
    ...(production === true ? ['@prisma/client'] : []),
    // Stands in for a package of Prisma.
    '@prisma/streams-local',
  ],
});

export default config;
