import { Prisma } from '../../../prisma/client/client.ts';
import { over, running, withPartner } from '../../domain/partnership/application.ts';
import { ownRowsOf, type OwnRows } from './own-rows.ts';
import { openCase, type OpenedCase } from '../cases/cases.ts';
import { forgetDeliveries, forgetParticipations, lockTrainingsOf } from '../trainings/participant-erasure.ts';
import { boundOnes } from '../partnership/applications/applications.ts';
import { lockGroupsOf, removeMember } from '../partnership/applications/groups.ts';
import { forgetAgreements } from '../partnership/agreements/agreement-erasure.ts';
import { forgetEvaluations } from '../partnership/evaluations/evaluation-figures.ts';
import { recallFromBuyers } from '../partnership/candidates/suppliers.ts';
import { askToDestroy, destroyedAt } from '../partnership/partners/recalls.ts';
import { redactionOf, type Redaction } from '../people/redaction.ts';
import type { Services, Transaction } from '../core/services.ts';
import { WITNESS } from '../core/witness.ts';

export type ErasureOutcome =
  /** `asked`: the numbers of the requests to companies to destroy what they have; left out when there are none. */
  | { readonly kind: 'erased'; readonly asked?: readonly string[] }
  /** An agreement is signed: a person decides what has to stay and on which legal ground (UU 27/2022 art. 43, 44). */
  | { readonly kind: 'agreement'; readonly number: string; readonly dueOn: string };

/** Whether an agreement is running, which an erasure cannot undo by itself. */
export async function hasAgreement(services: Services, personId: number): Promise<boolean> {
  return (await services.db.application.count({ where: { personId, ...boundOnes } })) > 0;
}

/**
 * Erases a person: the row that links the random number to them, everything sealed and every free text. What stays is
 * anonymous (figures, kind, kecamatan, class) or proof without identity (consents, steps, the erasure). A second call
 * finds nobody and changes nothing. Nothing is erased while an agreement runs: then a case is opened, once.
 */
export async function erasePerson(
  services: Transaction,
  at: { readonly accountId?: number; readonly personId: number },
): Promise<ErasureOutcome> {
  const { personId } = at;
  await lockPerson(services, personId);
  if (await hasAgreement(services, personId)) return askPerson(services, at);
  const asked = (await erase(services, personId)) ?? [];
  return { kind: 'erased', ...(asked.length === 0 ? {} : { asked: asked.map(({ number }) => number) }) };
}

/**
 * Erases a person also while an agreement runs: a person of the office has decided so, or it was done before and a
 * restored backup has brought them back. False when there is nobody.
 */
export async function eraseAnyway(services: Transaction, personId: number): Promise<boolean> {
  await lockPerson(services, personId);
  return (await erase(services, personId)) !== undefined;
}

/**
 * What is being stored in another chat ends first, and the next finds no owner: trainings are locked before groups,
 * those before businesses and those before the person, as everybody does who writes to several.
 */
export async function lockPerson(services: Transaction, personId: number): Promise<void> {
  const { db } = services;
  await lockTrainingsOf(services, [{ personId }]);
  await lockGroupsOf(services, personId);
  await db.$queryRaw`SELECT id FROM business WHERE owner_id = ${personId} ORDER BY id FOR UPDATE`;
  await db.$queryRaw`SELECT id FROM person WHERE id = ${personId} FOR UPDATE`;
}

/** The requests to companies; undefined when there is nobody. */
async function erase(services: Transaction, personId: number): Promise<readonly OpenedCase[] | undefined> {
  const { db, now } = services;
  const person = await db.person.findUnique({ where: { id: personId }, select: { number: true } });
  if (person === null) return undefined;
  const theirs = await ownRowsOf(services, personId, person.number);
  for (const groupId of await lockGroupsOf(services, personId))
    await removeMember(services, personId, groupId);
  await unlinkConsents(services, personId);
  const redaction = await redactionOf(services, personId);
  await forgetAgreements(services, applicationsOf(personId, theirs), redaction);
  await forgetEvaluations(services, applicationsOf(personId, theirs), redaction);
  await forgetOfficeNotes(services, personId, theirs);
  await anonymiseBusinesses(services, theirs);
  const asked = [
    ...(await closeApplications(services, personId, person.number, theirs)),
    ...(await recallFromBuyers(services, personId, { accountId: undefined, personId: undefined })),
  ];
  await anonymiseCases(services, theirs.cases);
  await db.draft.deleteMany({ where: { id: { in: [...theirs.drafts] } } });
  await db.outgoing.deleteMany({ where: { key: { in: theirs.drafts.map((id) => `nudge:${id}`) } } });
  await forgetParticipations(services, { personId });
  // Somebody without registration has joined from the same chat, which goes: nobody could ask for it any more.
  for (const { id, alone } of theirs.accounts)
    if (alone) await forgetParticipations(services, { accountId: id });
  await forgetDeliveries(services, personId);
  await db.person.delete({ where: { id: personId } });
  for (const account of theirs.accounts) {
    await forgetUpdatesOf(services, account.chatId, account.alone);
    // A link to somebody else's data that was opened from this chat leads nowhere any more.
    if (account.alone)
      await db.recovery.updateMany({ where: { accountId: account.id }, data: { openedAs: null } });
    if (account.alone) await db.account.delete({ where: { id: account.id } });
    else await handOver(services, account.id);
  }
  await db.erasure.upsert({
    where: { personNumber: person.number },
    create: { office: services.office.key, personNumber: person.number, requestedAt: now(), doneAt: now() },
    update: {},
  });
  return asked;
}

