import { line, type Line } from '../i18n.ts';
import type { Disclosed } from '../services/partnership/candidates/disclosures.ts';

/** What somebody of a company was shown on one day, by what they are there and never by name. */
export function disclosureLine({ day, partner, post, fields, documents, times }: Disclosed): Line {
  const shown = [
    ...fields.map((field) => {
      // Not among what the consent of an application names.
      if (field === 'sales-exact') return line('candidate.disclosed.exact');
      return field === 'photos' || field === 'point'
        ? line(`candidate.disclosed.${field}`)
        : line(`partnership.apply.field.${field}`);
    }),
    ...(documents ? [line('candidate.disclosed.documents')] : []),
    ...(fields.length === 0 && !documents ? [line('candidate.disclosed.number')] : []),
  ];
  return line('candidate.disclosed', {
    day: { date: day },
    partner,
    post: post ?? '–',
    fields: { list: shown },
    times: { count: times },
  });
}
