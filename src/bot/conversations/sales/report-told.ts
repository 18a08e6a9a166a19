import { z } from 'zod';
import { isMonth, type Month } from '../../../domain/month/month.ts';
import type { ReportLine } from '../../../domain/sales/report-line.ts';
import type { RupiahReading } from '../../../domain/money/rupiah.ts';
import type { SameFigure } from '../../../domain/money/same-figure.ts';
import type { Business } from '../../../services/people/businesses.ts';
import type { StoredReport } from '../../../services/sales/sales-history.ts';
import type { Answers } from '../engine/form.ts';
import type { Json } from '../engine/json.ts';
import type { Money } from '../questions/money.ts';
import { businessOf, keys, type ReportContext } from './report-context.ts';

const rupiahReading = z.custom<RupiahReading>(
  (value) => typeof value === 'object' && value !== null && 'kind' in value,
);

/** "Sama seperti bulan lalu" as it is kept until the amount is asked. */
const same = z.object({ same: z.string().refine(isMonth).nullable() });

const sameTold = ({ as }: SameFigure): Json => ({ same: as ?? null });

/** The amount of a line as it waits for its question. */
export const amountOf = ({ amount, same: like }: ReportLine): Json | undefined =>
  like === undefined ? amount : sameTold(like);

/** Whether this is what is kept where a line has named no month. */
export const isUnnamed = (value: Json): boolean => unnamed.safeParse(value).success;
const unnamed = z.strictObject({ asked: z.string().optional() });

/**
 * What a report begins with that was said in one line; `asked`: the month that the bot had just asked for, or
 * whatever was kept of it, where the line names none.
 */
export function seedOf(
  told: ReportLine,
  businesses: readonly Pick<Business, 'id' | 'name'>[],
  asked: Json,
): Readonly<Record<string, Json>> {
  const meant = namedBusiness(told.rest, businesses);
  const amount = amountOf(told);
  return {
    ...(meant === undefined ? {} : { [keys.business.key]: meant.id }),
    ...(told.month === undefined
      ? amount === undefined
        ? {}
        : { [keys.monthTold]: asked }
      : { [keys.monthTold]: told.month }),
    ...(amount === undefined ? {} : { [keys.salesTold]: amount }),
  };
}

/** The one business whose name shares most words with `text`; undefined when none does, or several do alike. */
export function namedBusiness<B extends { readonly name: string | undefined }>(
  text: string,
  businesses: readonly B[],
): B | undefined {
  const words = (it: string): readonly string[] =>
    it
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
      // "Bu" and "ya" name no business.
      .filter((word) => word.length > 2);
  const said = new Set(words(text));
  const ranked = businesses
    .map((it) => ({ it, shared: new Set(words(it.name ?? '').filter((word) => said.has(word))).size }))
    .toSorted((a, b) => b.shared - a.shared);
  const [first, second] = ranked;
  return first === undefined || first.shared === 0 || first.shared === second?.shared ? undefined : first.it;
}

/** An amount that was told before its question: a reading, or the figure of another month. */
export function toldAmount(value: Json): RupiahReading | { readonly as: Month | undefined } | undefined {
  const found = same.safeParse(value);
  if (found.success) return { as: found.data.same ?? undefined };
  return rupiahReading.safeParse(value).data;
}

/** The reading of an amount that was told beforehand. */
export function toldReading(answers: Answers): RupiahReading | undefined {
  const told = toldAmount(answers.stored(keys.salesTold)?.value ?? null);
  return told !== undefined && 'kind' in told ? told : undefined;
}

/** A reading as it stands after the confirmation. */
export function confirmed(amount: number, reading: RupiahReading | undefined): Money {
  return { amount, estimate: reading?.kind === 'ok' && reading.approximate === true };
}

/** The final figure that "the same as before" means: of the named month before `month`, else the last one before it. */
export function figureBefore(
  as: Month | undefined,
  month: Month,
  answers: Answers,
  context: ReportContext,
): StoredReport | undefined {
  const before = (businessOf(answers, context)?.reports ?? []).filter(
    (report) => report.month < month && !report.provisional,
  );
  // "Bulan lalu" is often said of the month before the one that is asked for.
  return before.find((report) => report.month === as) ?? before.at(-1);
}
