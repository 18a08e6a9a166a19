import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { addMonths, isMonth, monthOf, type Zone } from '../../../domain/month/month.ts';
import { firstDayOf, instantAt } from '../../../domain/when/dates.ts';
import { readMonth } from '../../../domain/month/month.ts';
import { readWord } from '../../../domain/words/words.ts';
import { line, type Line, type TextKey } from '../../../i18n.ts';
import type { BusinessStatus } from '../../../services/people/businesses.ts';
import { changeStatus } from '../../../services/people/corrections.ts';
import type { Services } from '../../../services/core/services.ts';
import { question, type Answers, type AnyQuestion, type Form } from '../engine/form.ts';
import { choice, decline, hint, propose, take, type Choice } from '../engine/reply.ts';
import { fillOne } from '../engine/script.ts';
import {
  again,
  businessName,
  chosenBusiness,
  isMeant,
  loadOwn,
  ownHeading,
  which,
  type OwnContext,
} from './own-business.ts';
import { desa, kecamatan, kecamatanRows } from '../questions/index.ts';
import { dataButton, menuButton } from '../../buttons.ts';

type C = OwnContext;

const nothing: Choice = choice('nothing', line('common.button.noChange'), decline(line('data.unchanged')));

const changes = ['paused', 'closed', 'moved', 'active'] as const;
type Change = (typeof changes)[number];

const changeLabel: Readonly<Record<Change, TextKey>> = {
  paused: 'data.status.pause',
  closed: 'data.status.close',
  moved: 'data.status.move',
  active: 'data.status.reopen',
};

const change = question<C, Change>({
  key: 'change',
  value: z.enum(changes),
  numbered: false,
  bare: true,
  dependsOn: ['which'],
  ask: (answers, context) =>
    line('data.status.ask', {
      status: { line: line(`data.status.${chosenBusiness(answers, context)?.status ?? 'active'}`) },
    }),
  choices: (answers, context) => {
    const now = chosenBusiness(answers, context)?.status ?? 'active';
    const possible = changes.filter((it) => it !== now || it === 'moved');
    return [...possible.map((it) => [choice(it, line(changeLabel[it]), take(it))]), [nothing]];
  },
  hints: [line('common.buttons'), line('common.buttons')],
});

/** Answer of a business that left the kabupaten: its old place stays in the totals of the past. */
const OUTSIDE = 'outside';

const isMove = (answers: Answers): boolean => answers.of(change) === 'moved';

const newKecamatan: AnyQuestion<C> = again(kecamatan, {
  when: isMove,
  dependsOn: ['which', 'change'],
  ask: () => line('data.status.where'),
  choices: (answers, { areas }) => [
    ...kecamatanRows(areas, answers),
    [choice(OUTSIDE, line('register.kecamatan.outside'), take(OUTSIDE))],
  ],
  hints: [line('register.kecamatan.hint1'), line('register.kecamatan.hint2')],
  help: (answers, { areas }) => [
    ...kecamatanRows(areas, answers),
    [choice(OUTSIDE, line('register.kecamatan.outside'), take(OUTSIDE))],
  ],
});

const newDesa: AnyQuestion<C> = again(desa, {
  when: (answers) => isMove(answers) && answers.of(kecamatan) !== OUTSIDE,
  dependsOn: ['which', 'change', 'kecamatan'],
  ask: (answers, context) => desa.ask(answers, context),
  choices: (answers, context) => desa.choices?.(answers, context) ?? [],
  help: (answers, context) => desa.choices?.(answers, context) ?? [],
});

const since = question<C, string>({
  key: 'since',
  value: z.string().regex(/^\d{4}-\d{2}(-\d{2})?$/),
  numbered: false,
  dependsOn: ['which', 'change'],
  ask: (answers) => line(answers.of(change) === 'active' ? 'data.status.sinceOpen' : 'data.status.since'),
  choices: (_answers, { today }) => [
    [choice('today', line('data.status.today'), take(today.toString()))],
    [0, -1].map((back) => {
      const month = addMonths(monthOf(today), back);
      return choice(`m${-back}`, line('register.month.name', { month: { month } }), take(month));
    }),
  ],
  read: (said, _answers, { today }) => {
    if (said.kind !== 'text') return hint();
    if (/^\s*(hari ini|sekarang|saiki|sakniki)\s*$/i.test(said.text)) return take(today.toString());
    const reading = readMonth(said.text, today);
    if (reading.kind === 'ok') return take(reading.value);
    const month = reading.kind === 'ambiguous' ? (reading.likely ?? reading.candidates[0]) : undefined;
    if (month === undefined) return hint();
    return propose(line('data.status.sinceMaybe', { month: { month } }), line('common.button.noWriteAgain'), {
      code: 'yes',
      label: line('common.button.yes'),
      value: month,
    });
  },
  reader: 'month@1',
  hints: [line('data.status.sinceHint'), line('data.status.sinceHint')],
});

