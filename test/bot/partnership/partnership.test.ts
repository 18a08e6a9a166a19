import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { disturbances } from '../../support/long.ts';
import { openOffice, type Office } from '../../support/office.ts';
import {
  checkedOwner,
  fittingAnswers,
  partnershipRows,
  registered,
  ofNib,
  answeredAsWanted,
} from '../../support/partnership.ts';
import { storedOwner, registerIn } from '../../support/people.ts';

/** Began in March of this year, and does not know the capital. */
const young = {
  business: { startedYear: 2026, startedMonth: 3 },
  unknown: ['capital'],
} as const;

describe('checking for partnerships', () => {
  let office: Office;
  beforeAll(async () => {
    office = await openOffice();
  });
  afterAll(() => office.close());

  it('is offered in the menu, by a command and in plain words', async () => {
    const owner = await storedOwner(office);
    for (const words of ['syarat pinjaman', 'mau jadi plasma semen', 'modal usaha', '/kemitraan']) {
      const [first] = await owner.say(words);
      expect(first).toContain('Langkah 1 dari 5');
      // In the open form the same words would be no answer.
      await owner.say('/batal');
    }
    await owner.say('/menu');
    expect(owner.buttons).toContain('Cek kemitraan');
    expect((await owner.tap('Cek kemitraan'))[0]).toContain('Langkah 1 dari 5');
  });

  it('asks somebody who is not registered to register first', async () => {
    const owner = office.owner();
    expect((await owner.say('syarat pinjaman'))[0]).toContain('usahanya perlu didaftarkan dulu');
    expect(owner.buttons).toContain('Daftarkan usaha saya');
  });

  it('says the class and a line for each programme in one short message, what they come from folded', async () => {
    const owner = await storedOwner(office);
    const messages = await owner.walk('/kemitraan', ...fittingAnswers);
    expect(messages).toEqual([
      [
        'Hasil cek kemitraan',
        'Otak-otak Bu Siti termasuk usaha mikro (perkiraan).',
        '',
        '✗ Kerja sama SIG (contoh): kurang 1 syarat',
        '✓ Pinjaman SIG (contoh): boleh mendaftar',
        '',
        'Ini perkiraan awal, belum keputusan. Boleh mendaftar belum tentu diterima.',
        'Dasar aturan:',
        'Dihitung dari penjualan yang biasa sebulan: setahun sekitar Rp36.000.000.',
        'Batas usaha mikro: penjualan setahun paling banyak Rp2.000.000.000.',
        'Dasarnya: PP 7/2021, Pasal 35 ayat (5).',
      ].join('\n'),
    ]);
    expect(messages[0]?.length).toBeLessThan(700);
    const quotes = owner.person.messages
      .at(-1)
      ?.entities?.filter((it) => it.type === 'expandable_blockquote');
    expect(quotes).toHaveLength(1);
    expect(owner.buttons).toEqual([
      'Kerja sama SIG',
      'Pinjaman SIG',
      'Ubah jawaban',
      'Kabari kemitraan baru',
      'Tanya petugas',
      'Menu',
    ]);
  });

  it('shows each programme by itself, no decision, with reasons, what to do, and the rules folded', async () => {
    const owner = await storedOwner(office);
    await answeredAsWanted(office.services, owner.registered.businessId);
    await owner.say('/kemitraan');
    const [supply] = await owner.tap('Kerja sama SIG');
    expect(supply).toContain('Ini jalur kerja sama usaha, bukan pinjaman.');
    expect(supply).toContain('Ini baru contoh.');
    expect(supply).toContain('Perkiraan awal: usaha Ibu belum memenuhi 1 syarat. Ini belum keputusan.');
    expect(supply).toContain('✗ Usaha ini belum punya NIB');
    expect(supply).toContain('DPMPTSP di Mal Pelayanan Publik (MPP), kantor kecamatan, dan kantor desa');
    expect(supply).not.toMatch(/\[\d\]/);
    const shown = owner.person.messages.at(-1);
    const folded = shown?.entities?.filter((it) => it.type === 'expandable_blockquote') ?? [];
    expect(folded.map((it) => supply?.slice(it.offset, it.offset + it.length))).toEqual([
      expect.stringMatching(/^Yang perlu diketahui:\n• Kerja sama ditulis dalam perjanjian/),
      expect.stringMatching(/^Dasar aturan:\n[\s\S]*PP 7\/2021, Pasal 37 ayat \(1\)/),
    ]);
    expect(owner.buttons[0]).toBe('Minta ditinjau petugas');
    const [loan] = await owner.tap('Pinjaman SIG');
    expect(loan).toContain('Ini jalur pinjaman modal, bukan kerja sama usaha.');
    expect(loan).toContain('Perkiraan awal: usaha Ibu boleh mendaftar (belum tentu diterima).');
    for (const message of [supply, loan]) expect(message?.length).toBeLessThan(4096);
    expect(owner.buttons).toEqual(['Ajukan', 'Rincian program', 'Ubah jawaban', 'Tanya petugas', 'Menu']);
  });

  it('meets both example programmes with an NIB', async () => {
    const owner = await storedOwner(office, ofNib);
    await answeredAsWanted(office.services, owner.registered.businessId);
    const [result] = await owner.say('/kemitraan');
    expect(result?.match(/✓ .+: boleh mendaftar/g)).toHaveLength(2);
  });

  it('says of an NIB that nobody has looked at whose word it is', async () => {
    const owner = await storedOwner(office, { business: { nibStatus: 'later' } });
    await answeredAsWanted(office.services, owner.registered.businessId);
    const [said] = await owner.walk('/kemitraan', '>Kerja sama SIG');
    expect(said).toMatch(/✓ Menurut jawaban Ibu: .*NIB/);
    expect(said).not.toMatch(/✓ [^M].*NIB/);
  });

  it('never asks the same thing twice', async () => {
    const owner = await checkedOwner(office);
    const again = await owner.say('/kemitraan');
    expect(again).toHaveLength(1);
    expect(again.join()).not.toContain('Langkah');
  });

  it('keeps "tidak tahu" as asked and unknown, and says so', async () => {
    const owner = await registered(office, {
      '2009': ['>Lupa'],
      '3 jt': ['>Belum tahu'],
      '>Benar': [],
      '>Belum punya': ['>Tidak tahu'],
    });
    const [result] = await owner.walk('/kemitraan', 'gak tau', 'embuh', '>Tidak tahu', 'belum tahu', 'lupa');
    expect(result).toContain('belum diketahui, karena angka penjualannya belum ada');
    expect(result).toContain('? Kerja sama SIG (contoh): 3 syarat belum diketahui');
    const [loan] = await owner.tap('Pinjaman SIG');
    expect(loan).toContain('? Belum diketahui apakah pemilik usaha warga negara Indonesia');
    const rows = await partnershipRows(office, owner.person.id);
    expect(rows['facts']).toContainEqual(expect.objectContaining({ key: 'answer:citizen', value: null }));
    expect(rows['facts']).toContainEqual(expect.objectContaining({ key: 'startedYear', value: null }));
    // Nothing of it is asked a second time.
    expect((await owner.say('/kemitraan'))[0]).toMatch(/^Hasil cek kemitraan/);
  });

  it('asks for what was left open at registration and stores it with history', async () => {
    // Three wrong answers each, then "Isi nanti".
    const owner = await registered(office, {
      '2009': ['dulu sekali', 'sudah lama', 'wah', '>Isi nanti'],
      '3 jt': ['lumayan', 'pas-pasan', 'ya begitulah', '>Isi nanti'],
      '>Benar': [],
      '>Belum punya': ['12', '34', '56', '>Isi nanti'],
    });
    expect((await owner.say('/kemitraan'))[0]).toContain('Tahun berapa usaha ini mulai?');
    expect((await owner.say('2015'))[0]).toContain('berapa hasil penjualan (omzet) sebulan?');
    await owner.walk('2,5 jt', '>Benar');
    expect(owner.last).toContain('sudah punya NIB');
    await owner.tap('Belum punya');
    const messages = await owner.walk(...fittingAnswers);
    expect(messages[0]).toContain('setahun sekitar Rp30.000.000.');
    const rows = await partnershipRows(office, owner.person.id);
    expect(rows['businesses']).toEqual([
      { sales: 2_500_000, nibStatus: 'none', started: [2015, null], capital: null },
    ]);
    expect(rows['history']).toEqual([
      { field: 'startedYear', before: null, after: '2015' },
      { field: 'usualMonthlySales', before: null, after: '2500000' },
      { field: 'nibStatus', before: '"unknown"', after: '"none"' },
    ]);
  });

  it('asks a young business for the month and the capital, and shows both when they disagree', async () => {
    const owner = await storedOwner(office, young);
    await owner.walk('/kemitraan', ...fittingAnswers);
    expect(owner.person.messages.length).toBeGreaterThan(0);
    await owner.walk('>Ubah jawaban', '>Ubah jawaban');
    const number = reviewNumbers(owner.person.messages.map((it) => it.text ?? '')).get('Modal');
    await owner.walk(`>${number ?? ''}`, '2 miliar', '>Benar');
    const [size] = await owner.tap('Lihat hasil');
    expect(size).toContain('termasuk usaha kecil (perkiraan)');
    expect(size).toContain('Usaha ini belum setahun, jadi yang dilihat modalnya: Rp2.000.000.000.');
    expect(size).toContain('Menurut modal: usaha kecil. Menurut penjualan: usaha mikro.');
    expect(size).toContain('Pasal 35 ayat (3)');
    expect(size?.length).toBeLessThan(700);
  });

  test.each([
    [150_000_000, 'usaha mikro'],
    [200_000_000, 'usaha kecil'],
    [2_000_000_000, 'usaha menengah'],
    [5_000_000_000, 'usaha besar'],
  ])('calls a business that sells for %s a month %s', async (usualMonthlySales, name) => {
    const owner = await storedOwner(office, { business: { usualMonthlySales } });
    await answeredAsWanted(office.services, owner.registered.businessId);
    const [result] = await owner.say('/kemitraan');
    expect(result).toContain(`termasuk ${name} (perkiraan).`);
    const fits = name === 'usaha mikro' || name === 'usaha kecil';
    expect(result).toContain(`Pinjaman SIG (contoh): ${fits ? 'boleh mendaftar' : 'kurang 1 syarat'}`);
    await owner.tap('Pinjaman SIG');
    expect(owner.buttons[0]).toBe(fits ? 'Ajukan' : 'Minta ditinjau petugas');
  });

  it('lets a person look at a negative result, once', async () => {
    const owner = await storedOwner(office, { business: { usualMonthlySales: 2_000_000_000 } });
    await answeredAsWanted(office.services, owner.registered.businessId);
    await owner.walk('/kemitraan', '>Pinjaman SIG');
    const [answer] = await owner.tap('Minta ditinjau petugas');
    expect(answer).toMatch(
      /^Baik, Bu Siti\. Petugas akan melihat hasil ini, nomor K-\d{4}\.\nJawabannya datang di sini, paling lambat Senin, 9 November 2026\.$/,
    );
    expect(await owner.tap('Minta ditinjau petugas')).toEqual([answer]);
    expect((await partnershipRows(office, owner.person.id))['cases']).toEqual([
      { kind: 'review', status: 'open', dueOn: '2026-11-09' },
    ]);
  });

  it('offers the questions again and keeps the earlier check', async () => {
    const owner = await checkedOwner(office);
    await owner.walk('>Ubah jawaban', '>Ubah jawaban');
    const numbers = reviewNumbers(owner.person.messages.map((it) => it.text ?? ''));
    await owner.walk(`>${numbers.get('Penjualan') ?? ''}`, '4 jt', '>Benar');
    expect(owner.last).toContain('Rp4.000.000 (empat juta rupiah) sebulan (diubah)');
    const [size] = await owner.tap('Lihat hasil');
    expect(size).toContain('Rp48.000.000');
    const rows = await partnershipRows(office, owner.person.id);
    expect(rows['checks']).toHaveLength(4);
    expect(rows['history']).toEqual([{ field: 'usualMonthlySales', before: '3000000', after: '4000000' }]);
  });

  it('takes spoken answers, explains once, gives the buttons, then a person', async () => {
    const owner = await storedOwner(office);
    await owner.say('/kemitraan');
    expect((await owner.say('hmm'))[0]).toContain('Kalau ragu, tekan "Tidak tahu".');
    expect((await owner.say('mungkin'))[0]).toContain('Langkah 1 dari 5');
    expect((await owner.say('gimana ya'))[0]).toContain('Mau dibantu petugas');
    const [helped] = await owner.tap('Minta dibantu petugas');
    expect(helped).toMatch(/Permintaan Ibu nomor K-\d{4} sudah diteruskan/);
    expect(helped).toContain('Langkah 2 dari 5');
    expect((await owner.say('nggih'))[0]).toContain('Langkah 3 dari 5');
  });

  it('asks which business when there are several, and asks each only for itself', async () => {
    const owner = await storedOwner(office);
    await registerIn(office, owner, {
      person: owner.registered.personId,
      business: { name: 'Songkok Bu Siti' },
    });
    expect((await owner.say('/kemitraan'))[0]).toContain('Usaha yang mana yang mau dicek?');
    const [first] = await owner.tap('Songkok Bu Siti');
    expect(first).toContain('Usaha: Songkok Bu Siti');
    const messages = await owner.walk(...fittingAnswers);
    expect(messages[0]).toContain('Songkok Bu Siti termasuk usaha mikro');
    // Everything is known of it now: the choice alone leads to the result.
    await owner.say('/kemitraan');
    expect((await owner.tap('Songkok Bu Siti'))[0]).toMatch(/^Hasil cek kemitraan/);
    await owner.say('/kemitraan');
    expect((await owner.tap('Otak-otak Bu Siti'))[0]).toContain('Usaha: Otak-otak Bu Siti');
  });

  it('stores one check and shows it after all when the reply was lost', async () => {
    const owner = await storedOwner(office);
    await owner.walk('/kemitraan', ...fittingAnswers.slice(0, -1));
    office.simulator.failNext({ method: 'sendMessage', code: 502, times: 4, chatId: owner.person.id });
    const messages = await owner.tap('Tidak');
    expect(messages.at(-1)).toMatch(/^Hasil cek kemitraan/);
    expect((await partnershipRows(office, owner.person.id))['checks']).toHaveLength(2);
  });

  it('goes on after /menu where it stood', async () => {
    const owner = await storedOwner(office);
    await owner.walk('/kemitraan', '>Tidak', '/menu');
    expect(owner.buttons).toContain('Lanjut cek kemitraan');
    expect((await owner.tap('Lanjut cek kemitraan'))[0]).toContain('Langkah 2 dari 5');
  });

  it('refuses buttons of a business or check that is not of this chat', async () => {
    const stranger = await checkedOwner(office);
    const check = await office.database.prisma.eligibilityCheck.findFirstOrThrow({
      where: { business: { owner: { accounts: { some: { account: { chatId: stranger.person.id } } } } } },
    });
    const owner = await checkedOwner(office);
    const before = await partnershipRows(office, stranger.person.id);
    const shown = owner.person.messages.at(-1)?.message_id ?? 0;
    for (const data of [
      `partnership.change.${check.businessId}`,
      `partnership.apply.${check.id}`,
      `partnership.review.${check.id}`,
      `partnership.details.${check.id}`,
      `partnership.see.${check.id}`,
      'partnership.apply.999999999',
    ])
      expect(await owner.act((person) => person.pressData(shown, data))).toEqual([
        'Tombol ini sudah tidak dipakai. Silakan tulis /menu.',
        'Tombol ini sudah tidak dipakai. Silakan tulis /menu.',
      ]);
    expect(await partnershipRows(office, stranger.person.id)).toEqual(before);
    expect((await partnershipRows(office, owner.person.id))['cases']).toEqual([]);
  });

  it('reads the same in English', async () => {
    const owner = await checkedOwner(office);
    await owner.walk('/bahasa', '>English');
    const messages = [...(await owner.say('/kemitraan'))];
    expect(messages[0]).toContain('Otak-otak Bu Siti counts as a micro business (estimate).');
    expect(messages[0]).toContain('✓ Loan SIG (example): may apply');
    messages.push(...(await owner.tap('Loan SIG')));
    expect(messages[1]).toContain('First estimate: your business may apply (it may still not be accepted).');
    expect(messages.join()).not.toMatch(/partnership\.[a-z]|\{\w+\}/);
  });

  it('keeps to the rules of the Bot API in all of it', () => {
    expect(office.simulator.violations).toEqual([]);
  });
});

/** Labels of the newest review and the numbers in front of them. */
function reviewNumbers(texts: readonly string[]): ReadonlyMap<string, string> {
  const review = texts.findLast((text) => /^1\. /m.test(text)) ?? '';
  return new Map(
    [...review.matchAll(/^(\d+)\. ([^:]+):/gm)].map(([, number, label]) => [label ?? '', number ?? '']),
  );
}

describe('the same check', () => {
  const walk = async (office: Office): Promise<unknown> => {
    const owner = await storedOwner(office, young);
    await owner.walk(
      '/kemitraan',
      '>Tidak',
      'kurang paham',
      '>Ya',
      '>Ya',
      '>Kembali',
      '>Ya',
      '>Tidak',
      'belum',
      '>Ubah jawaban',
      '>Lihat hasil',
    );
    return partnershipRows(office, owner.person.id);
  };

  it.each(disturbances)('leaves the same rows when it is disturbed: %j', async (disturbed) => {
    const plain = await openOffice();
    const other = await openOffice(disturbed);
    const expected = await walk(plain);
    expect(await walk(other)).toEqual(expected);
    expect(expected).toMatchObject({ checks: { length: 4 } });
    await Promise.all([plain.close(), other.close()]);
  });
});
