import { z } from 'zod';
import { readAs } from '../../../domain/words/read-as.ts';
import { memberByNumber } from '../../../services/office/members.ts';
import { recallFor } from '../../../services/partnership/partners/recalls.ts';
import { recallLines } from '../../../reports/disclosure-lines.ts';
import { button } from '../../buttons.ts';
import { recallRoute } from '../../routes/staff.ts';
import type { Words } from './words.ts';

const params = z.object({ case: z.number().int(), member: z.string() });

/** A company is asked to destroy what it has; not due any more once it has answered. */
export const recallAsked: Words = async (services, message) => {
  const { case: id, member: number } = readAs(params, message.params);
  const member = await memberByNumber(services, number);
  if (member === undefined || member.revokedAt !== undefined) return undefined;
  const it = await recallFor(services, member, id);
  if (it?.open !== true) return undefined;
  return {
    text: await recallLines(services, it),
    buttons: [[button('candidate.recall.button', recallRoute.to(id, 'done'))]],
    use: 'look',
  };
};
