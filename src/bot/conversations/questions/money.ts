import { z } from 'zod';
import { readWhole } from '../../../domain/words/whole-number.ts';
import {
  readDailyRupiah,
  readRupiah,
  type RupiahReading,
  type RupiahReason,
} from '../../../domain/money/rupiah.ts';
import { HARD_CAP } from '../../../domain/money/rupiah-number.ts';
import { line, type Line } from '../../../i18n.ts';
import { moneyHints, offeredAmounts, oneFigureHints } from '../../../money-hints.ts';
import { question, type Answers, type AnyQuestion, type Said } from '../engine/form.ts';
import {
  choice,
  hint,
  jump,
  propose,
  refuse,
  take,
  type Choice,
  type Proposal,
  type Reply,
  type ReplyOf,
} from '../engine/reply.ts';

/** An amount as it was confirmed. */
export const money = z.object({
  /** Whole rupiah. */
  amount: z.number().int().min(0),
  estimate: z.boolean(),
  /** Above the cap of one entry: stored, but a person looks at it. */
  toCheck: z.boolean().optional(),
});
export type Money = z.infer<typeof money>;

/** Version of the reader, kept with every figure as proof of how the words were read. */
export const MONEY_READER = 'rupiah@1';

export interface MoneyWords {
  /** "Saya catat … Sudah benar?" */
  readonly confirm: (amount: number, estimate: boolean) => Line;
  /** Takes the place of the usual confirmation, for a figure that is far from the ones before. */
  readonly far?: (amount: number) => { readonly text: Line; readonly yes: Line } | undefined;
  /** Puts what has to be known with a figure (month, business) beside a question that names only the figure. */
  readonly frame?: (text: Line) => Line;
  /** Ways out beside the confirmation; their `reply` leads elsewhere. */
  readonly ways?: readonly Proposal[];
  /** Label of the button that asks for the amount again. */
  readonly again?: Line;
  /** Offers "Benar, kira-kira" beside "Benar". */
  readonly offerEstimate: boolean;
  /** What to do with an amount a day; without it one figure for the month is asked. */
  readonly daily?: (perDay: number) => Reply;
  readonly read?: (text: string) => RupiahReading;
  /**
   * Takes an amount at once that is written as the example says ("2,5 juta"): it can be read in one way only, and the
   * review asks for it in digits and words.
   */
  readonly reviewed?: true;
}

/** As the examples of the questions are written. */
const AS_EXAMPLE = /^\d{1,3}(?:,\d{1,2})? (?:juta|ribu)$/iu;

const benar = line('common.button.yes');
const ubah = line('common.button.change');

/**
 * What to say to an amount as it was typed: figures are always shown in digits and words and confirmed, and
 * whatever can be read in two ways is asked back. Nothing is stored here.
 */
export function replyToMoney(said: Said, words: MoneyWords): Reply {
  if (said.kind !== 'text') return hint();
  const reading = (words.read ?? readRupiah)(said.text);
  const isPlain = words.reviewed === true && reading.kind === 'ok' && AS_EXAMPLE.test(said.text);
  return isPlain ? take({ amount: reading.value, estimate: false }) : replyToReading(reading, words);
}

/** The same for an amount that was read already. */
export function replyToReading(reading: RupiahReading, words: MoneyWords): Reply {
  switch (reading.kind) {
    case 'ok': {
      const estimate = reading.approximate === true;
      const far = words.far?.(reading.value);
      const how = {
        estimate,
        offerEstimate: words.offerEstimate && far === undefined,
        yes: far?.yes,
        ways: words.ways,
        again: words.again,
      };
      return confirmMoney(far?.text ?? words.confirm(reading.value, estimate), reading.value, how);
    }
    case 'ambiguous':
      return askBack(reading, words);
    case 'none':
      return refuseMoney(reading.reason);
  }
}

interface Confirmation {
  readonly estimate: boolean;
  readonly offerEstimate: boolean;
  readonly toCheck?: boolean;
  readonly yes?: Line | undefined;
  readonly ways?: readonly Proposal[] | undefined;
  readonly again?: Line | undefined;
}

/** "Benar", "Benar, kira-kira" and "Ubah" under one amount. */
function confirmMoney(text: Line, amount: number, how: Confirmation): Reply {
  const check = how.toCheck === true ? { toCheck: true } : {};
  const options: Proposal[] = [
    { code: 'yes', label: how.yes ?? benar, value: { amount, estimate: how.estimate, ...check } },
  ];
  if (how.offerEstimate && !how.estimate)
    options.push({
      code: 'yes-estimate',
      label: line('common.button.yesEstimate'),
      value: { amount, estimate: true, ...check },
    });
  return propose(text, how.again ?? ubah, ...options, ...(how.ways ?? []));
}

function askBack(reading: Extract<RupiahReading, { kind: 'ambiguous' }>, words: MoneyWords): Reply {
  const { candidates, likely, reason } = reading;
  const first = candidates[0];
  const frame = words.frame ?? ((text: Line) => text);
  if (reason === 'over-cap' && likely !== undefined) {
    const how = {
      estimate: reading.approximate === true,
      offerEstimate: false,
      toCheck: true,
      ways: words.ways,
      again: words.again,
    };
    return confirmMoney(frame(line('money.checkBig', { amount: { rupiahFull: likely } })), likely, how);
  }
  if (reason === 'rate-per-day' && words.daily !== undefined && first !== undefined)
    return words.daily(first);
  const fixed = oneFigureHints.get(reason);
  if (fixed !== undefined) return hint(line(fixed));
  const shown = offeredAmounts(reading);
  const [one, two, ...more] = shown;
  if (one === undefined) return refuseMoney(reason);
  const option = (amount: number, index: number): Proposal => ({
    code: `v${index}`,
    label: line(two === undefined ? 'common.button.yesThis' : 'common.button.value', {
      value: { rupiah: amount },
    }),
    value: { amount, estimate: reading.approximate === true },
  });
  const far = two === undefined ? words.far?.(one) : undefined;
  const text =
    far?.text ??
    frame(
      two === undefined
        ? line('money.didYouMean', { amount: { rupiahFull: one } })
        : more.length === 0
          ? line('money.didYouMeanTwo', { first: { rupiahFull: one }, second: { rupiahFull: two } })
          : line('money.didYouMeanMany'),
    );
  return propose(
    text,
    line(two === undefined ? 'common.button.noWriteAgain' : 'common.button.writeAgain'),
    ...shown.map(option),
    ...(words.ways ?? []),
  );
}

