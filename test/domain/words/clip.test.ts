import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { characters, clip } from '../../../src/domain/words/clip.ts';

describe('a text that is shortened', () => {
  it('stays as it is when it fits, and says with "…" that something was left out', () => {
    expect(clip('Warung Bu Siti', 14)).toBe('Warung Bu Siti');
    expect(clip('Warung Bu Siti', 13)).toBe('Warung Bu Si…');
    expect(clip('Warung Bu Siti', 8)).toBe('Warung…');
  });

  it('loses whole characters only: an emoji of several signs goes altogether', () => {
    expect(clip('Kue 👩‍🍳👩‍🍳', 10)).toBe('Kue 👩‍🍳…');
    expect(clip('Kue 👩‍🍳👩‍🍳', 9)).toBe('Kue…');
    expect(clip('🇮🇩🇮🇩', 7)).toBe('🇮🇩…');
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 60 }),
        fc.integer({ min: 1, max: 40 }),
        (text, most) => {
          const short = clip(text, most);
          if (short.length > most) throw new Error('too long');
          if (short === text) return;
          const all = [...characters(text)];
          const kept = short.replace(/…$/u, '');
          const whole = all.map((_one, at) => all.slice(0, at).join('').trimEnd());
          if (!whole.includes(kept)) throw new Error(`half a character in ${short}`);
        },
      ),
    );
  });
});
