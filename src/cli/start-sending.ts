import { z } from 'zod';
import { setStopped } from '../services/core/instance.ts';
import { atomically } from '../services/core/services.ts';
import { defineCommand } from './command.ts';

/** Ends the one stop from the server: in the bot two people decide that, which an office of one cannot. */
export const startSendingCommand = defineCommand({
  name: 'start-sending',
  summary: 'end "stop all messages": the bot begins messages again',
  needs: 'database',
  input: z.object({}),
  async run(room) {
    const { prisma, services, wake } = await room.open();
    if (!(await atomically(prisma, services, (inside) => setStopped(inside, 'cli', false)))) {
      room.say('The messages of the bot are not stopped');
      return 0;
    }
    room.say('The bot begins messages again');
    wake();
    return 0;
  },
});
