import { z } from 'zod';
import { afterAct } from '../../../domain/partnership/agreement.ts';
import { needsOf, onlyNeeded, statuses } from '../../../domain/partnership/application.ts';
import { needsSecond } from '../../../domain/partnership/decision.ts';
import { refusalOfAct } from '../../../domain/partnership/progress.ts';
import { maskIdentityNumbers } from '../../../domain/people/identity.ts';
import { may } from '../../../domain/office/roles.ts';
import { codecs } from '../../core/codecs.ts';
import type { Services, Transaction } from '../../core/services.ts';
import { businessesIn, type Officer } from '../../office/in-area.ts';
import { memberByNumber, type MemberRow } from '../../office/members.ts';
import {
  askSecondPerson,
  closeChange,
  lockWaiting,
  pendingChangeById,
  takeBack,
  waitingChanges,
  type PendingChange,
} from '../../office/pending-changes.ts';
import { tell } from '../../office/text-notices.ts';
import { officeAct, signedAct } from '../agreements/agreement-acts.ts';
import { agreementOf, pending } from '../agreements/agreements.ts';
import { deskApplication } from '../applications/application-desk.ts';
import { lockActedOn } from '../applications/application-group.ts';
import { writtenDetails } from '../applications/application-history.ts';
import { courseOf, progressOf } from '../applications/application-progress.ts';
import { applicationById, type Application } from '../applications/applications.ts';
import type { CompanyMember } from '../candidates/candidates.ts';
import { answerAsPartner } from '../evaluations/evaluation-acts.ts';
import { deskEvaluation, partnerSaid } from '../evaluations/evaluations.ts';
import { stepApplication, type Stepped, type WantedStep } from './application-steps.ts';

/**
 * What an officer writes down in the name of a company, from its letter or because it said so: what only somebody who decides
 * for the company may say. Nothing of it counts before a second officer has agreed.
 */
const letters = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('letter-step'),
    from: z.enum(statuses),
    to: z.enum(statuses),
    details: writtenDetails.extend({ reason: z.string().optional() }),
  }),
  /** The yes to a text of the agreement, or the paper with this number that both sides have signed. */
  z.object({
    kind: z.literal('letter-yes'),
    version: z.number().int(),
    letter: z.string(),
    signed: z.object({ givenOn: z.string(), signedOn: z.string() }).optional(),
  }),
  /** The answers to an evaluation. */
  z.object({
    kind: z.literal('letter-answers'),
    evaluation: z.number().int(),
    said: partnerSaid,
    letter: z.string(),
  }),
]);
export type PartnerLetter = z.infer<typeof letters>;
const codec = codecs.json(letters);
const kinds = ['letter-step', 'letter-yes', 'letter-answers'];

const place = (applicationId: number): string => `application:${applicationId}:letter`;

/** alone: nobody else may agree at this moment. */
export type Entered = Stepped | { readonly kind: 'waits'; readonly alone: boolean };

/** A step of the office: at once, or, where it speaks for the company, when a second officer has agreed. */
export async function stepByOffice(
  services: Transaction,
  member: CompanyMember,
  wanted: WantedStep & Required<Pick<WantedStep, 'from'>>,
): Promise<Entered> {
  const { id, from, to, details } = wanted;
  const seen = await deskApplication(services, member, id);
  if (seen === undefined) return { kind: 'unknown' };
  const needs = needsOf(courseOf(services, seen), from, to, 'office');
  if (!needsSecond(to, needs)) return stepApplication(services, member, wanted);
  const { clear: _clear, ...written } = onlyNeeded(needs, details);
  return enterLetter(services, member, seen, { kind: 'letter-step', from, to, details: written });
}

/** Keeps what a company has said until a second officer agrees; what waited of the same kind gives way. */
export async function enterLetter(
  services: Transaction,
  member: Officer,
  seen: Application,
  it: PartnerLetter,
): Promise<Entered> {
  await lockActedOn(services, seen);
  const application = await deskApplication(services, member, seen.id);
  if (application === undefined) return { kind: 'unknown' };
  const { status } = application;
  const refused = await refusalOf(services, member, application, it);
  if (refused !== undefined) return { kind: refused, status };
  const asked = await askSecondPerson(
    services,
    member,
    { kind: it.kind, content: { sealed: sealed(services, application.id, it) } },
    {
      about: { applicationId: application.id },
      reasons: [],
      mayDecide: (other) => mayDecide(services, other, application),
    },
  );
  return { kind: 'waits', alone: asked === 0 };
}

/** Why it cannot be, as things stand; undefined when it can. */
async function refusalOf(
  services: Services,
  member: Officer,
  application: Application,
  it: PartnerLetter,
): Promise<Exclude<Stepped['kind'], 'done' | 'unknown'> | undefined> {
  const progress = await progressOf(services, application);
  if (progress.barred.includes(member.number)) return 'barred';
  switch (it.kind) {
    case 'letter-step': {
      const { from, to, details } = it;
      const act = { to, by: 'office', member: member.number, details } as const;
      return from === application.status
        ? refusalOfAct(progress, courseOf(services, application), act)
        : 'late';
    }
    case 'letter-yes': {
      const text = pending(await agreementOf(services, application));
      const act =
        it.signed === undefined
          ? ({ do: 'partner-yes' } as const)
          : signedAct(services, { ...it.signed, number: it.letter });
      const fits = text?.version === it.version && afterAct(text.state, act).kind === 'done';
      return fits ? undefined : 'late';
    }
    case 'letter-answers': {
      const of = await deskEvaluation(services, member, it.evaluation);
      const fits = of?.application.id === application.id && of.evaluation.decision === undefined;
      return fits ? undefined : 'late';
    }
  }
}

