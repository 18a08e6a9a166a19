import { z } from 'zod';
import { readAs } from '../../domain/words/read-as.ts';
import { isSensitive, replaceable, type Cell } from '../../domain/sales/suppression.ts';
import type { Services } from '../core/services.ts';

const whole = z.number().int();

/** Businesses by what they are counted under, each with its owners like a {@link Cell}. */
const counts = z.record(z.string(), z.object({ count: whole, owners: whole, firsts: whole }));
export type Counts = z.infer<typeof counts>;

/** What a cell of each table holds beside its owners and the sum of their amounts. */
const contents = {
  /** Businesses that reported a month; those and the ones that were asked, and how many own them. */
  sales: z.object({ businesses: whole, expected: whole, asked: whole, askedFirsts: whole }),
  /** Businesses that reported both of two months, and how many of them changed by how many thousandths. */
  change: z.object({ businesses: whole, permille: z.record(z.string(), whole) }),
  /** Businesses that told who works there in both of two months, and the people in the later and the earlier one. */
  jobs: z.object({ businesses: whole, now: whole, before: whole }),
  /** By month. */
  registered: counts,
  kind: counts,
  class: counts,
} as const;
export type Figure = keyof typeof contents;
export type ContentOf<F extends Figure> = z.infer<(typeof contents)[F]>;
const schemas: { readonly [F in Figure]: z.ZodType<ContentOf<F>> } = contents;

/** A cell as it was counted, by code of its kecamatan ('' where none is known). */
export interface CountedCell<F extends Figure> extends Cell {
  readonly firsts: number;
  readonly content: ContentOf<F>;
}

/** A cell as it is shown. */
export interface StoredCell<F extends Figure> extends CountedCell<F> {
  readonly period: string;
  readonly takenAt: Date;
  readonly countedAt: Date;
}

/** One table of the dashboard: a month, two months that are compared ('later/earlier'), or '' for what holds now. */
export interface Table<F extends Figure> {
  readonly figure: F;
  readonly period: string;
}

/** What is stored of a table, for one or more periods. */
export async function storedCells<F extends Figure>(
  { db, office }: Services,
  figure: F,
  periods: readonly string[],
): Promise<readonly StoredCell<F>[]> {
  const rows = await db.dashboardCell.findMany({
    where: { office: office.key, figure, period: { in: [...periods] } },
    orderBy: { kecamatan: 'asc' },
  });
  return rows.map(({ kecamatan, owners, firsts, amount, largest, second, content, ...row }) => ({
    key: kecamatan,
    owners,
    firsts,
    amount: Number(amount),
    largest: Number(largest),
    second: Number(second),
    content: readAs(schemas[figure], content),
    period: row.period,
    takenAt: row.takenAt,
    countedAt: row.countedAt,
  }));
}

/** Adds cells that are not stored yet, as they were at `takenAt`. */
export async function addCells<F extends Figure>(
  { db, office }: Services,
  { figure, period }: Table<F>,
  cells: readonly CountedCell<F>[],
  takenAt: Date,
): Promise<void> {
  await db.dashboardCell.createMany({
    data: cells.map((cell) => ({
      ...columns(cell),
      office: office.key,
      figure,
      period,
      kecamatan: cell.key,
      takenAt,
      countedAt: takenAt,
    })),
    skipDuplicates: true,
  });
}

/** A row that is being stored while the tables are counted is looked at the next time. */
export const MARGIN_MS = 300_000;

const columns = <F extends Figure>(cell: CountedCell<F>) => ({
  owners: cell.owners,
  firsts: cell.firsts,
  amount: cell.amount,
  largest: cell.largest,
  second: cell.second,
  content: cell.content,
});

/**
 * Replaces those of the cells that were looked at whose changes hide everybody who made them ({@link replaceable});
 * the others keep what they show, and are looked at again.
 *
 * @param it.changes what owners changed since each cell was taken; a cell that is not among them is as it was
 * @param it.count counts the cells of these keys
 */
export async function settleCells<F extends Figure>(
  services: Services,
  { figure, period }: Table<F>,
  it: {
    readonly cells: readonly StoredCell<F>[];
    readonly changes: readonly Cell[];
    readonly count: (keys: readonly string[]) => Promise<readonly CountedCell<F>[]>;
    readonly at: Date;
  },
): Promise<void> {
  const { cells, changes, at } = it;
  const unseen = new Set(
    cells.filter((cell) => cell.owners === 0 || isSensitive(cell)).map(({ key }) => key),
  );
  const fresh = replaceable(changes, unseen);
  const counted = fresh.size === 0 ? [] : await it.count([...fresh]);
  const of = { office: services.office.key, figure, period };
  for (const cell of counted)
    await services.db.dashboardCell.updateMany({
      // Somebody else may count at the same moment: only what was looked at here is replaced.
      where: {
        ...of,
        kecamatan: cell.key,
        takenAt: cells.find(({ key }) => key === cell.key)?.takenAt ?? at,
      },
      data: { ...columns(cell), takenAt: at, countedAt: at },
    });
  const changed = changes.map(({ key }) => key);
  await services.db.dashboardCell.updateMany({
    where: { ...of, kecamatan: { in: changed.filter((key) => !fresh.has(key)) } },
    data: { countedAt: at },
  });
  // What is unchanged holds for now, but for what is being stored at this moment.
  const certain = new Date(at.getTime() - MARGIN_MS);
  const same = cells.filter(({ key }) => !changed.includes(key)).map(({ key }) => key);
  await services.db.dashboardCell.updateMany({
    where: { ...of, kecamatan: { in: same }, takenAt: { lt: certain } },
    data: { takenAt: certain, countedAt: certain },
  });
}
