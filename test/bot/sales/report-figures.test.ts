import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openOffice, registeredOwner, type Office, type Owner } from '../../support/office.ts';
import { captions, reporter, secondBusiness } from '../../support/reports.ts';
import { HOUR } from '../../support/clock.ts';
import { files } from '../../support/files.ts';
import { pdfPages } from '../../support/pdf.ts';

/** Everything in the chat that can still be read, of both sides. */
function readable(owner: Owner): string {
  return owner.person.log.map((message) => message.text ?? message.caption ?? '').join('\n');
}

describe('figures in the chat', () => {
  let office: Office;
  beforeAll(async () => {
    office = await openOffice();
  });
  afterAll(() => office.close());

  it('are gone after "Sembunyikan angka", those that the owner typed too; the report stays', async () => {
    const siti = await registeredOwner(office);
    await siti.walk(
      '/lapor',
      '>Oktober 2026',
      '3,2 jt',
      '>Benar',
      '>Masih sama',
      '>Kirim',
      'lapor september 2,8 jt',
      '>Benar',
      '>Rekap untuk bank',
    );
    expect(readable(siti)).toMatch(/Rp3\.200\.000[\s\S]*lapor september 2,8 jt/);
    const [done] = await siti.tap('Sembunyikan angka');
    expect(done).toMatch(
      /^Sudah\. \d+ pesan laporan saya hapus dari obrolan ini, dan laporannya tetap tersimpan\.$/,
    );
    expect(readable(siti)).not.toMatch(/3[.,]2|2[.,]8|Rekap penjualan|Penjualan 12 bulan/);
    expect(captions(siti)).toEqual([]);
    await siti.walk('/lapor', 'oktober');
    expect(siti.last).toContain('sudah dilaporkan: Rp3.200.000');
  });

  it('are hidden also where a report was thrown away, or is still open', async () => {
    const siti = await reporter(office, 'oktober 3,2 jt');
    const receipt =
      siti.person.messages.find((message) => message.text?.includes('sudah masuk'))?.message_id ?? 0;
    await siti.walk(
      'lapor oktober 4,4 jt',
      '>Biarkan',
      '/lapor',
      '>September 2026',
      '5,5 jt',
      '>Benar',
      '/menu',
    );
    await siti.act((person) => person.tap('Sembunyikan angka', { message: receipt }));
    expect(readable(siti)).not.toMatch(/3[.,]2|4[.,]4|5[.,]5/);
    await siti.walk('/menu', '>Lanjut laporan penjualan', '>Masih sama');
    expect(siti.last).toContain('Rp5.500.000');
  });

  it('older than 48 hours stay, and the owner is told how many', async () => {
    const siti = await reporter(office, 'september 2,8 jt');
    office.clock.advance(49 * HOUR);
    await siti.walk('lapor oktober 3,2 jt', '>Benar');
    const texts = await siti.tap('Sembunyikan angka');
    expect(texts[0]).toMatch(/^Sudah\. 4 pesan laporan/);
    expect(texts[1]).toBe(
      'Masih ada 3 pesan yang tidak bisa saya hapus, karena sudah lebih dari 48 jam. Mohon Ibu hapus sendiri kalau perlu.',
    );
    expect(readable(siti)).toContain('Rp2.800.000');
    expect(readable(siti)).not.toContain('Rp3.200.000');
    office.clock.set('2026-11-02T03:00:00Z');
  });

  it('are counted one by one when Telegram refuses some of a batch', async () => {
    const siti = await registeredOwner(office);
    await siti.walk('/lapor', '>Oktober 2026', '3,2 jt');
    office.clock.advance(47 * HOUR);
    await siti.walk('/menu', '>Lanjut laporan penjualan', '>Benar', '>Masih sama', '>Kirim');
    office.clock.advance(2 * HOUR);
    const texts = await siti.tap('Sembunyikan angka');
    expect(texts.join('\n')).toMatch(
      /Sudah\. \d+ pesan[\s\S]*Masih ada \d+ pesan yang tidak bisa saya hapus/,
    );
    office.clock.set('2026-11-02T03:00:00Z');
  });

  it('are gone only once: nothing is left for a second tap', async () => {
    const siti = await reporter(office, 'oktober 3,2 jt');
    const receipt =
      siti.person.messages.findLast((message) => message.text?.includes('sudah masuk'))?.message_id ?? 0;
    await siti.tap('Sembunyikan angka');
    await siti.act((person) => person.pressData(receipt, 'hide-figures'));
    expect(siti.last).toBe('Tidak ada lagi pesan dengan angka yang bisa saya hapus.');
  });

  it('are deleted a hundred at a time', async () => {
    const siti = await reporter(office, 'oktober 3,2 jt');
    const account = await office.database.prisma.account.findUniqueOrThrow({
      where: { chatId: siti.person.id },
    });
    const many = Array.from({ length: 230 }, (_, index) => ({
      accountId: account.id,
      messageId: 900_000 + index,
      sentAt: office.clock.now(),
    }));
    await office.database.prisma.figureMessage.createMany({ data: many });
    expect((await siti.tap('Sembunyikan angka'))[0]).toMatch(/^Sudah\. 23\d pesan/);
    expect(await office.database.prisma.figureMessage.count({ where: { accountId: account.id } })).toBe(0);
  });

  it('come as one page for a bank, marked as reported by the owner', async () => {
    const siti = await reporter(office, 'september 2,8 jt', 'oktober 3,2 jt');
    await siti.tap('Rekap untuk bank');
    const page = siti.person.messages.at(-2);
    expect(page?.caption).toBe(
      'Rekap penjualan Otak-otak Bu Siti, dilaporkan sendiri oleh pemilik. Bisa disimpan, atau diteruskan ke bank.',
    );
    expect(page?.photo?.at(-1)?.height).toBeGreaterThan(page?.photo?.at(-1)?.width ?? 0);
    // A bank wants a file: the same, with the buttons under what came last.
    const [file] = await files(office, siti);
    expect(file?.name).toBe('rekap-penjualan.pdf');
    const [paper, ...more] = await pdfPages(file?.data ?? Buffer.alloc(0));
    expect(more).toEqual([]);
    for (const words of ['Otak-otak Bu Siti', 'Siti Aminah', 'Oktober 2026', 'Rp3.200.000', 'Rp6.000.000'])
      expect(paper).toContain(words);
    expect(siti.buttons).toEqual(['Laporan saya', 'Sembunyikan angka', 'Menu']);
    await siti.tap('Sembunyikan angka');
    expect(siti.person.messages.filter((it) => it.document !== undefined)).toEqual([]);
  });

  it('come for the business that is chosen; without a report there is no page', async () => {
    const siti = await registeredOwner(office);
    await siti.walk(...secondBusiness, '/rekap');
    expect(siti.buttons).toEqual(['Otak-otak Bu Siti', 'Warung Pojok', 'Menu']);
    await siti.tap('Warung Pojok');
    expect(siti.last).toBe('Belum ada laporan penjualan, Bu. Laporan pertama bisa ditulis sekarang.');
    expect(siti.buttons).toEqual(['Lapor penjualan', 'Menu']);
  });

  it('come as a chart below 60 KB', async () => {
    const siti = await reporter(office, 'september 2,8 jt', 'oktober 3,2 jt');
    const photo = siti.person.messages.findLast((message) => message.photo !== undefined)?.photo?.at(-1);
    expect(photo?.file_size).toBeLessThan(60_000);
    expect(photo?.width).toBe(720);
  });

  it('breaks no rule of Telegram', () => {
    expect(office.simulator.violations).toEqual([]);
  });
});
