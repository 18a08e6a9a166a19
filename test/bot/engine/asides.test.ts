import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stepsBefore } from '../../support/chat.ts';
import { openOffice, registeredOwner, type Office, walkTo } from '../../support/office.ts';
import { rowsOf } from '../../support/rows.ts';

describe('what somebody asks for inside a form', () => {
  let office: Office;
  beforeAll(async () => {
    office = await openOffice();
  });
  afterAll(() => office.close());

  it('is offered while the form waits: Ya leads there, and the draft goes on where it was', async () => {
    const siti = office.owner();
    await walkTo(office, siti, stepsBefore('business'));
    expect(await siti.say('kapan ada pelatihan?')).toEqual([
      'Pendaftaran tadi saya simpan. Lihat pelatihan dulu?',
    ]);
    expect(siti.buttons).toEqual(['Ya', 'Lanjut mendaftar']);
    await siti.tap('Ya');
    expect(siti.last).toMatch(/^Saat ini belum ada pelatihan yang dibuka\./);
    await siti.walk('/menu', '>Lanjut pendaftaran');
    expect(siti.last).toMatch(/^Langkah 5 dari 11\n/);
    expect((await rowsOf(office, siti.person.id)).drafts[0]?.answers['name']?.value).toBe('Siti Aminah');
  });

  it('is declined by a press, by words, or by the answer itself; a name may hold the words of an aim', async () => {
    const siti = office.owner();
    await walkTo(office, siti, stepsBefore('business'));
    await siti.walk('cara ikut pelatihan?', '>Lanjut mendaftar');
    expect(siti.last).toMatch(/^Langkah 5 dari 11\n/);
    await siti.walk('cara ikut pelatihan?', 'nggak dulu');
    expect(siti.last).toMatch(/^Langkah 5 dari 11\n/);
    await siti.walk('Pelatihan Jahit Siti');
    expect(siti.last).toMatch(/^Langkah 6 dari 11\n/);
    const { answers } = (await rowsOf(office, siti.person.id)).drafts[0] ?? {};
    expect(answers?.['business']?.value).toBe('Pelatihan Jahit Siti');
  });

  it('is gone to by a typed yes, also when the update comes three times and the process dies', async () => {
    const tripled = await openOffice({ tripled: true, rebuildAlways: true });
    try {
      const siti = await registeredOwner(tripled);
      await siti.walk('/lapor', 'mau komplain', 'iya');
      expect(siti.last).toMatch(/^Mau tanya apa, Bu\?/);
      await siti.walk('Petugasnya tidak pernah datang');
      expect((await rowsOf(tripled, siti.person.id)).cases).toHaveLength(1);
    } finally {
      await tripled.close();
    }
  });

  it('is answered at once where a sentence does, without a button to register', async () => {
    const siti = office.owner();
    await walkTo(office, siti, stepsBefore('started'));
    await siti.say('apa ini penipuan?');
    expect(siti.last).toMatch(/Nama bot ini: @[^]*Langkah 7 dari 11\n/);
    expect(siti.buttons).not.toContain('Daftarkan usaha saya');
    await siti.say('lihat laporan saya');
    expect(siti.last).toMatch(/^Itu bisa setelah pendaftaran selesai, Bu\.\n\nLangkah 7 dari 11/);
    expect(siti.buttons).not.toContain('Daftarkan usaha saya');
  });

  it('offers the likely counts of who works there, and counts women and men beyond that', async () => {
    const siti = office.owner();
    await walkTo(office, siti, stepsBefore('workers'));
    await siti.walk('saya dibantu suami sama 2 anak');
    expect(siti.last).toBe('Semuanya 4 orang, Bu. Yang mana?');
    expect(siti.buttons).toEqual([
      '3 laki, 1 perempuan',
      '2 laki, 2 perempuan',
      '1 laki, 3 perempuan',
      'Isi satu-satu',
      'Ubah',
    ]);
    await siti.walk('>Ubah', '>Lebih banyak');
    expect(siti.last).toMatch(/^Yang perempuan ada berapa\?/);
    await siti.walk('>2', '>1', '3 jt', '>Benar');
    const { answers } = (await rowsOf(office, siti.person.id)).drafts[0] ?? {};
    expect(answers?.['workers']?.value).toEqual({ male: 1, female: 2 });
  });

  it('is said to be open already where it is, and counts as no wrong answer', async () => {
    const siti = office.owner();
    await walkTo(office, siti, stepsBefore('business'));
    const [here] = await siti.say('mau daftar');
    expect(here).toMatch(
      /^Sekarang memang sedang mengisi pendaftaran, Bu\. Tinggal dijawab yang ini\.\n\nLangkah 5 dari 11\n/,
    );
    await siti.say('mau daftar usaha');
    expect((await rowsOf(office, siti.person.id)).drafts[0]?.answers['business']).toBeUndefined();
    await siti.walk('mau daftar', 'Otak-otak Bu Siti');
    expect(siti.last).toMatch(/^Langkah 6 dari 11\n/);
  });

  it('no sentence comes twice in a row, and the third offers a person, also over a restart', async () => {
    const restarted = await openOffice({ tripled: true, rebuildAlways: true });
    const siti = await registeredOwner(restarted);
    const said: string[] = [];
    for (let time = 0; time < 3; time++) said.push((await siti.say('xqz')).join('\n'));
    expect(said[0]).toBe('Maaf, saya belum mengerti. Silakan pilih salah satu, atau tanya petugas.');
    expect(new Set(said).size).toBe(3);
    expect(said[2]).toMatch(/^Biar petugas yang membantu, Bu\./);
    expect(siti.buttons).toEqual(['Tanya petugas', 'Menu']);
    // Something else in between, and it begins anew.
    await siti.walk('/menu');
    restarted.clock.advance(11 * 60_000);
    expect((await siti.say('xqz')).join()).toMatch(/^Maaf, saya belum mengerti\./);
    await restarted.close();
  });
});
