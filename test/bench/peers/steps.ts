/** The questions of the registration form, as other programs ask them. */
export const steps: readonly {
  readonly key: string;
  readonly ask: string;
  readonly buttons?: readonly string[];
}[] = [
  { key: 'consent', ask: 'Kami minta izin dulu. Boleh?', buttons: ['Setuju', 'Tidak'] },
  { key: 'name', ask: 'Langkah 1 dari 11\nSiapa nama Bapak/Ibu?' },
  {
    key: 'salutation',
    ask: 'Langkah 2 dari 11\nKami panggil siapa?',
    buttons: ['Bapak (laki-laki)', 'Ibu (perempuan)'],
  },
  {
    key: 'kecamatan',
    ask: 'Langkah 3 dari 11\nKecamatan mana?',
    buttons: ['Manyar', 'Kebomas', 'Gresik (kota)', 'Cerme'],
  },
  { key: 'desa', ask: 'Langkah 4 dari 11\nDesa mana?', buttons: ['Manyarejo', 'Suci', 'Peganden'] },
  { key: 'business', ask: 'Langkah 5 dari 11\nApa nama usahanya?' },
  {
    key: 'kind',
    ask: 'Langkah 6 dari 11\nUsahanya di bidang apa?',
    buttons: ['Makanan, minuman', 'Warung, toko'],
  },
  { key: 'year', ask: 'Langkah 7 dari 11\nSejak tahun berapa?' },
  {
    key: 'workers',
    ask: 'Langkah 8 dari 11\nBerapa orang yang bekerja?',
    buttons: ['Saya saja', 'Saya + 1 perempuan'],
  },
  { key: 'sales', ask: 'Langkah 9 dari 11\nKira-kira berapa penjualan sebulan?' },
  { key: 'sure', ask: 'Saya catat sekitar Rp3.000.000. Benar?', buttons: ['Benar', 'Ubah'] },
  { key: 'nib', ask: 'Langkah 10 dari 11\nSudah punya NIB?', buttons: ['Sudah punya', 'Belum punya'] },
  { key: 'phone', ask: 'Langkah 11 dari 11\nBerapa nomor HP?' },
  { key: 'review', ask: 'Mohon dicek dulu. Sudah benar semua?', buttons: ['Kirim', 'Ubah'] },
  { key: 'news', ask: 'Boleh kami beri kabar pelatihan?', buttons: ['Boleh', 'Tidak usah'] },
];
