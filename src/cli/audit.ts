import { z } from 'zod';
import { auditEntries, verifyAudit } from '../services/core/audit.ts';
import { defineCommand } from './command.ts';
import { moment, table } from './words.ts';

/** Computes the chain of the audit log anew. */
export const auditVerifyCommand = defineCommand({
  name: 'audit verify',
  summary: 'check that no entry of the audit log was changed or taken away',
  needs: 'database',
  input: z.object({}),
  async run(room) {
    const { services } = await room.open();
    const bar = room.progress('entries');
    const check = await verifyAudit(services, (done, total) => bar.update(done, total));
    bar.end();
    if (check.ok) {
      room.say(`The audit log is whole: ${check.entries} entries, last fingerprint ${check.last}`);
      return 0;
    }
    room.warn(
      `The audit log was altered: entry ${check.brokenAt} does not follow from the ${check.entries} before it`,
    );
    return 1;
  },
});

/** The newest entries of the audit log. */
export const auditListCommand = defineCommand({
  name: 'audit list',
  summary: 'show the newest entries of the audit log',
  needs: 'database',
  input: z.object({
    take: z.string().default('50').transform(Number).pipe(z.int('expected a whole number').min(1).max(1_000)),
    before: z.string().transform(Number).pipe(z.int('expected the number of an entry').min(1)).optional(),
    action: z.string().trim().min(1).optional(),
  }),
  describe: (definition) =>
    definition
      .option('--take <count>', 'how many, at most 1000; left out: 50')
      .option('--before <id>', 'only entries older than this one')
      .option('--action <beginning>', 'only actions that begin with this, such as member.'),
  async run(room, { take, before, action }) {
    const { services } = await room.open();
    const entries = await auditEntries(services, {
      take,
      ...(before === undefined ? {} : { before }),
      ...(action === undefined ? {} : { action }),
    });
    const rows = entries.map((it) => [
      String(it.id),
      moment(services.office, it.at),
      it.actor,
      it.action,
      it.subject ?? '-',
      JSON.stringify(it.details ?? {}),
    ]);
    const head = ['ID', 'WHEN', 'WHO', 'WHAT', 'ABOUT', 'DETAILS'];
    for (const line of table([head, ...rows])) room.say(line);
    return 0;
  },
});
