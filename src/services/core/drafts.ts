import { z } from 'zod';
import type { Prisma } from '../../../prisma/client/client.ts';
import { gathered } from '../../gather.ts';
import type { Sql, Statement } from '../../sql.ts';
import type { StoredDraft } from './drafts-ahead.ts';
import { codecs, tryDecode } from './codecs.ts';
import { sealedResult, type Cause, type Effect } from './effects.ts';
import { idFor } from './numbers.ts';
import type { Services, Transaction } from './services.ts';

/** One filling of a form as it is stored; `payload` is the form engine's own JSON. */
export interface DraftRow {
  readonly id: number;
  readonly accountId: number;
  /** Random number of the person whose turn it was when it was begun; null before anybody had registered. */
  readonly byPerson: string | null;
  readonly form: string;
  readonly version: number;
  readonly payload: string;
  readonly revision: number;
  readonly promptMessageId: number | undefined;
  readonly updatedAt: Date;
}

const columns = {
  id: true,
  accountId: true,
  byPerson: true,
  form: true,
  version: true,
  payload: true,
  revision: true,
  promptMessageId: true,
  updatedAt: true,
} satisfies Prisma.DraftSelect;

/** The reader of an answer with which a form was opened. */
export const SEED = 'seed';

const place = (id: number): string => `draft:${id}`;

/** Undefined when its answers cannot be read: it is as if there were none, and whoever fills the form begins anew. */
function draftFromRow(services: Services, row: StoredDraft): DraftRow | undefined {
  const payload = row.payload === null ? '{}' : services.seal.tryDecrypt(place(row.id), row.payload);
  return payload === undefined
    ? undefined
    : { ...row, payload, promptMessageId: row.promptMessageId ?? undefined };
}

export async function findDraft(
  services: Services,
  accountId: number,
  form: string,
): Promise<DraftRow | undefined> {
  const ahead = services.ahead?.of(accountId);
  const row =
    ahead === undefined
      ? await services.db.draft.findFirst({ where: { accountId, form, status: 'open' }, select: columns })
      : ahead.find((it) => it.form === form);
  return row === null || row === undefined ? undefined : draftFromRow(services, row);
}

const heldAnswer = z.object({ reader: z.string(), words: z.string().optional() });

/** As much of the form engine's JSON as tells an answer from what a form was opened with. */
const answersCodec = codecs.json(z.object({ answers: z.record(z.string(), heldAnswer) }));

/** With what a form was opened (a month, a business) is no answer, unless somebody said it ("lapor 2 jt"). */
export const isOwnAnswer = ({
  reader,
  words,
}: Pick<z.infer<typeof heldAnswer>, 'reader' | 'words'>): boolean => reader !== SEED || words !== undefined;

/** Whether somebody has answered something in a stored form. */
export function holdsAnswer(payload: string): boolean {
  return Object.values(tryDecode(answersCodec, payload)?.answers ?? {}).some(isOwnAnswer);
}

export type FoundDraft = Pick<DraftRow, 'id' | 'form' | 'byPerson'>;

/** The open drafts of a chat, the last used first. */
export async function findDrafts(services: Services, accountId: number): Promise<readonly FoundDraft[]> {
  return (
    services.ahead?.of(accountId) ??
    services.db.draft.findMany({
      where: { accountId, status: 'open' },
      select: { id: true, form: true, byPerson: true },
      orderBy: [{ updatedAt: 'desc' }, { id: 'desc' }],
    })
  );
}

/** A draft as it begins. */
export interface NewDraft {
  readonly accountId: number;
  readonly byPerson?: string | undefined;
  readonly form: string;
  readonly version: number;
  readonly payload: string;
  readonly remaining: number;
}

/** An open one of the same form goes first: only one may be open, so the new row waits for it. */
const BEGIN: Statement = {
  name: 'draft_begin',
  text: `
WITH first AS (
  INSERT INTO effect (bot_id, update_id, name, result, at) VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT DO NOTHING RETURNING 1
), gone AS (
  UPDATE draft SET status = 'discarded', closed_at = $5, payload = NULL
  WHERE account_id = $7 AND form = $9 AND status = 'open' AND EXISTS (SELECT 1 FROM first)
  RETURNING 1
)
INSERT INTO draft (id, account_id, by_person, form, version, payload, remaining, started_at, updated_at)
SELECT $6::int, $7::int, $8::text, $9::text, $10::int, $11::bytea, $12::int, $5::timestamptz, $5::timestamptz
FROM first WHERE (SELECT count(*) FROM gone) >= 0`,
};

/**
 * Begins a draft, in the place of an open one of the same form, together with the fact that this update has caused
 * it. Undefined when the update had already done so (nothing is written then).
 */
