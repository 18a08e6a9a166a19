import {
  afterSupport,
  supportSources,
  supportStatuses,
  type SupportAct,
  type SupportSource,
  type SupportStatus,
} from '../../../domain/partnership/support.ts';
import { intiDuties, type IntiDuty } from '../../../domain/eligibility/need.ts';
import { maskIdentityNumbers } from '../../../domain/people/identity.ts';
import type { Prisma } from '../../../../prisma/client/client.ts';
import { openCase, type OpenedCase } from '../../cases/cases.ts';
import { chatOfPerson } from '../../core/accounts.ts';
import { audit } from '../../core/audit.ts';
import { idFor } from '../../core/numbers.ts';
import { queueTo } from '../../core/outgoing.ts';
import type { Services, Transaction } from '../../core/services.ts';
import { businessesIn, type Officer } from '../../office/in-area.ts';
import { agreementOf, inForce, type Agreement } from './agreements.ts';
import { applicationFromRow, lockApplication, type Application } from '../applications/applications.ts';

const DAY_MS = 24 * 3_600_000;
const NEWS_DAYS = 7;

/** Something that is given to a business. */
export interface Support {
  readonly id: number;
  readonly kind: IntiDuty;
  readonly what: string;
  /** Whole rupiah. */
  readonly value: number | undefined;
  readonly source: SupportSource;
  /** A loan, or equipment that is paid back: never shown as support. */
  readonly repaid: boolean;
  readonly status: SupportStatus;
  readonly promisedAt: Date;
  readonly handedOverAt: Date | undefined;
  /** When the owner said so, or a paper was signed. */
  readonly receivedAt: Date | undefined;
  /** The owner has said "Belum" since it was handed over. */
  readonly deniedAt: Date | undefined;
  readonly paper: string | undefined;
}

export interface SupportOf {
  readonly support: Support;
  readonly application: Application;
}

export const supportPlace = (id: number): string => `support:${id}:what`;

function supportFromRow({ seal }: Services, row: Prisma.SupportGetPayload<Record<string, never>>): Support {
  return {
    id: row.id,
    kind: intiDuties.find((it) => it === row.kind) ?? 'other',
    what: row.what === null ? '–' : seal.show(supportPlace(row.id), row.what),
    value: row.value === null ? undefined : Number(row.value),
    source: supportSources.find((it) => it === row.source) ?? 'other',
    repaid: row.repaid,
    status: supportStatuses.find((it) => it === row.status) ?? 'promised',
    promisedAt: row.promisedAt,
    handedOverAt: row.handedOverAt ?? undefined,
    receivedAt: row.receivedAt ?? undefined,
    deniedAt: row.status === 'received' ? undefined : (row.deniedAt ?? undefined),
    paper: row.paper ?? undefined,
  };
}

/** What is given under an agreement, oldest first; the caller has made sure that it may be seen. */
export async function supportsOf(
  services: Services,
  { id }: Pick<Agreement, 'id'>,
): Promise<readonly Support[]> {
  const rows = await services.db.support.findMany({ where: { agreementId: id }, orderBy: { id: 'asc' } });
  return rows.map((row) => supportFromRow(services, row));
}

async function found(
  services: Services,
  where: Prisma.ApplicationWhereInput,
  id: number,
): Promise<SupportOf | undefined> {
  const row = await services.db.support.findFirst({
    where: { id, agreement: { application: where } },
    include: { agreement: { select: { application: true } } },
  });
  const application = row === null ? undefined : applicationFromRow(row.agreement.application);
  return row === null || application === undefined
    ? undefined
    : { support: supportFromRow(services, row), application };
}

/** Undefined also for what is given to somebody who does not use this chat: the number may be forged. */
export const supportOfAccount = (
  services: Services,
  accountId: number,
  id: number,
): Promise<SupportOf | undefined> => found(services, { person: { accounts: { some: { accountId } } } }, id);

/** What is given to a business in a member's area; undefined for everything else. */
export const deskSupport = (
  services: Services,
  member: Officer,
  id: number,
): Promise<SupportOf | undefined> =>
  found(services, { office: services.office.key, business: businessesIn(member) }, id);

