import type { Prisma } from '../../../prisma/client/client.ts';
import { isMatter, type Matter } from '../../domain/cases/matter.ts';
import { may, worksIn, type Standing } from '../../domain/office/roles.ts';
import { audit } from '../core/audit.ts';
import { businessesOf } from '../people/businesses.ts';
import { overdueCases } from './case-overdue.ts';
import {
  caseEventKinds,
  caseKinds,
  eventPlace,
  fileKinds,
  isCaseKind,
  type CaseEventKind,
  type CaseFile,
  type CaseKind,
} from './cases.ts';
import { activeMembers, memberByNumber, type Member, type MemberRow } from '../office/members.ts';
import type { Services, Transaction } from '../core/services.ts';

/** open; resolved: the owner is asked whether it helped; closed. */
export type CaseStatus = 'open' | 'resolved' | 'closed';

/** A case as what is decided about it needs it: nothing of a person. */
export interface CaseItem {
  readonly id: number;
  readonly number: string;
  readonly kind: CaseKind;
  /** What it is for people. */
  readonly matter: Matter;
  readonly status: CaseStatus;
  /** Numbers of members whom it is about: they never see it. */
  readonly notFor: readonly string[];
  readonly kecamatan: string | undefined;
  /** YYYY-MM-DD */
  readonly dueOn: string;
  /** Number of the member who has taken it. */
  readonly assignee: string | undefined;
  readonly waitingFor: 'office' | 'owner';
}

/** A case as it stands in lists. */
export interface CaseRow extends CaseItem {
  /** Whose it is. */
  readonly name: string | undefined;
  /** What was said first. */
  readonly text: string | undefined;
  readonly since: Date;
}

export interface CaseEvent {
  readonly id: number;
  readonly kind: CaseEventKind;
  /** Name of the member; undefined when the owner or the clock did it. */
  readonly by: string | undefined;
  readonly text: string | undefined;
  readonly file: CaseFile | undefined;
  readonly details: Prisma.JsonValue;
  readonly at: Date;
}

/** A case as whoever works on it sees it. */
export interface OpenCase extends CaseItem {
  readonly accountId: number | undefined;
  readonly personId: number | undefined;
  readonly businessId: number | undefined;
  readonly text: string | undefined;
  readonly details: Readonly<Record<string, Prisma.JsonValue | undefined>>;
  readonly nextAction: string | undefined;
  readonly nextOn: string | undefined;
  readonly createdAt: Date;
  /** What was reached, once the office is done with it. */
  readonly outcome: string | undefined;
  readonly assigneeName: string | undefined;
  /** Those of the office whom it is about. */
  readonly notForNames: readonly string[];
  readonly who: {
    readonly name: string | undefined;
    readonly salutation: 'L' | 'P' | undefined;
    /** E.164 */
    readonly phone: string | undefined;
    readonly business: string | undefined;
    /** Whether the chat can be reached. */
    readonly reachable: boolean;
  };
  /** Oldest first. */
  readonly events: readonly CaseEvent[];
}

/** mine, free (nobody has taken them), late, all, lists, and one kind or kecamatan. */
export type CaseFilter =
  | { readonly by: 'mine' | 'free' | 'late' | 'all' | 'lists' }
  | { readonly by: 'kind'; readonly kind: CaseKind }
  | { readonly by: 'kecamatan'; readonly kecamatan: string };

/** Everything that one person ever asked, closed requests included. */
interface OfPerson {
  readonly by: 'person';
  readonly personId: number;
}

export const caseViews = ['mine', 'free', 'late', 'all', 'lists'] as const;

/** What a filter is called in buttons and addresses: a view, k-<kind> or a-<code of a kecamatan>. */
export function caseFilterOf(code: string): CaseFilter | undefined {
  const view = caseViews.find((it) => it === code);
  if (view !== undefined) return { by: view };
  const rest = code.slice(2);
  if (code.startsWith('a-')) return { by: 'kecamatan', kecamatan: rest };
  return isCaseKind(rest) ? { by: 'kind', kind: rest } : undefined;
}

const LIST_PREFIX = 'list-';
const listKinds = caseKinds.filter((kind) => kind.startsWith(LIST_PREFIX));

/**
 * Whether a member may work on a case: the duty, the kecamatan of the case, and that it is not about them. What belongs to no kecamatan
 * (somebody who has not registered) is the work of whoever works in all, or of whoever it was given to.
 */
export function mayWorkOn(
  member: Standing & { readonly number: string },
  it: Pick<CaseItem, 'kecamatan' | 'assignee' | 'notFor'>,
): boolean {
  if (!may(member, 'cases') || it.notFor.includes(member.number)) return false;
  return it.assignee === member.number || worksIn(member, it.kecamatan ?? '');
}

