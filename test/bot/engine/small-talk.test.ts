import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import type { DraftState, Place } from '../../../src/bot/conversations/engine/draft.ts';
import type { Step } from '../../../src/bot/conversations/engine/position.ts';
import { named } from '../../../src/i18n.ts';
import { formNamed, loadedForm, standing } from '../../support/forms.ts';

const now = new Date('2026-11-02T03:00:00Z');
const form = loadedForm(
  formNamed('register'),
  {
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
  },
  now,
);

const keys = ({ say }: Step): readonly string[] => say.map((it) => ('key' in it ? it.key : it.local.id));
const at = (key: string): Place => ({ on: 'question', key });
const proposal: Place = {
  on: 'proposal',
  key: 'sales',
  text: named('Maksudnya Rp4.200.000?'),
  options: [{ code: 'yes', label: named('Benar'), value: { amount: 4_200_000, estimate: false } }],
  again: named('Ubah'),
};

describe('small talk inside a form', () => {
  const questions = form.form.questions.filter((it) => it.bare !== true).map((it) => it.key);

  it.each([
    ['assalamualaikum', 'common.talk.salam'],
    ['selamat pagi bu', 'common.hello'],
    ['makasih', 'common.thanks'],
  ])('"%s" is answered in kind at every question, and the question on the screen stays', (text, key) => {
    for (const question of questions) {
      const before = standing(at(question));
      const after = form.type(before, text);
      expect(keys(after), question).toEqual([key]);
      expect([after.prompt, after.moved, after.state.wrong], question).toEqual([false, false, 0]);
      expect([after.state.place, after.state.answers], question).toEqual([before.place, before.answers]);
    }
  });

  it.each(['🙏', '👍'])('a lone %s gets a reaction and no word at every question', (text) => {
    for (const question of questions) {
      const after = form.type(standing(at(question)), text);
      expect([after.react, after.say, after.prompt], question).toEqual([text, [], false]);
    }
  });

  it('"ok" is no wrong answer to a question that has no yes', () => {
    const after = form.type(standing(at('name')), 'nggih bu');
    expect([keys(after), after.state.wrong, after.prompt]).toEqual([['common.talk.okOpen'], 0, false]);
  });

  it('"halo" at a proposal leaves what was asked open, and the next yes answers it', () => {
    const after = form.type(standing(proposal), 'halo');
    expect([after.state.place, after.prompt, keys(after)]).toEqual([proposal, false, ['common.hello']]);
    expect(form.type(after.state, 'ya').state.answers['sales']?.value).toEqual({
      amount: 4_200_000,
      estimate: false,
    });
  });

  it('a 👍 where a button is awaited is told that the button counts', () => {
    for (const place of [proposal, { on: 'review' } as const])
      expect(keys(form.type(standing(place), '👍'))).toEqual(['common.talk.assent']);
  });

  it('yes words keep their meaning at the last look, and thanks do not send', () => {
    const answers = Object.fromEntries(
      form.form.questions.map(({ key }) => [
        key,
        { value: null, open: 'skipped' as const, reader: 'x', at: '' },
      ]),
    );
    const review = standing({ on: 'review' }, answers);
    for (const text of ['ok', 'iya', 'nggih', 'benar'])
      expect(form.type(review, text).ending, text).toBe('submit');
    expect(form.type(review, 'makasih').ending).toBeUndefined();
  });

  it('brings the question again once it has gone up the screen, and no sentence twice in a row', () => {
    const said = (state: DraftState, messageId: number): Step =>
      form.move(
        state,
        { kind: 'text', text: 'makasih', lines: 'makasih', masked: 'makasih', hasNik: false, messageId },
        0,
        10,
      );
    const first = said(standing(at('name')), 11);
    const second = said(first.state, 13);
    expect([keys(first), first.prompt]).toEqual([['common.thanks'], false]);
    expect([keys(second), second.prompt]).toEqual([[], true]);
  });
});