export async function beginDraft(
  services: Services,
  sql: Sql,
  draft: NewDraft,
  cause: Cause,
  name: string,
): Promise<DraftRow | undefined> {
  services.ahead?.forget();
  const now = services.now();
  const id = await idFor(services, 'draft');
  const { accountId, byPerson = null, form, version, payload, remaining } = draft;
  const { count } = await sql.run(BEGIN, [
    cause.botId,
    cause.updateId,
    name,
    sealedResult(services, cause, { name, codec: codecs.nothing, result: undefined }),
    now,
    id,
    accountId,
    byPerson,
    form,
    version,
    services.seal.encrypt(place(id), payload),
    remaining,
  ]);
  return count === 0
    ? undefined
    : {
        id,
        accountId,
        byPerson,
        form,
        version,
        payload,
        revision: 0,
        promptMessageId: undefined,
        updatedAt: now,
      };
}

/** Begins a draft: in the place of an open one of the same form, or `parked` beside it. */
export async function createDraft(
  services: Transaction,
  draft: NewDraft,
  status: 'open' | 'parked' = 'open',
): Promise<DraftRow> {
  services.ahead?.forget();
  const now = services.now();
  if (status === 'open')
    await services.db.draft.updateMany({
      where: { accountId: draft.accountId, form: draft.form, status },
      data: { status: 'discarded', closedAt: now, payload: null },
    });
  // The ciphertext is bound to the row, so the row's number has to be known first.
  const id = await idFor(services, 'draft');
  const row = await services.db.draft.create({
    data: {
      id,
      accountId: draft.accountId,
      byPerson: draft.byPerson ?? null,
      form: draft.form,
      version: draft.version,
      status,
      payload: services.seal.encrypt(place(id), draft.payload),
      remaining: draft.remaining,
      startedAt: now,
      updatedAt: now,
    },
    select: columns,
  });
  return { ...row, payload: draft.payload, promptMessageId: row.promptMessageId ?? undefined };
}

/** Lays the open draft of a form aside, so that another of the same form can be filled; nothing of it is lost. */
export async function parkDraft(services: Services, accountId: number, form: string): Promise<void> {
  services.ahead?.forget();
  await services.db.draft.updateMany({
    where: { accountId, form, status: 'open' },
    data: { status: 'parked' },
  });
}

/** Goes on with a draft of this form, whichever is open now; false when there is none of this number in the chat. */
export async function pickUpDraft(
  services: Services,
  accountId: number,
  form: string,
  id: number,
): Promise<boolean> {
  services.ahead?.forget();
  const { db } = services;
  const wanted = { id, accountId, form, status: { in: ['open', 'parked'] } };
  if ((await db.draft.count({ where: wanted })) === 0) return false;
  await parkDraft(services, accountId, form);
  await db.draft.update({ where: { id }, data: { status: 'open' } });
  return true;
}

/** The unfinished drafts of a form in a chat, those laid aside too, the last used first. */
export async function unfinishedOf(
  services: Services,
  accountId: number,
  form: string,
): Promise<readonly DraftRow[]> {
  const rows = await services.db.draft.findMany({
    where: { accountId, form, status: { in: ['open', 'parked'] } },
    select: columns,
    orderBy: [{ updatedAt: 'desc' }, { id: 'desc' }],
  });
  return rows.flatMap((row) => draftFromRow(services, row) ?? []);
}

/** What was last answered in other drafts of a form, the newest first: for "the same as before". */
export async function lastPayloads(
  services: Services,
  accountId: number,
  form: string,
  take: number,
): Promise<readonly string[]> {
  const rows = await services.db.draft.findMany({
    where: { accountId, form, status: { in: ['parked', 'submitted'] }, payload: { not: null } },
    select: columns,
    orderBy: [{ updatedAt: 'desc' }, { id: 'desc' }],
    take,
  });
  return rows.flatMap((row) => draftFromRow(services, row)?.payload ?? []);
}

/** The drafts of some forms that were sent in a chat after an instant and kept their answers, the newest first. */
export async function submittedSince(
  services: Services,
  accountId: number,
  forms: readonly string[],
  since: Date,
): Promise<readonly DraftRow[]> {
  const rows = await services.db.draft.findMany({
    where: {
      accountId,
      form: { in: [...forms] },
      status: 'submitted',
      payload: { not: null },
      updatedAt: { gt: since },
    },
    select: columns,
    orderBy: [{ updatedAt: 'desc' }, { id: 'desc' }],
  });
  return rows.flatMap((row) => draftFromRow(services, row) ?? []);
}

/** Deletes a draft that concerned several people: what was said stands with each of them. */
export async function forgetDraft(services: Services, id: number): Promise<void> {
  services.ahead?.forget();
  await services.db.draft.deleteMany({ where: { id } });
}

/** Throws away whatever is unfinished of these forms in a chat. */
export async function discardUnfinished(
  services: Services,
  accountId: number,
  forms: readonly string[],
): Promise<void> {
  services.ahead?.forget();
  await services.db.draft.updateMany({
    where: { accountId, form: { in: [...forms] }, status: { in: ['open', 'parked'] } },
    data: { status: 'discarded', closedAt: services.now(), payload: null },
  });
}

