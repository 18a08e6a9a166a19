import type { Prisma } from '../../prisma/client/client.ts';
import { line } from '../i18n.ts';
import { subjectOf } from '../services/people/consents.ts';
import {
  byKey,
  column,
  formats,
  happenedIn,
  momentOf,
  type CountSource,
  type Report,
  type Row,
  type Source,
} from './report.ts';

/** Proof of consents that were given in the period (UU 27/2022 art. 22 and 24), under the number of the person. */
export const consents: Report = {
  key: 'consents',
  title: 'export.report.consents',
  hasPeriod: true,
  byKecamatan: false,
  duty: 'export',
  formats,
  columns: () => [
    column('person', 'text', 16),
    column('purpose', 'text', 34),
    column('givenAt', 'moment', 18),
    column('withdrawnAt', 'moment', 18),
    column('consentVersion', 'number', 8),
    column('language', 'text', 8),
    column('button', 'text', 12),
    column('text', 'text', 60),
  ],
  count: (source) => source.services.db.consent.count({ where: where(source) }),
  async *pages(source) {
    const pages = byKey((after, take) =>
      source.services.db.consent.findMany({
        where: { ...where(source), id: { gt: after } },
        orderBy: { id: 'asc' },
        take,
      }),
    );
    for await (const page of pages)
      yield page.map((it): Row => ({
        person: it.personNumber,
        purpose: purposeName(source, it.purpose),
        givenAt: momentOf(it.givenAt),
        withdrawnAt: momentOf(it.withdrawnAt),
        consentVersion: it.version,
        language: it.language,
        button: it.button,
        text: it.text,
      }));
  },
};

/** What a consent is for, in the words of the office. */
export function purposeName(source: Source, purpose: string): string | undefined {
  const subject = subjectOf(purpose);
  if (subject?.of !== 'partner' && subject?.of !== 'exact')
    return source.known(
      'export.purpose',
      subject?.of === 'group' || subject?.of === 'survey' ? subject.of : purpose,
    );
  const programme = source.services.programmes.find(subject.programme);
  return source.word(
    line(`export.purpose.${subject.of}`, {
      programme: programme === undefined ? subject.programme : { line: { local: programme.name } },
    }),
  );
}

const where = (source: CountSource): Prisma.ConsentWhereInput => ({
  office: source.services.office.key,
  givenAt: happenedIn(source),
});
