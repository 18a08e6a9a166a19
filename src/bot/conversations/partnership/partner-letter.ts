import { z } from 'zod';
import { stepWords } from '../../../domain/partnership/application.ts';
import { line } from '../../../i18n.ts';
import { SPOKEN } from '../../../reports/step-lines.ts';
import type { Services } from '../../../services/core/services.ts';
import { enterLetter, type Entered } from '../../../services/partnership/steps/partner-letters.ts';
import { button, staffMenuButton } from '../../buttons.ts';
import { agreementDeskRoute } from '../../routes/staff.ts';
import { question, type AnyQuestion, type Form, type Question } from '../engine/form.ts';
import { choice, take } from '../engine/reply.ts';
import { fillOne } from '../engine/script.ts';
import { wordsQuestion } from '../questions/words.ts';
import { agreementHeading, loadForOffice, VERSION, type AgreementContext } from './agreement-context.ts';
import { enteredText } from '../../../reports/application-lines.ts';

/** What a company has said on paper stands with the number of its letter; what it has only said, as that. */
export const letterQuestion = <C>(when?: AnyQuestion<C>['when']): Question<C, string> & AnyQuestion<C> =>
  wordsQuestion<C>({
    key: 'letter',
    numbered: false,
    ...(when === undefined ? {} : { when }),
    ask: () => line('application.step.letter'),
    choices: () => [[choice('none', line('application.step.letter.none'), take(SPOKEN))]],
    words: stepWords.letter,
    hints: [line('application.step.letterHint')],
  });

const letter = letterQuestion<AgreementContext>();

const sure = question<AgreementContext, true>({
  key: 'sure',
  value: z.literal(true),
  numbered: false,
  dependsOn: [letter.key],
  ask: (_answers, { application, partner }) =>
    line('partnership.lines', {
      lines: {
        paragraphs: [
          line('agreement.sure.partner-yes', { number: application?.number ?? '–', partner }),
          line('change.letter.second'),
        ],
      },
    }),
  choices: () => [[choice('yes', line('application.yes'), take(true))]],
  hints: [line('common.buttons'), line('common.buttons')],
});

export const entered = z.custom<Entered>().and(z.object({ kind: z.string() }));

/** *Catat: mitra setuju*: the company's yes to a text, which a second officer confirms. */
const yesForm: Form<AgreementContext, Services, Entered> = {
  name: 'partner-yes',
  version: 1,
  brief: true,
  duty: 'cases',
  forget: true,
  title: 'agreement.button.partner-yes',
  questions: [letter, sure],
  heading: agreementHeading,
  load: loadForOffice,
  submit: async (services, { member }, answers, { application }) => {
    const [version, paper] = [answers.of(VERSION), answers.of(letter)];
    if (application === undefined || member === undefined || version === undefined || paper === undefined)
      return { kind: 'unknown' };
    return enterLetter(services, member, application, { kind: 'letter-yes', version, letter: paper });
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

export const partnerYes = fillOne(yesForm, { fresh: true });
