import { clip } from '../../../domain/words/clip.ts';
import { readIntent } from '../../../domain/words/intent.ts';
import { readSmallTalk } from '../../../domain/words/small-talk.ts';
import { readWord } from '../../../domain/words/words.ts';
import { line } from '../../../i18n.ts';
import { answersOf, type Place } from './draft.ts';
import type { AnyQuestion, Said } from './form.ts';
import { hint, propose, tell, type Reply, type ReplyOf } from './reply.ts';
import { fileSentence, removalOf, sorted } from './letter.ts';
import { questionOf, resumable, stay, type InputOf, type Position, type Step } from './position.ts';
import { follow } from './follow.ts';
import type { SentWords } from './sent.ts';
import { elsewhere, here, namesPage, proposed, unclear, way } from './spoken.ts';
import { talked } from './talk.ts';

/**
 * Reads an answer; `asked-back`: while a button was asked for, so that not every word is taken; `rest`: it may be the
 * rest of a text before it, so that nothing is taken as it stands.
 */
export function read<C>(
  at: Position<C>,
  input: InputOf<'text'>,
  question: AnyQuestion<C>,
  how: 'open' | 'asked-back' | 'rest' = 'open',
): Step {
  const isPage = how !== 'rest' && namesPage(at, input.text);
  const answer = isPage ? hint() : (replyTo(at, question, input) ?? hint());
  const asks = asksSomething(input.text) && how === 'open';
  // Where anything may be written, "Jasa Pajak Siti" is an answer and "kena pajak?" none.
  const reply: Reply = isFree(answer) && !asks ? answer : (tax(at, input.text) ?? answer);
  const secret = question.takesNik === true;
  const free = reply.kind === 'accept' && (reply.free === true || how === 'rest');
  // "Makasih" is no kind of business, though one could write anything there.
  const talks = reply.kind === 'hint' || (free && at.form.duty === undefined);
  // "Baik, saya paham" at a consent is no consent, but more than small talk.
  const agrees = question.bare === true && readSmallTalk(input.text) === 'ok';
  const taken = reply.kind !== 'hint' && reply.kind !== 'tell' && !free;
  const step =
    (taken ? undefined : way(at, question, input.text)) ??
    (talks && !agrees ? talked(at, input) : undefined) ??
    (leads(reply, input.text) ? here(at, input.text) : undefined) ??
    (leads(reply, input.text) || (free && asks) ? elsewhere(at, input.text, question) : undefined) ??
    follow(at, question, free && how !== 'open' ? askedBack(reply, input.masked) : reply, {
      words: secret && !input.hasNik ? input.text.replaceAll(/\p{N}/gu, '•') : input.masked,
      messageId: input.messageId,
      reader: question.reader ?? question.key,
    });
  const last = { lastText: secret ? undefined : input.text, lastMessageId: input.messageId };
  return { ...step, state: { ...step.state, ...last } };
}

const isFree = (reply: Reply): boolean => reply.kind === 'accept' && reply.free === true;

/** What no name of a business says, though it may hold the rest ("Pelatihan Jahit Siti"). */
const ASKS =
  /\?|^\W*(?:cara|carane|apakah|mau|arep|pengen|pingin|ingin|minta|tolong|lihat|liat|hapus|ganti|ikut|lapor|laporkan|mengadu|ngadu|komplain|syarat|rekap|bahasa)\b|\b(?:kapan|gimana|bagaimana|piye|pripun|opo|nopo|piro|berapa)\b|\b(?:apa|ta|mana|ga|gak)\W*$/iu;
const asksSomething = (text: string): boolean => ASKS.test(text);

/** A reader that knows what was asked ("NIB itu apa?") says it better. */
const leads = (reply: Reply, text: string): boolean =>
  reply.kind === 'hint' && (reply.text === undefined || readIntent(text) !== 'nib');

function replyTo<C>({ state, env }: Position<C>, question: AnyQuestion<C>, said: Said): Reply | undefined {
  return question.read?.(said, answersOf(state.answers), env.context);
}

/** "Buat apa, kena pajak?" is a worry at any question: the approved sentence, then the question again. */
function tax<C>({ form }: Position<C>, text: string): Reply | undefined {
  // In a form of the office it is a subject like any other ("Pelatihan pajak UMKM").
  return form.duty === undefined && /\bpajak\b/i.test(text) ? tell(line('common.tax')) : undefined;
}

/** Whoever writes the answer while something else is asked need not press a button first. */
export function readInstead<C>(at: Position<C>, input: InputOf<'text'>, place: Place): Step | undefined {
  if (readWord(input.text) !== undefined || !('key' in place) || place.on === 'edited') return undefined;
  const question = questionOf(at, place.key);
  const kind = replyTo(at, question, input)?.kind;
  return kind === undefined || kind === 'hint' || kind === 'tell'
    ? undefined
    : read(at, input, question, 'asked-back');
}

