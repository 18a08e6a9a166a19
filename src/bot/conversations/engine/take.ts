import { clip } from '../../../domain/words/clip.ts';
import { readSmallTalk } from '../../../domain/words/small-talk.ts';
import { readWord } from '../../../domain/words/words.ts';
import { line } from '../../../i18n.ts';
import type { DraftState, Place } from './draft.ts';
import { answered, isPending, isSeeded, retold, withoutAnswersOf } from './edits.ts';
import {
  go,
  movedTo,
  old,
  questionOf,
  resumable,
  stay,
  type Input,
  type InputOf,
  type Position,
  type Step,
} from './position.ts';
import { choose } from './presses.ts';
import { read, readContact, readInstead, readLetter, readOther } from './reading.ts';
import { placeChoices, USE_SAID } from './screen.ts';
import type { Sent } from './sent.ts';
import {
  atStuck,
  codeFor,
  elsewhere,
  everywhere,
  here,
  helped,
  numbered,
  proposed,
  stopped,
  unclear,
} from './spoken.ts';
import { talked, wordsFor } from './talk.ts';

/** After this long without a sign, a message is answered with "Lanjutkan, ulang dari awal, atau hapus?". */
const PAUSE_MS = 8 * 60 * 60 * 1000;

/** Takes what is pressed, typed, sent or edited in a form. */
export function take<C>(at: Position<C>, input: Input): Step {
  switch (input.kind) {
    case 'again':
      return stay(at);
    case 'press':
      return press(at, input.revision, input.code);
    case 'edited':
      return input.hasNik
        ? stay(at, [line('common.nik.notNeeded')], { deleteMessage: true })
        : takeEdited(at, input);
    case 'other':
      return paused(at, input) ?? readOther(at, input);
    case 'contact':
      return paused(at, input) ?? readContact(at, input);
    case 'text':
      return withoutSecret(at, input.text, takeText(at, input));
  }
}

/** The message as the answer that it could be, once the person says so. */
export function offer<C>(at: Position<C>, sent: Sent): DraftState {
  const from = resumable(at.state.place);
  const said = kept(at, sent, from, take(movedTo(at, from), sent));
  return said === undefined ? at.state : { ...at.state, place: { on: 'said', from, said } };
}

function press<C>(at: Position<C>, revision: number, code: string): Step {
  const last = at.state.lastPress;
  if (revision !== at.env.revision && last?.revision === revision && last.code === code)
    return { ...old(at), toast: line('common.press.twice') };
  const pressed = pressedAt(at, revision);
  if (pressed === undefined) return old(at);
  const step = pressButton(pressed, code);
  return step.moved || step.ending !== undefined
    ? { ...step, state: { ...step.state, lastPress: { revision, code } } }
    : step;
}

/** Where a press counts: at what is on the screen now, or at an earlier prompt of the question that is open. */
function pressedAt<C>(at: Position<C>, revision: number): Position<C> | undefined {
  if (revision === at.env.revision) return at;
  const asked = at.state.asked?.[revision];
  const open = resumable(at.state.place);
  return asked !== undefined && 'key' in open && open.key === asked
    ? movedTo(at, { on: 'question', key: asked })
    : undefined;
}

/** What a button does; two of them make an earlier message the answer. */
function pressButton<C>(at: Position<C>, code: string): Step {
  const { place } = at.state;
  if (place.on === 'said' && code === USE_SAID) return take(movedTo(at, place.from), place.said);
  if (place.on === 'edited' && code === 'change' && place.said !== undefined)
    return replaced(at, place.key, place.from, place.said);
  return choose(at, code);
}

function paused<C>(at: Position<C>, sent: Sent): Step | undefined {
  const { form, state, env } = at;
  const away = env.now.getTime() - env.lastActive.getTime();
  // A brief form is not worth the question; its seeds are no answers either.
  if (
    form.brief === true ||
    away < PAUSE_MS ||
    state.place.on === 'pause' ||
    Object.keys(state.answers).length === 0
  )
    return undefined;
  const from = resumable(state.place);
  const direct = take(movedTo(at, from), sent);
  // "Menu" and "stop" want nothing else.
  if (direct.passed === true || direct.ending === 'left' || direct.state.place.on === 'aside') return direct;
  if (direct.keep !== undefined) return stay(at, [], { keep: direct.keep, prompt: false });
  const said = kept(at, sent, from, direct);
  const talk = sent.kind === 'text' ? readSmallTalk(sent.text) : undefined;
  const answersInKind = talk === 'salam' || talk === 'thanks';
  const paused = go(at, { on: 'pause', from, ...(said === undefined ? {} : { said }) }, [
    wordsFor(at, answersInKind ? talk : 'greeting'),
  ]);
  // A picture that is no answer leaves the chat also when it is the first sign after a pause.
  const { deleteMessage } = direct;
  return deleteMessage === undefined ? paused : { ...paused, deleteMessage };
}

/** A NIK is not kept for later, and a greeting is no answer. */
function kept<C>(at: Position<C>, sent: Sent, from: Place, step: Step): Sent | undefined {
  const secret = 'key' in from && questionOf(at, from.key).takesNik === true;
  const talks = sent.kind === 'text' && readSmallTalk(sent.text) !== undefined;
  return secret || talks || !isAnswer(at.state, step) ? undefined : sent;
}

/** What after a pause is more than a sign of life: it would have moved the form on. */
function isAnswer(before: DraftState, { state, moved, ending }: Step): boolean {
  if (!moved || state.wrong > 0 || ending === 'left' || ending === 'discarded') return false;
  return ending === 'submit' || state.place.on === 'proposal' || state.answers !== before.answers;
}

