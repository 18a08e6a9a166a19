import { z } from 'zod';
import { forgetOutdated, outdated } from '../services/data-rights/retention.ts';
import { defineCommand } from './command.ts';
import { moment, table } from './words.ts';

/** What the office has decided to keep no longer. */
export const retentionCommand = defineCommand({
  name: 'retention',
  summary: 'show what is older than RETENTION_YEARS and RETENTION_DAYS allow; with --yes it goes',
  needs: 'database',
  input: z.object({ yes: z.boolean().default(false) }),
  describe: (definition) =>
    definition
      .option('--yes', 'take it away, and note it in the audit log')
      .addHelpText(
        'after',
        '\nHow long is the decision of the office (archive rules, JRA); while a setting is "off", nothing of its kind goes.\nConsents, the audit log and the ledgers of what was sent stay: they are proof and hold no name.',
      ),
  async run(room, { yes }) {
    const { prisma, services } = await room.open();
    const { retentionYears: years, retentionDays: days } = room.config.keeping;
    if (years === undefined && days === undefined) {
      room.say(
        'RETENTION_YEARS and RETENTION_DAYS are off: nothing has an end. The office decides how long (JRA)',
      );
      return 0;
    }
    const due = await outdated(services, { years, days });
    const rows = due.map((it) => [String(it.rows), moment(services.office, it.before), it.what]);
    for (const line of table([['ROWS', 'OLDER THAN', 'WHAT'], ...rows])) room.say(line);
    if (due.every((it) => it.rows === 0)) return 0;
    if (!yes) {
      room.say('Nothing was changed. To take it away: npm run cli -- retention --yes');
      return 0;
    }
    const bar = room.progress('rows');
    try {
      const taken = await forgetOutdated(
        prisma,
        services,
        { years, days },
        {
          signal: room.signal,
          onProgress: (done, total) => bar.update(done, total),
        },
      );
      const sum = [...taken.values()].reduce((all, count) => all + count, 0);
      room.say(`Gone: ${sum} row(s). Backups hold them until they are deleted`);
      return 0;
    } finally {
      bar.end();
    }
  },
});
