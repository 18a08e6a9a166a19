import type { Prisma } from '../../../prisma/client/client.ts';
import { over } from '../../domain/partnership/application.ts';
import { lockGroups } from '../partnership/applications/groups.ts';
import { businessesOf, nikColumns, personColumns, updateBusiness } from '../people/businesses.ts';
import { hasConsent, ownPurposes, subjectOf, withdrawConsent, type OwnPurpose } from '../people/consents.ts';
import { forgetPhotos } from '../people/photos.ts';
import { businessFields, ownerFields, ownerOf, recordChange } from '../people/corrections.ts';
import { indexPerson } from '../people/search-index.ts';
import type { Services, Transaction } from '../core/services.ts';
import { moveAnswers } from '../surveys/survey-answers.ts';
import { ON_THE_LIST } from '../trainings/participant-rows.ts';
import { lockTrainingsOf } from '../trainings/participant-erasure.ts';
import { takeOff } from '../trainings/seat-answers.ts';
import { joinBusinesses, type Merge } from './business-merge.ts';
import { endUse } from './withdrawals.ts';

/**
 * Why two registrations cannot become one now: a running application of each to the same programme, of which somebody
 * has to end one before.
 */
export async function mergeObstacle(
  { db }: Services,
  { from, into }: Merge,
): Promise<'applications' | undefined> {
  if (from === into) return undefined;
  const running = await db.application.findMany({
    where: { personId: { in: [from, into] }, status: { notIn: [...over] } },
    select: { personId: true, programmeId: true },
  });
  const of = (personId: number): readonly string[] =>
    running.flatMap((it) => (it.personId === personId ? [it.programmeId] : []));
  return of(from).some((it) => of(into).includes(it)) ? 'applications' : undefined;
}

/**
 * Makes one registration of two: what belongs to the first goes to the second with its history, the stricter of two
 * consents holds, and both chats lead to the one that stays. False when there are no two any more, or something stands
 * in the way.
 */
export async function mergePeople(services: Transaction, it: Merge): Promise<boolean> {
  const { db } = services;
  const { from, into, businesses } = it;
  await lockPeople(services, [from, into]);
  const people = await db.person.findMany({ where: { id: { in: [from, into] } } });
  const gone = people.find(({ id }) => id === from);
  const stays = people.find(({ id }) => id === into);
  if (gone === undefined || stays === undefined || (await mergeObstacle(services, it)) !== undefined)
    return false;
  if (businesses !== undefined) {
    const both = [...(await businessesOf(services, from)), ...(await businessesOf(services, into))];
    const [one, other] = [businesses.from, businesses.into].map((id) => both.find((own) => own.id === id));
    if (one === undefined || other === undefined || one.id === other.id) return false;
    const filled: Record<string, unknown> = {};
    for (const field of businessFields) {
      await recordChange(services, {
        businessId: other.id,
        field,
        before: one[field],
        after: other[field] ?? one[field],
        by: stays.number,
        draftId: undefined,
      });
      if (other[field] === undefined && one[field] !== undefined) filled[field] = one[field];
    }
    await updateBusiness(services, other.id, {
      ...filled,
      ...(other.nib === undefined && one.nib !== undefined ? { nibStatus: 'has' } : {}),
    });
    await joinBusinesses(services, { from: one.id, into: other.id }, it);
  } else if (from === into) return false;
  if (from === into) return true;
  await keepOwner(services, gone, stays, businesses?.into);
  await stricterConsents(services, gone, stays);
  await joinTrainings(services, gone, stays);
  await joinRest(services, gone, stays);
  await joinChats(services, gone, stays);
  await db.person.delete({ where: { id: from } });
  return true;
}

type Row = Prisma.PersonGetPayload<Record<string, never>>;

/** In the order in which an erasure locks. */
async function lockPeople(services: Transaction, ids: readonly number[]): Promise<void> {
  const { db } = services;
  await lockTrainingsOf(
    services,
    ids.map((personId) => ({ personId })),
  );
  const groups = await db.groupMember.findMany({
    where: { personId: { in: [...ids] } },
    select: { groupId: true },
  });
  await lockGroups(
    services,
    groups.map(({ groupId }) => groupId),
  );
  await db.$queryRaw`SELECT id FROM business WHERE owner_id = ANY(${[...ids]}) ORDER BY id FOR UPDATE`;
  await db.$queryRaw`SELECT id FROM person WHERE id = ANY(${[...ids]}) ORDER BY id FOR UPDATE`;
}

