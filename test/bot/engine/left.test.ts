import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { answersOf, type DraftState } from '../../../src/bot/conversations/engine/draft.ts';
import { question, type AnyQuestion, type Form } from '../../../src/bot/conversations/engine/form.ts';
import type { Json } from '../../../src/bot/conversations/engine/json.ts';
import { leave, owed, type LineChange } from '../../../src/bot/conversations/engine/left.ts';
import {
  choice,
  hint,
  leave as skip,
  take,
  type Reply,
} from '../../../src/bot/conversations/engine/reply.ts';
import { placeChoices } from '../../../src/bot/conversations/engine/screen.ts';
import { line, named } from '../../../src/i18n.ts';
import type { Services } from '../../../src/services/core/services.ts';
import { runs } from '../../support/long.ts';
import { loadedForm, standing } from '../../support/forms.ts';

const text = z.string();
const hints = [line('common.buttons'), line('common.buttons')] as const;

/** A word is taken, a word with a question mark is asked back, anything else is not understood. */
const readWord = (said: string): Reply => {
  const [word] = /^[a-z]+/.exec(said) ?? [];
  if (word === undefined) return hint();
  if (!said.endsWith('?')) return take(word);
  const options = [{ code: 'yes', label: line('common.button.yes'), value: word }];
  return { kind: 'propose', text: named(word), options, again: line('common.button.no') };
};

const ask = (key: string, more: Partial<AnyQuestion<unknown>> = {}): AnyQuestion<unknown> => ({
  ...question<unknown, string>({
    key,
    value: text,
    ask: () => named(key),
    choices: () => [
      [
        choice('one', named('one'), take('one')),
        choice('two', named('two'), take('two')),
        choice('skip', line('common.button.skip'), skip('skipped')),
      ],
    ],
    read: (said) => (said.kind === 'text' ? readWord(said.text) : hint()),
    hints,
    label: 'register.kind.label',
    show: (value) => named(`${key} ${value}`),
  }),
  ...more,
});

const { label: _, ...untold } = ask('untold');

const form: Form<unknown, Services, Json> = {
  name: 'small',
  version: 1,
  title: 'register.title',
  questions: [
    ask('place'),
    ask('village', { dependsOn: ['place'] }),
    ask('phone', { keyboard: { close: 'register.phone.closed' } }),
    untold,
    ask('name'),
  ],
  review: { ask: line('register.review.ask'), send: line('common.button.send') },
  load: async () => ({}),
  submit: async () => 'done',
  result: z.string(),
};

const { form: loaded, move } = loadedForm(form, {}, new Date('2026-11-02T03:00:00Z'));

/** The line that a question would have, were it asked now. */
const lineNow = (state: DraftState, key: string): string | undefined => {
  const stored = state.answers[key];
  const shown = loaded.questions.find((it) => it.key === key);
  if (stored === undefined || shown?.showStored === undefined) return undefined;
  return JSON.stringify(
    stored.open === undefined
      ? shown.showStored(stored.value, answersOf(state.answers), {})
      : line('common.review.open'),
  );
};

/** A chat on a phone: what each message says of an answer, and whether it still has buttons. */
class Screen {
  readonly messages = new Map<
    number,
    { key: string | undefined; says: string | undefined; alive: boolean }
  >();
  readonly made = new Set<number>();
  state = standing({ on: 'question', key: 'place' });
  prompt = 1;
  ended: string | undefined;

  constructor() {
    this.show();
  }

  show(): void {
    const { place } = this.state;
    const onKeyboard = place.on === 'question' && place.key === 'phone';
    const key = 'key' in place ? place.key : undefined;
    this.messages.set(this.prompt, { key, says: undefined, alive: !onKeyboard });
  }

  /** Makes changes; `lost` of them, at random places, never arrive. */
  change(changes: readonly LineChange[], lost: readonly boolean[] = []): void {
    for (const [at, { id, line: it }] of changes.entries()) {
      this.made.delete(id);
      const message = this.messages.get(id);
      if (lost[at] === true || message === undefined) continue;
      this.made.add(id);
      const value = it?.params?.['value'];
      const words = typeof value === 'object' && 'line' in value ? JSON.stringify(value.line) : undefined;
      if (it !== undefined) message.says = words;
      message.alive = false;
    }
  }

