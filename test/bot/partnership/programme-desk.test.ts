import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkRoute } from '../../../src/bot/routes/owners.ts';
import { parseProgramme, writeProgramme } from '../../../src/domain/eligibility/programme-file.ts';
import type { Programme } from '../../../src/domain/eligibility/programme.ts';
import { accordInForce } from '../../../src/services/partnership/partners/accords.ts';
import { applicationOf } from '../../support/agreement.ts';
import { HOUR } from '../../support/clock.ts';
import { files } from '../../support/files.ts';
import { officer, type MemberInChat } from '../../support/members.ts';
import { openOffice, type Office, type Owner } from '../../support/office.ts';
import { fittingAnswers, ofNib } from '../../support/partnership.ts';
import { registeredPerson, storedOwner } from '../../support/people.ts';

const company = [
  '/petugas',
  '>Perusahaan mitra',
  '>Perusahaan baru',
  'PT Petrokimia Maju',
  '>Usaha besar',
  '>Simpan',
];

/** From the kind to the last question before the conditions. */
const partnership = [
  '/petugas',
  '>Program kemitraan',
  '>Program baru',
  '>PT Petrokimia Maju',
  '>Kemitraan',
  '>Inti-plasma',
  '>Pengadaan',
  'Pasokan songkok karyawan',
  'Perusahaan membeli songkok untuk karyawannya.\nPesanan dibagi rata.',
  '>Barang',
  'songkok',
  'hitam polos, kain beludru',
  '500',
  'buah',
  '>Harga tetap',
  '45 ribu',
  '>Benar',
  'Gudang pabrik, Kebomas',
  '14',
  '>☐ rekening bank',
  '>Selesai',
];
const conditions = [
  '>+ NIB',
  '>wajib',
  'PP 7/2021 Pasal 37',
  '>Selalu',
  '>+ Pertanyaan sendiri',
  'Apakah usaha ini bisa membuat 500 songkok sebulan?',
  '>Ya',
  '>diutamakan',
  '>Ketentuan bersama',
  '1-11-2026 sampai 31-12-2026',
  '>Selesai',
];
const rest = [
  '20',
  'Gresik 5, Bungah 5',
  '>Mulai 5 anggota',
  '>Sejak dibuka',
  '31-12-2026',
  '>☐ pemasaran',
  '>Selesai',
  '>Uji contoh',
];

