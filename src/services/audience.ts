import { z } from 'zod';
import type { Prisma } from '../../prisma/client/client.ts';
import { businessKinds } from '../domain/business-kind.ts';
import { isMonth } from '../domain/month.ts';
import { matcherOf, type Fit } from './audience-match.ts';
import { interestKeys } from './people.ts';
import type { Services } from './services.ts';

/** Classes by PP 7/2021, as an audience can name them. */
export const audienceClasses = ['micro', 'small', 'medium', 'large'] as const;

/**
 * Whom an announcement is for. The groups are combined with AND, the values of a group with OR; an empty group
 * leaves nobody out. What concerns a business has to hold of one and the same business.
 */
export const criteria = z.object({
  /** Codes of kecamatan in which the business is. */
  kecamatan: z.array(z.string()).readonly(),
  kinds: z.array(z.enum(businessKinds)).readonly(),
  classes: z.array(z.enum(audienceClasses)).readonly(),
  interests: z.array(z.enum(interestKeys)).readonly(),
  /** Only who has never come to a training. */
  neverAttended: z.boolean(),
  /** Only who has not reported this month, 'YYYY-MM'. */
  notReported: z.string().refine(isMonth, "expected a month 'YYYY-MM'").nullable(),
  /** Only who fulfils the hard criteria of this programme today. */
  programme: z.string().nullable(),
});
export type Criteria = z.infer<typeof criteria>;

/** Everybody with a business. */
export const everybody: Criteria = {
  kecamatan: [],
  kinds: [],
  classes: [],
  interests: [],
  neverAttended: false,
  notReported: null,
  programme: null,
};

/** What of the criteria fits a person; plain JSON, kept with the delivery. */
export const why = z.object({
  kind: z.enum(businessKinds).optional(),
  kecamatan: z.string().optional(),
  class: z.enum(audienceClasses).optional(),
  interest: z.enum(interestKeys).optional(),
  neverAttended: z.literal(true).optional(),
  notReported: z.string().optional(),
  programme: z.string().optional(),
});
export type Why = z.infer<typeof why>;

export interface Selected {
  readonly personId: number;
  readonly personNumber: string;
  readonly accountId: number;
  readonly why: Why;
}

/** Why somebody who fits the criteria gets no message; the first reason that holds, in this order. */
export const notReachedReasons = [
  'closed-business',
  'joined',
  'no-telegram',
  'no-consent',
  'far',
  'topic',
  'blocked',
  'capped',
] as const;
export type NotReached = (typeof notReachedReasons)[number];

export interface Selection {
  readonly reached: readonly Selected[];
  readonly notReached: Readonly<Record<NotReached, number>>;
  /** All who fit the criteria: reached and not reached. */
  readonly matched: number;
}

export interface AudienceOptions {
  /** Who takes part in it already is not invited again. */
  readonly trainingId?: number | undefined;
  /** Passes the weekly cap. */
  readonly urgent: boolean;
  /** Topic of the training, for those who want news of their topics only. */
  readonly topic?: string | undefined;
  /** Code of the kecamatan of the venue, for those who want news from near only. */
  readonly venueKecamatan?: string | undefined;
}

/** Days in which the cap of training news counts. */
export const CAP_DAYS = 7;
/** States of a delivery that count towards the cap: those that Telegram has or may have got. */
export const countedDeliveries = ['sent', 'unknown', 'sending'] as const;

const PAGE = 1_000;
const DAY_MS = 24 * 3_600_000;

/**
 * Who would get an announcement now, and who not and why. Reads no name: only codes, numbers and dates. Pages of
 * 1,000 persons in the order of their numbers, so that 100,000 fit into memory.
 */
export async function selectAudience(
  services: Services,
  wanted: Criteria,
  options: AudienceOptions,
): Promise<Selection> {
  const reached: Selected[] = [];
  const notReached: Record<NotReached, number> = {
    'closed-business': 0,
    joined: 0,
    'no-telegram': 0,
    'no-consent': 0,
    far: 0,
    topic: 0,
    blocked: 0,
    capped: 0,
  };
  const matcher = matcherOf(services, wanted);
  for (let after = 0; ;) {
    const page = await peopleAfter(services, wanted, options, matcher.where, after);
    const fits = new Map<number, Fit>();
    for (const fit of await matcher.fits(page.map((it) => it.id))) {
      const known = fits.get(fit.ownerId);
      if (known === undefined || (!known.running && fit.running)) fits.set(fit.ownerId, fit);
    }
    for (const person of page) {
      const fit = fits.get(person.id);
      if (fit === undefined) continue;
      const found = judge(services, wanted, options, person, fit);
      if (typeof found === 'string') notReached[found]++;
      else reached.push(found);
    }
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) break;
    after = last.id;
  }
  const missed = Object.values(notReached).reduce((sum, count) => sum + count, 0);
  return { reached, notReached, matched: reached.length + missed };
}

async function peopleAfter(
  services: Services,
  wanted: Criteria,
  { trainingId }: AudienceOptions,
  business: Prisma.BusinessWhereInput,
  after: number,
) {
  const since = new Date(services.now().getTime() - CAP_DAYS * DAY_MS);
  return services.db.person.findMany({
    where: {
      id: { gt: after },
      businesses: { some: business },
      ...(wanted.interests.length === 0 ? {} : { interests: { hasSome: [...wanted.interests] } }),
      ...(wanted.neverAttended ? { participants: { none: { attendedAt: { not: null } } } } : {}),
    },
    select: {
      id: true,
      number: true,
      interests: true,
      newsScope: true,
      accounts: {
        select: { accountId: true, account: { select: { unreachableSince: true } } },
        orderBy: [{ since: 'desc' }, { accountId: 'desc' }],
      },
      businesses: {
        where: { status: { in: ['active', 'paused'] } },
        select: { kecamatan: true },
      },
      consents: { where: { purpose: 'training-news', withdrawnAt: null }, select: { id: true } },
      deliveries: {
        where: { status: { in: [...countedDeliveries] }, at: { gt: since } },
        select: { announcementId: true },
      },
      participants: {
        where: { trainingId: trainingId ?? -1, status: { in: ['seated', 'offered', 'waiting'] } },
        select: { id: true },
      },
    },
    orderBy: { id: 'asc' },
    take: PAGE,
  });
}

type Found = Awaited<ReturnType<typeof peopleAfter>>[number];

function judge(
  services: Services,
  wanted: Criteria,
  options: AudienceOptions,
  person: Found,
  fit: Fit,
): Selected | NotReached {
  if (!fit.running) return 'closed-business';
  if (person.participants.length > 0) return 'joined';
  if (person.accounts.length === 0) return 'no-telegram';
  if (person.consents.length === 0) return 'no-consent';
  const { venueKecamatan: venue, topic } = options;
  if (
    person.newsScope === 'near' &&
    venue !== undefined &&
    !person.businesses.some((it) => it.kecamatan === venue)
  )
    return 'far';
  if (person.newsScope === 'topics' && topic !== undefined && !person.interests.includes(topic))
    return 'topic';
  const reachable = person.accounts.find((it) => it.account.unreachableSince === null);
  if (reachable === undefined) return 'blocked';
  if (!options.urgent && person.deliveries.length >= services.office.newsPerWeek) return 'capped';
  const interest = wanted.interests.find((it) => person.interests.includes(it));
  return {
    personId: person.id,
    personNumber: person.number,
    accountId: reachable.accountId,
    why: {
      ...fit.why,
      ...(interest === undefined ? {} : { interest }),
      ...(wanted.neverAttended ? { neverAttended: true } : {}),
    },
  };
}
