import fc from 'fast-check';
import { Api } from 'grammy';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keyboardsOf, MOST_BUTTONS } from '../../../src/bot/outbox/pieces.ts';
import { sendWhole } from '../../../src/bot/outbox/whole-texts.ts';
import { textOf, type Message } from '../../../src/simulator/simulator.ts';
import { runs } from '../../support/long.ts';
import { officer, type MemberInChat } from '../../support/members.ts';
import { openOffice, type Office, type Owner } from '../../support/office.ts';
import { neighbour, onPhone, press, training } from '../../support/training.ts';

describe('more buttons than one message holds', () => {
  let office: Office;
  let budi: MemberInChat;
  let siti: Owner;

  beforeAll(async () => {
    office = await openOffice();
    budi = await officer(office);
    siti = office.owner();
    await siti.say('/start');
  });
  afterAll(() => office.close());

  const rowsOf = (message: Message) => message.reply_markup?.inline_keyboard ?? [];

  it('come under several messages, whatever the list: none is refused, lost or out of order', async () => {
    const rows = fc.array(fc.array(fc.integer(), { minLength: 1, maxLength: 8 }), { maxLength: 150 });
    fc.assert(
      fc.property(rows, (given) => {
        const keyboards = keyboardsOf(given);
        if (keyboards.some((it) => it.flat().length > MOST_BUTTONS)) throw new Error('too many buttons');
        if (JSON.stringify(keyboards.flat()) !== JSON.stringify(given)) throw new Error('rows were lost');
      }),
      { numRuns: runs(200) },
    );
    const api = sendWhole(new Api(office.simulator.token, { apiRoot: office.apiRoot }), {
      repeats: false,
    });
    for (const count of [99, 100, 101, 205, 1_000]) {
      const before = siti.person.messages.length;
      const labels = Array.from({ length: count }, (_, at) => `Pilihan ${at}`);
      const inline_keyboard = labels.map((text, at) => [{ text, callback_data: `x.${at}` }]);
      await api.sendMessage(siti.person.id, 'Pilih yang mana?', { reply_markup: { inline_keyboard } });
      const shown = siti.person.messages.slice(before);
      expect(
        shown.flatMap((it) =>
          rowsOf(it)
            .flat()
            .map((one) => one.text),
        ),
      ).toEqual(labels);
      expect(shown).toHaveLength(Math.max(1, Math.ceil(count / MOST_BUTTONS)));
      // Without its buttons a message that changes in place is sent anew; outside of a turn it keeps the first ones.
      await api.editMessageText(siti.person.id, shown[0]?.message_id ?? 0, 'Yang mana?', {
        reply_markup: { inline_keyboard },
      });
    }
  });

  it('as in a list of colleagues, whose last one can be chosen', async () => {
    const { database, services } = office;
    await siti.walk('/tanya', 'Kenapa NIB saya tidak terbaca?');
    const { id } = await database.prisma.case.findFirstOrThrow({ orderBy: { id: 'desc' } });
    await database.prisma.member.createMany({
      data: Array.from({ length: 130 }, (_, at) => ({
        office: services.office.key,
        number: `many-${at}`,
        role: 'officer',
        name: services.seal.encrypt(`member:many-${at}:name`, `Petugas ${at}`),
        addedBy: 'cli',
      })),
    });
    await budi.act((it) => it.pressData(it.messages.at(-1)?.message_id ?? 0, `s.case.${id}.give`));
    const offered = budi.person.messages
      .flatMap((it) => rowsOf(it).flat())
      .filter((it) => it.text.startsWith('Petugas '));
    expect(offered).toHaveLength(130);
    await budi.tap('Petugas 129');
    expect(budi.last).toContain('Petugas 129');
  });
});

describe('a message that was too long for one', () => {
  let office: Office;
  beforeAll(async () => {
    office = await openOffice();
  });
  afterAll(() => office.close());

  it('is hidden in all its parts by "Sembunyikan angka"', async () => {
    const hadi = await neighbour(office, 'Mohammad Hadi', 'L');
    const { prisma } = office.database;
    const { id } = await prisma.business.findFirstOrThrow({ orderBy: { id: 'desc' } });
    const name = `Usaha ${'panjang sekali '.repeat(400)}`;
    await prisma.business.update({
      where: { id },
      data: { name: office.services.seal.encrypt(`business:${id}:name`, name) },
    });
    const shown = (): number =>
      hadi.person.messages.filter((it) => textOf(it).includes('panjang sekali')).length;
    await hadi.say('/datasaya');
    await hadi.act((it) => it.pressData(it.messages.at(-1)?.message_id ?? 0, `data.business.${id}`));
    expect(shown()).toBeGreaterThan(1);
    await hadi.act((it) => it.pressData(it.messages.at(-1)?.message_id ?? 0, 'hide-figures'));
    expect(shown()).toBe(0);
  });

  it('is sent anew when a press would change it, so that no old part stands above the new text', async () => {
    const ratna = await officer(office, { name: 'Ratna Wulandari' });
    const title = `Pelatihan ${'panjang sekali '.repeat(400)}`;
    const of = await training(office, { title });
    const hadi = await neighbour(office, 'Ahmad Hadi', 'L');
    await onPhone(office, hadi, 'Siti Hadi', 'P');
    await press(hadi, `t.join.${of.id}.${hadi.known.id}`);
    office.clock.set('2026-11-19T02:30:00Z');
    await ratna.act((it) => it.pressData(it.messages.at(-1)?.message_id ?? 0, `s.tr.${of.id}.here`));
    const list = ratna.person.messages.at(-1)?.message_id ?? 0;
    await office.database.prisma.training.update({ where: { id: of.id }, data: { title: 'Kemasan' } });
    await ratna.tap(/Hadi/);
    expect(ratna.last).toContain('Kemasan');
    expect(ratna.person.messages.at(-1)?.message_id).not.toBe(list);
  });
});
