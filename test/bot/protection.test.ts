import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const FOLDER = 'src/bot/features/staff';
const sources = readdirSync(FOLDER).map((name) => ({
  name,
  text: readFileSync(`${FOLDER}/${name}`, 'utf8'),
}));
const whichHave = (pattern: RegExp): readonly string[] =>
  sources.filter(({ text }) => pattern.test(text)).map(({ name }) => name);

describe('what the office reads about people', () => {
  it('goes out by the functions that keep it from being passed on; only what is made to be passed on does not', () => {
    expect(whichHave(/\bctx\.reply|\bapi\.send/)).toEqual([
      // A poster, as everybody gets it.
      'announcements.ts',
      // The page that says why somebody is invited.
      'basis.ts',
      // The dashboard only says that pictures are coming.
      'dashboard.ts',
      // The rows that could not be read, back to who sent them.
      'filled-sheet.ts',
      // Pages to print.
      'helper-sheet.ts',
      // The link for the owner's new phone.
      'recovery.ts',
      // The code for the wall.
      'trainings.ts',
    ]);
    expect(whichHave(/'pass-on'/)).toEqual(['businesses.ts', 'trainings.ts']);
  });

  it('shows a phone number in full in one place, behind its own button', () => {
    expect(whichHave(/\bformatPhone\b/)).toEqual(['phones.ts']);
  });
});
