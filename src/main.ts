import { ConfigError, readConfig, type Config } from './config.ts';
import { loadEnvFile } from './env-file.ts';
import { openLive } from './live.ts';
import { createLog, describeError } from './log.ts';
import { startProblem } from './start-problem.ts';

/** Ten seconds for the handlers, the rest for the database. */
const LONGEST_STOP_MS = 14_000;

function settings(): Config {
  try {
    return readConfig(process.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}

async function main(): Promise<void> {
  loadEnvFile();
  const config = settings();
  const log = createLog(config.mode === 'demo' ? 'warn' : config.logLevel);
  let stop: () => Promise<void> = async () => undefined;
  let stopping = false;
  const end = (code: number): void => {
    if (stopping) return;
    stopping = true;
    // Whatever hangs (a dead network, a dead disk): nothing stored is lost by ending here.
    setTimeout(() => process.exit(code === 0 ? 1 : code), LONGEST_STOP_MS).unref();
    stop().then(
      () => process.exit(code),
      (error: unknown) => {
        log.error({ error }, 'The bot did not stop cleanly; nothing is lost, it goes on at the next start');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', () => end(0));
  process.on('SIGINT', () => end(0));

  const dependencies = { log, now: () => new Date(), onFatal: () => end(1) };
  try {
    if (config.mode === 'demo') {
      const { openDemo } = await import('./demo/demo.ts');
      const demo = await openDemo(config, dependencies);
      stop = demo.close;
      console.log(demo.stage.pageUrl);
      return;
    }
    const { app, close } = await openLive(config, dependencies);
    stop = async () => {
      await app.stop();
      await close();
    };
    await app.start();
    log.info({ bot: `@${app.me.username}` }, 'The bot is running');
  } catch (error) {
    console.error(startProblem(error) ?? 'The bot could not start');
    log.debug({ error: describeError(error) }, 'Why the start failed');
    process.exit(1);
  }
}

await main();
