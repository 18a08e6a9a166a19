import { chatOfPerson } from '../core/accounts.ts';
import { audit } from '../core/audit.ts';
import { correct, type Correction } from './corrections.ts';
import type { Officer } from '../office/in-area.ts';
import { memberByNumber } from '../office/members.ts';
import { queueTo } from '../core/outgoing.ts';
import type { Services, Transaction } from '../core/services.ts';
import { mayVerify } from './verifications.ts';

const DAY_MS = 24 * 3_600_000;
const ANSWER_DAYS = 14;

const answersPlace = (id: number): string => `change_proposal:${id}:answers`;

export interface Proposal {
  readonly id: number;
  readonly businessId: number;
  readonly personId: number;
  readonly field: string;
  /** What the officer answered in the owner's place, as JSON of the form "correct". */
  readonly answers: string;
}

/**
 * Proposes a change of one field to the owner; an earlier proposal for the same field is outdated by it. Undefined
 * when the registration is not in this member's area; `told` false when the owner has no chat that can be reached.
 */
export async function proposeChange(
  services: Transaction,
  member: Officer,
  it: Pick<Proposal, 'businessId' | 'field' | 'answers'>,
): Promise<{ readonly told: boolean } | undefined> {
  const { db, now, seal } = services;
  const { businessId, field } = it;
  if (!(await mayVerify(services, member, businessId))) return undefined;
  await lockBusiness(services, businessId);
  const business = await db.business.findUniqueOrThrow({
    where: { id: businessId },
    select: { number: true, ownerId: true },
  });
  await db.changeProposal.updateMany({
    where: { businessId, field, status: 'waiting' },
    data: { status: 'outdated', decidedAt: now(), answers: null },
  });
  const { id } = await db.changeProposal.create({
    data: { businessId, field, byMember: member.number, at: now() },
    select: { id: true },
  });
  await db.changeProposal.update({
    where: { id },
    data: { answers: seal.encrypt(answersPlace(id), it.answers) },
  });
  await db.verification.updateMany({
    where: { businessId, status: { not: 'right' } },
    data: { status: 'asked', byMember: member.number, decidedAt: now() },
  });
  await audit(services, {
    actor: member.number,
    action: 'proposal.make',
    subject: `business:${business.number ?? businessId}`,
    details: { proposal: id, field },
  });
  const accountId = business.ownerId === null ? undefined : await chatOfPerson(services, business.ownerId);
  if (accountId === undefined || business.ownerId === null) return { told: false };
  await queueTo(services, [
    {
      key: `proposal:${id}`,
      accountId,
      personId: business.ownerId,
      kind: 'change-proposed',
      params: { proposal: id },
      lastsMs: ANSWER_DAYS * DAY_MS,
    },
  ]);
  return { told: true };
}

/** Before its proposals, in the order in which an erasure locks. */
async function lockBusiness({ db }: Transaction, id: number): Promise<void> {
  await db.$queryRaw`SELECT id FROM business WHERE id = ${id} FOR UPDATE`;
}

/** A proposal that waits for its owner; undefined once it is decided or outdated. */
export async function waitingProposal(services: Services, id: number): Promise<Proposal | undefined> {
  const row = await services.db.changeProposal.findFirst({
    where: { id, status: 'waiting' },
    include: { business: { select: { ownerId: true } } },
  });
  if (row === null || row.answers === null || row.business.ownerId === null) return undefined;
  const answers = services.seal.tryDecrypt(answersPlace(id), row.answers);
  // What cannot be read cannot be agreed to: it is as if there were none.
  if (answers === undefined) return undefined;
  return {
    id,
    businessId: row.businessId,
    personId: row.business.ownerId,
    field: row.field,
    answers,
  };
}

/** Whose proposal this is among the people of a chat; undefined for a forged number. */
export async function proposalOwner(
  services: Services,
  accountId: number,
  id: number,
): Promise<number | undefined> {
  const row = await services.db.changeProposal.findFirst({
    where: { id, business: { owner: { accounts: { some: { accountId } } } } },
    select: { business: { select: { ownerId: true } } },
  });
  return row?.business.ownerId ?? undefined;
}

/**
 * The owner's own press: only now the data changes, with history. False when it was decided before or is outdated.
 */
export async function decideProposal(
  services: Transaction,
  proposal: Proposal,
  change: Pick<Correction, 'business' | 'owner'> | undefined,
): Promise<boolean> {
  const { db, now } = services;
  const { id, businessId, personId } = proposal;
  const status = change === undefined ? 'kept' : 'taken';
  await lockBusiness(services, businessId);
  const { count } = await db.changeProposal.updateMany({
    where: { id, status: 'waiting' },
    data: { status, decidedAt: now(), answers: null },
  });
  if (count === 0) return false;
  if (change !== undefined) await correct(services, { personId, businessId, ...change });
  if ((await db.changeProposal.count({ where: { businessId, status: 'waiting' } })) === 0)
    await db.verification.updateMany({ where: { businessId, status: 'asked' }, data: { status: 'waiting' } });
  await tellOfficer(services, id);
  return true;
}

/** Whoever proposed it hears of the answer, while still in office. */
async function tellOfficer(services: Transaction, id: number): Promise<void> {
  const row = await services.db.changeProposal.findUniqueOrThrow({
    where: { id },
    select: { byMember: true },
  });
  const member = await memberByNumber(services, row.byMember);
  if (member?.accountId === undefined || member.revokedAt !== undefined) return;
  await queueTo(services, [
    {
      key: `proposal-answered:${id}`,
      accountId: member.accountId,
      kind: 'proposal-answered',
      params: { proposal: id, member: member.number },
      lastsMs: ANSWER_DAYS * DAY_MS,
    },
  ]);
}

export interface AnsweredProposal {
  readonly businessId: number;
  readonly number: string;
  readonly field: string;
  readonly taken: boolean;
}

/** How an owner answered, for whoever proposed it; undefined when there is no answer to tell. */
export async function answeredProposal(
  services: Services,
  id: number,
): Promise<AnsweredProposal | undefined> {
  const row = await services.db.changeProposal.findFirst({
    where: { id, status: { in: ['taken', 'kept'] } },
    include: { business: { select: { number: true } } },
  });
  if (row === null || row.business.number === null) return undefined;
  const { businessId, field, status } = row;
  return { businessId, number: row.business.number, field, taken: status === 'taken' };
}
