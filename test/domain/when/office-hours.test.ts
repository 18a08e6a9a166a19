import { describe, expect, it } from 'vitest';
import { isOfficeOpen, nextOpening, type OfficeHours } from '../../../src/domain/when/office-hours.ts';
import { readSpan } from '../../../src/domain/when/quiet-hours.ts';
import { ZONE } from '../../support/clock.ts';

describe('the hours of the office', () => {
  const hours = readSpan('08:00-15:30');
  if (hours === undefined) throw new Error('expected a span');
  const office: OfficeHours = {
    hours,
    zone: ZONE,
    holidays: [
      {
        year: 2026,
        source: 'test',
        provisional: false,
        missing: [],
        days: [{ date: '2026-11-03', name: 'Libur', type: 'national' }],
      },
    ],
  };

  it.each([
    // Monday, 2 November; Tuesday is a holiday; Saturday is the 7th.
    ['2026-11-02T07:59:59+07:00', '2026-11-02T08:00:00+07:00'],
    ['2026-11-02T08:00:00+07:00', undefined],
    ['2026-11-02T15:29:59+07:00', undefined],
    ['2026-11-02T15:30:00+07:00', '2026-11-04T08:00:00+07:00'],
    ['2026-11-03T10:00:00+07:00', '2026-11-04T08:00:00+07:00'],
    ['2026-11-06T20:00:00+07:00', '2026-11-09T08:00:00+07:00'],
    ['2026-11-08T10:00:00+07:00', '2026-11-09T08:00:00+07:00'],
  ])('%s: open, or open next at %s', (at, next) => {
    const instant = new Date(at);
    expect(isOfficeOpen(instant, office)).toBe(next === undefined);
    expect(nextOpening(instant, office)).toEqual(new Date(next ?? at));
  });
});
