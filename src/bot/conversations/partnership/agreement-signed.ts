import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { line } from '../../../i18n.ts';
import { paperLines } from '../../../reports/agreement-lines.ts';
import { enteredText } from '../../../reports/application-lines.ts';
import type { Services } from '../../../services/core/services.ts';
import { signFrom } from '../../../services/partnership/agreements/agreement-acts.ts';
import { enterLetter, type Entered } from '../../../services/partnership/steps/partner-letters.ts';
import { button, staffMenuButton } from '../../buttons.ts';
import { agreementDeskRoute } from '../../routes/staff.ts';
import { question, type Form } from '../engine/form.ts';
import { choice, take } from '../engine/reply.ts';
import { fillOne } from '../engine/script.ts';
import { dayQuestion } from '../questions/day.ts';
import { wordsQuestion } from '../questions/words.ts';
import { agreementHeading, loadForOffice, VERSION, type AgreementContext } from './agreement-context.ts';
import { entered } from './partner-letter.ts';

interface C extends AgreementContext {
  /** The first day on which what was given on a day can be signed. */
  readonly signFrom: (givenOn: Temporal.PlainDate) => string;
}

const notYet = (day: string, { today }: C) =>
  day > today.toString() ? line('agreement.signed.notYet') : undefined;

const givenOn = dayQuestion<C>({
  key: 'givenOn',
  numbered: false,
  ask: () => line('agreement.signed.given'),
  toward: 'past',
  today: ({ today }) => today,
  offered: () => [],
  refused: (day, _answers, context) => notYet(day, context),
  label: 'agreement.signed.given.label',
});

const signedOn = dayQuestion<C>({
  key: 'signedOn',
  numbered: false,
  dependsOn: [givenOn.key],
  ask: () => line('agreement.signed.on'),
  toward: 'past',
  today: ({ today }) => today,
  offered: (_answers, { today }) => [today],
  refused: (day, answers, context) => {
    const from = context.signFrom(Temporal.PlainDate.from(answers.of(givenOn) ?? day));
    return day < from ? line('agreement.signed.early', { day: { day: from } }) : notYet(day, context);
  },
  label: 'agreement.signed.on.label',
});

const number = wordsQuestion<C>({
  key: 'number',
  numbered: false,
  ask: () => line('agreement.draft.number'),
  words: { least: 3, most: 60 },
  hints: [line('agreement.draft.hintNumber')],
});

const sure = question<C, true>({
  key: 'sure',
  value: z.literal(true),
  numbered: false,
  dependsOn: [givenOn.key, signedOn.key, number.key],
  ask: (answers, { application, partner }) =>
    line('partnership.lines', {
      lines: {
        paragraphs: [
          line('agreement.signed.sure', { number: application?.number ?? '–', partner }),
          ...paperLines({
            number: answers.of(number) ?? '–',
            givenOn: answers.of(givenOn) ?? '',
            signedOn: answers.of(signedOn) ?? '',
          }),
          line('change.letter.second'),
        ],
      },
    }),
  choices: () => [[choice('yes', line('application.yes'), take(true))]],
  hints: [line('common.buttons'), line('common.buttons')],
});

/** *Ditandatangani di kertas*: for an owner who does not say yes here; a second officer looks at the paper, too. */
const signedForm: Form<C, Services, Entered> = {
  name: 'agreement-signed',
  version: 1,
  brief: true,
  duty: 'cases',
  forget: true,
  title: 'agreement.button.signed',
  questions: [givenOn, signedOn, number, sure],
  heading: agreementHeading,
  load: async (services, who, answers, moment) => ({
    ...(await loadForOffice(services, who, answers, moment)),
    signFrom: (day) => signFrom(services, day),
  }),
  submit: async (services, { member }, answers, { application }) => {
    const [version, paper] = [answers.of(VERSION), answers.of(number)];
    const [given, signed] = [answers.of(givenOn), answers.of(signedOn)];
    if (application === undefined || member === undefined || version === undefined || paper === undefined)
      return { kind: 'unknown' };
    if (given === undefined || signed === undefined) return { kind: 'unknown' };
    return enterLetter(services, member, application, {
      kind: 'letter-yes',
      version,
      letter: paper,
      signed: { givenOn: given, signedOn: signed },
    });
  },
  result: entered,
  receipt: (done, _answers, { application }) => ({
    text: enteredText(done, application?.number ?? '–'),
    buttons: [
      ...(application === undefined
        ? []
        : [[button('agreement.button.desk', agreementDeskRoute.to(application.id))]]),
      [staffMenuButton],
    ],
  }),
};

export const signedAgreement = fillOne(signedForm, { fresh: true });
