import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { DraftState } from '../../../src/bot/conversations/engine/draft.ts';
import { question, type Form } from '../../../src/bot/conversations/engine/form.ts';
import { hint, take, takeWords } from '../../../src/bot/conversations/engine/reply.ts';
import type { Json } from '../../../src/bot/conversations/engine/json.ts';
import type { Step } from '../../../src/bot/conversations/engine/position.ts';
import { line, named } from '../../../src/i18n.ts';
import type { Services } from '../../../src/services/core/services.ts';
import { loadedForm, standing } from '../../support/forms.ts';

const text = z.string();
const hints = [line('common.buttons'), line('common.buttons')] as const;

/** Kind (a guess is asked back, other words are taken), year, name. */
const form: Form<unknown, Services, Json> = {
  name: 'small',
  version: 1,
  title: 'register.title',
  questions: [
    question<unknown, string>({
      key: 'kind',
      value: text,
      ask: () => named('Jenis?'),
      choices: () => [
        [
          { code: 'food', label: named('Makanan'), reply: take('food') },
          { code: 'shop', label: named('Toko'), reply: take('shop') },
        ],
      ],
      read: (said) => {
        if (said.kind !== 'text') return hint();
        if (said.text !== 'bakso') return takeWords(said.text);
        return {
          kind: 'propose',
          text: named('Makanan?'),
          options: [
            { code: 'food', label: line('common.button.yesThis', { value: 'Makanan' }), value: 'food' },
            { code: 'as-is', label: named('Catat apa adanya'), value: 'bakso' },
          ],
          again: line('common.button.noChange'),
        };
      },
      hints,
      label: 'register.kind.label',
      show: (value) => named(value),
    }),
    question<unknown, string>({
      key: 'year',
      value: text,
      ask: () => named('Tahun?'),
      choices: () => [[{ code: 'now', label: named('Tahun ini'), reply: take('2026') }]],
      read: (said) => (said.kind === 'text' && /^\d{4}$/.test(said.text) ? take(said.text) : hint()),
      hints,
    }),
    question<unknown, string>({
      key: 'phone',
      value: text,
      keyboard: { close: 'register.phone.closed' },
      ask: () => named('HP?'),
      read: (said) => (said.kind === 'contact' ? take(said.phone) : hint()),
      hints,
    }),
  ],
  review: { ask: line('register.review.ask'), send: line('common.button.send') },
  load: async () => ({}),
  submit: async () => 'done',
  result: z.string(),
};

const small = loadedForm(form, {}, new Date('2026-11-02T03:00:00Z'));
const at = (key: string, answers: DraftState['answers'] = {}): DraftState =>
  standing({ on: 'question', key }, answers);
const stored = (value: string) => ({ value, reader: 'x', at: '2026-11-01T00:00:00Z' });
const known = { kind: stored('food') };
const value = ({ state }: Step, key: string): Json | undefined => state.answers[key]?.value;
const press = (state: DraftState, revision: number, code: string): Step =>
  small.move(state, { kind: 'press', revision, code });

describe('a question that was asked back', () => {
  const asked = small.type(at('kind'), 'bakso').state;

  it('takes a yes for what it names, and no other words for a yes', () => {
    expect(value(small.type(asked, 'ya bu'), 'kind')).toBe('food');
    const meant = small.type(asked, 'Kemarin sore');
    expect(value(meant, 'kind')).toBeUndefined();
    expect(meant.state.place).toMatchObject({ on: 'proposal', key: 'kind' });
    expect(value(small.type(meant.state, 'ya'), 'kind')).toBe('Kemarin sore');
    expect(small.type(meant.state, 'bukan').state.place).toEqual({ on: 'question', key: 'kind' });
  });

  it('leaves the buttons of the same question in force, on the screen above', () => {
    // the question was shown with revision 7, the proposal with 8
    expect(value(press({ ...asked, asked: { 6: 'kind', 7: 'kind' } }, 6, 'shop'), 'kind')).toBe('shop');
  });
});

describe('buttons of a question', () => {
  it('count as long as that question is open and nothing else was answered since', () => {
    const seen = { ...at('kind'), asked: { 3: 'kind' } };
    expect(value(press(seen, 3, 'shop'), 'kind')).toBe('shop');
    const answered = press(seen, 3, 'shop').state;
    expect(press(answered, 3, 'food')).toMatchObject({ old: true });
    const back = { ...answered, place: { on: 'question', key: 'kind' } } as const;
    expect(value(press(back, 3, 'food'), 'kind')).toBe('food');
    const year = small.type(answered, '2009').state;
    const farBack = { ...year, place: { on: 'question', key: 'kind' } } as const;
    expect(press(farBack, 3, 'food')).toMatchObject({ old: true });
  });

  it('are told to be noted when they are pressed twice', () => {
    const once = press({ ...at('kind'), asked: { 3: 'kind' } }, 3, 'shop').state;
    expect(press(once, 3, 'shop')).toMatchObject({ toast: line('common.press.twice') });
  });
});

describe('a message after a pause', () => {
  it('is offered as the answer once the form goes on', () => {
    const paused = small.type(at('year', known), '2009', 9);
    expect(paused.state.place).toMatchObject({ on: 'pause', said: { text: '2009' } });
    const offered = small.type(paused.state, 'lanjut');
    expect(offered.state.place.on).toBe('said');
    expect(value(small.type(offered.state, 'ya'), 'year')).toBe('2009');
    expect(value(small.type(offered.state, '2010'), 'year')).toBe('2010');
    expect(value(press(offered.state, 7, 'now'), 'year')).toBe('2026');
    expect(small.type(offered.state, 'bukan').state.place).toEqual({ on: 'question', key: 'year' });
    // Whoever writes the answer instead of pressing "Lanjutkan" has gone on.
    expect(value(small.type(paused.state, '2011'), 'year')).toBe('2011');
  });

  it('is offered, too, when it is a number from the phone book', () => {
    const contact = { kind: 'contact', phone: '+6281234567890', own: true, messageId: 1 } as const;
    const paused = small.move(at('phone', known), contact, 9);
    const offered = press(paused.state, 7, 'continue');
    expect(value(press(offered.state, 7, 'said.use'), 'phone')).toBe('+6281234567890');
  });

  it('is not kept when it only says hello, and leaves at once when it says so', () => {
    expect(small.type(at('kind', known), 'assalamualaikum', 9).state.place).toEqual({
      on: 'pause',
      from: { on: 'question', key: 'kind' },
    });
    expect(small.type(at('year', known), 'menu', 9).passed).toBe(true);
    expect(small.type(at('year', known), 'berhenti', 9).ending).toBe('left');
  });
});

describe('an answer that is given again', () => {
  it('is no change', () => {
    const changing = {
      ...at('kind', { ...known, year: stored('2009'), phone: stored('0812') }),
      editing: 'kind',
    };
    expect(press(changing, 7, 'food').say).toEqual([
      line('common.unchanged', { what: { line: named('food') } }),
    ]);
    expect(press(changing, 7, 'shop').say).toEqual([
      line('common.changed', { what: { line: named('shop') } }),
    ]);
  });
});
