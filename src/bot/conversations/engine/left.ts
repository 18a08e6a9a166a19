import { line, type Line, type Param } from '../../../i18n.ts';
import { answersOf, type DraftState, type LeftMessage, type Place } from './draft.ts';
import type { AnyQuestion, Dialogue, StoredAnswer } from './form.ts';
import { resumable, type Ending } from './position.ts';
import { answerLine } from './screen.ts';

/** How a message of the form is to read, without buttons; without a line its own words stay. */
export interface LineChange {
  readonly id: number;
  readonly line?: Line | undefined;
}

/** A move of a form, with the messages that it leaves behind. */
export interface Leaving {
  readonly before: DraftState;
  readonly after: DraftState;
  /** The message that shows the place left, and the one whose button was pressed: an earlier one of its question, perhaps. */
  readonly messages: readonly (number | undefined)[];
  readonly ending?: Ending | undefined;
}

/** Older ones are left alone. */
const MOST_LEFT = 60;
/** What was skipped is made up for at the end of a form, as far as a chat can take it. */
const MOST_MADE_UP = 10;

/**
 * What becomes of the messages of a form by a move: the last one that asked for what is answered now shrinks to one
 * line, those before it lose their buttons, and a line whose answer is no longer stored says so. Messages that the
 * move has not touched are not worded anew.
 */
export function leave<C>(
  form: Dialogue<C>,
  { before, after, messages, ending }: Leaving,
  context: C,
): { readonly left: readonly LeftMessage[]; readonly changes: readonly LineChange[] } {
  const all = [...(before.left ?? []), ...leftNow(form, before, messages)].slice(-MOST_LEFT);
  const open = ending === undefined ? keyOf(resumable(after.place)) : undefined;
  const isDiscarded = ending === 'discarded';
  const changes: LineChange[] = [];
  const left = all.map((it, at): LeftMessage => {
    const { id, key, is } = it;
    const [was, now] = key === undefined ? [] : [before.answers[key], after.answers[key]];
    const isTouched = key !== undefined && (isDiscarded || was !== now);
    if (is !== undefined && (!isTouched || (is === 'line' && !isDiscarded && sameAnswer(was, now))))
      return it;
    const isOpen = key !== undefined && key === open;
    const isLast = !all.slice(at + 1).some((later) => later.key === key);
    const answer = isOpen || isDiscarded || !isLast ? undefined : lineOf(form, after, key, context);
    const next =
      answer !== undefined ? 'line' : is === 'line' ? 'lost' : (is ?? (isOpen ? undefined : 'bare'));
    if (next === is && next !== 'line') return it;
    changes.push({ id, line: answer ?? (next === 'lost' ? lostLine(form, key, ending) : undefined) });
    return { id, key, is: next, money: answer !== undefined && saysMoney(answer) ? true : undefined };
  });
  return { left, changes };
}

/**
 * What the messages of a form should read and perhaps do not, for its end and for an update that is tried again;
 * `isDone` tells which are known to. The newest first to be kept, oldest first to be made.
 */
export function owed<C>(
  form: Dialogue<C>,
  state: DraftState,
  context: C,
  isDone: (messageId: number) => boolean,
): readonly LineChange[] {
  return (state.left ?? [])
    .filter(({ id, is }) => is !== undefined && !isDone(id))
    .slice(-MOST_MADE_UP)
    .map(({ id, key, is }) => ({
      id,
      line:
        is === 'line'
          ? lineOf(form, state, key, context)
          : is === 'lost'
            ? lostLine(form, key, undefined)
            : undefined,
    }));
}

/** The same without what was answered: the buttons go, and only a line that is lost is worded. */
export function withoutAnswer({ id, line: it }: LineChange): LineChange {
  return it !== undefined && 'key' in it && it.params?.['value'] === undefined ? { id, line: it } : { id };
}

/** The messages of the place that is left and that are not known yet; a reply keyboard cannot be changed. */
function leftNow<C>(
  form: Dialogue<C>,
  { place, left = [] }: DraftState,
  messages: Leaving['messages'],
): readonly LeftMessage[] {
  const key = keyOf(place);
  if (place.on === 'question' && questionNamed(form, key)?.keyboard !== undefined) return [];
  return [...new Set(messages)].flatMap((id) =>
    id === undefined || left.some((it) => it.id === id) ? [] : [{ id, key }],
  );
}

/** The question that the message of a place asks for. */
function keyOf(place: Place): string | undefined {
  switch (place.on) {
    case 'question':
    case 'proposal':
    case 'stuck':
      return place.key;
    case 'said':
      return keyOf(place.from);
    case 'review':
    case 'pick':
    case 'aside':
    case 'leave':
    case 'help':
    case 'pause':
    case 'edited':
      return undefined;
  }
}

function questionNamed<C>(form: Dialogue<C>, key: string | undefined): AnyQuestion<C> | undefined {
  return form.questions.find((it) => it.key === key);
}

function sameAnswer(one: StoredAnswer | undefined, other: StoredAnswer | undefined): boolean {
  return (
    one !== undefined &&
    other !== undefined &&
    one.open === other.open &&
    JSON.stringify(one.value) === JSON.stringify(other.value)
  );
}

/** "Kecamatan: ✓ Manyar", as the review says it; undefined for a question without a short title, or without an answer. */
function lineOf<C>(
  form: Dialogue<C>,
  { answers }: DraftState,
  key: string | undefined,
  context: C,
): Line | undefined {
  const question = questionNamed(form, key);
  const stored = key === undefined ? undefined : answers[key];
  if (question?.label === undefined || question.showStored === undefined || stored === undefined)
    return undefined;
  if (stored.open === undefined && !question.value.safeParse(stored.value).success) return undefined;
  return line(stored.open === undefined ? 'common.line.answered' : 'common.line.open', {
    label: { line: question.ownLabel ?? line(question.label) },
    value: { line: answerLine(question, stored, answersOf(answers), context) },
  });
}

function lostLine<C>(form: Dialogue<C>, key: string | undefined, ending: Ending | undefined): Line {
  const question = questionNamed(form, key);
  return line(ending === 'discarded' ? 'common.line.discarded' : 'common.line.changed', {
    label: { line: question?.ownLabel ?? line(question?.label ?? form.title) },
  });
}

/** Whether a line words an amount of money, at any depth. */
function saysMoney({ params = {} }: Line): boolean {
  return Object.values(params).some(isMoney);
}

function isMoney(param: Param): boolean {
  if (typeof param !== 'object') return false;
  if ('rupiah' in param || 'rupiahFull' in param) return true;
  if ('line' in param) return saysMoney(param.line);
  if ('list' in param) return param.list.some(saysMoney);
  return 'paragraphs' in param && param.paragraphs.some(saysMoney);
}
