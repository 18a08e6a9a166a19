import { line, type Texts } from '../../i18n.ts';
import type { Log } from '../../log.ts';
import { noteConflict, pollNotes } from '../../services/core/instance.ts';
import type { DatabaseClient, Services } from '../../services/core/services.ts';
import type { Sql } from '../../sql.ts';
import type { OwnersBot } from '../bot.ts';
import { addresseeOf } from '../turn.ts';
import { apologise } from './apology.ts';
import { createIntake, type Intake } from './intake.ts';
import { createPoller, type Poller } from './poller.ts';

export interface UpdatesOptions {
  readonly prisma: DatabaseClient;
  readonly sql: Sql;
  readonly services: Services;
  readonly texts: Texts;
  readonly log: Log;
  readonly bot: OwnersBot;
  readonly botId: number;
  /** Ends a long poll that is under way. */
  readonly polling: AbortController;
  readonly pollSeconds?: number | undefined;
  /** Waits before the second and third try of a failed update, in ms. */
  readonly retryDelays?: readonly number[] | undefined;
  /** Multiplies the waits between tries during an outage. */
  readonly patience?: number | undefined;
  /** Told of every update that is done. */
  readonly onDone: (updateId: number) => void;
}

/** The way in: updates are fetched, stored, and handled by the bot. */
export function createUpdates(options: UpdatesOptions): { readonly intake: Intake; readonly poller: Poller } {
  const { services, texts, log, bot, patience } = options;
  const intake = createIntake({
    services,
    sql: options.sql,
    botId: options.botId,
    log,
    handle: bot.handle,
    delays: options.retryDelays,
    patience,
    onDone: options.onDone,
    apologise: (chatId, cause) =>
      apologise({ prisma: options.prisma, services, texts, api: bot.api, log }, chatId, cause),
    async slowDown(chatId) {
      await bot.api.sendMessage(
        chatId,
        texts.plain(line('common.slowDown'), addresseeOf({ language: 'id' })),
      );
    },
  });
  const poller = createPoller({
    api: bot.api,
    intake,
    log,
    abort: options.polling,
    onPolled: pollNotes(services),
    onConflict: () => noteConflict(services),
    patience,
    timeoutSeconds: options.pollSeconds,
  });
  return { intake, poller };
}
