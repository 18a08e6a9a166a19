import { may, worksIn } from '../../domain/office/roles.ts';
import { maskNik, maskPhone } from '../../domain/people/identity.ts';
import { audit } from '../core/audit.ts';
import { queueTo } from '../core/outgoing.ts';
import type { Services, Transaction } from '../core/services.ts';
import { businessesIn, type Officer } from '../office/in-area.ts';
import { activeMembers, memberByNumber } from '../office/members.ts';
import {
  askSecondPerson,
  closeChange,
  lockWaiting,
  pendingChangeById,
  type Wanted,
} from '../office/pending-changes.ts';
import { tell } from '../office/text-notices.ts';
import { businessesOf, type Business } from '../people/businesses.ts';
import { ownerOf } from '../people/corrections.ts';
import { monthsOfBoth } from '../sales/report-merge.ts';
import { mergeObstacle, mergePeople } from './person-merge.ts';
import type { Merge } from './business-merge.ts';

const WEEK_MS = 7 * 24 * 3_600_000;

type Content = Extract<Wanted, { readonly kind: 'person-merge' }>['content'];

/** A registration as an officer compares it with another one, with how much hangs on it. */
export interface Compared {
  readonly business: Business;
  readonly personId: number;
  readonly personNumber: string;
  readonly owner: string | undefined;
  readonly maskedPhone: string | undefined;
  readonly maskedNik: string | undefined;
  readonly registeredAt: Date;
  readonly chats: number;
  readonly reports: number;
  readonly cases: number;
  readonly trainings: number;
  readonly applications: number;
  readonly groups: number;
  readonly tags: number;
}

/** A registration of the member's area; undefined for every other number, which may be forged. */
async function comparedOf(
  services: Services,
  member: Officer,
  businessId: number,
): Promise<Compared | undefined> {
  const { db, office, seal } = services;
  if (!may(member, 'cases')) return undefined;
  const row = await db.business.findFirst({
    where: { id: businessId, office: office.key, ...businessesIn(member), ownerId: { not: null } },
    select: { createdAt: true, owner: { select: { id: true, number: true, nik: true } } },
  });
  const person = row?.owner ?? undefined;
  if (row === null || person === undefined) return undefined;
  const business = (await businessesOf(services, person.id)).find((it) => it.id === businessId);
  if (business === undefined) return undefined;
  const { name, phone } = await ownerOf(services, person.id);
  const whose = { personId: person.id };
  return {
    business,
    personId: person.id,
    personNumber: person.number,
    owner: name,
    maskedPhone: phone === undefined ? undefined : maskPhone(phone),
    maskedNik: person.nik === null ? undefined : maskNik(seal.show(`person:${person.id}:nik`, person.nik)),
    registeredAt: row.createdAt,
    chats: await db.personAccount.count({ where: whose }),
    reports: await db.salesReport.count({ where: { businessId } }),
    cases: await db.case.count({ where: whose }),
    trainings: await db.participant.count({ where: whose }),
    applications: await db.application.count({ where: whose }),
    groups: await db.groupMember.count({ where: whose }),
    tags: await db.businessTag.count({ where: { businessId } }),
  };
}

/** Two registrations side by side. */
export interface Pair {
  readonly from: Compared;
  readonly into: Compared;
  /** Months that both have reported, with both figures in whole rupiah. */
  readonly months: readonly { readonly month: string; readonly from: number; readonly into: number }[];
}

/** Two registrations of the member's area by their businesses; undefined where there are no two. */
export async function pairOf(
  services: Services,
  member: Officer,
  ids: { readonly from: number; readonly into: number },
): Promise<Pair | undefined> {
  const from = await comparedOf(services, member, ids.from);
  const into = await comparedOf(services, member, ids.into);
  if (from === undefined || into === undefined || ids.from === ids.into) return undefined;
  return { from, into, months: await monthsOfBoth(services, ids) };
}

/** Notes that a member looks at two registrations side by side, before they are shown. */
export async function noteCompared(services: Transaction, member: Officer, pair: Pair): Promise<void> {
  for (const { business } of [pair.from, pair.into])
    await audit(services, {
      actor: member.number,
      action: 'registration.compare',
      subject: `business:${business.number ?? business.id}`,
    });
}

/** two: the businesses stay apart; into and from: they are one, and whose figure counts in a month of both. */
export type MergeHow = 'two' | 'into' | 'from';

const contentOf = ({ from, into }: Pair, how: MergeHow): Content => ({
  from: from.personNumber,
  into: into.personNumber,
  businesses:
    how === 'two' || from.business.number === undefined || into.business.number === undefined
      ? null
      : { from: from.business.number, into: into.business.number },
  counts: how === 'from' ? 'from' : 'into',
});

/** alone: nobody else may decide; applications: both have applied to the same programme. */
export type MergeAsked = 'asked' | 'no' | 'alone' | 'applications';

