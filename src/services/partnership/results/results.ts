import { createHash } from 'node:crypto';
import { z } from 'zod';
import { addMonths, monthOf, type Month } from '../../../domain/month/month.ts';
import type { AreaFigures } from '../../../domain/partnership/area-spread.ts';
import { showable } from '../../../domain/partnership/showable-sums.ts';
import {
  monthOfDay,
  resultFigures,
  semesterUpTo,
  type ResultFigures,
} from '../../../domain/partnership/results.ts';
import { intiDuties, type IntiDuty } from '../../../domain/eligibility/need.ts';
import { boughtIn, receiversOf } from '../../../domain/partnership/trade.ts';
import { todayOf, type Services } from '../../core/services.ts';
import {
  comparableOthers,
  joinedBusinesses,
  registeredAreas,
  type JoinedBusiness,
  type RegisteredArea,
} from './result-rows.ts';

/** Whose results: of everybody, or of one programme, partner or kecamatan. */
type ResultScope = 'all' | `programme:${string}` | `partner:${string}` | `kecamatan:${string}`;

const spread = z.object({
  known: z.number(),
  unknown: z.number(),
  lowerQuartile: z.number(),
  median: z.number(),
  upperQuartile: z.number(),
  worst: z.number().optional(),
  best: z.number().optional(),
});

const figures = z.object({
  month: z.string(),
  period: z.object({ first: z.string(), last: z.string() }),
  counts: z.object({
    unique: z.number(),
    fresh: z.number(),
    active: z.number(),
    ended: z.number(),
    cumulative: z.number(),
    forms: z.record(z.string(), z.number()),
  }),
  owners: z.number(),
  jobs: z.object({
    known: z.number(),
    silent: z.number(),
    withoutBaseline: z.number(),
    paid: z.number(),
    male: z.number(),
    female: z.number(),
    family: z.number(),
    seasonal: z.number(),
    worst: z.number(),
    best: z.number(),
  }),
  sales: z.object({
    reported: spread.optional(),
    season: spread.optional(),
    deflated: spread.optional(),
    usual: spread.optional(),
    withoutBaseline: z.number(),
    before: z.number().optional(),
    now: z.number().optional(),
    comparison: z
      .object({
        partners: z.number(),
        others: z.number(),
        partnersChange: z.number(),
        othersChange: z.number(),
      })
      .optional(),
  }),
  independence: z.object({
    toOthers: spread.optional(),
    buyers: spread.optional(),
    sellingYes: z.number(),
    sellingNo: z.number(),
    sellingUnknown: z.number(),
  }),
  profit: z.object({ year: z.number(), known: z.number(), all: z.number(), median: z.number() }).optional(),
  payment: z
    .object({ paid: z.number(), days: z.number().optional(), overdue: z.number(), owners: z.number() })
    .optional(),
  support: z
    .array(
      z.object({
        kind: z.enum(intiDuties),
        businesses: z.number(),
        owners: z.number(),
        value: z.number(),
        largest: z.number(),
        second: z.number(),
        shown: z.boolean(),
      }),
    )
    .default([]),
  areas: z.array(
    z.object({
      kecamatan: z.string(),
      registered: z.number(),
      registeredWomen: z.number(),
      partners: z.number(),
      women: z.number(),
      firstTime: z.number(),
      owners: z.number(),
      bought: z.number(),
      largest: z.number(),
      second: z.number(),
    }),
  ),
});

/** On this day of a month the results of the month before are taken: what is reported later counts in the next ones. */
const TAKEN_ON = 15;

/** The last month whose results are due on a day of the office. */
export function monthOfResults(services: Services): Month {
  const today = todayOf(services);
  return addMonths(monthOf(today), today.day >= TAKEN_ON ? -1 : -2);
}

/**
 * Computes the results of a month for everybody, and for each programme, partner and kecamatan in which somebody ever
 * joined, and stores them. What is stored is never changed: returns how many scopes are new.
 */
export async function takeResults(services: Services, month: Month): Promise<number> {
  const { db, office } = services;
  const taken = await db.resultSnapshot.count({ where: { office: office.key, month } });
  if (taken > 0) return 0;
  const joined = await joinedBusinesses(services);
  const registered = await registeredAreas(services);
  const others = await comparableOthers(services, joined, month);
  const takenAt = services.now();
  const scopes = scopesOf(joined);
  const shown = showable(
    scopes.map((scope) => ({ key: scope, owners: ownersIn(inScope(joined, scope), month) })),
  );
  const shownSupport = showableSupport(joined, scopes, month);
  const rows = scopes.map((scope) => ({
    office: office.key,
    month,
    scope,
    takenAt,
    shown: shown.has(scope),
    figures: figures.parse(
      resultFigures({
        month,
        partners: inScope(joined, scope),
        others,
        areas: areasOf(inScope(joined, scope), registered, month),
        index: services.office.priceIndex,
        shownSupport: shownSupport(scope),
      }),
    ),
  }));
  const { count } = await db.resultSnapshot.createMany({ data: rows, skipDuplicates: true });
  return count;
}

