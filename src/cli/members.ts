import { z } from 'zod';
import { activeMembers, waitingInvitations } from '../services/office/members.ts';
import type { Services } from '../services/core/services.ts';
import type { Standing } from '../domain/office/roles.ts';
import { defineCommand } from './command.ts';
import { moment, nameOfKecamatan, table } from './words.ts';

/** Who is in office, and which invitations wait. */
export const membersCommand = defineCommand({
  name: 'members',
  summary: 'list the members of the office and the invitations that are open',
  needs: 'database',
  input: z.object({}),
  async run(room) {
    const { services } = await room.open();
    const members = await activeMembers(services);
    if (members.length === 0) room.say('No members yet; the first one comes by: npm run cli -- invite');
    else {
      const rows = members.map((it) => [
        it.number,
        it.name,
        it.role,
        ...standing(services, it),
        it.post ?? '-',
        it.letter ?? '-',
        moment(services.office, it.since),
      ]);
      const head = ['NUMBER', 'NAME', 'ROLE', 'RIGHTS', 'KECAMATAN', 'POST', 'LETTER', 'SINCE'];
      for (const line of table([head, ...rows])) room.say(line);
    }
    const invitations = await waitingInvitations(services);
    if (invitations.length === 0) return 0;
    room.say('');
    room.say('Open invitations:');
    const rows = invitations.map((it) => [
      String(it.id),
      it.name,
      it.role,
      ...standing(services, it),
      it.openedAs ?? 'not opened yet',
      moment(services.office, it.expiresAt),
    ]);
    const head = ['ID', 'NAME', 'ROLE', 'RIGHTS', 'KECAMATAN', 'OPENED BY', 'VALID UNTIL'];
    for (const line of table([head, ...rows])) room.say(line);
    if (invitations.some((it) => it.openedAs !== undefined))
      room.say('The right person: npm run cli -- confirm <ID>; somebody else: npm run cli -- refuse <ID>');
    return 0;
  },
});

const standing = (services: Services, it: Standing): readonly string[] => [
  it.rights.join(',') || 'none',
  it.kecamatan.map((code) => nameOfKecamatan(services, code)).join(',') || 'all',
];
