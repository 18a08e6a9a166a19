import { describe, expect, it } from 'vitest';
import { readOwnerLines } from '../../../src/domain/people/owner-lines.ts';

describe('figures of several owners in one message', () => {
  it.each([
    ['1 2,5jt / 2 800rb / 3 kosong', { 1: '2,5jt', 2: '800rb', 3: 'kosong' }],
    ['1. 2,5 juta\n2. 800.000\n3) 0', { 1: '2,5 juta', 2: '800.000', 3: '0' }],
    ['1: 2jt; 2=1jt;3 - 750rb', { 1: '2jt', 2: '1jt', 3: '750rb' }],
    ['no 1 2jt / nomor 2 lewati / 3 -', { 1: '2jt', 2: '', 3: '' }],
    ['  2   800 ribu  ', { 2: '800 ribu' }],
  ])('%j', (text, expected) => {
    const read = readOwnerLines(text, 3);
    expect(Object.fromEntries(read.lines.map((it) => [it.number, it.words]))).toEqual(expected);
    expect(read.unread).toEqual([]);
  });

  it('leaves out what has no number of the list, and a number that stands twice', () => {
    const read = readOwnerLines('Siti 2jt / 4 1jt / 0 1jt / 1 2jt / 1 3jt / 2jt', 3);
    expect(read.lines).toEqual([{ number: 1, words: '2jt' }]);
    expect(read.unread).toEqual(['Siti 2jt', '4 1jt', '0 1jt', '1 3jt', '2jt']);
  });

  it.each([
    ['2,5 jt', '2,5 jt'],
    ['2 jt', '2 jt'],
    ['1 2,5jt', '2,5jt'],
    ['1 juta', '1 juta'],
    ['1,5 juta', '1,5 juta'],
    ['kosong', 'kosong'],
    ['1 25O.000', '25O.000'],
    ['25O.000', '25O.000'],
  ])('needs no number in a list of one: %j', (text, words) => {
    expect(readOwnerLines(text, 1)).toEqual({ lines: [{ number: 1, words }], unread: [] });
  });
});
