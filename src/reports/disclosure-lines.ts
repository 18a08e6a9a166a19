import type { FieldKey } from '../domain/eligibility/programme.ts';
import { shownWhen, type DisclosedField } from '../domain/partnership/candidate.ts';
import { line, type Line } from '../i18n.ts';
import { disclosuresOf, type Disclosed } from '../services/partnership/candidates/disclosures.ts';
import type { Asked, OwnRecall, Recall } from '../services/partnership/partners/recalls.ts';
import type { Services } from '../services/core/services.ts';

const fieldName = (field: FieldKey): Line => line(`partnership.apply.field.${field}`);

/** What a company will see by a consent, and what of it only once it has taken the applicant. */
export function shownLine(fields: readonly FieldKey[]): Line {
  const { choosing, taken } = shownWhen(fields);
  return line(taken.length === 0 ? 'partnership.apply.shown' : 'partnership.apply.shown.later', {
    first: { list: choosing.map(fieldName) },
    later: { list: taken.map(fieldName) },
  });
}

function disclosedName(field: DisclosedField): Line {
  // Not among what the consent of an application names.
  if (field === 'sales-exact') return line('candidate.disclosed.exact');
  return field === 'photos' || field === 'point' ? line(`candidate.disclosed.${field}`) : fieldName(field);
}

/** What somebody of a company was shown on one day, by what they are there and never by name. */
export function disclosureLine({ day, partner, post, fields, documents, times }: Disclosed): Line {
  const shown = [
    ...fields.map(disclosedName),
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

/** What a company was shown of what it is asked to destroy: all of it, or one thing. */
export async function toDestroyLines(
  services: Services,
  { application, inquiry, field }: Asked,
): Promise<readonly Line[]> {
  const shown =
    application !== undefined
      ? await disclosuresOf(services, { applicationId: application })
      : inquiry !== undefined
        ? await disclosuresOf(services, { inquiryId: inquiry })
        : [];
  return (
    field === undefined
      ? shown
      : shown.flatMap((it) =>
          it.fields.includes(field) ? [{ ...it, fields: [field], documents: false }] : [],
        )
  ).map(disclosureLine);
}

/** Whose data are to be destroyed, by the number under which the company knows them. */
export const recallAbout = ({ about: { number, inquiry } }: Recall): Line =>
  inquiry === undefined
    ? line('candidate.recall.about.application', { number: number ?? '–' })
    : line('candidate.recall.about.inquiry', { id: inquiry });

/** A request as the company reads it: a number, what it was shown, and nothing of the owner. */
export async function recallLines(services: Services, it: Recall): Promise<readonly Line[]> {
  const { field, agreed } = it.about;
  const seen = await toDestroyLines(services, it.about);
  return [
    line('candidate.recall.asked', {
      about: { line: recallAbout(it) },
      number: it.number,
      day: { day: it.dueOn },
    }),
    line('candidate.recall.why'),
    ...(field === undefined ? [] : [line('candidate.recall.only', { what: { line: disclosedName(field) } })]),
    ...(agreed === true ? [line('candidate.recall.agreed')] : []),
    line('common.blank'),
    ...(seen.length === 0 ? [line('candidate.recall.unseen')] : [line('candidate.recall.seen'), ...seen]),
  ];
}

/** A request as its owner reads it: open until a day, or what the company has said on a day. */
export const ownRecallLine = ({ number, partner, dueOn, destroyed }: OwnRecall): Line =>
  destroyed === undefined
    ? line('data.readers.asked.open', { number, partner, day: { day: dueOn } })
    : line('data.readers.asked.done', {
        number,
        partner,
        post: destroyed.post ?? { line: line('data.readers.asked.office') },
        day: { date: destroyed.day },
      });
