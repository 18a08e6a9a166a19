import type { Prisma } from '../../prisma/client/client.ts';
import { line } from '../i18n.ts';
import { businessFromRow } from '../services/people/businesses.ts';
import { detailsOf } from '../services/partnership/applications/application-history.ts';
import { checkOf } from '../services/partnership/applications/checks.ts';
import { areaNames } from './business-rows.ts';
import { criterionText } from './criteria-lines.ts';
import { memberNames } from './member-names.ts';
import {
  column,
  formats,
  momentOf,
  PAGE,
  type Cell,
  type CountSource,
  type Report,
  type Row,
  type Source,
} from './report.ts';

/**
 * Berita Acara Seleksi: everybody who has applied to a programme, how they stood to each criterion, whether they were
 * passed on to the partner, and why not. By kecamatan.
 */
export const selection: Report = {
  key: 'selection',
  title: 'export.report.selection',
  hasPeriod: false,
  byKecamatan: true,
  byProgramme: true,
  duty: 'cases',
  formats,
  columns: () => [
    column('application', 'text', 14),
    column('name', 'text', 28, 'name'),
    column('owner', 'text', 24, 'name'),
    column('number', 'text', 14),
    column('kecamatan', 'text', 18),
    column('kecamatanCode', 'text', 14),
    column('programme', 'text', 36),
    column('programmeVersion', 'number', 8),
    column('appliedAt', 'moment', 18),
    column('fulfilled', 'text', 60),
    column('notFulfilled', 'text', 60),
    column('notKnown', 'text', 60),
    column('forwarded', 'flag', 12),
    column('forwardedAt', 'moment', 18),
    column('applicationStatus', 'text', 26),
    column('reason', 'text', 60),
    column('decidedBy', 'text', 32),
    column('reviewed', 'flag', 12),
    column('person', 'text', 16),
  ],
  count: (source) => source.services.db.application.count({ where: where(source) }),
  async *pages(source) {
    const { services } = source;
    const order = await services.db.application.findMany({
      where: where(source),
      select: { id: true },
      orderBy: [{ business: { kecamatan: 'asc' } }, { id: 'asc' }],
    });
    const nameOf = await memberNames(source);
    for (let at = 0; at < order.length; at += PAGE) {
      const rows: Row[] = [];
      for (const { id } of order.slice(at, at + PAGE)) rows.push(await rowOf(source, id, nameOf));
      yield rows;
    }
  },
};

async function rowOf(source: Source, id: number, nameOf: (number: string) => string): Promise<Row> {
  const { services } = source;
  const it = await services.db.application.findUniqueOrThrow({
    where: { id },
    include: {
      business: true,
      person: { select: { id: true, name: true } },
      steps: { orderBy: { id: 'asc' } },
    },
  });
  const business = it.business === null ? undefined : businessFromRow(services, it.business, () => undefined);
  const forwarded = it.steps.find(({ status }) => status === 'forwarded');
  const decided = it.steps.findLast(({ status, byMember }) => status === 'refused' && byMember !== null);
  const last = it.steps.at(-1);
  const programme = services.programmes.find(it.programmeId, it.programmeVersion);
  const { person } = it;
  return {
    kecamatan: areaNames(source)(business?.kecamatan),
    kecamatanCode: business?.kecamatan,
    application: it.number,
    programme: programme === undefined ? it.programmeId : source.word({ local: programme.name }),
    programmeVersion: it.programmeVersion,
    appliedAt: momentOf(it.appliedAt),
    number: business?.number,
    name: business?.name,
    owner:
      person === null || person.name === null
        ? undefined
        : services.seal.show(`person:${person.id}:name`, person.name),
    ...(await criteriaOf(source, it)),
    forwarded: forwarded !== undefined,
    forwardedAt: momentOf(forwarded?.at),
    applicationStatus: source.known('export.application', it.status),
    reason: last === undefined ? undefined : detailsOf(services, last).reason,
    decidedBy: typeof decided?.byMember === 'string' ? nameOf(decided.byMember) : undefined,
    reviewed: it.steps.some(
      ({ status }, at) => at > 0 && it.steps[at - 1]?.status === 'refused' && status !== 'withdrawn',
    ),
    person: it.personNumber,
  };
}

/** What the check before applying said, in the words of the rules of that day; whoever was erased has none left. */
async function criteriaOf(
  source: Source,
  it: { readonly businessId: number | null; readonly programmeId: string; readonly appliedAt: Date },
): Promise<Readonly<Record<string, Cell>>> {
  const { services, word } = source;
  const { businessId } = it;
  const check = businessId === null ? undefined : await checkOf(services, { ...it, businessId });
  if (check === undefined) return {};
  const programme = services.programmes.find(check.programmeId, check.programmeVersion);
  if (programme === undefined) return {};
  const said = (state: 'fulfilled' | 'not-yet' | 'unknown'): string =>
    check.criteria
      .filter((criterion) => criterion.state === state)
      .map((criterion) => {
        const text = word(criterionText(programme, criterion, services.office.areas));
        return criterion.weight === 'hard' ? text : word(line('export.criterion.soft', { text }));
      })
      .join('\n');
  return { fulfilled: said('fulfilled'), notFulfilled: said('not-yet'), notKnown: said('unknown') };
}

function where({ services, kecamatan, programme, asOf }: CountSource): Prisma.ApplicationWhereInput {
  return {
    office: services.office.key,
    appliedAt: { lte: asOf },
    ...(programme === undefined ? {} : { programmeId: programme }),
    ...(kecamatan.length === 0 ? {} : { business: { kecamatan: { in: [...kecamatan] } } }),
  };
}
