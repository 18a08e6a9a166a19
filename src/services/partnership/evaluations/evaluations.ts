import { z } from 'zod';
import { readAs } from '../../../domain/words/read-as.ts';
import type { Prisma } from '../../../../prisma/client/client.ts';
import { sides, type Side } from '../../../domain/partnership/agreement.ts';
import {
  evaluationDecisions,
  opinions,
  ownerQuestions,
  partnerQuestions,
  type EvaluatedSpan,
  type EvaluationDecision,
} from '../../../domain/partnership/evaluation.ts';
import type { AuditAction } from '../../../domain/office/audit-actions.ts';
import { audit } from '../../core/audit.ts';
import { codecs } from '../../core/codecs.ts';
import type { Services, Transaction } from '../../core/services.ts';
import { businessesIn, type Officer } from '../../office/in-area.ts';
import type { AgreementVersion } from '../agreements/agreements.ts';
import { applicationFromRow, type Application } from '../applications/applications.ts';
import { candidateOf, type CompanyMember } from '../candidates/candidates.ts';

const opinion = z.enum(opinions);
export const ownerSaid = z.record(z.enum(ownerQuestions), opinion);
export const partnerSaid = z.record(z.enum(partnerQuestions), opinion);
export type OwnerSaid = z.infer<typeof ownerSaid>;
export type PartnerSaid = z.infer<typeof partnerSaid>;

const written = z.object({ place: z.string(), present: z.string(), minutes: z.string() });
export const meetingCodec = codecs.json(written);
export const meetingPlace = (id: number): string => `evaluation:${id}:meeting`;

export interface Meeting extends z.infer<typeof written> {
  /** YYYY-MM-DD */
  readonly on: string;
}

/** An evaluation without what the owner said: that is read by {@link ownerAnswers} and {@link ownAnswers} alone. */
export interface Evaluation extends EvaluatedSpan {
  readonly id: number;
  readonly agreementId: number;
  readonly ownerAnswered: boolean;
  readonly partnerSaid: PartnerSaid | undefined;
  /** The letter in which the company said so; undefined where it has answered itself. */
  readonly partnerLetter: string | undefined;
  /** Undefined also once the person was erased. */
  readonly meeting: Meeting | undefined;
  readonly decision: EvaluationDecision | undefined;
  readonly decidedAt: Date | undefined;
}

export interface EvaluationOf {
  readonly evaluation: Evaluation;
  readonly application: Application;
}

type Row = Prisma.EvaluationGetPayload<Record<string, never>>;

function evaluationFromRow({ seal }: Services, row: Row): Evaluation {
  const { id, agreementId, year, fromOn, untilOn, metOn } = row;
  const sealed = row.meeting === null ? undefined : seal.tryDecrypt(meetingPlace(id), row.meeting);
  return {
    id,
    agreementId,
    year,
    fromOn,
    untilOn,
    ownerAnswered: row.ownerAt !== null,
    partnerSaid: partnerSaid.safeParse(row.partnerSaid).data,
    partnerLetter: row.partnerLetter ?? undefined,
    meeting:
      sealed === undefined || metOn === null ? undefined : { ...meetingCodec.decode(sealed), on: metOn },
    decision: evaluationDecisions.find((it) => it === row.decision),
    decidedAt: row.decidedAt ?? undefined,
  };
}

/** The evaluations of an agreement, oldest first; the caller has made sure that they may be seen. */
export async function evaluationsOf(
  services: Services,
  { agreementId }: Pick<AgreementVersion, 'agreementId'>,
): Promise<readonly Evaluation[]> {
  const rows = await services.db.evaluation.findMany({
    where: { agreementId },
    orderBy: { year: 'asc' },
  });
  return rows.map((row) => evaluationFromRow(services, row));
}

async function found(
  services: Services,
  where: Prisma.ApplicationWhereInput,
  id: number,
): Promise<EvaluationOf | undefined> {
  const row = await services.db.evaluation.findFirst({
    where: { id, agreement: { application: where } },
    include: { agreement: { select: { application: true } } },
  });
  const application = row === null ? undefined : applicationFromRow(row.agreement.application);
  return row === null || application === undefined
    ? undefined
    : { evaluation: evaluationFromRow(services, row), application };
}

/** Undefined also for one of somebody who does not use this chat: the number may be forged. */
export const evaluationOfAccount = (
  services: Services,
  accountId: number,
  id: number,
): Promise<EvaluationOf | undefined> =>
  found(services, { person: { accounts: { some: { accountId } } } }, id);

/** One of a business in a member's area; undefined for every other one. */
export const deskEvaluation = (
  services: Services,
  member: Officer,
  id: number,
): Promise<EvaluationOf | undefined> =>
  found(services, { office: services.office.key, business: businessesIn(member) }, id);

/** One of a partnership that somebody of a company may see; undefined for every other one. */
export async function companyEvaluation(
  services: Services,
  member: CompanyMember,
  id: number,
): Promise<EvaluationOf | undefined> {
  const it = await evaluationById(services, id);
  const candidate = it === undefined ? undefined : await candidateOf(services, member, it.application.id);
  return candidate === undefined ? undefined : it;
}

/** For what was queued; undefined once nobody stands behind it any more. */
export const evaluationById = (services: Services, id: number): Promise<EvaluationOf | undefined> =>
  found(services, {}, id);

/** What the owner said, for the owner alone. */
export async function ownAnswers({ db }: Services, id: number): Promise<OwnerSaid | undefined> {
  const row = await db.evaluation.findUnique({ where: { id }, select: { ownerSaid: true } });
  return ownerSaid.safeParse(row?.ownerSaid).data;
}

/** The same for a member of the office, recorded before it is shown. */
export async function ownerAnswers(
  services: Transaction,
  member: Officer,
  { evaluation, application }: EvaluationOf,
): Promise<OwnerSaid | undefined> {
  await noteEvaluation(services, member, application, 'evaluation.answers', evaluation.year);
  return ownAnswers(services, evaluation.id);
}

/** What a member did with an evaluation, in the audit log. */
export const noteEvaluation = (
  services: Transaction,
  member: Pick<Officer, 'number'>,
  { number }: Application,
  action: Extract<AuditAction, `evaluation.${string}`>,
  year: number,
): Promise<void> =>
  audit(services, { actor: member.number, action, subject: `application:${number}`, details: { year } });

/** What was agreed at the meeting to be done. */
export interface EvaluationTask {
  readonly number: string;
  /** Undefined once it is forgotten. */
  readonly what: string | undefined;
  readonly by: Side;
  /** YYYY-MM-DD */
  readonly dueOn: string;
  readonly done: boolean;
}

export async function tasksOf(
  { db, seal, office }: Services,
  { id }: Pick<Evaluation, 'id'>,
): Promise<readonly EvaluationTask[]> {
  const rows = await db.case.findMany({
    where: { office: office.key, kind: 'evaluation-task', details: { path: ['evaluation'], equals: id } },
    orderBy: { id: 'asc' },
  });
  return rows.map((row) => ({
    number: row.number,
    what: row.text === null ? undefined : seal.show(`case:${row.id}:text`, row.text),
    by: readAs(taskDetails, row.details).side,
    dueOn: row.dueOn,
    done: row.status !== 'open',
  }));
}

const taskDetails = z.object({ side: z.enum(sides) });