/** The reason for which no amount was read. */
export const refuseMoney = (reason: RupiahReason): ReplyOf<'hint'> => refuse(moneyHints, reason);

/** Asks whether a daily amount was meant as it was read; the figure itself is confirmed with the product. */
function replyToDaily(said: Said): Reply {
  if (said.kind !== 'text') return hint();
  const reading = readDailyRupiah(said.text);
  if (reading.kind === 'ok') return take(reading.value);
  if (reading.kind === 'none') return refuseMoney(reading.reason);
  const shown = offeredAmounts(reading);
  if (shown.length === 0 || reading.reason === 'range') return hint(line('money.hint.oneFigure'));
  return propose(
    line('money.didYouMeanMany'),
    line('common.button.writeAgain'),
    ...shown.map((amount, index) => ({
      code: `v${index}`,
      label: line('common.button.yesThis', { value: { rupiah: amount } }),
      value: amount,
    })),
  );
}

/** "Hitung dari harian" and "150rb per hari": on to the questions of {@link dailyQuestions}. */
export function startDaily(target: string, perDay?: number): Reply {
  const mode = { [`${target}.daily`]: true };
  return perDay === undefined
    ? jump(`${target}.day`, { clear: [target, `${target}.day`, `${target}.days`], set: mode })
    : jump(`${target}.days`, {
        clear: [target, `${target}.days`],
        set: { ...mode, [`${target}.day`]: perDay },
      });
}

export interface DailyOptions<C> {
  /** Key of the question whose answer is computed. */
  readonly target: string;
  /** Days of the month that is reported; 31 where a usual month is meant. */
  readonly daysInMonth: (answers: Answers, context: C) => number;
  readonly askDays: (perDay: number, answers: Answers, context: C) => Line;
  /** Takes the place of "26 hari × Rp120.000 = … sudah benar?". */
  readonly confirm?: (
    sum: Sum,
    answers: Answers,
    context: C,
  ) => { readonly text: Line; readonly yes?: Line } | undefined;
}

/** What a month comes to, counted from a usual day; whole rupiah. */
export interface Sum {
  readonly days: number;
  readonly daily: number;
  readonly amount: number;
}

const perDay = z.number().int().min(1);

/**
 * "Hitung dari harian": the amount of a usual day, then the days, then the product in one confirmation. The
 * confirmed product becomes the answer of the question that it helps with, as an estimate. They stand before
 * that question in the list, so that they are asked first once they apply.
 */
export function dailyQuestions<C>(options: DailyOptions<C>): readonly AnyQuestion<C>[] {
  const when = (answers: Answers): boolean => answers.has(`${options.target}.daily`);
  const day = question<C, number>({
    key: `${options.target}.day`,
    value: perDay,
    numbered: false,
    when,
    // Back to writing the total of the month.
    back: jump(options.target, {
      clear: [`${options.target}.daily`, `${options.target}.day`, `${options.target}.days`],
    }),
    ask: () => line('money.daily.ask'),
    read: replyToDaily,
    reader: MONEY_READER,
    hints: [line('money.hint.none'), line('money.hint.secondPlain')],
  });
  const sum = (count: number, answers: Answers, context: C): Reply => {
    const daily = answers.of(day) ?? 0;
    const it: Sum = { days: count, daily, amount: daily * count };
    return product(it, options.target, options.confirm?.(it, answers, context));
  };
  const days = question<C, number>({
    key: `${options.target}.days`,
    value: z.number().int().min(1).max(31),
    numbered: false,
    when,
    dependsOn: [day.key],
    ask: (answers, context) => options.askDays(answers.of(day) ?? 0, answers, context),
    choices: (answers, context) => {
      const most = options.daysInMonth(answers, context);
      return [
        [most, 26, 22].map((count): Choice =>
          choice(`d${count}`, line('money.days.choice', { days: count }), sum(count, answers, context)),
        ),
      ];
    },
    read: (said, answers, context) => {
      const most = options.daysInMonth(answers, context);
      const count = said.kind === 'text' ? readWhole(said.text, { least: 1, most, unit: 'hari' }) : undefined;
      return count === undefined ? hint(line('money.days.hint1', { most })) : sum(count, answers, context);
    },
    reader: 'days@1',
    hints: [line('money.days.hint1', { most: 31 }), line('money.days.hint2')],
  });
  return [day, days];
}

function product(
  { days, daily, amount }: Sum,
  target: string,
  own: { readonly text: Line; readonly yes?: Line } | undefined,
): Reply {
  const value = { amount, estimate: true, ...(amount > Number(HARD_CAP) ? { toCheck: true } : {}) };
  return propose(
    own?.text ??
      line('money.product.confirm', { days, daily: { rupiah: daily }, amount: { rupiahFull: amount } }),
    ubah,
    { code: 'yes', label: own?.yes ?? benar, value: days, others: { [target]: value } },
  );
}
