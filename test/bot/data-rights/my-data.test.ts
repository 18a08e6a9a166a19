import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changesOf } from '../../../src/services/people/corrections.ts';
import { setNik } from '../../../src/services/people/businesses.ts';
import { recordExports } from '../../../src/services/office/exports.ts';
import { atomically } from '../../../src/services/core/services.ts';
import { waysToDisturb } from '../../support/long.ts';
import { officer } from '../../support/members.ts';
import { openOffice, registeredOwner, type Office, type Owner } from '../../support/office.ts';
import { storedOwner, registerIn, type StoredOwner } from '../../support/people.ts';
import { answeredAsWanted } from '../../support/partnership.ts';
import { SUPPLY_VERSION } from '../../support/programme.ts';

const NIK = '3525016104880007';

let office: Office;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.close());

async function accountOf(where: Office, owner: Owner) {
  const account = await where.database.prisma.account.findUniqueOrThrow({
    where: { chatId: owner.person.id },
    include: {
      activePerson: {
        include: { businesses: { orderBy: { id: 'asc' } }, consents: { orderBy: { id: 'asc' } } },
      },
    },
  });
  if (account.activePerson === null) throw new Error('expected a registered owner');
  return { id: account.id, person: account.activePerson };
}

/** A second business of the same owner. */
const secondBusiness = (owner: StoredOwner): Promise<unknown> =>
  registerIn(office, owner, {
    person: owner.registered.personId,
    business: {
      name: 'Warung Pojok',
      kind: 'shop',
      kecamatan: '35.25.10',
      desa: undefined,
      startedYear: 2015,
    },
  });

describe('Data saya', () => {
  it('shows everything that is kept, with the NIK masked, in messages that Telegram takes', async () => {
    const siti = await registeredOwner(office);
    const { person } = await accountOf(office, siti);
    await setNik(office.services, person.id, NIK);
    await siti.walk('/tanya', 'kapan ada pelatihan?');
    const shown = await siti.say('data saya');
    expect(shown[0]).toBe(
      [
        'Bu Siti, ini data yang kami simpan.',
        '',
        'Nama: Siti Aminah',
        'Sapaan: Ibu (perempuan)',
        `Nomor HP: 0812-0000-${siti.person.id}`,
        'NIK: 3525••••••••0007',
        'Pengingat lapor: dikirim',
        '',
        'Nama usaha: Otak-otak Bu Siti',
        `Nomor pendaftaran: ${person.businesses[0]?.number ?? ''}`,
        'Kecamatan: Gresik',
        'Desa/kelurahan: Lumpur',
        'Jenis usaha: Makanan, minuman',
        'Mulai: tahun 2009',
        'Yang bekerja: 2 orang (2 perempuan)',
        'Penjualan: sekitar Rp3.000.000 (tiga juta rupiah) sebulan',
        'NIB: belum punya',
        'Keadaan: berjalan',
        'Laporan penjualan: belum ada',
      ].join('\n'),
    );
    expect(shown[1]).toMatch(
      /^Izin yang berlaku:\n• pendaftaran dan laporan, sejak Senin, 2 November 2026\n\nPermintaan yang belum selesai:\n• K-\d+, pertanyaan, dijawab paling lambat Kamis, 5 November 2026\n\nPejabat pelindungan data: belum ditunjuk; silakan tanya petugas$/,
    );
    expect(siti.buttons).toEqual([
      'Ubah data',
      'Minta salinan',
      'Izin saya',
      'Siapa melihat data saya',
      'Usaha saya',
      'Usaha tutup atau pindah',
      'Minta dihapus',
      'Menu',
    ]);
    expect(office.simulator.violations).toEqual([]);
  });

  it('with several businesses lets the owner choose, and shows no business of somebody else', async () => {
    const siti = await storedOwner(office);
    await secondBusiness(siti);
    const stranger = await storedOwner(office);
    const { person } = await accountOf(office, stranger);
    await siti.say('/dataku');
    const chosen = await siti.tap('Warung Pojok');
    expect(chosen[0]).toMatch(/^Nama usaha: Warung Pojok\n/);
    const message = siti.person.lastMessage?.message_id ?? 0;
    expect(
      await siti.act((it) => it.pressData(message, `data.business.${person.businesses[0]?.id ?? 0}`)),
    ).toEqual([expect.stringMatching(/sudah tidak dipakai/), expect.stringMatching(/sudah tidak dipakai/)]);
  });

  it('shows only the data of the person whose turn it is', async () => {
    const phone = await storedOwner(office);
    await registerIn(office, phone, {
      person: { name: 'Hadi Kusumo', salutation: 'L' },
      business: {
        name: 'Bengkel Hadi',
        kind: 'services',
        kecamatan: '35.25.10',
        desa: undefined,
        startedYear: 2012,
      },
    });
    const his = (await phone.say('/dataku')).join('\n');
    expect(his).toContain('Hadi Kusumo');
    expect(his).not.toMatch(/Siti|Otak/);
    await phone.walk('/menu', '>Saya orang lain', '>Siti Aminah');
    expect((await phone.say('/dataku')).join('\n')).not.toMatch(/Hadi/);
  });
});

