import { describe, expect, it } from 'vitest';
import { checksFor, fitsCheck, type Known } from '../../../src/domain/people/desk-check.ts';

const siti: Known = {
  nik: '3525015503740001',
  phone: '+6281234567890',
  startedYears: [2009],
  desa: ['Lumpur', 'Bedilan'],
};

describe('the questions at the desk', () => {
  it('are made of what is stored, the hardest to guess first', () => {
    expect(checksFor(siti)).toEqual(['nik', 'phone', 'started']);
    expect(checksFor({ ...siti, nik: undefined })).toEqual(['phone', 'started', 'desa']);
    expect(checksFor({ startedYears: [], desa: ['Lumpur'] })).toEqual(['desa']);
  });

  it.each([
    ['nik', '550374', true],
    ['nik', '55 03 74', true],
    ['nik', '0001', false],
    ['nik', '3525015503740001', false],
    ['phone', '7890', true],
    ['phone', '90', false],
    ['phone', '7891', false],
    ['started', '2009', true],
    ['started', 'tahun 2010', true],
    ['started', '2012', false],
    ['desa', 'Desa lumpur', true],
    ['desa', 'Kroman', false],
    ['desa', 'Lumpurr', true],
    ['desa', 'bedilan', true],
    ['desa', '', false],
  ] as const)('%s: "%s" fits: %s', (check, answer, fits) => {
    expect(fitsCheck(check, siti, answer)).toBe(fits);
  });
});
