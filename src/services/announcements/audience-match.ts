import type { Temporal } from 'temporal-polyfill';
import { evaluate } from '../../domain/eligibility/eligibility.ts';
import type { Programme } from '../../domain/eligibility/programme.ts';
import { businessSql } from './audience-business.ts';
import type { Criteria, Why } from './audience.ts';
import { classFacts, classOf, factsOf } from '../people/eligibility.ts';
import { judgedBusinesses } from '../people/judged-businesses.ts';
import type { Services } from '../core/services.ts';

/** A business whose class and figures fit the criteria. */
export interface Fit {
  readonly businessId: number;
  /** Its class, where classes were asked for. */
  readonly class: Why['class'];
}

/** The fitting businesses of the people whose numbers lie above the first and up to the second. */
export type Matcher = (after: number, upTo: number) => Promise<readonly Fit[]>;

/**
 * Judges businesses by what the database cannot decide by itself: class by PP 7/2021, and the conditions of a
 * programme. Reads nothing sealed.
 */
export function matcherOf(
  services: Services,
  wanted: Criteria,
  programme: Programme | undefined,
  today: Temporal.PlainDate,
): Matcher {
  return async (after, upTo) => {
    const found = await services.db.$queryRaw<{ readonly id: number }[]>`
      SELECT b.id FROM business b WHERE b.owner_id > ${after} AND b.owner_id <= ${upTo} AND ${businessSql(wanted)}`;
    const ids = found.map((it) => it.id);
    const all = await judgedBusinesses(services, ids, { facts: programme !== undefined });
    return all.flatMap((known): readonly Fit[] => {
      const { id } = known.business;
      if (programme !== undefined && evaluate(programme, factsOf(known, today), today).overall !== 'meets')
        return [];
      if (wanted.classes.length === 0) return [{ businessId: id, class: undefined }];
      const size = classOf(classFacts(known, today), today).class;
      return size === undefined || !wanted.classes.includes(size) ? [] : [{ businessId: id, class: size }];
    });
  };
}
