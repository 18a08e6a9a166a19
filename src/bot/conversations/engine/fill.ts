import { z } from 'zod';
import { maskIdentityNumbers } from '../../../domain/people/identity.ts';
import { languageCodes, line, type Line } from '../../../i18n.ts';
import { openHelpCase } from '../../../services/cases/cases.ts';
import {
  beginDraft,
  closeDraft,
  emptyDraft,
  openDraft,
  rewriteDraft,
  saveAnswer,
  type DraftRow,
} from '../../../services/core/drafts.ts';
import { codecs } from '../../../services/core/codecs.ts';
import { hasHappened, recall } from '../../../services/core/effects.ts';
import { rememberFigures } from '../../../services/people/figures.ts';
import { rememberCaseMessage } from '../../../services/cases/case-messages.ts';
import { rememberLetter } from '../../../services/core/last-letter.ts';
import { todayOf, type Services, type Transaction } from '../../../services/core/services.ts';
import { may } from '../../../domain/office/roles.ts';
import { menuButton } from '../../buttons.ts';
import { resumeRoute } from '../../routes/forms.ts';
import {
  edit,
  inline,
  oldPress,
  paragraphs,
  removeMessage,
  send,
  sendReceipt,
  sendSample,
  type OldPress,
} from '../../send.ts';
import { noteRefused } from '../../refused.ts';
import { postmarkOf } from '../../postmark.ts';
import { answerPress, type BotContext } from '../../turn.ts';
import { answersOf, draftCodec, lineSchema, type DraftState } from './draft.ts';
import type { Button, Form, Json, Moment, StoredAnswer, Who } from './form.ts';
import { inputOf, looked, pressData, readPress, sentOf } from './input.ts';
import { placeChoices, promptOf, remaining } from './screen.ts';
import {
  offered,
  opening,
  repaired,
  resumed,
  shown,
  step,
  type Ending,
  type Step,
  type StepEnvironment,
} from './step.ts';

export type ServiceForm<C, R extends Json> = Form<C, Services, R>;

/** How a form came to an end in this chat. */
export type Filled =
  | { readonly how: 'submitted'; readonly result: Json }
  | { readonly how: 'left' | 'discarded' | 'declined' }
  /** What was written is not for this form: the rest of the bot answers it. */
  | { readonly how: 'passed' };

/** How to begin: with answers known beforehand, or with the draft that is open. */
export interface Start {
  readonly seed?: Readonly<Record<string, Json>>;
  /** The message in which what is known beforehand was said. */
  readonly said?: { readonly words: string; readonly messageId: number };
  /** `ask`: an open draft is offered to be continued; `continue`: it goes on; `fresh`: it is replaced. */
  readonly open?: 'ask' | 'continue' | 'fresh';
  /** The form of the conversation to go on with, when it is not the first. */
  readonly form?: string;
  /** The message that opens it again may be the answer to what is open there. */
  readonly offer?: true;
}

/** What an update has caused in a form, kept with the effect so that a repeat says the same. */
const outcome = z.object({
  say: z.array(lineSchema),
  ending: z.enum(['submit', 'left', 'discarded', 'declined']).optional(),
  result: z.custom<Json>().optional(),
  deleteMessage: z.union([z.literal(true), z.enum(['picture', 'paper'])]).optional(),
  keyboardOpen: z.boolean().optional(),
  inPlace: z.boolean().optional(),
  stays: z.boolean().optional(),
});
type Outcome = z.infer<typeof outcome>;

const EFFECT = 'form';
const OUTCOME = codecs.json(outcome);

function moment({ turn }: BotContext): Moment {
  const now = turn.services.now();
  return {
    now,
    today: todayOf(turn.services).toString(),
    wordings: (lines) =>
      languageCodes.map((language) => {
        const to = { language, salutation: undefined, shortName: undefined };
        return lines.map((it) => turn.texts.plain(it, to)).join('\n');
      }),
  };
}

