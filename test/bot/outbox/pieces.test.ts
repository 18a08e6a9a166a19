import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countedLength, MOST_CAPTION, MOST_TEXT, piecesOf } from '../../../src/bot/outbox/pieces.ts';
import { htmlOf } from '../../../src/bot/outbox/queue.ts';
import { line, named, type Line } from '../../../src/i18n.ts';
import { officeTexts } from '../../../src/office.ts';
import { formatted } from '../../../src/simulator/api/text/formatted.ts';
import { runs } from '../../support/long.ts';
import { testOffice } from '../../support/services.ts';

const texts = officeTexts(await testOffice());
const to = { language: 'id', salutation: 'P', shortName: 'Siti' } as const;

/** What a client shows, in Telegram's own strict reading; throws where Telegram would refuse. */
const shown = (html: string): string => formatted(html, 'HTML', undefined).text;
const letters = (text: string): string => text.replaceAll(/\s/g, '');

const words = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 900 }),
  fc.stringMatching(/^[a-z &<>"'\n]{0,900}$/),
  fc.constantFrom(
    '👩‍👩‍👧‍👦'.repeat(120),
    '🇮🇩'.repeat(400),
    '&amp; <b> </b> 5 < 6 & 7 > 3\n'.repeat(40),
    'a'.repeat(5_000),
  ),
);
const paragraph: fc.Arbitrary<Line> = fc.oneof(
  words.map((text) => line('case.owner.message', { member: text, number: 'K-1', text })),
  words.map((text) => line('broadcast.message.title', { title: text })),
  words.map(named),
  fc.constant(line('common.blank')),
);

describe('a text that is too long for one message', () => {
  it('becomes several that Telegram takes, and not a letter is lost', () => {
    fc.assert(
      fc.property(
        fc.array(paragraph, { minLength: 1, maxLength: 14 }),
        fc.constantFrom(MOST_TEXT, MOST_CAPTION),
        (lines, last) => {
          const html = htmlOf(texts, lines, to);
          const whole = shown(html);
          if (whole === '') return;
          const pieces = piecesOf(html, true, { last });
          const read = pieces.map(shown);
          for (const [at, text] of read.entries()) {
            if (text === '') throw new Error('an empty message');
            if (text.length > (at === read.length - 1 ? last : MOST_TEXT)) throw new Error('too long');
            if (/\p{Cs}/u.test(text)) throw new Error('half a character');
          }
          if (letters(read.join('')) !== letters(whole)) throw new Error('letters were lost');
          if (whole.length <= last && pieces.length > 1) throw new Error('cut without need');
        },
      ),
      { numRuns: runs(60) },
    );
  });

  it('is cut between paragraphs, and bold goes on in the next piece', () => {
    const [first, second, ...more] = piecesOf(`<b>${'a'.repeat(60)}\n\n${'b'.repeat(60)}</b>`, true, {
      most: 100,
    });
    expect([first, second, more]).toEqual([`<b>${'a'.repeat(60)}\n\n</b>`, `<b>${'b'.repeat(60)}</b>`, []]);
  });

  it('is counted as Telegram counts: UTF-16 units without tags', () => {
    expect(countedLength('<b>a</b> &amp; 😀', true)).toBe(6);
    expect(countedLength('<b>a</b>', false)).toBe(8);
  });
});
