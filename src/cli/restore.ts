import { z } from 'zod';
import { demoFolder, demoKey } from '../demo/identity.ts';
import { createSeal } from '../seal.ts';
import { readHeader } from '../services/backup/container.ts';
import { restoreBackup } from '../services/backup/restore.ts';
import { backupKey, filesFolder } from './backup.ts';
import { defineCommand, UsageError } from './command.ts';

/** Fills the database from a backup; ends in safe mode. */
export const restoreCommand = defineCommand({
  name: 'restore',
  summary:
    'fill an empty database from a backup, do again what was erased and revoked since, end in safe mode',
  needs: 'database alone',
  input: z.object({
    file: z.string().trim().min(1),
    replace: z.string().optional(),
    journal: z.string().trim().min(1).optional(),
    withoutJournal: z.boolean().default(false),
    damagedJournal: z.boolean().default(false),
  }),
  describe: (definition) =>
    definition
      .argument('<file>', 'the backup')
      .option('--replace <bot>', 'lose what the database holds now: say the number of its bot')
      .option('--journal <folder>', 'another folder than JOURNAL_DIR')
      .option('--without-journal', 'there is none any more: who was erased since the backup comes back')
      .option('--damaged-journal', 'use what can be read of a journal that does not fit together'),
  async run(room, { file, replace, journal, withoutJournal, damagedJournal }) {
    const { config } = room;
    const path = room.path(file);
    const key = backupKey(config);
    const header = await readHeader(path);
    const botId = config.mode === 'live' ? Number(config.botToken.split(':')[0]) : header.botId;
    if (replace !== undefined && replace !== String(botId))
      throw new UsageError(
        `--replace: expected the number of the bot whose data would be lost (${botId}), got ${replace}`,
      );
    if (withoutJournal && (journal !== undefined || damagedJournal))
      throw new UsageError('--without-journal: not together with --journal or --damaged-journal');
    const seal = createSeal(
      config.mode === 'live' ? config.appKey : await demoKey(demoFolder(config.dataDir)),
    );
    const bar = room.progress('rows');
    const restored = await restoreBackup({
      path,
      key,
      appKey: seal.fingerprint,
      mode: config.mode,
      botId,
      raw: await room.openAlone(),
      replace: replace !== undefined,
      journal: withoutJournal ? undefined : room.path(journal ?? config.keeping.journalDir),
      damagedJournal,
      files: filesFolder(config),
      services: ({ prisma }) => room.servicesOver(prisma),
      onProgress: (done, total) => bar.update(done, total),
    });
    bar.end();
    room.say(`Restored: ${restored.verified.rows} rows as of ${header.createdAt}`);
    if (withoutJournal)
      room.warn(
        'Without a journal: whoever was erased, opted out or lost a role after the backup is back. Go through your own notes before the bot starts',
      );
    else room.say(`Done again from the journal: ${restored.replayed} of ${restored.younger} entries`);
    room.say(
      `Perhaps sent before, not sent again: ${restored.messages} messages, ${restored.deliveries} of announcements; ${restored.announcements} announcements wait for an officer`,
    );
    if (config.mode === 'live' && config.databaseUrl !== undefined)
      room.say('The tables are new: give the role of the bot its rights again with: grants --role … --apply');
    room.say(
      'Safe mode: the bot answers, but begins no message. Start it, look whether everything is right, then: npm run cli -- leave-safe-mode',
    );
    return 0;
  },
});
