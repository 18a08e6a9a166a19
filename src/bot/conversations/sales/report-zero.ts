import { z } from 'zod';
import { readRupiah } from '../../../domain/money/rupiah.ts';
import { line } from '../../../i18n.ts';
import { zeroReasons, type ZeroReason } from '../../../services/sales/sales-history.ts';
import { question, type Answers, type AnyQuestion } from '../engine/form.ts';
import { choice, hint, jump, take, type Reply } from '../engine/reply.ts';
import { money } from '../questions/money.ts';
import { keys, monthIn, type ReportContext } from './report-context.ts';

export const salesAnswer = { key: keys.sales, value: money } as const;

/** On to the one question about a zero. */
export const toZero: Reply = jump(keys.zero, { clear: [keys.zero], set: { [keys.isZero]: true } });

export const zeroAnswer = { key: keys.zero, value: z.enum(zeroReasons) } as const;

/** The reason of a zero, as far as it was said; undefined for any other amount. */
export function zeroReasonOf(answers: Answers): ZeroReason | undefined {
  return answers.of(salesAnswer)?.amount === 0 ? answers.of(zeroAnswer) : undefined;
}

function because(reason: ZeroReason): Reply {
  return take(reason, { [keys.sales]: { amount: 0, estimate: false } });
}

const notZero: Reply = jump(keys.sales, { clear: [keys.isZero, keys.zero], text: line('report.zero.again') });

const REASONS: readonly (readonly [ZeroReason, RegExp])[] = [
  [
    'closed',
    /\b(tutup|berhenti|bubar|gulung tikar)\b.*\b(seterusnya|selamanya|total|permanen|usaha)\b|\bbangkrut\b|\bsudah tidak usaha\b/,
  ],
  ['paused', /\btutup\b|\bberhenti dulu\b/],
  ['holiday', /\b(libur|liburan|sakit|loro|gerah|lebaran|puasa|hajatan|mudik|melahirkan|opname)\b/],
  ['slow', /\b(sepi|sepine|tidak ada pembeli|gak ada pembeli|gak payu|ora payu|tidak laku|gak laku)\b/],
];

/** The one question about a zero; its answer confirms the zero itself. */
export const zeroQuestion: AnyQuestion<ReportContext> = question<ReportContext, ZeroReason>({
  ...zeroAnswer,
  numbered: false,
  when: (answers) => answers.has(keys.isZero),
  ask: (answers, context) => line('report.zero.ask', { month: { month: monthIn(answers, context) } }),
  choices: () => [
    [choice('holiday', line('report.zero.holiday'), because('holiday'))],
    [choice('slow', line('report.zero.slow'), because('slow'))],
    [
      choice('paused', line('report.zero.paused'), because('paused')),
      choice('closed', line('report.zero.closed'), because('closed')),
    ],
    [choice('unsaid', line('report.zero.unsaid'), because('unsaid'))],
    [choice('not', line('report.zero.not'), notZero)],
  ],
  read: (said) => {
    const text = said.kind === 'text' ? said.text.toLowerCase() : '';
    const reading = readRupiah(text);
    if (
      reading.kind !== 'none' &&
      !(reading.kind === 'ok' && reading.value === 0) &&
      !(reading.kind === 'ambiguous' && reading.reason === 'closed')
    )
      return jump(keys.sales, { clear: [keys.isZero, keys.zero], set: { [keys.salesTold]: reading } });
    const reason = REASONS.find(([, sign]) => sign.test(text))?.[0];
    // Closing for good is not guessed from a word: it changes the business, so the button decides.
    return reason === undefined || reason === 'closed' ? hint() : because(reason);
  },
  reader: 'reason@1',
  hints: [line('report.zero.hint1'), line('report.zero.hint1')],
});
