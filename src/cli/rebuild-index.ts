import { z } from 'zod';
import { rebuildIndex } from '../services/people/search-index.ts';
import { defineCommand } from './command.ts';

/** What people and businesses are found by is made anew from their names. */
export const rebuildIndexCommand = defineCommand({
  name: 'rebuild-index',
  summary: 'make what names are searched by anew, when a search does not find somebody',
  needs: 'database',
  input: z.object({}),
  async run(room) {
    const { services } = await room.open();
    room.say(`People and businesses that can be searched by name: ${await rebuildIndex(services)}`);
    return 0;
  },
});