describe.each(waysToDisturb)('correcting, %s', (_name, options) => {
  let own: Office;
  beforeAll(async () => {
    own = await openOffice(options);
  });
  afterAll(() => own.close());

  it('asks the question of the registration again, shows before and after, and keeps the history once', async () => {
    const siti = await registeredOwner(own);
    await siti.walk('/dataku', '>Ubah data');
    expect(siti.last).toContain('4. Nama usaha: Otak-otak Bu Siti');
    expect(await siti.say('4')).toEqual([
      'Sekarang: Otak-otak Bu Siti\n\nApa nama usaha Ibu? Kalau belum ada nama, tulis jualannya saja.\nContoh: Otak-otak Bu Siti',
    ]);
    expect(await siti.say('Otak-otak Lumpur')).toEqual([
      'Mohon dicek dulu, Bu.\n\nNama usaha: dari Otak-otak Bu Siti menjadi Otak-otak Lumpur\n\nSimpan perubahan ini?',
    ]);
    expect(await siti.tap('Simpan')).toEqual([
      'Sudah diubah, Bu Siti. Catatan yang lama tetap disimpan sebagai riwayat.',
    ]);
    await siti.walk('>Ubah yang lain', '>6', '>Kebomas');
    expect(siti.last, 'the desa hangs on the kecamatan').toMatch(
      /^Sekarang: Lumpur\n\nDi desa atau kelurahan mana/,
    );
    await siti.walk('>Giri', '>Simpan', '>Ubah yang lain', '>10', '3,5 jt');
    expect(siti.last).toBe(
      'Penjualan diubah dari sekitar Rp3.000.000 (tiga juta rupiah) sebulan menjadi Rp3.500.000 (tiga juta lima ratus ribu rupiah). Sudah benar?',
    );
    await siti.walk(
      '>Benar',
      '>Ubah yang lain',
      '>11',
      '1203000123456',
      '>Simpan',
      '>Ubah yang lain',
      '>1',
      'Siti Rohmah',
      '>Simpan',
    );

    const { person } = await accountOf(own, siti);
    const [business] = person.businesses;
    expect(business).toMatchObject({
      kecamatan: '35.25.14',
      usualMonthlySales: 3_500_000n,
      nibStatus: 'has',
    });
    const changes = await changesOf(own.services, business?.id ?? 0);
    expect(changes.map(({ field, before, after }) => [field, before, after])).toEqual([
      ['name', '"Otak-otak Bu Siti"', '"Otak-otak Lumpur"'],
      ['kecamatan', '"35.25.16"', '"35.25.14"'],
      ['desa', expect.any(String), expect.any(String)],
      ['usualMonthlySales', '3000000', '3500000'],
      ['nibStatus', '"none"', '"has"'],
      ['nib', undefined, '"1203000123456"'],
      ['owner.name', '"Siti Aminah"', '"Siti Rohmah"'],
    ]);
    const rows = await own.database.prisma.businessChange.findMany({
      where: { businessId: business?.id ?? 0 },
    });
    expect(rows.every((row) => row.byPerson === person.number && row.draftId !== null)).toBe(true);
    expect((await siti.say('/dataku'))[0]).toContain('Nama: Siti Rohmah');
    expect(own.simulator.violations).toEqual([]);
  });
});

