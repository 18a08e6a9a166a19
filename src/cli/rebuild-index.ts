import { z } from 'zod';
import { rebuildCaseIndex } from '../services/cases/case-search.ts';
import { rebuildIndex } from '../services/people/search-index.ts';
import { defineCommand } from './command.ts';

/** What people and businesses are found by is made anew from their names, and that of cases from their words. */
export const rebuildIndexCommand = defineCommand({
  name: 'rebuild-index',
  summary: 'make what names and cases are searched by anew, when a search does not find something',
  needs: 'database',
  input: z.object({}),
  async run(room) {
    const { services } = await room.open();
    room.say(`Cases that can be searched by their words: ${await rebuildCaseIndex(services)}`);
    room.say(`People and businesses that can be searched by name: ${await rebuildIndex(services)}`);
    return 0;
  },
});
