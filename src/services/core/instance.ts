import { z } from 'zod';
import { prefix } from '../../domain/words/clip.ts';
import type { PrismaClient } from '../../../prisma/client/client.ts';
import { audit } from './audit.ts';
import { atomically, type Services, type Transaction } from './services.ts';

/** Thrown when the database belongs to another bot, another mode or another key. */
export class InstanceError extends Error {
  override readonly name = 'InstanceError';
}

/**
 * Makes the database this bot's at the first start and refuses any other later.
 * @throws InstanceError saying what the database belongs to and what to do
 */
export async function claimInstance(
  services: Services,
  it: { readonly mode: 'demo' | 'live'; readonly botId: number },
): Promise<void> {
  const { fingerprint } = services.seal;
  const { instance } = services.db;
  const row =
    (await instance.findUnique({ where: { id: 1 } })) ??
    (await instance.upsert({
      where: { id: 1 },
      create: {
        id: 1,
        mode: it.mode,
        botId: it.botId,
        keyFingerprint: fingerprint,
        createdAt: services.now(),
      },
      update: {},
    }));
  if (row.mode === 'restoring')
    throw new InstanceError(
      'a restore into this database has not finished; run it again: npm run cli -- restore <file> --replace <number of the bot>',
    );
  if (row.mode !== it.mode)
    throw new InstanceError(
      `expected a database of the ${it.mode} mode, got one of the ${row.mode} mode; choose another DATA_DIR or DATABASE_URL`,
    );
  if (row.keyFingerprint !== fingerprint)
    throw new InstanceError(
      `APP_KEY is not the key of this database (expected key ${prefix(row.keyFingerprint, 8)}, got ${prefix(fingerprint, 8)}); put the right key back, without it nothing personal can be read`,
    );
  if (Number(row.botId) !== it.botId)
    throw new InstanceError(
      `the database belongs to bot ${row.botId}, BOT_TOKEN to bot ${it.botId}; use the token of that bot, or another database`,
    );
}

const NOTE_EVERY_MS = 60_000;

/** Remembers, at most once a minute, that updates were fetched. */
export function pollNotes(services: Services): () => Promise<void> {
  let noted: Date | undefined;
  return async () => {
    const now = services.now();
    // A clock that was put back has noted a time to come.
    if (noted !== undefined && noted <= now && now.getTime() - noted.getTime() < NOTE_EVERY_MS) return;
    await services.db.instance.updateMany({ where: { id: 1 }, data: { lastPolledAt: now } });
    noted = now;
  };
}

/** Remembers that another process fetches the updates of this bot, for whoever looks. */
export async function noteConflict(services: Services): Promise<void> {
  await services.db.instance.updateMany({ where: { id: 1 }, data: { conflictAt: services.now() } });
}

export async function lastPolled(services: Services): Promise<Date | undefined> {
  return (
    (await services.db.instance.findUnique({ where: { id: 1 }, select: { lastPolledAt: true } }))
      ?.lastPolledAt ?? undefined
  );
}

/** Why the bot begins no message by itself now; undefined when it may. */
export async function sendingHalted(services: Services): Promise<'stopped' | 'safe-mode' | undefined> {
  const row = await services.db.instance.findUnique({
    where: { id: 1 },
    select: { stoppedAt: true, safeModeSince: true },
  });
  if (row?.safeModeSince != null) return 'safe-mode';
  return row?.stoppedAt == null ? undefined : 'stopped';
}

/** Since when nothing is sent because a backup was restored; undefined when a person has said that it may. */
export async function safeModeSince(services: Services): Promise<Date | undefined> {
  const row = await services.db.instance.findUnique({ where: { id: 1 }, select: { safeModeSince: true } });
  return row?.safeModeSince ?? undefined;
}

/**
 * A person says that what was restored is right and the bot may begin messages again. What had been due before the
 * restore may have been sent by the process that was lost: *unknown*, not sent again. False when it may send already.
 */
export async function leaveSafeMode(services: Transaction, by: string): Promise<boolean> {
  const since = await safeModeSince(services);
  if (since === undefined) return false;
  const { db, now } = services;
  const unknown = await db.outgoing.updateMany({
    where: { status: 'pending', notBefore: { lt: since } },
    data: { status: 'unknown', doneAt: now() },
  });
  await db.instance.updateMany({ where: { id: 1 }, data: { safeModeSince: null } });
  await audit(services, { actor: by, action: 'safe-mode.leave', details: { unknown: unknown.count } });
  return true;
}

/** The one stop for everything that the bot begins (or its end). False when it stands so already. */
export async function setStopped(services: Transaction, by: string, stopped: boolean): Promise<boolean> {
  const { count } = await services.db.instance.updateMany({
    where: { id: 1, stoppedAt: stopped ? null : { not: null } },
    data: { stoppedAt: stopped ? services.now() : null, stoppedBy: stopped ? by : null },
  });
  if (count === 0) return false;
  // Whoever wanted an earlier stop to end has said nothing about this one.
  await services.db.pendingChange.updateMany({
    where: { kind: 'sending-start', status: 'waiting' },
    data: { status: 'replaced', decidedAt: services.now() },
  });
  await audit(services, { actor: by, action: stopped ? 'sending.stop' : 'sending.start' });
  return true;
}

/** Until when Telegram has asked to wait with everything that is no reply; kept over a restart. */
export async function heldUntil(services: Services): Promise<Date | undefined> {
  const row = await services.db.instance.findUnique({ where: { id: 1 }, select: { bulkNotBefore: true } });
  return row?.bulkNotBefore ?? undefined;
}

export async function holdUntil(services: Services, until: Date): Promise<void> {
  await services.db.instance.updateMany({ where: { id: 1 }, data: { bulkNotBefore: until } });
}

const settings = z.record(z.string(), z.string());

/**
 * Settings that decide who is asked and how much is sent: a change since the last start stands in the audit log,
 * such as an office with a single officer that sets the second person off.
 */
export async function noteSettings(prisma: PrismaClient, services: Services): Promise<void> {
  const { secondPersonAbove, newsPerWeek, sendsPerSecond } = services.office;
  const now: Readonly<Record<string, string>> = {
    SECOND_PERSON_ABOVE: String(secondPersonAbove ?? 'off'),
    NEWS_PER_WEEK: String(newsPerWeek),
    SENDS_PER_SECOND: String(sendsPerSecond),
  };
  const changedSince = async ({ db }: Pick<Services, 'db'>) => {
    const row = await db.instance.findUnique({ where: { id: 1 }, select: { settings: true } });
    const was = settings.safeParse(row?.settings).data ?? {};
    return Object.entries(now).flatMap(([name, value]) =>
      was[name] === value ? [] : [{ name, from: was[name] ?? null, to: value }],
    );
  };
  if ((await changedSince(services)).length === 0) return;
  await atomically(prisma, services, async (inside) => {
    const changed = await changedSince(inside);
    if (changed.length === 0) return;
    await inside.db.instance.updateMany({ where: { id: 1 }, data: { settings: { ...now } } });
    for (const { name, from, to } of changed)
      await audit(inside, {
        actor: 'system',
        action: 'setting.changed',
        subject: name,
        details: { from, to },
      });
  });
}
