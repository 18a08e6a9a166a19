import { readIntent, type Intent } from '../../../domain/words/intent.ts';
import { ownPage } from '../../../domain/words/own-page.ts';
import { readReportLine } from '../../../domain/sales/report-line.ts';
import { readWord } from '../../../domain/words/words.ts';
import { localDate } from '../../../domain/month/calendar.ts';
import { line, type Line } from '../../../i18n.ts';
import { answersOf, type Place } from './draft.ts';
import { hasOfficer, type AnyQuestion, type Dialogue } from './form.ts';
import type { Choice, Proposal } from './reply.ts';
import { go, pass, quit, resumable, stay, type Position, type Step } from './position.ts';
import { answerProposal, back, change, choose, chooseStuck } from './presses.ts';
import { hint } from './follow.ts';
import { placeChoices, USE_SAID } from './screen.ts';

/** After so many words that fit no button, a person is offered. */
const UNCLEAR_BEFORE_PERSON = 3;

/*
 * Words in the place of buttons: no, stop, back, help and menu count everywhere in a form.
 */

/** What means the same at every place. */
export function everywhere<C>(at: Position<C>, text: string): Step | undefined {
  if (asksToStopMessages(text)) return pass(at);
  switch (readWord(text)) {
    case 'stop':
      return stopped(at, text);
    case 'menu':
      return pass(at);
    case 'help':
      return helped(at);
    default:
      return undefined;
  }
}

/** "Stop" here ends the form, not the news; whoever may have meant the news reads how to end them. */
export function stopped<C>(at: Position<C>, text: string): Step {
  const mayMeanNews = at.form.duty === undefined && /st?op|setop|henti|mande[gk]/iu.test(text);
  return quit(at, mayMeanNews ? [line('common.newsGoOn')] : []);
}

export function helped<C>(at: Position<C>): Step {
  const from = resumable(at.state.place);
  return go(at, 'key' in from ? { on: 'stuck', key: from.key } : { on: 'help', from });
}

/** A word that is no answer to this question. */
export function way<C>(at: Position<C>, question: AnyQuestion<C>, text: string): Step | undefined {
  const usual = usualChoices(at, question);
  const refusal = usual.find((it) => it.reply.kind === 'decline');
  const skip = usual.find((it) => it.code === 'skip');
  const alone = question.bare === true;
  switch (readWord(text)) {
    case 'no':
      return choose(at, (refusal ?? skip)?.code ?? 'cancel');
    case 'skip':
      if (skip !== undefined) return choose(at, skip.code);
      return question.leaveOpen === undefined ? undefined : helped(at);
    case 'back':
      return alone && refusal !== undefined && at.form.questions[0]?.key === question.key
        ? choose(at, refusal.code)
        : back(at);
    case 'later':
      if (!alone) return helped(at);
      return refusal === undefined ? quit(at) : choose(at, refusal.code);
    case 'stop':
      return alone && refusal !== undefined ? choose(at, refusal.code) : stopped(at, text);
    case 'yes': {
      const yes = usual.find((it) => it.code === 'yes' && it.reply.kind === 'accept');
      if (yes !== undefined && question.byButton !== true) return choose(at, yes.code);
      // "Nggih" at a consent is none.
      return alone ? hint(at, question) : undefined;
    }
    default:
      return everywhere(at, text);
  }
}

/**
 * Words that are no answer and name something else ("kapan ada pelatihan?"): answered where a sentence does, else the
 * form offers to wait. A short form is not worth holding on to. `question`: the one that is open.
 */