/** How often an open draft may have been saved that is looked at for answers: none, or a few wrong ones. */
const FEW = 5;

/** Throws away what was opened in this office, never answered, and not touched since `before`; resolves with how many. */
export async function discardUnanswered(services: Services, before: Date): Promise<number> {
  const rows = await services.db.draft.findMany({
    where: {
      account: { office: services.office.key },
      status: { in: ['open', 'parked'] },
      revision: { lte: FEW },
      updatedAt: { lt: before },
    },
    select: columns,
  });
  const empty = rows.flatMap((row) => {
    const draft = draftFromRow(services, row);
    return draft === undefined || holdsAnswer(draft.payload) ? [] : [draft.id];
  });
  const { count } = await services.db.draft.updateMany({
    where: { id: { in: empty }, status: { in: ['open', 'parked'] }, updatedAt: { lt: before } },
    data: { status: 'discarded', closedAt: services.now(), payload: null },
  });
  return count;
}

export interface DraftChange {
  readonly payload: string;
  readonly revision: number;
  readonly remaining: number;
}

const save = gathered<{ readonly at: number; readonly is_first: boolean; readonly is_saved: boolean }>({
  name: 'draft_save',
  text: `
WITH i AS (
  SELECT * FROM unnest(
    $1::bigint[], $2::bigint[], $3::text[], $4::bytea[], $5::timestamptz[], $6::bytea[], $7::int[], $8::int[], $9::int[]
  ) WITH ORDINALITY AS i(bot_id, update_id, name, result, saved_at, payload, revision, remaining, draft_id, at)
), first AS (
  INSERT INTO effect (bot_id, update_id, name, result, at)
  SELECT bot_id, update_id, name, result, saved_at FROM i
  ON CONFLICT DO NOTHING RETURNING bot_id, update_id, name
), saved AS (
  UPDATE draft d SET payload = i.payload, revision = i.revision, remaining = i.remaining, updated_at = i.saved_at
  FROM i JOIN first USING (bot_id, update_id, name)
  WHERE d.id = i.draft_id AND d.status = 'open'
  RETURNING i.at
)
SELECT i.at::int, first.name IS NOT NULL AS is_first, saved.at IS NOT NULL AS is_saved
FROM i LEFT JOIN first USING (bot_id, update_id, name) LEFT JOIN saved ON saved.at = i.at`,
});

/**
 * Stores an answer and the fact that this update has caused it, in one statement. `known`: the update had already
 * done so; `closed`: somebody has closed the draft meanwhile. The draft stays as it is then.
 */
export async function saveAnswer<T>(
  services: Services,
  sql: Sql,
  draft: DraftRow,
  change: DraftChange,
  cause: Cause,
  effect: Effect<T>,
): Promise<'saved' | 'known' | 'closed'> {
  services.ahead?.forget();
  const [row] = await save(sql, draft.id, [
    cause.botId,
    cause.updateId,
    effect.name,
    sealedResult(services, cause, effect),
    services.now(),
    services.seal.encrypt(place(draft.id), change.payload),
    change.revision,
    change.remaining,
    draft.id,
  ]);
  if (row?.is_first !== true) return 'known';
  return row.is_saved ? 'saved' : 'closed';
}

/** Stores answers as a part of a transaction that remembers the update otherwise. */
export async function rewriteDraft(services: Transaction, id: number, change: DraftChange): Promise<void> {
  services.ahead?.forget();
  await services.db.draft.update({
    where: { id },
    data: {
      payload: services.seal.encrypt(place(id), change.payload),
      revision: change.revision,
      remaining: change.remaining,
      updatedAt: services.now(),
    },
  });
}

/** Closes a draft. A submitted one keeps its answers as the proof of every figure; a discarded one loses them. */
export async function closeDraft(
  services: Services,
  id: number,
  status: 'submitted' | 'discarded',
  payload?: string,
): Promise<void> {
  services.ahead?.forget();
  const kept =
    status === 'discarded'
      ? { payload: null }
      : payload === undefined
        ? {}
        : { payload: services.seal.encrypt(place(id), payload) };
  // An erasure deletes its own draft before it is closed, so no row may be left to change.
  await services.db.draft.updateMany({
    where: { id },
    data: { status, closedAt: services.now(), updatedAt: services.now(), ...kept },
  });
}

/** Closes a submitted draft without its answers. */
export async function emptyDraft(services: Services, id: number): Promise<void> {
  services.ahead?.forget();
  const now = services.now();
  await services.db.draft.updateMany({
    where: { id },
    data: { status: 'submitted', closedAt: now, updatedAt: now, payload: null },
  });
}

/** The payload of a submitted draft, to show or trace what was answered. */
export async function submittedPayload(services: Services, id: number): Promise<string | undefined> {
  const row = await services.db.draft.findUnique({ where: { id }, select: { payload: true } });
  return row?.payload == null ? undefined : services.seal.tryDecrypt(place(id), row.payload);
}
