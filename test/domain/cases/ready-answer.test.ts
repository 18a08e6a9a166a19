import { describe, expect, it } from 'vitest';
import { filled, isFillable } from '../../../src/domain/cases/ready-answer.ts';

describe('a ready answer', () => {
  it.each([
    ['Tanpa tempat.', true],
    ['{sapaan}, NIB gratis. {nama}', true],
    ['{nik} sudah ada', false],
    ['{sapaan', false],
    ['sapaan}', false],
    ['{{nama}}', false],
  ])('%s: fillable %s', (text, is) => expect(isFillable(text)).toBe(is));

  it('addresses the owner, and what stands in a name is no place', () => {
    expect(filled('{sapaan} ({nama}), {sapaan}.', { sapaan: 'Bu Siti', nama: '$& {sapaan}' })).toBe(
      'Bu Siti ($& {sapaan}), Bu Siti.',
    );
  });
});
