import { z } from 'zod';
import { readAs } from '../../../domain/words/read-as.ts';
import { line } from '../../../i18n.ts';
import { memberByNumber, waitingInvitations } from '../../../services/office/members.ts';
import { standingLines } from '../../member-lines.ts';
import type { Words } from './words.ts';
import { button, menuButton, staffMenuButton } from '../../buttons.ts';
import { openedInvitationRoute } from '../../routes/staff.ts';

const opened = z.object({ invitation: z.number().int() });
const welcomed = z.object({ member: z.string() });

/** People who came with an invitation; not due any more once somebody has decided. */
export const invitationOpened: Words = async (services, message) => {
  const { invitation: id } = readAs(opened, message.params);
  const it = (await waitingInvitations(services)).find((one) => one.id === id);
  if (it?.openedAs === undefined) return undefined;
  return {
    text: line('member.opened.ask', {
      name: it.name,
      role: { line: line(`staff.role.${it.role}`) },
      who: it.openedAs,
    }),
    buttons: [
      [button('member.opened.confirm', openedInvitationRoute.to(id, 'yes'))],
      [button('member.opened.refuse', openedInvitationRoute.to(id, 'no'))],
    ],
  };
};

/** To somebody whose role has begun. */
export const memberWelcome: Words = async (services, message) => {
  const member = await memberByNumber(services, readAs(welcomed, message.params).member);
  if (member === undefined || member.revokedAt !== undefined) return undefined;
  return {
    text: line('member.welcome', { name: member.name, role: { line: line(`staff.role.${member.role}`) } }),
    buttons: [[staffMenuButton]],
  };
};

/** To somebody whose role has ended. */
export const memberEnded: Words = async (services, message) => {
  const member = await memberByNumber(services, readAs(welcomed, message.params).member);
  if (member?.revokedAt === undefined) return undefined;
  return {
    text: line('member.ended', { role: { line: line(`staff.role.${member.role}`) } }),
    buttons: [[menuButton]],
  };
};

/** To somebody whose rights or kecamatan somebody else has changed. */
export const memberChanged: Words = async (services, message) => {
  const member = await memberByNumber(services, readAs(welcomed, message.params).member);
  if (member === undefined || member.revokedAt !== undefined) return undefined;
  return {
    text: [line('member.change.told'), ...standingLines(member, services.office.areas)],
    buttons: [[staffMenuButton]],
  };
};
