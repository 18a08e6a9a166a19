import { join } from 'node:path';
import type { ExitCode, OpenRoom, Room } from '../../src/cli/command.ts';
import { commands } from '../../src/cli/index.ts';
import { runLine } from '../../src/cli/program.ts';
import { runCommand } from '../../src/cli/run-command.ts';
import type { Terminal } from '../../src/cli/terminal.ts';
import { readConfig, type Config } from '../../src/config.ts';
import { officeTexts } from '../../src/office.ts';
import type { Database } from '../../src/database.ts';
import type { Services } from '../../src/services/core/services.ts';

export interface Said {
  readonly code: ExitCode;
  /** Lines of the result. */
  readonly said: readonly string[];
  /** Lines about what went wrong. */
  readonly warned: readonly string[];
}

export interface Line {
  readonly signal?: AbortSignal;
}

/** The command line over an open database, without a process of its own. */
export function commandLine(
  at: { readonly database: Database; readonly services: Services; readonly folder: string },
  config: Config = readConfig({}),
  more: Partial<OpenRoom> = {},
): (words: readonly string[], line?: Line) => Promise<Said> {
  return async (words, { signal } = {}) => {
    const said: string[] = [];
    const warned: string[] = [];
    const terminal = listening(said, warned);
    const room: Room = {
      ...terminal,
      config,
      insideBot: false,
      path: (given) => (given.startsWith('/') ? given : join(at.folder, given)),
      signal: signal ?? new AbortController().signal,
      open: () =>
        Promise.resolve({
          kind: at.database.kind,
          prisma: at.database.prisma,
          sql: at.database.sql,
          services: at.services,
          texts: officeTexts(at.services.office),
          botName: () => Promise.resolve('contoh_bot'),
          wake: () => undefined,
          ...more,
        }),
      openAlone: () => Promise.reject(new Error('not in a test')),
      servicesOver: () => Promise.resolve(at.services),
    };
    const code = await runLine(words, commands, terminal, ({ command, given }) => command.run(room, given));
    return { code, said, warned };
  };
}

/**
 * The command line with these settings and no others, as its process does it, in this process: it finds the bot that
 * runs there, or opens the database itself. `output` has the lines of both kinds in their order.
 */
export async function commandOf(
  settings: Readonly<Record<string, string>>,
  ...words: readonly string[]
): Promise<{ readonly code: ExitCode; readonly output: string }> {
  const lines: string[] = [];
  const code = await runCommand(words, settings, listening(lines, lines), new AbortController().signal);
  return { code, output: lines.join('\n') };
}

function listening(said: string[], warned: string[]): Terminal {
  return {
    say: (line) => void said.push(line),
    warn: (line) => void warned.push(line),
    progress: () => ({ update: () => undefined, end: () => undefined }),
  };
}
