import { z } from 'zod';
import { readAs } from '../../../domain/words/read-as.ts';
import { line } from '../../../i18n.ts';
import { hasConsent } from '../../../services/people/consents.ts';
import { wasAgreed } from '../../../services/people/photos.ts';
import { wantsOwnReminders } from '../../../services/people/stopping.ts';
import { button } from '../../buttons.ts';
import { photoRoute } from '../../routes/owners.ts';
import type { Words } from './words.ts';

const params = z.object({ business: z.number().int() });

/** The one question whether an owner wants to give photos and the place; not due once that was decided. */
export const photosAsked: Words = async (services, { person, account, ...message }) => {
  const { business } = readAs(params, message.params);
  if (
    person === undefined ||
    (await wasAgreed(services, person.id)) ||
    !(await hasConsent(services, person.id, 'registration')) ||
    !(await wantsOwnReminders(services, { personId: person.id, accountId: account.id }))
  )
    return undefined;
  return {
    text: line('photo.asked'),
    buttons: [
      [button('photo.asked.yes', photoRoute.to('see', business))],
      [button('photo.asked.no', photoRoute.to('no', business))],
    ],
  };
};