/**
 * Erases what a chat left in which nobody has registered: unfinished forms and questions. False, and nothing is
 * changed, when somebody is registered there.
 */
export async function eraseStranger(services: Transaction, accountId: number): Promise<boolean> {
  const { db } = services;
  const account = await db.account.findUnique({
    where: { id: accountId },
    select: { chatId: true, persons: { select: { personId: true } } },
  });
  if (account === null) return true;
  if (account.persons.length > 0) return false;
  await forgetParticipations(services, { accountId });
  await db.recovery.updateMany({ where: { accountId }, data: { openedAs: null } });
  const cases = await db.case.findMany({ where: { accountId }, select: { id: true } });
  await anonymiseCases(
    services,
    cases.map((row) => row.id),
  );
  await forgetUpdatesOf(services, account.chatId, true);
  await db.account.delete({ where: { id: accountId } });
  return true;
}

async function askPerson(
  services: Transaction,
  at: { readonly accountId?: number; readonly personId: number },
): Promise<ErasureOutcome> {
  const known = await services.db.case.findFirst({
    where: { kind: 'erasure', personId: at.personId, status: { not: 'closed' } },
    select: { number: true, dueOn: true },
  });
  const opened =
    known ??
    (await openCase(services, {
      kind: 'erasure',
      accountId: at.accountId,
      personId: at.personId,
      details: { requestedAt: services.now().toISOString() },
    }));
  return { kind: 'agreement', number: opened.number, dueOn: opened.dueOn };
}

/** Figures, kind, kecamatan, years, workers and class stay for the totals; nothing of it leads to anybody. */
async function anonymiseBusinesses(services: Services, { businesses }: OwnRows): Promise<void> {
  const { db } = services;
  const businessId = { in: [...businesses] };
  await db.businessFact.deleteMany({ where: { businessId } });
  await db.businessTag.deleteMany({ where: { businessId } });
  await db.businessPhoto.deleteMany({ where: { businessId } });
  await db.businessPoint.deleteMany({ where: { businessId } });
  await db.profit.deleteMany({ where: { businessId } });
  await db.businessChange.deleteMany({ where: { businessId } });
  await db.eligibilityCheck.deleteMany({ where: { businessId } });
  await db.salesVersion.updateMany({
    where: { report: { businessId } },
    data: { words: null, enteredBy: null, reason: null, draftId: null },
  });
  await db.business.updateMany({
    where: { id: businessId },
    data: {
      ownerId: null,
      number: null,
      name: null,
      kindWords: null,
      nib: null,
      desa: null,
      draftId: null,
      importKey: null,
    },
  });
}

/** What members of the office have noted about them. */
async function forgetOfficeNotes({ db }: Services, personId: number, { businesses }: OwnRows): Promise<void> {
  const businessId = { in: [...businesses] };
  await db.verification.deleteMany({ where: { businessId } });
  await db.changeProposal.deleteMany({ where: { businessId } });
  await db.recovery.deleteMany({ where: { personId } });
}

const applicationsOf = (personId: number, { businesses }: OwnRows): Prisma.ApplicationWhereInput => ({
  OR: [{ personId }, { businessId: { in: [...businesses] } }],
});

async function closeApplications(
  services: Transaction,
  personId: number,
  personNumber: string,
  theirs: OwnRows,
): Promise<readonly OpenedCase[]> {
  const { db, now } = services;
  const whose = applicationsOf(personId, theirs);
  const open = await db.application.findMany({
    where: { ...whose, status: { notIn: [...over] } },
    select: { id: true },
  });
  const asked = await askBack(services, whose);
  await db.applicationStep.createMany({
    data: open.map((row) => ({
      applicationId: row.id,
      status: 'withdrawn',
      byPerson: personNumber,
      at: now(),
    })),
  });
  await db.application.updateMany({
    where: { id: { in: open.map((row) => row.id) } },
    data: { status: 'withdrawn' },
  });
  await db.applicationStep.updateMany({
    where: { application: whose },
    data: { reason: null, details: null },
  });
  await db.document.deleteMany({ where: { application: whose } });
  await db.decision.deleteMany({ where: { application: whose } });
  await db.pendingChange.deleteMany({ where: { application: whose } });
  await db.application.updateMany({
    where: whose,
    data: { personId: null, businessId: null, draftId: null, vendorNumber: null },
  });
  return asked;
}

