import { isFillable, MOST_READY, MOST_TITLE } from '../../domain/cases/ready-answer.ts';
import { may } from '../../domain/office/roles.ts';
import { audit } from '../core/audit.ts';
import type { Member } from '../office/members.ts';
import type { Services, Transaction } from '../core/services.ts';

/** So many fit under a question on a small screen. */
const MOST = 12;

export interface ReadyAnswer {
  readonly id: number;
  readonly title: string;
  /** With {sapaan} and {nama} where the owner is addressed. */
  readonly text: string;
}

const inUse = ({ office }: Services) => ({ office: office.key, endedAt: null });

/** The ready answers of the office, by title. */
export function readyAnswers(services: Services): Promise<readonly ReadyAnswer[]> {
  return services.db.readyAnswer.findMany({
    where: inUse(services),
    select: { id: true, title: true, text: true },
    orderBy: [{ title: 'asc' }, { id: 'asc' }],
    take: MOST,
  });
}

/** Makes one; `full`: there are so many that another has to end first; `no`: not theirs to make, or wrong words. */
export async function addReadyAnswer(
  services: Transaction,
  member: Member,
  { title, text }: Pick<ReadyAnswer, 'title' | 'text'>,
): Promise<'done' | 'full' | 'no'> {
  const { db, now, office } = services;
  const fits = title.length <= MOST_TITLE && text.length <= MOST_READY && isFillable(text);
  if (!may(member, 'answers') || !fits) return 'no';
  if ((await db.readyAnswer.count({ where: inUse(services) })) >= MOST) return 'full';
  const { id } = await db.readyAnswer.create({
    data: { office: office.key, title, text, addedBy: member.number, addedAt: now() },
    select: { id: true },
  });
  await audit(services, { actor: member.number, action: 'answer.add', subject: `answer:${id}` });
  return 'done';
}

/** Ends one: nobody is offered it any more, and what was sent with it stays. False when it has ended already. */
export async function endReadyAnswer(services: Transaction, member: Member, id: number): Promise<boolean> {
  if (!may(member, 'answers')) return false;
  const { count } = await services.db.readyAnswer.updateMany({
    where: { ...inUse(services), id },
    data: { endedAt: services.now(), endedBy: member.number },
  });
  if (count > 0)
    await audit(services, { actor: member.number, action: 'answer.end', subject: `answer:${id}` });
  return count > 0;
}
