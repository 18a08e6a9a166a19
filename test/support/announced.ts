import type { Office } from './office.ts';
import { everybody } from './recipients.ts';

export interface Announced {
  readonly code: string;
  readonly announcementId: number;
  readonly trainingId: number;
}

export interface WantedAnnouncement {
  readonly code: string;
  readonly text?: string;
  /** False: it still waits for its time. */
  readonly sent?: boolean;
  readonly version?: number;
  readonly withdrawReason?: string;
  readonly cancelReason?: string;
}

let next = 1;

/** An announcement of a training on 19 November 2026 straight in the database, sent unless told otherwise. */
export async function announced(office: Office, wanted: WantedAnnouncement): Promise<Announced> {
  const { prisma } = office.database;
  const { now } = office.services;
  const number = next++;
  const training = await prisma.training.create({
    data: {
      office: 'gresik',
      number: `T-2611-9${String(number).padStart(3, '0')}`,
      title: 'Pelatihan Kemasan Produk',
      topic: 'packaging',
      startsAt: new Date('2026-11-19T02:00:00Z'),
      endsAt: new Date('2026-11-19T05:00:00Z'),
      place: 'Balai Desa Wedani',
      kecamatan: '35.25.11',
      seats: 30,
      seatRule: 'first-come',
      closesAt: new Date('2026-11-17T09:00:00Z'),
      checkinCode: `WED47${'ACDEFGHJKMNPQRTUVWXY'[number] ?? 'A'}`,
      createdBy: 'test',
      createdAt: now(),
      ...(wanted.cancelReason === undefined
        ? {}
        : { status: 'cancelled', cancelReason: wanted.cancelReason }),
    },
  });
  const announcement = await prisma.announcement.create({
    data: {
      office: 'gresik',
      code: wanted.code,
      trainingId: training.id,
      text: wanted.text ?? 'Mohon bawa satu contoh produk.',
      audience: { ...everybody },
      status: wanted.sent === false ? 'scheduled' : 'done',
      scheduledAt: now(),
      startedAt: wanted.sent === false ? null : now(),
      createdBy: 'test',
      createdAt: now(),
      version: wanted.version ?? 1,
      ...(wanted.withdrawReason === undefined
        ? {}
        : { withdrawnAt: now(), withdrawReason: wanted.withdrawReason }),
    },
  });
  return { code: wanted.code, announcementId: announcement.id, trainingId: training.id };
}
