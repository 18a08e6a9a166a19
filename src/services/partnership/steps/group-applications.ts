import { evaluate } from '../../../domain/eligibility/eligibility.ts';
import { over, type ApplicationStatus } from '../../../domain/partnership/application.ts';
import { MOST_PARTS } from '../../../domain/partnership/group.ts';
import type { Programme } from '../../../domain/eligibility/programme.ts';
import { chatOfPerson } from '../../core/accounts.ts';
import { queueTo, type Note } from '../../core/outgoing.ts';
import type { Standing } from '../../../domain/office/roles.ts';
import { todayOf, type Services, type Transaction } from '../../core/services.ts';
import { giveConsent } from '../../people/consents.ts';
import {
  factsOf,
  knownBusinesses,
  programmesOn,
  unansweredQuestions,
  type Known,
} from '../../people/eligibility.ts';
import { personNumber } from '../../people/people.ts';
import { tellOwner } from './application-news.ts';
import {
  applicationFromRow,
  fileApplication,
  hasNik,
  liveApplication,
} from '../applications/applications.ts';
import { mayApply, storeCheck } from '../applications/checks.ts';
import {
  groupFromRow,
  helperOf,
  lockGroups,
  membersOf,
  ownGroup,
  tellGroup,
  type Group,
  type GroupConsent,
  type GroupMember,
} from '../applications/groups.ts';
import { yesTo } from '../applications/going-along.ts';

const NEWS_MS = 14 * 24 * 3_600_000;

/** A group on its way into a programme. */
export interface GroupApplication {
  readonly id: number;
  readonly group: Group;
  readonly programmeId: string;
  readonly programmeVersion: number;
  readonly sent: boolean;
}

interface Row {
  readonly id: number;
  readonly programmeId: string;
  readonly programmeVersion: number;
  readonly sentAt: Date | null;
  readonly group: Parameters<typeof groupFromRow>[1];
}

const fromRow = (services: Services, row: Row): GroupApplication => ({
  id: row.id,
  group: groupFromRow(services, row.group),
  programmeId: row.programmeId,
  programmeVersion: row.programmeVersion,
  sent: row.sentAt !== null,
});

/** One of a group that this person is in; undefined for every other one: the number may be forged. */
export async function ownGroupApplication(
  services: Services,
  personId: number,
  id: number,
): Promise<GroupApplication | undefined> {
  const row = await services.db.groupApplication.findFirst({
    where: { id, group: { members: { some: { personId } } } },
    include: { group: true },
  });
  return row === null ? undefined : fromRow(services, row);
}

/** Those of a group, the newest first; the caller has made sure that they may be seen. */
export async function applicationsOfGroup(
  services: Services,
  groupId: number,
): Promise<readonly GroupApplication[]> {
  const rows = await services.db.groupApplication.findMany({
    where: { groupId },
    include: { group: true },
    orderBy: { id: 'desc' },
  });
  return rows.map((row) => fromRow(services, row));
}

/** The open programmes that admit groups. */
export function programmesForGroups(services: Services): readonly Programme[] {
  const today = todayOf(services);
  return programmesOn(services.programmes.open, today).filter(
    (it) => it.groups !== undefined && evaluate(it, {}, today).application === 'open',
  );
}

/** The programme of a group's application, as long as one can apply by the rules that its members have read. */
export const openProgramme = (
  services: Services,
  it: Pick<GroupApplication, 'programmeId' | 'programmeVersion'>,
): Programme | undefined =>
  programmesForGroups(services).find(
    ({ id, version }) => id === it.programmeId && version === it.programmeVersion,
  );

/**
 * The programme into which a member may still go with the group: before it is sent, and afterwards, each by an
 * application of their own, as long as somebody of the group is on the way or a partner.
 */
export async function openToMembers(
  services: Services,
  it: GroupApplication,
): Promise<Programme | undefined> {
  const programme = openProgramme(services, it);
  if (programme === undefined || !it.sent) return programme;
  const where = { groupApplicationId: it.id, status: { notIn: [...over] }, personId: { not: null } };
  return (await services.db.application.count({ where })) > 0 ? programme : undefined;
}

