import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { readAs } from '../../../domain/words/read-as.ts';
import type { Classification } from '../../../domain/people/business-class.ts';
import { evaluate, type Evaluation } from '../../../domain/eligibility/eligibility.ts';
import type { BusinessFacts } from '../../../domain/eligibility/facts.ts';
import type { Programme } from '../../../domain/eligibility/programme.ts';
import { readProgramme } from '../../../domain/eligibility/programme-reader.ts';
import { statuses } from '../../../domain/partnership/application.ts';
import { barredByLaw, SMALLER_THAN } from '../../../domain/eligibility/standing.ts';
import { programmeOf } from './application-progress.ts';
import { liveApplication, type Application } from './applications.ts';
import { judgedBusinesses } from '../../people/judged-businesses.ts';
import { mayApplyAnyway } from './reviews.ts';
import {
  classFacts,
  classInput,
  classOf,
  factsOf,
  knownBusinesses,
  programmesOn,
  type ClassFacts,
  type Known,
} from '../../people/eligibility.ts';
import { type Services, todayOf } from '../../core/services.ts';

const state = z.enum(['fulfilled', 'not-yet', 'unknown']);
const businessClass = z.enum(['micro', 'small', 'medium', 'large']);

const parameters = z.object({
  months: z.number().optional(),
  date: z.string().optional(),
  class: businessClass.optional(),
  classes: z.array(businessClass).readonly().optional(),
  estimated: z.boolean().optional(),
  kecamatan: z.string().optional(),
  kecamatans: z.array(z.string()).readonly().optional(),
  kind: z.string().optional(),
  kinds: z.array(z.string()).readonly().optional(),
  workers: z.number().optional(),
  limit: z.number().optional(),
  reported: z.number().optional(),
});
export type ShownParameters = z.infer<typeof parameters>;

const criterion = z.object({
  id: z.string(),
  weight: z.enum(['hard', 'soft']),
  state,
  reason: z.object({ key: z.string(), parameters }),
  source: z.object({
    law: z.string(),
    article: z.string().optional(),
    standing: z.enum(['read', 'believed', 'example']),
    note: z.string().optional(),
  }),
  fulfilledFrom: z.string().optional(),
  nextStep: z.string().optional(),
});
export type ShownCriterion = z.infer<typeof criterion>;

const evaluation = z.object({
  programmeId: z.string(),
  programmeVersion: z.number().int(),
  on: z.string(),
  overall: z.enum(['meets', 'not-yet', 'incomplete']),
  meetsFrom: z.string().optional(),
  inForce: z.boolean(),
  application: z.enum(['open', 'opens-later', 'closed']),
  criteria: z.array(criterion).readonly(),
});
export type ShownEvaluation = z.infer<typeof evaluation>;

const figure = z.object({
  class: businessClass,
  amount: z.number(),
  article: z.string(),
  estimated: z.boolean(),
});
const size = z.object({
  law: z.string(),
  class: businessClass.optional(),
  basis: z.enum(['sales', 'capital', 'none']),
  estimated: z.boolean(),
  atLeast: z.boolean(),
  disagree: z.boolean(),
  bySales: figure.optional(),
  byCapital: figure.optional(),
  /** What the sales figure was made of. */
  sales: z.object({
    basis: z.enum(['twelve-months', 'partial', 'usual-month', 'none']),
    months: z.number(),
    amount: z.number().optional(),
  }),
});
export type ShownSize = z.infer<typeof size>;

/** A check as it is told to the owner; plain JSON. */
export const checked = z.object({
  businessId: z.number().int(),
  businessName: z.string().optional(),
  size,
  programmes: z
    .array(
      z.object({
        checkId: z.number().int(),
        evaluation,
        mayApply: z.boolean().default(false),
        applied: z.object({ id: z.number().int(), number: z.string(), status: z.enum(statuses) }).optional(),
      }),
    )
    .readonly(),
});
export type Checked = z.infer<typeof checked>;

/**
 * Holds a business against every open programme and stores each result with what it was made from: the same
 * programme version, facts and day give it again (see {@link reproduceCheck}).
 */
