import { defineConfig } from 'vitest/config';

const report = process.env['TEST_REPORT'];
/** What needs Chromium has a run of its own: npm run browser. */
const BROWSER = 'test/browser/**/*.test.ts';

/** `--mode browser`: the pages in Chromium. `--mode long`: every property many more times. */
export default defineConfig(({ mode }) => ({
  test: {
    include: mode === 'browser' ? [BROWSER] : ['test/**/*.test.ts'],
    exclude: mode === 'browser' ? [] : ['test/bench/**', BROWSER],
    globalSetup: ['test/support/global-setup.ts'],
    // A zone in which a mistake with UTC shows; the office itself lives in it.
    env: { TZ: 'Asia/Jakarta', ...(mode === 'long' ? { TEST_LONG: '1' } : {}) },
    // The only patience there is: a machine may be as busy as it likes, and what hangs ends some day.
    testTimeout: 900_000,
    hookTimeout: 900_000,
    expect: { poll: { timeout: 600_000 } },
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
}));
