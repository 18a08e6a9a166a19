import type { Prisma } from '../../prisma/client/client.ts';
import { formatPhone } from '../domain/people/identity.ts';
import { participantFromRow, participantColumns } from '../services/trainings/participant-rows.ts';
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
} from './report.ts';

/** People who joined the trainings that begin in the period, and what became of it. Feedback is listed without its words. */
export const participants: Report = {
  key: 'participants',
  title: 'export.report.participants',
  hasPeriod: true,
  byKecamatan: true,
  duty: 'export',
  formats,
  callList: true,
  columns: () => [
    column('participant', 'text', 24, 'name'),
    column('training', 'text', 14),
    column('title', 'text', 32),
    column('startsAt', 'moment', 18),
    column('salutation', 'text', 6),
    column('phone', 'text', 18, 'phone'),
    column('kecamatan', 'text', 18),
    column('kecamatanCode', 'text', 14),
    column('registeredOwner', 'flag', 14),
    column('participantStatus', 'text', 20),
    column('seat', 'number', 10),
    column('via', 'text', 16),
    column('newcomer', 'flag', 14),
    column('joinedAt', 'moment', 18),
    column('confirmedAt', 'moment', 18),
    column('attended', 'flag', 8),
    column('attendedAt', 'moment', 18),
    column('attendedVia', 'text', 18),
    column('substitute', 'text', 24, 'name'),
    column('rating', 'number', 10),
    column('person', 'text', 16),
  ],
  count: (source) => source.services.db.participant.count({ where: where(source) }),
  async *pages(source) {
    const { services } = source;
    const areaName = areaNames(source);
    const pages = byKey((after, take) =>
      services.db.participant.findMany({
        where: { ...where(source), id: { gt: after } },
        include: participantColumns,
        orderBy: { id: 'asc' },
        take,
      }),
    );
    for await (const page of pages)
      yield page.map((row): Row => {
        const it = participantFromRow(services, row);
        return {
          training: it.training.number,
          title: it.training.title,
          startsAt: momentOf(it.training.startsAt),
          participant: it.name,
          salutation: it.salutation,
          phone: it.phone === undefined ? undefined : formatPhone(it.phone),
          kecamatan: areaName(it.kecamatan),
          kecamatanCode: it.kecamatan,
          registeredOwner: it.personId !== undefined,
          participantStatus: source.known('export.participant', it.status),
          seat: it.seat,
          via: source.known('export.via', it.source),
          newcomer: it.newcomer,
          joinedAt: momentOf(it.joinedAt),
          confirmedAt: momentOf(it.confirmedAt),
          attended: it.attendedAt !== undefined,
          attendedAt: momentOf(it.attendedAt),
          attendedVia: source.known('export.attended', it.attendedVia),
          substitute: it.substitute,
          rating: it.rating,
          person: it.personNumber,
        };
      });
  },
};

function where(source: CountSource): Prisma.ParticipantWhereInput {
  const { services, kecamatan, period } = source;
  return {
    training: {
      office: services.office.key,
      ...(period === undefined ? {} : { startsAt: spanOf(source, period) }),
    },
    ...(kecamatan.length === 0 ? {} : { kecamatan: { in: [...kecamatan] } }),
  };
}
