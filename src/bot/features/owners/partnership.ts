import { z } from 'zod';
import { evaluate } from '../../../domain/eligibility/eligibility.ts';
import { line } from '../../../i18n.ts';
import { codecs } from '../../../services/core/codecs.ts';
import { ownerInAccount } from '../../../services/core/accounts.ts';
import { liveApplication } from '../../../services/partnership/applications/applications.ts';
import { waitingTogether, type Waiting } from '../../../services/partnership/applications/going-along.ts';
import { askForReview } from '../../../services/partnership/applications/reviews.ts';
import {
  checkBusiness,
  checked,
  checkOfAccount,
  type StoredCheck,
} from '../../../services/partnership/applications/checks.ts';
import { closeDraft, findDraft, type DraftRow } from '../../../services/core/drafts.ts';
import {
  knownBusinesses,
  unansweredQuestions,
  programmesOn,
  type Known,
} from '../../../services/people/eligibility.ts';
import { todayOf, type Services } from '../../../services/core/services.ts';
import { draftCodec, type DraftState } from '../../conversations/engine/draft.ts';
import type { Button } from '../../message.ts';
import { applyForm, togetherReceipt } from '../../conversations/partnership/apply.ts';
import { detailsText } from '../../conversations/partnership/partnership-details.ts';
import { seedsOf } from '../../conversations/partnership/partnership-facts.ts';
import { programmeText, resultReceipt } from '../../conversations/partnership/partnership-result.ts';
import { partnershipChangeForm, partnershipForm } from '../../conversations/partnership/partnership.ts';
import { askButton, button, menuButton } from '../../buttons.ts';
import {
  applicationRoute,
  changeAnswersRoute,
  checkRoute,
  groupApplicationRoute,
} from '../../routes/owners.ts';
import { oldPress, say, sendReceipt } from '../../send.ts';
import type { BotContext } from '../../turn.ts';
import { enter } from '../enter.ts';
import { onPress, type Press } from '../on-press.ts';
import { notYours, showApplication } from './applications.ts';

const reviewed = z.object({ number: z.string(), dueOn: z.string() });

/** *Cek kemitraan*: straight to the result when everything is known, else the questions that are open. */
export async function checkPartnership(ctx: BotContext): Promise<void> {
  const { services, account } = ctx.turn;
  const { person } = account;
  if (person === undefined) return;
  const owned = await knownBusinesses(services, person.id);
  const [only] = owned;
  if (only === undefined) {
    await say(ctx, line('partnership.noBusiness'), [
      [button('start.menu.registerMore', 'register')],
      [askButton, menuButton],
    ]);
    return;
  }
  const today = todayOf(services);
  const open = unansweredQuestions(programmesOn(services.programmes.open, today), only, today);
  if (owned.length === 1 && open.size === 0) return showResult(ctx, only);
  const goesOn = await hasBegun(services, account.id, owned);
  await enter(ctx, 'partnership', {
    open: goesOn ? 'ask' : 'fresh',
    ...(owned.length === 1 ? { seed: { business: only.business.id } } : {}),
  });
}

/** Whether a check of one of these businesses waits with answers; on a shared phone it may be somebody else's. */
async function hasBegun(services: Services, accountId: number, owned: readonly Known[]): Promise<boolean> {
  const draft = await findDraft(services, accountId, partnershipForm.name);
  if (draft === undefined) return false;
  const isOwn = owned.some((it) => it.business.id === businessOf(draft));
  return isOwn && Object.values(answersIn(draft)).some((answer) => answer.reader !== 'seed');
}

function answersIn(draft: DraftRow): DraftState['answers'] {
  return draftCodec.decode(draft.payload).answers;
}

function businessOf(draft: DraftRow): unknown {
  return answersIn(draft)['business']?.value;
}

/** Checks again with what is stored and shows the result; the check is stored once an update. */
async function showResult(ctx: BotContext, known: Known): Promise<void> {
  const { services, account } = ctx.turn;
  const result = await ctx.turn.once('partnership', codecs.json(checked), async (inside) => {
    const waiting = await findDraft(inside, account.id, partnershipForm.name);
    // What it still asks is known by now.
    if (waiting !== undefined && businessOf(waiting) === known.business.id)
      await closeDraft(inside, waiting.id, 'discarded');
    return checkBusiness(inside, known);
  });
  await sendReceipt(
    ctx,
    resultReceipt(result, programmesOn(services.programmes.open, todayOf(services))),
    [],
  );
}

/** The buttons under a result. Their numbers may be forged: each is held against the people of this chat. */
export function partnershipButtons(): readonly Press[] {
  return [
    onPress(changeAnswersRoute, changeAnswers),
    onPress(checkRoute, async (ctx, verb, id) => {
      const { services, account } = ctx.turn;
      const check = await checkOfAccount(services, account.id, id);
      if (check === undefined) return oldPress(ctx);
      if (check.ownerId !== account.person?.id) return notYours(ctx);
      await verbs[verb](ctx, check);
    }),
  ];
}

async function changeAnswers(ctx: BotContext, id: number): Promise<void> {
  const { services, account } = ctx.turn;
  const ownerId = await ownerInAccount(services, account.id, id);
  if (ownerId === undefined) return oldPress(ctx);
  if (ownerId !== account.person?.id) return notYours(ctx);
  const known = (await knownBusinesses(services, ownerId)).find((it) => it.business.id === id);
  if (known === undefined) return checkPartnership(ctx);
  await enter(ctx, 'partnership', {
    open: 'fresh',
    form: partnershipChangeForm.name,
    seed: { ...seedsOf(known), business: id },
  });
}

