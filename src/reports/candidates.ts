import { shownFields } from '../domain/partnership/candidate.ts';
import { line } from '../i18n.ts';
import { candidateFacts } from '../services/partnership/candidates/candidate-facts.ts';
import { disclosedNow } from '../services/partnership/candidates/disclosures.ts';
import { fieldValue, markLine } from './candidate-lines.ts';
import { column, type Cell, type Column, type Report, type Row } from './report.ts';

const personal = {
  'owner-name': 'name',
  'business-name': 'name',
  phone: 'phone',
  nik: 'nik',
} as const satisfies Readonly<Record<string, Column['personal']>>;

const isPersonal = (field: string): field is keyof typeof personal => Object.hasOwn(personal, field);

/** The candidates of a company, with the fields of their pages and nothing else: those that were disclosed for this file. */
export const candidates: Report = {
  key: 'candidates',
  title: 'export.report.candidates',
  hasPeriod: false,
  byKecamatan: true,
  duty: 'candidates',
  formats: ['xlsx'],
  columns: () => [
    column('application', 'text', 14),
    column('groupNumber', 'number', 14),
    ...shownFields.flatMap((field): readonly Column[] => {
      const header = line(`candidate.field.${field}`);
      return [
        {
          key: field,
          header,
          type: 'text',
          width: 24,
          ...(isPersonal(field) ? { personal: personal[field] } : {}),
        },
        {
          key: `${field}-mark`,
          header: line('candidate.mark.header', { field: { line: header } }),
          type: 'text',
          width: 24,
        },
      ];
    }),
    column('applicationStatus', 'text', 26),
  ],
  count: ({ disclosures = [] }) => Promise.resolve(disclosures.length),
  async *pages(source) {
    const { services, disclosures = [] } = source;
    const rows: Row[] = [];
    const shown = await disclosedNow(services, disclosures);
    const sent = shown.flatMap((it) => it?.application.groupApplicationId ?? []);
    const groups = await services.db.groupApplication.findMany({
      where: { id: { in: sent } },
      select: { id: true, groupId: true },
    });
    for (const candidate of shown) {
      const facts = candidate && (await candidateFacts(services, candidate));
      if (facts === undefined) continue;
      const { application, fields } = facts.candidate;
      const cells: Record<string, Cell> = {
        application: application.number,
        groupNumber: groups.find(({ id }) => id === application.groupApplicationId)?.groupId,
        applicationStatus: source.known('export.application', application.status),
      };
      for (const field of fields) {
        const value = fieldValue(services, facts, field);
        // The file hides what is to be hidden of a number as it is stored.
        cells[field] = field === 'phone' ? facts.owner.phone : value && source.word(value);
        if (value !== undefined) cells[`${field}-mark`] = source.word(markLine(facts, field));
      }
      rows.push(cells);
    }
    yield rows;
  },
};
