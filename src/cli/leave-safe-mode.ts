import { z } from 'zod';
import { leaveSafeMode } from '../services/core/instance.ts';
import { atomically } from '../services/core/services.ts';
import { defineCommand } from './command.ts';

/** A person says that a restored database is right. */
export const leaveSafeModeCommand = defineCommand({
  name: 'leave-safe-mode',
  summary: 'after a restore: let the bot begin messages again',
  needs: 'database',
  input: z.object({}),
  async run(room) {
    const { prisma, services, wake } = await room.open();
    if (!(await atomically(prisma, services, (inside) => leaveSafeMode(inside, 'cli')))) {
      room.say('The bot is not in safe mode');
      return 0;
    }
    room.say('The bot begins messages again. Announcements that were held wait for an officer');
    wake();
    return 0;
  },
});