/** One programme: how the business stands there, and what can be done. */
async function showProgramme(ctx: BotContext, check: StoredCheck): Promise<void> {
  const { services } = ctx.turn;
  const programme = programmeOf(services, check);
  if (programme === undefined) return closed(ctx);
  if (programme.version !== check.programmeVersion) return outdated(ctx);
  const applied = await liveApplication(services, check.businessId, check.programmeId);
  const together = applied === undefined ? await togetherOf(services, check) : undefined;
  await say(ctx, programmeText(programme, check.evaluation, applied, services.office.areas), [
    ...(applied === undefined
      ? stepRows(check, together)
      : [[button('partnership.button.application', applicationRoute.to(applied.id))]]),
    [button('partnership.button.details', checkRoute.to('details', check.id))],
    [button('common.button.changeAnswer', changeAnswersRoute.to(check.businessId))],
    [askButton, menuButton],
  ]);
}

const togetherOf = (services: Services, check: StoredCheck): Promise<Waiting | undefined> =>
  waitingTogether(
    services,
    { personId: check.ownerId, businessId: check.businessId },
    { id: check.programmeId, version: check.programmeVersion },
  );

/** A group that is about to apply comes first; whoever goes along does not apply alone. */
function stepRows(check: StoredCheck, together: Waiting | undefined): readonly (readonly Button[])[] {
  if (together?.agreed === true)
    return [[button('group.button.application', groupApplicationRoute.to('see', together.id))]];
  const join =
    together !== undefined && check.mayApply
      ? [[button('group.button.join', groupApplicationRoute.to('join', together.id))]]
      : [];
  return [
    ...join,
    ...(check.mayApply || check.evaluation.overall === 'not-yet' ? [[nextButton(check)]] : []),
  ];
}

const nextButton = (check: StoredCheck): Button =>
  check.mayApply
    ? button('partnership.button.apply', checkRoute.to('apply', check.id))
    : button('partnership.button.review', checkRoute.to('review', check.id));

async function showDetails(ctx: BotContext, check: StoredCheck): Promise<void> {
  const programme = programmeOf(ctx.turn.services, check);
  if (programme === undefined) return closed(ctx);
  await say(ctx, detailsText(programme), [
    ...stepRows(check, await togetherOf(ctx.turn.services, check)),
    [askButton, menuButton],
  ]);
}

/** Everything that an owner can do with a check. */
const verbs = {
  see: showProgramme,
  details: showDetails,
  apply: beginApplying,
  // Buttons of older messages.
  send: beginApplying,
  review,
} as const satisfies Readonly<Record<string, (ctx: BotContext, check: StoredCheck) => Promise<void>>>;

/** The terms stood above the button: on the page of the programme, or in its details. */
async function beginApplying(ctx: BotContext, check: StoredCheck): Promise<void> {
  const { services, account } = ctx.turn;
  const running = await liveApplication(services, check.businessId, check.programmeId);
  if (running !== undefined) return showApplication(ctx, running);
  const programme = programmeOf(services, check);
  if (programme === undefined || evaluate(programme, {}, todayOf(services)).application !== 'open')
    return closed(ctx);
  // What was found by other rules says nothing about these.
  if (programme.version !== check.programmeVersion) return outdated(ctx);
  if (!check.mayApply) {
    await say(ctx, line('partnership.review.may'), [
      [button('partnership.button.review', checkRoute.to('review', check.id))],
      [menuButton],
    ]);
    return;
  }
  const together = await togetherOf(services, check);
  if (together?.agreed === true) return sendReceipt(ctx, togetherReceipt(together.id), []);
  const begun = await begunFor(services, account.id);
  if (begun === check.id) return enter(ctx, 'apply', { open: 'ask' });
  await enter(ctx, 'apply', { open: 'fresh', seed: { target: check.id } });
}

/** The check for which an application was begun and not finished. */
async function begunFor(services: Services, accountId: number): Promise<number | undefined> {
  const draft = await findDraft(services, accountId, applyForm.name);
  const value = draft === undefined ? undefined : answersIn(draft)['target']?.value;
  return typeof value === 'number' ? value : undefined;
}

function programmeOf(services: Services, check: StoredCheck) {
  return programmesOn(services.programmes.open, todayOf(services)).find((it) => it.id === check.programmeId);
}

async function closed(ctx: BotContext): Promise<void> {
  await say(ctx, line('partnership.closed'), [[askButton, menuButton]]);
}

async function outdated(ctx: BotContext): Promise<void> {
  await say(ctx, line('partnership.outdated'), [
    [button('start.menu.partnership', 'partnership')],
    [menuButton],
  ]);
}

/** An automatic result can be looked at by a person (UU 27/2022 art. 10). */
async function review(ctx: BotContext, check: StoredCheck): Promise<void> {
  const { account } = ctx.turn;
  const { number, dueOn } = await ctx.turn.once('review', codecs.json(reviewed), (inside) =>
    askForReview(inside, {
      accountId: account.id,
      personId: check.ownerId,
      businessId: check.businessId,
      programmeId: check.programmeId,
      checkId: check.id,
    }),
  );
  await say(ctx, line('partnership.review.done', { number, day: { day: dueOn } }), [[menuButton]]);
}
