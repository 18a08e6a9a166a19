import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { readDay } from '../../../domain/when/day.ts';
import { line, named, type Line } from '../../../i18n.ts';
import {
  accordById,
  accordKinds,
  addAccord,
  canEndOn,
  correctAccord,
  endAccord,
  type Accord,
  type AccordKind,
} from '../../../services/partnership/partners/accords.ts';
import { boundTo } from '../../../services/partnership/agreements/agreements.ts';
import { partnerById, type Partner } from '../../../services/partnership/partners/partners.ts';
import type { Services } from '../../../services/core/services.ts';
import { memberByNumber } from '../../../services/office/members.ts';
import { button, staffMenuButton } from '../../buttons.ts';
import { partnerRoute } from '../../routes/staff.ts';
import { question, type Answers, type Form, type Moment, type Who } from '../engine/form.ts';
import { choice, hint, take } from '../engine/reply.ts';
import { fillOne } from '../engine/script.ts';
import { aDay, dayQuestion } from '../questions/day.ts';
import { wordsQuestion } from '../questions/words.ts';

interface C {
  readonly partner: Partner | undefined;
  /** The one that is corrected or ended. */
  readonly known: Accord | undefined;
  readonly today: Temporal.PlainDate;
}

/** The company, known before the form begins. */
export const ACCORD_PARTNER = { key: 'partner', value: z.number().int() };
/** The accord that is corrected or ended, known before the form begins. */
export const ACCORD = { key: 'accord', value: z.number().int() };

const kind = question<C, AccordKind>({
  key: 'kind',
  value: z.enum(accordKinds),
  numbered: false,
  ask: () => line('partner.accord.form.kind'),
  choices: () => accordKinds.map((it) => [choice(it, line(`partner.accord.${it}`), take(it))]),
  hints: [line('common.buttons'), line('common.buttons')],
  label: 'partner.accord.form.kind.label',
  show: (it) => line(`partner.accord.${it}`),
});

const signedOn = question<C, string>({
  ...aDay,
  key: 'signedOn',
  numbered: false,
  ask: () => line('partner.accord.form.signedOn'),
  read: (said, _answers, { today }) => {
    const found = said.kind === 'text' ? readDay(said.text, today)?.toString() : undefined;
    if (found === undefined) return hint();
    return found > today.toString() ? hint(line('agreement.signed.notYet')) : take(found);
  },
  reader: 'day@2',
  hints: [line('partner.accord.form.day'), line('partner.accord.form.day')],
  label: 'partner.accord.form.signedOn.label',
});

const startsOn = question<C, string>({
  ...aDay,
  key: 'startsOn',
  numbered: false,
  ask: () => line('partner.accord.form.startsOn'),
  read: (said, _answers, { today }) => {
    const found = said.kind === 'text' ? readDay(said.text, today) : undefined;
    return found === undefined ? hint() : take(found.toString());
  },
  reader: 'day@2',
  hints: [line('partner.accord.form.day'), line('partner.accord.form.day')],
  label: 'partner.accord.form.startsOn.label',
});

const endsOn = question<C, string>({
  ...aDay,
  key: 'endsOn',
  numbered: false,
  dependsOn: [startsOn.key],
  ask: () => line('partner.accord.form.endsOn'),
  read: (said, answers, { today }) => {
    const found = said.kind === 'text' ? readDay(said.text, today)?.toString() : undefined;
    if (found === undefined) return hint();
    const from = answers.of(startsOn) ?? found;
    return found <= from ? hint(line('partner.accord.form.endsOn.before')) : take(found);
  },
  reader: 'day@2',
  hints: [line('partner.accord.form.day'), line('partner.accord.form.day')],
  label: 'partner.accord.form.endsOn.label',
});

const words = (key: 'number' | 'forOffice' | 'forPartner' | 'dataClause', most: number) =>
  wordsQuestion<C>({
    key,
    numbered: false,
    ask: () => line(`partner.accord.form.${key}`),
    words: { least: 2, most },
    hints: [line(`partner.accord.form.${key}.hint`)],
    label: `partner.accord.form.${key}.label`,
    show: (it) => named(it),
  });

const number = words('number', 80);
const forOffice = words('forOffice', 200);
const forPartner = words('forPartner', 200);
const dataClause = words('dataClause', 80);

const why = wordsQuestion<C>({
  key: 'why',
  numbered: false,
  when: (_answers, { known }) => known !== undefined,
  ask: () => line('partner.accord.form.why'),
  words: { least: 5, most: 200 },
  hints: [line('partner.accord.form.why.hint')],
  label: 'partner.accord.form.why.label',
  show: (it) => named(it),
});

/** Begins the form with what is stored of an accord; why it is corrected is asked. */
export const accordSeed = (it: Accord): Readonly<Record<string, string | number>> => ({
  [ACCORD.key]: it.id,
  [ACCORD_PARTNER.key]: it.partnerId,
  [kind.key]: it.kind,
  [number.key]: it.number,
  [signedOn.key]: it.signedOn,
  [startsOn.key]: it.startsOn,
  [endsOn.key]: it.endsOn,
  [forOffice.key]: it.forOffice,
  [forPartner.key]: it.forPartner,
  [dataClause.key]: it.dataClause,
});

