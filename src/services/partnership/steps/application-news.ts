import { may, worksIn } from '../../../domain/office/roles.ts';
import type { Act, Progress } from '../../../domain/partnership/progress.ts';
import { addEvent, openCase, urgencyOfApplication } from '../../cases/cases.ts';
import { chatOfPerson } from '../../core/accounts.ts';
import { queueTo } from '../../core/outgoing.ts';
import type { Transaction } from '../../core/services.ts';
import { activeMembers, type MemberRow } from '../../office/members.ts';
import { openReview, progressOf } from '../applications/application-progress.ts';
import type { Application } from '../applications/applications.ts';
import { candidateOf } from '../candidates/candidates.ts';

const DAY_MS = 24 * 3_600_000;
/** News of a step that could not be sent within these days is found under "Data saya". */
const NEWS_DAYS = 7;

/**
 * The cases of the office go with their application: a new day, closed when there is nothing left to do, open again
 * when there is. A second look that was asked for is over with the step that it leads to.
 */
export async function followCases(
  services: Transaction,
  { id, number, programmeId, businessId, personId }: Application,
  { status, returned }: Progress,
  { member }: Act,
  dueOn: string | undefined,
): Promise<void> {
  const { db, now } = services;
  const ended = { status: 'closed', outcome: 'answered', closedAt: now() };
  const review = await openReview(services, id);
  if (review !== undefined) {
    await db.case.update({ where: { id: review }, data: ended });
    await addEvent(services, review, { kind: 'status', byMember: member, details: { status } });
  }
  const known = await db.case.findFirst({
    where: { kind: 'application', businessId, details: { path: ['application'], equals: id } },
    orderBy: { id: 'desc' },
    select: { id: true, status: true },
  });
  if (known === null) {
    if (returned)
      await openCase(services, {
        kind: 'application',
        accountId: await chatOfPerson(services, personId),
        personId,
        businessId,
        details: { application: id, number, programme: programmeId },
      });
    return;
  }
  const opened =
    known.status === 'closed'
      ? { status: 'open', outcome: null, closedAt: null, waitingFor: 'office', resolvedAt: null }
      : {};
  if (dueOn === undefined && known.status === 'closed') return;
  await db.case.update({
    where: { id: known.id },
    data:
      dueOn === undefined
        ? ended
        : { ...opened, dueOn, escalatedAt: null, urgency: urgencyOfApplication(returned) },
  });
  await addEvent(services, known.id, {
    kind: returned ? 'returned' : 'status',
    byMember: member,
    details: { status },
  });
}

/** False when the owner has no chat that can be reached: then somebody has to call. */
export async function tellOwner(
  services: Transaction,
  application: Application,
  step: number,
): Promise<boolean> {
  const { personId } = application;
  const accountId = await chatOfPerson(services, personId);
  if (accountId === undefined) return false;
  await queueTo(services, [
    {
      key: `application-step:${step}`,
      accountId,
      personId,
      kind: 'application-step',
      params: { step },
      lastsMs: NEWS_DAYS * DAY_MS,
    },
  ]);
  return true;
}

/** What the office is told without having done it. */
export const officeNews = ['returned', 'moved-up', 'related', 'words'] as const;
type OfficeNews = (typeof officeNews)[number];

/** Whoever has taken its case is told, otherwise everybody who may go on with it. */
export async function tellOffice(
  services: Transaction,
  application: Application,
  about: OfficeNews,
): Promise<void> {
  const { id, businessId } = application;
  const { db } = services;
  const work = await db.case.findFirst({
    where: { kind: 'application', businessId, details: { path: ['application'], equals: id } },
    orderBy: { id: 'desc' },
    select: { assignee: true, kecamatan: true },
  });
  const business = await db.business.findUnique({ where: { id: businessId }, select: { kecamatan: true } });
  const { barred } = await progressOf(services, application);
  const able = (await activeMembers(services)).filter(
    (it) => may(it, 'cases') && worksIn(it, business?.kecamatan ?? '') && !barred.includes(it.number),
  );
  const own = able.filter(({ number }) => number === work?.assignee);
  await queueTo(
    services,
    (own.length > 0 ? own : able).map(({ number, accountId }) => ({
      key: `application-news:${id}:${about}:${services.now().toISOString()}:${number}`,
      accountId,
      kind: 'application-news' as const,
      params: { application: id, about },
      lastsMs: NEWS_DAYS * DAY_MS,
    })),
  );
}

/** Why people of a company are written to. */
export const decisionNews = ['new', 'sign', 'returned'] as const;

/** Tells these, or everybody, of the company; only those who may see the applicant are told. */
export async function tellCompany(
  services: Transaction,
  { id }: Application,
  about: (typeof decisionNews)[number],
  members?: readonly MemberRow[],
): Promise<void> {
  const able: MemberRow[] = [];
  for (const it of members ?? (await activeMembers(services)))
    if ((await candidateOf(services, it, id)) !== undefined) able.push(it);
  await queueTo(
    services,
    able.map(({ number, accountId }) => ({
      key: `decision-news:${id}:${about}:${services.now().toISOString()}:${number}`,
      accountId,
      kind: 'decision-news' as const,
      params: { application: id, about, member: number },
      lastsMs: NEWS_DAYS * DAY_MS,
    })),
  );
}