/**
 * The head begins an application, and every other member is asked in the own chat. The same one again while it is not
 * sent; undefined where the group cannot apply, or is in the programme already.
 */
export async function beginGroupApplication(
  services: Transaction,
  personId: number,
  groupId: number,
  programmeId: string,
): Promise<number | undefined> {
  const { db, now } = services;
  await lockGroups(services, [groupId]);
  const programme = programmesForGroups(services).find(({ id }) => id === programmeId);
  if (programme === undefined || (await ownGroup(services, personId, groupId))?.headId !== personId)
    return undefined;
  const running = await db.application.count({
    where: { programmeId, groupApplication: { groupId }, status: { notIn: [...over] } },
  });
  if (running > 0) return undefined;
  const of = { groupId, programmeId, programmeVersion: programme.version };
  const { id } =
    (await db.groupApplication.findFirst({ where: { ...of, sentAt: null }, select: { id: true } })) ??
    (await db.groupApplication.create({ data: { ...of, createdAt: now() }, select: { id: true } }));
  for (const member of await membersOf(services, groupId))
    if (member.personId !== personId) await ask(services, id, member);
  return id;
}

/** Whoever has come into a group later is asked about what it is on its way into. */
export async function askNewcomer(services: Transaction, groupId: number, personId: number): Promise<void> {
  const member = (await membersOf(services, groupId)).find((it) => it.personId === personId);
  if (member === undefined) return;
  for (const it of await applicationsOfGroup(services, groupId))
    if ((await openToMembers(services, it)) !== undefined)
      await ask(services, it.id, member, services.now().toISOString());
}

/** Once for each application, and once more (`again`) for each time that somebody comes back into the group. */
async function ask(services: Transaction, id: number, member: GroupMember, again?: string): Promise<void> {
  const { personId } = member;
  const accountId = await chatOfPerson(services, personId);
  await queueTo(services, [
    accountId === undefined
      ? await askedThroughHelper(services, id, member)
      : {
          key: `group-asked:${id}:${personId}${again === undefined ? '' : `:${again}`}`,
          accountId,
          personId,
          kind: 'group-asked',
          params: { application: id },
          lastsMs: NEWS_MS,
        },
  ]);
}

/** Whoever has no chat is asked by whoever helps them. */
async function askedThroughHelper(
  services: Services,
  application: number,
  { personId, businessId: business }: GroupMember,
): Promise<Note> {
  const helper = await helperOf(services, personId);
  return {
    key: `group-asked-helper:${application}:${personId}`,
    accountId: helper?.accountId,
    kind: 'group-asked-helper',
    params: { application, business, member: helper?.number ?? '' },
    lastsMs: NEWS_MS,
  };
}

/** How far a member is: `agreed` before it is sent, a status afterwards; undefined: has not said yes, or took it back. */
export type MemberState = ApplicationStatus | 'agreed' | undefined;

export interface GroupApplicant extends GroupMember {
  readonly state: MemberState;
  readonly applicationId?: number;
  readonly share?: number;
}

/** The members of a group and how far each is with an application; only for its head and the office. */
export async function memberStates(
  services: Services,
  it: GroupApplication,
): Promise<readonly GroupApplicant[]> {
  const members = await membersOf(services, it.group.id);
  const agreed = it.sent ? new Map<number, number>() : await consentsTo(services, it.id);
  const rows = await services.db.application.findMany({
    where: { groupApplicationId: it.id },
    orderBy: { id: 'asc' },
  });
  const applied = new Map(rows.map((row) => [row.personId, applicationFromRow(row)]));
  return members.map((member) => {
    const application = applied.get(member.personId);
    const { personId } = member;
    return application === undefined
      ? { ...member, state: agreed.has(personId) ? 'agreed' : undefined }
      : {
          ...member,
          state: application.status === 'withdrawn' ? undefined : application.status,
          applicationId: application.id,
          share: application.share,
        };
  });
}

/** The consents in force of those who go along, by person. */
async function consentsTo({ db }: Services, id: number): Promise<Map<number, number>> {
  const rows = await db.consent.findMany({
    where: { ...yesTo(id), withdrawnAt: null, personId: { not: null } },
    select: { id: true, personId: true },
    orderBy: { id: 'asc' },
  });
  return new Map(rows.map((row) => [row.personId ?? 0, row.id]));
}

