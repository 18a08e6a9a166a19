import type { Prisma } from '../../prisma/client/client.ts';
import { sealedResult, type Cause } from './effects.ts';
import type { Services } from './services.ts';
import { wantsOwnReminders } from './stopping.ts';

/** One filling of a form as it is stored; `payload` is the form engine's own JSON. */
export interface DraftRow {
  readonly id: number;
  readonly accountId: number;
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
  form: true,
  version: true,
  payload: true,
  revision: true,
  promptMessageId: true,
  updatedAt: true,
} satisfies Prisma.DraftSelect;

type Stored = Prisma.DraftGetPayload<{ select: typeof columns }>;

const place = (id: number): string => `draft:${id}`;

/** Undefined when its answers cannot be read: it is as if there were none, and whoever fills the form begins anew. */
function opened(services: Services, row: Stored): DraftRow | undefined {
  const payload = row.payload === null ? '{}' : services.seal.tryOpen(place(row.id), row.payload);
  return payload === undefined
    ? undefined
    : { ...row, payload, promptMessageId: row.promptMessageId ?? undefined };
}

export async function openDraft(
  services: Services,
  accountId: number,
  form: string,
): Promise<DraftRow | undefined> {
  const row = await services.db.draft.findFirst({
    where: { accountId, form, status: 'open' },
    select: columns,
  });
  return row === null ? undefined : opened(services, row);
}

export interface OpenDraft {
  readonly id: number;
  readonly form: string;
  /** Random number of the person whose turn it was when it was begun; null before anybody had registered. */
  readonly byPerson: string | null;
}

/** The open drafts of a chat, the last used first. */
export async function openDrafts(services: Services, accountId: number): Promise<readonly OpenDraft[]> {
  return services.db.draft.findMany({
    where: { accountId, status: 'open' },
    select: { id: true, form: true, byPerson: true },
    orderBy: [{ updatedAt: 'desc' }, { id: 'desc' }],
  });
}

/** Begins a draft; `replace` closes an open one of the same form first, otherwise that one must not exist. */
export async function createDraft(
  services: Services,
  draft: {
    readonly accountId: number;
    readonly byPerson?: string | undefined;
    readonly form: string;
    readonly version: number;
    readonly payload: string;
    readonly remaining: number;
  },
): Promise<DraftRow> {
  const now = services.now();
  await services.db.draft.updateMany({
    where: { accountId: draft.accountId, form: draft.form, status: 'open' },
    data: { status: 'discarded', closedAt: now, payload: null },
  });
  const row = await services.db.draft.create({
    data: {
      accountId: draft.accountId,
      byPerson: draft.byPerson ?? null,
      form: draft.form,
      version: draft.version,
      remaining: draft.remaining,
      startedAt: now,
      updatedAt: now,
    },
    select: columns,
  });
  // The ciphertext is bound to the row, so it can only be made once the row has its number.
  await services.db.draft.update({
    where: { id: row.id },
    data: { payload: services.seal.close(place(row.id), draft.payload) },
  });
  return { ...row, payload: draft.payload, promptMessageId: row.promptMessageId ?? undefined };
}

/** Lays the open draft of a form aside, so that another of the same form can be filled; nothing of it is lost. */
export async function parkDraft(services: Services, accountId: number, form: string): Promise<void> {
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
  return rows.flatMap((row) => opened(services, row) ?? []);
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
  return rows.flatMap((row) => opened(services, row)?.payload ?? []);
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
  return rows.flatMap((row) => opened(services, row) ?? []);
}

/** Deletes a draft that concerned several people: what was said stands with each of them. */
export async function forgetDraft(services: Services, id: number): Promise<void> {
  await services.db.draft.deleteMany({ where: { id } });
}

/** Throws away whatever is unfinished of these forms in a chat. */
export async function discardUnfinished(
  services: Services,
  accountId: number,
  forms: readonly string[],
): Promise<void> {
  await services.db.draft.updateMany({
    where: { accountId, form: { in: [...forms] }, status: { in: ['open', 'parked'] } },
    data: { status: 'discarded', closedAt: services.now(), payload: null },
  });
}

