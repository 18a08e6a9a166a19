import { z } from 'zod';
import { line, type Line } from '../../../i18n.ts';
import { interestKeys, setInterests, type Interest } from '../../../services/people/people.ts';
import type { Services } from '../../../services/core/services.ts';
import { consentTexts } from '../../consent-texts.ts';
import { question, type Answers, type Form } from '../engine/form.ts';
import { menuButton } from '../../buttons.ts';
import { choice, mark, take, type Rows } from '../engine/reply.ts';
import type { Json } from '../engine/json.ts';
import { consentForm } from './consent-form.ts';

type Nothing = Record<string, never>;

/** Consent to training news: a message of its own after the receipt, because it is a purpose of its own. */
export const trainingNews = consentForm({
  purpose: 'training-news',
  title: 'register.news.title',
  ask: line('register.news.ask'),
  version: consentTexts.trainingNews.version,
  yes: line('register.news.yes'),
  no: line('register.news.no'),
  declined: line('register.news.declined'),
  hint: line('register.news.hint1'),
});

export const interestLine = (interest: Interest): Line => line(`register.interests.${interest}`);

const chosenKey = (interest: Interest): string => `chosen.${interest}`;

/** The topics with a tick. */
export function chosenInterests(answers: Answers): readonly Interest[] {
  return interestKeys.filter((interest) => answers.stored(chosenKey(interest))?.value === true);
}

/** What a form begins with, so that these topics have their tick. */
export function topicsSeed(interests: readonly Interest[]): Readonly<Record<string, Json>> {
  return Object.fromEntries(interests.map((interest) => [chosenKey(interest), true]));
}

/** A button for each topic, two in a row; pressing it sets or takes its tick. */
export function interestTicks(answers: Answers): Rows {
  const chosen = chosenInterests(answers);
  const ticks = interestKeys.map((interest) => {
    const on = chosen.includes(interest);
    return choice(
      interest,
      line(on ? 'register.interests.on' : 'register.interests.off', {
        name: { line: interestLine(interest) },
      }),
      mark({ [chosenKey(interest)]: !on }),
    );
  });
  return [ticks.slice(0, 2), ticks.slice(2, 4), ticks.slice(4, 6)];
}

/** What somebody wants to learn: any number of topics, then *Selesai*. */
export const interests: Form<Nothing, Services, 'stored'> = {
  name: 'interests',
  version: 1,
  brief: true,
  title: 'register.news.title',
  questions: [
    question<Nothing, Json>({
      key: 'done',
      value: z.literal(true),
      numbered: false,
      bare: true,
      ask: () => line('register.interests.ask'),
      choices: (answers) => [
        ...interestTicks(answers),
        [choice('done', line('register.interests.done'), take(true))],
      ],
      hints: [line('register.interests.hint1'), line('register.interests.ask')],
    }),
  ],
  load: async () => ({}),
  submit: async (services, who, answers) => {
    if (who.personId !== undefined) await setInterests(services, who.personId, chosenInterests(answers));
    return 'stored';
  },
  result: z.literal('stored'),
  receipt: () => ({
    text: line('register.news.receipt'),
    buttons: [[menuButton]],
  }),
};