describe('programmes that are made in the chat', () => {
  let office: Office;
  let budi: MemberInChat;
  let siti: Owner;
  beforeAll(async () => {
    office = await openOffice();
    budi = await officer(office, { rights: [] });
    await budi.walk(...company);
  });
  afterAll(() => office.close());

  const press = (who: Owner, data: string): Promise<readonly string[]> => {
    office.clock.advance(HOUR / 60);
    return who.act((person) => person.pressData(person.messages.at(-1)?.message_id ?? 0, data));
  };
  const row = (programmeId: string) =>
    office.database.prisma.programme.findFirstOrThrow({ where: { programmeId } });
  const check = async (owner: Owner): Promise<string> => {
    await owner.walk('/kemitraan');
    for (const answer of ['>Ya', ...fittingAnswers]) if (owner.last.includes('?')) await owner.walk(answer);
    return owner.person.messages.map((it) => it.text ?? '').join('\n');
  };
  const draftOf = async (programmeId: string): Promise<Programme> => {
    const read = parseProgramme(JSON.stringify((await row(programmeId)).draft));
    if (!read.ok) throw new Error(JSON.stringify(read.problems));
    return read.value;
  };

  it('are asked for in buttons and plain words, and stand as a draft that no owner sees', async () => {
    await budi.walk(...partnership, ...conditions, ...rest);
    expect(budi.last).toContain('Syarat: punya NIB, pertanyaan: Apakah usaha ini bisa membuat');
    await budi.tap('Simpan');
    expect(budi.last).toContain('Rancangan tersimpan');
    expect(await draftOf('pasokan-songkok')).toMatchObject({
      version: 1,
      kind: 'supply',
      form: 'inti-plasma',
      desk: 'procurement',
      inti: { class: 'large' },
      name: { id: 'Pasokan songkok karyawan' },
      partner: { id: 'petrokimia-maju', name: 'PT Petrokimia Maju' },
      about: [{ id: 'Perusahaan membeli songkok untuk karyawannya.' }, { id: 'Pesanan dibagi rata.' }],
      need: {
        what: 'goods',
        item: 'songkok',
        specification: 'hitam polos, kain beludru',
        quantityPerMonth: 500,
        unit: 'buah',
        price: { how: 'fixed', rupiah: 45_000 },
        place: 'Gudang pabrik, Kebomas',
        payWithinDays: 14,
        papers: ['account'],
      },
      criteria: [
        { test: { is: 'nib' }, weight: 'hard', source: { law: 'PP 7/2021 Pasal 37' } },
        {
          test: { is: 'answer', question: 'pasokan-songkok-c1-2', wanted: true },
          weight: 'soft',
          validFrom: '2026-11-01',
          validTo: '2026-12-31',
        },
      ],
      questions: [
        { id: 'pasokan-songkok-c1-2', ask: { id: 'Apakah usaha ini bisa membuat 500 songkok sebulan?' } },
      ],
      seats: 20,
      seatsByKecamatan: { '35.25.16': 5, '35.25.12': 5 },
      groups: { leastMembers: 5 },
      openTo: '2026-12-31',
      duties: ['marketing'],
      trial: { sample: true, order: false },
    });
    expect(office.services.programmes.find('pasokan-songkok')).toBeUndefined();
    const siti = await storedOwner(office, ofNib);
    expect(await check(siti)).not.toContain('songkok');
  });

  it('are counted before they are opened: how many fit, and what stands in the way, without a name', async () => {
    await storedOwner(office);
    const { id } = await row('pasokan-songkok');
    const said = (await press(budi, `s.prog.${id}.preview`)).join('\n');
    expect(said).toContain('Usaha yang berjalan: 2\nMemenuhi semua syarat wajib: 1\nKurang satu syarat: 1');
    expect(said).toContain('punya NIB: 1 usaha');
    expect(said).not.toContain('Siti');
  });

  it('are shown to owners from the moment they are opened, with what the company needs', async () => {
    const { id } = await row('pasokan-songkok');
    await press(budi, `s.prog.${id}.open`);
    expect(budi.last).toContain('Tidak ada pesan yang dikirim');
    await budi.tap('Ya, buka');
    expect(budi.last).toContain('sudah dibuka');
    expect(await row('pasokan-songkok')).toMatchObject({ status: 'open', version: 1, draft: null });
    siti = await storedOwner(office, ofNib);
    const seen = await check(siti);
    expect(seen).toContain('Pasokan songkok karyawan');
    await siti.tap('Pasokan songkok karyawan');
    expect(siti.last).toContain('lebih kecil dari perusahaan mitra');
    await siti.tap('Rincian program');
    expect(siti.last).toContain('Yang dibutuhkan: songkok, 500 buah setiap bulan.');
    expect(siti.last).toContain('Harga: Rp45.000 per buah.');
    expect(siti.last).toContain('Dibayar paling lambat 14 hari');
    expect(siti.last).not.toMatch(/plasma/i);
  });

  it('change as a new version, and nobody sees it before it is published', async () => {
    const { id } = await row('pasokan-songkok');
    await press(budi, `s.prog.${id}.change`);
    expect(budi.last).toContain('Ini disimpan sebagai rancangan');
    await budi.walk('>Ubah jawaban', '3', 'Pasokan songkok dan sarung', '>Simpan');
    const { programmes } = office.services;
    expect(programmes.find('pasokan-songkok')).toMatchObject({
      version: 1,
      name: { id: 'Pasokan songkok karyawan' },
    });
    await press(budi, `s.prog.${id}.open.yes`);
    expect(programmes.find('pasokan-songkok')).toMatchObject({
      version: 2,
      name: { id: 'Pasokan songkok dan sarung' },
    });
    expect(programmes.find('pasokan-songkok', 1)?.name.id).toBe('Pasokan songkok karyawan');
    // What was found by the first version opens no application by the second one.
    const { id: before } = await office.database.prisma.eligibilityCheck.findFirstOrThrow({
      where: { programmeId: 'pasokan-songkok', version: 1 },
      orderBy: { id: 'desc' },
    });
    await press(siti, checkRoute.to('apply', before));
    expect(siti.last).toContain('Mohon cek dulu sekali lagi');
  });

  it('are saved as a file, and a file that is sent becomes a draft', async () => {
    const { id } = await row('pasokan-songkok');
    await press(budi, `s.prog.${id}.file`);
    const file = (await files(office, budi)).at(-1);
    expect(file?.name).toBe('pasokan-songkok-v2.json');
    const read = parseProgramme(file?.data.toString('utf8') ?? '');
    expect(read.ok && read.value).toEqual(office.services.programmes.find('pasokan-songkok'));
    const copy = read.ok ? { ...read.value, id: 'sarung' } : undefined;
    if (copy === undefined) throw new Error('expected a programme');
    await budi.act((person) => person.sendDocument('sarung.json', Buffer.from(writeProgramme(copy))));
    expect(budi.last).toContain('Rancangan sarung tersimpan');
    expect(await row('sarung')).toMatchObject({ status: 'draft', version: null });
    expect(await draftOf('sarung')).toEqual({ ...copy, version: 1 });
  });

  it('name what is wrong in a file at its place', async () => {
    const text = JSON.stringify({
      ...(await draftOf('sarung')),
      form: 'loan',
      partner: { id: 'nobody', name: 'x' },
    });
    await budi.act((person) => person.sendDocument('sarung.json', Buffer.from(text)));
    expect(budi.last).toContain('• form: harus one of inti-plasma, subcontract');
    await budi.act((person) =>
      person.sendDocument('sarung.json', Buffer.from(text.replace('"loan"', '"trade"'))),
    );
    expect(budi.last).toContain(
      '• partner.id: harus one of the companies petrokimia-maju, sig, tertulis nobody',
    );
    const leading = JSON.stringify({
      ...(await draftOf('sarung')),
      about: [{ id: 'Daftar di bantuan.online/x' }],
    });
    await budi.act((person) => person.sendDocument('sarung.json', Buffer.from(leading)));
    expect(budi.last).toContain('• about[0].id: harus a text without link, number or name of a chat');
    await budi.act((person) => person.sendDocument('sarung.json', Buffer.from('{')));
    expect(budi.last).toContain('harus a JSON file');
  });

  it('end for new owners when they are closed, and for good when they are archived', async () => {
    const { id } = await row('pasokan-songkok');
    await press(budi, `s.prog.${id}.archive`);
    expect(budi.last).toContain('sudah berubah');
    await press(budi, `s.prog.${id}.close.yes`);
    expect(office.services.programmes.open.map((it) => it.id)).not.toContain('pasokan-songkok');
    // Whoever may not have files is not offered one.
    expect(budi.buttons).not.toContain('Berita Acara Seleksi');
    await office.database.prisma.member.updateMany({ data: { rights: ['export'] } });
    await office.database.prisma.programme.update({ where: { id }, data: { status: 'open' } });
    await press(budi, `s.prog.${id}.close.yes`);
    await budi.tap('Berita Acara Seleksi');
    await office.idle();
    const made = (await files(office, budi)).slice(-2).map(({ name }) => name);
    expect(made).toEqual([
      expect.stringMatching(/^berita-acara-seleksi.*\.pdf$/),
      expect.stringMatching(/^berita-acara-seleksi.*\.xlsx$/),
    ]);
    await press(budi, `s.prog.${id}`);
    expect(budi.buttons).toContain('Berita Acara Seleksi');
    await press(budi, `s.prog.${id}.archive.yes`);
    expect(await row('pasokan-songkok')).toMatchObject({ status: 'archived' });
    await press(budi, `s.prog.${id}.open.yes`);
    expect(budi.last).toContain('sudah berubah');
    expect(office.services.programmes.find('pasokan-songkok', 1)?.version).toBe(1);
    await office.rebuild();
    expect(office.services.programmes.find('pasokan-songkok')?.version).toBe(2);
    expect(office.services.programmes.open.map((it) => it.id)).not.toContain('pasokan-songkok');
  });

  it('are refused with every reason and its source', async () => {
    const { id } = await row('sarung');
    const draft = await draftOf('sarung');
    const { form: _form, need: _need, ...less } = draft;
    const [nib] = draft.criteria;
    if (nib === undefined) throw new Error('expected a criterion');
    const wrong = {
      ...less,
      openTo: '2026-10-01',
      openFrom: '2026-09-01',
      criteria: [{ ...nib, id: 'size', test: { is: 'class-in', classes: ['micro', 'large'] } }],
    };
    await budi.act((person) => person.sendDocument('sarung.json', Buffer.from(JSON.stringify(wrong))));
    const said = (await press(budi, `s.prog.${id}.open.yes`)).join('\n');
    for (const law of ['PP 7/2021 Pasal 106', 'UU 20/2008 Pasal 1', 'PP 7/2021 Pasal 107', 'sudah lewat'])
      expect(said).toContain(law);
    expect(await row('sarung')).toMatchObject({ status: 'draft', version: null });
  });
});

