import { Prisma } from '../../../../prisma/client/client.ts';
import { evaluate, type Evaluation } from '../../../domain/eligibility/eligibility.ts';
import { fitOf } from '../../../domain/eligibility/fit.ts';
import type { Programme } from '../../../domain/eligibility/programme.ts';
import { audit } from '../../core/audit.ts';
import { queueTo, type Note } from '../../core/outgoing.ts';
import { todayOf, type Services, type Transaction } from '../../core/services.ts';
import { hasConsent } from '../../people/consents.ts';
import { factsOf, type Known } from '../../people/eligibility.ts';
import { judgedBusinesses } from '../../people/judged-businesses.ts';
import { storeCheck } from '../applications/checks.ts';
import type { ProgrammeFile } from './programme-desk.ts';

/** Owners looked at in one transaction. */
const PAGE = 300;
const LASTS_MS = 7 * 24 * 3_600_000;

/** fits: may apply; nearly: one thing is missing. */
export const toldFits = ['fits', 'nearly'] as const;
export type ToldFit = (typeof toldFits)[number];

/** Whether owners are told of the version that holds now. */
export async function newsIsOn({ db }: Services, file: ProgrammeFile): Promise<boolean> {
  const { version, newsVersion } = await db.programme.findUniqueOrThrow({ where: { id: file.id } });
  return version !== null && version === newsVersion;
}

/** *Kirim kabar*: from now on owners are told of this version. False: it is not open, or they are told already. */
export async function allowNews(services: Transaction, actor: string, file: ProgrammeFile): Promise<boolean> {
  const version = file.current?.version;
  if (version === undefined) return false;
  const { count } = await services.db.programme.updateMany({
    where: {
      id: file.id,
      status: 'open',
      version,
      OR: [{ newsVersion: null }, { newsVersion: { not: version } }],
    },
    data: { newsVersion: version },
  });
  if (count === 0) return false;
  await audit(services, {
    actor,
    action: 'programme.news',
    subject: `programme:${file.programmeId}`,
    details: { version },
  });
  return true;
}

const runOf = (services: Services, it: Programme): string =>
  `programme-news:${it.id}:${it.version}:${todayOf(services).toString()}`;

/** The programmes of which owners are told, and for whom nobody has looked today. */
export async function newsToQueue(services: Services): Promise<readonly Programme[]> {
  const { db, office, programmes } = services;
  const rows = await db.programme.findMany({
    where: { office: office.key, status: 'open', newsVersion: { not: null } },
    select: { programmeId: true, version: true, newsVersion: true },
    orderBy: { id: 'asc' },
  });
  const told = rows
    .filter(({ version, newsVersion }) => version === newsVersion)
    .flatMap(({ programmeId, version }) => programmes.find(programmeId, version ?? 0) ?? []);
  const runs = await db.jobRun.findMany({
    where: { office: office.key, key: { in: told.map((it) => runOf(services, it)) } },
    select: { key: true },
  });
  return told.filter((it) => !runs.some(({ key }) => key === runOf(services, it)));
}

/** Nobody looks for this programme again today. */
export async function noteNewsQueued(services: Services, it: Programme): Promise<void> {
  await services.db.jobRun.createMany({
    data: [{ office: services.office.key, key: runOf(services, it), at: services.now() }],
    skipDuplicates: true,
  });
}

interface Addressee {
  readonly person: number;
  readonly account: number;
}

/**
 * Queues the news of a programme for one page of the owners after a person, and keeps what each is told as a check.
 * Whoever was told that a business fits this version, by an own check or by such news, is not told again. Returns how
 * many are new, and the last person of the page; undefined: there are no more.
 */
export async function queueNewsPage(
  services: Transaction,
  programme: Programme,
  after: number,
): Promise<{ readonly queued: number; readonly last: number | undefined }> {
  const owners = await addressees(services, programme, after);
  const told = await toldNotYet(services, programme, owners);
  const byOwner = await businessesOf(services, owners);
  const today = todayOf(services);
  const notes: Note[] = [];
  for (const { person, account } of owners) {
    const judged = (byOwner.get(person) ?? []).map((known) => {
      const evaluation = evaluate(programme, factsOf(known, today), today);
      return { known, evaluation, fit: tellable(evaluation) };
    });
    const best = judged.find(({ fit }) => fit === 'fits') ?? judged.find(({ fit }) => fit === 'nearly');
    if (best?.fit === undefined || (best.fit === 'nearly' && told.has(person))) continue;
    await storeCheck(services, best.known, best.evaluation);
    notes.push({
      key: `programme-news:${programme.id}:${programme.version}:${person}:${best.fit}`,
      accountId: account,
      personId: person,
      kind: 'programme-news',
      params: {
        programme: programme.id,
        version: programme.version,
        business: best.known.business.id,
        fit: best.fit,
      },
      lastsMs: LASTS_MS,
    });
  }
  const last = owners.length < PAGE ? undefined : owners.at(-1)?.person;
  return { queued: await queueTo(services, notes), last };
}

