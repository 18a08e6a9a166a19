import { assistForms } from '../office/assist-forms.ts';
import type { Services } from '../core/services.ts';

/** A chat that a person uses. */
interface SharedAccount {
  readonly id: number;
  readonly chatId: bigint;
  /** Nobody else uses it: everything in it is theirs. */
  readonly alone: boolean;
  /** They were the first to register in it: what came before anybody had registered is theirs. */
  readonly first: boolean;
}

/** The rows that belong to one person, also where several people share a phone. */
export interface OwnRows {
  readonly accounts: readonly SharedAccount[];
  readonly businesses: readonly number[];
  readonly drafts: readonly number[];
  readonly cases: readonly number[];
}

/**
 * What belongs to a person. On a phone of their own: all of it. On a shared phone a filled-in form belongs to
 * whoever owns what came of it (business, report, consent, application, change), otherwise to whose turn it was
 * when it was begun, otherwise (nobody had registered yet) to the first who registered in this chat.
 */
export async function ownRowsOf(
  services: Services,
  personId: number,
  personNumber: string,
): Promise<OwnRows> {
  const { db } = services;
  const accounts = await accountsOf(services, personId);
  const owned = await db.business.findMany({ where: { ownerId: personId }, select: { id: true } });
  const businesses = owned.map((row) => row.id);
  const ids = accounts.map((it) => it.id);
  // What a helper filled in for somebody stands in the helper's chat, and is of whom it is about.
  const helped = await helpedDrafts(services, businesses);
  const written = await db.draft.findMany({
    where: { OR: [{ accountId: { in: ids } }, { id: { in: [...helped] } }] },
    select: { id: true, accountId: true, byPerson: true, form: true },
    orderBy: { id: 'asc' },
  });
  const owners = await ownersOfDrafts(
    services,
    written.map((row) => row.id),
  );
  const isTheirs = (row: {
    readonly id: number;
    readonly accountId: number;
    readonly byPerson: string | null;
    readonly form: string;
  }): boolean => {
    if (assistForms.some((form) => form === row.form)) return owners.get(row.id) === personId;
    const account = accounts.find((it) => it.id === row.accountId);
    if (account?.alone === true) return true;
    const owner = owners.get(row.id);
    if (owner !== undefined) return owner === personId;
    return row.byPerson === null ? account?.first === true : row.byPerson === personNumber;
  };
  const nobodys = accounts.filter((it) => it.alone || it.first).map((it) => it.id);
  const cases = await db.case.findMany({
    where: {
      OR: [{ personId }, { businessId: { in: businesses } }, { personId: null, accountId: { in: nobodys } }],
    },
    select: { id: true },
    orderBy: { id: 'asc' },
  });
  return {
    accounts,
    businesses,
    drafts: written.filter(isTheirs).map((row) => row.id),
    cases: cases.map((row) => row.id),
  };
}

async function helpedDrafts({ db }: Services, businesses: readonly number[]): Promise<readonly number[]> {
  const stored = await db.business.findMany({
    where: { id: { in: [...businesses] }, draftId: { not: null } },
    select: { draftId: true },
  });
  const rows = await db.draft.findMany({
    where: {
      id: { in: stored.flatMap((row) => row.draftId ?? []) },
      form: { in: [...assistForms] },
    },
    select: { id: true },
  });
  return rows.map((row) => row.id);
}

async function accountsOf(services: Services, personId: number): Promise<readonly SharedAccount[]> {
  const rows = await services.db.personAccount.findMany({
    where: { personId },
    select: {
      account: {
        select: {
          id: true,
          chatId: true,
          persons: { select: { personId: true }, orderBy: [{ since: 'asc' }, { personId: 'asc' }] },
        },
      },
    },
    orderBy: { accountId: 'asc' },
  });
  return rows.map(({ account }) => ({
    id: account.id,
    chatId: account.chatId,
    alone: account.persons.length === 1,
    first: account.persons[0]?.personId === personId,
  }));
}

/** Whose record each of these drafts has led to; a draft that led to nothing is missing. */
async function ownersOfDrafts(
  services: Services,
  drafts: readonly number[],
): Promise<ReadonlyMap<number, number | null>> {
  const { db } = services;
  const draftId = { in: [...drafts] };
  const [consents, surveys, businesses, applications, versions, changes] = [
    await db.consent.findMany({ where: { draftId }, select: { draftId: true, personId: true } }),
    await db.surveyAnswer.findMany({ where: { draftId }, select: { draftId: true, personId: true } }),
    await db.business.findMany({ where: { draftId }, select: { draftId: true, ownerId: true } }),
    await db.application.findMany({ where: { draftId }, select: { draftId: true, personId: true } }),
    await db.salesVersion.findMany({
      where: { draftId },
      select: { draftId: true, report: { select: { business: { select: { ownerId: true } } } } },
    }),
    await db.businessChange.findMany({
      where: { draftId },
      select: { draftId: true, business: { select: { ownerId: true } } },
    }),
  ];
  const found: readonly (readonly [number | null, number | null])[] = [
    ...consents.map((row) => [row.draftId, row.personId] as const),
    ...surveys.map((row) => [row.draftId, row.personId] as const),
    ...businesses.map((row) => [row.draftId, row.ownerId] as const),
    ...applications.map((row) => [row.draftId, row.personId] as const),
    ...versions.map((row) => [row.draftId, row.report.business.ownerId] as const),
    ...changes.map((row) => [row.draftId, row.business.ownerId] as const),
  ];
  return new Map(found.flatMap(([draft, owner]) => (draft === null ? [] : [[draft, owner] as const])));
}
