import { beginDraft, findDraft, saveAnswer, SEED } from '../../../services/core/drafts.ts';
import { codecs, tryDecode } from '../../../services/core/codecs.ts';
import { hasHappened } from '../../../services/core/effects.ts';
import type { BotContext } from '../../turn.ts';
import { draftCodec, type DraftState } from './draft.ts';
import {
  changeOf,
  environmentOf,
  fillingOf,
  isBarred,
  loaded,
  stateOf,
  whoAsks,
  type Filling,
  type ServiceForm,
} from './filling.ts';
import type { StoredAnswer } from './form.ts';
import type { Json } from './json.ts';
import { sentOf } from './input.ts';
import { leave, owed, type LineChange } from './left.ts';
import { remaining } from './screen.ts';
import { changeLater, showPrompt } from './show.ts';
import { repaired, resumed } from './position.ts';
import { begin, offered, shown } from './step.ts';

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

/** Begins the form in this chat, or goes on with its draft, and shows where it stands. */
export async function beginForm<C, R extends Json>(
  ctx: BotContext,
  form: ServiceForm<C, R>,
  start: Start,
): Promise<void> {
  if (await isBarred(ctx, form)) return;
  const { services, account, cause } = ctx.turn;
  // What begins anew takes the place of whatever is open, by the statement that stores it.
  if (start.open === 'fresh' && !ctx.turn.repeated) return beginNew(ctx, form, start);
  const row = await findDraft(services, account.id, form.name);
  const repeated = row !== undefined && (await hasHappened(services, cause, effectOf(form)));
  if (row !== undefined && (repeated || start.open !== 'fresh'))
    await goOn(await fillingOf(ctx, form, row), start, repeated);
  else await beginNew(ctx, form, start);
}

/** The effect of an update that begins a form, or goes on with it. */
const effectOf = (form: { readonly name: string }): string => `open:${form.name}`;

/** Goes on with a draft; `repeated`: this update has done so already. */
async function goOn<C, R extends Json>(
  filling: Filling<C, R>,
  start: Start,
  repeated: boolean,
): Promise<void> {
  const { ctx, form, row, state: stored, context } = filling;
  const state = repaired(form, stored, context);
  const next = repeated ? state : wanted(filling, state, start);
  // Whoever goes on from a menu is back: the pause is over, and the next answer is not met with "Mau dilanjutkan?".
  const moves = next.place !== stored.place || (start.open === 'continue' && !repeated);
  const revision = moves ? row.revision + 1 : row.revision;
  const { left, changes } = leftAt(filling, next, repeated);
  const now = {
    ...filling,
    row: { ...row, revision },
    state: { ...shown(stored, next, revision), ...(left === undefined ? {} : { left }) },
  };
  const { services, sql, cause } = ctx.turn;
  const effect = { name: effectOf(form), codec: codecs.nothing, result: undefined };
  const leaves = left !== undefined && left.length > (stored.left ?? []).length;
  if (moves || leaves) await saveAnswer(services, sql, row, changeOf(now), cause, effect);
  changeLater(ctx, changes);
  await showPrompt(now, []);
}

/** The message that showed where the draft stood, and those that change now that a newer one shows it. */
function leftAt<C, R extends Json>(
  { ctx, form, row, state, context }: Filling<C, R>,
  next: DraftState,
  repeated: boolean,
): { readonly left?: DraftState['left']; readonly changes: readonly LineChange[] } {
  const queue = ctx.turn.changes;
  if (queue === undefined) return { changes: [] };
  if (!repeated) return leave(form, { before: state, after: next, messages: [row.promptMessageId] }, context);
  return { changes: owed(form, next, context, (id) => queue.knows(ctx.turn.account.chatId, id)) };
}

/** Where a draft goes on: at the question whether to continue, at the message as its answer, or where it stands. */
function wanted<C, R extends Json>(filling: Filling<C, R>, state: DraftState, start: Start): DraftState {
  const continues = start.open === 'continue';
  if (!continues && Object.keys(state.answers).length > 0 && state.place.on !== 'pause')
    return { ...state, place: { on: 'pause', from: state.place } };
  const next = continues ? resumed(state) : state;
  const sent = start.offer === true ? sentOf(filling.ctx) : undefined;
  return sent === undefined ? next : offered(filling.form, next, sent, environmentOf(filling));
}

async function beginNew<C, R extends Json>(
  ctx: BotContext,
  given: ServiceForm<C, R>,
  start: Start,
): Promise<void> {
  const { services, sql, cause, account } = ctx.turn;
  const now = services.now();
  const answers = seededAnswers(start, now);
  const { form, context } = await loaded(ctx, given, answers);
  const first = begin(form, answers, {
    context,
    now,
    zone: services.office.zone,
    revision: 0,
    promptMessageId: undefined,
    lastActive: now,
    texts: ctx.turn.texts,
    to: ctx.turn.to,
    ...whoAsks(ctx),
  });
  const state: DraftState = {
    ...first.state,
    figures: start.said === undefined ? [] : [start.said.messageId],
  };
  const draft = {
    accountId: account.id,
    byPerson: account.person?.number,
    form: form.name,
    version: form.version,
    payload: JSON.stringify(state),
    remaining: remaining(form, state, context),
  };
  const replaced = await replacedBy(ctx, form);
  if (replaced !== undefined) {
    const { state: before, messages } = replaced;
    const leaving = { before, after: before, messages, ending: 'discarded' } as const;
    changeLater(ctx, leave(form, leaving, context).changes);
  }
  const row =
    (await beginDraft(services, sql, draft, cause, effectOf(form))) ??
    (await findDraft(services, account.id, form.name));
  if (row === undefined) throw new Error(`form ${form.name}: expected the draft that was just begun`);
  await showPrompt({ ctx, form, row, state: stateOf(row), context }, first.say);
}

/** The draft that a new one of the same form takes the place of, as far as it was read with the chat. */
async function replacedBy(
  { turn: { changes, services, account } }: BotContext,
  form: { readonly name: string },
): Promise<{ readonly state: DraftState; readonly messages: readonly (number | undefined)[] } | undefined> {
  if (changes === undefined || services.ahead?.of(account.id) === undefined) return undefined;
  const row = await findDraft(services, account.id, form.name);
  const state = row === undefined ? undefined : tryDecode(draftCodec, row.payload);
  return state === undefined ? undefined : { state, messages: [row?.promptMessageId] };
}

function seededAnswers({ seed = {}, said }: Start, now: Date): Readonly<Record<string, StoredAnswer>> {
  const answer = (value: Json): StoredAnswer => ({
    value,
    reader: SEED,
    at: now.toISOString(),
    ...said,
    ...(value === null ? { open: 'skipped' } : {}),
  });
  // null: asked before, and the person did not know
  return Object.fromEntries(Object.entries(seed).map(([key, value]) => [key, answer(value)]));
}