function takeText<C>(at: Position<C>, input: InputOf<'text'>): Step {
  const { place, lastText } = at.state;
  const letter = readLetter(at, input);
  if (letter !== undefined) return letter;
  const question = 'key' in place && place.on !== 'edited' ? questionOf(at, place.key) : undefined;
  if (input.hasNik && question?.takesNik !== true)
    return stay(
      at,
      [line(place.on === 'question' && place.key === 'nib' ? 'common.nik.atNib' : 'common.nik.notNeeded')],
      { deleteMessage: true },
    );
  const { promptMessageId } = at.env;
  if (promptMessageId !== undefined && input.messageId < promptMessageId) {
    // Thanks for what stood there before want no answer to this question.
    const talk = readSmallTalk(input.text) === 'ok' ? undefined : talked(at, input);
    if (talk !== undefined) return talk;
    const words = clip(input.masked, 40);
    return stay(
      at,
      [line(lastText === input.text ? 'common.stale.repeated' : 'common.stale.other', { words })],
      question?.takesNik === true ? { deleteMessage: true } : {},
    );
  }
  return (
    paused(at, input) ??
    (at.env.isRest === true ? rest(at, input) : (typedButton(at, input.text) ?? answer(at, input)))
  );
}

/** What may be the rest of a text that was too long is no answer before the person says so. */
function rest<C>(at: Position<C>, input: InputOf<'text'>): Step {
  const { place } = at.state;
  return place.on === 'question'
    ? read(at, input, questionOf(at, place.key), 'rest')
    : stay(at, [line('common.rest')]);
}

/** A button whose label was typed; reply keyboards answer this way, too. */
function typedButton<C>(at: Position<C>, text: string): Step | undefined {
  const { form, state, env } = at;
  const typed = placeChoices(form, state, env.context)
    .flat()
    .find((it) => it.contact !== true && it.place !== true && env.texts.isLabel(it.label, text, env.to));
  if (typed === undefined) return undefined;
  // "Batal" is a word as well as a button: whoever writes it has said already what the button asks.
  if (typed.code === 'cancel') return stopped(at, text);
  const step = pressButton(at, typed.code);
  return { ...step, state: { ...step.state, lastText: text } };
}

/** A text as the answer to what is asked at the place. */
function answer<C>(at: Position<C>, input: InputOf<'text'>): Step {
  const { place } = at.state;
  switch (place.on) {
    case 'question':
      return read(at, input, questionOf(at, place.key));
    case 'proposal':
      return proposed(at, place, input.text) ?? read(at, input, questionOf(at, place.key), 'asked-back');
    case 'stuck':
      return (
        atStuck(at, place.key, input.text) ??
        readInstead(at, input, place) ??
        talked(at, input) ??
        here(at, input.text) ??
        elsewhere(at, input.text) ??
        unclear(at)
      );
    case 'leave':
    case 'aside':
    case 'pause':
      return readInstead(at, input, resumable(place)) ?? spokenButton(at, input);
    case 'said':
      // The answer itself again, or another one.
      return readInstead(at, input, place.from) ?? spokenButton(at, input);
    case 'review':
      return numbered(at, input.text) ?? spokenButton(at, input);
    case 'help':
    case 'edited':
    case 'pick':
      return spokenButton(at, input);
  }
}

/** A place with buttons alone: its words, then those that count everywhere. */
function spokenButton<C>(at: Position<C>, input: InputOf<'text'>): Step {
  const { place } = at.state;
  const { text } = input;
  const code = codeFor(at.form, place, text);
  if (code !== undefined) return pressButton(at, code);
  const isLost = readWord(text) === 'dont-know' && place.on !== 'help';
  const step =
    everywhere(at, text) ??
    (isLost ? helped(at) : undefined) ??
    talked(at, input) ??
    here(at, text) ??
    elsewhere(at, text);
  if (step !== undefined) return step;
  return unclear(at);
}

/** Fifteen digits of a NIK tell nearly as much as sixteen: such a message leaves the chat, too. */
function withoutSecret<C>(at: Position<C>, text: string, step: Step): Step {
  const { place } = at.state;
  const secret = 'key' in place && place.on !== 'edited' && questionOf(at, place.key).takesNik === true;
  return secret && (text.match(/\p{N}/gu) ?? []).length >= 8 ? { ...step, deleteMessage: true } : step;
}

/** A message changed in the chat: its new words are what is read, and nothing that stands is changed without a press. */
function takeEdited<C>(at: Position<C>, { messageId, said }: InputOf<'edited'>): Step {
  const { place } = at.state;
  const none = stay(at, [line('common.edited.none')]);
  if (place.on === 'pause') return none;
  if (said !== undefined && isSeeded(at, messageId)) return retold(at, said) ?? none;
  const key = answered(at, messageId);
  if (said !== undefined && isPending(at.state, messageId, key))
    // As if it were written now.
    return take(movedTo(at, 'key' in place ? { on: 'question', key: place.key } : place), said);
  if (key === undefined) return none;
  return go(at, { on: 'edited', key, from: resumable(place), ...(said === undefined ? {} : { said }) });
}

/** The new words answer the question of the old ones, and everything that hung on these is asked again. */
function replaced<C>(at: Position<C>, key: string, from: Place, said: InputOf<'text'>): Step {
  const answers = withoutAnswersOf(said.messageId, key, at.state.answers);
  const step = take(movedTo(at, { on: 'question', key }, { answers, editing: key }), said);
  // What was just being asked back goes on where it was.
  const goesOn =
    from.on === 'proposal' && step.state.place.on === 'question' && step.state.place.key === from.key;
  return goesOn ? { ...step, state: { ...step.state, place: from } } : step;
}