describe('a correction', () => {
  it('changes nothing when it is left, or when the same is told again', async () => {
    const siti = await storedOwner(office);
    const { person } = await accountOf(office, siti);
    expect(await siti.walk('/dataku', '>Ubah data', '>1', 'Orang Baru', '>Tidak jadi')).toEqual([
      'Baik, tidak ada yang berubah.',
    ]);
    await siti.walk('/dataku', '>Ubah data', '>1', 'Siti Aminah');
    expect(siti.last).toBe('Isinya sama seperti yang sudah tersimpan, Bu.');
    expect(await siti.tap('Ya, biarkan')).toEqual(['Baik, tidak ada yang berubah.']);
    expect(await changesOf(office.services, person.businesses[0]?.id ?? 0)).toEqual([]);
  });

  it('of the phone can remove the number', async () => {
    const siti = await storedOwner(office);
    await siti.walk('/dataku', '>Ubah data', '>3', '>Hapus nomor HP', '>Simpan');
    expect((await accountOf(office, siti)).person).toMatchObject({ phone: null, phoneIndex: null });
    expect((await siti.say('/dataku'))[0]).toContain('Nomor HP: belum diisi');
  });

  it('of the desa keeps the kecamatan, and can change it as well', async () => {
    const siti = await storedOwner(office);
    await siti.walk('/dataku', '>Ubah data', '>7', '>Bedilan');
    expect(siti.last).toBe(
      'Mohon dicek dulu, Bu.\n\nDesa/kelurahan: dari Lumpur menjadi Bedilan\n\nSimpan perubahan ini?',
    );
    await siti.walk('>Tulis lagi', '>Ganti kecamatan', '>Kebomas', '>Giri');
    expect(siti.last).toContain(
      'Kecamatan: dari Gresik menjadi Kebomas\nDesa/kelurahan: dari Lumpur menjadi Giri',
    );
  });

  it('that makes a business young asks for its capital, too', async () => {
    const siti = await storedOwner(office);
    await siti.walk('/dataku', '>Ubah data', '>8', '>Tahun ini', '>Maret', '10 jt', '>Benar');
    expect(siti.last).toContain(
      'Mulai: dari tahun 2009 menjadi Maret 2026\nModal: dari belum diisi menjadi Rp10.000.000 (sepuluh juta rupiah)',
    );
    await siti.tap('Simpan');
    expect((await accountOf(office, siti)).person.businesses[0]).toMatchObject({
      startedYear: 2026,
      startedMonth: 3,
      capital: 10_000_000n,
    });
  });

  it('concerns the chosen business only', async () => {
    const siti = await storedOwner(office);
    await secondBusiness(siti);
    await siti.walk('/dataku', '>Ubah data', '>Warung Pojok', '>4');
    expect(siti.last).toMatch(/^Warung Pojok\nSekarang: Warung Pojok/);
    await siti.walk('Warung Baru', '>Simpan');
    const shown = await siti.say('/dataku');
    expect(shown[1]).toContain('2 usaha');
    expect(siti.person.inlineButtons.map((it) => it.text)).toEqual(
      expect.arrayContaining(['Otak-otak Bu Siti', 'Warung Baru']),
    );
  });
});

