import type { FieldKey } from '../domain/eligibility/programme.ts';
import { shownWhen } from '../domain/partnership/candidate.ts';
import { line, type Line } from '../i18n.ts';
import type { Disclosed } from '../services/partnership/candidates/disclosures.ts';

const fieldName = (field: FieldKey): Line => line(`partnership.apply.field.${field}`);

/** What a company will see by a consent, and what of it only once it has taken the applicant. */
export function shownLine(fields: readonly FieldKey[]): Line {
  const { choosing, taken } = shownWhen(fields);
  return line(taken.length === 0 ? 'partnership.apply.shown' : 'partnership.apply.shown.later', {
    first: { list: choosing.map(fieldName) },
    later: { list: taken.map(fieldName) },
  });
}

/** What somebody of a company was shown on one day, by what they are there and never by name. */
export function disclosureLine({ day, partner, post, fields, documents, times }: Disclosed): Line {
  const shown = [
    ...fields.map((field) => {
      // Not among what the consent of an application names.
      if (field === 'sales-exact') return line('candidate.disclosed.exact');
      return field === 'photos' || field === 'point'
        ? line(`candidate.disclosed.${field}`)
        : fieldName(field);
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
