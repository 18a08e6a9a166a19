import { readConfig, type Config } from '../config.ts';
import { loadEnvFile } from '../env-file.ts';
import { createLog } from '../log.ts';
import type { ExitCode } from './command.ts';
import { commands } from './index.ts';
import { embeddedFolder, ownRoom } from './own-room.ts';
import { runLine, type Asked } from './program.ts';
import { processTerminal } from './terminal.ts';
import { runThroughBot } from './through-bot.ts';
import { pino } from 'pino';

/** The settings; those of the demo when it is asked for by name. */
function settings(demo: boolean): Config {
  if (!demo) return readConfig(process.env);
  const { BOT_TOKEN: _, DATABASE_URL: _url, NODE_ENV: _mode, ...rest } = process.env;
  return readConfig(rest);
}

async function main(): Promise<ExitCode> {
  loadEnvFile();
  const words = process.argv.slice(2);
  const terminal = processTerminal();
  const stopped = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => stopped.abort(new Error('stopped')));

  const perform = async ({ command, given, demo }: Asked): Promise<ExitCode> => {
    const config = settings(demo);
    const folder = embeddedFolder(config);
    if (folder !== undefined && command.needs === 'database') {
      const code = await runThroughBot(folder, { words, cwd: process.cwd() }, terminal, stopped.signal);
      if (code !== undefined) return code;
    }
    const room = ownRoom(config, terminal, createLog('error', pino.destination(2)), stopped.signal);
    try {
      return await command.run(room, given);
    } finally {
      await room.close();
    }
  };
  return runLine(words, commands, terminal, perform);
}

process.exitCode = await main();
