import { describe, expect, it } from 'vitest';
import { calendarFile, type CalendarEntry } from '../../src/reports/training-calendar.ts';

const entry: CalendarEntry = {
  uid: 'T-2611-0001@umkm_bot',
  sequence: 1,
  title: 'Pelatihan Kemasan; mudah, murah',
  description: 'Bawa satu contoh produk.\nNomor peserta: 12',
  location: 'Balai Desa Wedani, Kecamatan Cerme',
  pin: { latitude: -7.2201, longitude: 112.5512 },
  startsAt: new Date('2026-11-19T02:00:00Z'),
  endsAt: new Date('2026-11-19T05:00:00Z'),
  product: 'umkm_bot',
  now: new Date('2026-11-09T03:00:00Z'),
};

/** Lines as a calendar reads them: long ones are unfolded again. */
const linesOf = (file: string): readonly string[] => file.replaceAll('\r\n\t', '').split('\r\n');

describe('the calendar file of a training', () => {
  it('holds its times in UTC, wherever it is opened', () => {
    const lines = linesOf(calendarFile(entry));
    expect(lines).toContain('DTSTART:20261119T020000Z');
    expect(lines).toContain('DTEND:20261119T050000Z');
    expect(lines).toContain('DTSTAMP:20261109T030000Z');
  });

  it('says where it is, escapes what would break it, and reminds before', () => {
    const lines = linesOf(calendarFile(entry));
    expect(lines).toContain('SUMMARY:Pelatihan Kemasan\\; mudah\\, murah');
    expect(lines).toContain('DESCRIPTION:Bawa satu contoh produk.\\nNomor peserta: 12');
    expect(lines).toContain('LOCATION:Balai Desa Wedani\\, Kecamatan Cerme');
    expect(lines).toContain('GEO:-7.2201;112.5512');
    expect(lines.filter((it) => it.startsWith('TRIGGER'))).toEqual(['TRIGGER:-PT24H', 'TRIGGER:-PT2H']);
  });

  it('replaces its older version after a change: the same UID, a higher SEQUENCE', () => {
    const changed = linesOf(
      calendarFile({ ...entry, sequence: 2, startsAt: new Date('2026-11-19T04:00:00Z') }),
    );
    expect(changed).toContain('UID:T-2611-0001@umkm_bot');
    expect(changed).toContain('SEQUENCE:2');
    expect(changed).toContain('STATUS:CONFIRMED');
    expect(linesOf(calendarFile({ ...entry, cancelled: true }))).toContain('STATUS:CANCELLED');
  });

  it('is written the same on a machine in any time zone', () => {
    const zone = process.env['TZ'];
    const files = ['UTC', 'Asia/Jakarta', 'America/New_York'].map((name) => {
      process.env['TZ'] = name;
      return calendarFile(entry);
    });
    if (zone === undefined) delete process.env['TZ'];
    else process.env['TZ'] = zone;
    expect(new Set(files).size).toBe(1);
  });
});
