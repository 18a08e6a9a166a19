import { z } from 'zod';
import { migrateRaw } from '../database.ts';
import { defineCommand } from './command.ts';

/** What `npm start` does by itself, apart: for an update that is prepared before the bot starts again. */
export const migrateCommand = defineCommand({
  name: 'migrate',
  summary: 'bring the tables of the database up to this version; the bot must be stopped',
  needs: 'database alone',
  input: z.object({}),
  async run(room) {
    const raw = await room.openAlone();
    const done = await migrateRaw(raw);
    for (const name of done) room.say(`applied ${name}`);
    room.say(
      done.length === 0 ? 'Nothing to do: the tables are up to date' : `${done.length} migration(s) applied`,
    );
    return 0;
  },
});
