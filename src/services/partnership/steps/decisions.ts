import { z } from 'zod';
import type { AuditAction } from '../../../domain/office/audit-actions.ts';
import {
  statuses,
  type ApplicationStatus,
  type StepDetails,
} from '../../../domain/partnership/application.ts';
import { waitsFor } from '../../../domain/partnership/decision.ts';
import { refusalOfAct } from '../../../domain/partnership/progress.ts';
import { maskIdentityNumbers } from '../../../domain/people/identity.ts';
import { audit } from '../../core/audit.ts';
import { codecs } from '../../core/codecs.ts';
import type { Services, Transaction } from '../../core/services.ts';
import type { Officer } from '../../office/in-area.ts';
import { activeMembers, memberByNumber, type MemberRow } from '../../office/members.ts';
import { deskApplication } from '../applications/application-desk.ts';
import { writtenDetails } from '../applications/application-history.ts';
import { tellCompany, tellOffice } from './application-news.ts';
import { courseOf, progressOf } from '../applications/application-progress.ts';
import { stepApplication, type Stepped } from './application-steps.ts';
import { lockActedOn } from '../applications/application-group.ts';
import { applicationById, type Application } from '../applications/applications.ts';
import { candidateOf, type CompanyMember } from '../candidates/candidates.ts';

/** A step of a company that waits. */
interface Decision {
  readonly id: number;
  readonly applicationId: number;
  readonly from: ApplicationStatus;
  readonly to: ApplicationStatus;
  readonly details: StepDetails;
  readonly ownWords: boolean;
  readonly state: 'sign' | 'words';
  /** Number of the member who prepared it, and of whoever signed it. */
  readonly preparedBy: string;
  readonly signedBy: string | undefined;
}

export type Decided =
  | Stepped
  /** The owner hears nothing before: a colleague signs, or the office reads the words. */
  | { readonly kind: 'waits'; readonly for: 'sign' | 'words' };

const WAITING = ['sign', 'words'];
const details = codecs.json(writtenDetails.extend({ reason: z.string().optional() }));
const place = (id: number): string => `decision:${id}:details`;

/** What waits for an application where it stands now. */
export async function waitingDecision(
  services: Services,
  { id: applicationId, status: from }: Pick<Application, 'id' | 'status'>,
): Promise<Decision | undefined> {
  const row = await services.db.decision.findFirst({
    where: { applicationId, from, state: { in: WAITING } },
    orderBy: { id: 'desc' },
  });
  return row === null ? undefined : decisionById(services, row.id);
}

/** The application that a decision is about, also when it does not wait any more; the number may be forged. */
export async function decidedAbout({ db }: Services, id: number): Promise<number | undefined> {
  const row = await db.decision.findUnique({ where: { id }, select: { applicationId: true } });
  return row?.applicationId;
}

/** What waits under this number, which may be forged; undefined once it was decided. */
async function decisionById({ db, seal }: Services, id: number): Promise<Decision | undefined> {
  const row = await db.decision.findFirst({ where: { id, state: { in: WAITING } } });
  const from = statuses.find((it) => it === row?.from);
  const to = statuses.find((it) => it === row?.to);
  if (row === null || row.details === null || from === undefined || to === undefined) return undefined;
  return {
    id,
    applicationId: row.applicationId,
    from,
    to,
    details: details.decode(seal.show(place(id), row.details)),
    ownWords: row.ownWords,
    state: row.state === 'sign' ? 'sign' : 'words',
    preparedBy: row.preparedBy,
    signedBy: row.signedBy ?? undefined,
  };
}

interface WantedDecision {
  readonly id: number;
  readonly from: ApplicationStatus;
  readonly to: ApplicationStatus;
  readonly details: StepDetails;
  /** It holds words that an owner would read and nobody has looked at. */
  readonly ownWords: boolean;
}

/**
 * A step that somebody of a company wants. It is taken at once, or waits; what waited before for the same application
 * gives way.
 */
export async function decide(
  services: Transaction,
  member: CompanyMember,
  wanted: WantedDecision,
): Promise<Decided> {
  const { id, from, to } = wanted;
  const seen = await candidateOf(services, member, id);
  if (seen === undefined) return { kind: 'unknown' };
  await lockActedOn(services, seen.application, true);
  const candidate = await candidateOf(services, member, id);
  if (candidate === undefined) return { kind: 'unknown' };
  const { application } = candidate;
  if (application.status !== from) return { kind: 'late', status: application.status };
  const act = { to, by: 'partner', member: member.number, details: wanted.details } as const;
  const refused = refusalOfAct(await progressOf(services, application), courseOf(services, application), act);
  if (refused !== undefined) return { kind: refused, status: from };
  await dropWaiting(services, id);
  const signed = member.partner?.signs === true;
  const waits = waitsFor(to, { signed, ownWords: wanted.ownWords });
  if (waits === undefined) return stepApplication(services, member, wanted);
  await store(services, member, wanted, { state: waits, signedBy: signed ? member.number : null });
  await note(services, member, application, 'candidate.prepare', to);
  await (waits === 'words'
    ? tellOffice(services, application, 'words')
    : tellCompany(services, application, 'sign', await signersBeside(services, member)));
  return { kind: 'waits', for: waits };
}

