import type { Zone } from '../domain/month/calendar.ts';
import type { BusinessFields, BusinessStatus, Owner } from '../services/people/businesses.ts';
import type { Interest } from '../services/people/people.ts';
import type { Workers, ZeroReason } from '../services/sales/sales-history.ts';

/** Nothing that is invented lies after it; days are those of the zone. */
export interface Present {
  readonly now: Date;
  readonly zone: Zone;
}

/** One invented month of a business. */
export interface SampleReport {
  /** YYYY-MM */
  readonly month: string;
  /** Whole rupiah. */
  readonly amount: number;
  readonly estimate: boolean;
  readonly provisional: boolean;
  readonly zeroReason: ZeroReason | undefined;
  readonly workers: Workers | undefined;
  readonly source: 'guided' | 'line';
  /** As the owner wrote it; the reader of amounts reads `amount` out of it. */
  readonly words: string;
  readonly at: Date;
  /** The figure before, where the owner has corrected it. */
  readonly before: { readonly amount: number; readonly words: string; readonly at: Date } | undefined;
}

export interface SampleBusiness {
  readonly fields: BusinessFields;
  readonly registeredAt: Date;
  readonly status: BusinessStatus;
  readonly statusSince: Date | undefined;
  readonly reports: readonly SampleReport[];
}

/** Somebody invented, with all that the office knows of them. */
export interface SampleOwner {
  readonly owner: Owner;
  /** The phone of the simulator on which they stand; undefined for those who only fill the lists. */
  readonly chatId: number | undefined;
  /** Entered by the helper, without a phone of their own. */
  readonly assisted: boolean;
  readonly news: boolean;
  readonly interests: readonly Interest[];
  readonly registeredAt: Date;
  readonly businesses: readonly [SampleBusiness, ...SampleBusiness[]];
}
