import { readRupiah } from '../domain/money/rupiah.ts';
import { moneyHints, offeredAmounts, oneFigureHints } from '../money-hints.ts';
import type { TextKey } from '../i18n.ts';

/** An amount that words can mean, in whole rupiah, and by which name its button sends it. */
export interface Offer {
  readonly code: string;
  readonly amount: number;
  readonly estimate: boolean;
  /** Above the cap of one entry: stored, but a person looks at it. */
  readonly toCheck: boolean;
}

type Offered =
  | { readonly kind: 'none'; readonly hint: TextKey }
  /** `doubt`: the words can be read in another way, too. */
  | { readonly kind: 'offer'; readonly doubt: boolean; readonly offers: readonly Offer[] };

/** What typed sales of a month can mean, by the reader of the chat and its doubts; nothing is stored by it. */
export function offeredFor(words: string): Offered {
  const reading = readRupiah(words);
  if (reading.kind === 'none')
    return { kind: 'none', hint: moneyHints[reading.reason] ?? 'money.hint.secondPlain' };
  const estimate = reading.approximate === true;
  if (reading.kind === 'ok') {
    const it = { amount: reading.value, toCheck: false };
    const yes = { ...it, code: 'yes', estimate };
    const offers = estimate || it.amount === 0 ? [yes] : [yes, { ...it, code: 'estimate', estimate: true }];
    return { kind: 'offer', doubt: false, offers };
  }
  const { reason, likely } = reading;
  if (reason === 'over-cap' && likely !== undefined)
    return {
      kind: 'offer',
      doubt: true,
      offers: [{ code: 'yes', amount: likely, estimate, toCheck: true }],
    };
  const amounts = offeredAmounts(reading);
  const hint =
    oneFigureHints.get(reason) ??
    (amounts.length === 0 ? (moneyHints[reason] ?? 'money.hint.secondPlain') : undefined);
  if (hint !== undefined) return { kind: 'none', hint };
  return {
    kind: 'offer',
    doubt: true,
    offers: amounts.map((amount, index) => ({ code: `v${index}`, amount, estimate, toCheck: false })),
  };
}
