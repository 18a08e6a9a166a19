import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { businessKinds, guessKind, type BusinessKind } from '../../../domain/people/business-kind.ts';
import { line, named } from '../../../i18n.ts';
import type { Services } from '../../../services/core/services.ts';
import { beginSearch } from '../../../services/partnership/candidates/supply-searches.ts';
import { button, staffMenuButton } from '../../buttons.ts';
import { suppliesRoute, supplyRoute } from '../../routes/staff.ts';
import { question, type Form } from '../engine/form.ts';
import { choice, take } from '../engine/reply.ts';
import { fillOne } from '../engine/script.ts';
import { dayQuestion } from '../questions/day.ts';
import { wordsQuestion } from '../questions/words.ts';
import { replyToWhole } from '../questions/count.ts';

interface C {
  readonly today: Temporal.PlainDate;
}

const item = wordsQuestion<C>({
  key: 'item',
  ask: () => line('supply.form.item'),
  words: { least: 2, most: 40, plain: true },
  hints: [line('supply.form.item.hint')],
  label: 'supply.form.item.label',
  show: (it) => named(it),
});

/** "songkok" says by whom it is made. */
function kindOf(text: string | undefined): BusinessKind | undefined {
  const guess = text === undefined ? undefined : guessKind(text);
  return guess?.kind === 'ok' ? guess.value : undefined;
}

const kind = question<C, BusinessKind>({
  key: 'kind',
  value: z.enum(businessKinds),
  numbered: false,
  when: (answers) => kindOf(answers.of(item)) === undefined,
  dependsOn: [item.key],
  ask: (answers) => line('supply.form.kind', { item: answers.of(item) ?? '–' }),
  choices: () =>
    businessKinds.filter((it) => it !== 'other').map((it) => [choice(it, line(`kind.${it}`), take(it))]),
  hints: [line('common.buttons'), line('common.buttons')],
  label: 'supply.form.kind.label',
  show: (it) => line(`kind.${it}`),
});

const quantity = question<C, number>({
  key: 'quantity',
  value: z.number().int().positive(),
  ask: (answers) => line('supply.form.quantity', { item: answers.of(item) ?? '–' }),
  read: (said) => replyToWhole(said, { least: 1, most: 1_000_000_000 }),
  reader: 'count@1',
  hints: [line('supply.form.quantity.hint'), line('supply.form.quantity.hint')],
  label: 'supply.form.quantity.label',
  show: (it) => line('programme.count', { count: { count: it } }),
});

const LONGEST_DAYS = 365;

const neededBy = dayQuestion<C>({
  key: 'neededBy',
  ask: () => line('supply.form.neededBy'),
  toward: 'ahead',
  today: ({ today }) => today,
  offered: (_answers, { today }) => [14, 30, 60].map((days) => today.add({ days })),
  refused: (day, _answers, { today }) =>
    day <= today.toString() || day > today.add({ days: LONGEST_DAYS }).toString()
      ? line('supply.form.neededBy.refused')
      : undefined,
  label: 'supply.form.neededBy.label',
});

const result = z.object({ id: z.number().int().optional() });

/** *Cari pemasok*: what a company looks for. Nobody is asked by it yet. */
const supplySearchForm: Form<C, Services, z.infer<typeof result>> = {
  name: 'supply-search',
  version: 1,
  brief: true,
  duty: 'candidates',
  title: 'supply.form.title',
  questions: [item, kind, quantity, neededBy],
  load: (_services, _who, _answers, { today }) => Promise.resolve({ today: Temporal.PlainDate.from(today) }),
  submit: async (services, { member }, answers) => {
    const wanted = {
      item: answers.of(item),
      kind: answers.of(kind) ?? kindOf(answers.of(item)),
      quantity: answers.of(quantity),
      neededBy: answers.of(neededBy),
    };
    const { item: what, kind: of, quantity: many, neededBy: by } = wanted;
    if (member === undefined || what === undefined || of === undefined) return {};
    if (many === undefined || by === undefined) return {};
    const id = await beginSearch(services, member, { item: what, kind: of, quantity: many, neededBy: by });
    return id === undefined ? {} : { id };
  },
  result,
  receipt: ({ id }) =>
    id === undefined
      ? { text: line('supply.closed'), buttons: [[staffMenuButton]] }
      : {
          text: line('supply.form.done'),
          buttons: [
            [button('supply.see', supplyRoute.to(id))],
            [button('supply.back', suppliesRoute.to()), staffMenuButton],
          ],
        },
};

export const supplySearchScript = fillOne(supplySearchForm);