export function whoOf(ctx: BotContext): Who {
  const { account } = ctx.turn;
  return {
    accountId: account.id,
    chatId: account.chatId,
    language: account.language,
    personId: account.person?.id,
    member: ctx.turn.member,
  };
}

/** Somebody whose role has ended meanwhile: the form is thrown away, nothing of it is done. */
async function isBarred<C, R extends Json>(ctx: BotContext, form: ServiceForm<C, R>): Promise<boolean> {
  if (form.duty === undefined || may(ctx.turn.member, form.duty)) {
    ctx.turn.duty = form.duty;
    return false;
  }
  const { services, account } = ctx.turn;
  const open = await openDraft(services, account.id, form.name);
  if (open !== undefined) await closeDraft(services, open.id, 'discarded');
  await noteRefused(ctx, form.duty);
  await answerPress(ctx);
  await send(ctx, paragraphs(ctx, [line('common.noDuty')]), inline(ctx, [[menuButton]]));
  return true;
}

function stateOf(row: DraftRow): DraftState {
  return draftCodec.decode(row.payload);
}

/** The form with the questions that only its data know. */
function whole<C, R extends Json>(form: ServiceForm<C, R>, context: C): ServiceForm<C, R> {
  return form.more === undefined ? form : { ...form, questions: [...form.questions, ...form.more(context)] };
}

/** Opens the form in this chat and shows where it stands. */
export async function openForm<C, R extends Json>(
  ctx: BotContext,
  given: ServiceForm<C, R>,
  start: Start,
): Promise<void> {
  if (await isBarred(ctx, given)) return;
  const { services, cause } = ctx.turn;
  const who = whoOf(ctx);
  const known = await openDraft(services, who.accountId, given.name);
  const begun = known !== undefined && (await hasHappened(services, cause, `open:${given.name}`));
  if (known !== undefined && (begun || start.open !== 'fresh')) {
    const stored = stateOf(known);
    const context = await given.load(services, who, answersOf(stored.answers), moment(ctx));
    const form = whole(given, context);
    const state = repaired(form, stored, context);
    const asks =
      start.open !== 'continue' && Object.keys(state.answers).length > 0 && state.place.on !== 'pause';
    const continued = start.open === 'continue' ? resumed(state) : state;
    const sent = start.offer === true ? sentOf(ctx) : undefined;
    const wanted: DraftState = asks
      ? { ...state, place: { on: 'pause', from: state.place } }
      : sent === undefined
        ? continued
        : offered(form, continued, sent, environment(ctx, known, context));
    const next = begun ? state : wanted;
    // Who goes on from a menu is back: the pause is over, and the next answer is not met with "Mau dilanjutkan?".
    const moves = next.place !== stored.place || (start.open === 'continue' && !begun);
    const revision = moves ? known.revision + 1 : known.revision;
    const now = shown(stored, next, revision);
    if (moves)
      await saveAnswer(
        services,
        ctx.turn.sql,
        known,
        { payload: JSON.stringify(now), revision, remaining: remaining(form, now, context) },
        cause,
        { name: `open:${form.name}`, codec: codecs.nothing, result: undefined },
      );
    await showPrompt(ctx, form, { ...known, revision }, now, context, []);
    return;
  }
  const seeded = seededAnswers(start, services.now());
  const context = await given.load(services, who, answersOf(seeded), moment(ctx));
  const form = whole(given, context);
  const now = services.now();
  const begin = opening(form, seeded, {
    context,
    now,
    zone: services.office.zone,
    revision: 0,
    promptMessageId: undefined,
    lastActive: now,
    texts: ctx.turn.texts,
    to: ctx.turn.to,
  });
  const state: DraftState = {
    ...begin.state,
    figures: start.said === undefined ? [] : [start.said.messageId],
  };
  const draft = {
    accountId: who.accountId,
    byPerson: ctx.turn.account.person?.number,
    form: form.name,
    version: form.version,
    payload: JSON.stringify(state),
    remaining: remaining(form, state, context),
  };
  const row =
    (await beginDraft(services, ctx.turn.sql, draft, cause, `open:${form.name}`)) ??
    (await openDraft(services, who.accountId, form.name));
  if (row === undefined) throw new Error(`form ${form.name}: expected the draft that was just opened`);
  await showPrompt(ctx, form, row, stateOf(row), context, begin.say);
}