export function elsewhere<C>(at: Position<C>, text: string, question?: AnyQuestion<C>): Step | undefined {
  const { form, env, state } = at;
  const aim = aimOf(at, text);
  if (form.duty !== undefined || aim === undefined || aim === form.name) return undefined;
  if (form.brief === true || question?.bare === true)
    return aim === 'data' && question?.byButton !== true && !namesPage(at, text) ? undefined : pass(at);
  switch (aim) {
    case 'menu':
    case 'stop-news':
    case 'stop-reminders':
    case 'start-again':
      return pass(at);
    case 'official':
      return stay(at, [line('start.official', { bot: env.bot })]);
    case 'nib':
      return stay(at, [line('start.nib')]);
    case 'tax':
      return stay(at, [line('common.tax')]);
    case 'seen':
    case 'lost':
    case 'cost':
    case 'child':
    case 'use':
      return stay(at, [line(`guide.a.${aim}`)]);
    case 'report':
    case 'my-reports':
    case 'partnership':
    case 'data':
      if (!env.registered) return stay(at, [line('common.aside.first')]);
      break;
    default:
  }
  return go(at, { on: 'aside', from: state.place, aim });
}

/** The buttons of the menu that lead to a page, of which every label is an aim. */
const PAGES = [
  'report.own.button',
  'case.own.button',
  'start.menu.trainings',
  'start.menu.partnership',
  'start.menu.data',
] as const;

/**
 * Whether somebody writes the button of a page: no reader may find an answer in it, neither one person at work in
 * "Laporan saya" nor the name of a business in "Cek kemitraan". An officer's form names its subjects as it likes.
 */
export function namesPage<C>({ form, env }: Position<C>, text: string): boolean {
  return (
    form.duty === undefined &&
    (ownPage(text) !== undefined || PAGES.some((key) => env.texts.isLabel(line(key), text, env.to)))
  );
}

/** "Mau daftar" where one registers already: said, and asked again. No wrong answer; a figure in it is read as one. */
export function here<C>(at: Position<C>, text: string): Step | undefined {
  const { form } = at;
  if (form.duty !== undefined || /\d/.test(text) || aimOf(at, text) !== form.name) return undefined;
  return stay(at, [line('common.aside.here', { form: { within: line(form.title) } })]);
}

/** What the words lead to outside any form. */
function aimOf<C>({ env }: Position<C>, text: string): Intent | undefined {
  const isReport = readReportLine(text, localDate(env.now, env.zone)) !== undefined;
  return readIntent(text) ?? (isReport ? 'report' : undefined);
}

/** Words that fit no button: first that one is to be pressed, then what was asked, then a person. */
export function unclear<C>(at: Position<C>): Step {
  const wrong = at.state.wrong + 1;
  if (wrong >= UNCLEAR_BEFORE_PERSON && at.state.place.on !== 'help' && at.state.place.on !== 'stuck')
    return helped(at);
  const state = { ...at.state, wrong };
  return wrong % 2 === 1
    ? stay(at, [line('common.buttons')], { state, prompt: 'buttons' })
    : stay(at, [], { state });
}

/** The buttons of a question, without those that stand there only as help. */
function usualChoices<C>({ state, env }: Position<C>, question: AnyQuestion<C>): readonly Choice[] {
  return (question.choices?.(answersOf(state.answers), env.context) ?? []).flat();
}

/** The button that a word stands for; never for throwing answers away. */
export function codeFor<C>(form: Dialogue<C>, place: Place, text: string): string | undefined {
  const word = readWord(text);
  switch (place.on) {
    case 'leave':
      if (word === 'no' || word === 'back' || /^lanjut/iu.test(text)) return 'continue';
      return word === 'yes' || word === 'stop' || word === 'later' ? 'leave' : undefined;
    case 'pause':
      if (word === 'yes') return 'continue';
      return word === 'no' || word === 'stop' || word === 'later' ? 'leave' : undefined;
    case 'help':
      if (word === 'yes' || word === 'help') return hasOfficer(form) ? 'officer' : 'continue';
      return word === 'no' || word === 'back' ? 'continue' : undefined;
    case 'edited':
      if (word === 'yes' || word === 'changed') return 'change';
      return word === 'no' || word === 'back' || word === 'same' ? 'keep' : undefined;
    case 'pick':
      return word === 'no' || word === 'back' || word === 'same' ? 'review' : undefined;
    case 'aside':
      if (word === 'yes') return 'aim';
      return word === 'no' || word === 'back' || word === 'later' || /^lanjut/iu.test(text)
        ? 'continue'
        : undefined;
    case 'review':
      return codeAtReview(form, text);
    case 'said':
      if (word === 'yes') return USE_SAID;
      return word === 'no' || word === 'back' ? 'again' : undefined;
    case 'question':
    case 'proposal':
    case 'stuck':
      return undefined;
  }
}