async function mayDecide(services: Services, member: Officer, application: Application): Promise<boolean> {
  return (
    may(member, 'cases') &&
    (await deskApplication(services, member, application.id)) !== undefined &&
    !(await progressOf(services, application)).barred.includes(member.number)
  );
}

/** What it says of a person is sealed also in what waits; identity numbers in it are masked. */
const sealed = ({ seal }: Services, applicationId: number, it: PartnerLetter): string =>
  Buffer.from(seal.encrypt(place(applicationId), maskIdentityNumbers(codec.encode(it)).masked)).toString(
    'base64',
  );

function opened({ seal }: Services, { wanted, applicationId }: PendingChange): PartnerLetter | undefined {
  if (applicationId === undefined || !('sealed' in wanted.content)) return undefined;
  const text = seal.tryDecrypt(place(applicationId), Buffer.from(wanted.content.sealed, 'base64'));
  return text === undefined ? undefined : codec.decode(text);
}

/** What a company has said and a second officer decides about. */
export interface WaitingLetter {
  readonly change: PendingChange;
  readonly application: Application;
  readonly letter: PartnerLetter;
}

/** What waits, or has waited, under this number, in a member's area; undefined for every other one. */
export async function deskLetter(
  services: Services,
  member: Officer,
  id: number,
): Promise<WaitingLetter | undefined> {
  const change = await pendingChangeById(services, id);
  const application =
    change?.applicationId === undefined || !may(member, 'cases')
      ? undefined
      : await deskApplication(services, member, change.applicationId);
  const letter = change === undefined ? undefined : opened(services, change);
  return change === undefined || application === undefined || letter === undefined
    ? undefined
    : { change, application, letter };
}

/** What waits about an application, oldest first; the caller has made sure that it may be seen. */
export async function lettersAbout(
  services: Services,
  { id: applicationId }: Pick<Application, 'id'>,
): Promise<readonly PendingChange[]> {
  return waitingChanges(services, { applicationId });
}

/** What waits in a member's area by page, oldest first, and how much there is. */
export async function waitingLetters(
  services: Services,
  member: Officer,
  page: { readonly skip: number; readonly take: number },
): Promise<{ readonly count: number; readonly waiting: readonly WaitingLetter[] }> {
  const { db, office } = services;
  const where = {
    office: office.key,
    status: 'waiting',
    kind: { in: kinds },
    application: { personId: { not: null }, business: businessesIn(member) },
  };
  const rows = await db.pendingChange.findMany({ where, orderBy: { id: 'asc' }, ...page });
  const waiting: WaitingLetter[] = [];
  for (const { id } of rows) {
    const it = await deskLetter(services, member, id);
    if (it !== undefined) waiting.push(it);
  }
  return { count: await db.pendingChange.count({ where }), waiting };
}

/** own: it is their own; barred: they have declared a relation; gone: it was decided; late: it cannot be any more. */
export const letterDecisions = [
  'done',
  'refused',
  'taken-back',
  'own',
  'barred',
  'gone',
  'late',
  'not-yours',
] as const;
export type LetterDecided = (typeof letterDecisions)[number];

/** The second officer says yes or no: never who has entered it. With a yes it is as if the company had said it now. */
export async function decideLetter(
  services: Transaction,
  id: number,
  by: Officer,
  agrees: boolean,
): Promise<LetterDecided> {
  const seen = await deskLetter(services, by, id);
  if (seen === undefined) return 'not-yours';
  await lockActedOn(services, seen.application);
  const change = await lockWaiting(services, id);
  if (change === undefined) return 'gone';
  if (change.createdBy === by.number) return 'own';
  if (!(await mayDecide(services, by, seen.application))) return 'barred';
  const author = await memberByNumber(services, change.createdBy);
  const holds = author !== undefined && author.revokedAt === undefined;
  const done = agrees && holds && (await carryOut(services, author, seen));
  await closeChange(services, change, by, !agrees ? 'refused' : done ? 'approved' : 'late');
  if (holds) await tell(services, [author], 'change-decided', `change-decided:${id}`, { change: id });
  return !agrees ? 'refused' : done ? 'done' : 'late';
}

/** Whoever has entered it takes it back as long as nobody has decided. */
export async function takeBackLetter(services: Transaction, id: number, by: Officer): Promise<LetterDecided> {
  const seen = await deskLetter(services, by, id);
  if (seen?.change.createdBy !== by.number) return 'not-yours';
  await lockActedOn(services, seen.application);
  const change = await lockWaiting(services, id);
  if (change === undefined) return 'gone';
  await takeBack(services, change, by, (other) => mayDecide(services, other, seen.application));
  return 'taken-back';
}

/** In the name of whoever has entered it. False when it cannot be any more. */
async function carryOut(
  services: Transaction,
  author: MemberRow,
  { application, letter }: WaitingLetter,
): Promise<boolean> {
  switch (letter.kind) {
    case 'letter-step':
      return (await stepApplication(services, author, { ...letter, id: application.id })).kind === 'done';
    case 'letter-yes': {
      const now = await applicationById(services, application.id);
      const act =
        letter.signed === undefined
          ? ({ do: 'partner-yes', letter: letter.letter } as const)
          : ({ do: 'signed', ...letter.signed, number: letter.letter } as const);
      return (
        now !== undefined && (await officeAct(services, author, now, letter.version, act)).kind === 'done'
      );
    }
    case 'letter-answers': {
      const of = await deskEvaluation(services, author, letter.evaluation);
      return of !== undefined && (await answerAsPartner(services, author, of, letter.said, letter.letter));
    }
  }
}
