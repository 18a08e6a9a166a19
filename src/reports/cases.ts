import type { Prisma } from '../../prisma/client/client.ts';
import { areaNames } from './business-rows.ts';
import {
  byKey,
  column,
  formats,
  happenedIn,
  momentOf,
  type Report,
  type Row,
  type CountSource,
} from './report.ts';

/** Cases that were opened in the period. What people wrote in them is never exported. */
export const cases: Report = {
  key: 'cases',
  title: 'export.report.cases',
  hasPeriod: true,
  byKecamatan: true,
  duty: 'cases',
  formats,
  columns: () => [
    column('case', 'text', 14),
    column('matter', 'text', 14),
    column('caseKind', 'text', 24),
    column('caseStatus', 'text', 16),
    column('createdAt', 'moment', 18),
    column('dueOn', 'date', 14),
    column('closedAt', 'moment', 18),
    column('number', 'text', 14),
    column('kecamatan', 'text', 18),
    column('kecamatanCode', 'text', 14),
    column('person', 'text', 16),
  ],
  count: (source) => source.services.db.case.count({ where: where(source) }),
  async *pages(source) {
    const areaName = areaNames(source);
    const pages = byKey((after, take) =>
      source.services.db.case.findMany({
        where: { ...where(source), id: { gt: after } },
        select: {
          id: true,
          number: true,
          kind: true,
          matter: true,
          status: true,
          dueOn: true,
          createdAt: true,
          closedAt: true,
          business: { select: { number: true, kecamatan: true } },
          person: { select: { number: true } },
        },
        orderBy: { id: 'asc' },
        take,
      }),
    );
    for await (const page of pages)
      yield page.map((it): Row => ({
        case: it.number,
        matter: source.known('case.matter', it.matter),
        caseKind: source.known('export.case', it.kind),
        caseStatus: source.known('export.caseStatus', it.status),
        createdAt: momentOf(it.createdAt),
        dueOn: it.dueOn,
        closedAt: momentOf(it.closedAt),
        number: it.business?.number ?? undefined,
        kecamatan: areaName(it.business?.kecamatan ?? undefined),
        kecamatanCode: it.business?.kecamatan ?? undefined,
        person: it.person?.number,
      }));
  },
};

function where(source: CountSource): Prisma.CaseWhereInput {
  const { services, kecamatan, actor } = source;
  return {
    office: services.office.key,
    createdAt: happenedIn(source),
    // Nobody reads what is about them, here either.
    NOT: { notFor: { has: actor } },
    ...(kecamatan.length === 0 ? {} : { business: { kecamatan: { in: [...kecamatan] } } }),
  };
}