export async function checkBusiness(services: Services, known: Known): Promise<Checked> {
  const today = todayOf(services);
  const facts = factsOf(known, today);
  const forClass = classFacts(known, today);
  const classification = classOf(forClass, today);
  const programmes: Checked['programmes'][number][] = [];
  for (const programme of programmesOn(services.programmes.open, today)) {
    const result = evaluate(programme, facts, today);
    const row = await storeCheck(services, known, result);
    const applied = await liveApplication(services, known.business.id, programme.id);
    programmes.push({
      checkId: row.id,
      evaluation: readAs(evaluation, result),
      mayApply: await mayApply(services, known.business.id, readAs(evaluation, result)),
      ...(applied === undefined
        ? {}
        : { applied: { id: applied.id, number: applied.number, status: applied.status } }),
    });
  }
  const { name } = known.business;
  return {
    businessId: known.business.id,
    ...(name === undefined ? {} : { businessName: name }),
    size: shownSize(classification, forClass),
    programmes,
  };
}

/** Keeps what an owner is told of a programme today, with what it was made from. */
export async function storeCheck(
  services: Services,
  known: Known,
  result: Evaluation,
): Promise<{ readonly id: number }> {
  const today = todayOf(services);
  const forClass = classFacts(known, today);
  return services.db.eligibilityCheck.create({
    data: {
      office: services.office.key,
      businessId: known.business.id,
      programmeId: result.programmeId,
      version: result.programmeVersion,
      onDate: today.toString(),
      facts: plainJson({ ...factsOf(known, today), forClass }),
      result: plainJson({ evaluation: result, size: classOf(forClass, today) }),
      at: services.now(),
    },
    select: { id: true },
  });
}

/** One can apply when nothing hard is missing, or a person has looked at it and says so, where the law leaves it to them. */
export async function mayApply(
  services: Services,
  businessId: number,
  it: Pick<ShownEvaluation, 'application' | 'overall' | 'programmeId' | 'programmeVersion' | 'criteria'>,
): Promise<boolean> {
  if (it.application !== 'open' || barredByLaw(it.criteria)) return false;
  return it.overall !== 'not-yet' || mayApplyAnyway(services, { businessId, ...it });
}

/**
 * The same of a check that was stored before: the programme is still open by the same rules, and the business has not
 * outgrown the inti since. Everything that offers to apply asks this.
 */
async function offersNow(
  services: Services,
  it: { readonly businessId: number; readonly evaluation: ShownEvaluation },
): Promise<boolean> {
  const { programmeId, programmeVersion } = it.evaluation;
  const today = todayOf(services);
  const programme = programmesOn(services.programmes.open, today).find(
    ({ id, version }) => id === programmeId && version === programmeVersion,
  );
  if (programme === undefined) return false;
  const [known] = await judgedBusinesses(services, [it.businessId], { facts: false });
  const grown = known === undefined ? undefined : factsOf(known, today).class;
  const { inti } = programme;
  if (inti !== undefined && grown != null && !SMALLER_THAN[inti.class].includes(grown)) return false;
  const { application } = evaluate(programme, {}, today);
  return mayApply(services, it.businessId, { ...it.evaluation, application });
}

/** {@link offersNow}, by the number of a check that nobody made up. */
export async function offersByCheck(services: Services, checkId: number): Promise<boolean> {
  const row = await services.db.eligibilityCheck.findUnique({
    where: { id: checkId },
    select: { businessId: true, result: true },
  });
  if (row?.businessId == null) return false;
  const { evaluation } = readAs(storedResult, row.result);
  return offersNow(services, { businessId: row.businessId, evaluation });
}

/**
 * Whether a business is known to be smaller than the inti, by its own data of today: what is handed to a company has to
 * be (PP 7/2021 art. 107). True where the programme states no inti.
 */
export async function isSmaller(services: Services, application: Application): Promise<boolean> {
  const inti = programmeOf(services, application)?.inti;
  if (inti === undefined) return true;
  const known = (await knownBusinesses(services, application.personId)).find(
    ({ business }) => business.id === application.businessId,
  );
  const own = known === undefined ? undefined : factsOf(known, todayOf(services)).class;
  return SMALLER_THAN[inti.class].some((it) => it === own);
}

function shownSize(classification: Classification, { sales }: ClassFacts): ShownSize {
  return readAs(size, {
    ...classification,
    sales: {
      basis: sales.basis,
      months: sales.months,
      ...(sales.basis === 'none' ? {} : { amount: sales.amount }),
    },
  });
}

function plainJson(value: unknown): object {
  return readAs(z.record(z.string(), z.json()), JSON.parse(JSON.stringify(value)));
}

