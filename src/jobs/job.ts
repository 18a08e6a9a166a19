import type { PrismaClient } from '../../prisma/client/client.ts';
import type { Texts } from '../i18n.ts';
import type { Log } from '../log.ts';
import type { Services } from '../services/core/services.ts';

export interface JobDependencies {
  /** For transactions of a job's own. */
  readonly prisma: PrismaClient;
  readonly services: Services;
  /** For what is read: names of kinds in every language. */
  readonly texts: Texts;
  /** Sends what jobs have queued; jobs themselves know no Telegram. */
  readonly sender: { run(): Promise<void> };
  /** Keeps the file beside the backups up with the database. */
  readonly journal: { flush(): Promise<void> };
  /** Called while the bot works; undefined: nobody watches. */
  readonly heartbeatUrl?: string | undefined;
  readonly log: Log;
}

/** One piece of work that a tick of the clock triggers; what is due is decided by rows. */
export interface Job {
  readonly name: string;
  /** Cron expression, by the clocks of the office. */
  readonly at: string;
  /**
   * The first moment after another one at which rows make something due. Whoever passes over ticks (the clock of the demo)
   * asks for it; a job without it is due at its first tick of a day.
   */
  dueAfter?(services: Services, after: Date): Promise<Date | undefined>;
  /** One run does all that the runs before it would have done, and nobody is told of it. */
  readonly catchesUp?: true;
  run(dependencies: JobDependencies): Promise<void>;
}