function seededAnswers({ seed = {}, said }: Start, now: Date): Readonly<Record<string, StoredAnswer>> {
  const answer = (value: Json): StoredAnswer => ({
    value,
    reader: 'seed',
    at: now.toISOString(),
    ...said,
    ...(value === null ? { open: 'skipped' } : {}),
  });
  // null: asked before, and the person did not know
  return Object.fromEntries(Object.entries(seed).map(([key, value]) => [key, answer(value)]));
}

/** Takes one update as an answer. Undefined while the form goes on. */
export async function answerForm<C, R extends Json>(
  ctx: BotContext,
  given: ServiceForm<C, R>,
): Promise<Filled | undefined> {
  if (await isBarred(ctx, given)) return { how: 'left' };
  const { services } = ctx.turn;
  const who = whoOf(ctx);
  const done = await recallIfRepeated(ctx);
  const row = await openDraft(services, who.accountId, given.name);
  if (row === undefined) return finished(ctx, given, done);

  const state = stateOf(row);
  const context = await given.load(services, who, answersOf(state.answers), moment(ctx));
  const form = whole(given, context);
  address(ctx, form, state, context);
  if (done !== undefined) return show(ctx, form, row, state, context, done);

  const raw = inputOf(ctx);
  const asksLetter = form.questions.some((it) => it.letter !== undefined);
  const input = raw !== undefined && asksLetter ? await looked(ctx, raw) : raw;
  const press = readPress(ctx.callbackQuery?.data);
  if (input === undefined || (press !== undefined && press.draftId !== row.id)) {
    await oldPress(ctx, oldQuestion(row));
    return undefined;
  }
  const move = step(form, state, input, environment(ctx, row, context));
  if (move.old === true) {
    await (move.toast === undefined ? oldPress(ctx, oldQuestion(row)) : answerPress(ctx, move.toast));
    return undefined;
  }
  const keyboardOpen = promptOf(form, state, context).keyboard;
  if (move.passed === true) {
    if (keyboardOpen) await closeKeyboard(ctx, form, state);
    return { how: 'passed' };
  }
  return settle(ctx, form, row, move, context, keyboardOpen);
}

function environment<C>(ctx: BotContext, row: DraftRow, context: C): StepEnvironment<C> {
  return {
    context,
    now: ctx.turn.services.now(),
    zone: ctx.turn.services.office.zone,
    revision: row.revision,
    promptMessageId: row.promptMessageId,
    lastActive: row.updatedAt,
    texts: ctx.turn.texts,
    to: ctx.turn.to,
  };
}

/** A button of a question that is answered already leads back to the one that is open. */
function oldQuestion(row: DraftRow): OldPress {
  return { text: line('common.press.old'), buttons: [[goOnButton(row)]] };
}

function goOnButton(row: DraftRow): Button {
  return { label: line('common.button.continue'), data: resumeRoute.to(row.id) };
}

/** From the answer on, the form itself knows whether to say Bapak or Ibu, and the name. */
function address<C, R extends Json>(
  ctx: BotContext,
  form: ServiceForm<C, R>,
  state: DraftState,
  context: C,
): void {
  const speaker = form.speaker?.(answersOf(state.answers), context);
  if (speaker !== undefined) ctx.turn.to = { ...ctx.turn.to, ...speaker };
}