/** A stored check of a business that a person of this chat owns. */
export interface StoredCheck {
  readonly id: number;
  readonly businessId: number;
  readonly businessName: string | undefined;
  readonly ownerId: number;
  readonly programmeId: string;
  readonly programmeVersion: number;
  readonly evaluation: ShownEvaluation;
  readonly mayApply: boolean;
}

const storedResult = z.object({ evaluation });

/** Undefined also for a check of somebody who does not use this chat: the number may be forged. */
export async function checkOfAccount(
  services: Services,
  accountId: number,
  checkId: number,
): Promise<StoredCheck | undefined> {
  const row = await services.db.eligibilityCheck.findFirst({
    where: { id: checkId, business: { owner: { accounts: { some: { accountId } } } } },
    include: { business: { select: { id: true, name: true, ownerId: true } } },
  });
  const business = row?.business;
  if (row === null || business === null || business === undefined || business.ownerId === null)
    return undefined;
  const { evaluation } = readAs(storedResult, row.result);
  return {
    id: row.id,
    businessId: business.id,
    businessName:
      business.name === null ? undefined : services.seal.show(`business:${business.id}:name`, business.name),
    ownerId: business.ownerId,
    programmeId: row.programmeId,
    programmeVersion: row.version,
    evaluation,
    mayApply: await offersNow(services, { businessId: business.id, evaluation }),
  };
}

/** What a stored check came to; the caller has made sure that it may be seen. */
export async function evaluationOf(
  services: Services,
  checkId: number,
): Promise<ShownEvaluation | undefined> {
  const row = await services.db.eligibilityCheck.findUnique({
    where: { id: checkId },
    select: { result: true },
  });
  return row === null ? undefined : readAs(storedResult, row.result).evaluation;
}

/** What the last check before applying came to; undefined when it is gone. */
export async function checkOf(
  services: Services,
  it: { readonly businessId: number; readonly programmeId: string; readonly appliedAt: Date },
): Promise<ShownEvaluation | undefined> {
  const row = await services.db.eligibilityCheck.findFirst({
    where: { businessId: it.businessId, programmeId: it.programmeId, at: { lte: it.appliedAt } },
    orderBy: { id: 'desc' },
    select: { id: true },
  });
  return row === null ? undefined : evaluationOf(services, row.id);
}

/** The newest check of each programme for each business of a person. */
export async function latestChecks(
  services: Services,
  ownerId: number,
  accountId: number,
): Promise<readonly StoredCheck[]> {
  const rows = await services.db.eligibilityCheck.findMany({
    where: { business: { ownerId } },
    distinct: ['businessId', 'programmeId'],
    orderBy: { id: 'desc' },
    select: { id: true },
  });
  const checks = await Promise.all(rows.map((row) => checkOfAccount(services, accountId, row.id)));
  return checks.filter((it) => it !== undefined);
}

/**
 * A version of a programme as it was published.
 * @throws Error when there is none, or it can no longer be read
 */
export async function publishedProgramme(
  services: Services,
  programmeId: string,
  version: number,
): Promise<Programme> {
  const key = { office: services.office.key, programmeId, version };
  const published = await services.db.programmeVersion.findUniqueOrThrow({
    where: { office_programmeId_version: key },
  });
  const programme = readProgramme(published.data);
  if (!programme.ok)
    throw new Error(`programme ${programmeId} version ${version}: the published data can no longer be read`);
  return programme.value;
}

export interface Reproduced {
  readonly stored: unknown;
  readonly again: { readonly evaluation: Evaluation; readonly size: Classification };
}

/**
 * Computes a stored check anew from nothing but its row and the published version of the programme.
 * @throws Error when the check or the published programme is missing
 * @internal a promise that tests keep
 */
export async function reproduceCheck(services: Services, checkId: number): Promise<Reproduced> {
  const row = await services.db.eligibilityCheck.findUniqueOrThrow({ where: { id: checkId } });
  const programme = await publishedProgramme(services, row.programmeId, row.version);
  const { forClass, ...facts } = readAs(z.looseObject({ forClass: classInput }), row.facts);
  const on = Temporal.PlainDate.from(row.onDate);
  return {
    stored: row.result,
    again: {
      evaluation: evaluate(programme, readAs(z.custom<BusinessFacts>(), facts), on),
      size: classOf(forClass, on),
    },
  };
}
