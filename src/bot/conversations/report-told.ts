import { z } from 'zod';
import { isMonth, type Month } from '../../domain/month.ts';
import type { RupiahReading } from '../../domain/rupiah.ts';
import type { SameFigure } from '../../domain/same-figure.ts';
import type { StoredReport } from '../../services/sales-history.ts';
import type { Answers, Json } from './engine/form.ts';
import type { Money } from './money.ts';
import { businessOf, keys, type ReportContext } from './report-context.ts';

const rupiahReading = z.custom<RupiahReading>(
  (value) => typeof value === 'object' && value !== null && 'kind' in value,
);

/** "Sama seperti bulan lalu" as it is kept until the amount is asked. */
const same = z.object({ same: z.string().refine(isMonth).nullable() });

/** What is kept of a figure that was said to be the same as one before. */
export const sameTold = ({ as }: SameFigure): Json => ({ same: as ?? null });

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
