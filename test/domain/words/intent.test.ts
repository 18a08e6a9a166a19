import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readIntent, type Intent } from '../../../src/domain/words/intent.ts';

const cases: readonly (readonly [string, Intent | undefined])[] = [
  ['mau lapor', 'report'],
  ['Lapor dong', 'report'],
  ['setor laporan omset', 'report'],
  ['rekap', 'my-reports'],
  ['Minta rekap untuk bank bu', 'my-reports'],
  ['riwayat', 'my-reports'],
  ['riwayat laporan saya', 'my-reports'],
  ['grafik', 'my-reports'],
  ['lihat grafik penjualan saya', 'my-reports'],
  ['laporan saya', 'my-reports'],
  ['lihat laporan saya', 'my-reports'],
  ['laporanku mana?', 'my-reports'],
  ['cek laporan oktober', 'my-reports'],
  ['apakah laporan saya sudah masuk?', 'my-reports'],
  ['permintaan saya', 'my-requests'],
  ['pengajuan saya sampai mana ya', 'my-requests'],
  ['pertanyaan saya belum dijawab', 'my-requests'],
  ['laporan', 'report'],
  ['mau laporan penjualan', 'report'],
  ['pengajuan saya ditolak, kenapa?', undefined],
  ['grafik semen', 'partnership'],
  ['mau daftar', 'register'],
  ['Daftar usaha pak', 'register'],
  ['ndaftar nggih', 'register'],
  ['ikut pelatihan', 'trainings'],
  ['daftar pelatihan kemasan', 'trainings'],
  ['kapan ada kursus lagi?', 'trainings'],
  ['nomor berapa saya?', 'standing'],
  ['saya nomor berapa', 'standing'],
  ['nomer piro saiki', 'standing'],
  ['saya urutan ke berapa ya bu', 'standing'],
  ['antrean saya', 'standing'],
  ['antrian saya pelatihan kemasan', 'standing'],
  ['daftar tunggu', 'standing'],
  ['apa saya dapat kursi?', 'standing'],
  ['nomor berapa yang bisa dihubungi', undefined],
  ['syarat pinjaman', 'partnership'],
  ['mau jadi plasma semen', 'partnership'],
  ['butuh modal usaha', 'partnership'],
  ['data saya', 'data'],
  ['mau ganti nomor hp', 'data'],
  ['ganti nomor', 'data'],
  ['usaha saya tutup', 'data'],
  ['hapus data saya', 'erase'],
  ['tolong hapus semua data', 'erase'],
  ['tanya pak', 'ask'],
  ['minta bantuan petugas', 'ask'],
  ['apa ini resmi?', 'official'],
  ['ini penipuan ya', 'official'],
  ['buat apa, kena pajak?', 'tax'],
  ['cara bikin NIB gimana', 'nib'],
  ['nib', 'nib'],
  ['berhenti', 'stop'],
  ['stop ya', 'stop'],
  ['jangan kirim lagi', 'stop'],
  ['jangan ingatkan lagi', 'stop-reminders'],
  ['Jangan diingatkan lapor lagi ya bu', 'stop-reminders'],
  ['stop pengingat', 'stop-reminders'],
  ['stop kabar', 'stop-news'],
  ['hentikan kabar pelatihan', 'stop-news'],
  ['kirim kabar lagi', 'start-again'],
  ['menu', 'menu'],
  ['batal', 'menu'],
  ['Assalamualaikum', 'greeting'],
  ['assalamualaikum wr wb', 'greeting'],
  ['selamat pagi bu', 'greeting'],
  ['P', 'greeting'],
  ['ganti bahasa', 'language'],
  ['nggih', undefined],
  ['3 jt', undefined],
  ['Siti Aminah', undefined],
  ['🙏🙏', undefined],
  ['apa itu nib', 'nib'],
  ['nib itu apa bu', 'nib'],
  ['NIB opo sih', 'nib'],
  ['gunanya nib apa', 'nib'],
  ['', undefined],
];

describe('plain words outside a conversation', () => {
  it.each(cases)('%j leads to %s', (text, intent) => {
    expect(readIntent(text)).toBe(intent);
  });

  it('any text at all is read without a mistake', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        expect(() => readIntent(text)).not.toThrow();
      }),
    );
  });
});
