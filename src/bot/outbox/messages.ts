import { z } from 'zod';
import { line, type Line } from '../../i18n.ts';
import { stillUnfinished } from '../../services/drafts.ts';
import type { Outgoing } from '../../services/outgoing.ts';
import type { Services } from '../../services/services.ts';
import type { Button } from '../conversations/engine/form.ts';
import { formTitle } from '../conversations/titles.ts';

export interface Worded {
  readonly text: Line;
  readonly buttons: readonly (readonly Button[])[];
}

const nudge = z.object({ draft: z.number().int() });

/**
 * Words of a queued message at the moment of sending; undefined when it is no longer due (the form was
 * finished, or the person has gone on meanwhile).
 */
export async function wordsOf(services: Services, message: Outgoing): Promise<Worded | undefined> {
  if (message.kind !== 'nudge')
    throw new Error(`expected an outgoing message of kind nudge, got ${message.kind}`);
  const { draft } = nudge.parse(message.params);
  const unfinished = await stillUnfinished(services, draft, message.notBefore);
  const title = unfinished === undefined ? undefined : formTitle(unfinished.form);
  if (unfinished === undefined || title === undefined) return undefined;
  return {
    text: line('common.nudge', { form: { line: line(title) }, left: unfinished.remaining }),
    buttons: [
      [{ label: line('common.nudge.continue'), data: `resume.${draft}` }],
      [{ label: line('common.nudge.no'), data: 'nudge.no' }],
    ],
  };
}
