import { hasConsent } from './consents.ts';
import type { Services } from '../core/services.ts';

/**
 * What the bot begins by itself and a person can stop, each apart: news (of trainings, and with it of programmes, by phone, too, and of
 * companies that look for suppliers), reminders of reports, and reminders of what was begun (trainings joined, an unfinished form). Replies, and changes of a training that somebody has
 * joined, are not among them.
 */
export const stoppables = ['news', 'reports', 'own'] as const;
export type Stoppable = (typeof stoppables)[number];

/** The person whose turn it is; without one, the chat of somebody who has not registered. */
export interface Recipient {
  readonly accountId: number;
  readonly personId: number | undefined;
}

/** Stops at once, also what is queued: all of this is looked up at the moment of sending. */
export async function stopSending(
  services: Services,
  who: Recipient,
  what: readonly Stoppable[],
): Promise<void> {
  const { db, now } = services;
  if (who.personId !== undefined && what.includes('news'))
    await db.consent.updateMany({
      where: {
        personId: who.personId,
        purpose: { in: ['training-news', 'programme-news', 'programme-calls', 'be-found'] },
        withdrawnAt: null,
      },
      data: { withdrawnAt: now() },
    });
  await setReminding(services, who, what, false);
}

/** Sends again. News is not among it: that needs a new consent. */
export function sendAgain(
  services: Services,
  who: Recipient,
  what: readonly Exclude<Stoppable, 'news'>[],
): Promise<void> {
  return setReminding(services, who, what, true);
}

async function setReminding(
  { db }: Services,
  { accountId, personId }: Recipient,
  what: readonly Stoppable[],
  on: boolean,
): Promise<void> {
  const own = what.includes('own') ? { ownReminders: on } : {};
  if (personId === undefined) await db.account.update({ where: { id: accountId }, data: own });
  else
    await db.person.update({
      where: { id: personId },
      data: { ...own, ...(what.includes('reports') ? { reminders: on } : {}) },
    });
}

/** What is stopped now. News only when it was agreed to before: whoever never agreed has stopped nothing. */
export async function stoppedNow(services: Services, who: Recipient): Promise<readonly Stoppable[]> {
  const { personId } = who;
  if (personId === undefined) return (await wantsOwnReminders(services, who)) ? [] : ['own'];
  const person = await services.db.person.findUniqueOrThrow({
    where: { id: personId },
    select: { reminders: true, ownReminders: true },
  });
  const agreed = await services.db.consent.count({ where: { personId, purpose: 'training-news' } });
  const news = agreed > 0 && !(await hasConsent(services, personId, 'training-news'));
  return [
    ...(news ? (['news'] as const) : []),
    ...(person.reminders ? [] : (['reports'] as const)),
    ...(person.ownReminders ? [] : (['own'] as const)),
  ];
}

/** Whether reminders of what was begun may be sent: to a person, or to the chat of whoever has not registered. */
export async function wantsOwnReminders(
  { db }: Services,
  { personId, accountId }: { readonly personId: number | undefined; readonly accountId: number | undefined },
): Promise<boolean> {
  const where = { ownReminders: false };
  if (personId !== undefined) return (await db.person.count({ where: { ...where, id: personId } })) === 0;
  return accountId === undefined || (await db.account.count({ where: { ...where, id: accountId } })) === 0;
}
