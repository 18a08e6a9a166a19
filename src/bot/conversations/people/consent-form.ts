import { z } from 'zod';
import type { Line, TextKey } from '../../../i18n.ts';
import { giveConsent, type OwnPurpose } from '../../../services/people/consents.ts';
import { personNumber } from '../../../services/people/people.ts';
import type { Services } from '../../../services/core/services.ts';
import { question, type Form } from '../engine/form.ts';
import type { Receipt } from '../../message.ts';
import { choice, discard, take } from '../engine/reply.ts';

type Nothing = Record<string, never>;

export interface AskedConsent {
  /** Name of the form, and the purpose that is agreed to. */
  readonly purpose: Exclude<OwnPurpose, 'registration' | 'profit' | 'photos'>;
  readonly title: TextKey;
  /** The words that are agreed to, and the version of them. */
  readonly ask: Line;
  readonly version: number;
  readonly yes: Line;
  readonly no: Line;
  readonly declined: Line;
  readonly hint: Line;
  /** Under a receipt; without one the next form begins at once. */
  readonly receipt?: () => Receipt;
}

/** A consent that is asked for by itself, in one message with two buttons, because it is a purpose of its own. */
export function consentForm(it: AskedConsent): Form<Nothing, Services, 'agreed'> {
  const { receipt } = it;
  return {
    name: it.purpose,
    version: 1,
    brief: true,
    title: it.title,
    questions: [
      question<Nothing, 'agreed'>({
        key: 'news',
        value: z.literal('agreed'),
        numbered: false,
        bare: true,
        byButton: true,
        ask: () => it.ask,
        choices: () => [[choice('yes', it.yes, take('agreed'))], [choice('no', it.no, discard(it.declined))]],
        hints: [it.hint, it.ask],
      }),
    ],
    load: async () => ({}),
    submit: async (services, who, _answers, _context, draft) => {
      if (who.personId !== undefined)
        await giveConsent(services, {
          personId: who.personId,
          personNumber: await personNumber(services, who.personId),
          purpose: it.purpose,
          version: it.version,
          language: who.language,
          text: draft.wording(it.ask),
          button: 'yes',
          givenAt: draft.now,
          draftId: draft.id,
        });
      return 'agreed';
    },
    result: z.literal('agreed'),
    ...(receipt === undefined ? {} : { receipt: () => receipt() }),
  };
}
