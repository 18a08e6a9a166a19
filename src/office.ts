import type { OfficeSettings } from './config.ts';
import type { Zone } from './domain/month/calendar.ts';
import type { QuietHours } from './domain/when/quiet-hours.ts';
import type { PriceIndex } from './domain/partnership/sales-change.ts';
import type { HolidayYear } from './domain/when/working-days.ts';
import { createTexts, type TextMistake, type Texts } from './i18n.ts';
import type { Areas } from './services/core/areas.ts';

/**
 * One office: its settings, and what reference-data.ts reads about its place. Made once at the start and handed in;
 * another office is another value.
 */
export interface Office extends OfficeSettings {
  /** What its rows carry, such as "gresik"; it never changes. */
  readonly key: string;
  readonly name: string;
  /** The kabupaten or kota whose owners it serves, by its short name. */
  readonly region: string;
  /** Where the name of the bot can be checked. */
  readonly site: string;
  readonly zone: Zone;
  /** What people call the zone: WIB. */
  readonly zoneName: string;
  readonly quiet: QuietHours;
  readonly areas: Areas;
  readonly holidays: readonly HolidayYear[];
  readonly priceIndex: PriceIndex | undefined;
}

/** Texts with the office's own words in them, and instants as its clocks show them. */
export function officeTexts(office: Office, mistake?: TextMistake): Texts {
  const words = {
    office: office.name,
    region: office.region,
    site: office.site,
    newsPerWeek: String(office.newsPerWeek),
    ...(office.retentionText === undefined ? {} : { retention: office.retentionText }),
    taxText: office.taxText ?? '',
    creditText: office.creditSalesText ?? '',
  };
  return createTexts(words, office, mistake);
}
