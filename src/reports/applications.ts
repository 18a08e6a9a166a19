import type { Prisma } from '../../prisma/client/client.ts';
import { businessKinds } from '../domain/people/business-kind.ts';
import { line } from '../i18n.ts';
import { groupFromRow } from '../services/partnership/applications/groups.ts';
import { businessFromRow } from '../services/people/businesses.ts';
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

/** Applications to partnership programmes that were made in the period, with where they stand. */
export const applications: Report = {
  key: 'applications',
  title: 'export.report.applications',
  hasPeriod: true,
  byKecamatan: true,
  duty: 'cases',
  formats,
  columns: () => [
    column('application', 'text', 14),
    column('name', 'text', 28, 'name'),
    column('owner', 'text', 24, 'name'),
    column('programme', 'text', 36),
    column('group', 'text', 24),
    // A loan is no partnership: whoever counts rows of this file counts them apart.
    column('programmeKind', 'text', 14),
    column('applicationStatus', 'text', 26),
    column('appliedAt', 'moment', 18),
    column('dueOn', 'date', 14),
    column('lastStepAt', 'moment', 18),
    column('number', 'text', 14),
    column('kind', 'text', 20),
    column('kecamatan', 'text', 18),
    column('kecamatanCode', 'text', 14),
    column('desa', 'text', 20),
    column('desaCode', 'text', 16),
    column('nikBy', 'text', 18),
    column('nik', 'text', 20, 'nik'),
    column('person', 'text', 16),
  ],
  count: (source) => source.services.db.application.count({ where: where(source) }),
  async *pages(source) {
    const { services } = source;
    const areaName = areaNames(source);
    const pages = byKey((after, take) =>
      services.db.application.findMany({
        where: { ...where(source), id: { gt: after } },
        include: {
          business: true,
          person: { select: { id: true, name: true, nik: true } },
          groupApplication: { select: { group: true } },
          steps: { orderBy: { id: 'desc' }, take: 1, select: { at: true } },
        },
        orderBy: { id: 'asc' },
        take,
      }),
    );
    for await (const page of pages)
      yield page.map((it): Row => {
        const { business: stored, person } = it;
        const business =
          stored === null
            ? undefined
            : businessFromRow(services, stored, (text) => businessKinds.find((kind) => kind === text));
        const open = (field: string, sealed: Uint8Array | null | undefined): string | undefined =>
          person === null || sealed === null || sealed === undefined
            ? undefined
            : services.seal.show(`person:${person.id}:${field}`, sealed);
        const programme = services.programmes.find(it.programmeId, it.programmeVersion);
        return {
          application: it.number,
          programme: programme === undefined ? it.programmeId : source.word({ local: programme.name }),
          group:
            it.groupApplication === null ? undefined : groupFromRow(services, it.groupApplication.group).name,
          programmeKind:
            programme === undefined ? undefined : source.word(line(`programme.kind.${programme.kind}`)),
          applicationStatus: source.known('export.application', it.status),
          appliedAt: momentOf(it.appliedAt),
          dueOn: it.dueOn,
          lastStepAt: momentOf(it.steps[0]?.at),
          number: business?.number,
          name: business?.name,
          owner: open('name', person?.name),
          kind: source.known('kind', business?.kind),
          kecamatan: areaName(business?.kecamatan),
          kecamatanCode: business?.kecamatan,
          desa: areaName(business?.desa),
          desaCode: business?.desa,
          nikBy: source.known('export.nikBy', it.nikBy),
          nik: open('nik', person?.nik),
          person: it.personNumber,
        };
      });
  },
};

function where(source: CountSource): Prisma.ApplicationWhereInput {
  const { services, kecamatan } = source;
  return {
    office: services.office.key,
    appliedAt: happenedIn(source),
    ...(kecamatan.length === 0 ? {} : { business: { kecamatan: { in: [...kecamatan] } } }),
  };
}
