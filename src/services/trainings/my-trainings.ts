import { participantFromRow, participantColumns } from './participant-rows.ts';
import type { Services } from '../core/services.ts';

/** One training that the person has joined or was added to. */
export interface MyTraining {
  readonly number: string;
  readonly title: string;
  readonly startsAt: Date;
  readonly place: string;
  /** telegram, phone, whatsapp or walk-in. */
  readonly source: string;
  readonly joinedAt: Date;
  readonly status: string;
  readonly seat: number | undefined;
  readonly confirmedAt: Date | undefined;
  readonly substitute: string | undefined;
  readonly attendedAt: Date | undefined;
  readonly rating: number | undefined;
  /** As it was typed. */
  readonly improve: string | undefined;
}

/** One announcement that was meant for the person. */
export interface MyAnnouncement {
  readonly code: string;
  readonly title: string | undefined;
  /** What became of it: sent, opted-out, capped, … */
  readonly status: string;
  readonly at: Date | undefined;
  /** Why this person was chosen. */
  readonly why: unknown;
}

/** The trainings of a person, oldest first. */
export async function trainingsOf(services: Services, personId: number): Promise<readonly MyTraining[]> {
  const rows = await services.db.participant.findMany({
    where: { personId },
    include: participantColumns,
    orderBy: { id: 'asc' },
  });
  return rows.map((row) => {
    const it = participantFromRow(services, row);
    return {
      number: it.training.number,
      title: it.training.title,
      startsAt: it.training.startsAt,
      place: it.training.place,
      source: it.source,
      joinedAt: it.joinedAt,
      status: it.status,
      seat: it.seat,
      confirmedAt: it.confirmedAt,
      substitute: it.substitute,
      attendedAt: it.attendedAt,
      rating: it.rating,
      improve: it.improve,
    };
  });
}

/** The announcements that were meant for a person, oldest first. */
export async function announcementsTo(
  services: Services,
  personId: number,
): Promise<readonly MyAnnouncement[]> {
  const rows = await services.db.delivery.findMany({
    where: { personId },
    include: { announcement: { select: { code: true, training: { select: { title: true } } } } },
    orderBy: { announcementId: 'asc' },
  });
  const byHand = await services.db.handDelivery.findMany({
    where: { personId, toldAt: { not: null } },
    include: { announcement: { select: { code: true, training: { select: { title: true } } } } },
    orderBy: { announcementId: 'asc' },
  });
  return [
    ...rows.map((it) => ({
      code: it.announcement.code,
      title: it.announcement.training?.title,
      status: it.status,
      at: it.at ?? undefined,
      why: it.why,
    })),
    // Told by phone or WhatsApp.
    ...byHand.map((it) => ({
      code: it.announcement.code,
      title: it.announcement.training?.title,
      status: 'sent',
      at: it.toldAt ?? undefined,
      why: {},
    })),
  ];
}