/** A first try needs no look into the ledger: nothing can stand there yet. */
async function recallIfRepeated(ctx: BotContext): Promise<Outcome | undefined> {
  return ctx.turn.repeated ? recalled(ctx) : undefined;
}

async function recalled({ turn }: BotContext): Promise<Outcome | undefined> {
  return recall(turn.services, turn.cause, EFFECT, OUTCOME);
}

/** Writes what the step decided, once, then shows it. */
async function settle<C, R extends Json>(
  ctx: BotContext,
  form: ServiceForm<C, R>,
  row: DraftRow,
  move: Step,
  context: C,
  keyboardOpen: boolean,
): Promise<Filled | undefined> {
  const { services, cause } = ctx.turn;
  const revision = move.moved ? row.revision + 1 : row.revision;
  const state = withFigures(ctx, row, move.state);
  const base: Outcome = {
    say: [...move.say],
    ...(move.ending === undefined ? {} : { ending: move.ending }),
    ...(move.deleteMessage === undefined ? {} : { deleteMessage: move.deleteMessage }),
    ...(keyboardOpen ? { keyboardOpen: true } : {}),
    ...(move.inPlace === true ? { inPlace: true } : {}),
    ...(move.moved ? {} : { stays: true }),
  };
  const payload = JSON.stringify(state);
  let settled = base;
  if (move.ending === 'submit' || move.ending === 'discarded' || move.help !== undefined) {
    // What takes long is read before the transaction.
    const seen = move.ending === 'submit' ? await lookedUp(ctx, form, state, context, 'submit') : context;
    settled = await ctx.turn.once(EFFECT, OUTCOME, (inside) =>
      conclude(ctx, inside, form, row, move, state, payload, revision, seen, base),
    );
  } else {
    const change = { payload, revision, remaining: remaining(form, state, context) };
    const effect = { name: EFFECT, codec: OUTCOME, result: base };
    const saved = await saveAnswer(services, ctx.turn.sql, row, change, cause, effect);
    // Somebody has closed the draft since it was read (the desk frees a chat): what is not stored is not confirmed.
    if (saved === 'closed') return finished(ctx, form, undefined);
    // Stored by another try of this update: what that one said counts.
    if (saved === 'known') settled = (await recalled(ctx)) ?? base;
  }
  address(ctx, form, state, context);
  return show(ctx, form, { ...row, revision }, state, context, settled);
}

/** The context with what only this place shows. */
async function lookedUp<C, R extends Json>(
  ctx: BotContext,
  form: ServiceForm<C, R>,
  state: DraftState,
  context: C,
  place: string,
): Promise<C> {
  const found = form.look?.(ctx.turn.services, whoOf(ctx), answersOf(state.answers), context, place);
  return (await found) ?? context;
}

/** The writes that need more than the draft row; everything in one transaction. */
async function conclude<C, R extends Json>(
  ctx: BotContext,
  inside: Transaction,
  form: ServiceForm<C, R>,
  row: DraftRow,
  move: Step,
  state: DraftState,
  payload: string,
  revision: number,
  context: C,
  base: Outcome,
): Promise<Outcome> {
  const who = whoOf(ctx);
  if (move.ending === 'discarded') {
    await closeDraft(inside, row.id, 'discarded');
    return base;
  }
  let say = base.say;
  if (move.help !== undefined) {
    const help = await openHelpCase(inside, {
      accountId: who.accountId,
      personId: who.personId,
      form: form.name,
      question: move.help,
      draftId: row.id,
    });
    say = [
      line(move.ending === 'left' ? 'common.helpAskedLeft' : 'common.helpAsked', {
        number: help.number,
        day: { day: help.dueOn },
      }),
      ...say,
    ];
  }
  if (move.ending !== 'submit') {
    await rewriteDraft(inside, row.id, { payload, revision, remaining: remaining(form, state, context) });
    return { ...base, say };
  }
  const result = await form.submit(inside, who, answersOf(state.answers), context, {
    id: row.id,
    now: inside.now(),
    wording: (text) => ctx.turn.texts.plain(text, ctx.turn.to),
  });
  const to = form.goesOn?.(result);
  if (to !== undefined && ctx.message !== undefined) {
    const { message } = ctx;
    await rememberLetter(inside, who.accountId, postmarkOf(message), { to });
    // A reply to these words, weeks later, belongs where they went.
    if (to.way === 'office')
      await rememberCaseMessage(inside, {
        accountId: who.accountId,
        messageId: message.message_id,
        caseId: to.case,
      });
  }
  if (form.forget === true) await emptyDraft(inside, row.id);
  else await closeDraft(inside, row.id, 'submitted', JSON.stringify(withoutNik(form, state)));
  return { ...base, say, result };
}

