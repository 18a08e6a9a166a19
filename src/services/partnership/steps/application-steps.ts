import { Temporal } from 'temporal-polyfill';
import type { AuditAction } from '../../../domain/office/audit-actions.ts';
import {
  needsOf,
  onlyNeeded,
  partnersTurn,
  type ApplicationStatus,
  type StepDetails,
} from '../../../domain/partnership/application.ts';
import {
  after,
  promisedDays,
  refusalOfAct,
  type Act,
  type Progress,
  type Refusal,
} from '../../../domain/partnership/progress.ts';
import { addWorkingDays } from '../../../domain/when/working-days.ts';
import { audit } from '../../core/audit.ts';
import { todayOf, type Services, type Transaction } from '../../core/services.ts';
import type { Officer } from '../../office/in-area.ts';
import { agreementOf, inForce } from '../agreements/agreements.ts';
import { candidateOf, type CompanyMember } from '../candidates/candidates.ts';
import { lockActedOn } from '../applications/application-group.ts';
import { deskApplication } from '../applications/application-desk.ts';
import { followCases, tellCompany, tellOffice, tellOwner } from './application-news.ts';
import { recordStep } from '../applications/application-history.ts';
import { courseOf, hasSeat, programmeOf, progressOf } from '../applications/application-progress.ts';
import { lockApplication, type Application } from '../applications/applications.ts';
import { isSmaller } from '../applications/checks.ts';
import { settleEvaluation } from '../evaluations/evaluation-acts.ts';

/** A step that a member of the office or the partner takes. */
export interface WantedStep extends Pick<Act, 'to' | 'details'> {
  readonly id: number;
  /** Where it stood on the officer's screen, where something was asked in between: somebody else may have gone on. */
  readonly from?: ApplicationStatus;
}

export type Stepped =
  | {
      readonly kind: 'done';
      readonly status: ApplicationStatus;
      readonly dueOn: string | null;
      readonly told: boolean;
    }
  /** Nothing was written: somebody was faster, nothing of the kind can follow, or another officer has to. */
  | { readonly kind: Refusal; readonly status: ApplicationStatus }
  /** Not there, or not in this member's area. */
  | { readonly kind: 'unknown' };

/**
 * One step of an application, with who, when and why, a new promised day, and news for the owner. Two officers who
 * press at once do one step. Where it speaks for a group, the others who stand there take the same step, as far as each
 * of them may.
 */
export async function stepApplication(
  services: Transaction,
  member: CompanyMember,
  { id, from, to, details }: WantedStep,
): Promise<Stepped> {
  const ofCompany = member.role === 'partner';
  const seen = ofCompany
    ? (await candidateOf(services, member, id))?.application
    : await deskApplication(services, member, id);
  if (seen === undefined) return { kind: 'unknown' };
  const acted = await lockActedOn(services, seen, ofCompany);
  const application = acted.find((it) => it.id === id) ?? seen;
  const { status } = application;
  if (from !== undefined && status !== from) return { kind: 'late', status };
  // Whoever has withdrawn at the same moment is no candidate any more.
  if (ofCompany && (await candidateOf(services, member, id)) === undefined) return { kind: 'late', status };
  const by = ofCompany ? 'partner' : 'office';
  const act = { to, by, member: member.number, details } as const;
  const done = await take(services, application, act);
  if (done.kind !== 'done') return done;
  for (const mate of acted) {
    if (mate.id === id) continue;
    const theirs = ofCompany
      ? await candidateOf(services, member, mate.id)
      : await deskApplication(services, member, mate.id);
    if (theirs !== undefined) await take(services, mate, act, true);
  }
  return done;
}

/** What both sides have agreed to here, by its number or the day from which it holds. */
async function paperOf(services: Services, application: Application): Promise<string | undefined> {
  const terms = inForce(await agreementOf(services, application))?.terms;
  return terms?.number ?? terms?.startsOn;
}

/** A step that the clock takes; nothing happens where it cannot follow. */
export async function stepByClock(
  services: Transaction,
  seen: Application,
  to: ApplicationStatus,
): Promise<Stepped> {
  const application = await locked(services, seen);
  // Somebody has gone on since it was read, and promised another day.
  const isPast = application.dueOn !== seen.dueOn;
  if (isPast || (to === 'accepted' && !(await hasSeat(services, application))))
    return { kind: 'late', status: application.status };
  return take(services, application, { to, by: 'clock', details: {} });
}

