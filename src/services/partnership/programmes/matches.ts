import { Prisma } from '../../../../prisma/client/client.ts';
import type { Programme } from '../../../domain/eligibility/programme.ts';
import { callResults, type CallResult } from '../../../domain/partnership/supply.ts';
import { audit } from '../../core/audit.ts';
import { todayOf, type Services, type Transaction } from '../../core/services.ts';
import { businessesIn, type Officer } from '../../office/in-area.ts';
import { fitSql } from './fit-sql.ts';
import { mostLacking, type Lack } from './programme-preview.ts';

/** Who fits a programme and takes no part in it yet, as numbers. */
export interface Matches {
  readonly fits: number;
  readonly nearly: number;
  /** Owners of those that fit who agreed to news, by each channel. */
  readonly chat: number;
  readonly phone: number;
  /** What those lack who nearly fit. */
  readonly lacks: readonly Lack[];
  /** Kecamatan in which somebody fits or nearly does. */
  readonly areas: readonly { readonly code: string; readonly fits: number; readonly nearly: number }[];
}

export async function countMatches(
  services: Services,
  member: Officer,
  programme: Programme,
): Promise<Matches> {
  const free = freeSql(services, member, programme);
  const rows = await services.db.$queryRaw<
    readonly {
      readonly kecamatan: string;
      readonly fit: 'fits' | 'nearly';
      readonly lacks: readonly string[];
      readonly count: number;
    }[]
  >(
    Prisma.sql`SELECT kecamatan, fit, lacks, count(*)::int AS count FROM (${free}) f GROUP BY 1, 2, 3 ORDER BY 1`,
  );
  const agreed = await services.db.$queryRaw<readonly { readonly purpose: string; readonly count: number }[]>(
    Prisma.sql`
      SELECT c.purpose, count(DISTINCT f.owner_id)::int AS count
      FROM (${free}) f JOIN consent c ON c.person_id = f.owner_id
      WHERE f.fit = 'fits' AND c.purpose = ANY(${Object.values(PURPOSES)}::text[]) AND c.withdrawn_at IS NULL
      GROUP BY 1`,
  );
  const counted = (fit: 'fits' | 'nearly', of = rows): number =>
    of.reduce((sum, row) => sum + (row.fit === fit ? row.count : 0), 0);
  const who = (channel: Channel): number =>
    agreed.find(({ purpose }) => purpose === PURPOSES[channel])?.count ?? 0;
  const codes = [...new Set(rows.map(({ kecamatan }) => kecamatan))].filter((code) => code !== '');
  return {
    fits: counted('fits'),
    nearly: counted('nearly'),
    chat: who('chat'),
    phone: who('phone'),
    lacks: mostLacking(
      programme,
      rows.filter(({ fit }) => fit === 'nearly'),
    ),
    areas: codes.map((code) => {
      const here = rows.filter(({ kecamatan }) => kecamatan === code);
      return { code, fits: counted('fits', here), nearly: counted('nearly', here) };
    }),
  };
}

/** Those that fit or nearly do and have not applied. */
const freeSql = (services: Services, member: Officer, programme: Programme): Prisma.Sql => Prisma.sql`
  SELECT * FROM (${fitSql(services, member, programme)}) every
  WHERE fit IN ('fits', 'nearly')
    AND NOT EXISTS (SELECT 1 FROM application a WHERE a.business_id = every.id AND a.programme_id = ${programme.id})`;

const channels = ['chat', 'phone'] as const;
type Channel = (typeof channels)[number];

/** The consent that news by a channel needs. */
const PURPOSES = { chat: 'programme-news', phone: 'programme-calls' } as const;

async function channelsOf(
  { db }: Services,
  owners: readonly number[],
): Promise<ReadonlyMap<number, ReadonlySet<Channel>>> {
  const rows = await db.consent.findMany({
    where: { personId: { in: [...owners] }, purpose: { in: Object.values(PURPOSES) }, withdrawnAt: null },
    select: { personId: true, purpose: true },
  });
  const found = new Map<number, Set<Channel>>();
  for (const { personId, purpose } of rows)
    if (personId !== null)
      found.set(
        personId,
        (found.get(personId) ?? new Set()).add(purpose === PURPOSES.chat ? 'chat' : 'phone'),
      );
  return found;
}

export interface Match {
  readonly businessId: number;
  readonly name: string | undefined;
  /** Id of the criterion that is missing; undefined: it fits. */
  readonly missing: string | undefined;
  readonly channels: readonly Channel[];
  /** What came of the call about this programme, and its day (YYYY-MM-DD). */
  readonly called: Called | undefined;
}

interface Called {
  readonly result: CallResult;
  readonly on: string;
}

