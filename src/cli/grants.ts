import { z } from 'zod';
import { grantStatements, type GrantProblem } from '../services/office/grants.ts';
import { defineCommand } from './command.ts';

const PROBLEMS: Readonly<Record<GrantProblem, string>> = {
  embedded: 'the embedded database knows no roles; this is for a PostgreSQL server (DATABASE_URL)',
  'no-tables': 'there are no tables yet; first: npm run cli -- migrate',
  'no-role': 'there is no such role; make it first: CREATE ROLE … LOGIN PASSWORD …',
  superuser: 'the role is a superuser, for whom rights mean nothing; make one of its own for the bot',
  'not-owner': 'the tables are not owned by the role in DATABASE_URL; use the role that owns them',
  owner: 'the role owns tables, and an owner may do everything; make one of its own for the bot',
};

/** What the role of the bot may do: everything it needs, and nothing to the audit log but adding. */
export const grantsCommand = defineCommand({
  name: 'grants',
  summary: 'give the database role of the bot its rights: it can add to the audit log, never alter it',
  needs: 'database alone',
  input: z.object({ role: z.string().trim().min(1), apply: z.boolean().default(false) }),
  describe: (definition) =>
    definition
      .requiredOption('--role <role>', 'the role with which the bot connects')
      .option('--apply', 'run the statements; left out: only show them')
      .addHelpText(
        'after',
        '\nRun it with the role that owns the tables, with the bot stopped, after every migration and restore:\nDATABASE_URL=postgresql://owner:…@host/name npm run cli -- grants --role bot --apply',
      ),
  async run(room, { role, apply }) {
    const raw = await room.openAlone();
    const statements = await grantStatements(raw, role);
    if (typeof statements === 'string') {
      room.warn(PROBLEMS[statements]);
      return 1;
    }
    for (const statement of statements) room.say(`${statement};`);
    if (!apply) {
      room.say('Nothing was changed. To run them: --apply');
      return 0;
    }
    await raw.connection.script(['BEGIN', ...statements, 'COMMIT'].join(';\n'));
    room.say(`${role} has its rights`);
    return 0;
  },
});
