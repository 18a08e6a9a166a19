import { describe, expect, it } from 'vitest';
import { askedFor, type AskedBusiness } from '../../../src/domain/sales/asked.ts';

const shop: AskedBusiness = {
  startedYear: 2020,
  startedMonth: undefined,
  registeredIn: '2026-06',
  status: 'active',
  statusSince: undefined,
};

describe('a month without a report', () => {
  it.each<readonly [string, Partial<AskedBusiness>, string, string]>([
    ['is missing when it was asked for', {}, '2026-09', 'asked'],
    ['is missing for the month before the registration, which the bot asks for', {}, '2026-05', 'asked'],
    ['was not asked for before', {}, '2026-04', 'not-registered'],
    ['is not over yet', {}, '2026-11', 'running'],
    ['has not begun', {}, '2026-12', 'running'],
    ['lies before the business', { startedYear: 2026, startedMonth: 8 }, '2026-07', 'not-begun'],
    ['is the first of the business', { startedYear: 2026, startedMonth: 8 }, '2026-08', 'asked'],
    ['counts from January where only the year is known', { startedYear: 2026 }, '2026-06', 'asked'],
    ['is asked for where the start is not known', { startedYear: undefined }, '2026-06', 'asked'],
    ['counts in the month of closing', { status: 'closed', statusSince: '2026-08' }, '2026-08', 'asked'],
    ['is not asked for after closing', { status: 'closed', statusSince: '2026-08' }, '2026-09', 'closed'],
    ['is not asked for while paused', { status: 'paused', statusSince: '2026-08' }, '2026-10', 'paused'],
    ['is not asked for where a day is not known', { status: 'moved' }, '2026-06', 'moved'],
  ])('%s', (_what, fields, month, expected) => {
    expect(askedFor({ ...shop, ...fields }, month, '2026-11')).toBe(expected);
  });
});
