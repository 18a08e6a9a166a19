import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApplicationStatus } from '../../../src/domain/partnership/application.ts';
import { textOf } from '../../../src/simulator/simulator.ts';
import { agreementRows } from '../../support/agreement.ts';
import { storedApplication, type StoredApplication } from '../../support/applications.ts';
import { DAY } from '../../support/clock.ts';
import { appoint, officer, type MemberInChat } from '../../support/members.ts';
import { openOffice, type Office, type Owner } from '../../support/office.ts';
import { fittingAnswers } from '../../support/partnership.ts';
import { storedOwner } from '../../support/people.ts';

/** The declaration of whoever decides for the Dinas. */
const CLEAR = 'Ya, tidak ada hubungan';

describe('the way of an application in the chats', () => {
  let office: Office;
  let budi: MemberInChat;
  let rini: MemberInChat;
  beforeAll(async () => {
    office = await openOffice();
    budi = await officer(office);
    rini = await officer(office, { name: 'Rini Astuti' });
    const supply = office.services.programmes.find('sig-supply');
    Object.assign(supply ?? {}, { trial: { sample: true, order: true } });
  });
  afterAll(() => office.close());

  const press = (who: Owner, data: string): Promise<readonly string[]> =>
    who.act((person) => person.pressData(person.messages.at(-1)?.message_id ?? 0, data));

  async function at(
    ...steps: readonly ApplicationStatus[]
  ): Promise<StoredApplication & { readonly owner: Owner }> {
    const owner = await storedOwner(office);
    const { activePersonId } = await office.database.prisma.account.findUniqueOrThrow({
      where: { chatId: owner.person.id },
    });
    const business = await office.database.prisma.business.findFirstOrThrow({
      where: { ownerId: activePersonId },
    });
    return { owner, ...(await storedApplication(office.services, business.id, 'sig-supply', steps)) };
  }
  const status = async (id: number): Promise<string> =>
    (await office.database.prisma.application.findUniqueOrThrow({ where: { id } })).status;
  const caseOf = (id: number, kind: string) =>
    office.database.prisma.case.findFirstOrThrow({
      where: { kind, details: { path: ['application'], equals: id } },
      orderBy: { id: 'desc' },
    });

  it('tries a sample and an order before the partner decides, and writes down how it ended', async () => {
    const { owner, id, number } = await at('submitted', 'verified', 'forwarded');
    await press(budi, `s.app.${id}`);
    expect(budi.buttons.slice(0, 2)).toEqual(['Uji contoh', 'Belum diterima']);
    await budi.tap('Uji contoh');
    expect(budi.last).toContain('Tanggal berapa?');
    const [sure] = await budi.walk('19 November 2026', '20 bungkus', '>Tanpa surat');
    expect(sure).toContain('Tanggal: Kamis, 19 November 2026\nJumlah: 20 bungkus');
    await budi.tap('Ya, lanjut');
    expect(budi.last).toContain(
      'sekarang: Uji contoh.\nKabar berikutnya dijanjikan paling lambat Kamis, 3 Desember',
    );
    await office.idle();
    expect(owner.last).toContain(
      'Status: uji contoh.\nTanggal: Kamis, 19 November 2026\nJumlah: 20 bungkus\n',
    );
    expect(owner.last).toContain('minta contoh untuk dicoba. Hasilnya dikabarkan di sini, paling lambat');

    await budi.walk(`>${number}`, '>Pesanan percobaan', 'Rasanya cocok', '24 November 2026', '200 bungkus');
    await budi.walk('400 ribu', '>Benar', '>Tanpa surat', '>Ya, lanjut');
    await office.idle();
    expect(owner.last).toContain('Hasilnya: Rasanya cocok');
    expect(owner.last).toContain('Harga seluruhnya: Rp400.000');
    await budi.walk(`>${number}`, '>Diterima mitra', 'Semua terjual', '>Belum');
    expect(budi.last).toContain('dari surat yang mana?');
    await budi.walk('045/SIG/2026, 12 November 2026');
    expect(budi.last).toContain('baru berlaku sesudah petugas kedua menyetujuinya.');
    await budi.tap('Ya, lanjut');
    expect(budi.last).toContain(`Dicatat untuk ${number}, dan sekarang menunggu petugas kedua.`);
    await office.idle();
    expect(await status(id)).toBe('trial');
    expect(owner.last).not.toContain('Pesanan percobaan belum dibayar.');
    // Whoever has entered it sees that it waits, can take it back, and cannot agree to it.
    await budi.walk(`>${number}`, '>Lihat kabar mitra', '>Tarik kembali');
    expect(budi.last).toContain('Baik, ditarik kembali.');
    await office.idle();
    expect(rini.last).toContain(`oleh yang mencatat: kabar mitra untuk ${number}.`);
    office.clock.advance(60_000);
    await budi.walk(`>${number}`, '>Diterima mitra', 'Semua terjual', '>Belum');
    await budi.walk('045/SIG/2026, 12 November 2026', '>Ya, lanjut');
    await office.idle();
    const { id: waits } = await office.database.prisma.pendingChange.findFirstOrThrow({
      orderBy: { id: 'desc' },
    });
    await budi.walk(`>${number}`, '>Lihat kabar mitra');
    expect(budi.buttons).not.toContain('Setujui');
    expect((await press(budi, `s.letter.${waits}.yes`))[0]).toContain('tidak bisa menyetujui sendiri');
    expect(rini.last).toContain(
      'Status: dari Pesanan percobaan menjadi Diterima mitra\nHasilnya: Semua terjual',
    );
    expect(rini.last).toContain('Menurut surat mitra: 045/SIG/2026, 12 November 2026');
    await rini.tap('Setujui');
    expect(rini.last).toContain('Perubahannya berlaku sekarang.');
    expect((await press(rini, `s.letter.${waits}.yes`))[0]).toContain('Sudah ada yang memutuskan');
    await office.idle();
    expect(budi.last).toBe(`Sudah disetujui petugas lain dan berlaku sekarang: kabar mitra untuk ${number}.`);
    expect(owner.last).toContain('Pesanan percobaan belum dibayar.');
    await press(budi, `s.app.${id}`);
    await budi.walk('>Masuk perjanjian', '>Ya, lanjut', `>${number}`);
    expect(budi.buttons).not.toContain('Kerja sama berjalan');
    await agreementRows(office.services, { id });
    await press(budi, `s.app.${id}`);
    await budi.walk('>Kerja sama berjalan', '>Ya, lanjut');
    await budi.walk(`>${number}`, '>Diakhiri', '>Mitra', '1 November 2026', '1,2 jt', '>Benar');
    await budi.walk('Pabrik berhenti memesan', '>Ya, lanjut');
    await office.idle();
    expect(owner.last).toContain(
      'Status: sudah diakhiri.\nDiakhiri oleh: Mitra\nTanggal: Minggu, 1 November 2026',
    );
    expect(owner.last).toContain('Belum dibayar: Rp1.200.000\nAlasannya: Pabrik berhenti memesan');
    const [file] = await press(budi, `s.app.${id}`);
    expect(file).toContain('Riwayat:');
    expect(file).toContain('  Menurut mitra, tanpa surat.');
    expect(file).toContain('  Menurut surat mitra: 045/SIG/2026, 12 November 2026');
    expect(file).toContain('  Pesanan percobaan belum dibayar.');
    expect(file).toContain('oleh Budi Santoso');
    // What was written down is the owner's, too, and goes with them.
    await owner.walk('/hapus', 'hapus');
    const steps = await office.database.prisma.applicationStep.findMany({ where: { applicationId: id } });
    expect(steps.every((it) => it.details === null && it.reason === null)).toBe(true);
  });

  it('is not verified by who declares a relation, nor by who it is about: another one is told and goes on', async () => {
    const { id, number } = await at('submitted');
    await press(budi, `s.app.${id}.verified`);
    expect(budi.buttons).toEqual([CLEAR, 'Saya punya hubungan', 'Tidak jadi']);
    // A button from before anybody declared anything asks once more.
    expect((await press(budi, `s.app.${id}.verified.yes`))[0]).toContain('Lanjut?');
    expect(await status(id)).toBe('submitted');
    expect((await budi.tap('Saya punya hubungan'))[0]).toBe(
      `Dicatat. Pengajuan ${number} diteruskan petugas lain.`,
    );
    await office.idle();
    expect(rini.last).toContain(`Pengajuan ${number} perlu petugas lain`);
    expect((await press(budi, `s.app.${id}`))[0]).toContain('petugas lain yang memproses');
    expect(budi.buttons).not.toContain('Tandai sudah diperiksa');
    expect((await press(budi, `s.app.${id}.verified.clear`))[0]).toContain('harus diproses petugas lain');
    expect(await status(id)).toBe('submitted');
    await rini.walk('>Buka pengajuan', '>Tandai sudah diperiksa', `>${CLEAR}`);
    expect(await status(id)).toBe('verified');
    expect((await press(rini, `s.app.${id}`))[0]).toContain('Menyatakan tidak ada hubungan keluarga');

    const own = await at('submitted');
    await appoint(office, own.owner, { name: 'Siti Aminah' });
    expect((await press(own.owner, `s.app.${own.id}.verified.clear`))[0]).toContain('petugas lain');
    await press(own.owner, `s.app.${own.id}.refused`);
    await own.owner.walk('Usaha saya sendiri', `>${CLEAR}`);
    expect(own.owner.last).toContain(`Pengajuan ${own.number} harus diproses petugas lain.`);
    expect(await status(own.id)).toBe('submitted');
  });

  it('is decided again by a second officer where the Dinas refused it, and goes on when that one says so', async () => {
    const { owner, id, number } = await at('submitted');
    await press(budi, `s.app.${id}.refused`);
    await budi.walk('NIB belum terbit, petugas bisa membantu', `>${CLEAR}`);
    await office.idle();
    expect(owner.last).toContain('Status: belum diterima.\nAlasannya: NIB belum terbit');
    expect(owner.last).not.toMatch(/ditolak/i);
    await owner.tap('Lihat pengajuan');
    const [told] = await owner.tap('Minta diperiksa ulang');
    expect(told).toBe(
      'Ini keputusan Dinas, jadi petugas lain bisa memeriksanya sekali lagi. Hasilnya bisa tetap sama.',
    );
    expect((await owner.tap('Ya, periksa ulang'))[0]).toContain('paling lambat Senin, 9 November 2026.');
    await press(owner, `application.about-yes.${id}`);
    const review = await caseOf(id, 'review');
    expect(
      await office.database.prisma.case.count({ where: { kind: 'review', businessId: review.businessId } }),
    ).toBe(1);

    // Meanwhile the same is not sent a second time.
    await owner.walk('/kemitraan', ...fittingAnswers, '>Kerja sama SIG');
    expect(owner.person.messages.map(textOf).join('\n')).toContain(
      `Sudah diajukan: nomor ${number}, belum diterima.`,
    );

    await press(budi, `s.case.${review.id}`);
    expect(budi.buttons).not.toContain('Selesai ditangani');
    expect((await budi.tap('Buka pengajuan'))[0]).toContain('Petugas lain yang memutuskan.');
    expect(budi.buttons).not.toContain('Tinjauan: boleh lanjut');
    await press(budi, `s.app.${id}.verified`);
    await budi.walk('Saya berubah pikiran', `>${CLEAR}`);
    expect(budi.last).toContain(`Tinjauan pengajuan ${number} harus diputuskan petugas lain.`);
    expect(await status(id)).toBe('refused');

    await press(rini, `s.app.${id}`);
    await rini.walk('>Tinjauan: boleh lanjut', 'NIB sudah kami cek dan berlaku', `>${CLEAR}`);
    await office.idle();
    expect(owner.last).toContain(
      'Status: sudah diperiksa petugas.\nAlasannya: NIB sudah kami cek dan berlaku',
    );
    expect(await caseOf(id, 'review')).toMatchObject({ status: 'closed' });
    expect(await caseOf(id, 'application')).toMatchObject({ status: 'open' });
  });

  it('of the choice of the partner asks only for the reason, and says so before', async () => {
    const { owner, id } = await at('submitted', 'verified', 'forwarded', 'refused');
    await press(owner, `application.${id}`);
    expect((await owner.tap('Tanya alasannya'))[0]).toMatch(
      /^Ini pilihan SIG, jadi Dinas tidak bisa mengubahnya\. Dinas hanya bisa menanyakan alasannya\.$/,
    );
    const [asked] = await owner.tap('Ya, tanyakan');
    expect(asked).toMatch(/^Baik, Bu Siti, nomornya K-\d+\./);
    expect(await press(owner, `application.about-yes.${id}`)).toEqual([asked]);
    await press(rini, `s.app.${id}`);
    expect(rini.buttons.filter((it) => it.startsWith('Tinjauan'))).toEqual([]);
    await press(rini, `s.app.${id}.verified`);
    expect(await status(id)).toBe('refused');
  });

  it('comes back to the office when the partner is silent, and both sides know', async () => {
    const { owner, id, number } = await at('submitted', 'verified', 'forwarded');
    const work = await caseOf(id, 'application');
    await press(rini, `s.case.${work.id}.claim`);
    office.clock.advance(7 * DAY);
    await office.runJob('applications');
    await office.idle();
    expect(owner.last).toContain('belum memberi kabar sampai batas waktunya. Petugas menanyakannya');
    expect(rini.last).toContain(
      `belum memberi kabar tentang pengajuan ${number} (Di mitra), jadi kembali ke Dinas.`,
    );
    expect(budi.person.messages.map(textOf).join('\n')).not.toContain(
      `tentang pengajuan ${number} (Di mitra)`,
    );
    await rini.walk('>Buka pengajuan', '>Mitra sudah ditanya lagi', '>Ya, lanjut');
    await office.idle();
    expect(owner.last).toContain('yang menilai. Kabarnya datang di sini, paling lambat');
  });

  it('after the agreement is not withdrawn: wanting to end it is a case under the contract', async () => {
    const { owner, id } = await at('submitted', 'verified', 'forwarded', 'accepted', 'agreement', 'active');
    await press(owner, `application.${id}`);
    expect(owner.buttons).not.toContain('Tarik pengajuan');
    expect((await owner.tap('Ingin mengakhiri'))[0]).toContain('cara yang tertulis di perjanjian');
    const [done] = await owner.tap('Ya, minta dibantu');
    expect(done).toContain('sampai saat itu perjanjian tetap berlaku');
    await owner.walk('>Tulis alasannya', 'Pesanan makin sedikit');
    const work = await caseOf(id, 'ending');
    expect((await press(rini, `s.case.${work.id}`))[0]).toContain('Pesanan makin sedikit');
    expect(await status(id)).toBe('active');
    await press(owner, `application.withdraw-yes.${id}`);
    expect(await status(id)).toBe('active');
  });

  it('can be sent after a second officer has looked at a result that says "not yet"', async () => {
    const owner = await storedOwner(office, { business: { usualMonthlySales: 2_000_000_000 } });
    await owner.walk('/kemitraan', ...fittingAnswers, '>Pinjaman SIG');
    await owner.tap('Minta ditinjau petugas');
    const review = await office.database.prisma.case.findFirstOrThrow({
      where: { kind: 'review' },
      orderBy: { id: 'desc' },
    });
    await press(budi, `s.case.${review.id}`);
    expect((await budi.tap('Lihat dan putuskan'))[0]).toContain('Ada syarat wajib yang belum terpenuhi.');
    await budi.walk('>Boleh mendaftar', 'Angkanya sudah kami cek bersama', `>${CLEAR}`);
    expect(budi.last).toContain('sudah diputuskan. Pemilik dikabari.');
    await office.idle();
    expect(owner.last).toContain('boleh mendaftar');
    expect(owner.last).toContain('(belum tentu diterima).\nAlasannya: Angkanya sudah kami cek bersama');
    await owner.tap('Ajukan');
    expect(owner.last).toContain('Sebelum mengajukan, kami minta izin dulu.');
  });

  it('breaks no rule of the Bot API on the way', () => {
    expect(office.simulator.violations).toEqual([]);
  });
});
