import { describe, expect, it } from 'vitest';
import { disturbances, isLong } from '../../support/long.ts';
import { openOffice, registeredOwner, type OfficeOptions, type Owner } from '../../support/office.ts';
import { captions, reportRows, secondBusiness, type ReportRow } from '../../support/reports.ts';

/** Every way to report, one after the other. */
const flows: Readonly<Record<string, readonly string[]>> = {
  guided: ['/lapor', '>Oktober 2026', '3,2 jt', '>Benar', '>Masih sama', '>Kirim'],
  'from days': [
    '/lapor',
    '>September 2026',
    '>Hitung dari harian',
    '120 ribu',
    '>26 hari',
    '>Benar',
    '>Berubah',
    '1 laki-laki 2 perempuan',
    '>Ubah jawaban',
    '>2',
    '3 jt',
    '>Benar, kira-kira',
    '>Kirim',
  ],
  zero: [
    '/lapor',
    '>Bulan lain',
    '>Agustus 2026',
    '>Tidak berjualan',
    '>Sedang sepi',
    '>Masih sama',
    '>Kirim',
  ],
  correction: ['/lapor', 'oktober', '>Ubah', '3,4 jt', '>Benar'],
  'one line': ['lapor juli 750', '>Ya, Rp750.000', '>Isi yang bekerja', '>Masih sama'],
  'another month': [
    'lapor 2 jt',
    '>Ubah',
    '>Tidak jadi',
    'lapor juni 2 jt',
    '>Bulan lain',
    '>Bulan lain',
    '>Mei 2026',
    '>Benar, kira-kira',
  ],
  locked: ['lapor februari 2 jt', '>Benar'],
  provisional: ['lapor november 400rb', '>November, sementara', '>Benar'],
};

async function run(
  options: OfficeOptions,
  ways: readonly string[] = Object.keys(flows),
): Promise<{
  readonly rows: readonly ReportRow[];
  readonly cases: number;
  readonly drafts: number;
  readonly pictures: number;
}> {
  const office = await openOffice(options);
  try {
    const siti: Owner = await registeredOwner(office);
    for (const way of ways) {
      await siti.walk(...(flows[way] ?? []));
      office.clock.advance(60_000);
    }
    await siti.walk(
      ...secondBusiness,
      '/lapor',
      '>Warung Pojok',
      '>Oktober 2026',
      '1,2 jt',
      '>Benar',
      '>Masih sama',
      '>Kirim',
    );
    expect(office.simulator.violations).toEqual([]);
    const cases = await office.database.prisma.case.count();
    const drafts = await office.database.prisma.draft.count({
      where: { form: { startsWith: 'report' }, status: 'submitted' },
    });
    return { rows: await reportRows(office, siti.person.id), cases, drafts, pictures: captions(siti).length };
  } finally {
    await office.close();
  }
}

/** The same steps, each answered only at the second try because Telegram was out of reach. */
async function runWithLostReplies(): Promise<readonly ReportRow[]> {
  const office = await openOffice();
  try {
    const siti = await registeredOwner(office);
    for (const step of [
      ...(flows['guided'] ?? []),
      ...(flows['one line'] ?? []),
      ...(flows['correction'] ?? []),
      ...(flows['locked'] ?? []),
    ]) {
      office.simulator.failNext({ method: 'sendMessage', code: 502, times: 4, chatId: siti.person.id });
      await siti.walk(step);
    }
    return await reportRows(office, siti.person.id);
  } finally {
    await office.close();
  }
}

describe('every way to report leaves the same rows', () => {
  it('when the bot is rebuilt between any two messages, and when every update comes three times', async () => {
    const plain = await run({});
    expect(plain.rows.map((row) => [row.business, row.month, row.amount, row.versions.length])).toEqual([
      ['Otak-otak Bu Siti', '2026-05', 2_000_000, 1],
      ['Otak-otak Bu Siti', '2026-07', 750_000, 2],
      ['Otak-otak Bu Siti', '2026-08', 0, 1],
      ['Otak-otak Bu Siti', '2026-09', 3_000_000, 1],
      ['Otak-otak Bu Siti', '2026-10', 3_400_000, 2],
      ['Otak-otak Bu Siti', '2026-11', 400_000, 1],
      ['Warung Pojok', '2026-10', 1_200_000, 1],
    ]);
    expect(plain).toMatchObject({ cases: 1, drafts: 10 });
    // In the long run every way is disturbed, otherwise some.
    const some = isLong ? Object.keys(flows) : ['guided', 'zero', 'correction'];
    const undisturbed = isLong ? plain : await run({}, some);
    for (const disturbed of disturbances) expect(await run(disturbed, some)).toEqual(undisturbed);
  });

  it('when replies are lost at every question', async () => {
    const rows = await runWithLostReplies();
    expect(rows.map((row) => [row.month, row.amount, row.workers, row.versions.length])).toEqual([
      ['2026-07', 750_000, [0, 2], 2],
      ['2026-10', 3_400_000, [0, 2], 2],
    ]);
  });
});
