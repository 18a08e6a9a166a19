import type { Command as Definition } from 'commander';
import type { z } from 'zod';
import type { PrismaClient } from '../../prisma/client/client.ts';
import type { Config } from '../config.ts';
import type { RawDatabase } from '../database.ts';
import type { Texts } from '../i18n.ts';
import type { Services } from '../services/core/services.ts';
import type { Sql } from '../sql.ts';
import type { Terminal } from './terminal.ts';

/** How a command ends: 0 done, 1 refused or failed, 2 called in a wrong way. */
export type ExitCode = 0 | 1 | 2;

/**
 * What a command needs: the database (its own connection, or the running bot when that owns it), the database for
 * itself alone (refused while the bot runs), or neither.
 */
export type Need = 'database' | 'database alone' | 'nothing';

/** The database with the services over it. Whoever opened it closes it. */
export interface OpenRoom {
  readonly kind: 'pglite' | 'postgresql';
  readonly prisma: PrismaClient;
  readonly sql: Sql;
  readonly services: Services;
  readonly texts: Texts;
  /** Name of the bot without the @; undefined when Telegram cannot be asked now. */
  botName(): Promise<string | undefined>;
  /** Sends what was queued at once; beside the bot's process it goes out within a minute. */
  wake(): void;
}

/** What a command works with. Nothing is opened before it is asked for. */
export interface Room extends Terminal {
  readonly config: Config;
  /** Whether this runs inside the process of the bot. */
  readonly insideBot: boolean;
  /** Makes a path that the person gave absolute: the running bot has another folder. */
  path(given: string): string;
  /** Fires when the person stops the command or goes away. */
  readonly signal: AbortSignal;
  /** For commands that need the database. */
  open(): Promise<OpenRoom>;
  /** For commands that need it alone: as it is, not migrated. To be closed by the command. */
  openAlone(): Promise<RawDatabase>;
  /** The services over a database that the command has opened itself. */
  servicesOver(prisma: PrismaClient): Promise<Services>;
}

/** A command of `npm run cli`, in the form that the program works with. */
export interface Command {
  /** One word, or a group and a word such as "audit verify". */
  readonly name: string;
  readonly summary: string;
  readonly needs: Need;
  /** Adds arguments and options. */
  describe(definition: Definition): void;
  /** @throws UsageError when the arguments are not as expected */
  run(room: Room, given: Readonly<Record<string, unknown>>): Promise<ExitCode>;
}

/** Thrown for arguments that are not as expected; ends with exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Makes a command whose arguments and options are read through a schema, under the names that commander gives them. */
export function defineCommand<S extends z.ZodType>(it: {
  readonly name: string;
  readonly summary: string;
  readonly needs: Need;
  readonly describe?: (definition: Definition) => void;
  readonly input: S;
  readonly run: (room: Room, input: z.output<S>) => Promise<ExitCode>;
}): Command {
  return {
    name: it.name,
    summary: it.summary,
    needs: it.needs,
    describe: (definition) => it.describe?.(definition),
    run(room, given) {
      const read = it.input.safeParse(given);
      if (read.success) return it.run(room, read.data);
      const problems = read.error.issues.map(
        (issue) => `${optionName(issue.path.join('.'), given)}: ${issue.message}`,
      );
      return Promise.reject(new UsageError(problems.join('\n')));
    },
  };
}

/** `kecamatan` as the person typed it: an option `--kecamatan` unless it is an argument. */
function optionName(key: string, given: Readonly<Record<string, unknown>>): string {
  const isArgument = Object.hasOwn(given, `<${key}>`);
  return isArgument ? key : `--${key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
