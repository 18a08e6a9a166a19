import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openOffice, type Office } from '../../support/office.ts';
import { findInDatabase } from '../../support/search.ts';
import { listOf, neighbour, press, training, type Neighbour } from '../../support/training.ts';
import type { Training } from '../../../src/services/trainings/trainings.ts';

describe('two questions after a training', () => {
  let office: Office;
  beforeAll(async () => {
    office = await openOffice();
  });
  afterAll(() => office.close());

  /** Hadi was there, and it is the next morning. */
  async function attended(): Promise<{
    readonly of: Training;
    readonly hadi: Neighbour;
    readonly id: number;
  }> {
    office.clock.set('2026-11-17T03:00:00Z');
    const of = await training(office);
    const hadi = await neighbour(office, 'Mohammad Hadi', 'L');
    await press(hadi, `t.join.${of.id}.${hadi.known.id}`);
    office.clock.set('2026-11-19T01:52:00Z');
    await hadi.say(of.checkinCode);
    office.clock.set('2026-11-20T02:00:00Z');
    const [own] = await listOf(office, of);
    return { of, hadi, id: own?.id ?? 0 };
  }

  it('are answered by a button and by words, and thanked for', async () => {
    const { of, hadi, id } = await attended();
    expect(await press(hadi, `t.rate.${id}.3`)).toEqual([
      'Pertanyaan 2 dari 2\nApa yang perlu diperbaiki? Tulis saja, boleh juga dilewati.\nContoh: waktunya terlalu singkat',
    ]);
    expect(hadi.buttons).toEqual(['Lewati']);
    expect(await hadi.say('Waktunya kurang lama')).toEqual([
      'Terima kasih, Pak Hadi. Masukan Bapak sudah dicatat.',
    ]);
    expect((await listOf(office, of))[0]).toMatchObject({ rating: 3, improve: 'Waktunya kurang lama' });
    // What somebody wrote is sealed wherever it is kept: nobody reads it without the key.
    const raw = await office.database.prisma.participant.findUniqueOrThrow({ where: { id } });
    expect(Buffer.from(raw.improve ?? []).toString('utf8')).not.toContain('Waktunya');
    expect(
      await findInDatabase(office.database, new Uint8Array(32).fill(7), ['Waktunya kurang lama']),
    ).not.toEqual([]);
  });

  it('count once: the first rating stays', async () => {
    const { of, hadi, id } = await attended();
    await press(hadi, `t.rate.${id}.1`);
    await hadi.tap('Lewati');
    expect(await press(hadi, `t.rate.${id}.3`)).toEqual(['Sudah dicatat.']);
    expect((await listOf(office, of))[0]).toMatchObject({ rating: 1, improve: undefined });
  });

  it('may be skipped in words', async () => {
    const { of, hadi, id } = await attended();
    await press(hadi, `t.rate.${id}.2`);
    expect(await hadi.say('tidak ada')).toEqual(['Terima kasih, Pak Hadi. Masukan Bapak sudah dicatat.']);
    expect((await listOf(office, of))[0]).toMatchObject({ rating: 2, improve: 'tidak ada' });
  });

  it('are not taken from somebody who was not there, nor with a number that is no answer', async () => {
    office.clock.set('2026-11-17T03:00:00Z');
    const of = await training(office);
    const siti = await neighbour(office);
    await press(siti, `t.join.${of.id}.${siti.known.id}`);
    const [own] = await listOf(office, of);
    await press(siti, `t.rate.${own?.id}.3`);
    expect(await press(siti, `t.rate.${own?.id}.9`)).toEqual([
      'Tombol ini sudah tidak dipakai. Silakan tulis /menu.',
      'Tombol ini sudah tidak dipakai. Silakan tulis /menu.',
    ]);
    expect((await listOf(office, of))[0]?.rating).toBeUndefined();
  });

  it('have one effect when everything arrives three times', async () => {
    const tripled = await openOffice({ tripled: true, rebuildAlways: true });
    const of = await training(tripled);
    const siti = await neighbour(tripled);
    await press(siti, `t.join.${of.id}.${siti.known.id}`);
    tripled.clock.set('2026-11-19T01:52:00Z');
    await siti.say(of.checkinCode);
    const [own] = await listOf(tripled, of);
    await press(siti, `t.rate.${own?.id}.2`);
    await siti.say('Tempatnya panas');
    expect((await listOf(tripled, of))[0]).toMatchObject({ rating: 2, improve: 'Tempatnya panas' });
    expect(
      siti.person.messages.filter((it) => it.text?.includes('Masukan Ibu sudah dicatat') === true).length,
    ).toBe(1);
    await tripled.close();
  });
});
