import { z } from 'zod';
import { readAs } from '../../../domain/words/read-as.ts';
import { line } from '../../../i18n.ts';
import { findDraft, findDrafts, holdsAnswer } from '../../../services/core/drafts.ts';
import type { Services } from '../../../services/core/services.ts';
import { stillUnfinished } from '../../../services/people/unfinished.ts';
import { formTitle } from '../../conversations/titles.ts';
import type { Words } from './words.ts';
import { button } from '../../buttons.ts';
import { resumeRoute } from '../../routes/forms.ts';

const params = z.object({ draft: z.number().int() });

/**
 * What a person was last in the middle of: of several unfinished forms only that one is worth a reminder. Nothing counts
 * that is too brief to go on with, or was never answered.
 */
async function lastBegun(
  services: Services,
  accountId: number,
  byPerson: string | null,
): Promise<number | undefined> {
  for (const { id, form, byPerson: whose } of await findDrafts(services, accountId)) {
    if (whose !== byPerson || formTitle(form) === undefined) continue;
    const payload = (await findDraft(services, accountId, form))?.payload;
    if (payload !== undefined && holdsAnswer(payload)) return id;
  }
  return undefined;
}

/** The nudge of the next morning; not due when the form was finished, or the person has gone on meanwhile. */
export const nudge: Words = async (services, message) => {
  const { draft } = readAs(params, message.params);
  const unfinished = await stillUnfinished(services, draft, message.notBefore);
  const title = unfinished === undefined ? undefined : formTitle(unfinished.form);
  if (unfinished === undefined || title === undefined) return undefined;
  if ((await lastBegun(services, message.account.id, unfinished.byPerson)) !== draft) return undefined;
  return {
    text: line('common.nudge', { form: { line: line(title) }, left: unfinished.remaining }),
    buttons: [
      [button('common.nudge.continue', resumeRoute.to(draft))],
      [button('common.nudge.no', 'nudge.no')],
    ],
  };
};