  act(deed: Deed): void {
    if (this.ended !== undefined) return;
    const codes = placeChoices(loaded, this.state, {}).flat();
    const code = deed.do === 'press' ? codes[deed.nth % Math.max(1, codes.length)]?.code : undefined;
    if (deed.do === 'kill') {
      this.made.clear();
      return this.change(owed(loaded, this.state, {}, () => false));
    }
    const step =
      deed.do === 'say'
        ? move(this.state, {
            kind: 'text',
            text: deed.text,
            lines: deed.text,
            masked: deed.text,
            hasNik: false,
            messageId: this.prompt + 1,
          })
        : move(this.state, { kind: 'press', revision: 7, code: code ?? '' });
    if (step.old === true || step.passed === true) return;
    const { left, changes } = leave(
      loaded,
      { before: this.state, after: step.state, messages: [this.prompt], ending: step.ending },
      {},
    );
    this.state = { ...step.state, left };
    this.ended = step.ending;
    const fresh = new Set(changes.map((it) => it.id));
    const more =
      step.ending === undefined
        ? []
        : owed(loaded, this.state, {}, (id) => fresh.has(id) || this.made.has(id));
    this.change([...changes, ...more], step.ending === undefined ? deed.lost : []);
    this.prompt += 2;
    if (step.ending === undefined) this.show();
  }

  /** Throws where a line states what is not stored, or a button asks for nothing; thousands of times. */
  check(): void {
    const { wrong, idle } = this;
    if (wrong.length + idle.length > 0)
      throw new Error(`expected true lines and no idle button, got ${JSON.stringify([wrong, idle])}`);
  }

  /** Lines that state what is not stored. */
  get wrong(): readonly (string | undefined)[] {
    return [...this.messages.values()]
      .filter(({ key, says }) => says !== undefined && says !== lineNow(this.state, key ?? ''))
      .map(({ says }) => says);
  }

  /** Messages with buttons that ask for nothing that is open. */
  get idle(): readonly (string | undefined)[] {
    const { place } = this.state;
    const from = place.on === 'leave' || place.on === 'help' ? place.from : place;
    const open = 'key' in from ? from.key : undefined;
    return [...this.messages.entries()]
      .filter(([id, { alive }]) => alive && (id !== this.prompt || this.ended !== undefined))
      .filter(([, { key }]) => this.ended !== undefined || key === undefined || key !== open)
      .map(([, { key }]) => key);
  }
}

type Deed = { readonly lost: readonly boolean[] } & (
  | { readonly do: 'say'; readonly text: string }
  | { readonly do: 'press'; readonly nth: number }
  | { readonly do: 'kill' }
);

const says = [
  'manyar',
  'manyar?',
  'cerme',
  'cerme?',
  '12',
  'kembali',
  'ya',
  'bukan',
  'batal',
  'ubah nomor 1',
];
const deedOf = (lost: fc.Arbitrary<readonly boolean[]>): fc.Arbitrary<Deed> =>
  fc.oneof(
    {
      weight: 3,
      arbitrary: fc.record({ do: fc.constant('say' as const), text: fc.constantFrom(...says), lost }),
    },
    {
      weight: 5,
      arbitrary: fc.record({ do: fc.constant('press' as const), nth: fc.nat({ max: 12 }), lost }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('kill' as const), lost }) },
  );

describe('messages that a form has gone on from', () => {
  it('never state an answer that is not stored, nor keep a button that asks for nothing', () => {
    const deeds = fc.array(deedOf(fc.constant([])), { maxLength: 40 });
    fc.assert(
      fc.property(deeds, (all) => {
        const screen = new Screen();
        for (const deed of all) {
          screen.act(deed);
          screen.check();
        }
      }),
      { numRuns: runs(400) },
    );
  });

  it('say at the end of the form what they should, where no more than ten were skipped', () => {
    const lost = fc.array(fc.boolean(), { maxLength: 3 });
    const sent = Array.from({ length: 8 }, () => ({ do: 'say', text: 'manyar', lost: [] }) as const);
    const end = { do: 'press', nth: 0, lost: [] } as const;
    fc.assert(
      fc.property(fc.array(deedOf(lost), { maxLength: 9 }), (all) => {
        const screen = new Screen();
        for (const deed of [...all, ...sent, end]) screen.act(deed);
        if (screen.ended !== undefined) screen.check();
      }),
      { numRuns: runs(400) },
    );
  });

  it('are not worded anew by an answer to something else', () => {
    const screen = new Screen();
    screen.act({ do: 'say', text: 'manyar', lost: [] });
    const before = screen.state;
    const after = move(before, { kind: 'press', revision: 7, code: 'one' }).state;
    const { changes } = leave(loaded, { before, after, messages: [screen.prompt] }, {});
    expect(changes.map((it) => it.id)).toEqual([screen.prompt]);
  });

  it('say it when their answer was changed', () => {
    const screen = new Screen();
    for (const word of ['manyar', 'suci', 'kembali', 'kembali', 'cerme'])
      screen.act({ do: 'say', text: word, lost: [] });
    const messages = [...screen.messages.values()];
    expect(messages.map((it) => it.says)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      JSON.stringify(named('place cerme')),
      undefined,
    ]);
    expect(screen.state.left?.map((it) => it.is)).toEqual(['lost', 'lost', 'lost', 'line']);
  });
});
