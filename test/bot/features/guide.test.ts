import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { files } from '../../support/files.ts';
import { officer } from '../../support/members.ts';
import { openOffice, type Office } from '../../support/office.ts';
import { pdfPages } from '../../support/pdf.ts';

describe('the guide', () => {
  let office: Office;
  beforeAll(async () => {
    office = await openOffice();
  });
  afterAll(() => office.close());

  it('is one press away for whoever asks for help, also before registering', async () => {
    const siti = office.owner();
    await siti.say('/bantuan');
    expect(siti.buttons).toEqual(['Panduan', 'Tanya petugas', 'Apa benar ini resmi?', 'Menu']);
    await siti.tap('Panduan');
    const [file] = await files(office, siti);
    expect(file?.name).toBe('panduan-pemilik.pdf');
    const [, answers = ''] = await pdfPages(file?.data ?? Buffer.alloc(0));
    expect(answers).toContain('Bagaimana kalau HP hilang?');
    await siti.say('cara pakai bot ini');
    expect(await files(office, siti)).toHaveLength(2);
    await siti.act((person) => person.pressData(person.messages.at(-1)?.message_id ?? 0, 'guide.officer'));
    expect(siti.last).toContain('sudah tidak dipakai');
    expect(await files(office, siti)).toHaveLength(2);
  });

  it('of each work is chosen by who has it, from the menu of the office', async () => {
    const ratna = await officer(office, { name: 'Ratna Wulandari' });
    await ratna.walk('/petugas', '>Panduan');
    expect(ratna.buttons).toEqual(['Untuk pemilik usaha', 'Untuk pendamping', 'Untuk petugas', 'Menu']);
    await ratna.tap('Untuk petugas');
    expect((await files(office, ratna)).map(({ name }) => name)).toEqual(['panduan-petugas.pdf']);
    const rina = await officer(office, { name: 'Rina Wati', role: 'helper', rights: [] });
    await rina.walk('/petugas', '>Panduan');
    expect(rina.buttons).toEqual(['Untuk pemilik usaha', 'Untuk pendamping', 'Menu']);
  });
});
