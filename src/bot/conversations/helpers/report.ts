import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { addMonths, isMonth, monthOf, readMonth, type Month } from '../../../domain/month/month.ts';
import { monthState, type MonthState } from '../../../domain/sales/report-months.ts';
import { line, type Line } from '../../../i18n.ts';
import {
  recordAssisted,
  servedBusinesses,
  type AssistedOutcome,
} from '../../../services/helpers/assistance.ts';
import { forgetDraft } from '../../../services/core/drafts.ts';
import { lockedMonths } from '../../../services/sales/sales-history.ts';
import type { Teller } from '../../../services/sales/sales.ts';
import type { Services } from '../../../services/core/services.ts';
import { question, type Answers, type Form, type Receipt } from '../engine/form.ts';
import { choice, hint, mark, take, tell, type Reply, type ReplyOf } from '../engine/reply.ts';
import { fillOne } from '../engine/script.ts';
import { replyToMonth } from '../questions/month-reply.ts';
import {
  listed,
  openEntry,
  ownerOfPlace,
  placeLine,
  previewLine,
  readEntry,
  readList,
  type Entry,
  type Listed,
  type Place,
} from './figures.ts';

export const REPORT = 'helper-report';

/** The businesses of the list in their order, fixed when it is opened: numbers never come to mean somebody else. */
export const ORDER = { key: 'order', value: z.array(z.number().int()) };
export const MONTH = { key: 'month', value: z.string().refine(isMonth) };
const PAGE = { key: 'list.page', value: z.number().int() };
const LIST = { key: 'list', value: listed };

const tellings = ['met', 'phone', 'family', 'note'] as const;
type Telling = (typeof tellings)[number];
const TOLD = { key: 'told', value: z.enum(tellings) };

interface C {
  readonly today: Temporal.PlainDate;
  readonly places: readonly Place[];
  readonly locks: readonly Month[];
  readonly openMonths: number;
}

const SHOWN = 25;
const MONTHS = 3;

const stateOf = (month: Month, { today, locks, openMonths }: C): MonthState =>
  monthState(month, today, locks, openMonths);

/** A month is taken only when its figures can still be stored. */
function takeMonth(month: Month, context: C): ReplyOf<'accept' | 'tell'> {
  const state = stateOf(month, context);
  return state === 'open' ? take(month) : tell(line(`helper.month.${state}`, { month: { month } }));
}

const month = question<C, string>({
  key: MONTH.key,
  value: MONTH.value,
  numbered: false,
  ask: () => line('helper.month.ask'),
  choices: (_answers, context) =>
    Array.from({ length: MONTHS }, (_, at) => addMonths(monthOf(context.today), -1 - at)).map((it) => [
      choice(it, line('helper.month.choice', { month: { month: it } }), takeMonth(it, context)),
    ]),
  read: (said, _answers, context) => {
    if (said.kind !== 'text') return hint();
    const { today } = context;
    return replyToMonth(readMonth(said.text, today), {
      today,
      take: (it) => takeMonth(it, context),
      provisional: false,
    });
  },
  reader: 'month@1',
  hints: [line('report.month.hint2'), line('report.month.hint2')],
});

const monthIn = (answers: Answers): Month => answers.of(MONTH) ?? '2000-01';

/** Where a list goes on: asked back line by line, then the preview. */
function goOn(read: Listed): Reply {
  return {
    kind: 'jump',
    to: openEntry(read) === undefined ? 'told' : 'doubt',
    clear: ['doubt'],
    set: { list: read },
  };
}

