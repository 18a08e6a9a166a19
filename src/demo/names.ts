/** Words to invent owners and businesses from; whoever has such a name has it by chance. */
import type { BusinessKind } from '../domain/people/business-kind.ts';

type Words = readonly [string, ...string[]];

const words = (text: string): Words => {
  const [first = '', ...more] = text.split(', ');
  return [first, ...more];
};

export const firstNames: Readonly<Record<'P' | 'L', Words>> = {
  P: words(
    'Sumiati, Kartini, Ngatini, Rukmini, Suliyah, Maimunah, Khoiriyah, Fatimah, Zulaikha, Nur Hidayati, Endang, Sri Utami, Wiwik, Lilik, Umi, Tutik, Yayuk, Indah, Ratna, Nining, Alfiyah, Masruroh, Sholihah, Mufidah, Husniyah, Eka, Dwi, Rina, Lestari, Wahyuni, Anik, Isnaini, Faridah, Nikmah, Musyarofah, Yuliana, Murni, Sundari, Kholifah, Aisyah',
  ),
  L: words(
    'Sutrisno, Mulyono, Slamet, Kasiadi, Sugeng, Abdul Rohim, Khoirul, Zainal, Fauzi, Nur Kholis, Ali, Samsul, Muhaimin, Supardi, Wahyu, Eko, Agus, Bambang, Heri, Imam, Mustofa, Sholikin, Ridwan, Rochim, Yusuf, Arif, Budi, Dedi, Hasan, Maskur, Nasikin, Suwandi, Joko, Anwar, Rokhim, Fathur, Lukman, Taufik, Kusnan, Ghofur',
  ),
};

export const lastNames: Readonly<Record<'P' | 'L', Words>> = {
  P: words(
    'Anggraini, Astutik, Fitriani, Halimah, Handayani, Hasanah, Mahmudah, Mardiyah, Mustika, Nurjanah, Permata, Pratiwi, Rahmawati, Suryani, Susanti, Winarsih, Zahro, Zubaidah',
  ),
  L: words(
    'Abidin, Arifin, Aziz, Cahyono, Efendi, Hakim, Hariyanto, Hidayat, Ismail, Kusuma, Maulana, Munir, Nugroho, Purnomo, Rohman, Santoso, Setiawan, Sulistyo, Utomo, Wibowo, Wijaya, Yulianto',
  ),
};

/** What a business sells, by kind; "{owner}" becomes "Bu Rina", "{desa}" its village. */
export const businessNames: Readonly<Record<BusinessKind, Words>> = {
  food: words(
    'Bandeng Presto {owner}, Nasi Krawu {owner}, Pudak {desa}, Kerupuk Ikan {owner}, Otak-otak Bandeng {owner}, Warung Soto {owner}, Bonggolan {desa}, Kue Basah {owner}, Keripik {desa}, Katering {owner}, Jamu {owner}, Petis {desa}, Es Dawet {owner}, Sambal {owner}, Rengginang {desa}',
  ),
  shop: words(
    'Toko Kelontong {owner}, Warung Sembako {owner}, Toko {desa} Jaya, Kios Sayur {owner}, Agen Gas dan Galon {owner}, Toko Alat Tulis {desa}, Konter Pulsa {owner}',
  ),
  clothing: words(
    'Songkok {owner}, Sarung Tenun {desa}, Konveksi {owner}, Bordir {owner}, Mukena {owner}, Jahit {owner}, Batik {desa}, Songkok {desa}',
  ),
  craft: words(
    'Anyaman Rotan {owner}, Kerajinan Bambu {desa}, Tikar Pandan {desa}, Ukir Kayu {owner}, Tas Anyam {owner}, Mebel {owner}, Gerabah {desa}',
  ),
  farming: words(
    'Padi {owner}, Kebun Mangga {owner}, Jagung {desa}, Cabai {owner}, Melon {desa}, Bibit Tanaman {owner}, Pisang {owner}',
  ),
  fishery: words(
    'Tambak Bandeng {owner}, Udang {desa}, Ikan Segar {owner}, Lele {owner}, Garam {desa}, Gurami {owner}, Kolam Ikan {desa}',
  ),
  livestock: words(
    'Kambing {owner}, Ayam Potong {owner}, Sapi {desa}, Telur Bebek {owner}, Ayam Petelur {desa}, Burung Puyuh {owner}',
  ),
  services: words(
    'Bengkel Motor {owner}, Cuci Motor {desa}, Salon {owner}, Las {owner}, Servis HP {owner}, Fotokopi {desa}, Potong Rambut {owner}, Laundry {owner}',
  ),
  transport: words(
    'Angkutan {owner}, Sewa Pikap {owner}, Jasa Kirim {desa}, Sewa Truk {owner}, Antar Jemput {owner}',
  ),
  building: words(
    'Toko Bangunan {owner}, Batu Bata {desa}, Paving {owner}, Pasir dan Batu {desa}, Kusen Kayu {owner}, Genteng {desa}',
  ),
  other: words(
    'Sewa Tenda {owner}, Tanaman Hias {owner}, Rias Pengantin {owner}, Pupuk Kompos {desa}, Sampah Terpilah {desa}, Sewa Alat Pesta {owner}',
  ),
};

/** What a kecamatan is known for, by the end of its code; the clusters of domain.md §4 among them. */
export const specialities: Readonly<Record<string, readonly [BusinessKind, ...BusinessKind[]]>> = {
  '01': ['farming', 'fishery', 'food'],
  '02': ['farming', 'livestock', 'shop'],
  '03': ['farming', 'building', 'fishery'],
  '04': ['farming', 'livestock', 'clothing'],
  '05': ['fishery', 'farming', 'shop'],
  '06': ['food', 'services', 'transport'],
  '07': ['food', 'fishery', 'farming'],
  '08': ['farming', 'livestock', 'craft'],
  '09': ['shop', 'fishery', 'food'],
  '10': ['clothing', 'fishery', 'transport'],
  '11': ['clothing', 'fishery', 'food'],
  '12': ['clothing', 'food', 'fishery'],
  '13': ['craft', 'services', 'shop'],
  '14': ['food', 'craft', 'services'],
  '15': ['shop', 'services', 'building'],
  '16': ['food', 'clothing', 'shop'],
  '17': ['craft', 'food', 'fishery'],
  '18': ['fishery', 'craft', 'farming'],
};

/** A usual month of a micro business, in whole rupiah: from, to. */
export const usualSales: Readonly<Record<BusinessKind, readonly [number, number]>> = {
  food: [1_500_000, 15_000_000],
  shop: [4_000_000, 30_000_000],
  clothing: [3_000_000, 45_000_000],
  craft: [1_500_000, 15_000_000],
  farming: [1_000_000, 8_000_000],
  fishery: [3_000_000, 30_000_000],
  livestock: [2_000_000, 20_000_000],
  services: [2_500_000, 15_000_000],
  transport: [3_000_000, 14_000_000],
  building: [8_000_000, 80_000_000],
  other: [1_000_000, 8_000_000],
};