/** What only the other registration knows of the owner is taken over; what differs is kept as history. */
async function keepOwner(
  services: Transaction,
  gone: Row,
  stays: Row,
  mergedBusiness: number | undefined,
): Promise<void> {
  const { db, seal } = services;
  const [before, after] = [await ownerOf(services, gone.id), await ownerOf(services, stays.id)];
  const businessId = mergedBusiness ?? (await businessesOf(services, stays.id))[0]?.id;
  for (const field of businessId === undefined ? [] : ownerFields)
    await recordChange(services, {
      businessId: businessId ?? 0,
      field: `owner.${field}`,
      before: before[field],
      after: after[field] ?? before[field],
      by: stays.number,
      draftId: undefined,
    });
  const nik =
    stays.nik === null && gone.nik !== null ? seal.show(`person:${gone.id}:nik`, gone.nik) : undefined;
  const speaks = (await db.personAccount.count({ where: { personId: { in: [gone.id, stays.id] } } })) > 0;
  await db.person.update({
    where: { id: stays.id },
    data: {
      ...personColumns(services, stays.id, {
        ...(after.name === undefined ? { name: before.name } : {}),
        ...(after.salutation === undefined ? { salutation: before.salutation } : {}),
        ...(after.phone === undefined ? { phone: before.phone } : {}),
      }),
      ...(nik === undefined ? {} : nikColumns(services, stays.id, nik)),
      interests: [...new Set([...stays.interests, ...gone.interests])],
      reminders: stays.reminders && gone.reminders,
      ownReminders: stays.ownReminders && gone.ownReminders,
      newsScope: narrower.find((scope) => scope === stays.newsScope || scope === gone.newsScope) ?? 'all',
      source: [stays.source, gone.source].includes('telegram') ? 'telegram' : stays.source,
      assistedBy: speaks ? null : (stays.assistedBy ?? gone.assistedBy),
      createdAt: stays.createdAt < gone.createdAt ? stays.createdAt : gone.createdAt,
    },
  });
  await indexPerson(services, stays.id);
}

/** The narrowest of what news are wanted first. */
const narrower = ['topics', 'near', 'all'];

/** Everybody who registers in the chat is asked for these: whoever has not said yes has said no. */
const askedOfAll: readonly OwnPurpose[] = ['training-news'];

/** Where one has said yes and the other no, it is a no from now on, with all that hangs on it. */
async function stricterConsents(services: Transaction, gone: Row, stays: Row): Promise<void> {
  const { db } = services;
  for (const purpose of ownPurposes) {
    const rows = await db.consent.findMany({
      where: { personId: { in: [gone.id, stays.id] }, purpose },
      select: { personId: true, withdrawnAt: true },
    });
    const saysNo = ({ id, source }: Row): boolean => {
      const own = rows.filter(({ personId }) => personId === id);
      if (own.some(({ withdrawnAt }) => withdrawnAt === null)) return false;
      return own.length > 0 || (source === 'telegram' && askedOfAll.includes(purpose));
    };
    if (!saysNo(gone) && !saysNo(stays)) continue;
    for (const { id: personId } of [gone, stays]) {
      if (!rows.some((it) => it.personId === personId && it.withdrawnAt === null)) continue;
      const chat = await db.personAccount.findFirst({ where: { personId }, select: { accountId: true } });
      const subject = subjectOf(purpose);
      if (subject !== undefined) await endUse(services, { personId, accountId: chat?.accountId }, subject);
      await withdrawConsent(services, personId, purpose);
    }
  }
  await db.consent.updateMany({
    where: { personId: gone.id },
    data: { personId: stays.id, personNumber: stays.number },
  });
  // Those of the other may stand at the business that stays by now.
  if (!(await hasConsent(services, stays.id, 'photos'))) await forgetPhotos(services, stays.id);
}

