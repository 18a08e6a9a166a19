import type { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { addMonths, isMonth, monthOf, type Month } from '../../../domain/month/month.ts';
import { monthState, type MonthState } from '../../../domain/sales/report-months.ts';
import { line } from '../../../i18n.ts';
import { question, type Answers, type AnyQuestion } from '../engine/form.ts';
import { choice, hint, jump, mark, take, tell, type Reply, type ReplyOf } from '../engine/reply.ts';
import { replyToMonthSaid } from '../questions/month-reply.ts';
import { answerTo, soldToQuestion } from '../sales/report-partner.ts';
import type { PartnerOfBusiness } from '../sales/report-context.ts';
import {
  listed,
  openEntry,
  ownerOfPlace,
  placeLine,
  previewLine,
  readList,
  type Listed,
  type Place,
} from './figures.ts';

export const MONTH = { key: 'month', value: z.string().refine(isMonth) };
const PAGE = { key: 'list.page', value: z.number().int() };
export const LIST = { key: 'list', value: listed };

const tellings = ['met', 'phone', 'family', 'note'] as const;
export type Telling = (typeof tellings)[number];
export const TOLD = { key: 'told', value: z.enum(tellings) };

export interface ReportContext {
  readonly today: Temporal.PlainDate;
  readonly places: readonly Place[];
  readonly locks: readonly Month[];
  readonly openMonths: number;
  readonly partners: readonly PartnerOfBusiness[];
}

const SHOWN = 25;
const MONTHS = 3;

const stateOf = (month: Month, { today, locks, openMonths }: ReportContext): MonthState =>
  monthState(month, today, locks, openMonths);

/** A month is taken only when its figures can still be stored. */
function takeMonth(month: Month, context: ReportContext): ReplyOf<'accept' | 'tell'> {
  const state = stateOf(month, context);
  return state === 'open' ? take(month) : tell(line(`helper.month.${state}`, { month: { month } }));
}

export const month = question<ReportContext, string>({
  key: MONTH.key,
  value: MONTH.value,
  numbered: false,
  ask: () => line('helper.month.ask'),
  choices: (_answers, context) =>
    Array.from({ length: MONTHS }, (_, at) => addMonths(monthOf(context.today), -1 - at)).map((it) => [
      choice(it, line('helper.month.choice', { month: { month: it } }), takeMonth(it, context)),
    ]),
  read: (said, _answers, context) =>
    replyToMonthSaid(said, {
      today: context.today,
      take: (it) => takeMonth(it, context),
      provisional: false,
    }),
  reader: 'month@1',
  hints: [line('report.month.hint2'), line('report.month.hint2')],
});

export const monthIn = (answers: Answers): Month => answers.of(MONTH) ?? '2000-01';

/** Where a list goes on: asked back line by line, then the preview. */
export function goOn(read: Listed): Reply {
  return jump(openEntry(read) === undefined ? 'told' : 'doubt', { clear: ['doubt'], set: { list: read } });
}

export const list = question<ReportContext, Listed>({
  ...LIST,
  numbered: false,
  ask: (answers, { places }) => {
    const page = answers.of(PAGE) ?? 0;
    const shown = places.slice(page * SHOWN, (page + 1) * SHOWN);
    const values = {
      month: { month: monthIn(answers) },
      rows: { paragraphs: shown.map((it) => placeLine(it, monthIn(answers))) },
    };
    return places.length === 1 ? line('helper.list.one', values) : line('helper.list.ask', values);
  },
  choices: (answers, { places }) => {
    const page = answers.of(PAGE) ?? 0;
    const next = (page + 1) * SHOWN < places.length ? page + 1 : 0;
    return [
      ...(places.length > SHOWN
        ? [[choice(`page${next}`, line('staff.next'), mark({ [PAGE.key]: next }))]]
        : []),
      [choice('other', line('report.month.other'), jump(MONTH.key, { clear: [MONTH.key, 'list', 'doubt'] }))],
    ];
  },
  read: (said, answers, { places }) => {
    if (said.kind !== 'text') return hint();
    const read = readList(said.lines ?? said.text, monthIn(answers), places);
    if (read.entries.length > SHOWN) return hint(line('helper.list.many', { most: SHOWN }));
    return read.entries.length === 0 ? hint() : goOn(read);
  },
  reader: 'rupiah@1',
  hints: [line('helper.list.hint'), line('helper.list.hint')],
});

/** Everything in digits and words; the button that confirms says who told it, and how. */
export const told = question<ReportContext, Telling>({
  ...TOLD,
  numbered: false,
  ask: (answers, { places }) => {
    const read = answers.of(LIST) ?? { entries: [], unread: [] };
    return line('helper.preview.ask', {
      month: { month: monthIn(answers) },
      rows: {
        paragraphs: [
          ...read.entries.map((it) => previewLine(it, places, monthIn(answers))),
          ...read.unread.map((words) => line('helper.preview.unread', { words })),
        ],
      },
    });
  },
  choices: () => tellings.map((it) => [choice(it, line(`helper.told.${it}`), take(it))]),
  read: (said, answers, { places }) => {
    const earlier = answers.of(LIST);
    if (said.kind !== 'text' || earlier === undefined) return hint();
    const read = readList(said.lines ?? said.text, monthIn(answers), places, earlier.entries);
    const same = JSON.stringify(read.entries) === JSON.stringify(earlier.entries);
    if (same && read.unread.length > 0) return hint();
    return read.entries.length === 0
      ? jump('list', { clear: ['list', 'doubt'], text: line('helper.list.empty') })
      : goOn(read);
  },
  reader: 'rupiah@1',
  hints: [line('helper.preview.hint'), line('helper.preview.hint')],
});

/** For each company to which somebody of the list delivers: how much of the figure went there, as owners are asked. */
export function partnerQuestions({ partners, places }: ReportContext): readonly AnyQuestion<ReportContext>[] {
  return partners.flatMap(({ partner, businessId, ...it }) => {
    const place = places.find(({ served }) => served?.business.id === businessId);
    const sold = (answers: Answers): number =>
      answers.of(LIST)?.entries.find(({ number }) => number === place?.number)?.amount ?? 0;
    return place === undefined
      ? []
      : [
          soldToQuestion<ReportContext>({
            key: answerTo(it).key,
            partner,
            dependsOn: [LIST.key],
            when: (answers) => sold(answers) > 0,
            ask: (answers) =>
              line('helper.sold.ask', {
                number: place.number,
                owner: { line: ownerOfPlace(place.served) },
                amount: { rupiah: sold(answers) },
                partner,
              }),
            sold,
            skip: line('helper.sold.skip'),
          }),
        ];
  });
}