/** Once it is stored with the person, a NIK stays in the draft only masked. */
function withoutNik<C, R extends Json>(form: ServiceForm<C, R>, state: DraftState): DraftState {
  const secret = new Set(
    form.questions.flatMap((question) => (question.takesNik === true ? [question.key] : [])),
  );
  if (secret.size === 0) return state;
  const masked = Object.entries(state.answers).map(([key, answer]): [string, StoredAnswer] =>
    secret.has(key) && typeof answer.value === 'string'
      ? [key, { ...answer, value: maskIdentityNumbers(answer.value).masked, before: undefined }]
      : [key, answer],
  );
  return { ...state, answers: Object.fromEntries(masked) };
}

/** Messages with figures of this form: the prompts shown so far and what was typed. */
function withFigures(ctx: BotContext, row: DraftRow, state: DraftState): DraftState {
  const ids = [row.promptMessageId, ctx.message?.message_id].filter((id) => id !== undefined);
  return { ...state, figures: [...new Set([...state.figures, ...ids])].slice(-60) };
}

async function show<C, R extends Json>(
  ctx: BotContext,
  form: ServiceForm<C, R>,
  row: DraftRow,
  state: DraftState,
  context: C,
  done: Outcome,
): Promise<Filled | undefined> {
  const press = answerPress(ctx);
  const notes = [...done.say, ...(await removed(ctx, done))];
  const filled =
    done.ending === undefined
      ? undefined
      : await end(ctx, form, row, state, context, notes, done.ending, done);
  if (filled === undefined) await showPrompt(ctx, form, row, state, context, notes, done);
  await press;
  return filled;
}

/** A message with an identity number or a picture leaves the chat; when Telegram refuses, the person is asked to. */
async function removed(ctx: BotContext, done: Outcome): Promise<readonly Line[]> {
  const message = ctx.message ?? ctx.editedMessage;
  if (done.deleteMessage === undefined || message === undefined) return [];
  return removeMessage(ctx, message, done.deleteMessage);
}

async function end<C, R extends Json>(
  ctx: BotContext,
  form: ServiceForm<C, R>,
  row: DraftRow,
  state: DraftState,
  context: C,
  notes: readonly Line[],
  ending: Ending,
  done: Outcome,
): Promise<Filled> {
  if (done.keyboardOpen === true) await closeKeyboard(ctx, form, state);
  if (ending === 'submit') {
    const result = form.result.parse(done.result);
    if (notes.length > 0) await send(ctx, paragraphs(ctx, notes));
    if (form.receipt !== undefined)
      await sendReceipt(ctx, form.receipt(result, answersOf(state.answers), context), state.figures);
    return { how: 'submitted', result };
  }
  if (form.figures === true && ending !== 'left')
    await rememberFigures(ctx.turn.services, ctx.turn.account.id, state.figures);
  const goesOn = ending === 'left' && form.brief !== true ? [goOnButton(row)] : [];
  if (notes.length > 0) await send(ctx, paragraphs(ctx, notes), inline(ctx, [[...goesOn, menuButton]]));
  return { how: ending };
}

