import { z } from 'zod';
import { line, type Line, type TextKey } from '../../../i18n.ts';
import { codecs } from '../../../services/core/codecs.ts';
import { hasConsent, type OwnPurpose } from '../../../services/people/consents.ts';
import { findDrafts } from '../../../services/core/drafts.ts';
import { recallFromBuyers } from '../../../services/partnership/candidates/suppliers.ts';
import {
  sendAgain,
  stoppedNow,
  stopSending,
  type Recipient,
  type Stoppable,
} from '../../../services/people/stopping.ts';
import type { Button } from '../../message.ts';
import { buttonRow, menuButton } from '../../buttons.ts';
import type { ActionName } from '../../routes/actions.ts';
import { say } from '../../send.ts';
import type { BotContext } from '../../turn.ts';
import { enter } from '../enter.ts';
import { consented, registered, type Action } from '../guards.ts';
import { comingOfChat } from './training-own.ts';

const recipient = ({ turn: { account } }: BotContext): Recipient => ({
  accountId: account.id,
  personId: account.person?.id,
});

/** Whether whoever speaks takes part in a training that is still to come. */
async function hasJoined(ctx: BotContext): Promise<boolean> {
  const id = ctx.turn.account.person?.id;
  return (await comingOfChat(ctx)).some((it) => it.personId === undefined || it.personId === id);
}

/** "Apa yang mau dihentikan?": only what could reach this person. */
export async function askWhatToStop(ctx: BotContext): Promise<void> {
  const joined = await hasJoined(ctx);
  const own = joined ? [buttonRow('start.stop.own', 'stop-own')] : [];
  const never = buttonRow('start.stop.never', 'stop-never');
  if (ctx.turn.account.person === undefined) {
    const begun = (await findDrafts(ctx.turn.services, ctx.turn.account.id)).length > 0;
    if (!joined && !begun) await say(ctx, line('start.stop.nobody'), [[menuButton]]);
    else
      await say(ctx, line('start.stop.ask'), [
        ...own,
        ...(joined ? [] : [buttonRow('start.stop.all', 'stop-all')]),
        never,
      ]);
    return;
  }
  await say(ctx, line('start.stop.ask'), [
    buttonRow('start.stop.news', 'stop-news'),
    buttonRow('start.stop.reminders', 'stop-reminders'),
    ...own,
    buttonRow('start.stop.all', 'stop-all'),
    buttonRow('start.stop.closed', 'data-status'),
    never,
  ]);
}

/** Stops one purpose, or everything, at once. */
export function stop(what: readonly Stoppable[], done: TextKey, again: ActionName): Action {
  return async (ctx) => {
    const onlyOwners = !what.includes('own');
    if (onlyOwners && ctx.turn.account.person === undefined) return askWhatToStop(ctx);
    const who = recipient(ctx);
    const programmes = await ctx.turn.once('stopped', codecs.json(z.boolean()), async (inside) => {
      const { accountId, personId } = who;
      const asked = async (purpose: OwnPurpose): Promise<boolean> =>
        what.includes('news') && personId !== undefined && (await hasConsent(inside, personId, purpose));
      const found = await asked('be-found');
      const told = found || (await asked('programme-news'));
      if (found && personId !== undefined) await recallFromBuyers(inside, personId, { accountId, personId });
      await stopSending(inside, who, what);
      return told;
    });
    const all = what.length > 1;
    const lines: readonly Line[] = [
      line(done),
      ...(programmes && !all ? [line('partnership.news.stoppedToo')] : []),
      ...(all && (await hasJoined(ctx)) ? [line('start.stop.stillChanges')] : []),
    ];
    await say(ctx, lines, [buttonRow('start.again.button', again), [menuButton]]);
  };
}

/** Training news; reminders of trainings already joined stay. */
export const stopNews: Action = stop(['news'], 'start.stop.newsDone', 'again-news');

export const stopReminders: Action = stop(['reports'], 'start.stop.remindersDone', 'again-reports');

const again: Readonly<Record<Stoppable, readonly Button[]>> = {
  news: buttonRow('start.stop.news', 'again-news'),
  reports: buttonRow('start.stop.reminders', 'again-reports'),
  own: buttonRow('start.stop.own', 'again-own'),
};

/** /mulai_lagi: what was stopped comes back; where it is several things, which of them? */
export async function startAgain(ctx: BotContext): Promise<void> {
  const { services, account } = ctx.turn;
  const stopped = await stoppedNow(services, recipient(ctx));
  const [only, ...others] = stopped;
  if (only === undefined) {
    // Whoever never agreed to training news is asked; it is never switched on.
    if (account.person !== undefined && !(await hasConsent(services, account.person.id, 'training-news')))
      return enterNews(ctx);
    await say(ctx, line('start.again.none'), [[menuButton]]);
    return;
  }
  if (others.length === 0) return bringBack[only](ctx);
  await say(ctx, line('start.again.ask'), [
    ...stopped.map((it) => again[it]),
    buttonRow('start.again.all', 'again-all'),
    buttonRow('start.stop.never', 'stop-never'),
  ]);
}

/** News needs a consent of its own. */
const enterNews = (ctx: BotContext): Promise<void> =>
  enter(ctx, 'register', { open: 'fresh', form: 'training-news' });

async function remind(
  ctx: BotContext,
  what: readonly Exclude<Stoppable, 'news'>[],
  done: TextKey,
): Promise<void> {
  await ctx.turn.once('start-again', codecs.nothing, (inside) => sendAgain(inside, recipient(ctx), what));
  await say(ctx, line(done), [[menuButton]]);
}

/** Brings back one purpose. */
export const bringBack: Readonly<Record<Stoppable, Action>> = {
  news: (ctx) => registered(enterNews)(ctx),
  reports: (ctx) => registered(consented((inner) => remind(inner, ['reports'], 'start.again.reports')))(ctx),
  own: (ctx) => remind(ctx, ['own'], 'start.again.own'),
};

/** Brings back everything that is stopped; the consent to news is asked last. */
export async function bringBackAll(ctx: BotContext): Promise<void> {
  const stopped = await stoppedNow(ctx.turn.services, recipient(ctx));
  const reminders = stopped.filter((it) => it !== 'news');
  const news = stopped.includes('news');
  await remind(ctx, reminders, news ? 'start.again.reminders' : 'start.again.done');
  if (news) await enterNews(ctx);
}
