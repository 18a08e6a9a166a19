import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { officeTexts } from '../../../src/office.ts';
import {
  endOf,
  instantOf,
  readEnd,
  readMoment,
  readWhen,
  whenOf,
  type When,
} from '../../../src/domain/when/when.ts';
import { trainingTime } from '../../../src/reports/announcement-lines.ts';
import type { Line } from '../../../src/i18n.ts';
import { runs } from '../../support/long.ts';
import { ZONE } from '../../support/clock.ts';
import { testOffice } from '../../support/services.ts';

/** Monday, 2 November 2026, 10.00 WIB */
const NOW = new Date('2026-11-02T03:00:00Z');

const shown = ({ day, from, until }: When): string => `${day} ${from}${until === null ? '' : `-${until}`}`;

/** "=" certain, "?" asked back with the candidates (one with "!" is worth one button), "-" refused. */
function told(text: string, now = NOW): string {
  const read = readWhen(text, now, ZONE);
  if (read.kind === 'none') return `- ${read.reason}`;
  if (read.kind === 'ok') return `= ${shown(read.value)}`;
  return `? ${read.reason}: ${read.candidates.map(shown).join(', ')}${read.likely === undefined ? '' : ' !'}`;
}

describe('day and time', () => {
  test.each<[string, string]>([
    ['Kamis, 19 November 2026 09.00-12.00', '= 2026-11-19 09:00-12:00'],
    ['Kamis, 19 November 2026 pukul 09.00–12.00 WIB', '= 2026-11-19 09:00-12:00'],
    ['Kamis 19 Nov 2026, 09:00 s/d 12:00', '= 2026-11-19 09:00-12:00'],
    ['kamis tgl 19 nov pkl 9', '= 2026-11-19 09:00'],
    ['19/11 jam 9 pagi sampai 12', '= 2026-11-19 09:00-12:00'],
    ['19/11/26 jam 9-12', '= 2026-11-19 09:00-12:00'],
    ['19-11-2026 pukul 13.30 s.d. selesai', '= 2026-11-19 13:30'],
    ['19.11.2026 08.00 - 15.00 wib', '= 2026-11-19 08:00-15:00'],
    ['19-11 jam 9', '= 2026-11-19 09:00'],
    ['2026-11-19 09:00', '= 2026-11-19 09:00'],
    ['tgl 19 bulan 11 jam 9', '= 2026-11-19 09:00'],
    ['19 bulan november tahun 2026 jam 9', '= 2026-11-19 09:00'],
    ['19 nopember 26 jam 9-12', '= 2026-11-19 09:00-12:00'],
    ['19 nvmbr jam 9', '= 2026-11-19 09:00'],
    ['19 nov 2026 (kamis) 09:00-11:30', '= 2026-11-19 09:00-11:30'],
    ['Pukul 09.00 sampai selesai, Kamis 19 November 2026', '= 2026-11-19 09:00'],
    ['19 november jam sembilan pagi', '= 2026-11-19 09:00'],
    ['19 november jam setengah 9', '= 2026-11-19 08:30'],
    ['19 november jam 1 siang', '= 2026-11-19 13:00'],
    ['19 november jam 1-3 sore', '= 2026-11-19 13:00-15:00'],
    ['19 november jam 9 - 2 siang', '= 2026-11-19 09:00-14:00'],
    ['19 november jam 9 sampai 3', '= 2026-11-19 09:00-15:00'],
    ['19 november jam 7 malam', '= 2026-11-19 19:00'],
    ['19 november jam 02.00', '= 2026-11-19 02:00'],
    ['5 januari jam 9', '= 2027-01-05 09:00'],
    ['besok jam 9', '= 2026-11-03 09:00'],
    ['bsk pagi jam 9', '= 2026-11-03 09:00'],
    ['besok sore jam 4', '= 2026-11-03 16:00'],
    ['sesuk jam 9', '= 2026-11-03 09:00'],
    ['besok selasa jam 9', '= 2026-11-03 09:00'],
    ['lusa 13.30', '= 2026-11-04 13:30'],
    ['3 hari lagi jam 9', '= 2026-11-05 09:00'],
    ['seminggu lagi pukul 10', '= 2026-11-09 10:00'],
    ['hari ini jam 15', '= 2026-11-02 15:00'],
    ['nanti sore jam 4', '= 2026-11-02 16:00'],
    ['kamis 9-12', '= 2026-11-05 09:00-12:00'],
    ["jum'at jam 13.30", '= 2026-11-06 13:30'],
    ['hari kamis jam 9 ya bu', '= 2026-11-05 09:00'],
    ['kamis minggu depan jam 9', '= 2026-11-12 09:00'],
    ['minggu depan hari jumat jam 9', '= 2026-11-13 09:00'],
    ['kamis minggu ini jam 9', '= 2026-11-05 09:00'],
    ['senin jam 9', '= 2026-11-09 09:00'],
    ['Thursday, 19 November 2026, 09:00 WIB', '= 2026-11-19 09:00'],
    ['tomorrow at 9 am', '= 2026-11-03 09:00'],
    ['Kamis depan jam 8', '? which-week: 2026-11-05 08:00, 2026-11-12 08:00'],
    ['minggu depan jam 9', '? which-week: 2026-11-08 09:00, 2026-11-09 09:00, 2026-11-15 09:00'],
    ['senin jam 14.00', '? which-week: 2026-11-02 14:00, 2026-11-09 14:00'],
    ['Kamis 20 november jam 9', '? weekday: 2026-11-20 09:00, 2026-11-19 09:00'],
    ['besok kamis jam 9', '? weekday: 2026-11-03 09:00, 2026-11-05 09:00'],
    ['19 dan 20 november jam 9', '? two-days: 2026-11-19 09:00, 2026-11-20 09:00'],
    ['19-20 november jam 9', '? two-days: 2026-11-19 09:00, 2026-11-20 09:00'],
    ['tanggal 19 jam 9', '? month: 2026-11-19 09:00, 2026-12-19 09:00'],
    ['19 november jam 2', '? which-hour: 2026-11-19 14:00, 2026-11-19 02:00'],
    ['19 november jam 1-3', '? which-hour: 2026-11-19 13:00-15:00, 2026-11-19 01:00-03:00'],
    ['besok 9', '? which-hour: 2026-11-03 09:00 !'],
    ['besok jam 12 sampai 9', '? which-hour: 2026-11-03 12:00-21:00 !'],
    ['bukan besok jam 9', '? negation: 2026-11-03 09:00 !'],
    ['besok jam 9 di balai desa', '? unknown-words: 2026-11-03 09:00 !'],
    ['besok jam 9, 30 orang', '? extra-number: 2026-11-03 09:00 !'],
    ['minggu depan', '- no-time'],
    ['19 november 2026', '- no-time'],
    ['jam 9', '- no-day'],
    ['kapan-kapan', '- no-day'],
    ['', '- no-day'],
    ['1 november 2026 jam 9', '- past'],
    ['30 oktober jam 9', '- past'],
    ['hari ini jam 9', '- past'],
    ['19/11/2020 jam 9', '- past'],
    ['31 november jam 9', '- no-such-day'],
    ['29-02-2027 jam 9', '- no-such-day'],
    ['40/11/2026 jam 9', '- no-such-day'],
    ['1-1-2030 jam 9', '- far'],
    ['19 november jam 25', '- no-such-time'],
    ['19 november jam 16 pagi', '- no-such-time'],
    ['19 november 12.00-09.00', '- ends-before'],
    ['19 november jam 9 WITA', '- zone'],
    ['besok jam 9 atau jam 10', '- two-times'],
  ])('"%s" is %s', (text, expected) => {
    expect(told(text)).toBe(expected);
  });

  it('knows the week: on a Friday the next Thursday is in the next week either way', () => {
    expect(told('Kamis depan jam 8', new Date('2026-11-06T03:00:00Z'))).toBe('= 2026-11-12 08:00');
  });

  it('counts days in Jakarta, not in London', () => {
    expect(told('besok jam 9', new Date('2026-11-02T18:00:00Z'))).toBe('= 2026-11-04 09:00');
  });

  it('takes one moment only where one is wanted', () => {
    expect(readMoment('besok jam 9', NOW, ZONE)).toMatchObject({ kind: 'ok' });
    expect(readMoment('besok jam 9-12', NOW, ZONE)).toMatchObject({ kind: 'ambiguous', reason: 'two-times' });
  });

  test.each<[string, string, object]>([
    ['jam 12', '09:00', { kind: 'ok', value: '12:00' }],
    ['sampai jam 3', '09:00', { kind: 'ok', value: '15:00' }],
    ['3 sore', '13:00', { kind: 'ok', value: '15:00' }],
    ['11.30 WIB', '09:00', { kind: 'ok', value: '11:30' }],
    ['jam 8', '09:00', { kind: 'none', reason: 'ends-before' }],
    ['selesai', '09:00', { kind: 'none', reason: 'no-time' }],
  ])('the end "%s" after %s', (text, from, expected) => {
    expect(readEnd(text, from)).toMatchObject(expected);
  });
});