function codeAtReview<C>(form: Dialogue<C>, text: string): string | undefined {
  switch (readWord(text)) {
    case 'yes':
    case 'same':
      return 'send';
    case 'no':
    case 'changed':
      return form.review === undefined ? 'cancel' : 'change';
    case 'back':
      return 'back';
    case 'later':
      return 'leave';
    default:
      return undefined;
  }
}

/** "Ubah nomor 9" at the review: that answer at once. */
export function numbered<C>(at: Position<C>, text: string): Step | undefined {
  const number = /^(?:(?:ubah|ganti|ralat)\s*)?(?:(?:jawaban|nomor|nomer|no)\.?\s*)*(\d{1,2})$/iu.exec(
    text,
  )?.[1];
  if (number === undefined) return undefined;
  const { form, state, env } = at;
  const pick = placeChoices(form, { ...state, place: { on: 'pick' } }, env.context).flat();
  const found = pick.find((it) => env.texts.isLabel(it.label, number, env.to));
  return found === undefined ? undefined : change(at, found.code);
}

/** What a word means at a question that the bot has asked back. */
export function proposed<C>(
  at: Position<C>,
  place: Extract<Place, { on: 'proposal' }>,
  text: string,
): Step | undefined {
  switch (readWord(text)) {
    case 'yes': {
      const meant = yesOf(place.options);
      return meant === undefined ? unclear(at) : answerProposal(at, place, meant.code);
    }
    case 'no':
    case 'back':
    case 'changed':
      return go(at, { on: 'question', key: place.key });
    case 'later':
      return helped(at);
    default:
      return everywhere(at, text);
  }
}

export function atStuck<C>(at: Position<C>, key: string, text: string): Step | undefined {
  switch (readWord(text)) {
    case 'help':
    case 'yes':
      return chooseStuck(at, key, hasOfficer(at.form) ? 'officer' : 'again');
    case 'later':
    case 'skip':
      return chooseStuck(at, key, 'later');
    case 'no':
      return hasOfficer(at.form) ? chooseStuck(at, key, 'again') : choose(at, 'cancel');
    case 'back':
      return chooseStuck(at, key, 'again');
    default:
      return everywhere(at, text);
  }
}

/** "Stop kabar", "jangan ingatkan lagi": what ends messages of the bot counts in a form, too. */
function asksToStopMessages(text: string): boolean {
  const intent = readIntent(text);
  return intent === 'stop-news' || intent === 'stop-reminders';
}

/** "Benar" and "Benar, kira-kira" offer the same figure: a plain yes means the first. */
function isEstimateOf(option: Proposal, only: Proposal): boolean {
  return option.code.startsWith(`${only.code}-`);
}

/** What a plain yes chooses: the only value, or the only button that says yes. */
function yesOf(options: readonly Proposal[]): Proposal | undefined {
  const values = options.filter((option) => option.reply === undefined);
  const [only, ...others] = values;
  if (only !== undefined && others.every((option) => isEstimateOf(option, only))) return only;
  const saying = values.filter(({ label }) => isYes(label));
  return saying.length === 1 ? saying[0] : undefined;
}

function isYes(label: Line): boolean {
  return 'key' in label && (label.key === 'common.button.yes' || label.key === 'common.button.yesThis');
}
