import { z } from 'zod';
import { rights } from '../domain/office/roles.ts';
import { defineCommand } from './command.ts';
import { invited, inviteByLink } from './invite.ts';

/** The first admin of an office: somebody who may do everything, and invites the others in the chat. */
export const adminCommand = defineCommand({
  name: 'admin',
  summary: 'invite an admin with every right, for the whole kabupaten; prints a link that works once',
  needs: 'database',
  input: z.object(invited),
  describe: (definition) =>
    definition
      .requiredOption('--name <name>', 'full name')
      .option('--post <post>', 'post in the office')
      .option('--letter <number>', 'number of the letter of appointment'),
  run: (room, who) => inviteByLink(room, { ...who, role: 'admin', rights, kecamatan: [] }),
});
