import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { DraftState } from '../../../src/bot/conversations/engine/draft.ts';
import { question, type Form } from '../../../src/bot/conversations/engine/form.ts';
import type { Reply } from '../../../src/bot/conversations/engine/reply.ts';
import type { Json } from '../../../src/bot/conversations/engine/json.ts';
import type { Input, Step } from '../../../src/bot/conversations/engine/position.ts';
import { begin, step } from '../../../src/bot/conversations/engine/step.ts';
import { money, replyToMoney } from '../../../src/bot/conversations/questions/money.ts';
import { line, named } from '../../../src/i18n.ts';
import { officeTexts } from '../../../src/office.ts';
import type { Services } from '../../../src/services/core/services.ts';
import { ZONE } from '../../support/clock.ts';
import { testOffice } from '../../support/services.ts';

const hints = [line('common.buttons'), line('common.buttons')] as const;
const text = z.string();

/** Name (taken as it is), year (four digits), amount (asked back), note. */
const form: Form<unknown, Services, Json> = {
  name: 'small',
  version: 1,
  title: 'register.title',
  retell: {
    keys: ['told'],
    read: (words) => (words.startsWith('lapor ') ? { told: words.slice(6) } : undefined),
  },
  questions: [
    question<unknown, string>({
      key: 'name',
      value: text,
      ask: () => named('Nama?'),
      read: (said) => (said.kind === 'text' ? { kind: 'accept', value: said.text } : { kind: 'hint' }),
      told: { key: 'told', reply: (value): Reply => ({ kind: 'accept', value }) },
      hints,
      label: 'register.name.label',
      show: (value) => named(value),
    }),
    question<unknown, string>({
      key: 'year',
      value: text,
      ask: () => named('Tahun?'),
      read: (said) =>
        said.kind === 'text' && /^\d{4}$/.test(said.text)
          ? { kind: 'accept', value: said.text, others: { century: said.text.slice(0, 2) } }
          : { kind: 'hint' },
      hints,
    }),
    question<unknown, z.infer<typeof money>>({
      key: 'amount',
      value: money,
      ask: () => named('Berapa?'),
      read: (said) => replyToMoney(said, { confirm: (amount) => named(`${amount}?`), offerEstimate: false }),
      hints,
    }),
    question<unknown, string>({
      key: 'note',
      value: text,
      ask: () => named('Catatan?'),
      read: (said) => (said.kind === 'text' ? { kind: 'accept', value: said.text } : { kind: 'hint' }),
      hints,
    }),
  ],
  review: { ask: named('Sudah benar?'), send: line('common.button.send') },
  load: async () => ({}),
  submit: async () => 'done',
  result: z.string(),
};

const now = Temporal.Instant.from('2026-11-02T03:00:00Z');
const env = {
  context: {},
  now: new Date(now.epochMilliseconds),
  zone: ZONE,
  revision: 1,
  promptMessageId: 1_000,
  lastActive: new Date(now.epochMilliseconds),
  texts: officeTexts(await testOffice()),
  to: { language: 'id', salutation: undefined, shortName: undefined },
  registered: false,
  bot: 'umkm_gresik_bot',
} as const;

const said = (messageId: number, words: string) =>
  ({ kind: 'text', text: words, lines: words, masked: words, hasNik: false, messageId }) as const;
const edited = (messageId: number, words: string): Input => ({
  kind: 'edited',
  messageId,
  hasNik: false,
  said: said(messageId, words),
});

/** Moves of somebody whose messages always stand below the question. */
function after(...inputs: readonly Input[]): Step {
  let last: Step = begin(form, {}, env);
  for (const input of inputs) {
    const promptMessageId = input.kind === 'edited' ? env.promptMessageId : undefined;
    last = step(form, last.state, input, { ...env, promptMessageId });
  }
  return last;
}

const values = ({ answers }: DraftState): Readonly<Record<string, Json>> =>
  Object.fromEntries(Object.entries(answers).map(([key, it]) => [key, it.value]));
const change: Input = { kind: 'press', revision: 1, code: 'change' };

describe('a message that is edited while its form is open', () => {
  const begun = [said(1, 'Siti'), said(2, '2019')] as const;

  it('offers its new words, and answers with them once that is pressed', () => {
    const offered = after(...begun, edited(1, 'Sita'));
    expect(offered.state.place).toMatchObject({ on: 'edited', key: 'name', said: { text: 'Sita' } });
    expect(values(offered.state)).toMatchObject({ name: 'Siti' });
    const done = after(...begun, edited(1, 'Sita'), change);
    expect(values(done.state)).toMatchObject({ name: 'Sita', year: '2019' });
    expect(done.state.place).toEqual({ on: 'question', key: 'amount' });
  });

  it('changes all that was stored with the answer, and says what cannot be read', () => {
    expect(values(after(...begun, edited(2, '1998'), change).state)).toMatchObject({
      year: '1998',
      century: '19',
    });
    const unread = after(...begun, edited(2, 'lupa-lupa'), change);
    expect(unread.state.place).toEqual({ on: 'question', key: 'year' });
    expect(values(unread.state)).toMatchObject({ year: '2019' });
  });

  it('is read anew at once while it is asked back, or was not understood', () => {
    const asked = after(...begun, said(3, '1,5 jt'), edited(3, '2,5 jt'));
    expect(asked.state.place).toMatchObject({ on: 'proposal', options: [{ value: { amount: 2_500_000 } }] });
    const understood = after(said(1, 'Siti'), said(2, 'dua ribu'), edited(2, '2019'));
    expect(values(understood.state)).toMatchObject({ year: '2019' });
  });

  it('leaves what is being asked back where it was', () => {
    const done = after(...begun, said(3, '2,5 jt'), edited(1, 'Sita'), change);
    expect(values(done.state)).toMatchObject({ name: 'Sita' });
    expect(done.state.place).toMatchObject({ on: 'proposal', key: 'amount', messageId: 3 });
  });

  it('is read anew when it began the form', () => {
    const seed = {
      told: { value: 'Siti', reader: 'seed', at: env.now.toISOString(), words: 'lapor Siti', messageId: 9 },
    };
    const open = begin(form, seed, env).state;
    expect(values(open)).toMatchObject({ name: 'Siti' });
    expect(values(step(form, open, edited(9, 'lapor Sita'), env).state)).toMatchObject({ name: 'Sita' });
    const other = step(form, open, edited(9, 'halo'), env);
    expect(values(other.state)).toMatchObject({ name: 'Siti' });
    expect(other.say).toEqual([line('common.edited.none')]);
  });

  it('changes nothing when it was no answer', () => {
    expect(after(...begun, edited(77, 'halo')).say).toEqual([line('common.edited.none')]);
  });
});
