import { gathered } from '../../gather.ts';
import type { Sql, Statement } from '../../sql.ts';
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

const KEEP: Statement = {
  name: 'inbox_keep',
  text: `
INSERT INTO inbox_update (bot_id, update_id, chat_id, payload, received_at)
SELECT $1::bigint, it.update_id, it.chat_id, it.payload, $5::timestamptz
FROM unnest($2::bigint[], $3::bigint[], $4::bytea[]) AS it(update_id, chat_id, payload)
ON CONFLICT DO NOTHING RETURNING update_id`,
};

/** Stores updates before Telegram is told that they arrived. Returns the ids that were new. */
export async function keepUpdates(
  services: Services,
  sql: Sql,
  botId: number,
  arrivals: readonly Arrival[],
): Promise<ReadonlySet<number>> {
  const { rows } = await sql.run<{ readonly update_id: string }>(KEEP, [
    botId,
    arrivals.map((it) => it.updateId),
    arrivals.map((it) => it.chatId ?? null),
    arrivals.map((it) =>
      Buffer.from(services.seal.encrypt(place({ botId, updateId: it.updateId }), it.payload)),
    ),
    services.now(),
  ]);
  return new Set(rows.map((row) => Number(row.update_id)));
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
            payload: services.seal.tryDecrypt(place({ botId, updateId: Number(row.updateId) }), row.payload),
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

/** Whether an update is done, for whoever did not hear the answer of {@link finishUpdate}. */
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

/** What is done stays as it is: the second time, nothing changes. */
const finish = gathered<{ readonly at: number }>({
  name: 'inbox_finish',
  text: `
WITH done AS (
  UPDATE inbox_update u SET handled_at = i.handled_at, payload = NULL, not_before = NULL, outcome = i.outcome
  FROM unnest(
    $1::bigint[], $2::bigint[], $3::text[], $4::timestamptz[], $5::bigint[], $6::bytea[], $7::int[], $8::int[]
  ) WITH ORDINALITY AS i(bot_id, update_id, outcome, handled_at, chat_id, state, draft_id, message_id, at)
  WHERE u.bot_id = i.bot_id AND u.update_id = i.update_id AND u.handled_at IS NULL
  RETURNING i.chat_id, i.state, i.draft_id, i.message_id, i.at
), changed AS (
  UPDATE account a SET state = done.state FROM done WHERE a.chat_id = done.chat_id
), prompted AS (
  UPDATE draft d SET prompt_message_id = done.message_id FROM done WHERE d.id = done.draft_id
)
SELECT at::int FROM done`,
});

/**
 * State, prompt and "handled" in one statement: either the update is done with everything it changed, or it
 * will be tried again from where it began. The content is emptied; the row stays against repeats.
 */
export async function finishUpdate(
  services: Services,
  sql: Sql,
  cause: Cause,
  { outcome, state, prompt }: Finish,
): Promise<void> {
  const sealed =
    state === undefined || state.value === null
      ? null
      : services.seal.encrypt(statePlace(state.chatId), state.value);
  await finish(sql, state?.chatId ?? -cause.updateId, [
    cause.botId,
    cause.updateId,
    outcome,
    services.now(),
    state?.chatId ?? null,
    sealed,
    prompt?.draftId ?? null,
    prompt?.messageId ?? null,
  ]);
}

/** Forgets handled updates that Telegram can no longer repeat. Returns how many. */
export async function forgetUpdates(services: Services, before: Date): Promise<number> {
  return (await services.db.inboxUpdate.deleteMany({ where: { handledAt: { lt: before } } })).count;
}
