import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  applicationOfAccount,
  withdrawApplication,
} from '../../../src/services/partnership/applications/applications.ts';
import { stepApplication } from '../../../src/services/partnership/steps/application-steps.ts';
import { atomically } from '../../../src/services/core/services.ts';
import { officer, type MemberInChat } from '../../support/members.ts';
import { openOffice, type Office, type Owner } from '../../support/office.ts';
import { atNik } from '../../support/partnership.ts';

/** The declaration of whoever decides for the Dinas. */
const CLEAR = 'Ya, tidak ada hubungan';
const NIK = '3525015503740001';
/** Gresik, where the registration of the tests lives, and Cerme. */
const OWN = '35.25.16';
const FOREIGN = '35.25.05';

interface Applied {
  readonly owner: Owner;
  readonly id: number;
  readonly number: string;
}

describe('the office and an application', () => {
  let office: Office;
  let budi: MemberInChat;
  beforeAll(async () => {
    office = await openOffice();
    budi = await officer(office, { kecamatan: [OWN] });
  });
  afterAll(() => office.close());

  async function applied(): Promise<Applied> {
    const owner = await atNik(office);
    await owner.walk(NIK, '>Kirim');
    const row = await office.database.prisma.application.findFirstOrThrow({ orderBy: { id: 'desc' } });
    return { owner, id: row.id, number: row.number };
  }
  const stored = async (
    id: number,
  ): Promise<{ readonly status: string; readonly steps: readonly string[] }> => {
    const row = await office.database.prisma.application.findUniqueOrThrow({
      where: { id },
      include: { steps: { orderBy: { id: 'asc' } } },
    });
    return { status: row.status, steps: row.steps.map((step) => step.status) };
  };
  const press = (who: Owner, data: string): Promise<readonly string[]> =>
    who.act((person) => person.pressData(person.messages.at(-1)?.message_id ?? 0, data));

  it('leads it step by step to the end, and tells the owner each time', async () => {
    const { owner, id, number } = await applied();
    await budi.walk('/petugas', '>Pengajuan');
    expect(budi.buttons[0]).toMatch(/^Baru diajukan: \d+$/);
    await budi.tap(/^Baru diajukan/);
    const [file] = await budi.tap(new RegExp(`^Otak-otak Bu Siti\\n${number}, `));
    expect(file).toContain(`Pengajuan ${number}\nStatus: Baru diajukan`);
    expect(file).toContain('Batas waktu: Kamis, 5 November 2026');
    expect(file).toContain('Pemilik: Siti Aminah');
    expect(file).toContain('Data usaha di atas menurut pemilik');
    expect(file).not.toContain(NIK);
    expect(file).toMatch(/NIK: .*0001/);
    expect(file).toContain('Riwayat:\n• Senin, 2 November 2026 pukul 10.00 WIB: Baru diajukan, oleh pemilik');
    expect(budi.buttons.slice(0, 4)).toEqual([
      'Tandai sudah diperiksa',
      'Belum diterima',
      'Saya punya hubungan',
      'Hasil cek syarat',
    ]);
    const [check] = await budi.tap('Hasil cek syarat');
    expect(check).toContain('Hasil cek sebelum mengajukan, 2 November 2026');
    expect(check).toContain('Syarat wajib terpenuhi.\n\n✓ ');

    await budi.walk(`>${number}`, '>Tandai sudah diperiksa');
    expect(budi.last).toContain('Baru diajukan → Sudah diperiksa');
    expect((await budi.tap(CLEAR))[0]).toBe(
      `Pengajuan ${number} sekarang: Sudah diperiksa.\nKabar berikutnya dijanjikan paling lambat Kamis, 5 November 2026.\nPemilik dikabari lewat bot.`,
    );
    await office.idle();
    expect(owner.last).toBe(
      `Bu Siti, ada kabar tentang pengajuan ${number} untuk Pinjaman modal usaha (PUMK) dari PT Semen Indonesia (SIG).\nStatus: sudah diperiksa petugas.\nLangkah berikutnya: petugas menyerahkannya ke SIG, paling lambat Kamis, 5 November 2026. Ini belum tentu diterima.`,
    );
    expect((await owner.tap('Lihat pengajuan'))[0]).toContain('Status: sudah diperiksa petugas');

    const work = await office.database.prisma.case.findFirstOrThrow({
      where: { kind: 'application', status: 'open' },
    });
    expect((await press(budi, `s.case.${work.id}`))[0]).toContain(
      'Budi Santoso memajukan pengajuan: Sudah diperiksa',
    );
    await budi.tap('Buka pengajuan');
    await budi.walk('>Teruskan ke mitra');
    expect(budi.last).toContain('Data yang diizinkan diserahkan ke PT Semen Indonesia');
    await budi.tap('Ya, lanjut');
    await office.idle();
    expect(owner.last).toContain('Kabarnya datang di sini, paling lambat Senin, 16 November 2026.');
    const audited = await office.database.prisma.audit.findFirstOrThrow({
      where: { action: 'application.forwarded', subject: `application:${number}` },
    });
    expect(audited).toMatchObject({
      actor: budi.member.number,
      details: { from: 'verified', fields: expect.arrayContaining(['nik']) },
    });
    const rini = await officer(office, { name: 'Rini Astuti', kecamatan: [OWN] });
    for (const step of ['Diterima mitra', 'Pinjaman disalurkan', 'Lunas']) {
      await press(budi, `s.app.${id}`);
      await budi.walk(`>${step}`, '>Tanpa surat', '>Ya, lanjut');
      await office.idle();
      // What only the company decides counts when a second officer has agreed.
      if (step !== 'Lunas') await rini.tap('Setujui');
    }
    await office.idle();
    expect(owner.last).toContain('Status: pinjaman lunas.');
    expect((await stored(id)).steps).toEqual([
      'submitted',
      'verified',
      'forwarded',
      'accepted',
      'disbursed',
      'repaid',
    ]);
    expect(await office.database.prisma.case.count({ where: { kind: 'application', status: 'open' } })).toBe(
      0,
    );
  });

  it('refuses it with a reason that the owner reads in the message, the list and the data', async () => {
    const { owner, id, number } = await applied();
    await press(budi, `s.app.${id}.refused`);
    expect(budi.last).toContain('Apa alasannya, dan apa yang bisa dilakukan?');
    await budi.say('abc');
    expect(budi.last).toContain('5 sampai 300 huruf');
    await budi.say(`Bahan baku ${NIK}`);
    expect(budi.last).toContain('Apa alasannya, dan apa yang bisa dilakukan?');
    const [sure] = await budi.say('Bahan baku belum cocok <tahun ini>');
    expect(sure).toContain('Pemilik langsung membaca:');
    await budi.tap(CLEAR);
    expect(budi.last).toContain('sekarang: Belum diterima.\nPemilik dikabari lewat bot.');
    await office.idle();
    expect(owner.last).toContain('Status: belum diterima.\nAlasannya: Bahan baku belum cocok <tahun ini>');
    expect(owner.last).not.toContain(NIK);
    expect((await owner.tap('Lihat pengajuan'))[0]).toContain('Alasannya: Bahan baku belum cocok');
    expect((await owner.say('/dataku')).join('\n')).toContain(
      `${number}, Pinjaman modal usaha (PUMK) dari PT Semen Indonesia (SIG): belum diterima. Alasannya: Bahan baku`,
    );
    const draft = await office.database.prisma.draft.findFirstOrThrow({
      where: { form: 'application-step' },
      orderBy: { id: 'desc' },
    });
    expect(draft).toMatchObject({ status: 'submitted', payload: null });
    await owner.walk('/hapus', 'hapus');
    expect(
      await office.database.prisma.applicationStep.count({
        where: { applicationId: id, reason: { not: null } },
      }),
    ).toBe(0);
  });

  it('is not done by who works in another kecamatan, nor by who has no such duty', async () => {
    const { owner, id, number } = await applied();
    const cerme = await officer(office, { name: 'Rini Astuti', kecamatan: [FOREIGN] });
    await cerme.walk('/petugas', '>Pengajuan');
    expect(cerme.buttons).toContain('Baru diajukan: 0');
    const helper = await officer(office, { name: 'Wati Lestari', role: 'helper' });
    await helper.say('/petugas');
    expect(helper.buttons).not.toContain('Pengajuan');
    for (const who of [cerme, helper, owner])
      for (const verb of [
        '',
        '.check',
        '.verified',
        '.verified.yes',
        '.verified.clear',
        '.verified.related',
        '.refused',
        '.refused.yes',
      ]) {
        const said = await press(who, `s.app.${id}${verb}`);
        expect(said.join('\n')).not.toContain(number);
      }
    expect((await stored(id)).steps).toEqual(['submitted']);
  });

  it('does not jump: a step made by hand that cannot follow changes nothing', async () => {
    const { id } = await applied();
    for (const to of ['forwarded', 'accepted', 'active', 'finished', 'withdrawn', 'submitted', 'nothing'])
      await press(budi, `s.app.${id}.${to}.yes`);
    expect(await stored(id)).toEqual({ status: 'submitted', steps: ['submitted'] });
    expect(budi.person.toasts.at(-1)?.text).toContain('sudah tidak dipakai');
  });

  it('takes one step when two officers press at once', async () => {
    const { id } = await applied();
    const rini = await officer(office, { name: 'Rini Astuti' });
    const said = await Promise.all([
      press(budi, `s.app.${id}.verified.clear`),
      press(rini, `s.app.${id}.verified.clear`),
    ]);
    expect(said.flat().filter((text) => text.includes('Tidak ada yang diubah'))).toHaveLength(1);
    expect((await stored(id)).steps).toEqual(['submitted', 'verified']);
  });

  it('asks the data back also when the owner withdraws from a screen that is older than the forwarding', async () => {
    const { owner, id } = await applied();
    const { prisma } = office.database;
    const account = await prisma.account.findUniqueOrThrow({ where: { chatId: owner.person.id } });
    const seen = await applicationOfAccount(office.services, account.id, id);
    if (seen === undefined) throw new Error('expected an application');
    await atomically(prisma, office.services, async (inside) => {
      await stepApplication(inside, budi.member, { id, to: 'verified', details: { clear: true } });
      await stepApplication(inside, budi.member, { id, to: 'forwarded', details: {} });
    });
    const done = await atomically(prisma, office.services, (inside) =>
      withdrawApplication(inside, account.id, seen),
    );
    expect(done).toMatchObject({ kind: 'withdrawn', recall: { dueOn: '2026-11-05' } });
    expect((await press(budi, `s.app.${id}.accepted.yes`))[0]).toContain('sekarang: Ditarik pemilik');
  });

  it('is withdrawn and forwarded at once: whoever comes second knows what the first has done', async () => {
    const { owner, id } = await applied();
    await press(budi, `s.app.${id}.verified.clear`);
    await Promise.all([
      press(budi, `s.app.${id}.forwarded.yes`),
      press(owner, `application.withdraw-yes.${id}`),
    ]);
    const { status, steps } = await stored(id);
    expect(status).toBe('withdrawn');
    expect(steps.at(-1)).toBe('withdrawn');
    expect(
      await office.database.prisma.case.count({
        where: { kind: 'recall', details: { path: ['application'], equals: id } },
      }),
    ).toBe(steps.includes('forwarded') ? 1 : 0);
  });

  it('says to call where no chat can be reached', async () => {
    const { owner, id } = await applied();
    await office.database.prisma.account.update({
      where: { chatId: owner.person.id },
      data: { unreachableSince: office.clock.now() },
    });
    expect((await press(budi, `s.app.${id}.verified.clear`))[0]).toContain('Mohon ditelepon.');
  });
});
