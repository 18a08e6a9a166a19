/**
 * What each owner adds to the sums of results. A part has the same word in every scope and every month that counts it,
 * so that what is shown can be held against all that was shown before.
 */
import type { IntiDuty } from '../eligibility/need.ts';
import { isPartnerIn, monthOfDay, semesterUpTo, staffOf, type PartnerBusiness } from './results.ts';
import type { Part } from './sum-groups.ts';
import type { Month } from '../month/month.ts';
import { paidOf } from './workforce.ts';

/** The parts of each sum of money of a semester up to a month, and of the change of work. */
export interface ResultParts {
  /** Every time a business told who works there since it joined, and its closing. */
  readonly jobs: readonly Part[];
  /** Paid workers of those that have not told since: how far the worst case is from the change. */
  readonly lost: readonly Part[];
  /** What partners bought. */
  readonly bought: readonly Part[];
  /** The value of support of a kind. */
  support(kind: IntiDuty): readonly Part[];
}

/** @param partners the businesses of one scope, each with its partnerships of that scope */
export function resultParts(partners: readonly PartnerBusiness[], month: Month): ResultParts {
  const joined = partners.filter(({ partnerships }) =>
    partnerships.some(({ joinedOn }) => monthOfDay(joinedOn) <= month),
  );
  const period = semesterUpTo(month);
  const within = (day: string): boolean => day >= period.first && day <= period.last;
  return {
    jobs: joined.flatMap((it) => jobParts(it, period.last)),
    lost: joined.flatMap((it) => lostParts(it, period.last)),
    bought: monthly(
      joined.filter((it) => isPartnerIn(it, period)),
      (it) =>
        it.deliveries
          .filter(({ sentOn }) => within(sentOn))
          .map(({ sentOn, value }) => ({ on: sentOn, value })),
    ),
    support: (kind) =>
      monthly(joined, (it) => it.supports.filter((one) => one.kind === kind && within(one.on))),
  };
}

function jobParts(it: PartnerBusiness, day: string): readonly Part[] {
  const { before, now, closed } = staffOf(it, day);
  if (before === undefined || (now === undefined && !closed)) return [];
  const joinedOn = it.partnerships.map((one) => one.joinedOn).toSorted()[0] ?? day;
  const told = it.followUps.filter(({ on }) => on > joinedOn && on <= day).map(({ on }) => on);
  return [...told, ...(closed ? ['closed'] : [])].map((of) => ({
    owner: ownerOf(it),
    of: `${it.business} ${of}`,
    amount: 0,
  }));
}

function lostParts(it: PartnerBusiness, day: string): readonly Part[] {
  const { before, now, closed } = staffOf(it, day);
  return before === undefined || now !== undefined || closed
    ? []
    : [{ owner: ownerOf(it), of: String(it.business), amount: paidOf(before) }];
}

const ownerOf = ({ business, partnerships }: PartnerBusiness): number => partnerships[0]?.owner ?? -business;

/** Amounts of partnerships by month. */
function monthly(
  partners: readonly PartnerBusiness[],
  of: (
    it: PartnerBusiness['partnerships'][number],
  ) => readonly { readonly on: string; readonly value: number | undefined }[],
): readonly Part[] {
  const parts = new Map<string, Part>();
  for (const { business, partnerships } of partners)
    for (const it of partnerships)
      for (const { on, value = 0 } of of(it)) {
        const word = `${business} ${it.programme} ${it.joinedOn} ${monthOfDay(on)}`;
        parts.set(word, { owner: it.owner, of: word, amount: (parts.get(word)?.amount ?? 0) + value });
      }
  return [...parts.values()];
}
