import type { Programme } from '../../domain/eligibility/programme.ts';
import { audit } from '../core/audit.ts';
import type { Services, Transaction } from '../core/services.ts';
import {
  addMember,
  groupFromRow,
  groupsOf,
  leaveGroup,
  lockGroups,
  type Group,
} from '../partnership/applications/groups.ts';
import { yesTo } from '../partnership/applications/going-along.ts';
import {
  applicationsOfGroup,
  goAlong,
  openToMembers,
  type GroupApplication,
} from '../partnership/steps/group-applications.ts';
import {
  assistedProof,
  servedBusinesses,
  type AssistedConsent,
  type Helper,
  type ServedBusiness,
} from './assistance.ts';

/** A group of somebody who does not use the bot, with what it is applying for. */
export interface ServedGroup {
  readonly group: Group;
  /** To a programme that is open to them; whether they have agreed to go along. */
  readonly waiting: readonly {
    readonly it: GroupApplication;
    readonly programme: Programme;
    readonly agreed: boolean;
  }[];
}

/** The groups of an owner whom the caller serves, the oldest first. */
export async function servedGroups(
  services: Services,
  { owner }: ServedBusiness,
): Promise<readonly ServedGroup[]> {
  const groups: ServedGroup[] = [];
  for (const group of await groupsOf(services, owner.id)) {
    const waiting: ServedGroup['waiting'][number][] = [];
    for (const it of await applicationsOfGroup(services, group.id)) {
      const programme = await openToMembers(services, it);
      if (programme === undefined) continue;
      const where = { ...yesTo(it.id), personId: owner.id, withdrawnAt: null };
      waiting.push({ it, programme, agreed: (await services.db.consent.count({ where })) > 0 });
    }
    groups.push({ group, waiting });
  }
  return groups;
}

/** The groups where a helper works, of which an owner is not, by page and by their names' order of founding. */
export async function joinableGroups(
  services: Services,
  helper: Helper,
  { owner }: ServedBusiness,
  page: { readonly skip: number; readonly take: number },
): Promise<{ readonly count: number; readonly groups: readonly Group[] }> {
  const { db } = services;
  const where = { ...near(services, helper), members: { none: { personId: owner.id } } };
  const rows = await db.group.findMany({ where, orderBy: { id: 'desc' }, ...page });
  return { count: await db.group.count({ where }), groups: rows.map((row) => groupFromRow(services, row)) };
}

const near = ({ office }: Services, { kecamatan }: Helper) => ({
  office: office.key,
  closedAt: null,
  ...(kecamatan.length === 0 ? {} : { kecamatan: { in: [...kecamatan] } }),
});

/** A group where a helper works; undefined for every other number. */
export async function nearGroup(services: Services, helper: Helper, id: number): Promise<Group | undefined> {
  const row = await services.db.group.findFirst({ where: { ...near(services, helper), id } });
  return row === null ? undefined : groupFromRow(services, row);
}

interface Recorded {
  readonly businessId: number;
  readonly consent: AssistedConsent;
  readonly draftId: number;
}

/**
 * An owner without Telegram joins a group by a consent that a helper has recorded; its head is told. False where the
 * helper does not serve them, or does not work there, or they are in it, or it is full.
 */
export async function addServed(
  services: Transaction,
  helper: Helper,
  groupId: number,
  { businessId, consent, draftId }: Recorded,
): Promise<boolean> {
  await lockGroups(services, [groupId]);
  const group = await nearGroup(services, helper, groupId);
  const [served] = await servedBusinesses(services, helper, [businessId]);
  if (group === undefined || served === undefined) return false;
  const { owner } = served;
  const proof = assistedProof(services, helper, owner.id, consent, draftId);
  if (!(await addMember(services, group, { personId: owner.id, businessId, consent: proof }))) return false;
  await note(services, helper, served, groupId, 'join');
  return true;
}

/** They go along with an application of their group, by a consent that a helper has recorded. */
export async function goAlongServed(
  services: Transaction,
  helper: Helper,
  { id, group }: GroupApplication,
  programme: Programme,
  { businessId, consent, draftId }: Recorded,
): Promise<boolean> {
  const [served] = await servedBusinesses(services, helper, [businessId]);
  if (served === undefined) return false;
  const { owner } = served;
  const proof = assistedProof(services, helper, owner.id, consent, draftId);
  if (!(await goAlong(services, owner.id, id, programme, proof))) return false;
  await note(services, helper, served, group.id, 'along');
  return true;
}

/** They leave a group, as whoever does so in the own chat. False where it is not this helper's to do. */
export async function leaveServed(
  services: Transaction,
  helper: Helper,
  businessId: number,
  groupId: number,
): Promise<boolean> {
  const [served] = await servedBusinesses(services, helper, [businessId]);
  if (served === undefined) return false;
  const left = await leaveGroup(services, { personId: served.owner.id, accountId: undefined }, groupId);
  if (left) await note(services, helper, served, groupId, 'leave');
  return left;
}

const note = (
  services: Transaction,
  helper: Helper,
  { owner, business }: ServedBusiness,
  group: number,
  did: 'join' | 'along' | 'leave',
): Promise<void> =>
  audit(services, {
    actor: helper.number,
    action: 'helper.group',
    subject: owner.number,
    details: { business: business.number ?? null, group, did },
  });