function scope(member: Member): Prisma.CaseWhereInput {
  const notAbout = { NOT: { notFor: { has: member.number } } };
  if (member.kecamatan.length === 0) return notAbout;
  return { ...notAbout, OR: [{ kecamatan: { in: [...member.kecamatan] } }, { assignee: member.number }] };
}

function condition(services: Services, member: Member, filter: CaseFilter | OfPerson): Prisma.CaseWhereInput {
  const open = { status: { not: 'closed' } };
  const single = { kind: { notIn: [...listKinds] } };
  switch (filter.by) {
    case 'mine':
      return { ...open, assignee: member.number };
    case 'free':
      return { status: 'open', assignee: null, ...single };
    case 'late':
      return overdueCases(services);
    case 'all':
      return { ...open, ...single };
    case 'lists':
      return { ...open, kind: { in: [...listKinds] } };
    case 'kind':
      return { ...open, kind: filter.kind };
    case 'kecamatan':
      return { ...open, kecamatan: filter.kecamatan };
    case 'person':
      return { personId: filter.personId, ...single };
  }
}

const where = (services: Services, member: Member, filter: CaseFilter | OfPerson): Prisma.CaseWhereInput => ({
  office: services.office.key,
  AND: [scope(member), condition(services, member, filter)],
});

/** How many cases a filter shows to a member. */
export function countCases(services: Services, member: Member, filter: CaseFilter): Promise<number> {
  return services.db.case.count({ where: where(services, member, filter) });
}

/** One page of the queue: what waits for the office first, then by the promised day, then by urgency. */
export async function caseQueue(
  services: Services,
  member: Member,
  filter: CaseFilter | OfPerson,
  page: { readonly skip: number; readonly take: number },
): Promise<readonly CaseRow[]> {
  const rows = await services.db.case.findMany({
    where: where(services, member, filter),
    include: { person: { select: { id: true, name: true } } },
    orderBy: [{ status: 'asc' }, { waitingFor: 'asc' }, { dueOn: 'asc' }, { urgency: 'asc' }, { id: 'asc' }],
    ...page,
  });
  return rows.flatMap((row) => {
    const item = itemOf(row);
    const { person, text } = row;
    if (item === undefined) return [];
    return [
      {
        ...item,
        name: person === null || person.name === null ? undefined : nameOf(services, person.id, person.name),
        text: text === null ? undefined : services.seal.show(`case:${row.id}:text`, text),
        since: row.createdAt,
      },
    ];
  });
}

/** Notes in the audit log that a member looks at a page of cases, with the names and words that stand there. */
export async function noteQueueRead(
  services: Transaction,
  member: Member,
  details: { readonly filter: string; readonly page: number; readonly shown: number },
): Promise<void> {
  await audit(services, { actor: member.number, action: 'case.list', details });
}

const nameOf = (services: Services, personId: number, sealed: Uint8Array): string =>
  services.seal.show(`person:${personId}:name`, sealed);

/** Open cases by kind, for the filter. */
export async function countByKind(
  services: Services,
  member: Member,
): Promise<readonly { readonly kind: CaseKind; readonly count: number }[]> {
  const rows = await services.db.case.groupBy({
    by: ['kind'],
    where: where(services, member, { by: 'all' }),
    _count: { _all: true },
  });
  return caseKinds.flatMap((kind) => {
    const count = rows.find((row) => row.kind === kind)?._count._all ?? 0;
    return count === 0 ? [] : [{ kind, count }];
  });
}

type Row = Prisma.CaseGetPayload<Record<string, never>>;

/** A case as it stands in lists; undefined for a kind that nobody knows any more. */
export function itemOf(row: Row): CaseItem | undefined {
  if (!isCaseKind(row.kind)) return undefined;
  return {
    id: row.id,
    number: row.number,
    kind: row.kind,
    matter: isMatter(row.matter) ? row.matter : 'request',
    notFor: row.notFor,
    status: row.status === 'closed' || row.status === 'resolved' ? row.status : 'open',
    kecamatan: row.kecamatan ?? undefined,
    dueOn: row.dueOn,
    assignee: row.assignee ?? undefined,
    waitingFor: row.waitingFor === 'owner' ? 'owner' : 'office',
  };
}

/** A case for whoever may work on it; undefined for anybody else. Whoever shows it notes the read first. */
export async function caseFor(services: Services, member: Member, id: number): Promise<OpenCase | undefined> {
  const found = await caseById(services, id);
  return found !== undefined && mayWorkOn(member, found) ? found : undefined;
}

