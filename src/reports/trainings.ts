import type { Prisma } from '../../prisma/client/client.ts';
import { areaNames } from './business-rows.ts';
import {
  byKey,
  column,
  formats,
  momentOf,
  spanOf,
  type Report,
  type Row,
  type CountSource,
  type Source,
} from './report.ts';

/** Trainings that begin in the period, each with how many joined and came. */
export const trainings: Report = {
  key: 'trainings',
  title: 'export.report.trainings',
  hasPeriod: true,
  byKecamatan: true,
  duty: 'export',
  formats,
  columns: () => [
    column('training', 'text', 14),
    column('title', 'text', 32),
    column('topic', 'text', 18),
    column('startsAt', 'moment', 18),
    column('endsAt', 'moment', 18),
    column('place', 'text', 28),
    column('kecamatan', 'text', 18),
    column('kecamatanCode', 'text', 14),
    column('trainingStatus', 'text', 14),
    column('seatRule', 'text', 22),
    column('seats', 'number', 8),
    column('joined', 'number', 12),
    column('seated', 'number', 12),
    column('waiting', 'number', 14),
    column('attended', 'number', 8),
    column('newcomers', 'number', 14),
    column('rating', 'number', 12),
  ],
  count: (source) => source.services.db.training.count({ where: trainingsWhere(source) }),
  async *pages(source) {
    const { db } = source.services;
    const areaName = areaNames(source);
    const pages = byKey((after, take) =>
      db.training.findMany({
        where: { ...trainingsWhere(source), id: { gt: after } },
        orderBy: { id: 'asc' },
        take,
      }),
    );
    for await (const page of pages) {
      const counts = await countsOf(
        source,
        page.map((it) => it.id),
      );
      yield page.map((it): Row => ({
        training: it.number,
        title: it.title,
        topic: source.known(it.topic === 'other' ? 'export.topic' : 'register.interests', it.topic),
        startsAt: momentOf(it.startsAt),
        endsAt: momentOf(it.endsAt),
        place: it.place,
        kecamatan: areaName(it.kecamatan ?? undefined),
        kecamatanCode: it.kecamatan ?? undefined,
        trainingStatus: source.known('export.training', it.status),
        seatRule: source.known('export.rule', it.seatRule),
        seats: it.seats,
        ...counts.get(it.id),
      }));
    }
  },
};

/** A training without a kecamatan is for all of them. */
function trainingsWhere(source: CountSource): Prisma.TrainingWhereInput {
  const { services, kecamatan } = source;
  return {
    office: services.office.key,
    // Trainings to come are listed, too.
    ...(source.period === undefined ? {} : { startsAt: spanOf(source, source.period) }),
    ...(kecamatan.length === 0 ? {} : { OR: [{ kecamatan: null }, { kecamatan: { in: [...kecamatan] } }] }),
  };
}

async function countsOf(source: Source, ids: readonly number[]): Promise<ReadonlyMap<number, Row>> {
  const rows = await source.services.db.$queryRaw<
    readonly {
      readonly training_id: number;
      readonly joined: number;
      readonly seated: number;
      readonly waiting: number;
      readonly attended: number;
      readonly newcomers: number;
      readonly rating: number | null;
    }[]
  >`
    SELECT training_id,
           count(*)::int AS joined,
           count(*) FILTER (WHERE status = 'seated')::int AS seated,
           count(*) FILTER (WHERE status IN ('waiting', 'offered'))::int AS waiting,
           count(attended_at)::int AS attended,
           count(attended_at) FILTER (WHERE newcomer)::int AS newcomers,
           round(avg(rating), 2)::float AS rating
    FROM participant WHERE training_id = ANY(${[...ids]}::int[]) GROUP BY training_id`;
  return new Map(
    rows.map(({ training_id: id, rating, ...counts }) => [id, { ...counts, rating: rating ?? undefined }]),
  );
}
