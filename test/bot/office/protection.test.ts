import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as staffRoutes from '../../../src/bot/routes/staff.ts';

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
      // One document to be looked at, which carries the protection itself.
      'candidate-page.ts',
      // The dashboard only says that pictures are coming.
      'dashboard.ts',
      // A document of an application, streamed and kept from being passed on (its own test).
      'documents.ts',
      // The rows that could not be read, back to whoever sent them.
      'filled-sheet.ts',
      // Photos and the place of a business, which carry the protection themselves.
      'looks.ts',
      // A programme as a file, which holds nobody.
      'programmes.ts',
      // The link for the owner's new phone.
      'recovery.ts',
    ]);
    // Pages to print: why somebody is invited, the dashboard, the sheets of helpers, the poster and the list of a training.
    expect(whichHave(/\bsendSheets\(/)).toEqual([
      'basis.ts',
      'dashboard.ts',
      'helper-sheet.ts',
      'trainings.ts',
    ]);
    expect(whichHave(/'pass-on'/)).toEqual(['businesses.ts', 'trainings.ts']);
  });

  it('shows a phone number in full in one place, behind its own button', () => {
    expect(whichHave(/\bformatPhone\b/)).toEqual(['phones.ts']);
  });

  it('is decided for every message that leads into the menus of the office, also when it comes by itself', () => {
    const folder = 'src/bot/outbox/messages';
    const buttonsOfOffice = new RegExp(
      String.raw`\b(?:${Object.keys(staffRoutes).join('|')}|candidatePage|staffMenuButton|buttons: menu)\b`,
    );
    const parts = readdirSync(folder).flatMap((name) =>
      readFileSync(`${folder}/${name}`, 'utf8')
        .split(/^(?=(?:\/\*\*.*\n)?export const )/m)
        .flatMap((text) => {
          const [, kind] = /^export const (\w+)(?:: Words)? =/m.exec(text) ?? [];
          const ofOffice = buttonsOfOffice.test(text);
          return kind === undefined || !ofOffice ? [] : [{ kind, kept: text.includes("use: 'look'") }];
        }),
    );
    const named = (kept: boolean): readonly string[] =>
      parts.filter((it) => it.kept === kept).map(({ kind }) => kind);
    expect(named(true)).toEqual([
      'caseRing',
      'caseAnswer',
      'caseHelped',
      'evaluationPartner',
      'groupNewsOf',
      'groupAskedHelper',
      'helperEnded',
      'recallAsked',
      'recoveryOpened',
    ]);
    // They name a case, an announcement, a company, what it looks for, an application, a member of the office, or a count.
    expect(named(false)).toEqual([
      'accordEnds',
      'agreementCompany',
      'approval',
      'held',
      'selfPaused',
      'applicationNews',
      'caseAssigned',
      'caseMorning',
      'textNotice',
      'decisionNewsOf',
      'helperHanded',
      'invitationOpened',
      'memberWelcome',
      'memberChanged',
      'proposalAnswered',
      'recoveryStopped',
      'supplyNewsOf',
    ]);
  });
});
