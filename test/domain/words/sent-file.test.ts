import { describe, expect, it } from 'vitest';
import { announcedClass, namesIdentityPaper, passable } from '../../../src/domain/words/sent-file.ts';

const bytes = (text: string): Uint8Array => Buffer.from(text, 'latin1');
const PDF = bytes('%PDF-1.7\n%âãÏÓ');
const JPEG = bytes('\xff\xd8\xff\xe0\x00\x10JFIF');
const ZIP = bytes('PK\x03\x04\x14\x00\x08\x00');

describe('what a file says that it is', () => {
  it.each([
    ['rekap.XLS', undefined, 'sheet'],
    ['rekap.xlsx', 'application/octet-stream', 'sheet'],
    ['data', 'application/vnd.ms-excel', 'sheet'],
    ['data.csv', 'text/plain', 'sheet'],
    ['UMKM.apk', 'application/vnd.android.package-archive', 'program'],
    ['foto.jpg.apk', 'image/jpeg', 'program'],
    ['surat.pdf', undefined, 'pdf'],
    [undefined, 'image/png', 'picture'],
    ['suara.m4a', 'audio/mp4', 'sound'],
    ['catatan.docx', undefined, 'other'],
  ])('%s (%s) is a %s', (name, type, expected) => expect(announcedClass(name, type)).toBe(expected));
});

describe('what of a file is passed on', () => {
  it.each([
    ['a PDF', 'surat.pdf', PDF, 'pdf'],
    ['a PDF without a name', undefined, PDF, 'pdf'],
    ['a picture', 'foto.JPG', JPEG, 'jpg'],
    ['a program', 'UMKM.apk', ZIP, undefined],
    ['a program called a PDF', 'surat.pdf', ZIP, undefined],
    ['a program that begins like a PDF', 'UMKM.apk', PDF, undefined],
    ['a name that reads backwards', 'surat\u202Efdp.apk', PDF, undefined],
    ['a name that hides its ending', 'surat.apk\u200B.pdf', PDF, undefined],
    ['a PDF called a picture', 'foto.jpg', PDF, undefined],
    ['nothing', 'kosong.pdf', bytes(''), undefined],
  ])('%s', (_what, name, head, expected) => expect(passable(name, head)).toBe(expected));
});

describe('papers of identity', () => {
  it.each([
    'KTP saya',
    'ini ktp saya pak',
    'e-KTP',
    'foto K.T.P',
    'KTPku',
    'scan_kk.pdf',
    'NIK: 3525',
    'paspor',
    'selfie',
  ])('%s', (text) => expect(namesIdentityPaper(text)).toBe(true));
  it.each([
    'ini foto toko saya',
    'bukan KTP, ini nota',
    'kak, ini labelnya',
    'simpanan koperasi',
    'unik sekali',
  ])('%s is none', (text) => expect(namesIdentityPaper(text)).toBe(false));
});