/** What the answers come to: the state, and the new place of a move inside the kabupaten. */
function target(answers: Answers): {
  readonly status: BusinessStatus;
  readonly place?: { readonly kecamatan: string; readonly desa: string };
} {
  const chosen = answers.of(change) ?? 'active';
  const [to, village] = [answers.of(kecamatan), answers.of(desa)];
  if (chosen !== 'moved') return { status: chosen };
  if (to === undefined || to === OUTSIDE || village === undefined) return { status: 'moved' };
  return { status: 'active', place: { kecamatan: to, desa: village } };
}

function whenLine(value: string): Line {
  return isMonth(value)
    ? line('register.month.name', { month: { month: value } })
    : line('data.day', { day: { day: value } });
}

const confirm = question<C, true>({
  key: 'confirm',
  value: z.literal(true),
  numbered: false,
  bare: true,
  dependsOn: ['which', 'change', 'kecamatan', 'desa', 'since'],
  ask: (answers, context) => {
    const it = chosenBusiness(answers, context);
    const { status, place } = target(answers);
    const params = {
      business: { line: it === undefined ? line('common.blank') : businessName(it) },
      since: { line: whenLine(answers.of(since) ?? context.today.toString()) },
    };
    if (place === undefined) return line(`data.status.confirm.${status}`, params);
    const [to, village] = [
      desa.showStored?.(place.desa, answers, context),
      kecamatan.showStored?.(place.kecamatan, answers, context),
    ];
    return line('data.status.confirm.inside', {
      ...params,
      desa: { line: to ?? line('common.blank') },
      kecamatan: { line: village ?? line('common.blank') },
    });
  },
  choices: () => [[choice('yes', line('common.button.yes'), take(true))], [nothing]],
  read: (said) => (said.kind === 'text' && readWord(said.text) === 'yes' ? take(true) : hint()),
  reader: 'word@1',
  hints: [line('common.buttons'), line('common.buttons')],
});

const result = z.object({ kind: z.enum(['paused', 'closed', 'moved', 'active', 'inside', 'other']) });

/** *Usaha tutup atau pindah*: what happened, where to, since when; a closed business can be reopened. */
const businessStatusForm: Form<C, Services, z.infer<typeof result>> = {
  name: 'business-status',
  version: 2,
  brief: true,
  title: 'data.status.title',
  questions: [which, change, newKecamatan, newDesa, since, confirm],
  heading: ownHeading,
  load: (services, who, _answers, moment) => loadOwn(services, who, moment),
  submit: async (services, who, answers, context, draft) => {
    const it = chosenBusiness(answers, context);
    if (who.personId === undefined || it === undefined || !isMeant(answers, who.personId))
      return { kind: 'other' };
    const wanted = target(answers);
    const stored = await changeStatus(services, {
      personId: who.personId,
      businessId: it.id,
      draftId: draft.id,
      since: instantOf(answers.of(since), draft.now, services.office.zone),
      ...wanted,
    });
    if (!stored) return { kind: 'other' };
    return { kind: wanted.place === undefined ? wanted.status : 'inside' };
  },
  result,
  receipt: (done) => ({
    text: line(`data.status.done.${done.kind}`),
    buttons: [[dataButton, menuButton]],
  }),
};

/** A day or the first of a month, at midnight. */
function instantOf(value: string | undefined, now: Date, zone: Zone): Date {
  if (value === undefined) return now;
  return instantAt(
    isMonth(value) ? firstDayOf(value) : Temporal.PlainDate.from(value),
    new Temporal.PlainTime(0, 0),
    zone,
  );
}

export const businessStatus = fillOne(businessStatusForm);