/** Companies have to destroy what they were shown: a request with the number of the application and no person. */
async function askBack(
  services: Transaction,
  whose: Prisma.ApplicationWhereInput,
): Promise<readonly OpenedCase[]> {
  const { db } = services;
  const applications = await db.application.findMany({
    where: whose,
    select: {
      id: true,
      number: true,
      programmeId: true,
      programmeVersion: true,
      status: true,
      business: { select: { kecamatan: true } },
    },
  });
  const asked: OpenedCase[] = [];
  for (const application of applications) {
    const { id, status, business } = application;
    const isWithThem = [...withPartner, ...running].some((it) => it === status);
    const since = (await destroyedAt(services, ['application', id])) ?? new Date(0);
    const wasShown = (await db.disclosure.count({ where: { applicationId: id, at: { gt: since } } })) > 0;
    if (!isWithThem && !wasShown && !(await isAskedBack(services, id))) continue;
    const kecamatan = business?.kecamatan ?? undefined;
    asked.push(
      await askToDestroy(services, { accountId: undefined, personId: undefined, kecamatan }, { application }),
    );
  }
  services.noteQueued?.();
  return asked;
}

/** A request of before goes with whom it was about: another one without them takes its place. */
async function isAskedBack({ db }: Services, applicationId: number): Promise<boolean> {
  return (
    (await db.case.count({
      where: {
        kind: 'recall',
        status: { not: 'closed' },
        details: { path: ['application'], equals: applicationId },
      },
    })) > 0
  );
}

/** The proof stays (art. 24): number, purpose, version, times and text; a name inside the text is taken out. */
async function unlinkConsents(services: Services, personId: number): Promise<void> {
  const { db, now } = services;
  const redaction = await redactionOf(services, personId);
  await db.consent.updateMany({ where: { personId, withdrawnAt: null }, data: { withdrawnAt: now() } });
  for (const row of await db.consent.findMany({
    where: { personId },
    select: { id: true, text: true, details: true },
  }))
    await db.consent.update({
      where: { id: row.id },
      data: {
        personId: null,
        draftId: null,
        text: redaction.everything(row.text),
        details: redacted(row.details, redaction) ?? Prisma.DbNull,
      },
    });
}

/** An open question has nobody left to answer to, so it is closed. */
async function anonymiseCases(services: Services, ids: readonly number[]): Promise<void> {
  const { db, now } = services;
  const id = { in: [...ids] };
  await db.case.updateMany({
    where: { id, status: { not: 'closed' } },
    data: { status: 'closed', closedAt: now() },
  });
  await db.case.updateMany({
    where: { id },
    data: {
      text: null,
      nextAction: null,
      details: Prisma.DbNull,
      key: null,
      accountId: null,
      personId: null,
      businessId: null,
    },
  });
  await db.caseMessage.deleteMany({ where: { caseId: id } });
  await db.caseWords.deleteMany({ where: { caseId: id } });
  await db.caseEvent.updateMany({
    where: { caseId: id },
    data: { text: null, fileId: null, fileKind: null, details: Prisma.DbNull },
  });
}

/**
 * Empties what handled updates of the chat have left. The update that asks for the erasure is not handled yet:
 * its content goes with "handled", and later ones are not this person's past.
 */
async function forgetUpdatesOf(services: Services, chatId: bigint, alone: boolean): Promise<void> {
  const { db } = services;
  await db.$executeRaw`
    UPDATE effect SET result = NULL FROM inbox_update AS i
    WHERE i.chat_id = ${chatId} AND effect.bot_id = i.bot_id AND effect.update_id = i.update_id`;
  await db.inboxUpdate.updateMany({
    where: { chatId, handledAt: { not: null } },
    data: { payload: null, ...(alone ? { chatId: null } : {}) },
  });
}

/** The others on this phone keep everything; one of them speaks from now on. */
async function handOver(services: Services, accountId: number): Promise<void> {
  const { db } = services;
  await db.figureMessage.deleteMany({ where: { accountId } });
  await db.messagePart.deleteMany({ where: { accountId } });
  const account = await db.account.findUniqueOrThrow({
    where: { id: accountId },
    select: {
      activePersonId: true,
      persons: { select: { personId: true }, orderBy: [{ since: 'asc' }, { personId: 'asc' }] },
    },
  });
  await db.account.update({
    where: { id: accountId },
    data: {
      state: null,
      letter: Prisma.DbNull,
      filing: Prisma.DbNull,
      activePersonId: account.activePersonId ?? account.persons[0]?.personId ?? null,
    },
  });
}

function redacted(value: Prisma.JsonValue, redaction: Redaction): Prisma.InputJsonValue | null {
  if (typeof value === 'string') return redaction.everything(value);
  if (Array.isArray(value)) return value.map((item) => redacted(item, redaction));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== WITNESS)
      .map(([key, item]) => [key, item === undefined ? null : redacted(item, redaction)]),
  );
}