/** For what was queued; undefined once nobody stands behind it any more. */
export const supportById = (services: Services, id: number): Promise<SupportOf | undefined> =>
  found(services, {}, id);

/** Records what was promised; false where no agreement is in force. */
export async function promiseSupport(
  services: Transaction,
  member: Officer,
  application: Application,
  it: Pick<Support, 'kind' | 'what' | 'value' | 'source' | 'repaid'>,
): Promise<boolean> {
  await lockApplication(services, application);
  const agreement = await agreementOf(services, application);
  if (agreement === undefined || inForce(agreement) === undefined) return false;
  const id = await idFor(services, 'support');
  await services.db.support.createMany({
    data: {
      id,
      agreementId: agreement.id,
      kind: it.kind,
      what: services.seal.encrypt(supportPlace(id), maskIdentityNumbers(it.what).masked),
      value: it.value ?? null,
      source: it.source,
      repaid: it.repaid,
      toldBy: it.source === 'inti' ? 'partner' : 'office',
      enteredBy: member.number,
      promisedAt: services.now(),
    },
  });
  await note(services, member, application, 'support.promise', id);
  return true;
}

/** "Sudah diserahkan", entered by the office: the owner is asked whether it has come. */
export async function handOverSupport(
  services: Transaction,
  member: Officer,
  it: SupportOf,
): Promise<boolean> {
  const done = await step(services, it, 'hand-over', {
    handedOverAt: services.now(),
    handedOverBy: member.number,
  });
  if (!done) return false;
  const { personId } = it.application;
  await queueTo(services, [
    {
      key: `support-given:${it.support.id}`,
      accountId: await chatOfPerson(services, personId),
      personId,
      kind: 'support-given',
      params: { support: it.support.id },
      lastsMs: NEWS_DAYS * DAY_MS,
    },
  ]);
  await note(services, member, it.application, 'support.hand-over', it.support.id);
  return true;
}

/** A signed paper (BAST) says that it was received. */
export async function signSupport(
  services: Transaction,
  member: Officer,
  it: SupportOf,
  paper: string,
): Promise<boolean> {
  const done = await step(services, it, 'signed', {
    paper,
    receivedAt: services.now(),
    receivedBy: 'signed',
  });
  if (done) await note(services, member, it.application, 'support.signed', it.support.id);
  return done;
}

/** "Sudah saya terima", by the owner. */
export const receiveSupport = (services: Transaction, it: SupportOf): Promise<boolean> =>
  step(services, it, 'received', { receivedAt: services.now(), receivedBy: 'owner' });

/** "Belum": a case for the office, one for each thing. Undefined where it was not said to be handed over. */
export async function denySupport(services: Transaction, it: SupportOf): Promise<OpenedCase | undefined> {
  const { application, support } = it;
  if (!(await step(services, it, 'denied', { deniedAt: services.now() }))) return undefined;
  return openCase(services, {
    kind: 'support-missing',
    key: `support-missing:${support.id}`,
    accountId: await chatOfPerson(services, application.personId),
    personId: application.personId,
    businessId: application.businessId,
    details: { application: application.id, number: application.number, support: support.id },
  });
}

interface Columns {
  readonly handedOverAt?: Date;
  readonly handedOverBy?: string;
  readonly receivedAt?: Date;
  readonly receivedBy?: 'owner' | 'signed';
  readonly deniedAt?: Date;
  readonly paper?: string;
}

/** Two who press at once do one after the other; false where the act cannot follow. */
async function step(
  services: Transaction,
  { support: { id }, application }: SupportOf,
  act: SupportAct,
  columns: Columns,
): Promise<boolean> {
  await lockApplication(services, application);
  const row = await services.db.support.findUniqueOrThrow({ where: { id }, select: { status: true } });
  const stood = supportStatuses.find((it) => it === row.status);
  const status = stood === undefined ? undefined : afterSupport(stood, act);
  if (status === undefined) return false;
  await services.db.support.update({ where: { id }, data: { status, ...columns } });
  return true;
}

const note = (
  services: Transaction,
  member: Officer,
  { number }: Application,
  action: 'support.promise' | 'support.hand-over' | 'support.signed',
  support: number,
): Promise<void> =>
  audit(services, {
    actor: member.number,
    action,
    subject: `application:${number}`,
    details: { support },
  });
