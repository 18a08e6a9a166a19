import { deskOf } from '../../../domain/partnership/candidate.ts';
import { spanDue, type EvaluationDecision, type goesOn } from '../../../domain/partnership/evaluation.ts';
import type { Side } from '../../../domain/partnership/agreement.ts';
import { maskIdentityNumbers } from '../../../domain/people/identity.ts';
import { addEvent, openCase, type OpenedCase } from '../../cases/cases.ts';
import { chatOfPerson } from '../../core/accounts.ts';
import { queueTo } from '../../core/outgoing.ts';
import { todayOf, type Services, type Transaction } from '../../core/services.ts';
import type { Officer } from '../../office/in-area.ts';
import { activeMembers, type MemberRow } from '../../office/members.ts';
import { programmeOf, progressOf } from '../applications/application-progress.ts';
import { applicationFromRow, lockApplication, type Application } from '../applications/applications.ts';
import { figuresColumn } from './evaluation-figures.ts';
import {
  evaluationById,
  meetingCodec,
  meetingPlace,
  noteEvaluation,
  type EvaluationOf,
  type Meeting,
  type OwnerSaid,
  type PartnerSaid,
} from './evaluations.ts';

const DAY_MS = 24 * 3_600_000;
/** Both sides are asked once, and have so long; whoever is silent is shown as silent, and the office goes on. */
const ASKED_DAYS = 21;
const NEWS_DAYS = 14;
/** In so many working days an evaluation is to be done. */
const WORKING_DAYS = 30;

const keyOf = (id: number): string => `evaluation:${id}`;

/**
 * Opens an evaluation of every running agreement of which a year is over that was not looked at: as work of the office,
 * with questions to both sides. What came due in a pause is one evaluation of all of it. Returns how many are new.
 */
export async function openEvaluations(services: Transaction): Promise<number> {
  const { db, office, now } = services;
  const today = todayOf(services);
  const yearAgo = today.subtract({ years: 1 }).toString();
  const rows = await db.agreement.findMany({
    where: {
      application: { office: office.key, status: 'active', personId: { not: null } },
      versions: { some: { status: 'agreed', startsOn: { lte: yearAgo } } },
      evaluations: { none: { OR: [{ decision: null }, { untilOn: { gte: yearAgo } }] } },
    },
    select: {
      id: true,
      application: true,
      versions: { where: { status: 'agreed' }, orderBy: { version: 'asc' }, take: 1 },
      evaluations: { orderBy: { year: 'desc' }, take: 1 },
    },
    orderBy: { id: 'asc' },
  });
  let opened = 0;
  for (const { id: agreementId, application: row, versions, evaluations } of rows) {
    const application = applicationFromRow(row);
    const span = spanDue(versions[0]?.startsOn ?? today.toString(), evaluations[0]?.year ?? 0, today);
    if (application === undefined || span === undefined) continue;
    const { id } = await db.evaluation.create({
      data: { agreementId, ...span, openedAt: now() },
      select: { id: true },
    });
    await openWork(services, application, id);
    opened++;
  }
  return opened;
}

async function openWork(services: Transaction, application: Application, evaluation: number): Promise<void> {
  const { personId, businessId, id, number } = application;
  await openCase(services, {
    kind: 'evaluation',
    key: keyOf(evaluation),
    accountId: undefined,
    personId,
    businessId,
    details: { application: id, number, evaluation },
    workingDays: WORKING_DAYS,
  });
  await queueTo(services, [
    {
      key: `evaluation-owner:${evaluation}`,
      accountId: await chatOfPerson(services, personId),
      personId,
      kind: 'evaluation-owner',
      params: { evaluation },
      lastsMs: ASKED_DAYS * DAY_MS,
    },
  ]);
  await tellCompany(services, application, 'evaluation-partner', evaluation, ASKED_DAYS);
}

async function tellCompany(
  services: Transaction,
  application: Application,
  kind: 'evaluation-partner' | 'evaluation-decided',
  evaluation: number,
  days: number,
): Promise<void> {
  await queueTo(
    services,
    (await peopleBehind(services, application)).map(({ number, accountId }) => ({
      key: `${kind}:${evaluation}:${number}`,
      accountId,
      kind,
      params: { evaluation, member: number },
      lastsMs: days * DAY_MS,
    })),
  );
}

/** The people of the company and the desk to which a partnership belongs. */
async function peopleBehind(services: Services, application: Application): Promise<readonly MemberRow[]> {
  const { db, office } = services;
  const programme = programmeOf(services, application);
  if (programme === undefined) return [];
  const company = await db.partner.findFirst({
    where: { office: office.key, code: programme.partner.id },
    select: { id: true },
  });
  return (await activeMembers(services)).filter(
    ({ partner }) => partner?.id === company?.id && partner?.desks.includes(deskOf(programme)) === true,
  );
}

/** As it stands once nobody else can change it; undefined once it was decided. */
async function stillOpen(
  services: Transaction,
  { evaluation, application }: EvaluationOf,
): Promise<EvaluationOf | undefined> {
  await lockApplication(services, application);
  const it = await evaluationById(services, evaluation.id);
  return it?.evaluation.decision === undefined ? it : undefined;
}

