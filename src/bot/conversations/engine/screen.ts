import { clip } from '../../../domain/words/clip.ts';
import { line, type Line } from '../../../i18n.ts';
import { answersOf, applicable, firstUnanswered, type DraftState, type Place } from './draft.ts';
import { hasOfficer, type AnyQuestion, type Answers, type Dialogue, type StoredAnswer } from './form.ts';
import { choice, hint, type Choice, type Reply, type Rows } from './reply.ts';

/** What is shown for a place of a form: paragraphs, then buttons. */
export interface Prompt {
  readonly lines: readonly Line[];
  readonly rows: Rows;
  /** The buttons stand on the reply keyboard. */
  readonly keyboard: boolean;
}

const nothing: Reply = hint();

/** A button of the engine itself; what it does is decided by its code and the place. */
function control(code: string, label: Line): Choice {
  return choice(code, label, nothing);
}

/** "Ya, itu jawabannya": what was written before the form went on. */
export const USE_SAID = 'said.use';

const backAndCancel: Rows = [
  [control('back', line('common.button.back')), control('cancel', line('common.button.cancel'))],
];

/** How far somebody is: `step` of `total` numbered questions. */
export interface Progress {
  readonly step: number;
  readonly total: number;
}

/** Progress at a question; undefined where the question carries no number. */
function progressAt<C>(form: Dialogue<C>, state: DraftState, context: C, key: string): Progress | undefined {
  const numbered = applicable(form.questions, state, context).filter((it) => it.numbered !== false);
  const at = numbered.findIndex((it) => it.key === key);
  return at < 0 ? undefined : { step: at + 1, total: numbered.length };
}

/** The numbered questions that still have no answer. */
export function remaining<C>(form: Dialogue<C>, state: DraftState, context: C): number {
  return applicable(form.questions, state, context).filter(
    (it) => it.numbered !== false && state.answers[it.key] === undefined,
  ).length;
}

/** The step at which a paused form goes on. */
export function stepToResume<C>(form: Dialogue<C>, state: DraftState, context: C): Progress {
  const open = firstUnanswered(form.questions, state, context);
  const all = applicable(form.questions, state, context);
  const total = all.filter((it) => it.numbered !== false).length;
  if (open === undefined) return { step: total, total };
  // At a question without number the next numbered one counts.
  const before = all.slice(0, all.indexOf(open)).filter((it) => it.numbered !== false).length;
  return { step: Math.min(before + 1, total), total };
}

/** The paragraphs and buttons of the place where the draft stands. */
export function promptOf<C>(form: Dialogue<C>, state: DraftState, context: C): Prompt {
  const { place } = state;
  const heading = form.heading?.(answersOf(state.answers), context);
  return {
    lines: [...(heading === undefined ? [] : [heading]), ...placeLines(form, state, context)],
    rows: placeChoices(form, state, context),
    keyboard: place.on === 'question' && find(form, place.key)?.keyboard !== undefined,
  };
}

function placeLines<C>(form: Dialogue<C>, state: DraftState, context: C): readonly Line[] {
  const { place } = state;
  const answers = answersOf(state.answers);
  switch (place.on) {
    case 'question': {
      const question = find(form, place.key);
      if (question === undefined) return [];
      const progress = progressAt(form, state, context, place.key);
      const head =
        progress === undefined ? [] : [line('common.step', { step: progress.step, total: progress.total })];
      return [...head, state.wrong >= 2 ? question.hints[1] : question.ask(answers, context)];
    }
    case 'proposal':
      return [place.text];
    case 'stuck':
      return [line(hasOfficer(form) ? 'common.stuck' : 'common.stuckOffice')];
    case 'review':
      return reviewLines(form, state, context);
    case 'pick':
      return [line('common.pick')];
    case 'aside':
      return [
        line('common.aside', {
          form: { line: line(form.title) },
          aim: { line: line(`common.aside.${place.aim}`) },
        }),
      ];
    case 'leave':
      return [line('common.leave')];
    case 'pause': {
      const { step, total } = stepToResume(form, state, context);
      return [line('common.pause', { form: { line: line(form.title) }, step, total })];
    }
    case 'help':
      return [line(hasOfficer(form) ? 'common.help' : 'common.stuckOffice')];
    case 'said': {
      const { said } = place;
      return [
        ...placeLines(form, { ...state, place: place.from }, context),
        line('common.blank'),
        said.kind === 'text'
          ? line('common.said.text', { words: clip(said.masked, 40) })
          : line('common.said.sent'),
      ];
    }
    case 'edited':
      return [
        place.said === undefined
          ? line('common.edited.offer')
          : line('common.edited.words', { words: clip(place.said.masked, 40) }),
      ];
  }
}

/** What the button says that leaves this question open, such as "Tidak ada potongan"; the usual one says nothing. */
function skippedBy<C>(question: AnyQuestion<C>, answers: Answers, context: C): Line | undefined {
  const rows = question.choices?.(answers, context) ?? [];
  const skip = rows.flat().find(({ reply }) => reply.kind === 'accept' && reply.open === 'skipped');
  return skip === undefined || ('key' in skip.label && skip.label.key === 'common.button.skip')
    ? undefined
    : skip.label;
}

