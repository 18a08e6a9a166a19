import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { announced } from '../../support/announced.ts';
import { openOffice, registrationSteps, type Office } from '../../support/office.ts';
import { neighbour, training } from '../../support/training.ts';

const UNKNOWN = 'Maaf, tautan itu belum saya kenal. Silakan pilih di sini.';

describe('a link into the bot', () => {
  let office: Office;
  beforeAll(async () => {
    office = await openOffice();
    await announced(office, { code: 'K7M4QP' });
    await announced(office, { code: 'G4NEXX', withdrawReason: 'dikirim orang lain' });
    await announced(office, { code: 'W4ITED', sent: false });
  });
  afterAll(() => office.close());

  it.each(['t-K7M4QP', 't-k7m4qp', 'T-K7M4QP'])('%s opens the announced training', async (payload) => {
    const owner = office.owner();
    await owner.act((person) => person.start(payload));
    expect(owner.last).toMatch(/^Pelatihan Kemasan Produk\nKamis, 19 November 2026/);
    expect(owner.buttons).toContain('Saya ikut');
  });

  it('opens a training by its number, also by /mulai', async () => {
    const { number } = await training(office, { title: 'Jualan Online' });
    const owner = office.owner();
    await owner.say(`/mulai t-${number}`);
    expect(owner.last).toMatch(/^Jualan Online\n/);
  });

  it('of an announcement that no longer holds shows what became of it', async () => {
    const owner = office.owner();
    await owner.act((person) => person.start('t-G4NEXX'));
    expect(owner.last).toMatch(/DIBATALKAN oleh/);
  });

  it.each(['t-W4ITED', 't-X9X9X9', 'h-X9X9X9', 'x-1', 'hello', 't-', '-', 'a'.repeat(64)])(
    '%s is met with a kind sentence and the menu when nothing belongs to it',
    async (payload) => {
      const owner = office.owner();
      const texts = await owner.act((person) => person.start(payload));
      expect(texts.length).toBeGreaterThan(0);
      expect(texts.some((text) => /gangguan/.test(text))).toBe(false);
      if (!payload.startsWith('h-')) {
        expect(texts[0]).toBe(UNKNOWN);
        expect(texts[1]).toMatch(/^Selamat pagi, Bapak\/Ibu\.\nIni layanan otomatis/);
      }
    },
  );

  it('leaves an open conversation, whose draft stays', async () => {
    const owner = office.owner();
    await owner.walk(...registrationSteps.slice(0, 4));
    await owner.act((person) => person.start('t-K7M4QP'));
    expect(owner.last).toMatch(/^Pelatihan Kemasan Produk\n/);
    await owner.say('/menu');
    expect(owner.buttons[0]).toBe('Lanjut pendaftaran');
  });

  it('without a payload is the menu, and "/mulai lagi" is /mulai_lagi', async () => {
    const siti = await neighbour(office);
    await siti.say('/start');
    expect(siti.last).toMatch(/Ada yang bisa dibantu\?$/);
    await siti.say('jangan ingatkan lagi');
    await siti.say('/mulai lagi');
    expect(siti.last).toBe('Baik, pengingat lapor dikirim lagi mulai sekarang.');
  });
});
