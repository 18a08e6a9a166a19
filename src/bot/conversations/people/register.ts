import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { shortName } from '../../../domain/people/name.ts';
import { line } from '../../../i18n.ts';
import { peopleOf } from '../../../services/core/accounts.ts';
import type { BusinessFields } from '../../../services/people/businesses.ts';
import type { AskKey } from '../../../services/people/eligibility.ts';
import { register as registerBusiness } from '../../../services/people/registration.ts';
import { linkParticipations } from '../../../services/trainings/training-history.ts';
import type { Services } from '../../../services/core/services.ts';
import { consentTexts } from '../../consent-texts.ts';
import { type Answers, type Form, type StoredAnswer } from '../engine/form.ts';
import { conversation } from '../engine/script.ts';
import { dailyQuestions } from '../questions/money.ts';
import { business, kind, nib, started, startedMonth } from '../questions/business.ts';
import type { Context } from '../questions/context.ts';
import { decline } from '../engine/reply.ts';
import { consentQuestion } from '../questions/consent.ts';
import { name, owner, phone, salutation } from '../questions/person.ts';
import { desa, kecamatan } from '../questions/place.ts';
import { capital, sales } from '../questions/sales.ts';
import { men, women, workers } from '../questions/workers.ts';
import { interests, trainingNews } from './training-news.ts';
import { button, menuButton } from '../../buttons.ts';

const consent = {
  ...consentQuestion<Context>(decline(line('register.consent.declined'))),
  // Everybody consents for themselves, also the second person on one phone.
  when: (answers: Answers, context: Context) => context.people.length === 0 || answers.of(owner) === 0,
  dependsOn: ['owner'],
};

const result = z.object({
  number: z.string(),
  moment: z.string(),
  hasNib: z.boolean(),
});

/** The questions of *Daftar*, in the order in which they are asked. */
export const registration: Form<Context, Services, z.infer<typeof result>> = {
  name: 'register',
  version: 2,
  title: 'register.title',
  goOn: 'register.goOn',
  questions: [
    consent,
    owner,
    name,
    salutation,
    kecamatan,
    desa,
    business,
    kind,
    started,
    startedMonth,
    women,
    men,
    workers,
    ...dailyQuestions<Context>({
      target: 'sales',
      daysInMonth: () => 30,
      askDays: (perDay) => line('money.days.ask', { amount: { rupiahFull: perDay } }),
    }),
    sales,
    capital,
    nib,
    phone,
  ],
  review: {
    ask: line('register.review.ask'),
    send: line('common.button.send'),
    save: line('register.review.save'),
  },
  load: async (services, who, _answers, moment) => ({
    areas: services.office.areas,
    today: Temporal.PlainDate.from(moment.today),
    people: who.personId === undefined ? [] : await peopleOf(services, who.accountId),
  }),
  speaker: (answers, context) => {
    const known = context.people.find((person) => person.id === answers.of(owner));
    const called = known === undefined ? answers.of(name) : known.name;
    const gender = known === undefined ? answers.of(salutation) : known.salutation;
    // Until somebody has said whose business it is, whoever used the chat last is addressed.
    if (context.people.length > 0 && !answers.has(owner.key)) return {};
    return { salutation: gender, shortName: called === undefined ? undefined : shortName(called) };
  },
  submit: async (services, who, answers, context, draft) => {
    const ownerId = answers.of(owner) ?? 0;
    const fields = businessFieldsOf(answers);
    const stored = answers.stored('consent');
    if (ownerId === 0 && stored === undefined)
      throw new Error('expected a consent before a person is stored');
    const newcomer =
      ownerId === 0
        ? { name: answers.of(name), salutation: answers.of(salutation), phone: answers.of(phone) }
        : undefined;
    const registered = await registerBusiness(services, {
      accountId: who.accountId,
      draftId: draft.id,
      person: newcomer ?? { id: context.people.some((person) => person.id === ownerId) ? ownerId : 0 },
      consent: {
        version: consentTexts.registration.version,
        language: who.language,
        text: draft.wording(line('register.consent.ask')),
        button: 'agree',
        givenAt: givenAt(stored, draft.now),
      },
      business: fields,
      unknown: unknownFacts(answers),
    });
    if (newcomer !== undefined)
      await linkParticipations(services, who.accountId, {
        ...newcomer,
        id: registered.personId,
        number: registered.personNumber,
      });
    return {
      number: registered.number,
      moment: draft.now.toISOString(),
      hasNib: fields.nibStatus === 'has' || fields.nibStatus === 'later',
    };
  },
  result,
  receipt: (done) => ({
    text: line('register.receipt', { number: done.number, moment: { moment: done.moment } }),
    buttons: [
      [button('register.receipt.report', 'report')],
      [
        button('register.receipt.partnership', 'partnership'),
        ...(done.hasNib ? [] : [button('register.receipt.nib', 'nib')]),
      ],
      [menuButton],
    ],
  }),
};

/** What the answers say about the business. */
export function businessFieldsOf(answers: Answers): BusinessFields {
  const kindAnswer = answers.of(kind);
  const begun = answers.of(started);
  const nibAnswer = answers.of(nib);
  const digits = nibAnswer !== undefined && /^\d{13}$/.test(nibAnswer) ? nibAnswer : undefined;
  return {
    name: answers.of(business),
    kind: kindAnswer?.kind,
    kindWords: kindAnswer?.words,
    kecamatan: answers.of(kecamatan),
    desa: answers.of(desa),
    startedYear: begun?.year,
    startedMonth: begun?.month ?? answers.of(startedMonth),
    workers: answers.of(workers),
    usualMonthlySales: answers.of(sales)?.amount,
    usualEstimate: true,
    capital: answers.of(capital)?.amount,
    nibStatus: digits === undefined ? nibStatus(nibAnswer) : 'has',
    nib: digits,
  };
}

/** "Lupa" and "Belum tahu": answers, too, so that *Cek kemitraan* does not ask again. */
export function unknownFacts(answers: Answers): readonly AskKey[] {
  const asked: readonly (readonly [string, AskKey])[] = [
    ['started', 'startedYear'],
    ['month', 'startedMonth'],
    ['sales', 'class'],
    ['capital', 'capital'],
  ];
  const skipped = asked.flatMap(([key, fact]) => (answers.stored(key)?.open === 'skipped' ? [fact] : []));
  return answers.of(nib) === 'unknown' ? [...skipped, 'nib'] : skipped;
}

function nibStatus(answer: string | undefined): 'none' | 'later' | 'unknown' {
  return answer === 'none' || answer === 'later' ? answer : 'unknown';
}

function givenAt(stored: StoredAnswer | undefined, otherwise: Date): Date {
  return stored === undefined ? otherwise : new Date(stored.at);
}

export const register = conversation('register', 1, [registration, trainingNews, interests], async (talk) => {
  const first = talk.start.form ?? registration.name;
  if (first === registration.name) {
    const registered = await talk.fill(registration, talk.start);
    if (registered.how !== 'submitted') return;
  }
  if (first !== interests.name) {
    const news = await talk.fill(trainingNews, { open: 'fresh' });
    if (news.how !== 'submitted') return;
  }
  await talk.fill(interests, { open: 'fresh' });
});
