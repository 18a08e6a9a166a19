import { z } from 'zod';
import { shortName } from '../../../domain/people/name.ts';
import { line } from '../../../i18n.ts';
import type { Services } from '../../../services/core/services.ts';
import { takeOver, takeoverOffer, type TakeoverOffer } from '../../../services/helpers/takeovers.ts';
import { consentTexts } from '../../consent-texts.ts';
import type { Form } from '../engine/form.ts';
import { fillOne } from '../engine/script.ts';
import { discard } from '../engine/reply.ts';
import { consentQuestion } from '../questions/consent.ts';
import { button, dataButton, menuButton } from '../../buttons.ts';

/** The offer that is answered, known before the form begins. */
export const OFFER = { key: 'offer', value: z.number().int() };

interface C {
  readonly offer: TakeoverOffer | undefined;
}

const result = z.enum(['taken', 'gone']);

/** The owner takes over what somebody else entered: their own consent, then it is theirs. */
const takeoverForm: Form<C, Services, z.infer<typeof result>> = {
  name: 'takeover',
  version: 1,
  brief: true,
  title: 'helper.claim.title',
  questions: [consentQuestion<C>(discard(line('helper.claim.refused')))],
  speaker: (_answers, { offer }) =>
    offer === undefined
      ? {}
      : {
          salutation: offer.person.salutation,
          shortName: offer.person.name === undefined ? undefined : shortName(offer.person.name),
        },
  load: async (services, who, answers) => {
    const id = answers.of(OFFER);
    return { offer: id === undefined ? undefined : await takeoverOffer(services, id, who.accountId) };
  },
  submit: async (services, who, answers, _context, draft) => {
    const id = answers.of(OFFER);
    if (id === undefined) return 'gone';
    const taken = await takeOver(services, {
      id,
      accountId: who.accountId,
      consent: {
        version: consentTexts.registration.version,
        language: who.language,
        text: draft.wording(line('register.consent.ask')),
        button: 'agree',
        draftId: draft.id,
      },
    });
    return taken ? 'taken' : 'gone';
  },
  result,
  receipt: (done) =>
    done === 'taken'
      ? {
          text: line('helper.claim.done'),
          buttons: [[dataButton], [button('start.menu.report', 'report')], [menuButton]],
        }
      : {
          text: line('helper.claim.gone'),
          buttons: [[menuButton]],
        },
};

export const takeoverScript = fillOne(takeoverForm);