/** What can be told of a result; nothing while one cannot apply. */
function tellable(evaluation: Evaluation): ToldFit | undefined {
  if (evaluation.application !== 'open' || !evaluation.inForce) return undefined;
  return toldFits.find((it) => it === fitOf(evaluation));
}

function addressees(
  { db, office }: Services,
  { id, version }: Programme,
  after: number,
): Promise<readonly Addressee[]> {
  return db.$queryRaw<readonly Addressee[]>(Prisma.sql`
    SELECT p.id AS person, chat.account_id AS account
    FROM person p
    CROSS JOIN LATERAL (
      SELECT pa.account_id FROM person_account pa JOIN account a ON a.id = pa.account_id
      WHERE pa.person_id = p.id AND a.unreachable_since IS NULL
      ORDER BY pa.since DESC, pa.account_id DESC LIMIT 1
    ) chat
    WHERE p.id > ${after}
      AND (
        SELECT count(DISTINCT c.purpose) FROM consent c
        WHERE c.person_id = p.id AND c.office = ${office.key}
          AND c.purpose IN ('registration', 'programme-news') AND c.withdrawn_at IS NULL) = 2
      AND NOT EXISTS (
        SELECT 1 FROM business b JOIN eligibility_check e ON e.business_id = b.id
        WHERE b.owner_id = p.id AND e.programme_id = ${id} AND e.version = ${version}
          AND e.result -> 'evaluation' ->> 'overall' = 'meets')
      AND NOT EXISTS (
        SELECT 1 FROM business b JOIN application a ON a.business_id = b.id
        WHERE b.owner_id = p.id AND a.programme_id = ${id})
    ORDER BY p.id LIMIT ${PAGE}`);
}

/** Who knows already what is missing. */
async function toldNotYet(
  { db }: Services,
  { id, version }: Programme,
  owners: readonly Addressee[],
): Promise<ReadonlySet<number>> {
  const rows = await db.eligibilityCheck.findMany({
    where: {
      programmeId: id,
      version,
      business: { ownerId: { in: owners.map(({ person }) => person) } },
      result: { path: ['evaluation', 'overall'], equals: 'not-yet' },
    },
    select: { business: { select: { ownerId: true } } },
  });
  return new Set(rows.flatMap(({ business }) => business?.ownerId ?? []));
}

async function businessesOf(
  services: Services,
  owners: readonly Addressee[],
): Promise<ReadonlyMap<number, readonly Known[]>> {
  const rows = await services.db.business.findMany({
    where: {
      office: services.office.key,
      status: 'active',
      ownerId: { in: owners.map(({ person }) => person) },
    },
    select: { id: true },
    orderBy: { id: 'asc' },
  });
  const known = await judgedBusinesses(
    services,
    rows.map(({ id }) => id),
    { facts: true },
  );
  const found = new Map<number, Known[]>();
  for (const it of known.toSorted((a, b) => a.business.id - b.business.id)) {
    const owner = it.business.ownerId ?? 0;
    found.set(owner, [...(found.get(owner) ?? []), it]);
  }
  return found;
}

/** What a message says at the moment of sending; undefined when it is not wanted or not true any more. */
export async function newsNow(
  services: Services,
  personId: number,
  about: {
    readonly programme: string;
    readonly version: number;
    readonly business: number;
    readonly fit: ToldFit;
  },
): Promise<
  | { readonly programme: Programme; readonly evaluation: Evaluation; readonly name: string | undefined }
  | undefined
> {
  const { db, programmes, seal } = services;
  const programme = programmes.open.find((it) => it.id === about.programme && it.version === about.version);
  const row = await db.business.findFirst({
    where: {
      id: about.business,
      ownerId: personId,
      status: 'active',
      applications: { none: { programmeId: about.programme } },
    },
    select: { name: true },
  });
  if (programme === undefined || row === null) return undefined;
  for (const purpose of ['registration', 'programme-news'] as const)
    if (!(await hasConsent(services, personId, purpose))) return undefined;
  const [known] = await judgedBusinesses(services, [about.business], { facts: true });
  if (known === undefined) return undefined;
  const today = todayOf(services);
  const evaluation = evaluate(programme, factsOf(known, today), today);
  if (tellable(evaluation) !== about.fit) return undefined;
  const name = row.name === null ? undefined : seal.show(`business:${about.business}:name`, row.name);
  return { programme, evaluation, name };
}
