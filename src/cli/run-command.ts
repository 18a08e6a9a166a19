import { pino } from 'pino';
import { readConfig, type Config } from '../config.ts';
import { createLog } from '../log.ts';
import type { ExitCode } from './command.ts';
import { commands } from './index.ts';
import { embeddedFolder, ownRoom } from './own-room.ts';
import { runLine, type Asked } from './program.ts';
import type { Terminal } from './terminal.ts';
import { runThroughBot } from './through-bot.ts';

type Settings = Readonly<Record<string, string | undefined>>;

/**
 * Does what the words of a command line ask for, with settings named as in the environment: through the bot that runs
 * on the embedded database, or alone. When `signal` fires, the command ends.
 */
export function runCommand(
  words: readonly string[],
  settings: Settings,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<ExitCode> {
  const perform = async ({ command, given, demo }: Asked): Promise<ExitCode> => {
    const config = configOf(settings, demo);
    const folder = embeddedFolder(config);
    if (folder !== undefined && command.needs === 'database') {
      const code = await runThroughBot(folder, { words: [...words], cwd: process.cwd() }, terminal, signal);
      if (code !== undefined) return code;
    }
    const room = ownRoom(config, terminal, createLog('error', pino.destination(2)), signal);
    try {
      return await command.run(room, given);
    } finally {
      await room.close();
    }
  };
  return runLine(words, commands, terminal, perform);
}

/** The settings; those of the demo when it is asked for by name. */
function configOf(settings: Settings, demo: boolean): Config {
  if (!demo) return readConfig(settings);
  const { BOT_TOKEN: _, DATABASE_URL: _url, NODE_ENV: _mode, ...rest } = settings;
  return readConfig(rest);
}
