import { z } from 'zod';
import { revokeMember } from '../services/members.ts';
import { atomically } from '../services/services.ts';
import { defineCommand } from './command.ts';

/** Ends a role at once. */
export const revokeCommand = defineCommand({
  name: 'revoke',
  summary: 'end the role of a member at once, also for open forms and announcements that wait',
  needs: 'database',
  input: z.object({ number: z.string().trim().min(1) }),
  describe: (definition) => definition.argument('<number>', 'number of the member, see: members'),
  async run(room, { number }) {
    const { prisma, services, wake } = await room.open();
    if (!(await atomically(prisma, services, (inside) => revokeMember(inside, 'cli', number)))) {
      room.warn(`expected the number of a member in office, got ${number}; see: npm run cli -- members`);
      return 1;
    }
    room.say(`Member ${number} has no role any more`);
    wake();
    return 0;
  },
});
