import { z } from 'zod';
import { withdrawInvitation } from '../services/roles/member-changes.ts';
import { decideInvitation } from '../services/roles/invitation-decisions.ts';
import { atomically } from '../services/core/services.ts';
import { defineCommand, type ExitCode, type Room } from './command.ts';
import { wholeNumber } from './words.ts';

const input = z.object({ id: wholeNumber });

/** The person who opened an invitation is the right one. */
export const confirmCommand = defineCommand({
  name: 'confirm',
  summary: 'give the role to the person who opened an invitation',
  needs: 'database',
  input,
  describe: (definition) => definition.argument('<id>', 'number of the invitation, see: members'),
  run: (room, { id }) => decide(room, id, true),
});

/** Somebody else opened it: the invitation ends. */
export const refuseCommand = defineCommand({
  name: 'refuse',
  summary: 'end an invitation that somebody else has opened',
  needs: 'database',
  input,
  describe: (definition) => definition.argument('<id>', 'number of the invitation, see: members'),
  run: (room, { id }) => decide(room, id, false),
});

/** Nobody is to come with an invitation any more. */
export const withdrawCommand = defineCommand({
  name: 'withdraw',
  summary: 'take an invitation back that nobody has decided about, opened or not',
  needs: 'database',
  input,
  describe: (definition) => definition.argument('<id>', 'number of the invitation, see: members'),
  async run(room, { id }) {
    const { prisma, services } = await room.open();
    if (!(await atomically(prisma, services, (inside) => withdrawInvitation(inside, 'cli', id)))) {
      room.warn(`expected an open invitation, got ${id}; see: npm run cli -- members`);
      return 1;
    }
    room.say(`Invitation ${id} is withdrawn; its link is worth nothing any more`);
    return 0;
  },
});

async function decide(room: Room, id: number, confirm: boolean): Promise<ExitCode> {
  const { prisma, services, wake } = await room.open();
  const decided = await atomically(prisma, services, (inside) =>
    decideInvitation(inside, 'cli', id, confirm),
  );
  switch (decided.kind) {
    case 'confirmed':
      room.say(`${decided.member.name} is ${decided.member.role} now, number ${decided.member.number}`);
      wake();
      return 0;
    case 'refused':
      room.say(`Invitation ${id} has ended; nobody got a role`);
      wake();
      return 0;
    case 'nothing':
      room.warn(
        `expected an invitation that somebody has opened and nobody has decided about, got ${id}; see: npm run cli -- members`,
      );
      return 1;
  }
}
