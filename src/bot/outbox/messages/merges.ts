import { z } from 'zod';
import { readAs } from '../../../domain/words/read-as.ts';
import { line } from '../../../i18n.ts';
import { pairToDecide, type MergeHow } from '../../../services/data-rights/merges.ts';
import { activeMembers, memberByNumber } from '../../../services/office/members.ts';
import { pendingChangeById, type PendingChange } from '../../../services/office/pending-changes.ts';
import type { Outgoing } from '../../../services/core/outgoing.ts';
import type { Services } from '../../../services/core/services.ts';
import { askButton, button, menuButton } from '../../buttons.ts';
import { comparedLine, movingLines } from '../../merge-lines.ts';
import { mergeDecisionRoute } from '../../routes/staff.ts';
import type { Worded, Words } from './words.ts';

/** A second person compares two registrations before they become one; not due for whom they are none of their work any more. */
export async function mergeAsked(
  services: Services,
  message: Outgoing,
  { id, wanted, createdBy }: PendingChange,
): Promise<Worded | undefined> {
  const member = (await activeMembers(services)).find((it) => it.accountId === message.account.id);
  if (member === undefined || wanted.kind !== 'person-merge') return undefined;
  const { content } = wanted;
  const pair = await pairToDecide(services, member, content);
  if (pair === undefined) return undefined;
  const how: MergeHow = content.businesses === null ? 'two' : content.counts;
  return {
    text: [
      line('change.ask.person-merge', { name: (await memberByNumber(services, createdBy))?.name ?? '–' }),
      line('common.blank'),
      comparedLine(services, pair.from),
      line('common.blank'),
      comparedLine(services, pair.into),
      line('common.blank'),
      ...movingLines(pair, how),
    ],
    use: 'look',
    buttons: [
      [button('verification.merge.yes', mergeDecisionRoute.to(id, 'yes'))],
      [button('verification.merge.no', mergeDecisionRoute.to(id, 'no'))],
    ],
  };
}

const params = z.object({ change: z.number().int(), chats: z.number().int() });

/** The owner reads what became of the two, in each of their chats. */
export const registrationsMerged: Words = async (services, message) => {
  const { change, chats } = readAs(params, message.params);
  const it = await pendingChangeById(services, change);
  if (it?.wanted.kind !== 'person-merge' || it.status !== 'approved') return undefined;
  const { businesses } = it.wanted.content;
  return {
    text: [
      businesses === null
        ? line('data.merge.two')
        : line('data.merge.same', { from: businesses.from, into: businesses.into }),
      ...(chats > 1 ? [line('data.merge.chats')] : []),
      line('data.merge.wrong'),
    ],
    buttons: [[askButton, menuButton]],
  };
};
