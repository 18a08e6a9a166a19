import { z } from 'zod';
import { readAs } from '../../../domain/words/read-as.ts';
import { shortName } from '../../../domain/people/name.ts';
import { readWord } from '../../../domain/words/words.ts';
import { line, type Line } from '../../../i18n.ts';
import type { BusinessFields } from '../../../services/people/businesses.ts';
import { correct as correctData, type Correction } from '../../../services/people/corrections.ts';
import type { Services } from '../../../services/core/services.ts';
import {
  asked,
  field,
  fieldKeys,
  fields,
  labelOf,
  lines,
  shown,
  shownNow,
  type Field,
} from './correct-questions.ts';
import { question, type Answers, type AnyQuestion, type Form } from '../engine/form.ts';
import { choice, decline, hint, jump, take, type Reply } from '../engine/reply.ts';
import type { Json } from '../engine/json.ts';
import { fillOne } from '../engine/script.ts';
import { money } from '../questions/money.ts';
import {
  chosenBusiness,
  currentAnswers,
  isMeant,
  loadOwn,
  overCurrent,
  ownHeading,
  which,
  type OwnContext,
} from './own-business.ts';
import {
  business,
  capital,
  desa,
  kecamatan,
  kind,
  name,
  nib,
  sales,
  salutation,
  started,
  startedMonth,
  workers,
} from '../questions/index.ts';
import { button, dataButton, menuButton } from '../../buttons.ts';

type C = OwnContext;

/** The fields that were answered, with what stands there now and what shall stand there. */
function differences(
  answers: Answers,
  context: C,
): readonly { readonly it: AnyQuestion<C>; readonly after: Json | undefined }[] {
  const current = currentAnswers(answers, context);
  return fields.flatMap((it) => {
    const stored = answers.stored(it.key);
    if (stored === undefined || stored.open === 'officer') return [];
    const after = stored.open === undefined ? withMonth(it.key, stored.value, answers) : undefined;
    return JSON.stringify(after ?? null) === JSON.stringify(current[it.key] ?? null) ? [] : [{ it, after }];
  });
}

/** Year and month are asked one after the other and kept together; a usual figure is always an estimate. */
function withMonth(key: string, value: Json, answers: Answers): Json {
  if (key === 'sales' || key === 'capital') return { amount: readAs(money, value).amount, estimate: false };
  if (key !== 'started') return value;
  const year = answers.of(started);
  const month = year?.month ?? answers.of(startedMonth);
  return year === undefined ? value : { year: year.year, ...(month === undefined ? {} : { month }) };
}

/** Each change as "Nama: lama → baru". */
export function changeLines(answers: Answers, context: C): readonly Line[] {
  return differences(answers, context).map(({ it, after }) =>
    line('data.correct.change', {
      label: labelOf(it),
      before: { line: shownNow(it, answers, context) },
      after: { line: shown(it, after, overCurrent(answers, context), context) },
    }),
  );
}

const save = question<C, true>({
  key: 'save',
  value: z.literal(true),
  numbered: false,
  bare: true,
  dependsOn: fieldKeys,
  ask: (answers, context) => {
    const changed = changeLines(answers, context);
    return changed.length === 0
      ? line('data.correct.same')
      : line('data.correct.confirm', { changes: { line: lines(changed) } });
  },
  choices: (answers, context) => [
    [
      choice(
        'yes',
        line(differences(answers, context).length === 0 ? 'data.correct.fine' : 'data.correct.save'),
        take(true),
      ),
    ],
    [choice('again', line('common.button.writeAgain'), writeAgain(answers))],
    [choice('nothing', line('common.button.noChange'), decline(line('data.unchanged')))],
  ],
  read: (said) => (said.kind === 'text' && readWord(said.text) === 'yes' ? take(true) : hint()),
  reader: 'word@1',
  hints: [line('common.buttons'), line('common.buttons')],
});

