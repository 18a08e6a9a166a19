import { z } from 'zod';
import { line } from '../../../i18n.ts';
import { giveConsent, hasConsent } from '../../../services/people/consents.ts';
import { personNumber, setReminders } from '../../../services/people/people.ts';
import type { Services } from '../../../services/core/services.ts';
import { consentTexts } from '../../consent-texts.ts';
import type { Form } from '../engine/form.ts';
import { fillOne } from '../engine/script.ts';
import { isMeant } from '../people/own-business.ts';
import { menuButton } from '../../buttons.ts';
import { decline } from '../engine/reply.ts';
import { consentQuestion } from '../questions/consent.ts';

type Nothing = Record<string, never>;

const result = z.enum(['agreed', 'other']);

/** Whoever withdrew the consent to registration and reports can give it again: the same text, a new proof. */
const consentAgain: Form<Nothing, Services, z.infer<typeof result>> = {
  name: 'consent-again',
  version: 1,
  brief: true,
  title: 'data.consents.title',
  questions: [consentQuestion<Nothing>(decline(line('data.unchanged')))],
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