/** Of two places at one training the better one stays, and a seat that is left over goes to the next in line. */
async function joinTrainings(services: Transaction, gone: Row, stays: Row): Promise<void> {
  const { db } = services;
  const rows = await db.participant.findMany({
    where: { personId: { in: [gone.id, stays.id] } },
    select: { id: true, trainingId: true, personId: true, status: true, attendedAt: true },
    orderBy: { id: 'asc' },
  });
  type Place = (typeof rows)[number];
  const worth = ({ status, attendedAt, personId }: Place): number =>
    (attendedAt === null ? 0 : 100) +
    10 *
      (3 - ['seated', 'offered', 'waiting'].indexOf(status)) *
      (ON_THE_LIST.some((it) => it === status) ? 1 : 0) +
    (personId === stays.id ? 1 : 0);
  for (const trainingId of new Set(rows.map((it) => it.trainingId))) {
    const places = rows.filter((it) => it.trainingId === trainingId).toSorted((a, b) => worth(b) - worth(a));
    const [best, ...others] = places;
    if (best === undefined) continue;
    for (const it of others) {
      if (it.attendedAt === null && ON_THE_LIST.some((status) => status === it.status))
        await takeOff(services, it, 'left');
      await db.participant.update({ where: { id: it.id }, data: { personId: null, accountId: null } });
    }
    await db.participant.update({
      where: { id: best.id },
      data: { personId: stays.id, personNumber: stays.number },
    });
  }
}

async function joinRest(services: Transaction, gone: Row, stays: Row): Promise<void> {
  const { db, now } = services;
  const from = { personId: gone.id };
  const whose = { personId: stays.id, personNumber: stays.number };
  await db.business.updateMany({ where: { ownerId: gone.id }, data: { ownerId: stays.id } });
  await db.salesVersion.updateMany({
    where: { enteredBy: gone.number },
    data: { enteredBy: stays.number },
  });
  await db.businessChange.updateMany({ where: { byPerson: gone.number }, data: { byPerson: stays.number } });
  await db.application.updateMany({ where: from, data: whose });
  await db.case.updateMany({ where: from, data: { personId: stays.id } });
  await db.disclosure.updateMany({ where: from, data: whose });
  await db.recovery.updateMany({
    where: { ...from, outcome: null },
    data: { outcome: 'withdrawn', decidedAt: now(), openedAs: null },
  });
  await db.recovery.updateMany({ where: from, data: whose });
  // Whoever answered a search twice is in it once.
  const asked = await db.supplyInquiry.findMany({
    where: { personId: stays.id },
    select: { searchId: true },
  });
  await db.supplyInquiry.deleteMany({
    where: { ...from, searchId: { in: asked.map(({ searchId }) => searchId) } },
  });
  await db.supplyInquiry.updateMany({ where: from, data: { personId: stays.id } });
  const called = await db.programmeCall.findMany({
    where: { personId: stays.id },
    select: { programmeId: true },
  });
  await db.programmeCall.deleteMany({
    where: { ...from, programmeId: { in: called.map(({ programmeId }) => programmeId) } },
  });
  await db.programmeCall.updateMany({ where: from, data: { personId: stays.id } });
  const groups = await db.groupMember.findMany({
    where: { personId: stays.id },
    select: { groupId: true },
  });
  await db.groupMember.deleteMany({
    where: { ...from, groupId: { in: groups.map(({ groupId }) => groupId) } },
  });
  await db.groupMember.updateMany({ where: from, data: { personId: stays.id } });
  await db.group.updateMany({ where: { headId: gone.id }, data: { headId: stays.id } });
  // The ledger keeps the number under which each was written; what still waits goes out once.
  const told = await db.delivery.findMany({
    where: { personId: stays.id },
    select: { announcementId: true },
  });
  await db.delivery.updateMany({
    where: { ...from, status: 'pending', announcementId: { in: told.map((it) => it.announcementId) } },
    data: { status: 'cancelled', at: now(), detail: 'merged' },
  });
  await db.delivery.updateMany({ where: from, data: { personId: stays.id } });
  await db.handDelivery.updateMany({ where: from, data: { personId: stays.id } });
  await moveAnswers(services, { from: gone.id, into: stays.id });
  await db.outgoing.updateMany({ where: from, data: { personId: stays.id } });
}

/** Every chat of either leads to the one that stays. What was begun there for the other begins anew. */
async function joinChats(services: Transaction, gone: Row, stays: Row): Promise<void> {
  const { db, now } = services;
  const chats = await db.personAccount.findMany({ where: { personId: gone.id } });
  for (const { accountId, since } of chats)
    await db.personAccount.upsert({
      where: { personId_accountId: { personId: stays.id, accountId } },
      create: { personId: stays.id, accountId, since },
      update: {},
    });
  await db.draft.updateMany({
    where: { byPerson: gone.number, status: 'open' },
    data: { status: 'discarded', closedAt: now(), payload: null },
  });
  await db.draft.updateMany({ where: { byPerson: gone.number }, data: { byPerson: stays.number } });
  await db.account.updateMany({
    where: { activePersonId: gone.id },
    data: { activePersonId: stays.id, state: null },
  });
}
