import type { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { readAs } from '../../domain/words/read-as.ts';
import { Prisma } from '../../../prisma/client/client.ts';
import {
  annualSales,
  classifyBusiness,
  type AnnualSales,
  type Classification,
  type MonthlySales,
} from '../../domain/people/business-class.ts';
import { evaluate, missingFacts } from '../../domain/eligibility/eligibility.ts';
import type { BusinessFacts, FactKey } from '../../domain/eligibility/facts.ts';
import { monthOf } from '../../domain/month/month.ts';
import type { Programme } from '../../domain/eligibility/programme.ts';
import {
  businessFromRow,
  businessSelect,
  type Business,
  type BusinessFields,
  type StoredBusiness,
} from './businesses.ts';
import { correct } from './corrections.ts';
import type { Services } from '../core/services.ts';

/** What can be asked before a check: the facts of the domain, and the capital of a young business. */
export type AskKey = FactKey | 'capital';

/** A business with everything that a check looks at. */
export interface Known {
  readonly business: Business;
  /** Stored answers by {@link AskKey}; null = asked, and the owner does not know. */
  readonly facts: ReadonlyMap<string, boolean | null>;
  readonly reports: readonly MonthlySales[];
}

type KnownRow = StoredBusiness & {
  readonly facts: Readonly<Record<string, unknown>> | null;
  readonly reports: readonly MonthlySales[] | null;
};

/** The businesses of a person that are running, oldest first, with what is known of each. */
export async function knownBusinesses(services: Services, ownerId: number): Promise<readonly Known[]> {
  // In one statement, since every question of a check asks it.
  const rows = await services.db.$queryRaw<readonly KnownRow[]>`
    SELECT ${Prisma.raw(businessSelect())},
      (SELECT json_object_agg(f.key, f.value) FROM business_fact f WHERE f.business_id = b.id) AS facts,
      (
        SELECT json_agg(json_build_object('month', r.month, 'amount', r.amount, 'estimate', r.estimate) ORDER BY r.month)
        FROM sales_report r WHERE r.business_id = b.id
      ) AS reports
    FROM business b WHERE b.owner_id = ${ownerId} AND b.status IN ('active', 'paused') ORDER BY b.id`;
  return rows.map((row) => ({
    business: businessFromRow(services, row),
    facts: new Map(
      Object.entries(row.facts ?? {}).map(([key, value]) => [key, typeof value === 'boolean' ? value : null]),
    ),
    reports: row.reports ?? [],
  }));
}

/** The programmes whose rules hold on a day and for which one can apply now or later, each in its newest version. */
export function programmesOn(
  programmes: readonly Programme[],
  today: Temporal.PlainDate,
): readonly Programme[] {
  const usable = programmes.filter((programme) => {
    const { inForce, application } = evaluate(programme, {}, today);
    return inForce && application !== 'closed';
  });
  const newest = usable.filter(
    (it) => !usable.some((other) => other.id === it.id && other.version > it.version),
  );
  // The supply relation first: a loan is the other path.
  return newest.toSorted((a, b) =>
    a.kind === b.kind ? a.id.localeCompare(b.id) : a.kind === 'supply' ? -1 : 1,
  );
}

/** Finished months since the start; undefined where the month would decide and is not known. */
export function ageMonths(
  business: Pick<BusinessFields, 'startedYear' | 'startedMonth'>,
  today: Temporal.PlainDate,
): number | undefined {
  const { startedYear: year, startedMonth: month } = business;
  if (year === undefined || (month === undefined && year === today.year - 1)) return undefined;
  const latest = month ?? (year < today.year ? 12 : 1);
  return Math.max(0, 12 * (today.year - year) + today.month - latest);
}

/** The shape in which {@link ClassFacts} stand in a stored check. */
export const classInput = z.object({
  sales: z.custom<AnnualSales>(),
  capital: z.number().optional(),
  ageMonths: z.number().optional(),
});

/** Everything a class is computed from; stored with the check. */
export type ClassFacts = z.infer<typeof classInput>;

/** The figures of a business that decide its class on a day. */
export function classFacts(known: Known, today: Temporal.PlainDate): ClassFacts {
  const { business, reports } = known;
  const age = ageMonths(business, today);
  return {
    sales: annualSales(reports, business.usualMonthlySales, today),
    ...(business.capital === undefined ? {} : { capital: business.capital }),
    ...(age === undefined ? {} : { ageMonths: age }),
  };
}

/** The class by PP 7/2021 art. 35 from stored figures, on a day. */
export function classOf(facts: ClassFacts, on: Temporal.PlainDate): Classification {
  const { sales, capital, ageMonths: age } = facts;
  return classifyBusiness(
    {
      sales,
      ...(capital === undefined ? {} : { capital }),
      ...(age === undefined ? {} : { ageMonths: age }),
    },
    on,
  );
}

const NIB_KNOWN = { has: true, later: true, none: false, unknown: undefined } as const;

/** The facts as the domain judges them: a missing key was never asked, null was asked in vain. */
export function factsOf(known: Known, today: Temporal.PlainDate): BusinessFacts {
  const { business, facts } = known;
  const fact = <V>(key: AskKey, value: V | undefined): V | null | undefined =>
    value ?? (facts.has(key) ? null : undefined);
  const size = classOf(classFacts(known, today), today);
  const { workers } = business;
  const all: { readonly [K in keyof BusinessFacts]: BusinessFacts[K] | undefined } = {
    startedYear: fact('startedYear', business.startedYear),
    startedMonth: fact('startedMonth', business.startedMonth),
    class: fact('class', size.class),
    classEstimated: size.estimated,
    kecamatan: fact('kecamatan', business.kecamatan),
    kind: fact('kind', business.kind),
    nib: fact('nib', NIB_KNOWN[business.nibStatus]),
    workers: fact('workers', workers === undefined ? undefined : workers.male + workers.female),
    monthsReported: known.reports.filter((it) => it.month < monthOf(today)).length,
    answers: Object.fromEntries(
      [...facts].flatMap(([key, value]) =>
        key.startsWith('answer:') ? [[key.slice('answer:'.length), value]] : [],
      ),
    ),
  };
  return readAs(
    z.custom<BusinessFacts>(),
    Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)),
  );
}

