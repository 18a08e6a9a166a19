import { readPriceRupiah } from '../../../../domain/money/rupiah.ts';
import { z } from 'zod';
import { neededThings, priceWays, sellerPapers, type Need } from '../../../../domain/eligibility/need.ts';
import { line, named } from '../../../../i18n.ts';
import { replyToWhole } from '../../questions/count.ts';
import { question, type Answers } from '../../engine/form.ts';
import { choice, take } from '../../engine/reply.ts';
import { money, MONEY_READER, replyToMoney, type Money } from '../../questions/money.ts';
import { tickQuestion } from '../../questions/ticks.ts';
import { wordsQuestion } from '../../questions/words.ts';
import type { ProgrammeContext } from './context.ts';
import { isSupply, kind } from './offer.ts';

type C = ProgrammeContext;

const buttons = [line('common.buttons'), line('common.buttons')] as const;
const ofSupply = { when: isSupply, dependsOn: [kind.key] } as const;

const what = question<C, Need['what']>({
  ...ofSupply,
  key: 'need.what',
  value: z.enum(neededThings),
  ask: () => line('programme.need.what'),
  choices: () => [neededThings.map((it) => choice(it, line(`programme.need.what.${it}`), take(it)))],
  hints: buttons,
  label: 'programme.need.what.label',
  show: (it) => line(`programme.need.what.${it}`),
});

const words = (key: 'item' | 'specification' | 'unit' | 'place', most: number) =>
  wordsQuestion<C>({
    ...ofSupply,
    key: `need.${key}`,
    ask: () => line(`programme.need.${key}`),
    words: { least: 2, most, plain: true },
    hints: [line(`programme.need.${key}.hint`)],
    label: `programme.need.${key}.label`,
    show: (it) => named(it),
  });

const item = words('item', 80);
const specification = words('specification', 300);
const unit = words('unit', 20);
const place = words('place', 120);

const count = (key: 'quantity' | 'days', least: number, most: number) =>
  question<C, number>({
    ...ofSupply,
    key: `need.${key}`,
    value: z.number().int().min(least).max(most),
    ask: () => line(`programme.need.${key}`),
    read: (said) => replyToWhole(said, { least, most }),
    reader: 'count@1',
    hints: [line(`programme.need.${key}.hint`), line(`programme.need.${key}.hint`)],
    label: `programme.need.${key}.label`,
    show: (it) => line('programme.count', { count: { count: it } }),
  });

const quantity = count('quantity', 1, 1_000_000_000);
const days = count('days', 0, 365);

const price = question<C, Need['price']['how']>({
  ...ofSupply,
  key: 'need.price',
  value: z.enum(priceWays),
  ask: () => line('programme.need.price'),
  choices: () => priceWays.map((it) => [choice(it, line(`programme.need.price.${it}`), take(it))]),
  hints: buttons,
  label: 'programme.need.price.label',
  show: (it) => line(`programme.need.price.${it}`),
});

const rupiah = question<C, Money>({
  key: 'need.rupiah',
  value: money,
  when: (answers, context) => isSupply(answers, context) && answers.of(price) === 'fixed',
  dependsOn: [price.key],
  ask: (answers) => line('programme.need.rupiah', { unit: answers.of(unit) ?? '–' }),
  read: (said) =>
    replyToMoney(said, {
      confirm: (amount) => line('programme.need.rupiah.confirm', { amount: { rupiahFull: amount } }),
      offerEstimate: false,
      read: readPriceRupiah,
    }),
  reader: MONEY_READER,
  hints: [line('programme.need.rupiah.hint'), line('programme.need.rupiah.hint')],
  label: 'programme.need.rupiah.label',
  show: ({ amount }) => line('programme.rupiah', { amount: { rupiah: amount } }),
});

const papers = tickQuestion<C>({
  ...ofSupply,
  key: 'need.papers',
  ask: () => line('programme.need.papers'),
  label: 'programme.need.papers.label',
  ticks: () => sellerPapers.map((it) => ({ code: it, label: line(`programme.paper.${it}`) })),
  instead: () => ({ label: line('programme.need.papers.none'), value: [] }),
  show: (codes) =>
    codes.length === 0
      ? line('programme.need.papers.none')
      : line('programme.listed', {
          items: {
            list: sellerPapers.filter((it) => codes.includes(it)).map((it) => line(`programme.paper.${it}`)),
          },
        }),
});

/** What the company wants to buy, in the order in which it is asked. */
export const needQuestions = [what, item, specification, quantity, unit, price, rupiah, place, days, papers];

/** The need as it was answered; undefined where a part of it is missing. */
export function needOf(answers: Answers): Need | undefined {
  const is = answers.of(what);
  const how = answers.of(price);
  const quantityPerMonth = answers.of(quantity);
  const payWithinDays = answers.of(days);
  const amount = answers.of(rupiah)?.amount;
  const [thing, details, per, where] = [item, specification, unit, place].map((it) => answers.of(it));
  if (is === undefined || how === undefined || quantityPerMonth === undefined) return undefined;
  if (payWithinDays === undefined || (how === 'fixed' && amount === undefined)) return undefined;
  if (thing === undefined || details === undefined || per === undefined || where === undefined)
    return undefined;
  return {
    what: is,
    item: thing,
    specification: details,
    quantityPerMonth,
    unit: per,
    price: { how, ...(how === 'fixed' && amount !== undefined ? { rupiah: amount } : {}) },
    place: where,
    payWithinDays,
    papers: sellerPapers.filter((it) => answers.of(papers)?.includes(it)),
  };
}

/** The answers that a need stands for. */
export const needSeed = (it: Need) => ({
  [what.key]: it.what,
  [item.key]: it.item,
  [specification.key]: it.specification,
  [quantity.key]: it.quantityPerMonth,
  [unit.key]: it.unit,
  [price.key]: it.price.how,
  ...(it.price.rupiah === undefined ? {} : { [rupiah.key]: { amount: it.price.rupiah, estimate: false } }),
  [place.key]: it.place,
  [days.key]: it.payWithinDays,
  [papers.key]: it.papers,
});
