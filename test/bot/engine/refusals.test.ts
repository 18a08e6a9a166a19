import { describe, expect, it } from 'vitest';
import { Temporal } from 'temporal-polyfill';
import { answersOf } from '../../../src/bot/conversations/engine/draft.ts';
import type { AnyQuestion } from '../../../src/bot/conversations/engine/form.ts';
import {
  business,
  name,
  nib,
  phone,
  sales,
  started,
  type Context,
} from '../../../src/bot/conversations/questions/index.ts';

const context: Context = {
  areas: {
    kecamatan: [],
    desa: [],
    nikPrefix: '3525',
    centre: [],
    islands: [],
    bounds: [],
    businesses: new Map(),
  },
  today: Temporal.PlainDate.from('2026-11-02'),
  people: [],
};

/** The key of what is said to a text that is no answer; undefined: the general hint. */
function reason(question: AnyQuestion<Context>, text: string): string | undefined {
  const reply = question.read?.({ kind: 'text', text }, answersOf({}), context);
  if (reply?.kind !== 'hint') throw new Error(`expected a hint to "${text}", got ${reply?.kind}`);
  return reply.text !== undefined && 'key' in reply.text ? reply.text.key : undefined;
}

describe('the reason why a text is no answer is told', () => {
  it.each([
    [name, 'Siti (Aminah)', 'register.name.signs'],
    [name, 'Siti / Aminah', 'register.name.signs'],
    [name, 'Siti '.repeat(40), 'register.name.tooLong'],
    [name, 'Siti 2', 'register.name.digits'],
    [name, 'S', 'register.name.tooShort'],
    [name, 'www.siti.com', 'register.name.link'],
    [business, 'Toko Maju; Jaya', 'register.business.signs'],
    [business, 'Toko '.repeat(40), 'register.business.tooLong'],
    [business, '12345', 'register.business.amount'],
    [business, '234', 'register.business.digits'],
    [business, 'Toko 081234567890', 'register.business.number'],
    [started, '2031', 'register.started.future'],
    [nib, '12030001234', 'register.nib.digits'],
    [nib, '081234567890', 'register.nib.phone'],
    [phone, '0812', 'register.phone.tooShort'],
    [phone, '3525010101800001', 'register.phone.document'],
    [sales, 'untung 1 juta', 'money.hint.profit'],
    [sales, '081234567890', 'money.hint.phone'],
  ])('%#', (question, text, key) => {
    expect(reason(question, text)).toBe(key);
  });
});
