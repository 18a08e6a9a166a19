import { createHash } from 'node:crypto';
import { setImmediate as breathe } from 'node:timers/promises';
import { z } from 'zod';
import { readAs } from '../../../domain/words/read-as.ts';
import { addMonths, monthOf, type Month } from '../../../domain/month/month.ts';
import type { AreaFigures } from '../../../domain/partnership/area-spread.ts';
import { resultParts, type ResultParts } from '../../../domain/partnership/result-parts.ts';
import { showable, showableAmounts, showableParts } from '../../../domain/partnership/showable-sums.ts';
import type { Part, PartSum } from '../../../domain/partnership/sum-groups.ts';
import {
  isPartnerIn,
  monthOfDay,
  resultFigures,
  semesterOf,
  semesterUpTo,
  type ResultFigures,
  type ShownSums,
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
    owner: z.number().optional(),
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
        value: z.number(),
        shown: z.boolean(),
        valueShown: z.boolean().default(false),
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
      bought: z.number(),
    }),
  ),
  // What was stored before sums were held against each other is not shown.
  sums: z.object({ lost: z.boolean(), bought: z.boolean() }).default({ lost: false, bought: false }),
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
  const shown = await shownSums(services, joined, scopes, month);
  const firstTimers = inFirst(joined, month);
  const rows = scopes.map((scope) => ({
    office: office.key,
    month,
    scope,
    takenAt,
    shown: shown.jobs.has(scope),
    figures: readAs(
      figures,
      resultFigures({
        month,
        partners: inScope(joined, scope),
        others,
        areas: areasOf(inScope(joined, scope), registered, month, firstTimers),
        index: services.office.priceIndex,
        shown: shown.of(scope),
      }),
    ),
  }));
  const { count } = await db.resultSnapshot.createMany({ data: rows, skipDuplicates: true });
  return count;
}

/** Which sums of a month may be shown. */
interface Shown {
  readonly jobs: ReadonlySet<string>;
  of(scope: ResultScope): ShownSums;
}

/**
 * Holds the sums of all scopes against each other, and against those that were shown last: of money in the semester, of
 * work in the last year.
 */
async function shownSums(
  services: Services,
  joined: readonly JoinedBusiness[],
  scopes: readonly ResultScope[],
  month: Month,
): Promise<Shown> {
  const before = await snapshotsBefore(services, month);
  const partsOf = (scope: ResultScope, of: Month): ResultParts => resultParts(inScope(joined, scope), of);
  const now = new Map(scopes.map((scope) => [scope, partsOf(scope, month)]));
  const table = (
    wasShown: (row: (typeof before)[number]) => boolean,
    of: (parts: ResultParts) => readonly Part[],
  ): readonly PartSum[] => [
    ...scopes.flatMap((scope): readonly PartSum[] => {
      const last = before.find((row) => row.scope === scope && wasShown(row));
      return last === undefined
        ? []
        : [{ key: `${last.month} ${scope}`, parts: of(partsOf(scope, last.month)) }];
    }),
    ...[...now].map(([scope, parts]) => ({ key: scope, parts: of(parts) })),
  ];
  const isRecent = (row: (typeof before)[number]): boolean => isSameSemester(row.month, month);
  const jobs = showableParts(
    table(
      ({ shown }) => shown,
      (it) => it.jobs,
    ),
  );
  const amounts = (...of: Parameters<typeof table>) => showableAmounts(table(...of), breathe);
  const lost = await amounts(
    (row) => row.figures.sums.lost,
    (it) => it.lost,
  );
  const bought = await amounts(
    (row) => isRecent(row) && row.figures.sums.bought,
    (it) => it.bought,
  );
  const [received, worth] = [
    new Map<IntiDuty, ReadonlySet<string>>(),
    new Map<IntiDuty, ReadonlySet<string>>(),
  ];
  for (const kind of intiDuties) {
    const wasWorth = ({ support }: ResultFigures): boolean =>
      support.some((it) => it.kind === kind && it.valueShown);
    received.set(kind, showableReceivers(joined, scopes, kind, month));
    worth.set(
      kind,
      await amounts(
        (row) => isRecent(row) && wasWorth(row.figures),
        (it) => it.support(kind),
      ),
    );
  }
  return {
    jobs,
    of: (scope) => ({
      lost: lost.has(scope),
      bought: bought.has(scope),
      received: new Set(intiDuties.filter((kind) => received.get(kind)?.has(scope))),
      worth: new Set(intiDuties.filter((kind) => worth.get(kind)?.has(scope))),
    }),
  };
}