const office = await testOffice();

describe('what the bot itself writes', () => {
  const texts = officeTexts(office);
  const to = { salutation: undefined, shortName: undefined };
  const minutes = (least: number, most: number) => fc.integer({ min: least, max: most });
  const appointment = fc
    .record({ days: minutes(1, 700), from: minutes(0, 23 * 60), length: minutes(1, 12 * 60) })
    .map(({ days, from, length }) => {
      const midnight = new Date('2026-11-02T17:00:00Z').getTime() + (days - 1) * 86_400_000;
      const until = Math.min(from + length, 24 * 60 - 1);
      return {
        startsAt: new Date(midnight + from * 60_000),
        endsAt: new Date(midnight + until * 60_000),
      };
    });

  it.each(['id', 'en'] as const)('is read back as it was meant (%s)', (language) => {
    fc.assert(
      fc.property(appointment, (it) => {
        const read = readWhen(texts.plain(trainingTime({ office }, it), { language, ...to }), NOW, ZONE);
        if (read.kind !== 'ok')
          throw new Error(
            `${texts.plain(trainingTime({ office }, it), { language, ...to })}: ${JSON.stringify(read)}`,
          );
        expect(instantOf(read.value, ZONE)).toEqual(it.startsAt);
        expect(endOf(read.value, ZONE)).toEqual(it.endsAt);
        const moment = texts.plain(aloneMoment(it.startsAt), {
          language,
          ...to,
        });
        expect(readMoment(moment, NOW, ZONE)).toMatchObject({ kind: 'ok', value: whenOf(it.startsAt, ZONE) });
      }),
    );
  });

  it('never throws, and is never in the past', () => {
    const words = fc.constantFrom(
      ...'kamis minggu depan besok lusa jam pukul 9 12 3 09.00 13.30 - sampai selesai 19 31 november feb / 2026 26 tanggal pagi sore malam ini hari dan atau setengah wib 19/11 30-2 0 99 24.00 |'.split(
        ' ',
      ),
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'grapheme' }),
          fc.array(words, { maxLength: 9 }).map((it) => it.join(' ')),
        ),
        (text) => {
          for (const read of [readWhen(text, NOW, ZONE), readMoment(text, NOW, ZONE)]) {
            const values =
              read.kind === 'ok' ? [read.value] : read.kind === 'ambiguous' ? read.candidates : [];
            for (const value of values) {
              expect(instantOf(value, ZONE).getTime()).toBeGreaterThan(NOW.getTime());
              if (value.until !== null) expect(value.until > value.from).toBe(true);
            }
          }
          readEnd(text, '09:00');
        },
      ),
      { numRuns: runs(2_000) },
    );
  });
});

const aloneMoment = (at: Date): Line => ({
  local: { id: '{at}', en: '{at}' },
  params: { at: { moment: at.toISOString() } },
});
