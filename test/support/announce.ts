import type { Office } from './office.ts';

/** What a quick officer does from the menu to the review: a training in Cerme with 30 seats, for everybody, now. */
export const announceSteps: readonly string[] = [
  '/petugas',
  '>Umumkan pelatihan',
  'Pelatihan Kemasan Produk',
  '>Kemasan',
  'Kamis, 19 November 2026 09.00-12.00',
  'Balai Desa Wedani, Cerme',
  '30',
  '>Siapa cepat dapat',
  '>Sel 17 Nov, 16.00',
  'Mohon bawa satu contoh produk.',
  '>Lanjut',
  '>Selesai memilih',
  '>Sekarang',
];

/** Questions in the order in which the quick officer answers them. */
const order = [
  'about',
  'topic',
  'time',
  'place',
  'seats',
  'rule',
  'closes',
  'text',
  'extras',
  'audience',
  'send',
  'review',
] as const;
type Asked = (typeof order)[number] | 'title' | 'pin' | 'bring' | 'poster';

/** The steps before one of these questions, which is then on the screen. */
export function announceBefore(question: Asked): readonly string[] {
  switch (question) {
    case 'title':
      return [...announceBefore('about'), '>Pelatihan baru'];
    case 'pin':
      return [...announceBefore('extras'), '>☐ Titik di peta', '>Lanjut'];
    case 'bring':
      return [...announceBefore('extras'), '>☐ Barang bawaan', '>Lanjut'];
    case 'poster':
      return [...announceBefore('extras'), '>☐ Poster', '>Lanjut'];
    default:
      return announceSteps.slice(0, order.indexOf(question) + 2);
  }
}

/** What the quick officer does from one of these questions on. */
export function announceFrom(question: (typeof order)[number]): readonly string[] {
  return announceSteps.slice(order.indexOf(question) + 2);
}

/** Every announcement and its training, oldest first, as it stands in the database. */
export function announcementRows(office: Office) {
  return office.database.prisma.announcement.findMany({
    include: { training: true },
    orderBy: { id: 'asc' },
  });
}
