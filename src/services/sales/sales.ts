import { type Month } from '../../domain/month/month.ts';
import { monthState } from '../../domain/sales/report-months.ts';
import { openCase } from '../cases/cases.ts';
import { changeStatus } from '../people/corrections.ts';
import { nextNumber } from '../core/numbers.ts';
import { personNumber } from '../people/people.ts';
import {
  lockedMonths,
  reportsOf,
  type StoredReport,
  type Workers,
  type ZeroReason,
} from './sales-history.ts';
import { todayOf, type Services, type Transaction } from '../core/services.ts';

/** What an owner says about one month. Money in whole rupiah. */
export interface NewReport {
  readonly personId: number;
  /** Undefined when nobody of the business uses the chat in which it is reported. */
  readonly accountId: number | undefined;
  readonly businessId: number;
  /** YYYY-MM, running or past. */
  readonly month: Month;
  readonly amount: number;
  readonly estimate: boolean;
  readonly provisional: boolean;
  readonly toCheck: boolean;
  readonly zeroReason: ZeroReason | undefined;
  /** Undefined leaves what is known of this month; for a new report that is "not reported". */
  readonly workers: Workers | undefined;
  /** How the figure came: `guided` question by question, `line` in one line; other ways have other names. */
  readonly source: string;
  /** The words that the figure was read from, what read them, and the button that confirmed it. */
  readonly words: string | undefined;
  readonly reader: string;
  readonly confirmed: string | undefined;
  /** Undefined where no form was filled, or one form holds the figures of several owners, which is not kept. */
  readonly draftId: number | undefined;
  /** Set when a member of the office records what somebody told: then locked months can be written, too. */
  readonly office?: OfficeEntry;
}

/** Who told a figure to the office. */
export const tellers = ['owner', 'family', 'other'] as const;
export type Teller = (typeof tellers)[number];

/** Who of the office records a report, from whom, and why a figure that stands is changed. */
interface OfficeEntry {
  /** Number of the member. */
  readonly member: string;
  readonly toldBy: Teller;
  readonly reason: string | undefined;
}

export type Recorded =
  | { readonly kind: 'stored'; readonly report: StoredReport; readonly before: StoredReport | undefined }
  /** The month is closed: the figure waits in a case until a person has decided. */
  | { readonly kind: 'locked'; readonly number: string; readonly dueOn: string }
  /** The business is no longer this person's. */
  | { readonly kind: 'gone' };

/**
 * Stores the figure of a month: a first report, or a new version of the one that stands. The row of the business
 * stays locked until the transaction ends, so that two reports of one month at once make one report with two
 * versions.
 */
export async function recordReport(services: Transaction, it: NewReport): Promise<Recorded> {
  const { db } = services;
  const own = await db.$queryRaw<
    unknown[]
  >`SELECT id FROM business WHERE id = ${it.businessId} AND owner_id = ${it.personId} FOR UPDATE`;
  if (own.length === 0) return { kind: 'gone' };
  const before = (await reportsOf(services, [it.businessId])).find((report) => report.month === it.month);
  const state = monthState(
    it.month,
    todayOf(services),
    await lockedMonths(services),
    services.office.reportOpenMonths,
  );
  if (state === 'future') throw new Error(`expected a month that has begun, got ${it.month}`);
  if (state === 'locked' && it.office === undefined) return keepForOffice(services, it, before);
  await (before === undefined ? insert(services, it) : replace(services, it, before));
  if (it.zeroReason === 'closed' && it.draftId !== undefined)
    await changeStatus(services, {
      personId: it.personId,
      businessId: it.businessId,
      draftId: it.draftId,
      status: 'closed',
      since: services.now(),
    });
  const report = (await reportsOf(services, [it.businessId])).find((stored) => stored.month === it.month);
  if (report === undefined) throw new Error(`expected the report of ${it.month} that was just stored`);
  return { kind: 'stored', report, before };
}

async function keepForOffice(
  services: Transaction,
  it: NewReport,
  before: StoredReport | undefined,
): Promise<Recorded> {
  const opened = await openCase(services, {
    kind: 'locked-month',
    key: `locked-month:${it.businessId}:${it.month}`,
    accountId: it.accountId,
    personId: it.personId,
    businessId: it.businessId,
    text: it.words,
    details: {
      month: it.month,
      amount: it.amount,
      estimate: it.estimate,
      zeroReason: it.zeroReason ?? null,
      workersMale: it.workers?.male ?? null,
      workersFemale: it.workers?.female ?? null,
      report: before?.id ?? null,
      draft: it.draftId ?? null,
    },
  });
  return { kind: 'locked', number: opened.number, dueOn: opened.dueOn };
}

/** The columns that report and version have in common. */
function columns(
  it: NewReport,
  workers: Workers | undefined,
): {
  amount: number;
  estimate: boolean;
  provisional: boolean;
  zeroReason: string | null;
  workersMale: number | null;
  workersFemale: number | null;
  source: string;
} {
  return {
    amount: it.amount,
    estimate: it.estimate,
    provisional: it.provisional,
    zeroReason: it.zeroReason ?? null,
    workersMale: workers?.male ?? null,
    workersFemale: workers?.female ?? null,
    source: it.source,
  };
}

async function insert(services: Transaction, it: NewReport): Promise<void> {
  const number = await nextNumber(services, 'L', it.month);
  const now = services.now();
  const row = await services.db.salesReport.create({
    data: {
      office: services.office.key,
      ...columns(it, it.workers),
      number,
      businessId: it.businessId,
      month: it.month,
      toCheck: it.toCheck,
      createdAt: now,
      updatedAt: now,
    },
    select: { id: true },
  });
  await keepVersion(services, it, it.workers, row.id, 1);
}

async function replace(services: Services, it: NewReport, before: StoredReport): Promise<void> {
  const workers = it.workers ?? before.workers;
  const version = before.version + 1;
  await services.db.salesReport.update({
    where: { id: before.id },
    data: { ...columns(it, workers), toCheck: it.toCheck, version, updatedAt: services.now() },
  });
  await keepVersion(services, it, workers, before.id, version);
}

async function keepVersion(
  services: Services,
  it: NewReport,
  workers: Workers | undefined,
  reportId: number,
  version: number,
): Promise<void> {
  const { seal } = services;
  const { office } = it;
  const sealed = (field: string, text: string | undefined): Uint8Array<ArrayBuffer> | null =>
    text === undefined ? null : seal.encrypt(`sales_version:${reportId}:${version}:${field}`, text);
  await services.db.salesVersion.create({
    data: {
      ...columns(it, workers),
      reportId,
      version,
      words: sealed('words', it.words),
      reader: it.reader,
      confirmed: it.confirmed ?? null,
      enteredBy: office?.member ?? (await personNumber(services, it.personId)),
      toldBy: office?.toldBy ?? null,
      reason: sealed('reason', office?.reason),
      at: services.now(),
      draftId: it.draftId ?? null,
    },
  });
}