describe('the copy', () => {
  it('holds everything, also the words as they were typed and the history, for people and for programs, and no NIK', async () => {
    const siti = await registeredOwner(office);
    const { person } = await accountOf(office, siti);
    await setNik(office.services, person.id, NIK);
    await siti.walk(
      '/dataku',
      '>Ubah data',
      '>10',
      '3,5 jt',
      '>Benar',
      '/tanya',
      `NIK saya lupa, bagaimana?`,
      '/dataku',
      '>Minta salinan',
    );
    const [readable, machine] = await documentsOf(siti);
    for (const text of [
      'Siti Aminah',
      'Otak-otak Bu Siti',
      'Penjualan: dari Rp3.000.000 (tiga juta rupiah) menjadi Rp3.500.000',
      'Penjualan: "3 jt"',
      'Bunyi izin: Sebelum mulai',
      'NIK saya lupa',
      '3525••••••••0007',
    ])
      expect(readable, text).toContain(text);
    const data: unknown = JSON.parse(machine);
    expect(data).toMatchObject({
      format: 'umkm-data-copy',
      person: { name: 'Siti Aminah', maskedNik: '3525••••••••0007' },
      businesses: [{ name: 'Otak-otak Bu Siti', usualMonthlySales: 3_500_000 }],
      consents: [{ purpose: 'registration', version: 2, button: 'agree' }],
      cases: [{ kind: 'question', text: 'NIK saya lupa, bagaimana?' }],
    });
    expect(machine).toContain('"words": "3 jt"');
    expect(`${readable}${machine}`).not.toContain(NIK);
    expect(office.simulator.violations).toEqual([]);
  });

  it('says who has seen or received it, by day and role, without what was seen of others', async () => {
    const { prisma } = office.database;
    const siti = await storedOwner(office);
    const other = await storedOwner(office);
    const { person } = await accountOf(office, siti);
    const budi = await officer(office, { name: 'Budi Santoso' });
    await siti.walk('/tanya', 'apakah ada bantuan?');
    const own = person.businesses[0]?.id ?? 0;
    const others = (await accountOf(office, other)).person.businesses[0]?.id ?? 0;
    const question = await prisma.case.findFirstOrThrow({ where: { personId: person.id } });
    const press = (data: string): Promise<readonly string[]> =>
      budi.act((it) => it.pressData(it.messages.at(-1)?.message_id ?? 0, data));
    for (const data of [`s.biz.${own}`, `s.biz.${own}`, `s.hp.biz.${own}`, `s.case.${question.id}`])
      await press(data);
    for (const data of [`s.verify.${others}`, `s.biz.${others}.history`]) await press(data);
    const file = { format: 'xlsx', path: '', name: '', part: 1, parts: 1, rows: 3, bytes: 9 } as const;
    for (const [report, kecamatan] of [
      ['businesses', []],
      ['sales', ['35.25.16']],
      // Nothing of hers stands in these.
      ['sidt', ['35.25.11']],
      ['participants', []],
    ] as const)
      await atomically(prisma, office.services, (inside) =>
        recordExports(
          inside,
          { report, period: null, kecamatan, format: 'xlsx', shown: 'none', purpose: null },
          { actor: budi.member.number },
          [{ ...file, report, sha256: report }],
          office.clock.now(),
        ),
      );
    await prisma.application.create({
      data: {
        office: 'gresik',
        number: 'P-2611-0077',
        businessId: own,
        personId: person.id,
        personNumber: person.number,
        programmeId: 'sig-supply',
        programmeVersion: SUPPLY_VERSION,
        consentId: person.consents[0]?.id ?? 0,
        nikBy: 'officer',
        dueOn: '2026-11-05',
        steps: { create: { status: 'forwarded', at: office.clock.now(), byMember: budi.member.number } },
      },
    });
    await siti.walk('/dataku', '>Minta salinan');
    const [readable, machine] = await documentsOf(siti);
    const part = readable.slice(readable.indexOf('SIAPA YANG MELIHAT'), readable.indexOf('YANG DITULIS'));
    expect(part.split('\n').filter((row) => row !== '' && !row.startsWith('='))).toEqual([
      'SIAPA YANG MELIHAT ATAU MENGUBAH DATA INI',
      'Senin, 2 November 2026, petugas Dinas: membuka data, 2 kali',
      'Senin, 2 November 2026, petugas Dinas: melihat nomor HP',
      'Senin, 2 November 2026, petugas Dinas: membuka tindak lanjut',
      'Nama Ibu bisa juga terlihat di daftar dan hasil pencarian petugas. Itu dicatat, tetapi tidak per orang.',
      'BERKAS YANG DIBUAT KANTOR',
      'Data Ibu bisa ada di dalam berkas ini:',
      'Senin, 2 November 2026, petugas Dinas: Daftar usaha',
      'Senin, 2 November 2026, petugas Dinas: Penjualan per bulan',
      'DITERUSKAN KE MITRA',
      expect.stringMatching(/^Senin, 2 November 2026, ke .+: pengajuan P-2611-0077$/),
      'DILIHAT PERUSAHAAN LEWAT LAYANAN INI',
      'tidak ada',
    ]);
    // Who it was stays with the office.
    expect(`${readable}${machine}`).not.toContain('Budi');
    expect(JSON.parse(machine)).toMatchObject({
      readers: { reads: [{ role: 'officer', action: 'business.read', times: 2 }, {}, {}] },
    });
  });
});

