import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openOffice, registrationSteps, type Office, type Owner } from '../../support/office.ts';
import { listOf, press, training } from '../../support/training.ts';
import type { Training } from '../../../src/services/trainings/trainings.ts';

/** From the button to the last question, with the phone of the chat. */
const answers: readonly string[] = ['>Setuju', 'Dewi Lestari', '>Ibu (perempuan)', '>Manyar'];

describe('somebody who has not registered', () => {
  let office: Office;
  beforeAll(async () => {
    office = await openOffice();
  });
  afterAll(() => office.close());

  async function stranger(of: Training): Promise<Owner> {
    const owner = office.owner('Dewi');
    await owner.say('/start');
    await press(owner, `t.join.${of.id}`);
    return owner;
  }

  it('consents for this training alone, answers four questions, and is invited to register afterwards', async () => {
    const of = await training(office);
    const dewi = office.owner('Dewi');
    await dewi.walk('/start', '>Lihat pelatihan');
    expect((await dewi.tap('Saya ikut'))[0]).toBe(
      'Mendaftar: Pelatihan Kemasan Produk\n' +
        'Untuk ikut pelatihan, kami mencatat nama, kecamatan, dan nomor HP Bapak/Ibu.\n' +
        'Hanya untuk pelatihan ini, dan hanya dilihat petugasnya. Boleh diminta hapus kapan saja.\n\n' +
        'Apakah Bapak/Ibu setuju?',
    );
    expect(dewi.buttons).toEqual(['Setuju', 'Tidak setuju']);
    await dewi.tap('Setuju');
    expect(dewi.last).toContain('Langkah 1 dari 4');
    await dewi.walk('Dewi Lestari', '>Ibu (perempuan)', '>Manyar');
    expect(dewi.last).toContain('Langkah 4 dari 4');
    expect(dewi.buttons).toContain('Kirim nomor HP ini');
    const said = await dewi.tap('Kirim nomor HP ini');
    expect(said.at(-2)).toContain('Terima kasih, Bu Dewi. Kursi Ibu sudah dicatat.');
    expect(said.at(-2)).toContain('Nomor peserta: 1');
    expect(said.at(-1)).toContain('Mau usahanya didaftarkan juga?');
    expect(dewi.buttons).toEqual(['Daftarkan usaha saya', 'Menu']);
    const [own] = await listOf(office, of);
    expect(own).toMatchObject({
      name: 'Dewi Lestari',
      salutation: 'P',
      phone: `+${dewi.person.phone}`,
      kecamatan: '35.25.10',
      status: 'seated',
      seat: 1,
    });
    expect(own?.personId).toBeUndefined();
    expect(
      await office.database.prisma.consent.findFirst({
        where: { personNumber: `participant:${own?.id}` },
      }),
    ).toMatchObject({ purpose: 'training', version: 1, button: 'agree', personId: null });
  });

  it('may leave the phone out, is called by name from then on, and cannot join twice', async () => {
    const of = await training(office);
    const dewi = await stranger(of);
    await dewi.walk(...answers, '>Lewati');
    const [own] = await listOf(office, of);
    expect(own?.phone).toBeUndefined();
    expect(await press(dewi, `t.join.${of.id}`)).toEqual(['Ibu sudah terdaftar.']);
    expect(await press(dewi, `t.leave.${own?.id}`)).toEqual([
      'Kursi Ibu akan diberikan kepada orang lain. Yakin tidak jadi ikut?',
    ]);
    expect(await dewi.tap('Ya, tidak jadi')).toEqual(['Baik, Bu Dewi. Terima kasih sudah memberi kabar.']);
    expect((await listOf(office, of)).map((one) => one.status)).toEqual(['left']);
  });

  it('who does not agree leaves nothing behind', async () => {
    const of = await training(office);
    const dewi = await stranger(of);
    expect(await dewi.say('nggih')).toEqual([
      expect.stringContaining('Untuk izin ini mohon tekan salah satu tombol.'),
    ]);
    expect((await dewi.tap('Tidak setuju'))[0]).toContain('Baik, Bapak/Ibu tidak didaftarkan.');
    expect(await listOf(office, of)).toEqual([]);
    const account = await office.database.prisma.account.findUniqueOrThrow({
      where: { chatId: dewi.person.id },
      include: { drafts: true },
    });
    expect(account.drafts.map((draft) => draft.status)).toEqual(['discarded']);
  });

  it('waits when the seats are gone, and reads so when joining closes while answering', async () => {
    const of = await training(office, { seats: 1 });
    const first = await stranger(of);
    await first.walk(...answers, '>Lewati');
    const second = await stranger(of);
    const third = await stranger(of);
    const waits = await second.walk('>Setuju', 'Hadi Santoso', '>Bapak (laki-laki)', 'Cerme', '>Lewati');
    expect(waits.join('\n')).toContain('Bapak masuk daftar tunggu nomor 1.');
    await third.walk('>Setuju', 'Rohmah Wati', '>Ibu (perempuan)', 'Cerme');
    await office.database.prisma.training.update({
      where: { id: of.id },
      data: { closesAt: office.clock.now() },
    });
    const late = await third.tap('Lewati');
    expect(late.join('\n')).toContain('Maaf, Bu Rohmah, pendaftaran pelatihan ini sudah ditutup');
    expect(late.join('\n')).not.toContain('Mau usahanya didaftarkan juga?');
    expect((await listOf(office, of)).map((one) => one.status)).toEqual(['seated', 'waiting']);
  });

  it('who registers later keeps the seat under her own person', async () => {
    const of = await training(office);
    const siti = office.owner();
    await siti.say('/start');
    await press(siti, `t.join.${of.id}`);
    await siti.walk('>Setuju', 'Siti Aminah', '>Ibu (perempuan)', '>Manyar', '>Lewati');
    await siti.walk(...registrationSteps.slice(1), '>Tidak usah');
    const [own] = await listOf(office, of);
    expect(own?.personId).toBeDefined();
    expect((await siti.say('antrean saya'))[0]).toBe(
      'Pelatihan Kemasan Produk: kursi sudah dicatat, nomor peserta 1.',
    );
  });
});

describe('the form of somebody who has not registered', () => {
  it('goes on after the bot was built anew between all messages, and joins once when everything comes three times', async () => {
    const office = await openOffice({ rebuildAlways: true, tripled: true });
    const of = await training(office);
    const dewi = office.owner('Dewi');
    await dewi.walk('/start', '>Lihat pelatihan', '>Saya ikut', ...answers, '>Lewati');
    expect((await listOf(office, of)).map(({ name, seat }) => ({ name, seat }))).toEqual([
      { name: 'Dewi Lestari', seat: 1 },
    ]);
    expect(
      dewi.person.messages.filter((message) => message.text?.includes('Kursi Ibu sudah dicatat') === true)
        .length,
    ).toBe(1);
    await office.close();
  });
});