const list = question<C, Listed>({
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
      [
        choice('other', line('report.month.other'), {
          kind: 'jump',
          to: MONTH.key,
          clear: [MONTH.key, 'list', 'doubt'],
        }),
      ],
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

/** A doubtful line takes this amount, or is left out. */
function settled(all: Listed, it: Entry, amount: number | undefined): Reply {
  const { candidates: _candidates, far: _far, ...rest } = it;
  const entries =
    amount === undefined
      ? all.entries.filter((other) => other.number !== it.number)
      : all.entries.map((other) =>
          other.number === it.number ? { ...rest, candidates: [], amount } : other,
        );
  if (entries.length === 0)
    return { kind: 'jump', to: 'list', clear: ['list', 'doubt'], text: line('helper.list.empty') };
  return goOn({ ...all, entries });
}

function doubtLine(it: Entry, place: Place | undefined): Line {
  const about = { number: it.number, owner: { line: ownerOfPlace(place?.served) } };
  const [first] = it.candidates;
  if (first === undefined) return line('helper.doubt.unread', { ...about, words: it.words });
  if (it.far !== undefined)
    return line('helper.doubt.far', {
      ...about,
      amount: { rupiahFull: first },
      month: { month: it.far.month },
      compared: { rupiah: it.far.amount },
    });
  return line('helper.doubt.which', { ...about, words: it.words });
}

/** One doubtful line after the other is asked back. */
const doubt = question<C, true>({
  key: 'doubt',
  value: z.literal(true),
  numbered: false,
  when: (answers) => {
    const read = answers.of(LIST);
    return read !== undefined && openEntry(read) !== undefined;
  },
  ask: (answers, { places }) => {
    const read = answers.of(LIST);
    const open = read === undefined ? undefined : openEntry(read);
    return open === undefined
      ? line('helper.list.hint')
      : doubtLine(
          open,
          places.find((it) => it.number === open.number),
        );
  },
  choices: (answers) => {
    const read = answers.of(LIST);
    const open = read === undefined ? undefined : openEntry(read);
    if (read === undefined || open === undefined) return [];
    return [
      ...open.candidates.map((amount) => [
        choice(
          `n${open.number}-${amount}`,
          line('common.button.yesThis', { value: { rupiah: amount } }),
          settled(read, open, amount),
        ),
      ]),
      [choice(`n${open.number}-skip`, line('helper.doubt.skip'), settled(read, open, undefined))],
    ];
  },
  read: (said, answers, { places }) => {
    const read = answers.of(LIST);
    const open = read === undefined ? undefined : openEntry(read);
    const served = places.find((it) => it.number === open?.number)?.served;
    if (said.kind !== 'text' || read === undefined || open === undefined || served === undefined)
      return hint();
    const bare = said.text.replace(new RegExp(`^\\s*${open.number}(?:[:.=)]|\\s)\\s*(?=\\S*\\d)`, 'u'), '');
    const again = readEntry(open.number, bare, monthIn(answers), served);
    const entries = read.entries.map((it) => (it.number === open.number ? again : it));
    return again.amount === undefined && again.candidates.length === 0 ? hint() : goOn({ ...read, entries });
  },
  reader: 'rupiah@1',
  hints: [line('helper.doubt.hint'), line('helper.doubt.hint')],
});

const toldBy: Readonly<Record<Telling, Teller>> = {
  met: 'owner',
  phone: 'owner',
  family: 'family',
  note: 'owner',
};

/** Everything in digits and words; the button that confirms says who told it, and how. */
const told = question<C, Telling>({
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
      ? { kind: 'jump', to: 'list', clear: ['list', 'doubt'], text: line('helper.list.empty') }
      : goOn(read);
  },
  reader: 'rupiah@1',
  hints: [line('helper.preview.hint'), line('helper.preview.hint')],
});

const result = z.object({
  month: z.string(),
  stored: z.number(),
  changed: z.number(),
  same: z.number(),
  /** Who was left out, and why. */
  left: z.array(z.object({ number: z.number(), why: z.enum(['locked', 'unfinished', 'gone']) })),
});
type Result = z.infer<typeof result>;

/** *Laporan bulan ini*: the figures of all owners of a helper in one message, with one confirmation. */
const assistedReport: Form<C, Services, Result> = {
  name: REPORT,
  version: 1,
  duty: 'assist',
  title: 'helper.report.title',
  brief: true,
  figures: true,
  questions: [month, list, doubt, told],
  heading: (_answers, { places }) => {
    const [only, ...others] = places;
    return only === undefined || others.length > 0
      ? undefined
      : line('helper.heading', { owner: { line: ownerOfPlace(only.served) } });
  },
  load: async (services, who, answers, moment) => {
    const ids = answers.of(ORDER) ?? [];
    const served = who.member === undefined ? [] : await servedBusinesses(services, who.member, ids);
    return {
      today: Temporal.PlainDate.from(moment.today),
      places: ids.map((id, at) => ({
        number: at + 1,
        served: served.find(({ business }) => business.id === id),
      })),
      locks: await lockedMonths(services),
      openMonths: services.office.reportOpenMonths,
    };
  },
  submit: async (services, who, answers, _context, draft) => {
    const { member } = who;
    const how = answers.of(TOLD);
    const read = answers.of(LIST);
    if (member === undefined || how === undefined || read === undefined)
      throw new Error('expected a helper and a confirmed list before figures are stored');
    const ids = answers.of(ORDER) ?? [];
    const outcomes = await recordAssisted(
      services,
      member,
      read.entries.flatMap(({ number, words, amount, estimate, toCheck }) => {
        const businessId = ids[number - 1];
        return businessId === undefined || amount === undefined
          ? []
          : [
              {
                businessId,
                month: monthIn(answers),
                amount,
                estimate,
                toCheck: toCheck ?? false,
                words,
                toldBy: toldBy[how],
                confirmed: how,
              },
            ];
      }),
    );
    // Ten owners stand in this draft; what was said about each stands with its figure.
    await forgetDraft(services, draft.id);
    return resultOf(outcomes, ids, monthIn(answers));
  },
  result,
  receipt,
};

function resultOf(outcomes: readonly AssistedOutcome[], ids: readonly number[], month: Month): Result {
  const count = (kind: AssistedOutcome['kind']): number => outcomes.filter((it) => it.kind === kind).length;
  return {
    month,
    stored: count('new'),
    changed: count('changed'),
    same: count('same'),
    left: outcomes.flatMap(({ businessId, kind }) =>
      kind === 'locked' || kind === 'unfinished' || kind === 'gone'
        ? [{ number: ids.indexOf(businessId) + 1, why: kind }]
        : [],
    ),
  };
}

function receipt(done: Result): Receipt {
  const values = {
    month: { month: done.month },
    stored: { count: done.stored },
    changed: { count: done.changed },
    same: { count: done.same },
  };
  return {
    text: line('helper.report.done', values),
    lines: done.left.map(({ number, why }) => line(`helper.report.left.${why}`, { number })),
    buttons: [
      [{ label: line('helper.menu.list'), data: 's.help.list' }],
      [{ label: line('report.receipt.hide'), data: 'hide-figures' }],
      [{ label: line('helper.menu'), data: 's.help' }],
    ],
    figures: true,
  };
}

export const assistedReportScript = fillOne(assistedReport);