async function store(
  { db, seal, now }: Transaction,
  member: CompanyMember,
  { id: applicationId, from, to, details: it, ownWords }: WantedDecision,
  of: { readonly state: 'sign' | 'words'; readonly signedBy: string | null },
): Promise<void> {
  const { id } = await db.decision.create({
    data: { applicationId, from, to, ownWords, ...of, preparedBy: member.number, preparedAt: now() },
    select: { id: true },
  });
  const masked = (text: string | undefined): string | undefined =>
    text === undefined ? undefined : maskIdentityNumbers(text).masked;
  const { clear: _clear, ...kept } = it;
  const words = {
    reason: masked(it.reason),
    result: masked(it.result),
    quantity: masked(it.quantity),
  };
  await db.decision.update({
    where: { id },
    data: { details: seal.encrypt(place(id), details.encode({ ...kept, ...words })) },
  });
}

/** What waits for an application is not wanted any more. */
async function dropWaiting({ db, now }: Transaction, applicationId: number): Promise<void> {
  await db.decision.updateMany({
    where: { applicationId, state: { in: WAITING } },
    data: { state: 'dropped', decidedAt: now() },
  });
}

/** A colleague signs what was prepared, or drops it. */
export async function signDecision(
  services: Transaction,
  member: CompanyMember,
  id: number,
  yes: boolean,
): Promise<Decided> {
  const found = await lockDecision(services, id, 'sign');
  const candidate =
    found === undefined ? undefined : await candidateOf(services, member, found.decision.applicationId);
  if (found === undefined || candidate === undefined || member.partner?.signs !== true)
    return { kind: 'unknown' };
  const { decision } = found;
  const { application } = candidate;
  if (!yes || application.status !== decision.from) {
    await close(services, id, 'dropped', member.number);
    await note(services, member, application, 'candidate.drop', decision.to);
    return { kind: 'late', status: application.status };
  }
  await note(services, member, application, 'candidate.sign', decision.to);
  if (decision.ownWords) {
    await services.db.decision.update({ where: { id }, data: { state: 'words', signedBy: member.number } });
    await tellOffice(services, application, 'words');
    return { kind: 'waits', for: 'words' };
  }
  return carryOut(services, decision, member, member);
}

/** The office lets the words of a company pass, and the step is taken; or it gives them back, and nobody hears them. */
export async function judgeWords(
  services: Transaction,
  officer: Officer,
  id: number,
  yes: boolean,
): Promise<Stepped> {
  const found = await lockDecision(services, id, 'words');
  const application =
    found === undefined ? undefined : await deskApplication(services, officer, found.decision.applicationId);
  if (found === undefined || application === undefined) return { kind: 'unknown' };
  const { decision } = found;
  const { status } = application;
  if ((await progressOf(services, application)).barred.includes(officer.number))
    return { kind: 'barred', status };
  const author = await memberByNumber(services, decision.signedBy ?? decision.preparedBy);
  await note(services, officer, application, 'candidate.words', decision.to);
  if (!yes || author === undefined || author.revokedAt !== undefined) {
    await close(services, id, 'dropped', officer.number);
    await tellCompany(services, application, 'returned', author === undefined ? [] : [author]);
    return { kind: 'late', status };
  }
  return carryOut(services, decision, author, officer);
}

/** The step that has waited, in the name of whoever has prepared or signed it; it waits no more, whatever comes of it. */
async function carryOut(
  services: Transaction,
  { id, applicationId, from, to, details: it }: Decision,
  author: CompanyMember,
  by: Officer,
): Promise<Stepped> {
  const done = await stepApplication(services, author, { id: applicationId, from, to, details: it });
  await close(services, id, done.kind === 'done' ? 'done' : 'dropped', by.number);
  return done;
}

/** Two who press at once decide one after the other: the application is locked before its decision is read. */
async function lockDecision(
  services: Transaction,
  id: number,
  state: Decision['state'],
): Promise<{ readonly decision: Decision } | undefined> {
  const seen = await decisionById(services, id);
  if (seen === undefined) return undefined;
  const application = await applicationById(services, seen.applicationId);
  if (application === undefined) return undefined;
  await lockActedOn(services, application, true);
  const decision = await decisionById(services, id);
  return decision?.state === state ? { decision } : undefined;
}

async function close(
  { db, now }: Transaction,
  id: number,
  state: 'done' | 'dropped',
  by: string,
): Promise<void> {
  await db.decision.update({ where: { id }, data: { state, decidedBy: by, decidedAt: now() } });
}

async function note(
  services: Transaction,
  by: Officer,
  { number }: Application,
  action: AuditAction,
  to: ApplicationStatus,
): Promise<void> {
  await audit(services, { actor: by.number, action, subject: `application:${number}`, details: { to } });
}

async function signersBeside(services: Services, member: CompanyMember): Promise<readonly MemberRow[]> {
  return (await activeMembers(services)).filter(
    ({ partner }) => partner?.signs === true && partner.id === member.partner?.id,
  );
}
