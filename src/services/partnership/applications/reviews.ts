import { z } from 'zod';
import { readAs } from '../../../domain/words/read-as.ts';
import { barredByLaw } from '../../../domain/eligibility/standing.ts';
import { askableAbout } from '../../../domain/partnership/progress.ts';
import { locked as lockedCase } from '../../cases/case-steps.ts';
import { addEvent, openCase, type OpenedCase } from '../../cases/cases.ts';
import { audit } from '../../core/audit.ts';
import { queueTo } from '../../core/outgoing.ts';
import type { Services, Transaction } from '../../core/services.ts';
import type { Member } from '../../office/members.ts';
import { membersBehind, progressOf } from './application-progress.ts';
import { liveApplication, lockApplication, type Application } from './applications.ts';

const WEEK_MS = 7 * 24 * 3_600_000;

/** What a second look at an automatic result comes to. */
export const reviewOutcomes = ['may-apply', 'not-yet'] as const;
export type ReviewOutcome = (typeof reviewOutcomes)[number];

/** A check that a person is asked to look at. */
export interface CheckToReview {
  readonly accountId: number;
  readonly personId: number;
  readonly businessId: number;
  readonly programmeId: string;
  readonly checkId: number;
}

/**
 * A person looks at an automatic result (UU 27/2022 art. 10). One open case a business and programme: asking
 * again returns the same.
 */
export async function askForReview(services: Transaction, it: CheckToReview): Promise<OpenedCase> {
  const open = await services.db.case.findFirst({
    where: {
      kind: 'review',
      businessId: it.businessId,
      status: 'open',
      AND: [
        { details: { path: ['programme'], equals: it.programmeId } },
        { details: { path: ['check'], gt: 0 } },
      ],
    },
    select: { id: true, number: true, dueOn: true },
  });
  if (open !== null) return open;
  return openCase(services, {
    kind: 'review',
    accountId: it.accountId,
    personId: it.personId,
    businessId: it.businessId,
    details: { programme: it.programmeId, check: it.checkId },
    workingDays: services.office.reviewWorkingDays,
  });
}

/** Whether a person has decided that this business may apply although the check says that something is missing. */
export async function mayApplyAnyway(
  services: Services,
  it: Pick<CheckToReview, 'businessId' | 'programmeId'> & { readonly programmeVersion: number },
): Promise<boolean> {
  const last = await services.db.case.findFirst({
    where: {
      kind: 'review',
      businessId: it.businessId,
      status: 'closed',
      outcome: { in: [...reviewOutcomes] },
      AND: [
        { details: { path: ['programme'], equals: it.programmeId } },
        { details: { path: ['version'], equals: it.programmeVersion } },
      ],
    },
    orderBy: { closedAt: 'desc' },
    select: { outcome: true },
  });
  return last?.outcome === 'may-apply';
}

/** barred: the check is about the member themselves. law: the business is not smaller than the inti. */
export const reviewEnds = ['done', 'barred', 'law', 'no'] as const;
export type Reviewed = (typeof reviewEnds)[number];

const checked = z.looseObject({
  evaluation: z.looseObject({
    criteria: z.array(z.looseObject({ id: z.string(), state: z.string() })),
  }),
});

/** Decides about a check that was looked at again, with the reason that the owner reads. */
export async function decideCheckReview(
  services: Transaction,
  member: Member,
  it: { readonly caseId: number; readonly outcome: ReviewOutcome; readonly reason: string },
): Promise<Reviewed> {
  const found = await lockedCase(services, member, it.caseId, ['open']);
  const { check: checkId } = found?.details ?? {};
  if (found === undefined || found.kind !== 'review' || typeof checkId !== 'number') return 'no';
  const check = await services.db.eligibilityCheck.findUnique({ where: { id: checkId } });
  if (check === null) return 'no';
  const { personId } = found;
  if (personId !== undefined && (await membersBehind(services, personId)).includes(member.number))
    return 'barred';
  if (it.outcome === 'may-apply' && barredByLaw(readAs(checked, check.result).evaluation.criteria))
    return 'law';
  await services.db.case.update({
    where: { id: found.id },
    data: {
      status: 'closed',
      outcome: it.outcome,
      // It holds under the rules that it was about, not under later ones.
      details: { programme: check.programmeId, check: check.id, version: check.version },
      closedAt: services.now(),
      assignee: found.assignee ?? member.number,
    },
  });
  const event = await addEvent(services, found.id, {
    kind: 'message-out',
    byMember: member.number,
    text: it.reason,
  });
  await audit(services, {
    actor: member.number,
    action: 'review.decide',
    subject: `case:${found.number}`,
    details: { outcome: it.outcome },
  });
  if (personId !== undefined)
    await queueTo(services, [
      {
        key: `review-decided:${event}`,
        accountId: found.accountId,
        personId,
        kind: 'review-decided',
        params: { case: found.id, event },
        lastsMs: WEEK_MS,
      },
    ]);
  return 'done';
}

/** Asks for a second look at a refusal of the Dinas, or for the reason of the partner; undefined when neither fits. */
export async function askAboutRefusal(
  services: Transaction,
  accountId: number,
  application: Application,
): Promise<OpenedCase | undefined> {
  const now = await lockApplication(services, application);
  const about = askableAbout(await progressOf(services, { ...application, ...now }));
  const again = await liveApplication(services, application.businessId, application.programmeId);
  if (about === undefined || again !== undefined) return undefined;
  return openCase(services, {
    ...aboutApplication(accountId, application),
    ...(about === 'review'
      ? { kind: 'review', workingDays: services.office.reviewWorkingDays }
      : { kind: 'partner-reason', key: `partner-reason:${application.id}` }),
  });
}

/** "Ingin mengakhiri": how a running contract ends stands in it, so the office helps. Asking again finds the same case. */
export function askToEnd(
  services: Transaction,
  accountId: number,
  application: Application,
): Promise<OpenedCase> {
  return openCase(services, {
    ...aboutApplication(accountId, application),
    kind: 'ending',
    key: `ending:${application.id}`,
  });
}

const aboutApplication = (
  accountId: number,
  { id, number, programmeId, personId, businessId }: Application,
) => ({
  accountId,
  personId,
  businessId,
  details: { application: id, number, programme: programmeId },
});
