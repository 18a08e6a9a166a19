import { selectAudience } from '../../src/services/announcements/audience.ts';
import { answersIn, moveAnswers } from '../../src/services/surveys/survey-answers.ts';
import { inTransaction } from '../support/in-transaction.ts';
import { everybody } from '../support/recipients.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DESK_URL, openedDesk, type Browser } from '../support/browser.ts';
import { DAY } from '../support/clock.ts';
import { withdrawRoute } from '../../src/bot/routes/owners.ts';
import { files } from '../support/files.ts';
import { officer, type MemberInChat } from '../support/members.ts';
import { openOffice, type Office } from '../support/office.ts';
import { registeredPerson, storedOwner, type StoredOwner } from '../support/people.ts';
import { giveConsent } from '../../src/services/people/consents.ts';

/** Gresik (kota), where Siti lives, and a kecamatan that is not hers. */
const GRESIK = '35.25.16';
const ELSEWHERE = '35.25.01';

describe('a survey of the office', () => {
  let office: Office;
  let siti: StoredOwner;
  let ratna: MemberInChat;
  let at: Browser;
  beforeAll(async () => {
    office = await openOffice({ settings: { DESK_URL, NEWS_PER_WEEK: '14' } });
    siti = await storedOwner(office);
    await giveConsent(office.services, {
      personId: siti.registered.personId,
      personNumber: siti.registered.personNumber,
      purpose: 'training-news',
      version: 1,
      language: 'id',
      text: 'Boleh kami beri kabar?',
      button: 'yes',
      givenAt: office.clock.now(),
      draftId: 900_000,
    });
    ratna = await officer(office, { name: 'Ratna Wulandari', kecamatan: [GRESIK] });
    at = await openedDesk(office, ratna);
  });
  afterAll(() => office.close());

  const once = (): string => String(Math.floor(Math.random() * 1e12));
  const seen = (html: string): string => /name="dilihat" value="([\w-]+)"/.exec(html)?.[1] ?? '';
  const closes = (): string =>
    new Date(office.clock.now().getTime() + 10 * DAY).toISOString().split('T')[0] ?? '';
  const fields = () => ({
    judul: 'Kebutuhan pelatihan',
    sampai: closes(),
    jenis1: 'choice',
    tanya1: 'Pelatihan apa yang paling dibutuhkan?',
    pilihan1: 'Kemasan\nFoto produk\nPembukuan',
    jenis2: 'number',
    tanya2: 'Berapa orang yang bekerja di sana?',
    tahu2: 'workers',
    jenis3: 'rupiah',
    tanya3: 'Berapa modal yang dibutuhkan?',
    jenis4: 'text',
    tanya4: 'Apa kendala terbesarnya?',
    jenis5: 'place',
    tanya5: 'Di kecamatan mana pembeli terbanyak?',
    tahu5: 'kecamatan',
    jenis6: 'photo',
    tanya6: 'Mohon foto produk andalannya.',
  });

  it('says all at once what is missing, and stores nothing', async () => {
    const { text } = await at.post('/survei/baru', {
      once: once(),
      act: 'save',
      judul: 'A',
      jenis1: 'choice',
      tanya1: 'Pilih apa hubungi 081234567890?',
      pilihan1: 'Sama\nsama',
    });
    for (const part of ['Judul:', 'Pertanyaan 1:', 'dua sampai 8 pilihan', 'Kapan bisa diisi:'])
      expect(text).toContain(part);
    expect(await office.database.prisma.survey.count()).toBe(0);
  });

  it('is made once, announced through the gate, answered in the chat, and shows on the screen', async () => {
    const press = { once: once(), act: 'save', ...fields() };
    const paths = [];
    for (let time = 0; time < 3; time++) paths.push((await at.post('/survei/baru', press)).location);
    expect(new Set(paths).size).toBe(1);
    const survey = await office.database.prisma.survey.findFirstOrThrow();
    expect(paths[0]).toBe(`/survei/${survey.id}?kata=saved`);

    const announced = { apa: `s${survey.id}`, kec: GRESIK };
    const looked = await at.post('/umumkan/baru', { once: once(), act: 'look', ...announced });
    expect(looked.text).toContain('Survei singkat, 6 pertanyaan.');
    expect(looked.text).toContain('Isi survei');
    await at.post('/umumkan/baru', { once: once(), act: 'send', dilihat: seen(looked.html), ...announced });
    await office.idle();
    expect(siti.last).toContain('Kebutuhan pelatihan');

    const { id } = await office.database.prisma.announcement.findFirstOrThrow();
    expect((await at.get(`/umumkan/${id}`)).text).toContain(
      '1. Pelatihan apa yang paling dibutuhkan? (Kemasan,',
    );

    await siti.tap('Isi survei');
    expect(siti.last).toContain('tanpa nama');
    await siti.walk('>Boleh', '>Foto produk');
    expect(siti.last).toContain('Berapa orang yang bekerja di sana?');
    await siti.walk('3', '2,5 juta', '>Benar', 'Bahan baku mahal', '>Gresik (kota)');
    expect(siti.last).toContain('Mohon kirim satu foto');
    await siti.act((person) => person.sendPhoto({ data: Buffer.from('foto') }));
    expect(siti.last).toContain('Bahan baku mahal');
    expect(siti.last).toContain('satu foto');
    // Each answer stands behind its question, also one that was left open.
    expect(siti.last).toContain('Berapa orang yang bekerja di sana: 3');
    expect(siti.last).not.toContain('Jawaban:');
    await siti.tap('Kirim jawaban');
    expect(siti.last).toContain('Jawaban survei sudah kami terima');

    const stored = await office.database.prisma.surveyAnswer.findMany();
    expect(stored).toHaveLength(1);
    expect(Buffer.from(stored[0]?.answers ?? []).toString('latin1')).not.toContain('Bahan baku');
    expect(
      await office.database.prisma.consent.count({
        where: { purpose: `survey:${survey.id}`, withdrawnAt: null },
      }),
    ).toBe(1);
    const { text } = await at.get(`/survei/${survey.id}`);
    expect(await office.database.prisma.audit.count({ where: { action: 'survey.read' } })).toBe(1);
    expect(text).toContain('1 orang sudah menjawab');
    expect(text).toContain('kurang dari 5');
    expect(text).not.toContain('Bahan baku mahal');
    const elsewhere = await openedDesk(
      office,
      await officer(office, { name: 'Dewi Lestari', kecamatan: [ELSEWHERE] }),
    );
    expect((await elsewhere.get(`/survei/${survey.id}`)).text).toContain('0 orang sudah menjawab');
  });

  it('hands out its results as a file of figures, and as a paper with a workbook', async () => {
    const { id } = await office.database.prisma.survey.findFirstOrThrow();
    const { html } = await at.get(`/survei/${id}?csv=1`);
    expect(html).toContain('1. Pelatihan apa yang paling dibutuhkan?;Yang menjawab;kurang dari 5;');
    expect(html).not.toContain('Foto produk');
    expect(html).not.toContain('Bahan baku');
    expect(await at.post(`/survei/${id}`, { once: once(), act: 'file' })).toMatchObject({
      location: `/survei/${id}?kata=refused`,
    });
    const staff = await officer(office, { name: 'Budi Santoso', rights: ['send', 'export'] });
    const desk = await openedDesk(office, staff);
    expect(await desk.post(`/survei/${id}`, { once: once(), act: 'file' })).toMatchObject({
      location: `/survei/${id}?kata=ordered`,
    });
    await office.idle();
    const names = (await files(office, staff)).map(({ name }) => name.split('.').at(-1));
    expect(new Set(names)).toEqual(new Set(['pdf', 'xlsx']));
  });

  it('goes along when two registrations become one, and is asked nobody twice', async () => {
    const { services } = office;
    const { id } = await office.database.prisma.survey.findFirstOrThrow();
    const from = siti.registered.personId;
    const other = await registeredPerson(services, { businesses: [{ kecamatan: GRESIK }] });
    const reach = async () =>
      (await selectAudience(services, everybody, { urgent: false, surveyId: id })).reached.map(
        ({ personId }) => personId,
      );
    expect(await reach()).toEqual([other.id]);
    await inTransaction(services, (inside) => moveAnswers(inside, { from, into: other.id }));
    expect(await reach()).toEqual([from]);
    expect((await answersIn(services, id, [GRESIK]))[0]).toContain('Bahan baku mahal');
    await inTransaction(services, (inside) => moveAnswers(inside, { from: other.id, into: from }));
  });

  it('stands in the copy of the data, and goes with its consent', async () => {
    await siti.walk('/dataku', '>Minta salinan');
    const [copy] = await files(office, siti);
    expect(copy?.data.toString()).toContain('Apa kendala terbesarnya? Bahan baku mahal');
    const { id } = await office.database.prisma.survey.findFirstOrThrow();
    const consent = await office.database.prisma.consent.findFirstOrThrow({
      where: { purpose: `survey:${id}` },
    });
    await siti.act((person) => person.pressData(1, withdrawRoute.to(consent.id)));
    expect(siti.last).toContain('jawaban survei Ibu dihapus');
    await siti.tap('Ya, tarik izin');
    expect(siti.last).toContain('Jawabannya sudah dihapus');
    expect(await office.database.prisma.surveyAnswer.count()).toBe(0);
  });
});
