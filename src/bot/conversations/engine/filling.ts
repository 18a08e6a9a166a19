import { goesOn } from '../../../domain/cases/pieces.ts';
import { may } from '../../../domain/office/roles.ts';
import { languageCodes, line } from '../../../i18n.ts';
import { closeDraft, findDraft, type DraftChange, type DraftRow } from '../../../services/core/drafts.ts';
import { isCut } from '../../../services/core/last-letter.ts';
import { todayOf, type Services } from '../../../services/core/services.ts';
import { menuButton } from '../../buttons.ts';
import { postmarkOf } from '../../postmark.ts';
import { noteRefused } from '../../refused.ts';
import { say } from '../../send.ts';
import { answerPress, type BotContext } from '../../turn.ts';
import { answersOf, draftCodec, type DraftState } from './draft.ts';
import type { Form, Moment, StoredAnswer, Who } from './form.ts';
import type { Json } from './json.ts';
import { remaining } from './screen.ts';
import type { StepEnvironment } from './position.ts';

export type ServiceForm<C, R extends Json> = Form<C, Services, R>;

/** One filling of a form in the chat of an update, as far as it has come. */
export interface Filling<C, R extends Json> {
  readonly ctx: BotContext;
  /** With the questions that only its data know. */
  readonly form: ServiceForm<C, R>;
  readonly row: DraftRow;
  readonly state: DraftState;
  readonly context: C;
}

/** The filling that a draft row holds. */
export async function fillingOf<C, R extends Json>(
  ctx: BotContext,
  given: ServiceForm<C, R>,
  row: DraftRow,
): Promise<Filling<C, R>> {
  const state = stateOf(row);
  return { ctx, row, state, ...(await loaded(ctx, given, state.answers)) };
}

export function stateOf(row: DraftRow): DraftState {
  return draftCodec.decode(row.payload);
}

/** What the questions need, and the form with those that only its data know. */
export async function loaded<C, R extends Json>(
  ctx: BotContext,
  given: ServiceForm<C, R>,
  answers: Readonly<Record<string, StoredAnswer>>,
): Promise<Pick<Filling<C, R>, 'form' | 'context'>> {
  const context = await given.load(ctx.turn.services, whoOf(ctx), answersOf(answers), moment(ctx));
  const form =
    given.more === undefined ? given : { ...given, questions: [...given.questions, ...given.more(context)] };
  return { form, context };
}

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

/** The context with what only this place shows. */
export async function lookedUp<C, R extends Json>(
  { ctx, form, state, context }: Filling<C, R>,
  place: string,
): Promise<C> {
  const found = form.look?.(ctx.turn.services, whoOf(ctx), answersOf(state.answers), context, place);
  return (await found) ?? context;
}

export function environmentOf<C, R extends Json>({ ctx, row, context }: Filling<C, R>): StepEnvironment<C> {
  return {
    context,
    now: ctx.turn.services.now(),
    zone: ctx.turn.services.office.zone,
    revision: row.revision,
    promptMessageId: row.promptMessageId,
    lastActive: row.updatedAt,
    isRest: isRest(ctx),
    texts: ctx.turn.texts,
    to: ctx.turn.to,
    ...whoAsks(ctx),
  };
}

/** What a form is told of this chat beside the draft. */
export function whoAsks(ctx: BotContext): Pick<StepEnvironment<unknown>, 'registered' | 'bot'> {
  return { registered: ctx.turn.account.person !== undefined, bot: ctx.me.username };
}

function isRest({ message, turn }: BotContext): boolean {
  const { letter } = turn.account;
  return (
    message?.text !== undefined &&
    letter !== undefined &&
    isCut(letter) &&
    goesOn(letter, postmarkOf(message))
  );
}

/** The filling as its row is to hold it. */
export function changeOf<C, R extends Json>({ form, row, state, context }: Filling<C, R>): DraftChange {
  return {
    payload: JSON.stringify(state),
    revision: row.revision,
    remaining: remaining(form, state, context),
  };
}

/** From the answer on, the form itself knows whether to say Bapak or Ibu, and the name. */
export function address<C, R extends Json>({ ctx, form, state, context }: Filling<C, R>): void {
  const speaker = form.speaker?.(answersOf(state.answers), context);
  if (speaker !== undefined) ctx.turn.to = { ...ctx.turn.to, ...speaker };
}

/** Somebody whose role has ended meanwhile: the form is thrown away, nothing of it is done. */
export async function isBarred<C, R extends Json>(
  ctx: BotContext,
  form: ServiceForm<C, R>,
): Promise<boolean> {
  if (form.duty === undefined || may(ctx.turn.member, form.duty)) {
    ctx.turn.duty = form.duty;
    return false;
  }
  const { services, account } = ctx.turn;
  const draft = await findDraft(services, account.id, form.name);
  if (draft !== undefined) await closeDraft(services, draft.id, 'discarded');
  await noteRefused(ctx, form.duty);
  await answerPress(ctx);
  await say(ctx, line('common.noDuty'), [[menuButton]]);
  return true;
}