/** A second person is asked whether two registrations become one; until then nothing changes. */
export async function askMerge(
  services: Transaction,
  member: Officer,
  ids: { readonly from: number; readonly into: number },
  how: MergeHow,
): Promise<MergeAsked> {
  const pair = await pairOf(services, member, ids);
  if (pair === undefined) return 'no';
  const content = contentOf(pair, how);
  const merge = await mergeOf(services, content, member.number);
  if (merge === undefined || (how === 'two' && merge.from === merge.into)) return 'no';
  const obstacle = await mergeObstacle(services, merge);
  if (obstacle !== undefined) return obstacle;
  const others = await activeMembers(services);
  const possible: string[] = [];
  for (const other of others)
    if (other.number !== member.number && (await mayDecideMerge(services, other, content)))
      possible.push(other.number);
  if (possible.length === 0) return 'alone';
  await askSecondPerson(
    services,
    member,
    { kind: 'person-merge', content },
    {
      about: {},
      reasons: [],
      mayDecide: ({ number }) => possible.includes(number),
    },
  );
  return 'asked';
}

/** The rows that the numbers stand for; undefined when there are no two any more. */
export async function mergeOf(
  { db, office }: Services,
  { from, into, businesses, counts }: Content,
  by: string,
): Promise<Merge | undefined> {
  const people = await db.person.findMany({
    where: { number: { in: [from, into] }, office: office.key },
    select: { id: true, number: true },
  });
  const [gone, stays] = [from, into].map((number) => people.find((it) => it.number === number));
  if (gone === undefined || stays === undefined) return undefined;
  if (businesses === null) return { from: gone.id, into: stays.id, businesses: undefined, counts, by };
  const rows = await db.business.findMany({
    where: { office: office.key, number: { in: [businesses.from, businesses.into] } },
    select: { id: true, number: true, ownerId: true },
  });
  const [one, other] = [businesses.from, businesses.into].map((number) =>
    rows.find((it) => it.number === number),
  );
  if (one?.ownerId !== gone.id || other?.ownerId !== stays.id) return undefined;
  return { from: gone.id, into: stays.id, businesses: { from: one.id, into: other.id }, counts, by };
}

/** Whether a member looks after every business of both people. */
async function mayDecideMerge({ db }: Services, member: Officer, { from, into }: Content): Promise<boolean> {
  if (!may(member, 'cases')) return false;
  const rows = await db.business.findMany({
    where: { owner: { number: { in: [from, into] } } },
    select: { kecamatan: true },
  });
  return rows.length > 0 && rows.every((it) => worksIn(member, it.kecamatan ?? ''));
}

/** What a second person compares: the registrations by their first business where the businesses stay apart. */
export async function pairToDecide(
  services: Services,
  member: Officer,
  content: Content,
): Promise<Pair | undefined> {
  const merge = await mergeOf(services, content, member.number);
  if (merge === undefined || !(await mayDecideMerge(services, member, content))) return undefined;
  const first = async (personId: number): Promise<number> =>
    (await businessesOf(services, personId))[0]?.id ?? 0;
  return pairOf(services, member, {
    from: merge.businesses?.from ?? (await first(merge.from)),
    into: merge.businesses?.into ?? (await first(merge.into)),
  });
}

/** own: it is their own wish; gone: it was decided; late: it cannot be done any more. */
export const mergeDecisions = ['done', 'refused', 'own', 'gone', 'late', 'not-yours'] as const;
export type MergeDecided = (typeof mergeDecisions)[number];

/** The second person says yes or no: never the one who asked for it. With a yes both become one, and the owner is told. */
export async function decideMerge(
  services: Transaction,
  id: number,
  by: Officer,
  agrees: boolean,
): Promise<MergeDecided> {
  const known = await pendingChangeById(services, id);
  if (known?.wanted.kind !== 'person-merge') return 'not-yours';
  const { content } = known.wanted;
  const change = await lockWaiting(services, id);
  if (change === undefined) return 'gone';
  if (!(await mayDecideMerge(services, by, content))) return 'not-yours';
  if (change.createdBy === by.number) return 'own';
  const author = await memberByNumber(services, change.createdBy);
  const holds = author !== undefined && author.revokedAt === undefined;
  const merge = agrees && holds ? await mergeOf(services, content, change.createdBy) : undefined;
  const merged = merge !== undefined && (await mergePeople(services, merge));
  await closeChange(services, change, by, !agrees ? 'refused' : merged ? 'approved' : 'late');
  if (holds) await tell(services, [author], 'change-decided', `change-decided:${id}`, { change: id });
  if (!merged) return agrees ? 'late' : 'refused';
  await audit(services, {
    actor: by.number,
    action: 'registration.merge',
    subject: `person:${content.into}`,
    details: {
      ...content,
      businesses: content.businesses === null ? null : Object.values(content.businesses),
    },
  });
  await tellOwner(services, id, merge.into);
  return 'done';
}

/** In each of their chats: both go on. */
async function tellOwner(services: Transaction, change: number, personId: number): Promise<void> {
  const chats = await services.db.personAccount.findMany({
    where: { personId },
    select: { accountId: true },
  });
  await queueTo(
    services,
    chats.map(({ accountId }) => ({
      key: `registrations-merged:${change}:${accountId}`,
      accountId,
      personId,
      kind: 'registrations-merged' as const,
      params: { change, chats: chats.length },
      lastsMs: WEEK_MS,
    })),
  );
}