/** An answer as the review words it; one that was left open in the words of its button. */
export function answerLine<C>(
  question: AnyQuestion<C>,
  stored: StoredAnswer | undefined,
  answers: Answers,
  context: C,
): Line {
  if (stored !== undefined && stored.open === undefined && question.showStored !== undefined)
    return question.showStored(stored.value, answers, context);
  const skipped = stored?.open === 'skipped' ? skippedBy(question, answers, context) : undefined;
  return skipped ?? line('common.review.open');
}

function reviewLines<C>(form: Dialogue<C>, state: DraftState, context: C): readonly Line[] {
  const answers = answersOf(state.answers);
  const items = reviewed(form, state, context).map((question, index) => {
    const stored = state.answers[question.key];
    return line(stored?.changed === true ? 'common.review.changed' : 'common.review.item', {
      number: index + 1,
      label: { line: question.ownLabel ?? line(question.label ?? form.title) },
      value: { line: answerLine(question, stored, answers, context) },
    });
  });
  const about = form.review?.about?.(answers, context) ?? [];
  return [
    form.review === undefined ? line('common.allAnswered') : form.review.ask,
    line('common.blank'),
    ...about,
    ...items,
  ];
}

/** The questions that stand in the review, in order. */
function reviewed<C>(form: Dialogue<C>, state: DraftState, context: C): readonly AnyQuestion<C>[] {
  return applicable(form.questions, state, context).filter(
    (question) => question.showStored !== undefined && question.label !== undefined,
  );
}

/** The buttons in force at the place; typed labels and presses are both looked up here. */
export function placeChoices<C>(form: Dialogue<C>, state: DraftState, context: C): Rows {
  const { place } = state;
  const answers = answersOf(state.answers);
  switch (place.on) {
    case 'question': {
      const question = find(form, place.key);
      if (question === undefined) return [];
      const rows =
        (state.wrong >= 2 ? question.help?.(answers, context) : undefined) ??
        question.choices?.(answers, context) ??
        [];
      return question.bare === true ? rows : [...rows, ...backAndCancel];
    }
    case 'proposal':
      return [...proposalRows(place), [control('again', place.again)]];
    case 'stuck': {
      const open = find(form, place.key)?.leaveOpen;
      return [
        ...officerRows(form),
        [control('again', line('common.button.again'))],
        ...(open === undefined ? [] : [[control('later', open)]]),
        [control('cancel', line('common.button.cancel'))],
      ];
    }
    case 'review':
      // Everything became known elsewhere while this form waited.
      if (form.review === undefined)
        return [
          [control('send', line('common.button.goOnSending'))],
          [control('cancel', line('common.button.cancel'))],
        ];
      return [
        [control('send', form.review.send)],
        [control('change', line('common.button.changeAnswer'))],
        ...(form.review.save === undefined ? [] : [[control('save', form.review.save)]]),
        [control('cancel', line('common.button.cancel'))],
      ];
    case 'pick':
      return [
        ...inFours(
          reviewed(form, state, context).map((question, index) =>
            control(question.key, line('common.number', { number: index + 1 })),
          ),
        ),
        [control('review', line('common.button.noChange'))],
      ];
    case 'aside':
      return [
        [control('aim', line('common.button.aside'))],
        [control('continue', line(form.goOn ?? 'common.button.goOn'))],
      ];
    case 'leave':
      return [
        [control('leave', line('common.button.stopForNow'))],
        [control('continue', line('common.button.goOn'))],
        [control('discard', line('common.button.discard'))],
      ];
    case 'pause':
      return [
        [control('continue', line('common.button.continue'))],
        [control('restart', line('common.button.restart'))],
        [control('discard', line('common.button.discard'))],
      ];
    case 'help':
      return [
        ...officerRows(form),
        [control('continue', line('common.button.goOn'))],
        [control('cancel', line('common.button.cancel'))],
      ];
    case 'said': {
      // Buttons of a reply keyboard cannot stand under a message.
      const keyboard = place.from.on === 'question' && find(form, place.from.key)?.keyboard !== undefined;
      return [
        [control(USE_SAID, line('common.button.useSaid'))],
        ...(keyboard
          ? [[control('again', line('common.button.noWriteAgain'))], ...backAndCancel]
          : placeChoices(form, { ...state, place: place.from }, context)),
      ];
    }
    case 'edited':
      return [
        [control('change', line('common.button.changeAnswer'))],
        [control('keep', line('common.button.keep'))],
      ];
  }
}

function officerRows<C>(form: Dialogue<C>): Rows {
  return hasOfficer(form) ? [[control('officer', line('common.button.officer'))]] : [];
}

/** Each possible value has a row for itself: full amounts are long. */
function proposalRows(place: Extract<Place, { on: 'proposal' }>): Rows {
  return place.options.map((option) => [control(option.code, option.label)]);
}

function inFours(choices: readonly Choice[]): Rows {
  const rows: Choice[][] = [];
  for (let at = 0; at < choices.length; at += 4) rows.push(choices.slice(at, at + 4));
  return rows;
}

function find<C>(form: Dialogue<C>, key: string): AnyQuestion<C> | undefined {
  return form.questions.find((question) => question.key === key);
}
