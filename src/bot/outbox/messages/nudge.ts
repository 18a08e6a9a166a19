import { z } from 'zod';
import { line } from '../../../i18n.ts';
import { stillUnfinished } from '../../../services/people/unfinished.ts';
import { formTitle } from '../../conversations/titles.ts';
import type { Words } from './index.ts';
import { button } from '../../buttons.ts';
import { resumeRoute } from '../../routes/forms.ts';

const params = z.object({ draft: z.number().int() });

/** The nudge of the next morning; not due when the form was finished, or the person has gone on meanwhile. */
export const nudge: Words = async (services, message) => {
  const { draft } = params.parse(message.params);
  const unfinished = await stillUnfinished(services, draft, message.notBefore);
  const title = unfinished === undefined ? undefined : formTitle(unfinished.form);
  if (unfinished === undefined || title === undefined) return undefined;
  return {
    text: line('common.nudge', { form: { line: line(title) }, left: unfinished.remaining }),
    buttons: [
      [button('common.nudge.continue', resumeRoute.to(draft))],
      [button('common.nudge.no', 'nudge.no')],
    ],
  };
};
