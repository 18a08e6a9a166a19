import type { Prisma } from '../../../prisma/client/client.ts';
import { plain, editDistance } from '../../domain/words/reading.ts';
import type { ListedOwner } from '../../domain/people/owner-list.ts';
import type { Services } from '../core/services.ts';

/** A row of a list that could be read. */
export interface ListRow {
  readonly row: number;
  readonly owner: ListedOwner;
}

export interface PlannedRow extends ListRow {
  /** What is kept with the business, so that the same row is stored once. */
  readonly key: Uint8Array<ArrayBuffer>;
  /** Rows of one list with the same slot are of one person. */
  readonly slot: string;
  /** Somebody who stands on an earlier list. */
  readonly personId: number | undefined;
}

const matchReasons = ['twice', 'nik-shared', 'same-name', 'registered'] as const;
/**
 * Why a row that could be read is not taken. twice: a row above is the same. nik-shared: the NIK has another name
 * elsewhere. same-name: nothing tells this person from another of that name in that place. registered: the owner
 * speaks for themselves in the bot.
 */
type MatchReason = (typeof matchReasons)[number];

export interface Refused {
  readonly row: number;
  readonly reason: MatchReason;
  /** The row of the list that it clashes with; undefined: what the database holds. */
  readonly with: number | undefined;
  /** Who speaks for themselves; undefined for every other reason. */
  readonly personId: number | undefined;
}

export interface ImportPlan {
  readonly fresh: readonly PlannedRow[];
  /** Rows that are stored already, exactly or under another spelling. */
  readonly there: readonly number[];
  readonly refused: readonly Refused[];
}

const PAGE = 500;
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const same = (text: string | undefined): string => plain(text ?? '').replaceAll(/[^\p{L}\p{N}]/gu, '');
const isNear = (a: string, b: string): boolean =>
  editDistance(same(a), same(b), 2) <= (Math.min(a.length, b.length) < 6 ? 1 : 2);
const placeOf = ({ business }: ListedOwner): string => business.desa ?? business.kecamatan;

/** A person as a row may mean them. */
interface Somebody {
  readonly slot: string;
  readonly id: number | undefined;
  /** Row that brought them; undefined: the database. */
  readonly row: number | undefined;
  readonly name: string;
  readonly nik: string | undefined;
  readonly phone: string | undefined;
  readonly places: ReadonlySet<string>;
  /** Registered in the bot, or has consented: speaks for themselves. */
  readonly claimed: boolean;
  readonly businesses: { readonly name: string; readonly row: number | undefined }[];
}

/**
 * Compares the rows of a list with one another and with everybody known, by NIK, phone, and name with desa, and says
 * what would become of each. Changes nothing.
 */
export async function planImport(
  services: Services,
  rows: readonly ListRow[],
  breathe: () => Promise<void> = () => Promise.resolve(),
): Promise<ImportPlan> {
  const book = await loadBook(services, rows, breathe);
  const stored = await storedKeys(services, rows);
  const fresh: PlannedRow[] = [];
  const there: number[] = [];
  const refused: Refused[] = [];
  for (const [index, row] of rows.entries()) {
    if (index % PAGE === 0) await breathe();
    const key = importKey(services, row.owner);
    const refuse = (reason: MatchReason, other: number | undefined, personId?: number): void => {
      refused.push({ row: row.row, reason, with: other, personId });
    };
    const found = book.find(row.owner);
    if (found.kind === 'clash') refuse(found.reason, found.with);
    else if (found.kind === 'nobody' && stored.has(hex(key))) there.push(row.row);
    else if (found.kind === 'nobody') fresh.push({ ...row, key, slot: book.add(row), personId: undefined });
    else if (found.who.claimed) refuse('registered', undefined, found.who.id);
    else {
      const known = found.who.businesses.find((it) => it.name === same(row.owner.business.name));
      if (known === undefined) {
        found.who.businesses.push({ name: same(row.owner.business.name), row: row.row });
        fresh.push({ ...row, key, slot: found.who.slot, personId: found.who.id });
      } else if (known.row === undefined) there.push(row.row);
      else refuse('twice', known.row);
    }
  }
  return { fresh, there, refused };
}

/** Keyed, because names and phone numbers could be tried through. */
function importKey({ seal }: Services, owner: ListedOwner): Uint8Array<ArrayBuffer> {
  const who =
    owner.nik !== undefined
      ? ['nik', owner.nik]
      : owner.phone !== undefined
        ? ['phone', owner.phone, same(owner.name)]
        : ['name', same(owner.name), placeOf(owner)];
  return seal.index('import', JSON.stringify([...who, same(owner.business.name)]));
}

async function storedKeys(services: Services, rows: readonly ListRow[]): Promise<ReadonlySet<string>> {
  const stored = new Set<string>();
  for (let from = 0; from < rows.length; from += PAGE) {
    const keys = rows.slice(from, from + PAGE).map((it) => importKey(services, it.owner));
    const found = await services.db.business.findMany({
      where: { importKey: { in: keys } },
      select: { importKey: true },
    });
    for (const row of found) if (row.importKey !== null) stored.add(hex(row.importKey));
  }
  return stored;
}

type Found =
  | { readonly kind: 'nobody' }
  | { readonly kind: 'somebody'; readonly who: Somebody }
  | { readonly kind: 'clash'; readonly reason: MatchReason; readonly with: number | undefined };

interface Book {
  find(owner: ListedOwner): Found;
  /** Returns the slot of the new person. */
  add(row: ListRow): string;
}

