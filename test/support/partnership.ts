import type { Services } from '../../src/services/core/services.ts';
import { registeredOwner, registrationSteps, type Office, type Owner } from './office.ts';
import { filledTables } from './search.ts';
import { storedOwner, type StoredOwner } from './people.ts';

/** Otherwise a correct registration, with some of its steps exchanged; training news declined. */
export function registered(
  office: Office,
  changes: Readonly<Record<string, readonly string[]>> = {},
): Promise<Owner> {
  return registeredOwner(
    office,
    registrationSteps.flatMap((step) => changes[step] ?? [step]),
  );
}

/** Answers with which the example loan (PUMK) is met: independent, useful, WNI, no bank loan, no other BUMN. */
export const fittingAnswers: readonly string[] = ['>Tidak', '>Ya', '>Ya', '>Tidak', '>Tidak'];

/** Has an NIB, as somebody who typed it. */
export const ofNib = { business: { nibStatus: 'has', nib: '1203000123456' } } as const;

/** What only a check asks for has been answered as the open programmes want it: the rows of {@link fittingAnswers}. */
export async function answeredAsWanted({ db, programmes, now }: Services, businessId: number): Promise<void> {
  await db.businessFact.createMany({
    data: programmes.open.flatMap(({ criteria }) =>
      criteria.flatMap(({ test }) =>
        test.is === 'answer'
          ? [{ businessId, key: `answer:${test.question}`, value: test.wanted, answeredAt: now() }]
          : [],
      ),
    ),
    skipDuplicates: true,
  });
}

/** Registered with an NIB, checked, and looking at the page of the loan: both example programmes are met. */
export async function checkedOwner(office: Office): Promise<StoredOwner> {
  const owner = await storedOwner(office, ofNib);
  await answeredAsWanted(office.services, owner.registered.businessId);
  await owner.walk('/kemitraan', '>Pinjaman SIG');
  return owner;
}

/** One step before the NIK of the loan: consent given. */
export async function atNik(office: Office): Promise<StoredOwner> {
  const owner = await checkedOwner(office);
  await owner.walk('>Ajukan', '>Setuju');
  return owner;
}

/** The tables that checking and applying write, without numbers of rows and times of other chats. */
export async function partnershipRows(
  office: Office,
  chatId: number,
): Promise<Readonly<Record<string, readonly unknown[]>>> {
  const { prisma } = office.database;
  const { seal } = office.services;
  const account = await prisma.account.findUniqueOrThrow({ where: { chatId }, include: { persons: true } });
  const personId = { in: account.persons.map((it) => it.personId) };
  const businesses = await prisma.business.findMany({
    where: { ownerId: personId },
    include: { facts: true, history: { orderBy: { id: 'asc' } }, checks: { orderBy: { id: 'asc' } } },
    orderBy: { id: 'asc' },
  });
  const people = await prisma.person.findMany({ where: { id: personId }, orderBy: { id: 'asc' } });
  const applications = await prisma.application.findMany({
    where: { personId },
    include: { steps: { orderBy: { id: 'asc' } } },
    orderBy: { id: 'asc' },
  });
  const consents = await prisma.consent.findMany({ where: { personId }, orderBy: { id: 'asc' } });
  const cases = await prisma.case.findMany({ where: { accountId: account.id }, orderBy: { id: 'asc' } });
  return {
    businesses: businesses.map((it) => ({
      sales: Number(it.usualMonthlySales),
      nibStatus: it.nibStatus,
      started: [it.startedYear, it.startedMonth],
      capital: it.capital === null ? null : Number(it.capital),
    })),
    facts: businesses.flatMap((it) =>
      it.facts.map((fact) => ({ key: fact.key, value: fact.value, at: fact.answeredAt })),
    ),
    history: businesses.flatMap((it) =>
      it.history.map((change) => ({
        field: change.field,
        before: opened(change.id, 'before', change.before),
        after: opened(change.id, 'after', change.after),
      })),
    ),
    checks: businesses.flatMap((it) =>
      it.checks.map((check) => ({
        programme: check.programmeId,
        version: check.version,
        on: check.onDate,
        facts: check.facts,
        result: check.result,
      })),
    ),
    niks: people.map((it) => (it.nik === null ? null : seal.decrypt(`person:${it.id}:nik`, it.nik))),
    applications: applications.map((it) => ({
      programme: it.programmeId,
      status: it.status,
      nikBy: it.nikBy,
      dueOn: it.dueOn,
      steps: it.steps.map((step) => step.status),
    })),
    consents: consents.map((it) => ({
      purpose: it.purpose,
      version: it.version,
      text: it.text,
      button: it.button,
      details: it.details,
      withdrawn: it.withdrawnAt !== null,
    })),
    cases: cases.map((it) => ({ kind: it.kind, status: it.status, dueOn: it.dueOn })),
  };

  function opened(id: number, side: 'before' | 'after', sealed: Uint8Array | null): string | null {
    return sealed === null ? null : seal.decrypt(`business_change:${id}:${side}`, sealed);
  }
}

/** Where a text stands unencrypted: every column of every table, also inside bytes. */
export async function inClear(office: Office, wanted: string): Promise<readonly string[]> {
  const { prisma } = office.database;
  const hex = Buffer.from(wanted, 'utf8').toString('hex');
  const found: string[] = [];
  for (const table of await filledTables(prisma)) {
    const rows = await prisma.$queryRawUnsafe<{ column: string }[]>(
      `SELECT DISTINCT it.key AS "column" FROM "${table}" t, json_each_text(row_to_json(t)) it
       WHERE it.value LIKE '%${wanted}%' OR it.value LIKE '%${hex}%' ORDER BY 1`,
    );
    found.push(...rows.map(({ column }) => `${table}.${column}`));
  }
  return found;
}