async function documentsOf(owner: Owner): Promise<readonly [string, string]> {
  const { apiRoot } = office;
  const { token } = office.simulator;
  const texts: string[] = [];
  for (const message of owner.person.messages) {
    if (message.document === undefined) continue;
    const answer: unknown = await (
      await fetch(`${apiRoot}/bot${token}/getFile?file_id=${message.document.file_id}`)
    ).json();
    const path = /"file_path":"([^"]+)"/.exec(JSON.stringify(answer))?.[1] ?? '';
    texts.push(await (await fetch(`${apiRoot}/file/bot${token}/${path}`)).text());
  }
  const [first = '', second = ''] = texts;
  return [first, second];
}

describe('a consent', () => {
  it('to registration is withdrawn by a button after a plain sentence, at once, and its proof stays', async () => {
    const siti = await storedOwner(office);
    await siti.walk('/dataku', '>Izin saya', '>Tarik: pendaftaran dan laporan');
    expect(siti.last).toMatch(/laporan dan pengingat berhenti sekarang juga/);
    await siti.say('iya');
    expect((await accountOf(office, siti)).person.consents).toMatchObject([{ withdrawnAt: null }]);
    await siti.tap('Ya, tarik izin');
    expect(siti.last).toMatch(/Mau sekalian datanya dihapus/);
    expect(siti.buttons).toContain('Minta dihapus');
    const { person } = await accountOf(office, siti);
    expect(person.consents).toMatchObject([
      { purpose: 'registration', withdrawnAt: office.clock.now(), button: 'agree' },
    ]);
    expect(person.reminders).toBe(false);
    expect(await siti.say('/daftar')).toEqual([expect.stringMatching(/Izin pendaftaran sudah ditarik/)]);

    expect(await siti.walk('>Beri izin lagi', '>Setuju')).toEqual([
      expect.stringMatching(/Izin sudah dicatat/),
    ]);
    const again = (await accountOf(office, siti)).person;
    expect(again.consents.map((it) => it.withdrawnAt === null)).toEqual([false, true]);
    expect(again.reminders).toBe(true);
  });

  it('to registration, once withdrawn, ends what was begun: no report is taken, offered or finished', async () => {
    const siti = await storedOwner(office);
    await siti.say('lapor 2 jt');
    const begun = siti.person.lastMessage?.message_id ?? 0;
    await siti.walk('/dataku', '>Izin saya', '>Tarik: pendaftaran dan laporan', '>Ya, tarik izin');
    await siti.act((person) => person.tap('Benar', { message: begun }));
    expect(await siti.say('lapor 2 jt')).toEqual([expect.stringMatching(/laporan tidak bisa kami catat/)]);
    expect(await siti.say('/menu')).toEqual([expect.not.stringMatching(/belum dilaporkan/)]);
    const { person } = await accountOf(office, siti);
    const reports = await office.database.prisma.salesReport.count({
      where: { business: { ownerId: person.id } },
    });
    expect(reports).toBe(0);
  });

  it('to training news ends the news', async () => {
    const siti = await storedOwner(office);
    await siti.walk(
      '/menu',
      '>Lihat pelatihan',
      '>Beri saya kabar',
      '>Boleh',
      '>Selesai',
      '/dataku',
      '>Izin saya',
      '>Tarik: kabar pelatihan',
    );
    expect(await siti.tap('Ya, tarik izin')).toEqual([
      'Izin sudah ditarik. Kabar pelatihan berhenti mulai sekarang.',
    ]);
    expect((await accountOf(office, siti)).person.consents).toMatchObject([
      { purpose: 'registration', withdrawnAt: null },
      { purpose: 'training-news', withdrawnAt: office.clock.now() },
    ]);
  });

  it('to a partner that already has the data ends the application, and the office asks the data back', async () => {
    const siti = await storedOwner(office);
    await answeredAsWanted(office.services, siti.registered.businessId);
    await siti.walk('/kemitraan', '>Pinjaman SIG', '>Ajukan', '>Setuju', '>Isi nanti', '>Kirim');
    const { person } = await accountOf(office, siti);
    await office.database.prisma.application.updateMany({
      where: { personId: person.id },
      data: { status: 'forwarded' },
    });
    expect((await siti.say('/dataku'))[1]).toMatch(/sudah diserahkan ke SIG/);
    await siti.walk('>Izin saya');
    await siti.tap(/^Tarik: data untuk PT Se/);
    expect(siti.last).toMatch(
      /tidak bisa lagi melihat data Ibu di sini.*\n\n.*tidak bisa kami tarik sendiri/s,
    );
    expect(siti.last).toContain('satu menit');
    await siti.tap('Ya, tarik izin');
    const recall = await office.database.prisma.case.findFirstOrThrow({
      where: { kind: 'recall', personId: person.id },
    });
    expect(siti.last).toContain(recall.number);
    expect(
      await office.database.prisma.application.findFirstOrThrow({ where: { personId: person.id } }),
    ).toMatchObject({ status: 'withdrawn' });
  });

  it('of somebody else is neither shown nor withdrawn by a button made by hand', async () => {
    const siti = await storedOwner(office);
    const thief = await storedOwner(office);
    const hers = (await accountOf(office, siti)).person.consents[0]?.id ?? 0;
    const message = thief.person.lastMessage?.message_id ?? 0;
    for (const data of [`withdraw.${hers}`, `withdrawn.${hers}`])
      expect(await thief.act((it) => it.pressData(message, data))).toEqual([
        expect.stringMatching(/sudah tidak dipakai/),
        expect.stringMatching(/sudah tidak dipakai/),
      ]);
    expect((await accountOf(office, siti)).person.consents).toMatchObject([{ withdrawnAt: null }]);
  });
});

