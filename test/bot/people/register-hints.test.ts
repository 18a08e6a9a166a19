import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stepsBefore } from '../../support/chat.ts';
import { openOffice, type Office, walkTo } from '../../support/office.ts';
import { rowsOf } from '../../support/rows.ts';

// dialogues.md, "Kalau jawabannya belum cocok": a kind hint, then help, then a person.
describe('an answer that does not fit', () => {
  let office: Office;
  beforeAll(async () => {
    office = await openOffice();
  });
  afterAll(() => office.close());

  it('is no consent unless it is the button or the word itself', async () => {
    const siti = office.owner();
    await siti.walk(...stepsBefore('consent'));
    for (const [first, second, third] of [
      ['nggih', 'oke', 'iya'],
      ['boleh', 'siap', 'baik saya paham'],
    ] as const) {
      expect(await siti.say(first)).toEqual(['Terima kasih. Untuk izin ini mohon tekan salah satu tombol.']);
      expect(siti.buttons).toEqual(['Setuju', 'Baca lengkap', 'Tidak setuju']);
      // No sentence twice in a row; after the third a person.
      expect((await siti.say(second))[0]).toMatch(/^Sebelum mulai, kami minta izin dulu\./);
      await siti.say(third);
      expect(siti.buttons).toContain('Minta dibantu petugas');
      await siti.tap('Coba tulis lagi');
    }
    expect((await siti.say('SETUJU'))[0]).toContain('Langkah 1 dari 11');
  });

  it('shows the whole consent again when the form is opened again after such words', async () => {
    const siti = office.owner();
    await siti.walk(...stepsBefore('consent'), 'nggih', '/menu', '>Daftarkan usaha saya');
    expect(siti.last).toContain('Apakah Bapak/Ibu setuju?');
  });

  it('shows the long text on request and takes a no without storing anything', async () => {
    const siti = office.owner();
    await siti.walk(...stepsBefore('consent'), '>Baca lengkap');
    expect(siti.last).toContain('UU 27/2022');
    expect((await siti.tap('Tidak setuju'))[0]).toBe(
      'Baik, Bapak/Ibu tidak didaftarkan.\nPelatihan tetap bisa dilihat, dan petugas tetap bisa ditanya.',
    );
    expect((await rowsOf(office, siti.person.id)).people).toEqual([]);
  });

  it('gets a hint, then another way, then a person, at the sales', async () => {
    const siti = office.owner();
    await walkTo(office, siti, stepsBefore('sales'));
    const [first] = await siti.say('alhamdulillah lumayan');
    expect(first).toMatch(/^Mohon tulis jumlah uangnya, Bu\. Kira-kira juga boleh\.$/);
    expect(siti.buttons).toEqual(['Hitung dari harian', 'Belum tahu', 'Kembali', 'Batal']);
    const [second] = await siti.say('cukup ramai kok');
    expect(second).toMatch(/^Langkah 9 dari 11\nBoleh ditulis seperti ini: "3 juta", "750 ribu"/);
    const [third] = await siti.say('ya begitulah pak');
    expect(third).toBe('Tidak apa-apa, jawaban yang lain sudah tersimpan. Mau dibantu petugas, Bu?');
    expect(siti.buttons).toEqual(['Minta dibantu petugas', 'Coba tulis lagi', 'Isi nanti', 'Batal']);
  });

  it('goes to a person with a number and a day, and the form goes on', async () => {
    const siti = office.owner();
    await walkTo(office, siti, stepsBefore('sales'));
    await siti.walk('a', 'b', 'c');
    const [answer] = await siti.tap('Minta dibantu petugas');
    expect(answer).toMatch(
      /^Baik, Bu Siti\. Permintaan Ibu nomor K-\d{4} sudah diteruskan ke petugas\.\nJawabannya datang di sini, paling lambat Kamis, 5 November 2026\./,
    );
    expect(answer).toContain('Langkah 10 dari 11');
    expect((await rowsOf(office, siti.person.id)).cases).toEqual([
      { kind: 'help', details: { form: 'register', question: 'sales' }, dueOn: '2026-11-05' },
    ]);
  });

  it('asks back what is not surely the own number, and goes on without one', async () => {
    const siti = office.owner();
    await walkTo(office, siti, stepsBefore('phone'));
    await siti.say('o8l2 3456 789o');
    expect(siti.last).toContain('Maksudnya nomor 0812-3456-7890, Bu?');
    await siti.tap('Ya, 0812-3456-7890');
    expect(siti.last).toContain('0812-3456-7890');
    const dewi = office.owner();
    await walkTo(office, dewi, stepsBefore('phone'));
    await dewi.walk('lupa');
    expect(dewi.last).toContain('Nomor HP');
    expect(dewi.last).not.toMatch(/Nomor itu belum cocok/);
    const away = office.owner();
    await walkTo(office, away, stepsBefore('phone'));
    await away.act((it) => it.shareContact('60123456789').update);
    expect(away.last).toContain('+60 12 345 6789');
    expect(away.last).toContain('Sudah benar semua?');
  });

  it('is a figure where a name is asked: what it was read as', async () => {
    const siti = office.owner();
    await siti.walk(...stepsBefore('name'));
    expect((await siti.say('0812 3456 7890'))[0]).toBe(
      'Itu sepertinya nomor HP, Bapak/Ibu. Di sini mohon tulis nama lengkapnya.',
    );
    const dewi = office.owner();
    await walkTo(office, dewi, stepsBefore('business'));
    expect((await dewi.say('2,5 jt'))[0]).toBe(
      'Itu terbaca Rp2.500.000, Bu. Di sini mohon tulis nama usahanya.',
    );
    expect((await rowsOf(office, dewi.person.id)).drafts[0]?.answers['business']).toBeUndefined();
  });

  it('says what a NIB is when somebody asks', async () => {
    const siti = office.owner();
    await walkTo(office, siti, stepsBefore('nib'));
    expect((await siti.say('apa itu nib'))[0]).toContain('NIB itu nomor izin usaha');
    // A yes tells no number: it is asked for, and nothing is taken.
    expect((await siti.say('benar'))[0]).toMatch(
      /^Baik, Bu\. Mohon tulis 13 angkanya, atau tekan "Punya, isi nanti"\.\n\nLangkah 10 dari 11\n/,
    );
    await siti.say('ra nduwe');
    expect(siti.last).not.toContain('Apakah usaha');
  });

  it('may be written once more, also without pressing the button for it', async () => {
    const siti = office.owner();
    await walkTo(office, siti, stepsBefore('sales'));
    await siti.walk('a', 'b', 'c', '3 juta');
    // Written as the example says: taken at once.
    expect(siti.last).toContain('Langkah 10 dari 11');
    const dewi = office.owner();
    await walkTo(office, dewi, stepsBefore('sales'));
    await dewi.walk('a', 'b', 'c', '>Coba tulis lagi');
    expect(dewi.last).toContain('Langkah 9 dari 11');
    await dewi.walk('a', 'b', 'c', '>Isi nanti');
    expect(dewi.last).toContain('Langkah 10 dari 11');
  });

  it('asks for help or for later in plain words', async () => {
    const siti = office.owner();
    await walkTo(office, siti, stepsBefore('sales'));
    await siti.walk('nanti dulu');
    expect(siti.last).toContain('Mau dibantu petugas, Bu?');
    await siti.walk('nanti');
    expect(siti.last).toContain('Langkah 10 dari 11');
    const hadi = office.owner();
    await walkTo(office, hadi, stepsBefore('kecamatan'));
    await hadi.walk('tolong', 'nggih');
    expect(hadi.last).toMatch(/^Baik, Bu Siti\. Permintaan Ibu nomor K-/);
  });

  it('is a misspelt desa, which is asked back', async () => {
    const siti = office.owner();
    await walkTo(office, siti, stepsBefore('desa'));
    await siti.walk('lmpur');
    expect(siti.last).toBe('Maksudnya Lumpur, Bu?');
    await siti.walk('>Bukan');
    expect(siti.last).toContain('Langkah 4 dari 11');
    await siti.walk('lmpur', 'nggih');
    expect(siti.last).toContain('Langkah 5 dari 11');
  });

  it('is a desa elsewhere: hint, list with a way out, person', async () => {
    const siti = office.owner();
    await walkTo(office, siti, stepsBefore('desa'));
    expect((await siti.say('surabaya'))[0]).toMatch(/^Desa itu tidak ada di Kecamatan Gresik\./);
    await siti.say('surabaya');
    expect(siti.last).toContain('Belum ketemu juga, Bu.');
    expect(siti.buttons).toEqual(
      expect.arrayContaining(['Bedilan', 'Daftar lengkap', 'Ganti kecamatan', 'Di luar Gresik']),
    );
    await siti.say('surabaya');
    expect(siti.buttons).toContain('Minta dibantu petugas');
    await siti.walk('>Coba tulis lagi', '>Ganti kecamatan');
    expect(siti.last).toContain('Langkah 3 dari 11');
    await siti.walk('x', 'y', '>Di luar Gresik');
    expect(siti.last).toContain('hanya untuk usaha di Kabupaten Gresik');
  });

  it('leaves the desa out when an officer is to find the kecamatan', async () => {
    const siti = office.owner();
    await walkTo(office, siti, stepsBefore('kecamatan'));
    await siti.walk('x', 'y', 'z', '>Minta dibantu petugas');
    expect(siti.last).toContain('Apa nama usaha Ibu?');
  });

  it('asks for the desa again when the kecamatan changes, and shows what was changed', async () => {
    const siti = office.owner();
    await walkTo(office, siti, stepsBefore('review'));
    await siti.walk('>Ubah jawaban', '>3', '>Kebomas');
    expect(siti.last).toMatch(
      /^Sudah diubah menjadi: Kebomas\. Karena itu, ada yang perlu dipilih lagi\.\n\nLangkah 4 dari 11/,
    );
    await siti.walk('Randuagung');
    expect(siti.last).toContain('3. Kecamatan: Kebomas (diubah)');
    expect(siti.last).toMatch(/4\. .*: Randuagung/);
    const before = (await rowsOf(office, siti.person.id)).drafts[0]?.answers['kecamatan'];
    expect(before).toMatchObject({ value: '35.25.14', changed: true });
  });

  it('is a long time ago: a year, then a number of years that is counted back', async () => {
    const siti = office.owner();
    await walkTo(office, siti, stepsBefore('started'));
    expect((await siti.say('sudah lama'))[0]).toMatch(/^Kira-kira tahun berapa, Bu\?/);
    await siti.say('lama sekali');
    expect(siti.last).toContain('Usaha ini sudah berjalan berapa tahun?');
    await siti.say('15 tahun');
    expect(siti.last).toBe('Berarti mulai sekitar tahun 2011. Sudah benar?');
    await siti.tap('Benar');
    expect(siti.last).toContain('Langkah 8 dari 11');
  });

  it('is a year that was forgotten, stored as unknown', async () => {
    const siti = office.owner();
    await walkTo(office, siti, stepsBefore('started'));
    await siti.walk('lupa');
    expect(siti.last).toContain('Langkah 8 dari 11');
    expect((await rowsOf(office, siti.person.id)).drafts[0]?.answers['started']).toMatchObject({
      value: null,
      open: 'skipped',
    });
  });

  it('is a crowd: people are asked one by one', async () => {
    const siti = office.owner();
    await walkTo(office, siti, stepsBefore('workers'));
    expect((await siti.say('banyak'))[0]).toMatch(/^Berapa orang, Bu\? Ibu sendiri ikut dihitung\./);
    await siti.walk('banyak', '>Isi satu-satu', '>3', '>1');
    expect(siti.last).toContain('Langkah 9 dari 11');
    expect((await rowsOf(office, siti.person.id)).drafts[0]?.answers['workers']?.value).toEqual({
      male: 1,
      female: 3,
    });
  });

  it('is an NIB of twelve digits: count, place, person', async () => {
    const siti = office.owner();
    await walkTo(office, siti, stepsBefore('nib'));
    expect((await siti.say('120300012345'))[0]).toMatch(
      /^NIB terdiri dari 13 angka, yang Ibu tulis ada 12\./,
    );
    await siti.say('12030001234');
    expect(siti.last).toContain('NIB tertulis di bagian atas surat izin usaha.');
    expect(siti.buttons.slice(0, 2)).toEqual(['Isi nanti', 'Belum punya']);
    await siti.say('1203');
    expect(siti.buttons).toEqual(['Minta dibantu petugas', 'Coba tulis lagi', 'Isi nanti', 'Batal']);
  });

  it.each([
    ['750', 'Maksudnya Rp750.000 (tujuh ratus lima puluh ribu rupiah), Bu?'],
    [
      '2 juta 500',
      'Maksudnya Rp2.500.000 (dua juta lima ratus ribu rupiah) atau Rp2.000.500 (dua juta lima ratus rupiah), Bu?',
    ],
    ['2 sampai 3 juta', 'Mohon satu angka saja, Bu.'],
    ['untung 1 juta', 'Itu untungnya, Bu.'],
  ])('is money that can be read in two ways: "%s" is asked back, not guessed', async (typed, answer) => {
    const siti = office.owner();
    await walkTo(office, siti, stepsBefore('sales'));
    await siti.walk(typed);
    expect(siti.last).toContain(answer);
    expect((await rowsOf(office, siti.person.id)).drafts[0]?.answers['sales']).toBeUndefined();
  });

  it('may answer the question of a confirmation anew', async () => {
    const siti = office.owner();
    await walkTo(office, siti, stepsBefore('sales'));
    await siti.walk('3 jt', 'bukan, 4 juta');
    expect(siti.last).toContain('Rp4.000.000');
    await siti.walk('buat apa, kena pajak?');
    expect(siti.last).toMatch(
      /^Angka ini untuk mendata dan membina UMKM, dan ini bukan laporan pajak\.[^]*Rp4\.000\.000/,
    );
    await siti.walk('>Bukan, tulis lagi');
    expect(siti.last).toContain('Langkah 9 dari 11');
  });

  it('asks once when processed fish is filed under fish ponds', async () => {
    const siti = office.owner();
    await walkTo(office, siti, stepsBefore('kind'));
    await siti.walk('>Tambak, ikan');
    expect(siti.last).toContain('Olahan ikan termasuk "Makanan, minuman". Mau diganti?');
    await siti.walk('>Biarkan');
    expect(siti.last).toContain('Langkah 7 dari 11');
  });
});
