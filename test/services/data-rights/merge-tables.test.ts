import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const read = (file: string): Promise<string> => readFile(`${ROOT}${file}`, 'utf8');

/** What says nothing by itself: indexes that are made anew, and what ends with the registration that is gone. */
const GOES = ['BusinessWords', 'PersonWords', 'Verification', 'Takeover'];

/** Where the rows of the registration that is gone are given to the other one. */
const MERGING = [
  'data-rights/person-merge.ts',
  'data-rights/business-merge.ts',
  'sales/report-merge.ts',
  'people/photos.ts',
  'surveys/survey-answers.ts',
  'partnership/agreements/profits.ts',
];

it('whatever hangs on a person or a business is given to the one that stays when two are merged', async () => {
  const schema = await read('prisma/schema.prisma');
  const sources = (await Promise.all(MERGING.map((it) => read(`src/services/${it}`)))).join('\n');
  const models = schema.split(/^model /m).slice(1);
  const hanging = models.flatMap((model) => {
    const name = /^\w+/.exec(model)?.[0] ?? '';
    return /^ {2}(?:personId|businessId|ownerId) /m.test(model) ? [name] : [];
  });
  expect(hanging.length).toBeGreaterThan(25);
  const forgotten = hanging.filter(
    (name) =>
      !GOES.includes(name) && !sources.includes(`db.${name.charAt(0).toLowerCase()}${name.slice(1)}.`),
  );
  expect(forgotten).toEqual([]);
});