export function readContact<C>(at: Position<C>, input: InputOf<'contact'>): Step {
  const { place } = at.state;
  if (place.on !== 'question' && place.on !== 'proposal') return unclear(at);
  const question = questionOf(at, place.key);
  const reply = question.keyboard === undefined ? undefined : replyTo(at, question, input);
  if (reply === undefined) return stay(at, [line('common.notHere')]);
  return follow(at, question, reply, {
    words: input.phone,
    messageId: input.messageId,
    reader: 'contact',
  });
}

/**
 * Takes words to another person, when the question that is open, or was left open, asks for them. They are never older
 * than their question: the form has no other, and what is sent comes in its order. Undefined for what is no such words
 * ("batal").
 */
export function readLetter<C>(at: Position<C>, input: InputOf<'text' | 'other'>): Step | undefined {
  const place = resumable(at.state.place);
  const isProposed = place.on === 'proposal';
  const question = place.on === 'question' || isProposed ? questionOf(at, place.key) : undefined;
  if (question?.letter === undefined) return undefined;
  // "Ya" sends what is proposed; any other words are the letter instead.
  if (isProposed && input.kind === 'text' && proposed(at, place, input.text) !== undefined) return undefined;
  if (input.kind === 'text' && way(at, question, input.text) !== undefined) return undefined;
  const it = sorted(input);
  if (it === undefined) return undefined;
  const more = it.deleteMessage === undefined ? {} : { deleteMessage: it.deleteMessage };
  if (it.letter === undefined) return stay(at, it.say, more);
  const reply = question.letter(it.letter);
  if (reply.kind === 'hint' && input.kind === 'text') return undefined;
  const { messageId } = input;
  const step = follow(at, question, reply, { words: it.letter.text, messageId, reader: 'letter@1' });
  return { ...step, ...more, say: [...it.say, ...step.say] };
}

/** Reads what is neither text nor contact: a photo, a file, a place on the map. */
export function readOther<C>(at: Position<C>, input: InputOf<'other'>): Step {
  const letter = readLetter(at, input);
  if (letter !== undefined) return letter;
  const { place, answers } = at.state;
  const question = place.on === 'question' ? questionOf(at, place.key) : undefined;
  const { what, file, messageId } = input;
  if (question?.readPhoto !== undefined && (file !== undefined || what === 'picture')) {
    const photo = file?.kind === 'photo' ? file.fileId : undefined;
    const reply = question.readPhoto(photo, answersOf(answers), at.env.context);
    return follow(at, question, reply, { messageId, reader: 'photo' });
  }
  if (question?.readPlace !== undefined && input.place !== undefined) {
    const reply = question.readPlace(input.place, answersOf(answers), at.env.context);
    return follow(at, question, reply, { messageId, reader: 'place' });
  }
  const spoken = what === 'voice' && at.form.duty === undefined ? sorted(input)?.letter : undefined;
  if (spoken?.file !== undefined) return stay(at, [], { keep: spoken, prompt: false });
  const removal = removalOf(input);
  const caption = input.caption === undefined ? undefined : readCaption(at, input, input.caption);
  const step = caption ?? stay(at, removal === undefined || removal === true ? [fileSentence(what)] : []);
  return removal === undefined ? step : { ...step, deleteMessage: removal };
}

/** The words under a picture may be the answer; what they are is asked back, they may tell only what it shows. */
function readCaption<C>(
  at: Position<C>,
  { messageId, paper }: InputOf<'other'>,
  { text, lines, masked, hasNik }: SentWords,
): Step | undefined {
  const { place } = at.state;
  if ((place.on !== 'question' && place.on !== 'proposal') || paper === true) return undefined;
  const question = questionOf(at, place.key);
  if (hasNik && question.takesNik !== true) return undefined;
  const reply = replyTo(at, question, { kind: 'text', text, lines });
  const source = { words: masked, messageId, reader: question.reader ?? question.key };
  if (reply?.kind === 'propose') return follow(at, question, reply, source);
  if (reply?.kind !== 'accept' || reply.open !== undefined || question.takesNik === true) return undefined;
  const { value, others } = reply;
  const yes = {
    code: 'yes',
    label: line('common.caption.yes'),
    value,
    ...(others === undefined ? {} : { others }),
  };
  return follow(
    at,
    question,
    propose(line('common.caption.ask', { words: clip(masked, 60) }), line('common.button.writeAgain'), yes),
    source,
  );
}

/** "Kemarin sore" at "Ini termasuk makanan?": words that any question of its kind would take count only once confirmed. */
function askedBack(reply: ReplyOf<'accept'>, words: string): Reply {
  const { value, others } = reply;
  return propose(line('common.meant', { words: clip(words, 40) }), line('common.button.noWriteAgain'), {
    code: 'meant',
    label: line('common.button.useSaid'),
    value,
    ...(others === undefined ? {} : { others }),
  });
}