/** The names of one page in a kecamatan, those that fit first; audited with where and which page, and each name. */
export async function matchesIn(
  services: Transaction,
  member: Officer,
  programme: Programme,
  at: { readonly kecamatan: string; readonly page: number; readonly take: number },
): Promise<{ readonly matches: readonly Match[]; readonly count: number }> {
  await audit(services, {
    actor: member.number,
    action: 'programme.matches',
    subject: `programme:${programme.id}`,
    details: { kecamatan: at.kecamatan, page: at.page },
  });
  const here = Prisma.sql`(${freeSql(services, member, programme)}) f WHERE f.kecamatan = ${at.kecamatan}`;
  const shown = await services.db.$queryRaw<
    readonly { readonly id: number; readonly owner: number; readonly missing: string | null }[]
  >(Prisma.sql`
    SELECT id, owner_id AS owner, lacks[1] AS missing FROM ${here}
    ORDER BY cardinality(lacks), id LIMIT ${at.take} OFFSET ${at.page * at.take}`);
  const [all] = await services.db.$queryRaw<readonly { readonly count: number }[]>(
    Prisma.sql`SELECT count(*)::int AS count FROM ${here}`,
  );
  const names = await services.db.business.findMany({
    where: { id: { in: shown.map(({ id }) => id) } },
    select: { id: true, name: true, number: true },
    orderBy: { id: 'asc' },
  });
  // Each by itself, so that the owner's copy says who has seen it.
  for (const { id, number } of names)
    await audit(services, {
      actor: member.number,
      action: 'programme.matches',
      subject: `business:${number ?? id}`,
      details: { programme: programme.id },
    });
  const agreed = await channelsOf(
    services,
    shown.map(({ owner }) => owner),
  );
  const calls = await callsTo(
    services,
    programme,
    shown.map(({ owner }) => owner),
  );
  return {
    matches: shown.map(({ id: businessId, owner, missing }) => {
      const sealed = names.find(({ id }) => id === businessId)?.name ?? null;
      return {
        businessId,
        name: sealed === null ? undefined : services.seal.show(`business:${businessId}:name`, sealed),
        missing: missing ?? undefined,
        channels: channels.filter((it) => agreed.get(owner)?.has(it)),
        called: calls.get(owner),
      };
    }),
    count: all?.count ?? 0,
  };
}

async function callsTo(
  { db }: Services,
  { id: programmeId }: Programme,
  owners: readonly number[],
): Promise<ReadonlyMap<number, Called>> {
  const rows = await db.programmeCall.findMany({ where: { programmeId, personId: { in: [...owners] } } });
  return new Map(
    rows.map(({ personId, result, calledOn }) => [
      personId,
      { result: callResults.find((it) => it === result) ?? 'not-reached', on: calledOn },
    ]),
  );
}

/** An owner who may be called about a programme. */
interface ToCall {
  readonly businessId: number;
  readonly personId: number;
  readonly number: string | null;
  readonly called: Called | undefined;
}

/** In a member's area, of an owner who agreed to calls; undefined for everybody else: the number may be forged. */
export async function matchToCall(
  services: Services,
  member: Officer,
  programme: Programme,
  businessId: number,
): Promise<ToCall | undefined> {
  const agreed = (purpose: string): Prisma.PersonWhereInput => ({
    consents: { some: { purpose, withdrawnAt: null } },
  });
  const row = await services.db.business.findFirst({
    where: {
      AND: [businessesIn(member)],
      id: businessId,
      office: services.office.key,
      owner: { AND: [agreed('registration'), agreed(PURPOSES.phone)] },
    },
    select: { ownerId: true, number: true },
  });
  if (row?.ownerId == null) return undefined;
  const calls = await callsTo(services, programme, [row.ownerId]);
  return { businessId, personId: row.ownerId, number: row.number, called: calls.get(row.ownerId) };
}

/**
 * *Sudah ditelepon*: what came of the call of today, once for each owner and programme. False when somebody has reached
 * them already, or when they may not be called.
 */
export async function recordCall(
  services: Transaction,
  member: Officer,
  programme: Programme,
  it: { readonly businessId: number; readonly result: CallResult },
): Promise<boolean> {
  const found = await matchToCall(services, member, programme, it.businessId);
  if (found === undefined) return false;
  const { db, now } = services;
  await db.$queryRaw`SELECT id FROM person WHERE id = ${found.personId} FOR UPDATE`;
  const key = { programmeId: programme.id, personId: found.personId };
  const before = (await callsTo(services, programme, [found.personId])).get(found.personId);
  if (before !== undefined && before.result !== 'not-reached') return false;
  const told = {
    result: it.result,
    calledOn: todayOf(services).toString(),
    byMember: member.number,
    at: now(),
  };
  await db.programmeCall.upsert({
    where: { programmeId_personId: key },
    create: { ...key, ...told },
    update: told,
  });
  await audit(services, {
    actor: member.number,
    action: 'programme.call',
    subject: `business:${found.number ?? found.businessId}`,
    details: { programme: programme.id, result: it.result },
  });
  return true;
}
