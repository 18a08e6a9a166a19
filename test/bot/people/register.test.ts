import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stepsBefore } from '../../support/chat.ts';
import { openOffice, registeredOwner, registrationSteps, type Office, walkTo } from '../../support/office.ts';
import { rowsOf } from '../../support/rows.ts';

describe('registration', () => {
  let office: Office;
  beforeAll(async () => {
    office = await openOffice();
  });
  afterAll(() => office.close());

  it('takes a hasty owner from MULAI to the receipt in 16 actions, money confirmed', async () => {
    const siti = office.owner();
    const receipt = await siti.walk(...registrationSteps);
    expect(receipt[0]).toMatch(
      /^Terima kasih, Bu Siti\. Usaha Ibu sudah terdaftar\.\n\nNomor: D-2611-\d{4}\nSenin, 2 November 2026 pukul 10\.00 WIB/,
    );
    expect(siti.actions).toBe(16);
    expect(office.simulator.violations).toEqual([]);
  });

  it('takes who writes as the examples say in 14 acts after MULAI, money confirmed by the review alone', async () => {
    const siti = office.owner();
    await siti.say('/start');
    const before = siti.actions;
    const steps = registrationSteps.slice(1).flatMap((step) => {
      if (step === '3 jt') return ['2,5 juta'];
      return step === '>Benar' ? [] : [step];
    });
    await siti.walk(...steps.slice(0, -1));
    expect(siti.last).toContain('Penjualan: sekitar Rp2.500.000 (dua juta lima ratus ribu rupiah) sebulan');
    await siti.tap('Kirim');
    expect(siti.last).toContain('Boleh kami beri kabar');
    expect(siti.actions - before).toBe(14);
  });

  it('stores what was answered, the consent with its proof, and nothing else', async () => {
    const siti = office.owner();
    await siti.walk(...registrationSteps);
    const rows = await rowsOf(office, siti.person.id);
    expect(rows.people).toEqual([
      { name: 'Siti Aminah', salutation: 'P', phone: expect.stringMatching(/^\+62812/), interests: [] },
    ]);
    expect(rows.businesses).toEqual([
      {
        name: 'Otak-otak Bu Siti',
        kind: 'food',
        kindWords: undefined,
        kecamatan: '35.25.16',
        desa: expect.stringMatching(/^35\.25\.16\./),
        started: [2009, null],
        workers: [0, 2],
        sales: 3_000_000,
        capital: null,
        nibStatus: 'none',
        nib: undefined,
        createdAt: office.clock.now(),
      },
    ]);
    expect(rows.consents).toEqual([
      {
        purpose: 'registration',
        version: 2,
        button: 'agree',
        text: expect.stringContaining('Sebelum mulai, kami minta izin dulu.'),
        givenAt: office.clock.now(),
      },
    ]);
    expect(rows.drafts[0]).toMatchObject({
      form: 'register',
      status: 'submitted',
      answers: { sales: { value: { amount: 3_000_000 }, words: '3 jt' }, started: { words: '2009' } },
    });
  });

  it('asks a business younger than a year for its capital, in 18 actions', async () => {
    const siti = office.owner();
    await siti.walk(...stepsBefore('started'), 'Maret 2026', '>Saya + 1 perempuan', '3 jt', '>Benar');
    expect(siti.last).toMatch(/^Satu pertanyaan tambahan karena usaha Ibu belum setahun/);
    await siti.walk('5 jt');
    expect(siti.last).toContain('Rp5.000.000 (lima juta rupiah)');
    await siti.walk('>Benar', '>Belum punya', '>Kirim nomor HP ini');
    expect(siti.last).toContain('Mulai: Maret 2026');
    expect((await siti.tap('Kirim'))[0]).toContain('sudah terdaftar');
    expect(siti.actions).toBe(18);
    expect((await rowsOf(office, siti.person.id)).businesses[0]).toMatchObject({
      capital: 5_000_000,
      started: [2026, 3],
    });
  });

  it('asks for the month only when the business began this year or last year', async () => {
    const siti = office.owner();
    await walkTo(office, siti, stepsBefore('started'));
    await siti.walk('>Tahun lalu');
    expect(siti.last).toBe('Bulan apa mulainya?');
    await siti.walk('>Desember', '>Hanya saya', '3 jt', '>Benar');
    expect(siti.last).toMatch(/^Satu pertanyaan tambahan/);
    await siti.walk('>Kembali', '>Kembali', '>Kembali', '>Kembali');
    expect(siti.last).toContain('Langkah 7 dari 11');
    // The later answers stand, and a business of 2015 needs no capital.
    await siti.walk('2015');
    expect(siti.last).toContain('Langkah 10 dari 11');
  });

  it('counts the steps up to eleven', async () => {
    const siti = office.owner();
    const seen: string[] = [];
    for (const step of registrationSteps) {
      await siti.walk(step);
      const number = /^Langkah (\d+) dari 11/.exec(siti.last)?.[1];
      if (number !== undefined) seen.push(number);
    }
    expect(seen).toEqual(['1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11']);
  });

  it('takes everything typed instead of pressed, in one line each', async () => {
    const hadi = office.owner('Hadi');
    await hadi.walk(
      'mau daftar',
      'setuju',
      'nama saya Hadi Suwito',
      'pak',
      'cerme',
      'wedani',
      'UD Maju Jaya',
      'warung, toko',
      '2009',
      '2 laki-laki, 3 perempuan',
      '2,5 juta',
      'belum punya',
      '0812-3456-7890',
      'kirim',
    );
    expect((await rowsOf(office, hadi.person.id)).businesses[0]).toMatchObject({
      name: 'UD Maju Jaya',
      kind: 'shop',
      workers: [2, 3],
      sales: 2_500_000,
      nibStatus: 'none',
    });
    expect((await rowsOf(office, hadi.person.id)).people[0]).toMatchObject({
      name: 'Hadi Suwito',
      salutation: 'L',
      phone: '+6281234567890',
    });
  });

  it('computes the sales of a month from a day', async () => {
    const siti = office.owner();
    await walkTo(office, siti, stepsBefore('sales'));
    await siti.walk('>Hitung dari harian', '120 ribu', '>26 hari');
    expect(siti.last).toContain(
      '26 hari × Rp120.000 = Rp3.120.000 (tiga juta seratus dua puluh ribu rupiah)',
    );
    await siti.walk('>Benar');
    expect(siti.last).toContain('Langkah 10 dari 11');
    const again = office.owner();
    await walkTo(office, again, stepsBefore('sales'));
    await again.walk('150rb per hari');
    expect(again.last).toContain('Rp150.000 (seratus lima puluh ribu rupiah) sehari');
  });

  it('asks about training news after the receipt, as a consent of its own', async () => {
    const siti = office.owner();
    await siti.walk(...registrationSteps);
    expect(siti.last).toMatch(/^Boleh kami beri kabar/);
    await siti.walk('nggih');
    expect(siti.last).toBe('Mohon tekan Boleh atau Tidak usah, Bu.');
    expect((await rowsOf(office, siti.person.id)).consents).toHaveLength(1);
    await siti.walk('>Boleh', '>☐ Kemasan', '>☐ Modal usaha', '>☑ Kemasan', 'kemasan', '>Selesai');
    const rows = await rowsOf(office, siti.person.id);
    expect(rows.consents.map((it) => it.purpose)).toEqual(['registration', 'training-news']);
    expect(rows.people[0]?.interests).toEqual(['packaging', 'capital']);
  });

  it('keeps ticking topics after words that are no answer', async () => {
    const siti = office.owner();
    await siti.walk(...registrationSteps, '>Boleh', 'apa saja', '>☐ Kemasan');
    expect(siti.buttons).toContain('☑ Kemasan');
    expect(siti.person.messages.at(-1)?.text).toMatch(/^Ingin belajar apa, Bu\?/);
  });

  it('registers several businesses of one owner without asking who they are again', async () => {
    const siti = await registeredOwner(office);
    await siti.walk('/menu', '>Lainnya', '>Daftarkan usaha lain');
    expect(siti.last).toContain('Usaha ini milik siapa?');
    await siti.walk(
      '>Siti Aminah',
      'menganti',
      'hulaan',
      'Warung Bu Siti',
      '>Warung, toko',
      '2012',
      '>Hanya saya',
      '750',
      '>Ya, Rp750.000',
      '>Tidak tahu',
    );
    expect(siti.last).toMatch(/^Mohon dicek dulu, Bu Siti/);
    await siti.walk('>Kirim', '>Tidak usah');
    const rows = await rowsOf(office, siti.person.id);
    expect(rows.people).toHaveLength(1);
    expect(rows.consents).toHaveLength(1);
    expect(rows.businesses.map((it) => it['name'])).toEqual(['Otak-otak Bu Siti', 'Warung Bu Siti']);
  });

  it('keeps several people of one phone apart, each with a consent of their own', async () => {
    const siti = await registeredOwner(office);
    await siti.walk('/daftar', '>Orang lain');
    expect(siti.last).toContain('Apakah Bapak/Ibu setuju?');
    expect((await siti.say('oke'))[0]).toContain('mohon tekan salah satu tombol');
    await siti.walk('>Setuju');
    expect(siti.last).toContain('Siapa nama lengkap Bapak/Ibu?');
    await siti.walk(
      'Hadi Suwito',
      '>Bapak (laki-laki)',
      'Cerme',
      'Wedani',
      'Bengkel Hadi',
      '>Bengkel, jasa',
      '2010',
      '>Hanya saya',
      '>Belum tahu',
      '>Belum punya',
      '>Lewati',
      '>Kirim',
      '>Tidak usah',
    );
    const rows = await rowsOf(office, siti.person.id);
    expect(rows.people.map((it) => it.name)).toEqual(['Siti Aminah', 'Hadi Suwito']);
    expect(rows.consents.map((it) => it.purpose)).toEqual(['registration', 'registration']);
    await siti.walk('/menu');
    expect(siti.last).toContain('Pak Hadi');
    await siti.walk('>Saya orang lain', '>Siti Aminah');
    expect(siti.last).toContain('Bu Siti');
  });

  it('addresses the owner of the business, not whoever used the phone last', async () => {
    const siti = await registeredOwner(office);
    await siti.walk(
      '/daftar',
      '>Orang lain',
      '>Setuju',
      'Hadi',
      '>Bapak (laki-laki)',
      'Cerme',
      'Wedani',
      'Bengkel Hadi',
      '>Bengkel, jasa',
      '2010',
      '>Hanya saya',
      '>Belum tahu',
      '>Belum punya',
      '>Lewati',
      '>Kirim',
      '>Tidak usah',
    );
    await siti.walk('/daftar', '>Siti Aminah');
    expect(siti.last).toContain('Tempat usaha Ibu di kecamatan mana?');
  });
});
