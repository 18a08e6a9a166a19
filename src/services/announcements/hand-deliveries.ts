import { audit } from '../core/audit.ts';
import type { Services, Transaction } from '../core/services.ts';
import type { Member } from '../office/members.ts';
import { addByHand, type Refused } from '../trainings/attendance.ts';
import type { Joined } from '../trainings/joining.ts';
import { announcementFor, lockAnnouncement, type Announcement } from './announcements.ts';
import { audienceOptions } from './announcement-start.ts';
import { judgedPages } from './audience-pages.ts';

/** What somebody of the office has ticked: who it was, and when. */
export interface Tick {
  /** Number of the member. */
  readonly by: string;
  readonly at: Date;
}

/** Somebody who fits an announcement and has no Telegram: a person of the office tells them. */
export interface ByHand {
  readonly personId: number;
  readonly told: Tick | undefined;
  readonly joins: Tick | undefined;
}

/** The same with what is sealed; whoever shows it notes the read first. */
export interface SeenByHand extends ByHand {
  readonly name: string | undefined;
  readonly business: string | undefined;
  readonly kecamatan: string | undefined;
  /** E.164 */
  readonly phone: string | undefined;
}

const tickOf = (by: string | null, at: Date | null): Tick | undefined =>
  by === null || at === null ? undefined : { by, at };

/**
 * Everybody who fits an announcement now and has no Telegram, and whoever was ticked before; those who still have to
 * be told first. Nobody who has withdrawn the consent to training news, and nobody before it has gone out: what waits
 * for a second person is passed on by no other way either.
 */
export async function peopleByHand(services: Services, it: Announcement): Promise<readonly ByHand[]> {
  if (it.startedAt === undefined) return [];
  const { db } = services;
  const rows = await db.handDelivery.findMany({
    where: { announcementId: it.id, personId: { not: null } },
  });
  const all = new Map<number, ByHand>();
  const options = await audienceOptions(services, it);
  for await (const { judged } of judgedPages(services, it.audience, options, 0)) {
    const found = await db.$queryRaw<{ readonly id: number }[]>`
      SELECT person_id AS id FROM (${judged}) judged WHERE missed = 'no-telegram' AND NOT EXISTS (
        SELECT 1 FROM consent c
        WHERE c.person_id = judged.person_id AND c.purpose = 'training-news' AND c.withdrawn_at IS NOT NULL
          AND NOT EXISTS (
            SELECT 1 FROM consent n
            WHERE n.person_id = c.person_id AND n.purpose = c.purpose AND n.withdrawn_at IS NULL))`;
    for (const { id } of found) all.set(id, { personId: id, told: undefined, joins: undefined });
  }
  for (const { personId, toldBy, toldAt, joinsBy, joinsAt } of rows)
    if (personId !== null)
      all.set(personId, { personId, told: tickOf(toldBy, toldAt), joins: tickOf(joinsBy, joinsAt) });
  return [...all.values()].toSorted(
    (a, b) => Number(a.told !== undefined) - Number(b.told !== undefined) || a.personId - b.personId,
  );
}

/** Opens what is sealed of these people, in their order; the business that fits comes first where there are several. */
export async function seenByHand(
  services: Services,
  { audience }: Pick<Announcement, 'audience'>,
  people: readonly ByHand[],
): Promise<readonly SeenByHand[]> {
  const { db, seal } = services;
  const rows = await db.person.findMany({
    where: { id: { in: people.map((it) => it.personId) } },
    select: {
      id: true,
      name: true,
      phone: true,
      businesses: { select: { id: true, name: true, kecamatan: true }, orderBy: { id: 'asc' } },
    },
  });
  return people.flatMap((it): readonly SeenByHand[] => {
    const row = rows.find(({ id }) => id === it.personId);
    if (row === undefined) return [];
    const fits = row.businesses.find(
      ({ kecamatan }) => kecamatan !== null && audience.kecamatan.includes(kecamatan),
    );
    const business = fits ?? row.businesses[0];
    return [
      {
        ...it,
        name: row.name === null ? undefined : seal.show(`person:${row.id}:name`, row.name),
        phone: row.phone === null ? undefined : seal.show(`person:${row.id}:phone`, row.phone),
        business:
          business === undefined || business.name === null
            ? undefined
            : seal.show(`business:${business.id}:name`, business.name),
        kecamatan: business?.kecamatan ?? undefined,
      },
    ];
  });
}

/** Notes that a member is about to see who has no Telegram. */
export function noteByHandRead(services: Transaction, member: Member, it: Announcement): Promise<void> {
  return audit(services, {
    actor: member.number,
    action: 'announcement.by-hand',
    subject: `announcement:${it.code}`,
  });
}

export type Ticked =
  /** `seat`: what came of it in the training, where there is one. */
  { readonly kind: 'done'; readonly seat?: (Joined | Refused)['kind'] } | { readonly kind: 'not-yours' };

/**
 * Ticks or unticks that somebody was told, or that they join; whoever joins was told. Whoever joins a training is put on its
 * list by the same rules as everybody, and is not ticked where they get no place on it; who is on it stays there when
 * the tick is taken away. The same again changes nothing.
 */
export async function tickByHand(
  services: Transaction,
  member: Member,
  at: { readonly announcementId: number; readonly personId: number },
  tick: { readonly what: 'told' | 'joins'; readonly on: boolean },
): Promise<Ticked> {
  const { db, now } = services;
  const it = await announcementFor(services, member, at.announcementId);
  const people = it === undefined ? [] : await peopleByHand(services, it);
  if (it === undefined || !people.some(({ personId }) => personId === at.personId))
    return { kind: 'not-yours' };
  const { what, on } = tick;
  // Trainings are locked before announcements, as everybody does who writes to both.
  const joined =
    what === 'joins' && on && it.trainingId !== undefined
      ? await addByHand(services, it.trainingId, member, {
          who: { personId: at.personId },
          source: 'phone',
        })
      : undefined;
  // Without a place on the list nobody joins: the member is told why.
  if (joined !== undefined && !('participant' in joined)) return { kind: 'done', seat: joined.kind };
  await lockAnnouncement(services, it.id);
  const { number: personNumber } = await db.person.findUniqueOrThrow({
    where: { id: at.personId },
    select: { number: true },
  });
  const key = { announcementId: it.id, personNumber };
  const before = await db.handDelivery.findUnique({
    where: { announcementId_personNumber: key },
    select: { toldAt: true, joinsAt: true },
  });
  const isOn = (what === 'told' ? before?.toldAt : before?.joinsAt) ?? null;
  if (on !== (isOn !== null)) {
    const [by, when] = on ? [member.number, now()] : [null, null];
    const told = { toldBy: by, toldAt: when };
    const joins = { joinsBy: by, joinsAt: when };
    const isTold = (before?.toldAt ?? null) !== null;
    const data = what === 'told' ? told : { ...joins, ...(on && !isTold ? told : {}) };
    await db.handDelivery.upsert({
      where: { announcementId_personNumber: key },
      create: { ...key, personId: at.personId, ...data },
      update: data,
    });
    await audit(services, {
      actor: member.number,
      action: 'announcement.tick',
      subject: `announcement:${it.code}`,
      details: { person: personNumber, what, on },
    });
  }
  return joined === undefined ? { kind: 'done' } : { kind: 'done', seat: joined.kind };
}