/** Notes in the audit log that a member looks at a case; false when it is not theirs to see. */
export async function noteCaseRead(services: Transaction, member: Member, id: number): Promise<boolean> {
  const row = await services.db.case.findUnique({ where: { id } });
  const item = row === null ? undefined : itemOf(row);
  if (item === undefined || !mayWorkOn(member, item)) return false;
  await audit(services, { actor: member.number, action: 'case.read', subject: `case:${item.number}` });
  return true;
}

/** A case with its whole history, and with that of those that were merged into it; for one of those, the one it is in. */
export async function caseById(services: Services, id: number): Promise<OpenCase | undefined> {
  const { db, seal } = services;
  const row = await db.case.findUnique({
    where: { id },
    include: {
      events: { orderBy: { id: 'asc' } },
      person: true,
      account: { select: { unreachableSince: true } },
    },
  });
  const item = row === null ? undefined : itemOf(row);
  if (row === null || item === undefined) return undefined;
  if (row.mergedInto !== null) return caseById(services, row.mergedInto);
  const merged = await db.case.findMany({
    where: { mergedInto: id },
    include: { events: true },
    orderBy: { id: 'asc' },
  });
  const events = [row, ...merged].flatMap((it) => it.events).toSorted((a, b) => a.id - b.id);
  const names = await namesOf(services, [row.assignee, ...row.notFor, ...events.map((it) => it.byMember)]);
  const { person } = row;
  const open = (field: string, sealed: Uint8Array | null | undefined): string | undefined =>
    sealed == null || person === null ? undefined : seal.show(`person:${person.id}:${field}`, sealed);
  const businesses = person === null ? [] : await businessesOf(services, person.id);
  const business = businesses.find((it) => it.id === row.businessId) ?? businesses[0];
  return {
    ...item,
    accountId: row.accountId ?? undefined,
    personId: row.personId ?? undefined,
    businessId: row.businessId ?? business?.id,
    text: row.text === null ? undefined : seal.show(`case:${id}:text`, row.text),
    details: recordOf(row.details),
    nextAction: row.nextAction === null ? undefined : seal.show(`case:${id}:next`, row.nextAction),
    nextOn: row.nextOn ?? undefined,
    createdAt: row.createdAt,
    outcome: row.outcome ?? undefined,
    assigneeName: names.get(row.assignee ?? ''),
    notForNames: row.notFor.flatMap((number) => names.get(number) ?? []),
    who: {
      name: open('name', person?.name),
      salutation: person?.salutation === 'L' || person?.salutation === 'P' ? person.salutation : undefined,
      phone: open('phone', person?.phone),
      business: business?.name,
      reachable: row.account !== null && row.account.unreachableSince === null,
    },
    events: [
      ...merged.flatMap((it) => askedIn(services, it)),
      ...events.flatMap((it) => {
        const kind = caseEventKinds.find((known) => known === it.kind);
        const fileKind = fileKinds.find((known) => known === it.fileKind);
        if (kind === undefined) return [];
        return [
          {
            id: it.id,
            kind,
            by: names.get(it.byMember ?? ''),
            text: it.text === null ? undefined : seal.show(eventPlace(it.id), it.text),
            file:
              it.fileId === null || fileKind === undefined
                ? undefined
                : { kind: fileKind, fileId: it.fileId },
            details: it.details,
            at: it.at,
          },
        ];
      }),
    ].toSorted((a, b) => a.at.getTime() - b.at.getTime()),
  };
}

/** What was asked in a case that was merged into another one, as the first line of its history there. */
function askedIn({ seal }: Services, { id, text, createdAt }: Row): readonly CaseEvent[] {
  if (text === null) return [];
  const said = seal.show(`case:${id}:text`, text);
  // No event has this number: nothing was queued about it.
  return [
    { id: -id, kind: 'message-in', by: undefined, text: said, file: undefined, details: null, at: createdAt },
  ];
}

function recordOf(value: Prisma.JsonValue): Readonly<Record<string, Prisma.JsonValue | undefined>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}

async function namesOf(
  services: Services,
  numbers: readonly (string | null)[],
): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  for (const number of new Set(numbers)) {
    if (number === null) continue;
    const member = await memberByNumber(services, number);
    if (member !== undefined) names.set(number, member.name);
  }
  return names;
}

/** Members who could take a case (or any, where none is meant), without the one who gives it. */
export async function colleagues(
  services: Services,
  giver: Member,
  of?: Pick<CaseItem, 'kecamatan' | 'notFor'>,
): Promise<readonly MemberRow[]> {
  const about = { kecamatan: of?.kecamatan, notFor: of?.notFor ?? [], assignee: undefined };
  return (await activeMembers(services)).filter((it) => it.number !== giver.number && mayWorkOn(it, about));
}
