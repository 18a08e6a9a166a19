import type { Office } from './config.ts';
import { createTexts, type MissingParameter, type Texts } from './i18n.ts';

/** Texts with the office's own words in them. */
export function officeTexts(office: Office, missing?: MissingParameter): Texts {
  const words = {
    office: office.name,
    site: office.site,
    newsPerWeek: String(office.newsPerWeek),
    ...(office.retentionText === undefined ? {} : { retention: office.retentionText }),
    taxText: office.taxText ?? '',
    creditText: office.creditSalesText ?? '',
  };
  return createTexts(words, missing);
}
