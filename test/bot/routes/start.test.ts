import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readStart, startLink } from '../../../src/bot/routes/start.ts';

it('a link is read again as what it was made for, whatever Telegram does to its letter', () => {
  expect(startLink('umkm_bot', 'training', 'P-2611-0003')).toBe('https://t.me/umkm_bot?start=t-P-2611-0003');
  expect(startLink(undefined, 'invitation', 'x_9-Z')).toBe('/start i-x_9-Z');
  for (const kind of ['training', 'checkin', 'invitation', 'takeover', 'recovery'] as const) {
    const payload = startLink('b', kind, 'K7M4qp').split('=')[1] ?? '';
    expect(readStart(payload)).toEqual({ kind, code: 'K7M4qp' });
    expect(readStart(payload[0]?.toUpperCase() + payload.slice(1))).toEqual({ kind, code: 'K7M4qp' });
  }
});

it('links on posters and in messages of before open what they opened', () => {
  expect(['t-1', 'h-1', 'i-1', 'a-1', 'p-1'].map((it) => readStart(it)?.kind)).toEqual([
    'training',
    'checkin',
    'invitation',
    'takeover',
    'recovery',
  ]);
});

it('what Telegram would not carry is not made, and what is no link of ours is not read', () => {
  for (const code of ['', 'a.b', 'a b', 'a'.repeat(63)])
    expect(() => startLink('b', 'checkin', code), code).toThrow(RangeError);
  for (const payload of ['', '-', 't-', 'x-1', 'tt-1', 't-a b', `t-${'a'.repeat(63)}`, 'constructor'])
    expect(readStart(payload), payload).toBeUndefined();
});

it('nobody writes such a link by hand', () => {
  const byHand = readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((it) => it.endsWith('.ts') && !it.startsWith('simulator'))
    .filter((it) => /\?start=|\/start \w-|\/start \$/.test(readFileSync(join('src', it), 'utf8')));
  expect(byHand).toEqual([join('bot', 'routes', 'start.ts')]);
});