/** As it stands once nobody else can change it. */
async function locked(services: Transaction, seen: Application): Promise<Application> {
  return { ...seen, ...(await lockApplication(services, seen)) };
}

/** Where an application only goes along with its group, the company has heard of the group already. */
async function take(
  services: Transaction,
  application: Application,
  act: Act,
  goesAlong = false,
): Promise<Stepped> {
  const { id, status: from } = application;
  const before = await progressOf(services, application);
  const course = courseOf(services, application);
  const refused = refusalOfAct(before, course, act);
  if (refused !== undefined) return { kind: refused, status: from };
  if (from === 'verified' && act.to === 'forwarded' && !(await isSmaller(services, application)))
    return { kind: 'size', status: from };
  const details = {
    ...onlyNeeded(needsOf(course, from, act.to, act.by), act.details),
    // Each has agreed to a paper of their own.
    paper: act.to === 'active' ? await paperOf(services, application) : undefined,
  };
  const now = after(before, act, act.to !== 'accepted' || (await hasSeat(services, application)));
  const dueOn = promisedDay(services, now, details);
  await services.db.application.update({
    where: { id },
    data: {
      status: now.status,
      returnedAt: now.returned ? services.now() : null,
      ...(dueOn === undefined ? {} : { dueOn }),
    },
  });
  const step = await recordStep(services, {
    applicationId: id,
    status: now.status,
    byMember: act.member,
    dueOn,
    details,
  });
  await followCases(services, application, now, act, dueOn);
  if (now.status === 'independent' || now.status === 'ended' || now.status === 'finished')
    await settleEvaluation(services, application, now.status, act.member);
  const told = await tellOwner(services, application, step);
  const isNew = from === 'verified' && now.status === 'forwarded';
  if (isNew && !goesAlong) await tellCompany(services, application, 'new');
  if (act.by === 'clock') await tellOffice(services, application, now.returned ? 'returned' : 'moved-up');
  await audit(services, {
    actor: act.member ?? 'system',
    action: actionOf(from, now),
    subject: `application:${application.number}`,
    details: {
      from,
      ...(isNew ? disclosed(services, application) : {}),
    },
  });
  return { kind: 'done', status: now.status, dueOn: dueOn ?? null, told };
}

function actionOf(from: ApplicationStatus, { status, returned }: Progress): AuditAction {
  if (returned) return 'application.returned';
  return status === from && partnersTurn.includes(status)
    ? 'application.asked-again'
    : `application.${status}`;
}

/** A sample or an order has a day of its own, and the partner's days begin then. */
function promisedDay(services: Services, now: Progress, { day: own }: StepDetails): string | undefined {
  const days = promisedDays(now, services.office.caseWorkingDays);
  if (days === undefined) return undefined;
  const today = todayOf(services);
  const day = own === undefined ? today : Temporal.PlainDate.from(own);
  const begins = Temporal.PlainDate.compare(day, today) > 0 ? day : today;
  return addWorkingDays(begins, days, services.office.holidays).date.toString();
}

/** What the partner sees from now on: a record of every disclosure. */
function disclosed(
  services: Services,
  application: Application,
): { readonly partner: string; readonly fields: readonly string[]; readonly consent: number } {
  const programme = programmeOf(services, application);
  return {
    partner: programme?.partner.id ?? application.programmeId,
    fields: programme?.partnerFields ?? [],
    consent: application.consentId,
  };
}

/**
 * A member declares a family tie or an interest: from now on another one acts, and is told. False where it is not
 * theirs to see.
 */
export async function declareRelation(services: Transaction, member: Officer, id: number): Promise<boolean> {
  const application = await deskApplication(services, member, id);
  if (application === undefined) return false;
  await lockApplication(services, application);
  const { count } = await services.db.applicationRelation.createMany({
    data: [{ applicationId: id, member: member.number, at: services.now() }],
    skipDuplicates: true,
  });
  if (count === 0) return true;
  await services.db.case.updateMany({
    where: {
      kind: { in: ['application', 'review'] },
      assignee: member.number,
      details: { path: ['application'], equals: id },
    },
    data: { assignee: null },
  });
  await audit(services, {
    actor: member.number,
    action: 'application.related',
    subject: `application:${application.number}`,
  });
  await tellOffice(services, application, 'related');
  return true;
}