/** The owner's answers; a later one takes the place of those before. False once it was decided. */
export async function answerAsOwner(
  services: Transaction,
  it: EvaluationOf,
  ownerSaid: OwnerSaid,
): Promise<boolean> {
  if ((await stillOpen(services, it)) === undefined) return false;
  await services.db.evaluation.update({
    where: { id: it.evaluation.id },
    data: { ownerSaid, ownerAt: services.now() },
  });
  return true;
}

/** The answers of somebody of the company, or of its letter that an officer has entered. */
export async function answerAsPartner(
  services: Transaction,
  member: Pick<Officer, 'number'>,
  it: EvaluationOf,
  partnerSaid: PartnerSaid,
  partnerLetter: string | null = null,
): Promise<boolean> {
  if ((await stillOpen(services, it)) === undefined) return false;
  await services.db.evaluation.update({
    where: { id: it.evaluation.id },
    data: { partnerSaid, partnerLetter, partnerBy: member.number, partnerAt: services.now() },
  });
  await noteEvaluation(services, member, it.application, 'evaluation.partner', it.evaluation.year);
  return true;
}

/** Writes down where both sides met and what was said. */
export async function recordMeeting(
  services: Transaction,
  member: Officer,
  it: EvaluationOf,
  { on, ...words }: Meeting,
): Promise<boolean> {
  if ((await stillOpen(services, it)) === undefined) return false;
  const { id, year } = it.evaluation;
  await services.db.evaluation.update({
    where: { id },
    data: {
      ...(await figuresColumn(services, it)),
      metOn: on,
      metBy: member.number,
      meeting: services.seal.encrypt(
        meetingPlace(id),
        maskIdentityNumbers(meetingCodec.encode(words)).masked,
      ),
    },
  });
  await noteEvaluation(services, member, it.application, 'evaluation.meeting', year);
  return true;
}

/** What was agreed to be done, by whom and until when (YYYY-MM-DD), as work of the office. */
export async function addTask(
  services: Transaction,
  member: Officer,
  { evaluation, application }: EvaluationOf,
  it: { readonly what: string; readonly by: Side; readonly dueOn: string },
): Promise<OpenedCase> {
  const { id, number, personId, businessId } = application;
  await noteEvaluation(services, member, application, 'evaluation.task', evaluation.year);
  return openCase(services, {
    kind: 'evaluation-task',
    accountId: undefined,
    personId,
    businessId,
    text: it.what,
    dueOn: it.dueOn,
    details: { application: id, number, evaluation: evaluation.id, side: it.by },
  });
}

export const evaluated = ['done', 'late', 'unmet', 'barred'] as const;
type Evaluated = (typeof evaluated)[number];

/**
 * The office's decision that the partnership goes on, as it is or with a change; both sides are told. unmet: the
 * meeting is not written down; barred: the officer has declared a relation.
 */
export async function decideEvaluation(
  services: Transaction,
  member: Officer,
  seen: EvaluationOf,
  decision: (typeof goesOn)[number],
): Promise<Evaluated> {
  const it = await stillOpen(services, seen);
  if (it?.application.status !== 'active') return 'late';
  const { evaluation, application } = it;
  if (evaluation.meeting === undefined) return 'unmet';
  if ((await progressOf(services, application)).barred.includes(member.number)) return 'barred';
  await noteEvaluation(services, member, application, 'evaluation.decide', evaluation.year);
  await close(services, it, decision, member.number);
  const { personId } = application;
  await queueTo(services, [
    {
      key: `evaluation-decided:${evaluation.id}`,
      accountId: await chatOfPerson(services, personId),
      personId,
      kind: 'evaluation-decided',
      params: { evaluation: evaluation.id },
      lastsMs: NEWS_DAYS * DAY_MS,
    },
  ]);
  return 'done';
}

/** The partnership is over by a step of its application, of which the owner is told: that is the decision, too. */
export async function settleEvaluation(
  services: Transaction,
  application: Application,
  decision: Exclude<EvaluationDecision, (typeof goesOn)[number]>,
  member: string | undefined,
): Promise<void> {
  const open = await services.db.evaluation.findFirst({
    where: { agreement: { applicationId: application.id }, decision: null },
    select: { id: true },
  });
  const it = open === null ? undefined : await evaluationById(services, open.id);
  if (it !== undefined) await close(services, it, decision, member);
}

async function close(
  services: Transaction,
  it: EvaluationOf,
  decision: EvaluationDecision,
  member: string | undefined,
): Promise<void> {
  const { db, now, office } = services;
  const {
    evaluation: { id, meeting },
    application,
  } = it;
  await db.evaluation.update({
    where: { id },
    data: {
      ...(meeting === undefined ? await figuresColumn(services, it) : {}),
      decision,
      decidedBy: member ?? null,
      decidedAt: now(),
    },
  });
  const work = await db.case.findUnique({ where: { office_key: { office: office.key, key: keyOf(id) } } });
  if (work !== null) {
    await db.case.update({
      where: { id: work.id },
      data: { status: 'closed', outcome: 'answered', closedAt: now() },
    });
    await addEvent(services, work.id, { kind: 'closed', byMember: member });
  }
  await tellCompany(services, application, 'evaluation-decided', id, NEWS_DAYS);
}
