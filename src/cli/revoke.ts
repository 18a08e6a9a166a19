import { z } from 'zod';
import { isLastAdmin } from '../services/roles/member-changes.ts';
import { revokeMember } from '../services/roles/role-ends.ts';
import { atomically } from '../services/core/services.ts';
import { defineCommand } from './command.ts';

/** Ends a role at once. */
export const revokeCommand = defineCommand({
  name: 'revoke',
  summary: 'end the role of a member at once, also for open forms and announcements that wait',
  needs: 'database',
  input: z.object({ number: z.string().trim().min(1), lastAdmin: z.boolean().default(false) }),
  describe: (definition) =>
    definition
      .argument('<number>', 'number of the member, see: members')
      .option('--last-admin', 'also when nobody in the chat could give or end roles any more'),
  async run(room, { number, lastAdmin }) {
    const { prisma, services, wake } = await room.open();
    const ended = await atomically(prisma, services, async (inside) => {
      const isLast = await isLastAdmin(inside, number);
      if (isLast && !lastAdmin) return 'last-admin';
      return (await revokeMember(inside, 'cli', number)) ? (isLast ? 'was-last' : 'done') : 'nobody';
    });
    if (ended === 'last-admin') {
      room.warn(
        `member ${number} is the last admin: after that nobody in the chat can give or end roles. Invite another one first, or add --last-admin`,
      );
      return 1;
    }
    if (ended === 'nobody') {
      room.warn(`expected the number of a member in office, got ${number}; see: npm run cli -- members`);
      return 1;
    }
    room.say(`Member ${number} has no role any more`);
    if (ended === 'was-last')
      room.warn(
        'There is no admin any more. Invite one: npm run cli -- invite --role admin --name "…" --rights send,export,nik,papers',
      );
    wake();
    return 0;
  },
});
