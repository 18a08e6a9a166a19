import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { orderExport } from '../../../src/services/office/export-jobs.ts';
import type { ExportRequest } from '../../../src/services/office/exports.ts';
import { revokeMember } from '../../../src/services/roles/role-ends.ts';
import { setNik } from '../../../src/services/people/businesses.ts';
import { atomically } from '../../../src/services/core/services.ts';
import { textOf } from '../../../src/simulator/simulator.ts';
import { files } from '../../support/files.ts';
import { officer, type MemberInChat } from '../../support/members.ts';
import { registeredPerson, storedOwner } from '../../support/people.ts';
import { readSheets } from '../../support/workbook.ts';
import { openOffice, type Office } from '../../support/office.ts';

const NO_DUTY = 'Maaf, itu hanya untuk petugas yang ditugaskan.';
const NIK = '3525016001800001';

const salesSteps = [
  '/petugas',
  '>Ekspor',
  '>Buat ekspor baru',
  '>Penjualan per bulan',
  '>Oktober 2026',
  '>Semua kecamatan',
  '>Excel (XLSX)',
  '>Laporan rutin',
];

describe('an export ordered in the chat', () => {
  let office: Office;
  let budi: MemberInChat;
  let nextDraft = -1;
  beforeAll(async () => {
    office = await openOffice();
    const owner = await storedOwner(office);
    await owner.walk('lapor okt 2,5 jt', '>Benar');
    const { activePersonId } = await office.database.prisma.account.findUniqueOrThrow({
      where: { chatId: owner.person.id },
    });
    await setNik(office.services, activePersonId ?? 0, NIK);
    await storedOwner(office);
    budi = await officer(office, { role: 'staff', rights: ['export'] });
  });
  afterAll(() => office.close());

  it('arrives as a document with period, moment, rows and fingerprint, and stands in the audit log', async () => {
    await budi.walk(...salesSteps);
    expect(budi.last).toContain('Sekitar 2 baris');
    expect(budi.last).toContain('disamarkan');
    await budi.tap('Buat berkas');
    await office.idle();
    const [file, summary] = await files(office, budi);
    expect(file?.name).toMatch(/^penjualan-per-bulan_2026-10_20261102-1000\.xlsx$/);
    expect(summary?.name).toContain('ringkasan');
    const stored = await office.database.prisma.exportFile.findFirstOrThrow({ where: { report: 'sales' } });
    expect(file?.caption).toContain(`Sidik berkas: ${stored.sha256.slice(0, 8)}`);
    expect(file?.caption).toContain('2 baris');
    expect(file?.caption).toContain('Oktober 2026');
    const [sheet] = await readSheets(file?.data ?? Buffer.alloc(0));
    expect(sheet?.freezePane).toEqual({ rows: 1, columns: 3 });
    expect(sheet?.rows[0]).toContain('Penjualan (Rp)');
    expect([...(sheet?.cells?.values() ?? [])].filter((it) => it.formula !== undefined)).toEqual([]);
    const actions = await office.database.prisma.audit.findMany({
      where: { action: { startsWith: 'export.' } },
      orderBy: { id: 'asc' },
    });
    expect(actions.map((it) => it.action)).toEqual(['export.order', 'export.file', 'export.file']);
    expect(budi.last).toContain('Keadaan per');
    expect(budi.buttons).toContain('Ekspor lagi');

    await budi.walk('/petugas', '>Ekspor', '>Cek sidik berkas', stored.sha256.slice(0, 8).toUpperCase());
    expect(budi.last).toContain(stored.sha256);
  });

  it('shows no NIK, and phone numbers only in a list to call by where they were asked for', async () => {
    const masked = [];
    for (const choice of ['Disamarkan', 'Lengkap']) {
      await budi.walk(
        '/petugas',
        '>Ekspor',
        '>Buat ekspor baru',
        '>Belum lapor',
        'oktober 2026',
        '>Semua kecamatan',
        `>${choice}`,
        '>CSV',
        'menelepon yang belum lapor',
        '>Buat berkas',
      );
      await office.idle();
      const text = (await files(office, budi)).at(-1)?.data.toString() ?? '';
      expect(text).not.toContain(NIK);
      expect(text).toContain('Otak-otak Bu Siti');
      masked.push(text.includes('•'));
    }
    expect(masked).toEqual([true, false]);
    await budi.walk('/petugas', '>Ekspor', '>Buat ekspor baru', '>Daftar usaha', '>Semua kecamatan', '>CSV');
    await budi.walk('>Bahan rapat', '>Buat berkas');
    await office.idle();
    const text = (await files(office, budi)).at(-1)?.data.toString() ?? '';
    expect(text).toContain('Otak-otak Bu Siti');
    expect(text).not.toContain(NIK);
    expect(text).toContain('3525••••••••0001');
  });

  it('offers only what the member may have, also to hand-made answers', async () => {
    const rini = await officer(office, {
      name: 'Rini',
      role: 'staff',
      rights: ['export'],
      kecamatan: ['35.25.16'],
    });
    await rini.walk('/petugas', '>Ekspor', '>Buat ekspor baru');
    expect(rini.buttons).toContain('Daftar usaha');
    expect(rini.buttons).not.toContain('Log audit');
    await rini.walk('>Penjualan, bulan × usaha', '>Oktober 2026', '>CSV', '>Laporan rutin', '>Buat berkas');
    await office.idle();
    const job = await office.database.prisma.exportJob.findFirstOrThrow({ orderBy: { id: 'desc' } });
    expect(job).toMatchObject({ status: 'sent', request: { kecamatan: ['35.25.16'] } });

    const dewi = await officer(office, { name: 'Dewi', role: 'staff', rights: [] });
    await dewi.say('/petugas');
    expect(dewi.buttons).not.toContain('Ekspor');
    const before = dewi.person.messages.length;
    for (const data of ['s.export', 's.export.new', `s.export.${job.id}.cancel`])
      expect(await dewi.act((it) => it.pressData(1, data))).toEqual([NO_DUTY]);
    expect(dewi.person.messages.length).toBe(before);
  });

  /** An order that nobody works off before the test has done something. */
  async function order(member: MemberInChat, request: Partial<ExportRequest> = {}): Promise<number> {
    const ordered = await atomically(office.database.prisma, office.services, (inside) =>
      orderExport(inside, {
        chatId: member.person.id,
        member: member.member.number,
        request: {
          report: 'sales',
          period: { first: '2026-10', last: '2026-10' },
          kecamatan: [],
          format: 'csv',
          shown: 'none',
          purpose: 'uji',
          ...request,
        },
        draftId: nextDraft--,
      }),
    );
    if (ordered.kind !== 'ordered') throw new Error(`expected an order, got ${ordered.kind}`);
    return ordered.id;
  }
  const stateOf = async (id: number): Promise<string> =>
    (await office.database.prisma.exportJob.findUniqueOrThrow({ where: { id } })).status;

  it('can be called off by whoever ordered it, and by nobody else', async () => {
    const ani = await officer(office, { name: 'Ani', role: 'staff', rights: ['export'] });
    const id = await order(ani);
    const before = (await files(office, ani)).length;
    expect(await ani.act((it) => it.pressData(1, `s.export.${id}.cancel`))).toContain('Ekspor dibatalkan.');
    await office.idle();
    expect(await stateOf(id)).toBe('cancelled');
    expect((await files(office, ani)).length).toBe(before);

    const foreign = await order(budi);
    expect(await ani.act((it) => it.pressData(1, `s.export.${foreign}.cancel`))).toContain(
      'Ekspor ini sudah selesai atau sedang dikirim.',
    );
    await office.idle();
    expect(await stateOf(foreign)).toBe('sent');
  });

  it('gives nothing to a member who was revoked meanwhile', async () => {
    const eko = await officer(office, { name: 'Eko', role: 'staff', rights: ['export'] });
    const id = await order(eko);
    await atomically(office.database.prisma, office.services, (inside) =>
      revokeMember(inside, 'cli', eko.member.number),
    );
    await office.idle();
    expect(await stateOf(id)).toBe('refused');
    expect(await files(office, eko)).toEqual([]);
    expect(await office.database.prisma.exportFile.count({ where: { jobId: id } })).toBe(0);
  });

  it('refuses what a row asks for beyond the rights of its member', async () => {
    for (const request of [
      { shown: 'all' as const },
      { report: 'businesses', period: null, shown: 'phone' as const },
      { report: 'audit' },
    ]) {
      const id = await order(budi, request);
      await office.idle();
      expect(await stateOf(id)).toBe('refused');
    }
  });

  it('is made again after a death, and told where it may have arrived', async () => {
    const [made, sent] = [await order(budi), await order(budi)];
    const set = (id: number, status: string): Promise<unknown> =>
      office.database.prisma.exportJob.update({ where: { id }, data: { status } });
    await set(made, 'running');
    await set(sent, 'sending');
    await office.rebuild();
    expect(budi.person.messages.map(textOf).join()).toContain('Berkas mungkin sudah sampai');
    await office.idle();
    expect([await stateOf(made), await stateOf(sent)]).toEqual(['sent', 'unknown']);
  });

  it('waits when Telegram asks for it, and then sends the same file once', async () => {
    const before = (await files(office, budi)).length;
    office.simulator.failNext({ method: 'sendDocument', code: 429, parameters: { retry_after: 30 } });
    const id = await order(budi, { report: 'businesses', period: null });
    const clock = setInterval(() => office.clock.advance(10_000), 20);
    await office.idle();
    clearInterval(clock);
    expect(await stateOf(id)).toBe('sent');
    expect((await files(office, budi)).length).toBe(before + 1);
  });
});

describe('an export that is too large for one message', () => {
  it('comes in parts that each say which one they are', async () => {
    const office = await openOffice({ exportBytes: 1_000 });
    try {
      await storedOwner(office);
      for (let more = 0; more < 20; more++) await registeredPerson(office.services, { chatId: null });
      const budi = await officer(office, { role: 'staff', rights: ['export'] });
      // A page of ten years holds eight businesses: the parts change between pages.
      await budi.walk('/petugas', '>Ekspor', '>Buat ekspor baru', '>Penjualan per bulan');
      await budi.walk(
        'Januari 2017 - Oktober 2026',
        '>Semua kecamatan',
        '>CSV',
        '>Laporan rutin',
        '>Buat berkas',
      );
      await office.idle();
      const parts = (await files(office, budi)).filter(({ name }) => name.startsWith('penjualan'));
      expect(parts.length).toBeGreaterThan(1);
      expect(parts.map(({ caption }) => caption.includes('Bagian'))).not.toContain(false);
    } finally {
      await office.close();
    }
  });
});