/** The scopes in which may be shown how many received support of a kind. */
function showableReceivers(
  joined: readonly JoinedBusiness[],
  scopes: readonly ResultScope[],
  kind: IntiDuty,
  month: Month,
): ReadonlySet<string> {
  return showable(
    scopes.map((scope) => {
      const partnerships = inScope(joined, scope).flatMap((it) => it.partnerships);
      return { key: scope, owners: receiversOf(partnerships, kind, semesterUpTo(month)) };
    }),
  );
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
export function inScope(joined: readonly JoinedBusiness[], scope: string): readonly JoinedBusiness[] {
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

/** Businesses that had begun one partnership by a month, whichever it is. */
const inFirst = (joined: readonly JoinedBusiness[], month: Month): ReadonlySet<number> =>
  new Set(
    joined
      .filter(
        ({ partnerships }) =>
          partnerships.filter(({ joinedOn }) => monthOfDay(joinedOn) <= month).length === 1,
      )
      .map(({ business }) => business),
  );

/** What stands in each kecamatan in the semester up to a month. */
function areasOf(
  joined: readonly JoinedBusiness[],
  registered: readonly RegisteredArea[],
  month: Month,
  firstTimers: ReadonlySet<number>,
): readonly AreaFigures[] {
  const period = semesterUpTo(month);
  const during = joined.filter((it) => isPartnerIn(it, period));
  const codes = [...new Set([...registered, ...during].map(({ kecamatan }) => kecamatan))].toSorted();
  return codes.map((kecamatan) => {
    const here = during.filter((it) => it.kecamatan === kecamatan);
    const area = registered.find((it) => it.kecamatan === kecamatan);
    return {
      kecamatan,
      registered: area?.registered ?? 0,
      registeredWomen: area?.registeredWomen ?? 0,
      partners: here.length,
      women: here.filter(({ womanOwned }) => womanOwned).length,
      firstTime: here.filter(({ business }) => firstTimers.has(business)).length,
      bought: boughtIn(
        here.flatMap(({ partnerships }) => partnerships),
        period,
      ),
    };
  });
}

export interface StoredResults {
  readonly figures: ResultFigures;
  /** Whether its sums may be shown beside those of the other scopes. */
  readonly shown: boolean;
  readonly takenAt: Date;
  /** The last results whose sum could be shown, where that of the month cannot: of work of a year, of money of the semester. */
  readonly last: {
    readonly jobs?: Pick<StoredResults, 'figures' | 'shown'> | undefined;
    readonly bought?: Pick<StoredResults, 'figures' | 'shown'> | undefined;
  };
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
  services: Services,
  month: Month,
): Promise<ReadonlyMap<string, StoredResults>> {
  const { db, office } = services;
  const rows = (
    await db.resultSnapshot.findMany({ where: { office: office.key, month }, orderBy: { scope: 'asc' } })
  ).map((row) => ({ ...row, figures: readAs(figures, row.figures) }));
  const hidden = rows.filter((row) => !row.shown || !row.figures.sums.bought).map(({ scope }) => scope);
  const before = await snapshotsBefore(services, month, hidden);
  return new Map(
    rows.map(({ scope, shown, takenAt, figures: own }) => {
      const earlier = before.filter((row) => row.scope === scope);
      const last = {
        jobs: shown ? undefined : earlier.find((row) => row.shown),
        bought: own.sums.bought
          ? undefined
          : earlier.find((row) => isSameSemester(row.month, month) && row.figures.sums.bought),
      };
      return [scope, { figures: own, shown, takenAt, last }];
    }),
  );
}

const isSameSemester = (a: Month, b: Month): boolean => semesterOf(a) === semesterOf(b);

/** Results of the twelve months before a month, the last one first; of all scopes or of some. */
async function snapshotsBefore({ db, office }: Services, month: Month, scopes?: readonly string[]) {
  const rows = await db.resultSnapshot.findMany({
    where: {
      office: office.key,
      month: { lt: month, gte: addMonths(month, -12) },
      ...(scopes === undefined ? {} : { scope: { in: [...scopes] } }),
    },
    orderBy: [{ month: 'desc' }, { scope: 'asc' }],
    select: { month: true, scope: true, shown: true, figures: true },
  });
  return rows.map((row) => ({ ...row, figures: readAs(figures, row.figures) }));
}

/** SHA-256 of all stored results of a month, hexadecimal: whatever is made from them carries the same one. */
export function resultFingerprint(stored: ReadonlyMap<string, StoredResults>): string {
  return createHash('sha256')
    .update(JSON.stringify([...stored].toSorted(([a], [b]) => (a < b ? -1 : 1))))
    .digest('hex');
}