/** Why a member cannot go along yet. */
type NotReady = 'questions' | 'not-yet' | 'applied';

type Readiness =
  | { readonly kind: 'ready'; readonly known: Known; readonly checkId: () => Promise<number> }
  | { readonly kind: NotReady };

/** Whether a member may go along, by the own data of today. */
export async function readiness(
  services: Services,
  { personId, businessId }: Pick<GroupMember, 'personId' | 'businessId'>,
  programme: Programme,
): Promise<Readiness> {
  const today = todayOf(services);
  const known = (await knownBusinesses(services, personId)).find(
    ({ business }) => business.id === businessId,
  );
  if (known === undefined) return { kind: 'not-yet' };
  if ((await liveApplication(services, businessId, programme.id)) !== undefined) return { kind: 'applied' };
  if (unansweredQuestions([programme], known, today).size > 0) return { kind: 'questions' };
  const result = evaluate(programme, factsOf(known, today), today);
  if (!(await mayApply(services, businessId, result))) return { kind: 'not-yet' };
  return { kind: 'ready', known, checkId: async () => (await storeCheck(services, known, result)).id };
}

/**
 * A member goes along: the own consent to this application. It counts once, and ends like every other consent. Where
 * the others are on the way already, the member follows at once with an application of their own, which is checked like
 * theirs. False where the member is not in the group, or it is too late.
 */
export async function goAlong(
  services: Transaction,
  personId: number,
  id: number,
  programme: Programme,
  consent: GroupConsent,
): Promise<boolean> {
  const seen = await ownGroupApplication(services, personId, id);
  if (seen === undefined) return false;
  await lockGroups(services, [seen.group.id]);
  const now = await ownGroupApplication(services, personId, id);
  if (now === undefined) return false;
  if (now.sent) return follow(services, personId, now, programme, consent);
  if (!(await consentsTo(services, id)).has(personId))
    await giveAlong(services, personId, id, programme, consent);
  return true;
}

/** After the others. Twice changes nothing. */
async function follow(
  services: Transaction,
  personId: number,
  it: GroupApplication,
  programme: Programme,
  consent: GroupConsent,
): Promise<boolean> {
  const member = (await membersOf(services, it.group.id)).find((one) => one.personId === personId);
  if (member === undefined || (await openToMembers(services, it))?.version !== programme.version)
    return false;
  await services.db.$queryRaw`SELECT id FROM business WHERE id = ${member.businessId} FOR UPDATE`;
  const state = await readiness(services, member, programme);
  if (state.kind !== 'ready') {
    const live = await liveApplication(services, member.businessId, programme.id);
    return live?.groupApplicationId === it.id;
  }
  const consentId =
    (await consentsTo(services, it.id)).get(personId) ??
    (await giveAlong(services, personId, it.id, programme, consent));
  await fileMember(services, it.id, programme, { ...member, consentId, checkId: state.checkId });
  const { id, headId } = it.group;
  if (headId !== undefined && headId !== personId) await tellGroup(services, id, 'along', [headId]);
  return true;
}

async function giveAlong(
  services: Transaction,
  personId: number,
  id: number,
  programme: Programme,
  consent: GroupConsent,
): Promise<number> {
  return giveConsent(services, {
    ...consent,
    personId,
    personNumber: await personNumber(services, personId),
    purpose: `partner:${programme.id}`,
    details: {
      ...consent.details,
      programme: programme.id,
      programmeVersion: String(programme.version),
      partner: programme.partner.name,
      fields: programme.partnerFields,
      groupApplication: String(id),
    },
  });
}

interface Going extends GroupMember {
  readonly consentId: number;
  readonly checkId: () => Promise<number>;
}

/** One who goes along gets an application of their own; the business is locked. */
async function fileMember(
  services: Transaction,
  groupApplicationId: number,
  programme: Programme,
  { personId, businessId, consentId, checkId }: Going,
): Promise<void> {
  const accountId = await chatOfPerson(services, personId);
  const application = await fileApplication(services, {
    personId,
    businessId,
    consentId,
    checkId: await checkId(),
    accountId,
    personNumber: await personNumber(services, personId),
    programmeId: programme.id,
    programmeVersion: programme.version,
    groupApplicationId,
    nikBy: (await hasNik(services, personId)) ? 'given' : accountId === undefined ? 'officer' : 'later',
  });
  const step = await services.db.applicationStep.findFirstOrThrow({
    where: { applicationId: application.id },
  });
  await tellOwner(services, application, step.id);
}