/** A repeat of the update that ended the form: its words again, nothing else. */
async function finished<C, R extends Json>(
  ctx: BotContext,
  form: ServiceForm<C, R>,
  done: Outcome | undefined,
): Promise<Filled> {
  if (done?.ending === undefined) {
    if (ctx.callbackQuery !== undefined) await oldPress(ctx, { text: line('common.press.old') });
    else await send(ctx, paragraphs(ctx, [line('common.formGone')]), inline(ctx, [[menuButton]]));
    return { how: 'left' };
  }
  await answerPress(ctx);
  if (done.ending !== 'submit') {
    await send(ctx, paragraphs(ctx, done.say), inline(ctx, [[menuButton]]));
    return { how: done.ending };
  }
  const result = form.result.parse(done.result);
  const context = await form.load(ctx.turn.services, whoOf(ctx), answersOf({}), moment(ctx));
  if (form.receipt !== undefined) await sendReceipt(ctx, form.receipt(result, answersOf({}), context), []);
  return { how: 'submitted', result };
}

async function closeKeyboard<C, R extends Json>(
  ctx: BotContext,
  form: ServiceForm<C, R>,
  state: DraftState,
): Promise<void> {
  const answered = (key: string): boolean =>
    state.answers[key] !== undefined && state.answers[key]?.open === undefined;
  const close = form.questions.find((question) => question.keyboard !== undefined && answered(question.key))
    ?.keyboard?.close;
  await send(ctx, ctx.turn.texts.html(line(close ?? 'common.keyboardClosed'), ctx.turn.to), {
    remove_keyboard: true,
  });
}

/** Shows the open question (or review) and notes which message now shows it. */
async function showPrompt<C, R extends Json>(
  ctx: BotContext,
  form: ServiceForm<C, R>,
  row: DraftRow,
  state: DraftState,
  known: C,
  notes: readonly Line[],
  done: Partial<Outcome> = {},
): Promise<void> {
  address(ctx, form, state, known);
  const { texts, to } = ctx.turn;
  const answers = answersOf(state.answers);
  const at = state.place.on === 'question' ? state.place.key : state.place.on;
  const context = await lookedUp(ctx, form, state, known, at);
  const prompt = promptOf(form, state, context, notes.length > 0);
  if (done.keyboardOpen === true && !prompt.keyboard) await closeKeyboard(ctx, form, state);
  const sample =
    state.place.on === 'review' && done.stays !== true ? form.review?.sample?.(answers, context) : undefined;
  if (sample !== undefined) await sendSample(ctx, sample);
  const gap = notes.length > 0 ? [line('common.blank')] : [];
  const html = paragraphs(ctx, [...notes, ...gap, ...prompt.lines]);
  const markup = prompt.keyboard
    ? {
        keyboard: placeChoices(form, state, context).map((buttons) =>
          buttons.map((it) =>
            it.contact === true
              ? { text: texts.plain(it.label, to), request_contact: true }
              : { text: texts.plain(it.label, to) },
          ),
        ),
        resize_keyboard: true,
        one_time_keyboard: true,
      }
    : inline(
        ctx,
        prompt.rows.map((buttons) =>
          buttons.map((it) => ({ label: it.label, data: pressData(row.id, row.revision, it.code) })),
        ),
      );
  const pressed = ctx.callbackQuery?.message?.message_id;
  if (
    done.inPlace === true &&
    pressed !== undefined &&
    'inline_keyboard' in markup &&
    (await edit(ctx, pressed, html, markup))
  )
    return;
  const messageId = await send(ctx, html, markup);
  // After a repeat an older copy of the same question may be on the screen: what was typed below it counts.
  const shownSince = ctx.turn.repeated
    ? (ctx.message?.message_id ?? row.promptMessageId ?? messageId)
    : messageId;
  ctx.turn.noted.prompt = { draftId: row.id, messageId: shownSince };
}
