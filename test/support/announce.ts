import type { Office } from './office.ts';

/** What a quick officer does from the menu to the review: a training in Cerme with 30 seats, for everybody, now. */
export const announceSteps: readonly string[] = [
  '/petugas',
  '>Umumkan pelatihan',
  '>Pelatihan baru',
  'Pelatihan Kemasan Produk',
  '>Kemasan',
  'Kamis, 19 November 2026 09.00-12.00',
  'Balai Desa Wedani, Cerme',
  '>Lewati',
  '30',
  '>Siapa cepat dapat',
  '>Selasa, 17 November 2026 pukul 16.00 WIB',
  '>Lewati',
  'Mohon bawa satu contoh produk.',
  '>Tanpa poster',
  '>Selesai memilih',
  '>Sekarang',
];

/** The steps before one of these questions, which is then on the screen. */
export function announceBefore(
  question:
    | 'about'
    | 'title'
    | 'topic'
    | 'time'
    | 'place'
    | 'pin'
    | 'seats'
    | 'rule'
    | 'closes'
    | 'bring'
    | 'text'
    | 'poster'
    | 'audience'
    | 'send'
    | 'review',
): readonly string[] {
  const order = [
    'about',
    'title',
    'topic',
    'time',
    'place',
    'pin',
    'seats',
    'rule',
    'closes',
    'bring',
    'text',
    'poster',
    'audience',
    'send',
    'review',
  ];
  return announceSteps.slice(0, order.indexOf(question) + 2);
}

/** Every announcement and its training, oldest first, as it stands in the database. */
export function announcementRows(office: Office) {
  return office.database.prisma.announcement.findMany({
    include: { training: true },
    orderBy: { id: 'asc' },
  });
}
