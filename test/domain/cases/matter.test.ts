import { describe, expect, it } from 'vitest';
import { meantBy, namedIn, soundsLikeComplaint } from '../../../src/domain/cases/matter.ts';

describe('words of a complaint', () => {
  it.each([
    'mau komplain',
    'saya mau mengadu',
    'Aduan: petugas minta uang',
    'kulo badhe wadul, pak',
    'petugas nakal',
    'ada pungli di kecamatan',
    'saya dipersulit terus',
  ])('sound so: %s', (text) => expect(soundsLikeComplaint(text)).toBe(true));

  it.each(['kapan ada pelatihan?', 'adu resep kue', 'minta dibantu buat NIB', 'uang muka pelatihan berapa?'])(
    'do not: %s',
    (text) => expect(soundsLikeComplaint(text)).toBe(false),
  );
});

describe('whom a complaint is about', () => {
  const names = ['Ratna Wulandari', 'Budi Santoso', 'Al Farisi'];

  it('is read in it where a title or the whole name stands', () => {
    expect(namedIn('Bu Ratna marah-marah', names)).toEqual(['Ratna Wulandari']);
    expect(namedIn('saya ditipu budi santoso', names)).toEqual(['Budi Santoso']);
    // Anybody may be called so.
    expect(namedIn('anak saya Budi sakit', names)).toEqual([]);
    expect(namedIn('Pak Al', names)).toEqual([]);
  });

  it('is answered by one word of the name', () => {
    expect(meantBy('ratna', names)).toEqual(['Ratna Wulandari']);
    expect(meantBy('petugas yang di Cerme', names)).toEqual([]);
  });
});
