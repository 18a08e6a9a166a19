import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeError } from '../../../src/log.ts';
import { textOf } from '../../../src/simulator/simulator.ts';
import { openOffice, type Office, type Owner } from '../../support/office.ts';
import { atNik, inClear, partnershipRows } from '../../support/partnership.ts';
import { everythingStored } from '../../support/rows.ts';

const NIK = '3525015503740001';
const logged: string[] = [];

function written(owner: Owner): readonly string[] {
  return owner.person.messages.map(textOf);
}

describe('the NIK of an application', () => {
  let office: Office;
  beforeAll(async () => {
    office = await openOffice({
      log: pino(
        { level: 'trace', serializers: { error: describeError } },
        { write: (text: string) => logged.push(text) },
      ),
    });
  });
  afterAll(() => office.close());

  it('deletes the message with the NIK and never shows, logs or stores it in clear', async () => {
    const nik = '3525016703810042';
    const owner = await atNik(office);
    // Trouble with the reply makes the log speak.
    office.simulator.failNext({ method: 'sendMessage', code: 502, times: 4, chatId: owner.person.id });
    const sent = owner.person.sendText(nik);
    await office.done(sent.update);
    expect(logged).not.toEqual([]);
    expect(owner.person.messages.some((message) => message.message_id === sent.message.message_id)).toBe(
      false,
    );
    expect(owner.last).toContain('Pesan tadi sudah saya hapus dari obrolan ini.');
    expect(owner.last).toContain('3. NIK: 3525••••••••0042');
    await owner.tap('Kirim');
    expect((await partnershipRows(office, owner.person.id))['niks']).toEqual([nik]);
    expect(written(owner).join()).not.toContain(nik);
    expect(JSON.stringify(office.simulator.calls.map((call) => call.parameters))).not.toContain(nik);
    expect(logged.join()).not.toContain(nik);
    expect(await inClear(office, nik)).toEqual([]);
    // Sealed, too, it stands with the person alone.
    expect(await everythingStored(office)).not.toContain(nik);
  });

  it('asks the owner to delete the message when Telegram refuses', async () => {
    const owner = await atNik(office);
    office.simulator.failNext({
      method: 'deleteMessage',
      code: 400,
      description: "Bad Request: message can't be deleted",
    });
    expect((await owner.say(NIK))[0]).toContain(
      'Demi keamanan, mohon Ibu hapus pesan tadi dari obrolan ini.',
    );
  });

  it.each([
    ['3525013199740001', 'Tanggal lahir di dalamnya tidak biasa.'],
    ['3525015503740000', 'Empat angka terakhirnya nol.'],
    ['3525015503200001', 'Umur di dalamnya belum 17 tahun.'],
    ['3578015503740001', 'Angka depannya bukan dari Gresik.'],
  ])('asks back when the NIK %s is unusual, masked, and takes it all the same', async (nik, warning) => {
    const owner = await atNik(office);
    const [answer] = await owner.say(nik);
    expect(answer).toContain(warning);
    expect(answer).toContain(`${nik.slice(0, 4)}••••••••${nik.slice(-4)}`);
    expect(answer).not.toContain(nik);
    await owner.walk('>Ya, sesuai KTP', '>Kirim');
    expect((await partnershipRows(office, owner.person.id))['niks']).toEqual([nik]);
  });

  it('explains a number that is no NIK, deletes what comes close, then offers a person', async () => {
    const owner = await atNik(office);
    const [first] = await owner.say('352501550374000');
    expect(first).toContain('NIK terdiri dari 16 angka, yang Ibu tulis ada 15.');
    expect(first).toContain('Pesan tadi sudah saya hapus');
    expect((await owner.say('nanti dulu ya'))[0]).toContain('Mau dibantu petugas');
    await owner.walk('>Coba tulis lagi');
    expect((await owner.say('0812 3456 7890'))[0]).toContain('sepertinya nomor HP');
    expect((await owner.say('lupa'))[0]).toContain('NIK boleh diisi nanti');
    expect((await owner.say('bingung'))[0]).toContain('Mau dibantu petugas');
    await owner.walk('>Minta dibantu petugas', '>Kirim');
    expect(await partnershipRows(office, owner.person.id)).toMatchObject({
      niks: [null],
      applications: [{ nikBy: 'officer' }],
    });
  });

  it('deletes a picture of the KTP and asks for the digits again', async () => {
    const owner = await atNik(office);
    const sent = owner.person.sendPhoto();
    await office.done(sent.update);
    expect(owner.person.messages.some((message) => message.message_id === sent.message.message_id)).toBe(
      false,
    );
    expect(owner.last).toContain('Foto tidak kami perlukan di sini, juga foto KTP.');
    expect(owner.last).toContain('Berapa NIK Ibu');
  });

  it('can be sent without the NIK, which is given later', async () => {
    const owner = await atNik(office);
    const [receipt] = await owner.walk('>Isi nanti', '>Kirim');
    expect(receipt).toContain('NIK belum diisi. Bisa diisi kapan saja lewat tombol "Isi NIK".');
    expect((await owner.tap('Isi NIK'))[0]).toContain('Berapa NIK Ibu');
    const answer = await owner.say(NIK);
    expect(answer.join()).toContain('Terima kasih, Bu Siti. NIK sudah dicatat.');
    expect(await partnershipRows(office, owner.person.id)).toMatchObject({
      niks: [NIK],
      applications: [{ nikBy: 'given' }],
    });
    await owner.walk('/kemitraan', '>Pinjaman SIG', '>Lihat pengajuan');
    expect(owner.buttons).not.toContain('Isi NIK');
  });

  it('can leave the NIK to an officer', async () => {
    const owner = await atNik(office);
    const [receipt] = await owner.walk('>Lewat petugas', '>Kirim');
    expect(receipt).toContain('NIK disampaikan langsung ke petugas.');
    expect(await partnershipRows(office, owner.person.id)).toMatchObject({
      applications: [{ nikBy: 'officer' }],
    });
  });

  it('never asks for a NIK that is known, and does not say that it is', async () => {
    const owner = await atNik(office);
    await owner.walk(NIK, '>Kirim', '/kemitraan', '>Kerja sama SIG', '>Ajukan');
    expect(owner.last).not.toContain('NIK');
    const [review] = await owner.tap('Setuju');
    expect(review).toContain('1. Program: Kerja sama usaha');
    expect(review).not.toContain('NIK');
    expect((await owner.tap('Kirim'))[0]).toContain('sudah dikirim');
  });

  it('says nothing when somebody else has the same NIK; the office sees a hint', async () => {
    const nik = '3525014505800007';
    const [first, second] = [await atNik(office), await atNik(office)];
    await first.walk(nik, '>Kirim');
    const said = await second.walk(nik, '>Kirim');
    expect(said[0]).toContain('Pengajuan Ibu sudah dikirim');
    const account = await office.database.prisma.account.findUniqueOrThrow({
      where: { chatId: second.person.id },
      include: { cases: true },
    });
    expect(account.cases[0]?.details).toMatchObject({ nikSeenElsewhere: true });
  });

  it('keeps to the rules of the Bot API in all of it', () => {
    expect(office.simulator.violations).toEqual([]);
  });
});
