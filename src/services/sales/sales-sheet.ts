import { type Month } from '../../domain/month/month.ts';
import { monthState } from '../../domain/sales/report-months.ts';
import { may, type Standing } from '../../domain/office/roles.ts';
import { audit } from '../core/audit.ts';
import { nextNumbers } from '../core/numbers.ts';
import { lockedMonths, reportsOf, type StoredReport } from './sales-history.ts';
import { todayOf, type Services, type Transaction } from '../core/services.ts';

/** One figure that somebody of the office has filled in. Money in whole rupiah. */
export interface SheetEntry {
  /** Row in the file, from 1, and the header of the column. */
  readonly row: number;
  readonly column: string;
  /** D-2611-0412 */
  readonly number: string;
  readonly month: Month;
  readonly amount: number;
  readonly estimate: boolean;
}

type SheetReason =
  | 'no-number'
  | 'no-month'
  | 'doubtful'
  | 'not-money'
  | 'twice'
  | 'unknown-business'
  | 'other-kecamatan'
  | 'future'
  | 'locked';

/** A cell that is not taken, and why. */
export interface BadCell {
  readonly row: number;
  readonly column: string;
  readonly number: string;
  readonly reason: SheetReason;
  /** What a doubtful figure most likely means. */
  readonly likely?: number;
}

interface PlannedEntry extends SheetEntry {
  readonly businessId: number;
  readonly decision: 'new' | 'changed' | 'unchanged';
  readonly provisional: boolean;
  readonly before: StoredReport | undefined;
}

/** What applying a sheet would do. */
export interface SheetPlan {
  readonly entries: readonly PlannedEntry[];
  readonly refused: readonly BadCell[];
}

const IDS = 1_000;

function* chunks<T>(items: readonly T[], size = IDS): Generator<readonly T[]> {
  for (let at = 0; at < items.length; at += size) yield items.slice(at, at + size);
}

type Member = Standing & { readonly number: string };

/** The businesses of a sheet by their numbers, wherever they lie. */
export async function businessesOfSheet(
  { db, office }: Services,
  all: readonly string[],
): Promise<ReadonlyMap<string, { readonly id: number; readonly kecamatan: string | null }>> {
  const businesses = new Map<string, { readonly id: number; readonly kecamatan: string | null }>();
  for (const numbers of chunks([...new Set(all)])) {
    const rows = await db.business.findMany({
      where: { office: office.key, number: { in: [...numbers] }, ownerId: { not: null } },
      select: { id: true, number: true, kecamatan: true },
    });
    for (const row of rows) if (row.number !== null) businesses.set(row.number, row);
  }
  return businesses;
}

/** Compares a sheet with what is stored, for a member: changes nothing. */
export async function planSheet(
  services: Services,
  member: Member,
  entries: readonly SheetEntry[],
): Promise<SheetPlan> {
  const { office } = services;
  const businesses = await businessesOfSheet(
    services,
    entries.map((it) => it.number),
  );
  const reports = new Map<string, StoredReport>();
  for (const ids of chunks([...businesses.values()].map(({ id }) => id)))
    for (const report of await reportsOf(services, ids))
      reports.set(`${report.businessId} ${report.month}`, report);
  const locks = await lockedMonths(services);
  const today = todayOf(services);
  const planned: PlannedEntry[] = [];
  const refused: BadCell[] = [];
  for (const entry of entries) {
    const { row, column, number, month } = entry;
    const business = businesses.get(number);
    const state = monthState(month, today, locks, office.reportOpenMonths);
    const reason: SheetReason | undefined =
      business === undefined
        ? 'unknown-business'
        : !may(member, 'sales', business.kecamatan ?? '')
          ? 'other-kecamatan'
          : state === 'future' || state === 'locked'
            ? state
            : undefined;
    if (business === undefined || reason !== undefined) {
      refused.push({ row, column, number, reason: reason ?? 'unknown-business' });
      continue;
    }
    const before = reports.get(`${business.id} ${month}`);
    const provisional = state === 'running';
    const isSame =
      before !== undefined && before.amount === entry.amount && before.provisional === provisional;
    planned.push({
      ...entry,
      businessId: business.id,
      decision: before === undefined ? 'new' : isSame ? 'unchanged' : 'changed',
      provisional,
      before,
    });
  }
  return { entries: planned, refused };
}

