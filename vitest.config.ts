import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const report = process.env['TEST_REPORT'];
const cores = availableParallelism();
/** What needs Chromium has a run of its own: npm run browser. */
const BROWSER = 'test/browser/**/*.test.ts';

/**
 * `--mode browser` or TEST_PAGES=1: the pages in Chromium. What was translated is kept for each mode by itself: with the
 * variable the pages find what the other tests have left. `--mode long`: every property many more times.
 */
export default defineConfig(({ mode }) => ({
  test: {
    ...(mode === 'browser' || process.env['TEST_PAGES'] === '1'
      ? // A page waits more than it works.
        { include: [BROWSER], exclude: [], maxWorkers: cores + 1 }
      : // One worker a core: the default leaves a core to a watcher that nobody uses here.
        { include: ['test/**/*.test.ts'], exclude: ['test/bench/**', BROWSER], maxWorkers: cores }),
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
    restoreMocks: true,
    // What was read once is not translated again in the next run; kept by content under node_modules.
    experimental: { fsModuleCache: true },
    ...(report === undefined ? {} : { reporters: ['default', ['json', { outputFile: report }]] }),
  },
}));
