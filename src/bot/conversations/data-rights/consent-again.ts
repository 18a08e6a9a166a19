import { z } from 'zod';
import { line } from '../../../i18n.ts';
import { giveConsent, hasConsent } from '../../../services/people/consents.ts';
import { personNumber, setReminders } from '../../../services/people/people.ts';
import type { Services } from '../../../services/core/services.ts';
import { consentTexts } from '../../consent-texts.ts';
import { question, type Form } from '../engine/form.ts';
import { fillOne } from '../engine/script.ts';
import { isMeant } from '../people/own-business.ts';
import { consent } from '../people/register.ts';
import { menuButton } from '../../buttons.ts';
import { choice, decline, take, tell } from '../engine/reply.ts';

type Nothing = Record<string, never>;

const result = z.enum(['agreed', 'other']);

/** Whoever withdrew the consent to registration and reports can give it again: the same text, a new proof. */
const consentAgain: Form<Nothing, Services, z.infer<typeof result>> = {
  name: 'consent-again',
  version: 1,
  brief: true,
  title: 'data.consents.title',
  questions: [
    question<Nothing, 'agreed'>({
      key: 'consent',
      value: z.literal('agreed'),
      numbered: false,
      bare: true,
      ask: () => line('register.consent.ask'),
      choices: () => [
        [choice('agree', line('register.consent.agree'), take('agreed'))],
        [
          choice('read', line('register.consent.read'), tell(line('register.consent.full'))),
          choice('refuse', line('register.consent.refuse'), decline(line('data.unchanged'))),
        ],
      ],
      hints: consent.hints,
    }),
  ],
  load: async () => ({}),
  submit: async (services, who, answers, _context, draft) => {
    const { personId } = who;
    if (personId === undefined || !isMeant(answers, personId)) return 'other';
    if (!(await hasConsent(services, personId, 'registration')))
      await giveConsent(services, {
        personId,
        personNumber: await personNumber(services, personId),
        purpose: 'registration',
        version: consentTexts.registration.version,
        language: who.language,
        text: draft.wording(line('register.consent.ask')),
        button: 'agree',
        givenAt: draft.now,
        draftId: draft.id,
      });
    await setReminders(services, personId, true);
    return 'agreed';
  },
  result,
  receipt: (done) => ({
    text: line(done === 'agreed' ? 'data.consents.given' : 'data.erase.other'),
    buttons: [[menuButton]],
  }),
};

export const consentAgainScript = fillOne(consentAgain);
