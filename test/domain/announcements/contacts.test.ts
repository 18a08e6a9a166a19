import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { contactsIn } from '../../../src/domain/announcements/contacts.ts';

describe('what leads people elsewhere', () => {
  test.each([
    'Klik https://bantuan.example',
    'Buka bantuan.online/x',
    'Ambil di hadiah.shop sekarang',
    'Isi forms.gle/AbC',
    'Lihat youtu.be/abc',
    'telegra.ph/x',
    'u.to',
    'tg://resolve?domain=x',
    'tg:resolve?domain=x',
    'Gabung di @bantuan_gresik',
    'Surat ke budi@kantor.go.id',
    'Tulis ke＠bantuan_umkm',
    'bantuan．online',
    'bantuan。online',
    'ban​tuan​.online',
    'BANTUAN.ONLINE',
    'Cek 88.online',
    'хорошо.рф',
    'пример.xn--p1ai',
    'Server 103.20.15.7/masuk',
    'Cari #bantuanumkm',
  ])('a link: %s', (text) => {
    expect(contactsIn(text)).toContain('link');
  });

  test.each([
    'WA 0812 3456 7890',
    'WA ０８１２３４５６７８９０',
    'WA 0812·3456·7890',
    'WA 0812 — 3456 — 7890',
    'WA 0.8.1.2.3.4.5.6.7.8.9.0',
    'WA 0812\n3456\n7890',
    'WA +62 (812) 3456-7890',
    'WA ٠٨١٢٣٤٥٦٧٨٩٠',
    'WA 𝟎𝟖𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗𝟎',
    'WA 0️⃣8️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8️⃣9️⃣0️⃣',
    'WA ⓪⑧①②③④⑤⑥⑦⑧⑨⓪',
    'Biaya Rp081234567890',
    'Biaya Rp 0812.345.678',
    'Tanggal 08/12/3456 7890',
    'Tanggal 08-12-34 5678-90',
    'Jam 08.12 12.34 11.22',
    'nol delapan satu dua tiga empat lima enam tujuh delapan',
    'Telepon (031) 3981234',
    'WA 0812x3456x7890',
    'WA 081234567O90',
  ])('a phone number: %s', (text) => {
    expect(contactsIn(text).length).toBeGreaterThan(0);
    expect(contactsIn(text)).not.toContain('link');
  });

  test.each(['Rekening 1234567', 'Transfer ke 123-456-7', 'BRI 0021 0100 1234 567', 'Rp1234567'])(
    'an account: %s',
    (text) => {
      expect(contactsIn(text)).toEqual(['account']);
    },
  );

  test.each([
    'Mohon bawa satu contoh produk.',
    'Kamis, 19 November 2026 09.00-12.00',
    'Kamis 19/11/2026 pukul 09.00–12.00 WIB',
    '19/11/2026 09.00-12.00',
    '19-11-2026\n08.00 - 12.00 / 13.00-16.00',
    '2026-11-19, 2026-11-20',
    '1. 09.00-10.00 Pembukaan\n2. 10.00-11.30 Praktik',
    'Modal Rp2.500.000,- sampai Rp 5.000.000.000',
    'Omzet 2.500.000 sampai 300.000.000',
    'Rp2500000 sebulan',
    'Rp12.500 - 15.750',
    'Tahun 2024/2025',
    'Jl. Raya Wedani 12, 61151',
    'Balai Desa Wedani RT 03 RW 05, Cerme',
    'Kuota 30 orang, 2 hari, jam 9 s.d. 12',
    'Gratis, 30 kursi! Hubungi petugas lewat bot ini...',
    'Bawa KTP, NIB, dll. Terima kasih.',
    'Harga @Rp5.000 per bungkus, @ 2 orang',
    'Ruang #3',
  ])('nothing of the kind: %s', (text) => {
    expect(contactsIn(text)).toEqual([]);
  });

  it('finds every phone number, whatever signs stand between its digits', () => {
    const separator = fc.constantFrom('', ' ', '.', '-', '·', ' – ', '/', '\n', '_', '​', '*', '…', ') (');
    const phone = fc
      .tuple(
        fc.constantFrom('08', '628', '+628'),
        fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 9, maxLength: 10 }),
      )
      .map(([head, rest]) => head + rest.join(''));
    fc.assert(
      fc.property(phone, fc.array(separator, { minLength: 14, maxLength: 14 }), (number, between) => {
        const written = number
          .split('')
          .map((digit, at) => digit + (between[at] ?? ''))
          .join('');
        if (!looksLikeTimes(written) && contactsIn(`Hubungi ${written} ya`).length === 0)
          throw new Error(`expected a contact in ${written}`);
      }),
      { numRuns: 500 },
    );
  });

  it('finds every name that Telegram links, whatever its ending', () => {
    const part = fc.stringMatching(/^[a-z0-9]{1,12}$/);
    fc.assert(
      fc.property(part, fc.stringMatching(/^[a-z]{2,14}$/), fc.boolean(), (name, ending, upper) => {
        const text = `Buka ${upper ? `${name}.${ending}`.toUpperCase() : `${name}.${ending}`} ya`;
        if (!contactsIn(text).includes('link')) throw new Error(`expected a link in ${text}`);
      }),
      { numRuns: 500 },
    );
  });
});

/** A number that reads as a date with its times is let through: nobody would dial it. */
const looksLikeTimes = (text: string): boolean => /\d[./-]\d{1,2}[./-](?:19|20)\d\d/.test(text);
