import { Prisma } from '../../prisma/client/client.ts';
import { statePlace } from './accounts.ts';
import type { Cause } from './effects.ts';
import type { Services } from './services.ts';

/** An update as Telegram gave it, not yet looked into. */
export interface Arrival {
  readonly updateId: number;
  readonly chatId: number | undefined;
  readonly payload: string;
}

export interface Pending extends Omit<Arrival, 'payload'> {
  /** Undefined when what is stored cannot be read. */
  readonly payload: string | undefined;
  readonly attempts: number;
  readonly notBefore: Date | undefined;
}

const place = (cause: Cause): string => `inbox:${cause.botId}:${cause.updateId}`;

/** Stores updates before Telegram is told that they arrived. Returns the ids that were new. */
export async function keepUpdates(
  services: Services,
  botId: number,
  arrivals: readonly Arrival[],
): Promise<ReadonlySet<number>> {
  const now = services.now();
  const rows = await services.db.inboxUpdate.createManyAndReturn({
    data: arrivals.map((it) => ({
      botId,
      updateId: it.updateId,
      chatId: it.chatId ?? null,
      payload: services.seal.close(place({ botId, updateId: it.updateId }), it.payload),
      receivedAt: now,
    })),
    skipDuplicates: true,
    select: { updateId: true },
  });
  return new Set(rows.map((row) => Number(row.updateId)));
}

/** What a dead process left unhandled, oldest first. */
export async function pendingUpdates(services: Services, botId: number): Promise<readonly Pending[]> {
  const rows = await services.db.inboxUpdate.findMany({
    where: { botId, handledAt: null },
    orderBy: { updateId: 'asc' },
  });
  return rows.flatMap((row) =>
    row.payload === null
      ? []
      : [
          {
            updateId: Number(row.updateId),
            chatId: row.chatId === null ? undefined : Number(row.chatId),
            payload: services.seal.tryOpen(place({ botId, updateId: Number(row.updateId) }), row.payload),
            attempts: row.attempts,
            notBefore: row.notBefore ?? undefined,
          },
        ],
  );
}

/** Notes that a try begins (or has failed), before it does, so that an update that kills the process is counted. */
export async function recordAttempt(
  services: Services,
  cause: Cause,
  attempts: number,
  notBefore: Date | undefined,
): Promise<void> {
  await services.db.inboxUpdate.update({
    where: { botId_updateId: cause },
    data: { attempts, notBefore: notBefore ?? null },
  });
}

/** Whether an update is done, for who did not hear the answer of {@link finishUpdate}. */
export async function isHandled(services: Services, cause: Cause): Promise<boolean> {
  const row = await services.db.inboxUpdate.findUnique({
    where: { botId_updateId: cause },
    select: { handledAt: true },
  });
  return row !== null && row.handledAt !== null;
}

export interface Finish {
  readonly outcome: 'handled' | 'set-aside' | 'unreachable' | 'flood' | 'ignored';
  /** New state of the conversation plugin; null ends it, undefined leaves it as it is. */
  readonly state: { readonly chatId: number; readonly value: string | null } | undefined;
  /** The message that now shows the open question of a draft. */
  readonly prompt: { readonly draftId: number; readonly messageId: number } | undefined;
}

/**
 * State, prompt and "handled" in one statement: either the update is done with everything it changed, or it
 * will be tried again from where it began. The content is emptied; the row stays against repeats.
 */
export async function finishUpdate(services: Services, cause: Cause, finish: Finish): Promise<void> {
  const { state, prompt } = finish;
  const sealed =
    state === undefined || state.value === null
      ? null
      : services.seal.close(statePlace(state.chatId), state.value);
  const stateWrite =
    state === undefined
      ? Prisma.empty
      : Prisma.sql`changed AS (UPDATE account SET state = ${sealed} WHERE chat_id = ${state.chatId}),`;
  const promptWrite =
    prompt === undefined
      ? Prisma.empty
      : Prisma.sql`prompted AS (UPDATE draft SET prompt_message_id = ${prompt.messageId} WHERE id = ${prompt.draftId}),`;
  await services.db.$executeRaw`
    WITH ${stateWrite} ${promptWrite} nothing AS (SELECT 1)
    UPDATE inbox_update SET handled_at = ${services.now()}, payload = NULL, not_before = NULL, outcome = ${finish.outcome}
    WHERE bot_id = ${cause.botId} AND update_id = ${cause.updateId}`;
}

/** Forgets handled updates that Telegram can no longer repeat. Returns how many. */
export async function forgetUpdates(services: Services, before: Date): Promise<number> {
  return (await services.db.inboxUpdate.deleteMany({ where: { handledAt: { lt: before } } })).count;
}