describe('a company whose people are invited', () => {
  let office: Office;
  let ratna: MemberInChat;
  beforeAll(async () => {
    office = await openOffice();
    ratna = await officer(office, { name: 'Ratna Wulandari', role: 'admin', rights: [] });
  });
  afterAll(() => office.close());

  it('is refused where it is too small to be the inti', async () => {
    await ratna.walk('/petugas', '>Perusahaan mitra', '>Perusahaan baru', 'CV Kecil Saja', '>Lebih kecil');
    expect(ratna.person.messages.map((it) => it.text).join('\n')).toContain('PP 7/2021 Pasal 107');
    await ratna.walk('/batal');
  });

  it('opens no programme to owners before an accord is in force', async () => {
    await ratna.walk('/petugas', '>Perusahaan mitra', '>PT Semen Indonesia (Persero) Tbk (SIG)');
    await ratna.walk(
      '>Orang perusahaan',
      '>Undang orang',
      '>Keduanya',
      '>Boleh memutuskan',
      'Dewi Lestari',
      '>Lewati',
      '>Lewati',
    );
    await ratna.walk('0812 3456 7890');
    await ratna.walk('>Seluruh kabupaten', '>Buat undangan');
    const link = /start=(i-\S+)/.exec(ratna.last)?.[1] ?? '';
    const { id } = await office.database.prisma.programme.findFirstOrThrow({
      where: { programmeId: 'sig-pumk' },
    });
    const press = (data: string): Promise<readonly string[]> =>
      ratna.act((person) => person.pressData(person.messages.at(-1)?.message_id ?? 0, data));
    await press(`s.prog.${id}.close.yes`);
    await press(`s.prog.${id}.open.yes`);
    expect(ratna.last).toContain('Belum ada kesepakatan yang berlaku');

    const { partnerId } = await office.database.prisma.programme.findFirstOrThrow({ where: { id } });
    await press(`s.partner.${partnerId}.accord`);
    await ratna.walk(
      '>Perjanjian Kerja Sama',
      '100.3.7/12/2026',
      '30-10-2026',
      '1-11-2026',
      '15-1-2027',
      'Kepala Dinas, kuasa Bupati',
      'Direktur, anggaran dasar',
      'Pasal 7',
      '>Simpan',
    );
    await press(`s.partner.${partnerId}`);
    expect(ratna.last).toContain('Kesepakatan berlaku sampai 15 Januari 2027.');
    await press(`s.prog.${id}.open.yes`);
    expect(ratna.last).toContain('sudah dibuka');

    // Whoever opens the link stands for this company, and for no other.
    const dewi = office.owner('Dewi');
    await dewi.say(`/start ${link}`);
    await office.idle();
    await ratna.tap('Ya, benar');
    const member = await office.database.prisma.member.findFirstOrThrow({ where: { role: 'partner' } });
    expect(member).toMatchObject({ partnerId, desks: ['tjsl', 'procurement'], signs: true });
    expect((await press(`s.partner.${partnerId}.people`)).join('\n')).toContain('HP: +6281234567890');
  });

  it('tells once that its accord ends, ninety days before', async () => {
    await office.runJob('accords');
    await office.idle();
    const told = (): number =>
      ratna.person.messages.filter((it) => it.text?.includes('berakhir Jumat, 15 Januari 2027')).length;
    expect(told()).toBe(1);
    await office.runJob('accords');
    await office.idle();
    expect(told()).toBe(1);
  });

  it('corrects an accord with a reason, and ends it early: the room closes at once, agreements go on and are named', async () => {
    const { prisma } = office.database;
    const { id: personId, number: personNumber } = await registeredPerson(office.services, {
      businesses: [{ kind: 'clothing' }],
    });
    const { id: businessId } = await prisma.business.findFirstOrThrow({ where: { ownerId: personId } });
    const of = { personId, personNumber, businessId };
    const bound = await applicationOf(office.services, of, 'active');
    const { id, partnerId } = await prisma.accord.findFirstOrThrow();
    const press = (data: string): Promise<readonly string[]> =>
      ratna.act((person) => person.pressData(person.messages.at(-1)?.message_id ?? 0, data));
    await press(`s.partner.${partnerId}`);
    await ratna.walk('>100.3.7/12/2026', '>Perbaiki catatan', 'pasal tentang data keliru dibaca', '>Simpan');
    await press(`s.accord.${id}`);
    expect(ratna.last).toContain(
      'Ditandatangani 30 Oktober 2026, berlaku 1 November 2026 sampai 15 Januari 2027',
    );
    expect(ratna.last).toContain('Diperbaiki: pasal tentang data keliru dibaca');
    expect(await accordInForce(office.services, partnerId)).toMatchObject({ id });
    await ratna.walk('>Akhiri lebih awal', '1 November 2026');
    expect(ratna.last).toContain('Hari itu di luar masa berlakunya');
    await ratna.walk('2 November 2026', 'perusahaan mengundurkan diri');
    expect(ratna.last).toContain(`Perjanjian dengan pemilik usaha tetap berjalan: ${bound.number}.`);
    await ratna.tap('Ya, lanjut');
    expect(ratna.last).toContain('Orang perusahaan tidak melihat data lagi mulai Senin, 2 November 2026.');
    expect(await accordInForce(office.services, partnerId)).toBeUndefined();
    expect((await prisma.application.findUniqueOrThrow({ where: { id: bound.id } })).status).toBe('active');
    expect((await press(`s.accord.${id}`)).join()).toContain('perusahaan mengundurkan diri');
    expect(ratna.buttons).not.toContain('Akhiri lebih awal');
    const done = await prisma.audit.findMany({
      where: { action: { startsWith: 'partner.accord-' } },
      orderBy: { id: 'asc' },
    });
    expect(done.map(({ action }) => action)).toEqual(['partner.accord-correct', 'partner.accord-end']);
  });
});
