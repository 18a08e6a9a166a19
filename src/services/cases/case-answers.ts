import { addWorkingDays } from '../../domain/when/working-days.ts';
import { mayWorkOn, type OpenCase } from './case-desk.ts';
import { isInCase, rememberCaseMessage } from './case-messages.ts';
import { addEvent, dueDay } from './cases.ts';
import { memberByNumber, type Member } from '../office/members.ts';
import { todayOf, type Services, type Transaction } from '../core/services.ts';
import {
  type CaseOutcome,
  type CaseWords,
  type StepResult,
  NO,
  locked,
  done,
  note,
  tell,
} from './case-steps.ts';

/** Working days after which a case closes by itself when the owner says nothing. */
const CONFIRM_WORKING_DAYS = 3;

/**
 * Writes to the owner inside the case; whoever answers has taken it. What is written outside office hours waits
 * until the office opens, unless it is sent by {@link sendNow}.
 */
export async function answerOwner(
  services: Transaction,
  member: Member,
  id: number,
  words: CaseWords,
): Promise<StepResult> {
  const it = await locked(services, member, id);
  if (it?.accountId === undefined) return NO;
  await services.db.case.update({
    where: { id: it.id },
    data: { status: 'open', closesOn: null, waitingFor: 'owner', assignee: it.assignee ?? member.number },
  });
  const { text, file } = words;
  const event = await addEvent(services, it.id, { kind: 'message-out', byMember: member.number, text, file });
  await note(services, member, it, 'case.answer');
  await tell(services, it.accountId, it.personId, 'case-message', { case: it.id, event });
  return done(services, it.id);
}

/**
 * The office is done: the owner is asked whether it helped. Without a chat that can be reached, or for what only the
 * office knows of (lists), the case closes at once.
 */
export async function resolveCase(
  services: Transaction,
  member: Member,
  id: number,
  it: { readonly outcome: CaseOutcome; readonly text: string | undefined },
): Promise<StepResult> {
  const found = await locked(services, member, id, ['open']);
  if (found === undefined) return NO;
  const { now } = services;
  const asks = found.accountId !== undefined && found.who.reachable && it.outcome !== 'not-reached';
  await services.db.case.update({
    where: { id: found.id },
    data: {
      status: asks ? 'resolved' : 'closed',
      outcome: it.outcome,
      assignee: found.assignee ?? member.number,
      waitingFor: 'owner',
      resolvedAt: now(),
      ...(asks ? { closesOn: confirmBy(services) } : { closedAt: now() }),
    },
  });
  const event = await addEvent(services, found.id, {
    kind: 'resolved',
    byMember: member.number,
    text: it.text,
    details: { outcome: it.outcome },
  });
  await note(services, member, found, 'case.resolve', { outcome: it.outcome });
  if (asks) await tell(services, found.accountId, found.personId, 'case-resolved', { case: found.id, event });
  return done(services, found.id);
}

function confirmBy(services: Services): string {
  const today = todayOf(services);
  return addWorkingDays(today, CONFIRM_WORKING_DAYS, services.office.holidays).date.toString();
}

/** The owner writes inside the case; it is the office's turn again, also when it was closed. */
export async function answerOffice(
  services: Transaction,
  accountId: number,
  id: number,
  words: CaseWords,
): Promise<StepResult> {
  const it = await locked(services, undefined, id, ['open', 'resolved', 'closed']);
  if (it === undefined || it.accountId !== accountId) return NO;
  const { text, file, messageId } = words;
  if (messageId !== undefined && (await isInCase(services, accountId, messageId)))
    return { kind: 'done', case: it };
  const wasOver = it.status !== 'open';
  await services.db.case.update({
    where: { id: it.id },
    data: {
      status: 'open',
      waitingFor: 'office',
      closesOn: null,
      resolvedAt: null,
      closedAt: null,
      ...(wasOver || it.waitingFor === 'owner' ? { dueOn: dueDay(services) } : {}),
    },
  });
  if (wasOver) await addEvent(services, it.id, { kind: 'reopened' });
  const event = await addEvent(services, it.id, { kind: 'message-in', text, file });
  if (messageId !== undefined) await rememberCaseMessage(services, { accountId, messageId, caseId: it.id });
  await tellMember(services, it, it.assignee, 'case-answer', event);
  return done(services, it.id);
}

/** "Makasih": noted with its words, and nobody's turn changes. */
export async function thankOffice(
  services: Transaction,
  accountId: number,
  id: number,
  words: { readonly text: string; readonly messageId: number },
): Promise<StepResult> {
  const it = await locked(services, undefined, id, ['open', 'resolved', 'closed']);
  if (it === undefined || it.accountId !== accountId) return NO;
  const { text, messageId } = words;
  if (!(await isInCase(services, accountId, messageId))) {
    await addEvent(services, it.id, { kind: 'thanked', text });
    await rememberCaseMessage(services, { accountId, messageId, caseId: it.id });
  }
  return done(services, it.id);
}

/** "Sudah terbantu": the owner closes the case, and whoever answered last is told so. */
export async function confirmCase(services: Transaction, accountId: number, id: number): Promise<StepResult> {
  const it = await locked(services, undefined, id);
  if (it === undefined || it.accountId !== accountId) return NO;
  const at = services.now();
  await services.db.case.update({
    where: { id: it.id },
    data: {
      status: 'closed',
      confirmedAt: at,
      closedAt: at,
      closesOn: null,
      ...(it.status === 'open' ? { outcome: 'answered' } : {}),
    },
  });
  const answered = await services.db.caseEvent.findFirst({
    where: { caseId: it.id, kind: { in: ['message-out', 'resolved'] }, byMember: { not: null } },
    select: { byMember: true },
    orderBy: { id: 'desc' },
  });
  const event = await addEvent(services, it.id, { kind: 'confirmed' });
  await tellMember(services, it, answered?.byMember ?? it.assignee, 'case-helped', event);
  return done(services, it.id);
}

/** Cases that were resolved and whose owner has said nothing close after three working days. Returns how many. */
export async function closeSilent(services: Services): Promise<number> {
  const today = todayOf(services).toString();
  const due = await services.db.case.findMany({
    where: { office: services.office.key, status: 'resolved', closesOn: { lt: today } },
    select: { id: true },
  });
  for (const { id } of due) {
    await services.db.case.update({ where: { id }, data: { status: 'closed', closedAt: services.now() } });
    await addEvent(services, id, { kind: 'closed' });
  }
  return due.length;
}

/** Tells somebody of the office what an owner did in a case, as long as they may work on it. */
async function tellMember(
  services: Transaction,
  it: OpenCase,
  number: string | undefined,
  kind: 'case-answer' | 'case-helped',
  event: number,
): Promise<void> {
  const member = number === undefined ? undefined : await memberByNumber(services, number);
  if (member === undefined || member.revokedAt !== undefined || !mayWorkOn(member, it)) return;
  await tell(services, member.accountId, undefined, kind, { case: it.id, event });
}
