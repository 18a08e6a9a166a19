import { z } from 'zod';
import {
  desks,
  intiDuties,
  partnershipForms,
  type Desk,
  type PartnershipForm,
} from '../../../../domain/eligibility/need.ts';
import { line, named } from '../../../../i18n.ts';
import { question, type Answers } from '../../engine/form.ts';
import { choice, take } from '../../engine/reply.ts';
import { tickQuestion } from '../../questions/ticks.ts';
import { wordsQuestion } from '../../questions/words.ts';
import type { ProgrammeContext } from './context.ts';

type C = ProgrammeContext;

const buttons = [line('common.buttons'), line('common.buttons')] as const;
const isNew = (_answers: Answers, { file }: C): boolean => file === undefined;

/** Row of the company. */
export const company = question<C, number>({
  key: 'company',
  value: z.number().int(),
  when: isNew,
  needed: true,
  ask: (_answers, { partners }) =>
    line(partners.length === 0 ? 'programme.company.none' : 'programme.company'),
  choices: (_answers, { partners }) =>
    partners.map((it) => [choice(`c${it.id}`, named(it.name), take(it.id))]),
  hints: buttons,
  label: 'programme.company.label',
  show: (id, _answers, { partners }) => named(partners.find((it) => it.id === id)?.name ?? '–'),
});

const kinds = ['supply', 'funding'] as const;

/** A partnership, or a loan: two paths that are never mixed. */
export const kind = question<C, (typeof kinds)[number]>({
  key: 'kind',
  value: z.enum(kinds),
  when: isNew,
  needed: true,
  ask: () => line('programme.kind'),
  choices: () => kinds.map((it) => [choice(it, line(`programme.kind.${it}`), take(it))]),
  hints: buttons,
  label: 'programme.kind.label',
  show: (it) => line(`programme.kind.${it}`),
});

/** Whether the programme is a partnership, which states more than a loan. */
export const isSupply = (answers: Answers, { base }: C): boolean =>
  (base?.kind ?? answers.of(kind)) === 'supply';

export const form = question<C, PartnershipForm>({
  key: 'form',
  value: z.enum(partnershipForms),
  when: isSupply,
  dependsOn: [kind.key],
  ask: () => line('programme.form'),
  choices: () => partnershipForms.map((it) => [choice(it, line(`programme.form.${it}`), take(it))]),
  hints: buttons,
  label: 'programme.form.label',
  show: (it) => line(`programme.form.${it}`),
});

export const desk = question<C, Desk>({
  key: 'desk',
  value: z.enum(desks),
  ask: () => line('programme.desk'),
  choices: () => [desks.map((it) => choice(it, line(`programme.desk.${it}`), take(it)))],
  hints: buttons,
  label: 'programme.desk.label',
  show: (it) => line(`programme.desk.${it}`),
});

export const title = wordsQuestion<C>({
  key: 'name',
  ask: () => line('programme.name'),
  words: { least: 5, most: 80, plain: true },
  hints: [line('programme.name.hint')],
  label: 'programme.name.label',
  show: (it) => named(it),
});

/** Each line is a sentence that owners read. */
export const about = wordsQuestion<C>({
  key: 'about',
  ask: () => line('programme.about'),
  words: { least: 10, most: 600, plain: true, lines: true },
  hints: [line('programme.about.hint')],
  label: 'programme.about.label',
  show: (it) => named(it),
});

/** UU 20/2008 art. 27. */
export const duties = tickQuestion<C>({
  key: 'duties',
  when: isSupply,
  dependsOn: [kind.key],
  ask: () => line('programme.duties'),
  label: 'programme.duties.label',
  ticks: () => intiDuties.map((it) => ({ code: it, label: line(`programme.duty.${it}`) })),
  instead: () => ({ label: line('programme.duties.none'), value: [] }),
  show: (codes) =>
    codes.length === 0
      ? line('programme.duties.none')
      : line('programme.listed', {
          items: {
            list: intiDuties.filter((it) => codes.includes(it)).map((it) => line(`programme.duty.${it}`)),
          },
        }),
});

const trials = ['none', 'sample', 'order', 'both'] as const;

/** What is tried before the partner decides. */
export const trial = question<C, (typeof trials)[number]>({
  key: 'trial',
  value: z.enum(trials),
  when: isSupply,
  dependsOn: [kind.key],
  ask: () => line('programme.trial'),
  choices: () => trials.map((it) => [choice(it, line(`programme.trial.${it}`), take(it))]),
  hints: buttons,
  label: 'programme.trial.label',
  show: (it) => line(`programme.trial.${it}`),
});
