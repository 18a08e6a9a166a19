import type { Services } from './services/services.ts';

/** The people whose phones the demo page shows. */
export const demoPeople = [
  { id: 1001, firstName: 'Siti', note: 'belum terdaftar' },
  { id: 1002, firstName: 'Hadi', note: 'belum terdaftar' },
];

export async function fillSampleData(_services: Services): Promise<void> {}
