import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createSeal, SealError } from '../src/seal.ts';

const seal = createSeal(new Uint8Array(32).fill(1));
const other = createSeal(new Uint8Array(32).fill(2));

describe('the seal', () => {
  it('gives back what was closed, whatever it holds', () => {
    for (const text of ['', 'Siti Aminah', 'NUL \0 and emoji 👩🏽‍🍳', 'x'.repeat(100_000)])
      expect(seal.decrypt('person:1:name', seal.encrypt('person:1:name', text))).toBe(text);
  });

  it('never closes the same text into the same bytes, and shows nothing of it', () => {
    const [one, two] = [seal.encrypt('p', 'Siti Aminah'), seal.encrypt('p', 'Siti Aminah')];
    expect(Buffer.from(one).equals(Buffer.from(two))).toBe(false);
    expect(Buffer.from(one).toString('latin1')).not.toContain('Siti');
  });

  it('does not open in another place, with another key, or when a byte was changed', () => {
    const sealed = seal.encrypt('person:12:nik', '3525014107740001');
    expect(() => seal.decrypt('person:13:nik', sealed)).toThrow(SealError);
    expect(() => other.decrypt('person:12:nik', sealed)).toThrow(
      /expected key [0-9a-f]{8} at person:12:nik, got a value sealed with key [0-9a-f]{8}/,
    );
    for (const at of [0, 1, 6, 20, 33, sealed.length - 1]) {
      const changed = Uint8Array.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(() => seal.decrypt('person:12:nik', changed)).toThrow(SealError);
    }
    for (const short of [new Uint8Array(), sealed.slice(0, 10), sealed.slice(0, 32)])
      expect(() => seal.decrypt('person:12:nik', short)).toThrow(SealError);
  });

  it('says nothing of the text or the key in its errors', () => {
    const sealed = seal.encrypt('a', '3525014107740001');
    try {
      seal.decrypt('b', sealed);
      expect.unreachable();
    } catch (error) {
      expect(String(error)).not.toContain('3525');
    }
  });

  it('finds equal values by an index of its own key, per field', () => {
    const index = seal.index('nik', '3525014107740001');
    expect(Buffer.from(index).equals(Buffer.from(seal.index('nik', '3525014107740001')))).toBe(true);
    for (const different of [
      seal.index('nik', '3525014107740002'),
      seal.index('phone', '3525014107740001'),
      other.index('nik', '3525014107740001'),
    ])
      expect(Buffer.from(index).equals(Buffer.from(different))).toBe(false);
  });

  it('has a public name for its key that differs from key to key', () => {
    expect(seal.fingerprint).toMatch(/^[0-9a-f]{32}$/);
    expect(seal.fingerprint).not.toBe(other.fingerprint);
    expect(createSeal(new Uint8Array(32).fill(1)).fingerprint).toBe(seal.fingerprint);
  });

  it('is opened strictly only where nothing can go on without it: elsewhere one damaged row would stop the others', () => {
    const strict = readdirSync('src', { recursive: true, encoding: 'utf8' })
      .filter(
        (file) =>
          file.endsWith('.ts') && /\bseal\s*\.decrypt\(/.test(readFileSync(join('src', file), 'utf8')),
      )
      .toSorted();
    // The result of a write that has happened.
    expect(strict).toEqual(['services/core/effects.ts']);
  });
});