function writeAgain(answers: Answers): Reply {
  const key = answers.of(field) ?? 'name';
  return jump(key, {
    clear: [...asked.map((it) => it.key), 'sales.daily', 'workers.split'].filter(
      (it) => key !== 'desa' || it !== 'kecamatan',
    ),
  });
}

const result = z.object({ kind: z.enum(['changed', 'same', 'other']) });

/** *Ubah data*: one field by its number, the question of the registration again, before and after, with history. */
const correction: Form<C, Services, z.infer<typeof result>> = {
  name: 'correct',
  version: 2,
  brief: true,
  title: 'data.correct.title',
  questions: [which, field, ...asked, save],
  heading: ownHeading,
  speaker: (answers) => {
    const [newName, gender] = [answers.of(name), answers.of(salutation)];
    return {
      ...(gender === undefined ? {} : { salutation: gender }),
      ...(newName === undefined ? {} : { shortName: shortName(newName) }),
    };
  },
  load: (services, who, _answers, moment) => loadOwn(services, who, moment),
  submit: async (services, who, answers, context, draft) => {
    const it = chosenBusiness(answers, context);
    if (who.personId === undefined || it === undefined || !isMeant(answers, who.personId))
      return { kind: 'other' };
    const changed = await correctData(services, {
      personId: who.personId,
      businessId: it.id,
      draftId: draft.id,
      ...newValues(answers, context),
    });
    return { kind: changed === undefined ? 'other' : changed.length === 0 ? 'same' : 'changed' };
  },
  result,
  receipt: (done) => ({
    text: line(`data.correct.done.${done.kind}`),
    buttons: [[button('data.correct.more', 'data-correct')], [dataButton, menuButton]],
  }),
};

/** The answers as columns; undefined in them means that the field is emptied. */
export function newValues(answers: Answers, context: C): Pick<Correction, 'business' | 'owner'> {
  const wanted: Readonly<Record<string, Json | undefined>> = Object.fromEntries(
    differences(answers, context).map(({ it, after }) => [it.key, after]),
  );
  const has = (key: Field): boolean => key in wanted;
  const text = (key: 'name' | 'salutation' | 'phone'): string | null => {
    const value = wanted[key];
    return typeof value === 'string' ? value : null;
  };
  const kindNow = answers.of(kind);
  const begun = answers.of(started);
  const nibNow = answers.of(nib);
  const digits = nibNow !== undefined && /^\d{13}$/.test(nibNow) ? nibNow : undefined;
  const fieldsNow: Partial<BusinessFields> = {
    ...(has('business') ? { name: answers.of(business) } : {}),
    ...(has('kind') ? { kind: kindNow?.kind, kindWords: kindNow?.words } : {}),
    ...(has('kecamatan') ? { kecamatan: answers.of(kecamatan) } : {}),
    ...(has('desa') ? { desa: answers.of(desa) } : {}),
    ...(has('started')
      ? { startedYear: begun?.year, startedMonth: begun?.month ?? answers.of(startedMonth) }
      : {}),
    ...(has('workers') ? { workers: answers.of(workers) } : {}),
    ...(has('sales') ? { usualMonthlySales: answers.of(sales)?.amount, usualEstimate: true } : {}),
    ...(has('capital') ? { capital: answers.of(capital)?.amount } : {}),
    ...(has('nib') ? { nib: digits, nibStatus: digits === undefined ? statusOf(nibNow) : 'has' } : {}),
  };
  const owner = {
    ...(has('name') ? { name: text('name') } : {}),
    ...(has('salutation') ? { salutation: text('salutation') } : {}),
    ...(has('phone') ? { phone: text('phone') } : {}),
  };
  return {
    ...(Object.keys(fieldsNow).length === 0 ? {} : { business: fieldsNow }),
    ...(Object.keys(owner).length === 0 ? {} : { owner }),
  };
}

function statusOf(answer: string | undefined): 'none' | 'later' | 'unknown' {
  return answer === 'none' || answer === 'later' ? answer : 'unknown';
}

export const correct = fillOne(correction);
