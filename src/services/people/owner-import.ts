import { prefix } from '../../domain/words/clip.ts';
import type { PrismaClient } from '../../../prisma/client/client.ts';
import { monthOf } from '../../domain/month/month.ts';
import type { ListedOwner } from '../../domain/people/owner-list.ts';
import { audit } from '../core/audit.ts';
import { businessColumns, nikColumns, personColumns } from './businesses.ts';
import { countRows } from '../core/housekeeping.ts';
import type { ImportPlan, PlannedRow } from './owner-matches.ts';
import { idsFor, nextNumbers, randomNumber } from '../core/numbers.ts';
import { indexBusinesses, indexPeople } from './search-index.ts';
import { atomically, todayOf, type Services, type Transaction } from '../core/services.ts';

/** Short transactions: the bot works beside, on the embedded database through the same connection. */
const ROWS_A_BATCH = 100;
/** Of all processes on a database only one imports at a time. */
const IMPORT_LOCK = 7_345_003;

export interface ImportOptions {
  /** Number of a member, or "cli". */
  readonly actor: string;
  /** SHA-256 of the file, for the audit log. */
  readonly file: string;
  readonly onProgress?: (done: number, total: number) => void;
  /** Told inside the transaction of every batch, with the rows that it has passed. */
  readonly onBatch?: (
    inside: Transaction,
    stored: ImportedCount & { readonly rows: number },
  ) => Promise<void>;
  /** Ends the import between two batches; what is stored stays, and running it again goes on. */
  readonly signal?: AbortSignal;
}

export interface ImportedCount {
  readonly people: number;
  readonly businesses: number;
}

/**
 * Stores the planned rows: people without consent and without a chat, so that nothing reaches them and nothing about
 * them is passed on before they consent themselves. Each batch stands in the audit log. A row that was stored already
 * is passed over, whoever stored it.
 */
export async function importOwners(
  prisma: PrismaClient,
  services: Services,
  plan: ImportPlan,
  options: ImportOptions,
): Promise<ImportedCount> {
  const known = new Map<string, number>();
  let people = 0;
  let businesses = 0;
  for (let from = 0; from < plan.fresh.length; from += ROWS_A_BATCH) {
    options.signal?.throwIfAborted();
    const batch = plan.fresh.slice(from, from + ROWS_A_BATCH);
    const stored = await atomically(prisma, services, async (inside) => {
      const made = await storeBatch(inside, batch, known, options);
      await options.onBatch?.(inside, {
        people: made.people,
        businesses: made.businesses,
        rows: batch.length,
      });
      return made;
    });
    people += stored.people;
    businesses += stored.businesses;
    for (const [slot, id] of stored.ids) known.set(slot, id);
    options.onProgress?.(Math.min(from + ROWS_A_BATCH, plan.fresh.length), plan.fresh.length);
  }
  if (businesses > 0) await countRows(services);
  return { people, businesses };
}

async function storeBatch(
  services: Transaction,
  batch: readonly PlannedRow[],
  known: ReadonlyMap<string, number>,
  { actor, file }: ImportOptions,
): Promise<ImportedCount & { readonly ids: ReadonlyMap<string, number> }> {
  const { db } = services;
  await db.$executeRaw`SELECT pg_advisory_xact_lock(${IMPORT_LOCK})`;
  const there = await db.business.findMany({
    where: { importKey: { in: batch.map((it) => it.key) } },
    select: { importKey: true },
  });
  const stored = new Set(there.map((row) => Buffer.from(row.importKey ?? []).toString('hex')));
  const rows = batch.filter((it) => !stored.has(Buffer.from(it.key).toString('hex')));
  if (rows.length === 0) return { people: 0, businesses: 0, ids: new Map() };
  const ids = new Map(
    rows.flatMap((it) => {
      const id = it.personId ?? known.get(it.slot);
      return id === undefined ? [] : [[it.slot, id] as const];
    }),
  );
  const newcomers = new Map(rows.filter((it) => !ids.has(it.slot)).map((it) => [it.slot, it.owner]));
  const personIds = await idsFor(services, 'person', newcomers.size);
  for (const [index, slot] of [...newcomers.keys()].entries()) ids.set(slot, personIds[index] ?? 0);
  await db.person.createMany({
    data: [...newcomers].map(([slot, owner]) => personRow(services, ids.get(slot) ?? 0, owner)),
  });
  await indexPeople(
    services,
    [...newcomers].map(([slot, { name, phone }]) => ({ id: ids.get(slot) ?? 0, name, phone })),
  );
  await storeBusinesses(services, rows, ids);
  await audit(services, {
    actor,
    action: 'owners.import',
    details: { file: prefix(file, 16), people: newcomers.size, businesses: rows.length },
  });
  return { people: newcomers.size, businesses: rows.length, ids };
}

function personRow(services: Services, id: number, owner: ListedOwner) {
  return {
    id,
    office: services.office.key,
    number: randomNumber(),
    source: 'import',
    createdAt: services.now(),
    ...personColumns(services, id, { name: owner.name, salutation: owner.salutation, phone: owner.phone }),
    ...(owner.nik === undefined ? {} : nikColumns(services, id, owner.nik)),
  };
}

async function storeBusinesses(
  services: Transaction,
  rows: readonly PlannedRow[],
  owners: ReadonlyMap<string, number>,
): Promise<void> {
  const { db, now } = services;
  const month = monthOf(todayOf(services));
  const numbers = await nextNumbers(services, 'D', month, rows.length);
  const ids = await idsFor(services, 'business', rows.length);
  await db.business.createMany({
    data: rows.map(({ key, slot, owner }, index) => {
      const id = ids[index] ?? 0;
      return {
        id,
        office: services.office.key,
        number: numbers[index] ?? null,
        ownerId: owners.get(slot) ?? null,
        source: 'import',
        importKey: key,
        createdAt: now(),
        ...businessColumns(services, id, { ...owner.business, usualEstimate: true, capital: undefined }),
      };
    }),
  });
  await indexBusinesses(
    services,
    rows.map(({ owner }, index) => ({ id: ids[index] ?? 0, name: owner.business.name })),
  );
}