/** Everybody who had joined by the end of a month. */
function ownersIn(joined: readonly JoinedBusiness[], month: Month): ReadonlySet<number> {
  return new Set(
    joined.flatMap(({ partnerships }) =>
      partnerships.filter(({ joinedOn }) => monthOfDay(joinedOn) <= month).map(({ owner }) => owner),
    ),
  );
}

/** Which kinds of support may be shown of a scope: each kind is a table of its own over all scopes. */
function showableSupport(
  joined: readonly JoinedBusiness[],
  scopes: readonly ResultScope[],
  month: Month,
): (scope: ResultScope) => ReadonlySet<IntiDuty> {
  const period = semesterUpTo(month);
  const shown = new Map(
    intiDuties.map((kind) => [
      kind,
      showable(
        scopes.map((scope) => {
          const partnerships = inScope(joined, scope).flatMap((it) => it.partnerships);
          return { key: scope, owners: receiversOf(partnerships, kind, period) };
        }),
      ),
    ]),
  );
  return (scope) => new Set(intiDuties.filter((kind) => shown.get(kind)?.has(scope)));
}

/** Everybody first, then what somebody ever joined, by name. */
function scopesOf(joined: readonly JoinedBusiness[]): readonly ResultScope[] {
  const scopes = new Set<ResultScope>();
  for (const { partnerships, kecamatan } of joined) {
    if (kecamatan !== '') scopes.add(`kecamatan:${kecamatan}`);
    for (const { partner, programme } of partnerships)
      scopes.add(`partner:${partner}`).add(`programme:${programme}`);
  }
  return ['all', ...[...scopes].toSorted()];
}

/** The businesses of a scope, with those of their partnerships that belong to it. */
function inScope(joined: readonly JoinedBusiness[], scope: ResultScope): readonly JoinedBusiness[] {
  if (scope === 'all') return joined;
  const [kind, key] = scope.split(':');
  if (kind === 'kecamatan') return joined.filter(({ kecamatan }) => kecamatan === key);
  return joined.flatMap((it) => {
    const partnerships = it.partnerships.filter(
      ({ partner, programme }) => (kind === 'partner' ? partner : programme) === key,
    );
    return partnerships.length === 0 ? [] : [{ ...it, partnerships }];
  });
}

/** What stands in each kecamatan in the semester up to a month. */
function areasOf(
  joined: readonly JoinedBusiness[],
  registered: readonly RegisteredArea[],
  month: Month,
): readonly AreaFigures[] {
  const period = semesterUpTo(month);
  const { first, last } = period;
  const during = joined.filter(({ partnerships }) =>
    partnerships.some(
      ({ joinedOn, endedOn }) => joinedOn <= last && (endedOn === undefined || endedOn >= first),
    ),
  );
  const codes = [...new Set([...registered, ...during].map(({ kecamatan }) => kecamatan))].toSorted();
  return codes.map((kecamatan) => {
    const here = during.filter((it) => it.kecamatan === kecamatan);
    const bought = new Map<number, number>();
    for (const it of here)
      for (const { owner } of it.partnerships.slice(0, 1))
        bought.set(owner, (bought.get(owner) ?? 0) + boughtIn(it.partnerships, period));
    const amounts = [...bought.values()].toSorted((a, b) => b - a);
    const area = registered.find((it) => it.kecamatan === kecamatan);
    return {
      kecamatan,
      registered: area?.registered ?? 0,
      registeredWomen: area?.registeredWomen ?? 0,
      partners: here.length,
      women: here.filter(({ womanOwned }) => womanOwned).length,
      firstTime: here.filter(({ partnerships }) => partnerships.length === 1).length,
      owners: bought.size,
      bought: amounts.reduce((sum, amount) => sum + amount, 0),
      largest: amounts[0] ?? 0,
      second: amounts[1] ?? 0,
    };
  });
}

export interface StoredResults {
  readonly figures: ResultFigures;
  /** Whether its sums may be shown beside those of the other scopes. */
  readonly shown: boolean;
  readonly takenAt: Date;
}

/** The newest stored results by scope; empty before the first. */
export async function newestResults(services: Services): Promise<ReadonlyMap<string, StoredResults>> {
  const { db, office } = services;
  const newest = await db.resultSnapshot.findFirst({
    where: { office: office.key },
    orderBy: { month: 'desc' },
    select: { month: true },
  });
  return newest === null ? new Map() : storedResults(services, newest.month);
}

/** What was stored of a month by scope; empty where nothing was. */
export async function storedResults(
  { db, office }: Services,
  month: Month,
): Promise<ReadonlyMap<string, StoredResults>> {
  const rows = await db.resultSnapshot.findMany({
    where: { office: office.key, month },
    orderBy: { scope: 'asc' },
  });
  return new Map(
    rows.map(({ scope, shown, takenAt, ...row }) => [
      scope,
      { figures: figures.parse(row.figures), shown, takenAt },
    ]),
  );
}

/** SHA-256 of all stored results of a month, hexadecimal: whatever is made from them carries the same one. */
export function resultFingerprint(stored: ReadonlyMap<string, StoredResults>): string {
  return createHash('sha256')
    .update(JSON.stringify([...stored].toSorted(([a], [b]) => (a < b ? -1 : 1))))
    .digest('hex');
}
