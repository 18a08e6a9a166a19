import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { textOf, type Sent } from '../../../src/simulator/simulator.ts';
import { HOUR } from '../../support/clock.ts';
import { officer, type MemberInChat } from '../../support/members.ts';
import { openOffice, registeredOwner, type Office, type Owner } from '../../support/office.ts';

const SEND = 'Kirim ke Ratna Wulandari';
const LONG = 'Warna kemasannya hijau muda, tulisannya kuning. '.repeat(180);

/** One act of an owner outside any form, after an officer has written: it is offered as a whole. */
describe('words that are offered to an officer', () => {
  let office: Office;
  let ratna: MemberInChat;
  let siti: Owner;
  let id: number;

  beforeAll(async () => {
    office = await openOffice();
    ratna = await officer(office, { name: 'Ratna Wulandari', rights: [] });
    siti = await registeredOwner(office);
    await siti.walk('/menu', '>Tanya petugas', 'Kapan ada pelatihan kemasan lagi?');
    id = (await office.database.prisma.case.findFirstOrThrow({ orderBy: { id: 'desc' } })).id;
  });
  afterAll(() => office.close());
  beforeEach(async () => {
    office.clock.advance(HOUR);
    await siti.say('/menu');
    await ratna.act((it) => it.pressData(it.messages.at(-1)?.message_id ?? 0, `s.case.${id}.answer`));
    await ratna.say('Kemasannya seperti apa, Bu?');
    await office.idle();
    const { _max } = await office.database.prisma.caseEvent.aggregate({ _max: { id: true } });
    last = _max.id ?? 0;
  });

  let last = 0;
  /** What came into the case since the officer wrote. */
  const arrived = async (): Promise<readonly string[]> => {
    const rows = await office.database.prisma.caseEvent.findMany({
      where: { caseId: id, id: { gt: last }, kind: 'message-in' },
      orderBy: { id: 'asc' },
    });
    const { seal } = office.services;
    return rows.flatMap((it) => [
      ...(it.fileKind === null ? [] : [`<${it.fileKind}>`]),
      ...(it.text === null ? [] : [seal.decrypt(`case_event:${it.id}:text`, it.text)]),
    ]);
  };
  const offers = (): number =>
    siti.person.messages.filter((it) => textOf(it).startsWith('Kirim ke petugas')).length;
  const done = (...sent: readonly (Sent | undefined)[]): Promise<void> =>
    office.done(...sent.map((it) => it?.update));
  /** Delivers each update twice more, with a new process before it. */
  const again = async (...sent: readonly (Sent | undefined)[]): Promise<void> => {
    for (const update of sent.map((it) => it?.update)) {
      await office.rebuild();
      if (update !== undefined) for (const copy of [update, update]) office.simulator.inject(copy);
    }
    await siti.act((it) => it.sendSticker());
  };
  const plain = (words: readonly string[]): string => words.join('').replaceAll(/\s/g, '');

  it('are one offer for a whole album, and the press sends all of it, also with a kill between its pictures', async () => {
    const before = offers();
    office.simulator.pauseUpdates();
    const album = siti.person.sendAlbum([{ caption: 'Seperti ini, Bu.' }, {}, {}]);
    office.simulator.pauseUpdates(false);
    await done(...album);
    await again(...album);
    expect(offers()).toBe(before + 1);
    expect(await arrived()).toEqual([]);
    await siti.tap(SEND);
    expect(siti.last).toContain('Sudah kami sampaikan ke petugas');
    expect(await arrived()).toEqual(['<photo>', 'Seperti ini, Bu.', '<photo>', '<photo>']);
  });

  it('are one offer for a text that the app has cut, and nothing of it is lost', async () => {
    const before = offers();
    office.simulator.pauseUpdates();
    const parts = siti.person.sendLongText(LONG);
    // The second part breaks twice after it was kept.
    office.simulator.failNext({ method: 'sendMessage', chatId: siti.person.id, drop: 'before', times: 2 });
    office.simulator.pauseUpdates(false);
    await done(...parts);
    expect(parts.length).toBe(3);
    expect(offers()).toBe(before + 1);
    await siti.tap(SEND);
    expect(plain(await arrived())).toBe(LONG.replaceAll(/\s/g, ''));
    // Nothing waits any more: neither for a second press, nor in the copy of one's data.
    await siti.act((it) => it.pressData(it.messages.at(-2)?.message_id ?? 0, `case.send.${id}`));
    expect(await office.database.prisma.draft.count({ where: { status: 'parked' } })).toBe(0);
  });

  it('take in what comes after the press, once, with a kill in between', async () => {
    office.simulator.pauseUpdates();
    const [first, second, third] = siti.person.sendAlbum([{}, {}, {}]);
    office.simulator.pauseUpdates(false);
    await done(first, second);
    await siti.tap(SEND);
    await again(first, second);
    await done(third);
    await again(third);
    expect(await arrived()).toEqual(['<photo>', '<photo>', '<photo>']);

    office.clock.advance(HOUR);
    const before = offers();
    office.simulator.pauseUpdates();
    const [head, ...tails] = siti.person.sendLongText(LONG);
    office.simulator.pauseUpdates(false);
    await done(head);
    await siti.tap(SEND);
    await done(...tails);
    await again(...tails);
    expect(offers()).toBe(before + 1);
    expect(plain((await arrived()).slice(3))).toBe(LONG.replaceAll(/\s/g, ''));
  });

  it('keep their own pieces when others are offered after them', async () => {
    const album = siti.person.sendAlbum([{ caption: 'Yang lama begini.' }, {}]);
    await done(...album);
    const old = siti.person.messages.at(-1)?.message_id ?? 0;
    office.clock.advance(HOUR);
    await done(...siti.person.sendAlbum([{ caption: 'Yang baru begini.' }, {}]));
    await siti.act((it) => it.pressData(old, `case.send.${id}`));
    expect(await arrived()).toEqual(['<photo>', 'Yang lama begini.', '<photo>']);
    await siti.tap(SEND);
    expect((await arrived()).slice(3)).toEqual(['<photo>', 'Yang baru begini.', '<photo>']);
  });

  it('typed line by line are one offer, which says so; an aim among them stays an aim', async () => {
    const before = offers();
    await siti.say('zzz hijau muda');
    expect(await siti.say('qqq agak tebal')).toEqual([expect.stringMatching(/^Ini juga ikut dikirim/)]);
    await siti.say('/menu');
    expect(offers()).toBe(before + 1);
    await siti.act((it) =>
      it.pressData(
        it.messages.findLast((one) => textOf(one).startsWith('Kirim ke petugas'))?.message_id ?? 0,
        `case.send.${id}`,
      ),
    );
    expect(await arrived()).toEqual(['zzz hijau muda', 'qqq agak tebal']);
    office.clock.advance(HOUR);
    await siti.say('zzz hijau tua');
    await siti.say('lapor');
    expect(siti.last).not.toContain('ikut dikirim');
    await siti.say('/batal');
  });
});
