import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fieldKeys } from '../../../src/domain/eligibility/programme.ts';
import { seated, statuses } from '../../../src/domain/partnership/application.ts';
import {
  candidateStatuses,
  deskOf,
  isVendorNumber,
  markOf,
  openFields,
  salesBand,
} from '../../../src/domain/partnership/candidate.ts';
import { hasOwnWords, waitsFor } from '../../../src/domain/partnership/decision.ts';

describe('what a company may see of an applicant', () => {
  it('is never more than the programme shows and the consent names, and what leads home only of whom it has taken', () => {
    fc.assert(
      fc.property(
        fc.subarray([...fieldKeys]),
        fc.subarray([...fieldKeys]),
        fc.constantFrom(...statuses),
        fc.boolean(),
        (shown, consented, status, exact) => {
          const open = openFields(shown, consented, status, exact);
          for (const field of open) {
            const needed = field === 'sales-exact' ? 'sales-12-months' : field;
            expect(shown.includes(needed) && consented.includes(needed)).toBe(true);
          }
          // The figure of sales needs a consent of its own.
          if (!exact) expect(open).not.toContain('sales-exact');
          if (!candidateStatuses.includes(status)) expect(open).toEqual([]);
          // Under a running agreement a company sees what was sold to itself alone.
          if (status === 'active')
            for (const field of ['sales-12-months', 'sales-exact'] as const)
              expect(open).not.toContain(field);
          if (!seated.includes(status))
            for (const field of ['phone', 'desa', 'nik', 'nib'] as const) expect(open).not.toContain(field);
        },
      ),
    );
  });

  it('names sales as a wide band, never a figure', () => {
    expect(salesBand([])).toBeUndefined();
    expect(salesBand([5_000_000])).toEqual({ above: undefined, upTo: 5_000_000 });
    expect(salesBand([1, 6_000_000, 90_000_000])).toEqual({ above: 5_000_000, upTo: 25_000_000 });
    expect(salesBand([900_000_000])).toEqual({ above: 500_000_000, upTo: undefined });
  });

  it('is called by a number of the company, which holds no words and no link', () => {
    for (const number of ['1000234567', 'V-2026/12', 'sig12']) expect(isVendorNumber(number)).toBe(true);
    for (const text of ['', 'vendor', 'bit.ly/x1', 'V 12', '-12', '1'.repeat(21)])
      expect(isVendorNumber(text)).toBe(false);
  });

  it('says on what a value rests: an officer only while it stands as it was looked at', () => {
    const looked = { checkedOn: '2026-11-03', changedSince: ['name'], licenceSeen: true };
    expect(markOf('kecamatan', looked)).toEqual({ by: 'office', day: '2026-11-03' });
    expect(markOf('business-name', looked)).toEqual({ by: 'owner' });
    expect(markOf('sales-12-months', looked)).toEqual({ by: 'owner' });
    expect(markOf('nib', looked)).toEqual({ by: 'paper' });
  });

  it('belongs to one desk, also where the programme names none', () => {
    expect(deskOf({ kind: 'funding' })).toBe('tjsl');
    expect(deskOf({ kind: 'supply' })).toBe('procurement');
    expect(deskOf({ kind: 'supply', desk: 'tjsl' })).toBe('tjsl');
  });
});

describe('what a company decides', () => {
  it('waits for who signs, then for the office where an owner would read own words', () => {
    expect(waitsFor('accepted', { signed: false, ownWords: false })).toBe('sign');
    expect(waitsFor('refused', { signed: false, ownWords: true })).toBe('sign');
    expect(waitsFor('refused', { signed: true, ownWords: true })).toBe('words');
    expect(waitsFor('refused', { signed: true, ownWords: false })).toBeUndefined();
    expect(waitsFor('sample', { signed: false, ownWords: false })).toBeUndefined();
  });

  it('holds own words wherever a sentence is not of the list, or a quantity is more than a number and what is counted', () => {
    const approved = ['Harga belum cocok.'];
    expect(hasOwnWords({ reason: 'Harga belum cocok.', quantity: '20 bungkus' }, approved)).toBe(false);
    expect(hasOwnWords({ reason: 'Harga belum cocok' }, approved)).toBe(true);
    expect(hasOwnWords({ result: 'Bagus' }, approved)).toBe(true);
    expect(hasOwnWords({ quantity: '20 bungkus, bayar dulu ke 0812' }, approved)).toBe(true);
  });
});