async function load(services: Services, _who: Who, answers: Answers, { today }: Moment): Promise<C> {
  const [partner, accord] = [answers.of(ACCORD_PARTNER), answers.of(ACCORD)];
  const known = accord === undefined ? undefined : await accordById(services, accord);
  const id = known?.partnerId ?? partner;
  return {
    partner: id === undefined ? undefined : await partnerById(services, id),
    known,
    today: Temporal.PlainDate.from(today),
  };
}

const heading = (_answers: Answers, { partner }: C): Line | undefined =>
  partner === undefined ? undefined : named(partner.name);

const result = z.object({ id: z.number().int() });

/** *Catat kesepakatan*: the paper of the alliance with a company, also to correct what was written down of it. */
const accordForm: Form<C, Services, z.infer<typeof result>> = {
  name: 'accord',
  version: 2,
  brief: true,
  duty: 'programmes',
  title: 'partner.accord.form.title',
  questions: [kind, number, signedOn, startsOn, endsOn, forOffice, forPartner, dataClause, why],
  heading,
  load,
  review: { ask: line('partner.accord.form.review'), send: line('programme.save') },
  async submit(services, who, answers, { partner, known }) {
    const member = who.member === undefined ? undefined : await memberByNumber(services, who.member.number);
    const what = answers.of(kind);
    const [signed, from, to] = [signedOn, startsOn, endsOn].map((it) => answers.of(it));
    if (member === undefined || partner === undefined || what === undefined) return { id: 0 };
    if (signed === undefined || from === undefined || to === undefined) return { id: 0 };
    const paper = {
      kind: what,
      number: answers.of(number) ?? '',
      signedOn: signed,
      startsOn: from,
      endsOn: to,
      forOffice: answers.of(forOffice) ?? '',
      forPartner: answers.of(forPartner) ?? '',
      dataClause: answers.of(dataClause) ?? '',
    };
    if (known === undefined) await addAccord(services, member, partner, paper);
    else await correctAccord(services, member, known.id, paper, answers.of(why) ?? '');
    return { id: partner.id };
  },
  result,
  receipt: ({ id }) => ({
    text: line('partner.accord.form.done'),
    buttons: [[button('partner.back', partnerRoute.to(id))], [staffMenuButton]],
  }),
};

export const accordScript = fillOne(accordForm);

interface Ending extends C {
  /** The applications whose agreements go on. */
  readonly bound: readonly string[];
}

const endOn = dayQuestion<Ending>({
  key: 'on',
  numbered: false,
  ask: () => line('partner.accord.end.on'),
  toward: 'ahead',
  today: ({ today }) => today,
  offered: (_answers, { today }) => [today, today.add({ days: 30 })],
  refused: (day, _answers, { today, known }) =>
    known !== undefined && canEndOn(known, day) && day >= today.toString()
      ? undefined
      : line('partner.accord.end.refused'),
  label: 'partner.accord.end.on.label',
});

const endWhy = wordsQuestion<Ending>({
  key: 'endWhy',
  numbered: false,
  ask: () => line('partner.accord.end.why'),
  words: { least: 5, most: 200 },
  hints: [line('partner.accord.form.why.hint')],
  label: 'partner.accord.end.why.label',
  show: (it) => named(it),
});

const endSure = question<Ending, true>({
  key: 'sure',
  value: z.literal(true),
  numbered: false,
  dependsOn: [endOn.key],
  ask: (_answers, { known, bound }) =>
    line('partnership.lines', {
      lines: {
        paragraphs: [line('partner.accord.end.sure', { number: known?.number ?? '–' }), boundLine(bound)],
      },
    }),
  choices: () => [[choice('yes', line('application.yes'), take(true))]],
  hints: [line('common.buttons'), line('common.buttons')],
});

const boundLine = (bound: readonly string[]): Line =>
  bound.length === 0
    ? line('partner.accord.end.unbound')
    : line('partner.accord.end.bound', { numbers: { list: bound.map(named) } });

const ended = z.object({
  id: z.number().int(),
  on: z.string().nullable(),
  bound: z.array(z.string()).readonly(),
});

/** *Akhiri lebih awal*: the room of the company closes on that day; what binds owners is named and goes on. */
const endForm: Form<Ending, Services, z.infer<typeof ended>> = {
  name: 'accord-end',
  version: 1,
  brief: true,
  duty: 'programmes',
  title: 'partner.accord.end',
  questions: [endOn, endWhy, endSure],
  heading,
  async load(services, who, answers, moment) {
    const context = await load(services, who, answers, moment);
    const { known } = context;
    return { ...context, bound: known === undefined ? [] : await boundTo(services, known.partnerId) };
  },
  async submit(services, who, answers, { known, bound }) {
    const member = who.member === undefined ? undefined : await memberByNumber(services, who.member.number);
    const [on, reason] = [answers.of(endOn), answers.of(endWhy)];
    const isDone =
      known !== undefined &&
      member !== undefined &&
      on !== undefined &&
      reason !== undefined &&
      (await endAccord(services, member, known.id, { on, why: reason }));
    return { id: known?.partnerId ?? 0, on: isDone ? on : null, bound };
  },
  result: ended,
  receipt: ({ id, on, bound }) => ({
    text:
      on === null ? line('partner.accord.end.late') : line('partner.accord.end.done', { day: { day: on } }),
    lines: on === null ? [] : [boundLine(bound)],
    buttons: [[button('partner.back', partnerRoute.to(id))], [staffMenuButton]],
  }),
};

export const endAccordScript = fillOne(endForm);
