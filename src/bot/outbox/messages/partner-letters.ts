import type { PendingChange } from '../../../services/office/pending-changes.ts';
import { activeMembers } from '../../../services/office/members.ts';
import type { Outgoing } from '../../../services/core/outgoing.ts';
import type { Services } from '../../../services/core/services.ts';
import { deskLetter } from '../../../services/partnership/steps/partner-letters.ts';
import { decisionRows } from '../../partner-letter-lines.ts';
import type { Worded } from './words.ts';
import { letterLinesOf } from '../../../reports/partner-letter-lines.ts';

/** A second officer reads what a company has said; not due for whom the application is none of their work any more. */
export async function letterAsked(
  services: Services,
  message: Outgoing,
  { id }: PendingChange,
): Promise<Worded | undefined> {
  const member = (await activeMembers(services)).find((it) => it.accountId === message.account.id);
  const it = member === undefined ? undefined : await deskLetter(services, member, id);
  if (it === undefined) return undefined;
  return { text: await letterLinesOf(services, it), use: 'look', buttons: decisionRows(it) };
}
