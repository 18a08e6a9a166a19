import { Temporal } from 'temporal-polyfill';
import type { z } from 'zod';
import { readCapitalRupiah } from '../../../domain/money/rupiah.ts';
import { readWord } from '../../../domain/words/words.ts';
import { line, type Line } from '../../../i18n.ts';
import { question, type Answers } from '../engine/form.ts';
import { money, MONEY_READER, replyToMoney, startDaily } from './money.ts';
import { started, startedMonth } from './business.ts';
import type { Context } from './context.ts';
import { choice, leave } from '../engine/reply.ts';

const confirmSales = (amount: number): Line =>
  line('register.sales.confirm', { amount: { rupiahFull: amount } });

export const sales = question<Context, z.infer<typeof money>>({
  key: 'sales',
  value: money,
  ask: () => line('register.sales.ask'),
  choices: () => [
    [choice('daily', line('register.sales.daily'), startDaily('sales'))],
    [choice('unknown', line('register.sales.unknown'), leave('skipped'))],
  ],
  read: (said) =>
    said.kind === 'text' && readWord(said.text) === 'dont-know'
      ? leave('skipped')
      : replyToMoney(said, {
          confirm: confirmSales,
          offerEstimate: false,
          reviewed: true,
          daily: (perDay) => startDaily('sales', perDay),
        }),
  reader: MONEY_READER,
  hints: [line('money.hint.none'), line('money.hint.second')],
  leaveOpen: line('common.button.later'),
  label: 'register.sales.label',
  show: (value) => line('register.sales.show', { amount: { rupiahFull: value.amount } }),
});

/** PP 7/2021 art. 35: capital classifies a business only at its founding, so only younger than 12 months. */
export const isYoung = (answers: Answers, { today }: Context): boolean => {
  const value = answers.of(started);
  const month = value?.month ?? answers.of(startedMonth);
  if (value === undefined || (month === undefined && value.year < today.year)) return false;
  const begun = new Temporal.PlainYearMonth(value.year, month ?? 1);
  return begun.until(today.toPlainYearMonth(), { largestUnit: 'month' }).months < 12;
};

export const capital = question<Context, z.infer<typeof money>>({
  key: 'capital',
  value: money,
  numbered: false,
  when: isYoung,
  ask: () => line('register.capital.ask'),
  choices: () => [[choice('unknown', line('register.sales.unknown'), leave('skipped'))]],
  read: (said) => {
    if (said.kind === 'text' && readWord(said.text) === 'dont-know') return leave('skipped');
    return replyToMoney(said, {
      confirm: (amount) => line('register.capital.confirm', { amount: { rupiahFull: amount } }),
      offerEstimate: false,
      read: readCapitalRupiah,
    });
  },
  reader: MONEY_READER,
  hints: [line('money.hint.none'), line('money.hint.secondPlain')],
  leaveOpen: line('common.button.later'),
  label: 'register.capital.label',
  show: (value) => line('register.sales.amount', { amount: { rupiahFull: value.amount } }),
});
