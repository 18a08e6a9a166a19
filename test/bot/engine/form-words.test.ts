import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Place } from '../../../src/bot/conversations/engine/draft.ts';
import { hasOfficer } from '../../../src/bot/conversations/engine/form.ts';
import { promptOf } from '../../../src/bot/conversations/engine/screen.ts';
import type { Step } from '../../../src/bot/conversations/engine/position.ts';
import { named } from '../../../src/i18n.ts';
import { loadedForms, standing, type LoadedForm } from '../../support/forms.ts';
import { openOffice, type Office } from '../../support/office.ts';

/** A question of a form. */
interface Open {
  readonly name: string;
  readonly key: string;
  readonly it: LoadedForm;
}

const LEAVE = ['stop', 'berhenti', 'batal', 'Batal ya bu', 'gak jadi'];
const NO = ['tidak', 'gak mau', 'jangan'];
const HELP = ['bantuan', 'tanya petugas', 'tolong bu'];
const YES = ['ya', 'nggih', 'oke bu', 'benar', 'iya'];
const ANYTHING = ['Kemarin sore', 'apa ini kok begitu'];

describe('words at every question of every form', () => {
  let office: Office;
  let forms: readonly LoadedForm[];
  let open: readonly Open[];
  beforeAll(async () => {
    office = await openOffice();
    forms = await loadedForms(office);
    open = forms.flatMap((it) =>
      it.form.questions.map(({ key }): Open => ({ name: `${it.form.name}.${key}`, key, it })),
    );
  });
  afterAll(() => office.close());

  /** Where some of these words lead somewhere else than they should. */
  function wrongly(
    words: readonly string[],
    fits: (after: Step, at: Open) => boolean,
    at: (open: Open) => Place = ({ key }) => ({ on: 'question', key }),
  ): readonly string[] {
    return open.flatMap((one) =>
      words.flatMap((word) =>
        fits(one.it.type(standing(at(one)), word), one) ? [] : [`${one.name}: ${word}`],
      ),
    );
  }

  const answer = ({ state }: Step, { key }: Open): unknown => state.answers[key]?.value ?? undefined;
  const isLeft = ({ ending, state }: Step, { key }: Open): boolean =>
    ending === 'left' ||
    ending === 'declined' ||
    ending === 'discarded' ||
    state.answers[key]?.open === 'skipped';
  const proposal = ({ key }: Open): Place => ({
    on: 'proposal',
    key,
    text: named('Begini?'),
    options: [{ code: 'one', label: named('Ya'), value: 'one' }],
    again: named('Bukan'),
  });

  it('leave the form for "stop", "berhenti" and "batal", and store nothing', () => {
    expect(wrongly(LEAVE, (after, at) => isLeft(after, at) && answer(after, at) === undefined)).toEqual([]);
    expect(wrongly(LEAVE, ({ ending }) => ending === 'left' || ending === 'discarded', proposal)).toEqual([]);
  });

  it('hand "menu" and "stop kabar" on to the rest of the bot', () => {
    const outside = ['menu', 'menu dong bu', 'stop kabar', 'jangan ingatkan lagi'];
    expect(wrongly(outside, ({ passed }) => passed === true)).toEqual([]);
    expect(wrongly(outside, ({ passed }) => passed === true, proposal)).toEqual([]);
  });

  it('offer a person for "bantuan"', () => {
    const offers = ({ state: { place }, ending }: Step): boolean =>
      place.on === 'stuck' || ending !== undefined;
    expect(wrongly(['bantuan', 'tolong bu'], offers)).toEqual([]);
    expect(wrongly(HELP, offers, proposal)).toEqual([]);
    // An officer may be the answer ("lewat petugas"), never the words themselves.
    expect(wrongly(HELP, (after, at) => after.moved && answer(after, at) !== 'tanya petugas')).toEqual([]);
  });

  it('send nobody of the office to an officer, and everybody else', () => {
    const stuck = ({ key }: Open): Place => ({ on: 'stuck', key });
    const offered = (one: Open): boolean =>
      promptOf({ ...one.it.form, heading: () => undefined }, standing(stuck(one)), undefined)
        .rows.flat()
        .some(({ code }) => code === 'officer');
    expect(open.filter((one) => offered(one) !== hasOfficer(one.it.form)).map(({ name }) => name)).toEqual(
      [],
    );
    expect(
      wrongly(['bantuan'], ({ help }, one) => (help !== undefined) === hasOfficer(one.it.form), stuck),
    ).toEqual([]);
    expect(new Set(open.map(({ it: { form } }) => hasOfficer(form)))).toEqual(new Set([true, false]));
  });

  it('go back for "kembali"', () => {
    const back = (after: Step, at: Open): boolean => after.moved && answer(after, at) === undefined;
    expect(wrongly(['kembali', 'kembali bu'], back)).toEqual([]);
    expect(wrongly(['kembali'], back, proposal)).toEqual([]);
  });

  it('understand no', () => {
    expect(wrongly(NO, ({ moved, ending }) => moved || ending !== undefined)).toEqual([]);
    expect(wrongly(NO, ({ state: { place }, moved }) => moved && place.on === 'question', proposal)).toEqual(
      [],
    );
  });

  it('take no words at all for the answer to a yes or no', () => {
    // What is written to a person is the letter, also where the last one was asked back.
    const isLetter = ({ it: { form }, key }: Open): boolean =>
      form.questions.some((question) => question.key === key && question.letter !== undefined);
    expect(
      wrongly(ANYTHING, (after, at) => isLetter(at) || answer(after, at) === undefined, proposal),
    ).toEqual([]);
  });

  it('give no consent and erase nothing with a yes', () => {
    const byButton = ({ it: { form }, key }: Open): boolean => {
      const asked = form.questions.find((question) => question.key === key);
      const label = JSON.stringify(asked?.hints);
      return asked?.byButton === true || label.includes('consent.button') || form.name === 'erase';
    };
    const consents = open.filter(byButton);
    expect(consents.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'register.consent',
        'training-news.news',
        'apply.consent',
        'erase.sure',
        'consent-again.consent',
        'join-training.consent',
        'takeover.consent',
      ]),
    );
    for (const { it, key, name } of consents)
      for (const word of YES)
        expect(it.type(standing({ on: 'question', key }), word).state.answers, `${name}: ${word}`).toEqual(
          {},
        );
  });

  it('are understood at the last look', () => {
    for (const it of forms) {
      if (it.form.review === undefined) continue;
      const answers = Object.fromEntries(
        it.form.questions.map(({ key }) => [
          key,
          { value: null, open: 'skipped' as const, reader: 'x', at: '' },
        ]),
      );
      const at = (text: string): Step => it.type(standing({ on: 'review' }, answers), text);
      const { name, review } = it.form;
      for (const word of [...YES, 'sudah benar']) {
        const { ending, state } = at(word);
        expect(
          ending === 'submit' || (review.check !== undefined && state.place.on === 'question'),
          name,
        ).toBe(true);
      }
      for (const word of ['ubah', 'salah', 'tidak']) expect(at(word).state.place.on, name).toBe('pick');
      for (const word of LEAVE) expect(at(word).ending, name).toBe('left');
      for (const word of ['bantuan', 'petugas']) expect(at(word).state.place.on, name).toBe('help');
      expect(at('menu').passed, name).toBe(true);
      expect(at('kembali').state.place.on, name).toBe('question');
    }
  });

  it('never get the same answer a third time, whatever is written', () => {
    const stays = open.filter(({ it, key }) => {
      let state = standing({ on: 'question', key });
      for (let turn = 0; turn < 3; turn++) {
        const after = it.type(state, '???');
        const { place, answers } = after.state;
        if (after.ending !== undefined || place.on !== 'question' || answers[key] !== undefined) return false;
        ({ state } = after);
      }
      return true;
    });
    expect(stays.map(({ name }) => name)).toEqual([]);
  });
});
