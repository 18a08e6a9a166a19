import { z } from 'zod';
import { readAs } from '../../../domain/words/read-as.ts';
import { line } from '../../../i18n.ts';
import { supportById } from '../../../services/partnership/agreements/supports.ts';
import { button } from '../../buttons.ts';
import { supportRoute } from '../../routes/owners.ts';
import type { Words } from './words.ts';

const params = z.object({ support: z.number().int() });

/** "Sudah diterima?"; not due any more once it was received. */
export const supportGiven: Words = async (services, message) => {
  const found = await supportById(services, readAs(params, message.params).support);
  if (found?.support.status !== 'handed-over') return undefined;
  const { id, what } = found.support;
  return {
    text: line('support.given', { what }),
    buttons: [
      [
        button('support.button.yes', supportRoute.to('yes', id)),
        button('support.button.no', supportRoute.to('no', id)),
      ],
    ],
  };
};
