import { z } from 'zod';
import { eraseByOrder, erasureTarget, type ErasureTarget } from '../services/data-rights/erasure-order.ts';
import { atomically } from '../services/core/services.ts';
import { defineCommand, type Room } from './command.ts';

/** Erases a person who has asked for it elsewhere than in the chat. */
export const eraseCommand = defineCommand({
  name: 'erase',
  summary: 'erase a person and everything about them, after it was confirmed',
  needs: 'database',
  input: z.object({
    number: z.string().trim().min(1),
    confirm: z.string().trim().optional(),
    despiteAgreement: z.boolean().default(false),
  }),
  describe: (definition) =>
    definition
      .argument(
        '<number>',
        'number of the person, or of a business (D-…), report (L-…), application (P-…) or case (K-…)',
      )
      .option('--confirm <number>', 'do it: the number of the person, which the command says without this')
      .option(
        '--despite-agreement',
        'also while a signed agreement runs: somebody has decided that nothing has to stay',
      )
      .addHelpText(
        'after',
        '\nWithout --confirm it only says what would be erased, and ends with 1. First make sure that the one who asks is the\nperson: by the chat, or face to face. Figures without a person stay for the totals.',
      ),
  async run(room, { number, confirm, despiteAgreement }) {
    const { prisma, services, wake } = await room.open();
    const target = await erasureTarget(services, number);
    if (target === undefined) {
      room.warn(`nobody stands under ${number}, or they are erased already`);
      return 1;
    }
    if (confirm === undefined) return ask(room, target, number);
    if (confirm !== target.number) {
      room.warn(`--confirm: expected the number of this person, see: npm run cli -- erase ${number}`);
      return 1;
    }
    const done = await atomically(prisma, services, (inside) =>
      eraseByOrder(inside, target, despiteAgreement),
    );
    wake();
    if (done.kind === 'agreement') {
      room.warn(
        `Nothing was erased: a signed agreement runs, and a person has to decide what stays on which legal ground (UU 27/2022 art. 43, 44). Case ${done.number} is open, due on ${done.dueOn}. After the decision: --despite-agreement`,
      );
      return 1;
    }
    room.say(`Person ${target.number} is erased: ${taken(target)}`);
    room.say('What this cannot reach, and the person has to be told:');
    room.say('  messages in their own Telegram chat; files and lists that were handed out before;');
    room.say(
      `  backups, until they are deleted (after ${room.config.keeping.backupKeepDays} days); a restore erases them again from the journal`,
    );
    room.say('Take them off the lists that the office imports, or the next import brings them back');
    return 0;
  },
});

const taken = (it: ErasureTarget): string =>
  [
    `${it.businesses} business(es)`,
    `${it.reports} report(s), whose figures stay without a name`,
    `${it.cases} case(s)`,
    `${it.participations} training(s)`,
    `${it.drafts} form(s)`,
    `${it.chats} chat(s)`,
  ].join(', ');

function ask(room: Room, target: ErasureTarget, number: string): 1 {
  room.say(`${number} is of person ${target.number}. Would be erased: ${taken(target)}`);
  if (target.agreement)
    room.warn('A signed agreement runs: without --despite-agreement a case is opened and nothing is erased');
  room.warn(`To do it: npm run cli -- erase ${number} --confirm ${target.number}`);
  return 1;
}
