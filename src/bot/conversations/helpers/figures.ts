import { z } from 'zod';
import { clip } from '../../../domain/words/clip.ts';
import { compareWithHistory } from '../../../domain/sales/plausibility.ts';
import { readOwnerLines } from '../../../domain/people/owner-lines.ts';
import { readRupiah, type RupiahWarning } from '../../../domain/money/rupiah.ts';
import type { Month } from '../../../domain/month/month.ts';
import { line, type Line } from '../../../i18n.ts';
import type { ServedBusiness } from '../../../services/helpers/assistance.ts';
import { ownerAndBusiness, ownerTitle } from './words.ts';

/** One line of the list as it was read; without `amount` it is asked back. */
const entry = z.object({
  /** Number in the list, from 1. */
  number: z.number().int(),
  words: z.string(),
  amount: z.number().int().min(0).optional(),
  estimate: z.boolean(),
  toCheck: z.boolean().optional(),
  /** What it may mean. */
  candidates: z.array(z.number().int()),
  /** The month beside which the amount is far from usual. */
  far: z.object({ month: z.string(), amount: z.number().int() }).optional(),
});
export type Entry = z.infer<typeof entry>;

export const listed = z.object({
  entries: z.array(entry),
  /** Pieces of the message that belong to no number. */
  unread: z.array(z.string()),
});
export type Listed = z.infer<typeof listed>;

/** A place of the list: its number is fixed when the list is shown, whoever leaves it meanwhile. */
export interface Place {
  readonly number: number;
  /** Undefined when this helper no longer serves it. */
  readonly served: ServedBusiness | undefined;
}

/** Warnings that make a figure worth a second look among ten others. */
const ASKED: readonly RupiahWarning[] = ['sanity-low', 'confirm-miliar', 'over-cap', 'mentions-month'];

/** Reads one amount for a place; what is doubtful, or far from the months before, is left to be asked. */
export function readEntry(
  number: number,
  words: string,
  month: Month,
  served: Pick<ServedBusiness, 'reports'>,
): Entry {
  const reading = readRupiah(words);
  if (reading.kind === 'none') return { number, words, estimate: false, candidates: [] };
  const estimate = reading.approximate === true;
  if (reading.kind === 'ambiguous') {
    const shown = reading.likely === undefined ? reading.candidates : [reading.likely];
    const toCheck = reading.reason === 'over-cap' ? { toCheck: true } : {};
    return { number, words, estimate, candidates: shown.slice(0, 4), ...toCheck };
  }
  const { value } = reading;
  if (reading.warnings.some((it) => ASKED.includes(it)))
    return { number, words, estimate, candidates: [value] };
  const history = served.reports.filter((it) => !it.provisional && it.month !== month);
  const found = compareWithHistory(value, history, month);
  return found.verdict === 'usual'
    ? { number, words, estimate, candidates: [], amount: value }
    : { number, words, estimate, candidates: [value], far: { ...found.compared } };
}

/** Adds what a message says to what was read before: a number said again replaces its line, "3 lewati" takes it out. */
export function readList(
  text: string,
  month: Month,
  places: readonly Place[],
  earlier: readonly Entry[] = [],
): Listed {
  const { lines, unread } = readOwnerLines(text, places.length);
  const entries = new Map(earlier.map((it) => [it.number, it]));
  const lost: string[] = [...unread];
  for (const { number, words } of lines) {
    const served = places.find((it) => it.number === number)?.served;
    entries.delete(number);
    if (words === '') continue;
    if (served === undefined) lost.push(`${number} ${words}`);
    else entries.set(number, readEntry(number, words, month, served));
  }
  return {
    entries: [...entries.values()].toSorted((a, b) => a.number - b.number),
    unread: lost.map((piece) => clip(piece, 60)),
  };
}

export const openEntry = ({ entries }: Listed): Entry | undefined =>
  entries.find((it) => it.amount === undefined);

/** "Bu Siti" */
export function ownerOfPlace(served: ServedBusiness | undefined): Line {
  return served === undefined
    ? line('helper.list.gone')
    : ownerTitle(served.owner.name, served.owner.salutation);
}

/** "✓ 2. Bu Siti (Otak-otak): Okt 2026 Rp2.500.000" */
export function placeLine({ number, served }: Place, month: Month): Line {
  const owner = { line: ownerAndBusiness(ownerOfPlace(served), served?.business.name) };
  const own = served?.reports.filter((it) => !it.provisional) ?? [];
  const done = own.find((it) => it.month === month);
  const last = done ?? own.findLast((it) => it.month < month);
  if (last === undefined) return line('helper.list.new', { number, owner });
  return line(done === undefined ? 'helper.list.item' : 'helper.list.done', {
    number,
    owner,
    month: { monthShort: last.month },
    amount: { rupiah: last.amount },
  });
}

/** What would be stored for an entry, in digits and words; a correction shows both figures. */
export function previewLine(it: Entry, places: readonly Place[], month: Month): Line {
  const served = places.find(({ number }) => number === it.number)?.served;
  const owner = { line: ownerOfPlace(served) };
  const { number } = it;
  if (served === undefined || it.amount === undefined) return line('helper.preview.gone', { number });
  const stands = served.reports.find((report) => report.month === month && !report.provisional);
  const amount = { rupiahFull: it.amount };
  if (stands !== undefined && stands.amount !== it.amount)
    return line('helper.preview.changed', { number, owner, amount, before: { rupiah: stands.amount } });
  if (stands !== undefined && stands.estimate === it.estimate)
    return line('helper.preview.same', { number, owner, amount });
  if (it.amount === 0) return line('helper.preview.zero', { number, owner, amount });
  return line(it.estimate ? 'helper.preview.rough' : 'helper.preview.item', { number, owner, amount });
}
