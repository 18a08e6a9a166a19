import { z } from 'zod';
import { formatPhone } from '../../../domain/people/identity.ts';
import { line, named, type Line } from '../../../i18n.ts';
import { registerAssisted } from '../../../services/helpers/assistance.ts';
import type { Services } from '../../../services/core/services.ts';
import { consentTexts } from '../../consent-texts.ts';
import { question, type Answers, type AnyQuestion, type Form } from '../engine/form.ts';
import type { Receipt } from '../../message.ts';
import { fillOne } from '../engine/script.ts';
import { dailyQuestions } from '../questions/money.ts';
import { business, kind, started, startedMonth } from '../questions/business.ts';
import { nib } from '../questions/business.ts';
import type { Context } from '../questions/context.ts';
import { choice, hint, leave, take } from '../engine/reply.ts';
import { name, salutation } from '../questions/person.ts';
import { replyToPhone } from '../questions/phone-reply.ts';
import { desa, kecamatan, kecamatanLabel } from '../questions/place.ts';
import { capital, sales } from '../questions/sales.ts';
import { men, women, workers } from '../questions/workers.ts';
import { businessFieldsOf, unknownFacts } from '../people/register.ts';
import { agreedOn, readAloud, recordedConsent, same, way, witness } from './consent.ts';
import { before, loadHelper, REGISTER, type HelperContext } from './context.ts';
import { inThirdPerson, ownerAndBusiness, ownerTitle } from './words.ts';
import { button } from '../../buttons.ts';
import { helperMenuRoute, monthListRoute, newOwnerRoute } from '../../routes/staff.ts';

type C = HelperContext;

/** The owner whom these answers are about. */
export const titleOf = (answers: Answers): Line => ownerTitle(answers.of(name), answers.of(salutation));

const about = (it: AnyQuestion<Context>, more: Partial<AnyQuestion<C>> = {}): AnyQuestion<C> =>
  inThirdPerson<Context, C>(it, titleOf, more);

const areaName = (areas: C['areas'], code: string): Line => {
  const found = areas.kecamatan.find((it) => it.code === code);
  return found === undefined
    ? named(areas.desa.find((it) => it.code === code)?.name ?? code)
    : kecamatanLabel(found);
};

/** One tap for the place of the owner before: desa and kecamatan. */
const assistedKecamatan = about(kecamatan, {
  choices: (answers, context) => {
    const usual = kecamatan.choices?.(answers, context) ?? [];
    const last = before(context, kecamatan);
    if (last === undefined || !context.areas.kecamatan.some((it) => it.code === last)) return usual;
    const village = before(context, desa);
    const within = village?.startsWith(`${last}.`) === true ? village : undefined;
    const place = [
      ...(within === undefined ? [] : [areaName(context.areas, within)]),
      areaName(context.areas, last),
    ];
    return [
      [
        same(
          line('helper.place', { place: { list: place } }),
          take(last, within === undefined ? undefined : { desa: within }),
        ),
      ],
      ...usual,
    ];
  },
});

const assistedDesa = about(desa, {
  choices: (answers, context) => {
    const usual = desa.choices?.(answers, context) ?? [];
    const last = before(context, desa);
    return last?.startsWith(`${answers.of(kecamatan) ?? '-'}.`) === true
      ? [[same(areaName(context.areas, last), take(last))], ...usual]
      : usual;
  },
});

const assistedKind = about(kind, {
  choices: (answers, context) => {
    const usual = kind.choices?.(answers, context) ?? [];
    const last = before(context, kind);
    return last === undefined
      ? usual
      : [
          [
            same(
              last.words !== undefined && last.kind === 'other'
                ? named(last.words)
                : line(`kind.${last.kind}`),
              take(last.words === undefined ? { kind: last.kind } : { kind: last.kind, words: last.words }),
            ),
          ],
          ...usual,
        ];
  },
});

const ownWords: Readonly<Record<string, Line>> = {
  self: line('helper.workers.self'),
  f1: line('helper.workers.withFemale'),
  m1: line('helper.workers.withMale'),
};