describe('the state of a business', () => {
  it('can be closed, and opened again, with its date and history', async () => {
    const siti = await storedOwner(office);
    await siti.walk('/dataku', '>Usaha tutup atau pindah', '>Tutup seterusnya', 'September 2026');
    expect(siti.last).toBe(
      'Saya catat Otak-otak Bu Siti tutup seterusnya, sejak September 2026. Laporan tidak diminta lagi.\n\nSudah benar?',
    );
    await siti.tap('Benar');
    expect((await accountOf(office, siti)).person.businesses[0]).toMatchObject({
      status: 'closed',
      statusSince: new Date('2026-08-31T17:00:00Z'),
    });
    await siti.walk('/dataku', '>Usaha tutup atau pindah', '>Buka lagi', '>Hari ini', '>Benar');
    const [business] = (await accountOf(office, siti)).person.businesses;
    expect(business).toMatchObject({ status: 'active', statusSince: new Date('2026-11-01T17:00:00Z') });
    expect((await changesOf(office.services, business?.id ?? 0)).map((it) => it.field)).toEqual([
      'status',
      'status',
    ]);
  });

  it('moves inside Gresik to a new kecamatan and desa, and stays active', async () => {
    const siti = await storedOwner(office);
    await siti.walk('/dataku', '>Usaha tutup atau pindah', '>Pindah tempat', 'manyar', 'Leran', '>Hari ini');
    expect(siti.last).toBe(
      'Saya catat Otak-otak Bu Siti pindah ke Leran, Kecamatan Manyar, sejak Senin, 2 November 2026.\n\nSudah benar?',
    );
    await siti.tap('Benar');
    const [business] = (await accountOf(office, siti)).person.businesses;
    expect(business).toMatchObject({ status: 'active', kecamatan: '35.25.10' });
    expect((await changesOf(office.services, business?.id ?? 0)).map((it) => it.field)).toEqual([
      'kecamatan',
      'desa',
      'status',
    ]);
  });

  it('moves out of Gresik, and its old place stays in the totals of the past', async () => {
    const siti = await storedOwner(office);
    await siti.walk(
      '/dataku',
      '>Usaha tutup atau pindah',
      '>Pindah tempat',
      '>Di luar Gresik',
      '>Oktober 2026',
      '>Benar',
    );
    expect((await accountOf(office, siti)).person.businesses[0]).toMatchObject({
      status: 'moved',
      kecamatan: '35.25.16',
    });
    expect((await siti.say('/dataku'))[0]).toContain(
      'Keadaan: pindah ke luar Gresik, sejak Kamis, 1 Oktober 2026',
    );
  });
});