/**
 * What has to be asked before a check: what a criterion depends on, what the class needs, and what every
 * partner is shown of a business. What was asked before is never in it, whatever the answer was.
 */
export function unansweredQuestions(
  programmes: readonly Programme[],
  known: Known,
  today: Temporal.PlainDate,
): ReadonlySet<AskKey> {
  const { business, facts } = known;
  const given = factsOf(known, today);
  const open = new Set<AskKey>(
    missingFacts(programmes, given, today).filter((key) => !key.startsWith('consent:')),
  );
  for (const key of ['kecamatan', 'kind', 'startedYear', 'workers', 'class'] as const)
    if (given[key] === undefined) open.add(key);
  const recent = business.startedYear !== undefined && business.startedYear >= today.year - 1;
  if (recent && given.startedMonth === undefined) open.add('startedMonth');
  const age = ageMonths(business, today);
  if (age !== undefined && age < 12 && business.capital === undefined && !facts.has('capital'))
    open.add('capital');
  return open;
}

export interface NewAnswers {
  readonly personId: number;
  readonly businessId: number;
  readonly draftId: number;
  readonly business: Partial<BusinessFields>;
  /** Answers to yes/no questions by id; null = does not know. */
  readonly answers: Readonly<Record<string, boolean | null>>;
  /** Facts of the business that the owner was asked for and does not know. */
  readonly unknown: readonly AskKey[];
}

/** Stores what was answered before a check: facts of the business with history, the rest with its time. */
export async function storeAnswers(services: Services, it: NewAnswers): Promise<void> {
  const { personId, businessId, draftId, business } = it;
  if (Object.keys(business).length > 0) {
    const changed = await correct(services, { personId, businessId, draftId, business });
    if (changed === undefined)
      throw new Error(`expected business ${businessId} to belong to person ${personId}`);
  }
  for (const [question, value] of Object.entries(it.answers))
    await storeFact(services, businessId, `answer:${question}`, value);
  await noteUnknown(services, businessId, it.unknown);
}

/** Remembers that the owner was asked for these facts and does not know them, so that nobody asks again. */
export async function noteUnknown(
  services: Services,
  businessId: number,
  keys: readonly AskKey[],
): Promise<void> {
  for (const key of keys) await storeFact(services, businessId, key, null);
}

async function storeFact(
  services: Services,
  businessId: number,
  key: string,
  answer: boolean | null,
): Promise<void> {
  const value = answer ?? Prisma.JsonNull;
  const answeredAt = services.now();
  await services.db.businessFact.upsert({
    where: { businessId_key: { businessId, key } },
    create: { businessId, key, value, answeredAt },
    update: { value, answeredAt },
  });
}