const assistedWorkers = about(workers, {
  choices: (answers, context) =>
    (inThirdPerson<Context, C>(workers, titleOf).choices?.(answers, context) ?? []).map((row) =>
      row.map((it) => ({ ...it, label: ownWords[it.code] ?? it.label })),
    ),
  hints: [line('helper.workers.hint1'), line('register.workers.hint2')],
});

/** The owner's number, never that of the chat: with it the owner can take the data over later. */
const assistedPhone = question<C, string>({
  key: 'phone',
  value: z.string(),
  ask: (answers) => line('helper.phone.ask', { owner: { line: titleOf(answers) } }),
  choices: () => [[choice('skip', line('helper.phone.none'), leave('skipped'))]],
  read: (said) => {
    if (said.kind !== 'text') return hint();
    return replyToPhone(said);
  },
  reader: 'phone@1',
  hints: [line('register.phone.hint1'), line('register.phone.hint2')],
  leaveOpen: line('common.button.later'),
  label: 'register.phone.label',
  show: (value) => named(formatPhone(value)),
});

const result = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('stored'),
    number: z.string(),
    name: z.string(),
    salutation: z.enum(['L', 'P']).nullable(),
  }),
  z.object({ kind: z.literal('elsewhere') }),
]);
type Result = z.infer<typeof result>;

/** *Daftarkan pemilik*: the registration, filled in by a helper for an owner who does not use the bot. */
export const assistedRegistration: Form<C, Services, Result> = {
  name: REGISTER,
  version: 2,
  duty: 'assist',
  title: 'helper.register.title',
  figures: true,
  questions: [
    way,
    witness,
    agreedOn,
    about(name),
    about(salutation, { ask: () => line('helper.salutation.ask') }),
    assistedKecamatan,
    assistedDesa,
    about(business),
    assistedKind,
    about(started),
    about(startedMonth),
    about(women),
    about(men),
    assistedWorkers,
    ...dailyQuestions<C>({
      target: 'sales',
      daysInMonth: () => 30,
      askDays: (perDay) => line('money.days.ask', { amount: { rupiahFull: perDay } }),
    }),
    about(sales),
    about(capital),
    about(nib),
    assistedPhone,
  ],
  heading: (answers) =>
    line('helper.heading', {
      owner: { line: ownerAndBusiness(titleOf(answers), answers.of(business)) },
    }),
  review: {
    ask: line('helper.review.ask'),
    send: line('helper.review.send'),
    save: line('register.review.save'),
  },
  load: loadHelper,
  submit: async (services, who, answers, _context, draft) => {
    const { member } = who;
    const { version } = consentTexts.registration;
    const consent = recordedConsent(answers, who, draft, { version, text: readAloud });
    if (member === undefined || consent === undefined)
      throw new Error('expected a helper and a consent before an owner is stored');
    const stored = await registerAssisted(services, member, {
      draftId: draft.id,
      owner: {
        name: answers.of(name),
        salutation: answers.of(salutation),
        phone: answers.of(assistedPhone),
      },
      consent,
      business: businessFieldsOf(answers),
      unknown: unknownFacts(answers),
    });
    return stored.kind === 'elsewhere'
      ? { kind: 'elsewhere' }
      : {
          kind: 'stored',
          number: stored.number,
          name: answers.of(name) ?? '–',
          salutation: answers.of(salutation) ?? null,
        };
  },
  result,
  receipt,
};

function receipt(done: Result): Receipt {
  const buttons = [
    [button('helper.menu.next', newOwnerRoute.to())],
    [button('helper.menu.list', monthListRoute.to())],
    [button('report.receipt.hide', 'hide-figures')],
    [button('helper.menu', helperMenuRoute.to())],
  ];
  return done.kind === 'elsewhere'
    ? { text: line('helper.register.elsewhere'), buttons, figures: true }
    : {
        text: line('helper.register.done', {
          owner: { line: ownerTitle(done.name, done.salutation ?? undefined) },
          number: done.number,
        }),
        buttons,
        figures: true,
      };
}

export const assistedRegistrationScript = fillOne(assistedRegistration);
