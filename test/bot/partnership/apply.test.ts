import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { textOf } from '../../../src/simulator/simulator.ts';
import { heldButton } from '../../support/chat.ts';
import { disturbances } from '../../support/long.ts';
import { openOffice, type Office } from '../../support/office.ts';
import { atNik, checkedOwner, partnershipRows, answeredAsWanted } from '../../support/partnership.ts';
import { storedOwner, registerIn } from '../../support/people.ts';

const NIK = '3525015503740001';
describe('applying', () => {
  let office: Office;
  beforeAll(async () => {
    office = await openOffice();
  });
  afterAll(() => office.close());

  it('has the terms above the button, then asks for a consent that names the partner and what it sees', async () => {
    const owner = await checkedOwner(office);
    expect(owner.last).toContain('paling banyak Rp250.000.000 (dua ratus lima puluh juta rupiah)');
    expect(owner.last).toContain('3 persen setahun');
    const [consent, ...more] = await owner.tap('Ajukan');
    expect(more).toEqual([]);
    expect(consent).toContain('Diteruskan ke: PT Semen Indonesia (Persero) Tbk (SIG).');
    expect(consent).toMatch(
      /Yang akan dilihat: nama pemilik, nama usaha, .*kisaran penjualan sebulan, punya NIB atau belum\.\n/,
    );
    expect(consent).toContain(
      '\nBaru sesudah Ibu diterima mitra: nomor HP, 8 dari 16 angka NIK, desa atau kelurahan, nomor NIB.\n',
    );
    expect(consent).not.toContain('NIK Ibu');
    expect(owner.buttons).toEqual(['Setuju', 'Baca lengkap', 'Tidak setuju']);
  });

  it('does not show the whole programme again to who has just read it', async () => {
    const owner = await checkedOwner(office);
    expect((await owner.tap('Rincian program'))[0]).toContain('Pinjaman harus dikembalikan.');
    const messages = await owner.tap('Ajukan');
    expect(messages).toHaveLength(1);
    expect(messages[0]).toContain('Apakah Ibu setuju?');
  });

  it('takes only the button or the word itself as consent', async () => {
    const owner = await checkedOwner(office);
    await owner.tap('Ajukan');
    for (const word of ['nggih', 'setuju saja lah']) {
      expect((await owner.say(word))[0]).toContain(
        'Terima kasih. Untuk izin ini mohon tekan salah satu tombol.',
      );
      expect(owner.buttons).toEqual(['Setuju', 'Baca lengkap', 'Tidak setuju']);
    }
    await owner.say('boleh');
    expect(owner.buttons).toContain('Minta dibantu petugas');
    await owner.tap('Coba tulis lagi');
    expect((await owner.say('Setuju'))[0]).toContain('Berapa NIK Ibu');
    expect((await partnershipRows(office, owner.person.id))['consents']).toHaveLength(1);
  });

  it('stores nothing when the consent is refused', async () => {
    const owner = await checkedOwner(office);
    await owner.tap('Ajukan');
    expect((await owner.tap('Tidak setuju'))[0]).toBe(
      'Baik, Bu Siti. Pengajuan tidak dikirim, dan data tidak diteruskan.',
    );
    const rows = await partnershipRows(office, owner.person.id);
    expect(rows).toMatchObject({ applications: [], cases: [], niks: [null] });
    expect(rows['consents']).toHaveLength(1);
  });

  it('goes from the result to the number in four actions', async () => {
    const owner = await checkedOwner(office);
    const before = owner.actions;
    const [receipt] = await owner.walk('>Ajukan', '>Setuju', NIK, '>Kirim');
    expect(owner.actions - before).toBe(4);
    expect(receipt).toMatch(
      /^Terima kasih, Bu Siti\. Pengajuan Ibu sudah dikirim\.\n\nNomor: P-2611-\d{4}\n/,
    );
    expect(receipt).toContain('Status: sudah dikirim\nSenin, 2 November 2026 pukul 10.00 WIB');
    expect(receipt).toContain('petugas memeriksa, paling lambat Kamis, 5 November 2026');
    expect(receipt).toContain('belum tentu diterima');
    const rows = await partnershipRows(office, owner.person.id);
    expect(rows).toMatchObject({
      niks: [NIK],
      applications: [
        {
          programme: 'sig-pumk',
          status: 'submitted',
          nikBy: 'given',
          dueOn: '2026-11-05',
          steps: ['submitted'],
        },
      ],
      cases: [{ kind: 'application', status: 'open', dueOn: '2026-11-05' }],
    });
  });

  it('sends once and says so after all when the receipt was lost', async () => {
    const owner = await atNik(office);
    await owner.say(NIK);
    office.simulator.failNext({ method: 'sendMessage', code: 502, times: 4, chatId: owner.person.id });
    expect((await owner.tap('Kirim')).at(-1)).toContain('Pengajuan Ibu sudah dikirim');
    expect((await partnershipRows(office, owner.person.id))['applications']).toHaveLength(1);
  });

  it('keeps the proof of the consent: purpose, version, text, button, partner and fields', async () => {
    const owner = await atNik(office);
    await owner.walk(NIK, '>Kirim');
    const consents = (await partnershipRows(office, owner.person.id))['consents'] ?? [];
    expect(consents).toHaveLength(2);
    expect(consents[1]).toMatchObject({
      purpose: 'partner:sig-pumk',
      version: 3,
      button: 'agree',
      withdrawn: false,
      text: expect.stringContaining(
        'Diteruskan ke: PT Semen Indonesia (Persero) Tbk (SIG).\nYang akan dilihat: nama pemilik, nama usaha',
      ),
      details: {
        partner: 'PT Semen Indonesia (Persero) Tbk (SIG)',
        fields: expect.arrayContaining(['nik', 'sales-12-months']),
      },
    });
  });

  it('says the number and the status when it was sent before', async () => {
    const owner = await atNik(office);
    const [receipt] = await owner.walk(NIK, '>Kirim');
    const number = /P-2611-\d{4}/.exec(receipt ?? '')?.[0] ?? '';
    expect((await owner.say('/kemitraan'))[0]).toContain('Pinjaman SIG (contoh): sudah dikirim');
    const [page] = await owner.tap('Pinjaman SIG');
    expect(page).toContain(`Sudah diajukan: nomor ${number}, sudah dikirim.`);
    expect(owner.buttons[0]).toBe('Lihat pengajuan');
    // An older result still has its button.
    const old = owner.person.messages.find((message) =>
      message.reply_markup?.inline_keyboard
        .flat()
        .some((it) => it.text === 'Ajukan' && textOf(message).startsWith('Pinjaman')),
    );
    const [shown] = await owner.act((person) => person.tap('Ajukan', { message: old?.message_id ?? 0 }));
    expect(shown).toContain(`Pengajuan ${number}`);
    expect((await partnershipRows(office, owner.person.id))['applications']).toHaveLength(1);
  });

  it('writes one application when the same is sent from two phones of one family', async () => {
    const owner = await atNik(office);
    await owner.say(NIK);
    const other = await office.database.prisma.application.count();
    const { prisma } = office.database;
    const account = await prisma.account.findUniqueOrThrow({ where: { chatId: owner.person.id } });
    const business = await prisma.business.findFirstOrThrow({ where: { ownerId: account.activePersonId } });
    const consent = await prisma.consent.findFirstOrThrow({ where: { personId: account.activePersonId } });
    await prisma.application.create({
      data: {
        office: 'gresik',
        number: 'P-2611-9999',
        businessId: business.id,
        personId: account.activePersonId,
        personNumber: 'x',
        programmeId: 'sig-pumk',
        programmeVersion: 1,
        status: 'verified',
        consentId: consent.id,
        nikBy: 'later',
        dueOn: '2026-11-05',
      },
    });
    const [answer] = await owner.tap('Kirim');
    expect(answer).toContain('Usaha ini sudah diajukan, Bu Siti.\n\nNomor: P-2611-9999');
    expect(answer).toContain('Status: sudah diperiksa petugas');
    expect(await prisma.application.count()).toBe(other + 1);
    expect((await partnershipRows(office, owner.person.id))['niks']).toEqual([null]);
  });

  it('is withdrawn with its consent after a confirmation, and keeps its history', async () => {
    const owner = await atNik(office);
    await owner.walk(NIK, '>Kirim', '>Lihat pengajuan', '>Tarik pengajuan');
    expect(owner.last).toContain('Yakin mau ditarik?');
    expect((await owner.tap('Tidak jadi'))[0]).toContain('tetap berjalan');
    expect(await partnershipRows(office, owner.person.id)).toMatchObject({
      applications: [{ status: 'submitted' }],
    });
    await owner.walk('/kemitraan', '>Pinjaman SIG', '>Lihat pengajuan', '>Tarik pengajuan');
    expect((await owner.tap('Ya, tarik'))[0]).toContain('sudah ditarik, dan izin untuk SIG sudah dicabut');
    expect(await partnershipRows(office, owner.person.id)).toMatchObject({
      applications: [{ status: 'withdrawn', steps: ['submitted', 'withdrawn'] }],
      consents: [
        { purpose: 'registration', withdrawn: false },
        { purpose: 'partner:sig-pumk', withdrawn: true },
      ],
      cases: [{ kind: 'application', status: 'closed' }],
    });
    expect((await owner.tap('Ya, tarik'))[0]).toContain('sudah ditarik sebelumnya');
    // One may apply again, with a consent of its own.
    await owner.walk('/kemitraan', '>Pinjaman SIG', '>Ajukan', '>Setuju', '>Kirim');
    expect(owner.last).toContain('sudah dikirim');
    expect((await partnershipRows(office, owner.person.id))['applications']).toHaveLength(2);
  });

  it('asks the partner to delete the data when they were handed over before the withdrawal', async () => {
    const owner = await atNik(office);
    await owner.walk(NIK, '>Kirim');
    await office.database.prisma.application.updateMany({
      where: { person: { accounts: { some: { account: { chatId: owner.person.id } } } } },
      data: { status: 'forwarded' },
    });
    expect((await owner.tap('Lihat pengajuan'))[0]).toContain('Status: sudah diserahkan ke SIG');
    await owner.tap('Tarik pengajuan');
    expect((await owner.tap('Ya, tarik'))[0]).toMatch(/SIG diminta memusnahkannya\. Nomor permintaannya K-/);
    expect((await partnershipRows(office, owner.person.id))['cases']).toContainEqual({
      kind: 'recall',
      status: 'open',
      dueOn: '2026-11-05',
    });
  });

  it('calls every status by its words, and can be withdrawn as long as nothing is signed', async () => {
    const owner = await atNik(office);
    await owner.walk(NIK, '>Kirim');
    const look = heldButton(owner, 'Lihat pengajuan');
    for (const [status, words] of [
      ['verified', 'sudah diperiksa petugas'],
      ['accepted', 'diterima, menunggu perjanjian'],
      ['refused', 'belum diterima'],
      ['agreement', 'perjanjian disiapkan'],
      ['active', 'pinjaman berjalan'],
      ['finished', 'selesai'],
    ] as const) {
      await office.database.prisma.application.updateMany({
        where: { personId: owner.registered.personId },
        data: { status },
      });
      expect((await owner.act(look))[0]).toContain(`Status: ${words}\n`);
      expect(owner.buttons.includes('Tarik pengajuan'), status).toBe(
        status === 'verified' || status === 'accepted' || status === 'agreement',
      );
    }
  });

  it('refuses buttons of an application that is not of this chat', async () => {
    const stranger = await atNik(office);
    await stranger.walk(NIK, '>Kirim');
    const { id } = await office.database.prisma.application.findFirstOrThrow({
      where: { person: { accounts: { some: { account: { chatId: stranger.person.id } } } } },
    });
    const before = await partnershipRows(office, stranger.person.id);
    const owner = await checkedOwner(office);
    const shown = owner.person.messages.at(-1)?.message_id ?? 0;
    for (const data of [
      `application.${id}`,
      `application.nik.${id}`,
      `application.withdraw.${id}`,
      `application.withdraw-yes.${id}`,
      `application.keep.${id}`,
      'application.999999999',
    ])
      expect(await owner.act((person) => person.pressData(shown, data))).toEqual([
        'Tombol ini sudah tidak dipakai. Silakan tulis /menu.',
        'Tombol ini sudah tidak dipakai. Silakan tulis /menu.',
      ]);
    expect(await partnershipRows(office, stranger.person.id)).toEqual(before);
  });

  it('cannot be begun by a hand-made button when the conditions are not met', async () => {
    const owner = await storedOwner(office);
    await answeredAsWanted(office.services, owner.registered.businessId);
    await owner.say('/kemitraan');
    const check = await office.database.prisma.eligibilityCheck.findFirstOrThrow({
      where: {
        programmeId: 'sig-supply',
        business: { owner: { accounts: { some: { account: { chatId: owner.person.id } } } } },
      },
    });
    const shown = owner.person.messages.at(-1)?.message_id ?? 0;
    const [answer] = await owner.act((person) => person.pressData(shown, `partnership.apply.${check.id}`));
    expect(answer).toContain('Petugas bisa melihatnya bersama Ibu.');
    expect((await owner.tap('Minta ditinjau petugas'))[0]).toContain('Petugas akan melihat hasil ini');
  });

  it('keeps people of one phone apart', async () => {
    const owner = await atNik(office);
    await owner.walk(NIK, '>Kirim');
    await registerIn(office, owner, { person: { name: 'Hadi Santoso', salutation: 'L' } });
    const own = owner.person.messages.findLast((message) =>
      message.reply_markup?.inline_keyboard.flat().some((it) => it.text === 'Lihat pengajuan'),
    );
    const [answer] = await owner.act((person) =>
      person.tap('Lihat pengajuan', { message: own?.message_id ?? 0 }),
    );
    expect(answer).toContain('Ini milik orang lain di obrolan ini.');
    expect((await owner.say('/kemitraan'))[0]).toContain('Langkah 1 dari 5');
  });

  it('stays with whose business it is when another person takes the phone in between', async () => {
    const owner = await atNik(office);
    await owner.say('/menu');
    await registerIn(office, owner, { person: { name: 'Hadi Santoso', salutation: 'L' } });
    await owner.say('/menu');
    expect(owner.buttons).not.toContain('Lanjut pengajuan');
    await owner.walk('>Saya orang lain', '>Siti Aminah', '>Lanjut pengajuan');
    expect(owner.last).toContain('Berapa NIK Ibu');
    await owner.walk(NIK, '>Kirim');
    const rows = await partnershipRows(office, owner.person.id);
    expect(rows['niks']).toEqual([NIK, null]);
  });

  it('begins again with the consent of the same programme after "Ulang dari awal"', async () => {
    const owner = await atNik(office);
    await owner.walk('/menu', '>Lanjut pengajuan');
    expect(owner.last).toContain('Langkah 2 dari 2');
    office.clock.advance(9 * 3_600_000);
    await owner.say('halo');
    await owner.tap('Ulang dari awal');
    expect(owner.last).toContain('menilai pengajuan "Pinjaman modal usaha (PUMK)');
    expect(owner.buttons).toEqual(['Setuju', 'Baca lengkap', 'Tidak setuju']);
    office.clock.advance(-9 * 3_600_000);
  });

  it('keeps to the rules of the Bot API in all of it', () => {
    expect(office.simulator.violations).toEqual([]);
  });
});

describe('the same application', () => {
  const walk = async (office: Office): Promise<unknown> => {
    const owner = await checkedOwner(office);
    await owner.walk(
      '>Ajukan',
      'nggih',
      'setuju',
      '12345',
      '3578015503740001',
      '>Ya, sesuai KTP',
      '>Ubah jawaban',
      '>3',
      NIK,
      '>Kirim',
      '>Lihat pengajuan',
      '>Tarik pengajuan',
      '>Ya, tarik',
      '/kemitraan',
      '>Pinjaman SIG',
      '>Ajukan',
      '>Setuju',
      '>Kirim',
    );
    return partnershipRows(office, owner.person.id);
  };

  it.each(disturbances)('leaves the same rows when it is disturbed: %j', async (disturbed) => {
    const plain = await openOffice();
    const other = await openOffice(disturbed);
    const expected = await walk(plain);
    expect(await walk(other)).toEqual(expected);
    expect(expected).toMatchObject({
      niks: [NIK],
      applications: [{ status: 'withdrawn' }, { status: 'submitted' }],
    });
    await Promise.all([plain.close(), other.close()]);
  });
});