export interface DraftChange {
  readonly payload: string;
  readonly revision: number;
  readonly remaining: number;
}

/**
 * Stores an answer and the fact that this update has caused it, in one statement. False when the update had
 * already done so (nothing is written then).
 */
export async function saveAnswer(
  services: Services,
  draft: DraftRow,
  change: DraftChange,
  cause: Cause,
  name: string,
  result: string,
): Promise<boolean> {
  const sealed = services.seal.close(place(draft.id), change.payload);
  const effect = sealedResult(services, cause, name, result);
  const now = services.now();
  const changed = await services.db.$executeRaw`
    WITH first AS (
      INSERT INTO effect (bot_id, update_id, name, result, at)
      VALUES (${cause.botId}, ${cause.updateId}, ${name}, ${effect}, ${now})
      ON CONFLICT DO NOTHING RETURNING 1
    )
    UPDATE draft SET payload = ${sealed}, revision = ${change.revision}, remaining = ${change.remaining}, updated_at = ${now}
    WHERE id = ${draft.id} AND status = 'open' AND EXISTS (SELECT 1 FROM first)`;
  return changed === 1;
}

/** Closes a draft. A submitted one keeps its answers as the proof of every figure; a discarded one loses them. */
export async function closeDraft(
  services: Services,
  id: number,
  status: 'submitted' | 'discarded',
  payload?: string,
): Promise<void> {
  const kept =
    status === 'discarded'
      ? { payload: null }
      : payload === undefined
        ? {}
        : { payload: services.seal.close(place(id), payload) };
  // An erasure deletes its own draft before it is closed, so no row may be left to change.
  await services.db.draft.updateMany({
    where: { id },
    data: { status, closedAt: services.now(), updatedAt: services.now(), ...kept },
  });
}

/** Closes a submitted draft without its answers. */
export async function emptyDraft(services: Services, id: number): Promise<void> {
  const now = services.now();
  await services.db.draft.updateMany({
    where: { id },
    data: { status: 'submitted', closedAt: now, updatedAt: now, payload: null },
  });
}

/** The payload of a submitted draft, to show or trace what was answered. */
export async function submittedPayload(services: Services, id: number): Promise<string | undefined> {
  const row = await services.db.draft.findUnique({ where: { id }, select: { payload: true } });
  return row?.payload == null ? undefined : services.seal.tryOpen(place(id), row.payload);
}

/** An unfinished draft, as much as a reminder needs. */
export interface UnfinishedDraft {
  readonly id: number;
  readonly accountId: number;
}

/** Unfinished drafts last touched in a span of time, of people who can be reached. */
export async function unfinishedDrafts(
  services: Services,
  from: Date,
  until: Date,
): Promise<readonly UnfinishedDraft[]> {
  return services.db.draft.findMany({
    where: {
      status: 'open',
      remaining: { gt: 0 },
      updatedAt: { gte: from, lt: until },
      account: { unreachableSince: null },
    },
    select: { id: true, accountId: true },
    orderBy: { id: 'asc' },
  });
}

/**
 * How many numbered questions an open draft has left; undefined when it is no longer open, was touched since, or its
 * person has stopped such reminders.
 */
export async function stillUnfinished(
  services: Services,
  id: number,
  untouchedSince: Date,
): Promise<{ readonly form: string; readonly remaining: number } | undefined> {
  const row = await services.db.draft.findFirst({
    where: { id, status: 'open', updatedAt: { lt: untouchedSince } },
    select: { form: true, remaining: true, accountId: true, byPerson: true },
  });
  if (row === null) return undefined;
  const person =
    row.byPerson === null
      ? null
      : await services.db.person.findUnique({ where: { number: row.byPerson }, select: { id: true } });
  return (await wantsOwnReminders(services, { personId: person?.id, accountId: row.accountId }))
    ? { form: row.form, remaining: row.remaining }
    : undefined;
}
