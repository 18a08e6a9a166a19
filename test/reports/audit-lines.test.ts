import { describe, expect, it } from 'vitest';
import { auditActions } from '../../src/domain/office/audit-actions.ts';
import {
  createTexts,
  languageCodes,
  named,
  refuseMistakes,
  type Addressee,
  type Line,
} from '../../src/i18n.ts';
import { auditSentence } from '../../src/reports/audit-lines.ts';

const texts = createTexts({}, { zone: 'Asia/Jakarta', zoneName: 'WIB' }, refuseMistakes);
const at = '2026-12-03T02:12:00Z';
const who = (actor: string): Line => named(actor === 'anggota-1' ? 'Ratna Wulandari' : actor);
const to = (language: Addressee['language']): Addressee => ({
  language,
  salutation: undefined,
  shortName: undefined,
});
const subjects = [
  undefined,
  'application:P-2611-0001',
  'announcement:AB12CD',
  'business:D-2611-0001',
  'case:K-2611-0001',
  'invitation:3',
  'month:2026-11',
  'sha256:0123456789abcdef',
  'training:T-1',
  'orang-5',
];
const owners = new Map([
  ['business:D-2611-0001', { owner: 'Siti Aminah', business: 'Otak-otak Bu Siti' }],
  ['orang-5', { owner: 'Siti Aminah', business: undefined }],
]);
const names = { owners, matters: new Map([['case:K-2611-0001', 'question'] as const]) };

describe('the audit log', () => {
  it.each(languageCodes)('is a sentence for every action and every kind of subject (%s)', (language) => {
    const wrong = auditActions.flatMap((action) =>
      subjects.flatMap((subject) => {
        const said = texts.plain(
          auditSentence({ at, actor: 'anggota-1', action, subject }, who, names),
          to(language),
        );
        const isFine =
          /^Ratna Wulandari \p{Ll}[^{}]+, 3 Des? (?:2026 pukul 09\.12)\.$|^Ratna Wulandari \p{Ll}[^{}]+, 3 Dec 2026, 09:12\.$/u.test(
            said,
          ) &&
          !/\b(\p{L}+) \1\b/u.test(said) &&
          !/\bmember\.|\bother\b/.test(said);
        return isFine ? [] : [`${action}: ${said}`];
      }),
    );
    expect(wrong).toEqual([]);
  });

  it('says in Indonesian who did what: each begins with a verb', () => {
    const words = auditActions.map((action) =>
      texts.plain(auditSentence({ at, actor: 'x', action }, who), to('id')).replace(/^x /, ''),
    );
    expect(words.filter((it) => !/^(?:me\p{Ll}+|ber\p{Ll}+|mulai) /u.test(it))).toEqual([]);
  });

  it('speaks of people by name where they may be named, and by code where not', () => {
    const say = (action: string, subject: string, known?: typeof names): string =>
      texts.plain(auditSentence({ at, actor: 'anggota-1', action, subject }, who, known), to('id'));
    expect(say('business.read', 'business:D-2611-0001', names)).toBe(
      'Ratna Wulandari membuka data Siti Aminah (Otak-otak Bu Siti), 3 Des 2026 pukul 09.12.',
    );
    expect(say('business.read', 'business:D-2611-0001')).toBe(
      'Ratna Wulandari membuka data usaha D-2611-0001, 3 Des 2026 pukul 09.12.',
    );
    expect(say('case.read', 'case:K-2611-0001', names)).toBe(
      'Ratna Wulandari membuka tindak lanjut K-2611-0001 (pertanyaan), 3 Des 2026 pukul 09.12.',
    );
    expect(say('agreement.read', 'application:P-2611-0001')).toBe(
      'Ratna Wulandari melihat perjanjian pengajuan P-2611-0001, 3 Des 2026 pukul 09.12.',
    );
    expect(say('of.an.older.version', 'training:T-1')).toContain('melakukan tindakan lain');
  });
});