export interface SheetApplied {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly refused: number;
}

/**
 * Stores the figures of a sheet in one go: what has become locked or foreign since the preview is left out, and what
 * stands there already is not stored again, so the same file twice changes nothing.
 */
export async function applySheet(
  services: Transaction,
  member: Member,
  sheet: { readonly entries: readonly SheetEntry[]; readonly sha256: string },
): Promise<SheetApplied> {
  const { db } = services;
  // Reports of the same businesses by their owners wait for the end of this transaction, as in recordReport.
  for (const numbers of chunks([...new Set(sheet.entries.map((it) => it.number))].toSorted()))
    await db.$queryRaw`SELECT id FROM business WHERE number = ANY(${[...numbers]}) ORDER BY id FOR UPDATE`;
  const { entries, refused } = await planSheet(services, member, sheet.entries);
  const added = entries.filter((it) => it.decision === 'new');
  const changed = entries.filter((it) => it.decision === 'changed');
  await insertAll(services, member, added);
  await replaceAll(services, member, changed);
  const result = {
    added: added.length,
    changed: changed.length,
    unchanged: entries.length - added.length - changed.length,
    refused: refused.length,
  };
  await audit(services, {
    actor: member.number,
    action: 'sales.sheet',
    subject: `sha256:${sheet.sha256}`,
    details: result,
  });
  return result;
}

const READER = 'sheet@1';

function columns({ amount, estimate, provisional }: PlannedEntry): {
  amount: number;
  estimate: boolean;
  provisional: boolean;
  zeroReason: string | null;
  source: string;
} {
  return { amount, estimate, provisional, zeroReason: amount === 0 ? 'unsaid' : null, source: 'sheet' };
}

async function insertAll(
  services: Transaction,
  member: Member,
  added: readonly PlannedEntry[],
): Promise<void> {
  const { db } = services;
  const now = services.now();
  for (const month of new Set(added.map((it) => it.month))) {
    const of = added.filter((it) => it.month === month);
    const numbers = await nextNumbers(services, 'L', month, of.length);
    for (const part of chunks(of.map((entry, at) => ({ entry, number: numbers[at] ?? '' })))) {
      const rows = await db.salesReport.createManyAndReturn({
        data: part.map(({ entry, number }) => ({
          office: services.office.key,
          ...columns(entry),
          number,
          businessId: entry.businessId,
          month,
          createdAt: now,
          updatedAt: now,
        })),
        select: { id: true, number: true },
      });
      const ids = new Map(rows.map((row) => [row.number, row.id]));
      await db.salesVersion.createMany({
        data: part.map(({ entry, number }) => ({
          ...columns(entry),
          reportId: ids.get(number) ?? 0,
          version: 1,
          reader: READER,
          enteredBy: member.number,
          at: now,
        })),
      });
    }
  }
}

async function replaceAll(
  services: Services,
  member: Member,
  changed: readonly PlannedEntry[],
): Promise<void> {
  const { db } = services;
  const now = services.now();
  for (const entry of changed) {
    const { before } = entry;
    if (before === undefined) continue;
    const version = before.version + 1;
    await db.salesReport.update({
      where: { id: before.id },
      data: { ...columns(entry), toCheck: false, version, updatedAt: now },
    });
    await db.salesVersion.create({
      data: {
        ...columns(entry),
        workersMale: before.workers?.male ?? null,
        workersFemale: before.workers?.female ?? null,
        reportId: before.id,
        version,
        reader: READER,
        enteredBy: member.number,
        at: now,
      },
    });
  }
}
