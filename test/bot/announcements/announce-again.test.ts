import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { announceBefore, announceFrom, announcementRows } from '../../support/announce.ts';
import { officer, type MemberInChat } from '../../support/members.ts';
import { openOffice, type Office, walkTo } from '../../support/office.ts';
import { registeredPerson } from '../../support/people.ts';
import { files } from '../../support/files.ts';
import { pdfPages } from '../../support/pdf.ts';

const CERME = '35.25.11';

describe('after the first announcement', () => {
  let office: Office;
  let budi: MemberInChat;
  let training = 0;
  beforeAll(async () => {
    office = await openOffice();
    for (const kecamatan of [CERME, CERME, '35.25.10']) {
      const { id: chatId } = office.simulator.createPerson({
        id: 7_000 + Math.floor(Math.random() * 1e6),
        firstName: 'Siti',
        started: true,
      });
      await registeredPerson(office.services, { chatId, businesses: [{ kecamatan }] });
    }
    budi = await officer(office);
    await walkTo(office, budi, announceBefore('audience'));
    await budi.walk('cerme', ...announceFrom('audience'), '>Kirim pengumuman');
    training = (await announcementRows(office))[0]?.trainingId ?? 0;
    await office.idle();
  });
  afterAll(() => office.close());

  it('the training can be announced to others, and who takes part already is left out', async () => {
    const [joined] = await office.services.db.person.findMany({
      where: { businesses: { some: { kecamatan: '35.25.10' } } },
    });
    await office.services.db.participant.create({
      data: {
        trainingId: training,
        personId: joined?.id ?? 0,
        status: 'seated',
        joinedAt: office.clock.now(),
      },
    });
    const rina = await officer(office, { name: 'Rina' });
    await rina.walk('/petugas', '>Umumkan pelatihan');
    await rina.tap(/^Pelatihan Kema.*, 19 Nov$/);
    expect(rina.last).toMatch(/^Diumumkan lagi: Pelatihan Kemasan Produk, .*\n\n?Langkah 1 dari 4\n/);
    await rina.walk('Masih ada kursi.', '>Lanjut', '>Selesai memilih');
    expect(rina.last).toContain('Akan menerima: 2 orang');
    expect(rina.last).toContain('- sudah terdaftar atau sudah mengisi: 1');
    await rina.walk('>Sekarang');
    expect(rina.last).not.toContain('Perhatian');
    await rina.tap('Kirim pengumuman');
    expect((await announcementRows(office)).at(-1)).toMatchObject({
      trainingId: training,
      text: 'Masih ada kursi.',
    });
    expect(await office.services.db.training.count()).toBe(1);
    await office.services.db.participant.deleteMany();
  });

  it('a notice needs no training', async () => {
    const rina = await officer(office, { name: 'Rina' });
    await rina.walk('/petugas', '>Umumkan pelatihan', '>Kabar tanpa pelatihan');
    expect(rina.buttons).toEqual(['Kembali', 'Batal']);
    await rina.walk('Kantor Dinas tutup pada 24 Desember.', '>Lanjut', '>Selesai memilih');
    const [sample = ''] = await rina.tap('Sekarang');
    expect(sample).toContain('Kantor Dinas tutup pada 24 Desember.');
    await rina.tap('Kirim pengumuman');
    expect((await announcementRows(office)).at(-1)).toMatchObject({
      trainingId: null,
      text: 'Kantor Dinas tutup pada 24 Desember.',
    });
  });

  it('a training that is cancelled in the middle is not announced', async () => {
    const rina = await officer(office, { name: 'Rina' });
    await rina.act((it) => it.pressData(1, `s.announce.${training}`));
    await rina.walk('>Lewati', '>Lanjut', '>Selesai memilih', '>Sekarang');
    await office.services.db.training.update({ where: { id: training }, data: { status: 'cancelled' } });
    const { length } = await announcementRows(office);
    expect((await rina.tap('Kirim pengumuman'))[0]).toContain('sudah ditutup atau dibatalkan');
    expect(await announcementRows(office)).toHaveLength(length);
    await office.services.db.training.update({ where: { id: training }, data: { status: 'planned' } });
  });

  it('the page "Dasar undangan" comes as a PDF, from the receipt and from the list', async () => {
    await budi.tap('Dasar undangan');
    const { code, basis } = (await announcementRows(office))[0] ?? {};
    const [sent, ...others] = await files(office, budi);
    expect(others).toEqual([]);
    expect(sent).toMatchObject({
      name: `dasar-undangan-${code}.pdf`,
      caption: `Dasar undangan, kode ${code}`,
    });
    expect((await pdfPages(sent?.data ?? new Uint8Array())).join()).toContain('Siapa yang diundang');
    expect(basis).toMatchObject({ reached: 2, matched: 2 });
    await budi.walk('>Lihat pengumuman ini', '>Dasar undangan');
    expect(await files(office, budi)).toHaveLength(2);
    expect(await budi.act((it) => it.pressData(1, 's.basis.99999'))).toEqual([
      'Tombol ini sudah tidak dipakai. Silakan tulis /menu.',
      'Tombol ini sudah tidak dipakai. Silakan tulis /menu.',
    ]);
  });
});