/** Everybody whom the rows may mean, found by index; later rows find earlier ones in it, too. */
async function loadBook(
  services: Services,
  rows: readonly ListRow[],
  breathe: () => Promise<void>,
): Promise<Book> {
  const byNik = new Map<string, Somebody>();
  const byPhone = new Map<string, Somebody[]>();
  const byName = new Map<string, Somebody[]>();
  const put = (who: Somebody): void => {
    if (who.nik !== undefined) byNik.set(who.nik, who);
    if (who.phone !== undefined) byPhone.set(who.phone, [...(byPhone.get(who.phone) ?? []), who]);
    for (const place of who.places) {
      const key = `${same(who.name)} ${place}`;
      byName.set(key, [...(byName.get(key) ?? []), who]);
    }
  };
  for (const who of await knownPeople(services, rows, breathe)) put(who);
  return {
    find(owner) {
      const index = indexOf(services, owner);
      const withNik = index.nik === undefined ? undefined : byNik.get(index.nik);
      if (withNik !== undefined)
        return isNear(withNik.name, owner.name)
          ? { kind: 'somebody', who: withNik }
          : { kind: 'clash', reason: 'nik-shared', with: withNik.row };
      // Two NIK are two people, whatever phone and name they share.
      const may = (who: Somebody): boolean => index.nik === undefined || who.nik === undefined;
      const onPhone = (index.phone === undefined ? [] : (byPhone.get(index.phone) ?? [])).filter(may);
      const near = onPhone.find((who) => isNear(who.name, owner.name));
      if (near !== undefined) return { kind: 'somebody', who: near };
      const namesakes = (byName.get(`${same(owner.name)} ${placeOf(owner)}`) ?? []).filter(
        (who) => may(who) && (index.phone === undefined || who.phone === undefined),
      );
      const [namesake] = namesakes;
      if (namesake === undefined) return { kind: 'nobody' };
      // The same business in the same place is the same person; another one may be a namesake's.
      const alike = namesakes.find((who) =>
        who.businesses.some((it) => it.name === same(owner.business.name)),
      );
      if (alike !== undefined) return { kind: 'somebody', who: alike };
      return index.nik === undefined && index.phone === undefined
        ? { kind: 'clash', reason: 'same-name', with: namesake.row }
        : { kind: 'nobody' };
    },
    add({ row, owner }) {
      const slot = `row:${row}`;
      put({
        slot,
        id: undefined,
        row,
        name: owner.name,
        ...indexOf(services, owner),
        places: new Set([placeOf(owner)]),
        claimed: false,
        businesses: [{ name: same(owner.business.name), row }],
      });
      return slot;
    },
  };
}

function indexOf(
  { seal }: Services,
  { nik, phone }: ListedOwner,
): { readonly nik: string | undefined; readonly phone: string | undefined } {
  return {
    nik: nik === undefined ? undefined : hex(seal.index('nik', nik)),
    phone: phone === undefined ? undefined : hex(seal.index('phone', phone)),
  };
}

async function knownPeople(
  services: Services,
  rows: readonly ListRow[],
  breathe: () => Promise<void>,
): Promise<readonly Somebody[]> {
  const { seal } = services;
  const found = new Map<number, Somebody>();
  const look = async (where: Prisma.PersonWhereInput): Promise<void> => {
    for (let after = 0; ;) {
      await breathe();
      const page = await peopleWhere(services, { AND: [where, { id: { gt: after } }] });
      for (const person of page) found.set(person.id, somebodyOf(services, person));
      const last = page.at(-1);
      if (last === undefined || page.length < PAGE) return;
      after = last.id;
    }
  };
  for (let from = 0; from < rows.length; from += PAGE) {
    const page = rows.slice(from, from + PAGE).map((it) => it.owner);
    const niks = page.flatMap((it) => (it.nik === undefined ? [] : [seal.index('nik', it.nik)]));
    const phones = page.flatMap((it) => (it.phone === undefined ? [] : [seal.index('phone', it.phone)]));
    await look({ OR: [{ nikIndex: { in: niks } }, { phoneIndex: { in: phones } }] });
  }
  // Names are sealed: whoever has a business in these places is opened and compared.
  const places = [...new Set(rows.map((it) => placeOf(it.owner)))];
  await look({
    businesses: { some: { OR: [{ desa: { in: places } }, { desa: null, kecamatan: { in: places } }] } },
  });
  return [...found.values()];
}

type Person = Awaited<ReturnType<typeof peopleWhere>>[number];

async function peopleWhere({ db }: Services, where: Prisma.PersonWhereInput) {
  return db.person.findMany({
    where,
    select: {
      id: true,
      name: true,
      nikIndex: true,
      phoneIndex: true,
      source: true,
      accounts: { select: { accountId: true }, take: 1 },
      consents: { where: { purpose: 'registration', withdrawnAt: null }, select: { id: true }, take: 1 },
      businesses: { select: { id: true, name: true, desa: true, kecamatan: true } },
    },
    orderBy: { id: 'asc' },
    take: PAGE,
  });
}

function somebodyOf({ seal }: Services, it: Person): Somebody {
  return {
    slot: `person:${it.id}`,
    id: it.id,
    row: undefined,
    name: it.name === null ? '' : seal.show(`person:${it.id}:name`, it.name),
    nik: it.nikIndex === null ? undefined : hex(it.nikIndex),
    phone: it.phoneIndex === null ? undefined : hex(it.phoneIndex),
    places: new Set(it.businesses.flatMap((row) => row.desa ?? row.kecamatan ?? [])),
    claimed: it.source !== 'import' || it.accounts.length > 0 || it.consents.length > 0,
    businesses: it.businesses.map((row) => ({
      name: row.name === null ? '' : same(seal.show(`business:${row.id}:name`, row.name)),
      row: undefined,
    })),
  };
}