export type SentTogether =
  | { readonly kind: 'sent'; readonly count: number }
  /** Fewer qualify and agree than the programme asks for: nothing was written. */
  | { readonly kind: 'few'; readonly count: number; readonly least: number }
  | { readonly kind: 'gone' };

/**
 * The head sends it: every member who has agreed and may apply today gets an application of their own, which goes its
 * way together with the others. Twice changes nothing.
 */
export async function sendGroupApplication(
  services: Transaction,
  personId: number,
  id: number,
): Promise<SentTogether> {
  const { db, now } = services;
  const seen = await ownGroupApplication(services, personId, id);
  if (seen === undefined) return { kind: 'gone' };
  await lockGroups(services, [seen.group.id]);
  const it = await ownGroupApplication(services, personId, id);
  const programme = openProgramme(services, seen);
  const least = programme?.groups?.leastMembers;
  if (it === undefined || it.sent || it.group.headId !== personId) return { kind: 'gone' };
  if (programme === undefined || least === undefined) return { kind: 'gone' };
  const consents = await consentsTo(services, id);
  const members = (await membersOf(services, it.group.id)).toSorted((a, b) => a.businessId - b.businessId);
  const going: Going[] = [];
  for (const member of members) {
    await db.$queryRaw`SELECT id FROM business WHERE id = ${member.businessId} FOR UPDATE`;
    const consentId = consents.get(member.personId);
    const state = consentId === undefined ? undefined : await readiness(services, member, programme);
    if (consentId !== undefined && state?.kind === 'ready')
      going.push({ ...member, consentId, checkId: state.checkId });
  }
  if (going.length < least) return { kind: 'few', count: going.length, least };
  await db.groupApplication.update({ where: { id }, data: { sentAt: now() } });
  for (const member of going) await fileMember(services, id, programme, member);
  return { kind: 'sent', count: going.length };
}

/**
 * The head sets how many parts a member has, for the next agreement that is written. False where it is not for them, or
 * the number of parts is none.
 */
export async function setShare(
  services: Transaction,
  personId: number,
  applicationId: number,
  share: number,
): Promise<boolean> {
  if (share < 1 || share > MOST_PARTS) return false;
  const { count } = await services.db.application.updateMany({
    where: { id: applicationId, groupApplication: { group: { headId: personId } } },
    data: { share },
  });
  return count > 0;
}

/** A group as the office sees it, with whose application speaks for it in the newest programme. */
export interface DeskGroup {
  readonly group: Group;
  readonly members: number;
  /** How many of them have an application that is not over. */
  readonly applied: number;
  readonly application: number | undefined;
}

/** The groups in a member's area by page, the newest first, and how many there are. */
export async function deskGroups(
  services: Services,
  { kecamatan }: Standing,
  page: { readonly skip: number; readonly take: number },
): Promise<{ readonly count: number; readonly groups: readonly DeskGroup[] }> {
  const { db, office } = services;
  const where = {
    office: office.key,
    closedAt: null,
    ...(kecamatan.length === 0 ? {} : { kecamatan: { in: [...kecamatan] } }),
  };
  const rows = await db.group.findMany({
    where,
    include: { _count: { select: { members: true } } },
    orderBy: { id: 'desc' },
    ...page,
  });
  const groups: DeskGroup[] = [];
  for (const row of rows) {
    const running = await db.application.findMany({
      where: { groupApplication: { groupId: row.id }, status: { notIn: [...over] }, personId: { not: null } },
      select: { id: true, personId: true },
      orderBy: { id: 'asc' },
    });
    const lead = running.findLast(({ personId }) => personId === row.headId) ?? running[0];
    groups.push({
      group: groupFromRow(services, row),
      members: row._count.members,
      applied: running.length,
      application: lead?.id,
    });
  }
  return { count: await db.group.count({ where }), groups };
}
