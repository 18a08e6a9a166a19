import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { textOf, type Fault } from '../../../src/simulator/simulator.ts';
import { startAnnouncement } from '../../../src/services/announcements/announcement-start.ts';
import { atomically } from '../../../src/services/core/services.ts';
import { HOUR } from '../../support/clock.ts';
import { officer, type MemberInChat } from '../../support/members.ts';
import { openOffice, type Office } from '../../support/office.ts';
import { announce, ledger, recipients, type Sending } from '../../support/recipients.ts';

let nextChat = 70_000;

/** So many people with consent who can be reached, in the simulator and in the database. */
async function audience(office: Office, count: number): Promise<readonly number[]> {
  const chats = Array.from({ length: count }, () => nextChat++);
  for (const id of chats) office.simulator.createPerson({ id, firstName: `Orang ${id}`, started: true });
  await recipients(office.database.prisma, office.services, chats);
  return chats;
}

describe('an announcement on its way', () => {
  let office: Office;
  let budi: MemberInChat;
  let ratna: MemberInChat;
  let chats: readonly number[];

  beforeAll(async () => {
    office = await openOffice({ settings: { SENDS_PER_SECOND: '100', NEWS_PER_WEEK: '14' } });
    budi = await officer(office);
    ratna = await officer(office, { name: 'Ratna Wulandari' });
    chats = await audience(office, 25);
  });
  afterAll(() => office.close());

  const send = (it: Sending = {}): Promise<{ readonly id: number; readonly code: string }> =>
    announce(office.database.prisma, office.services, budi.member, it);
  const got = (chat: number, part: string): number =>
    office.simulator.person(chat).messages.filter((message) => textOf(message).includes(part)).length;
  /** The next message to each of the first people fails so. */
  const failFirst = (count: number, fault: Omit<Fault, 'method' | 'chatId'>): void => {
    for (const chatId of chats.slice(0, count))
      office.simulator.failNext({ method: 'sendMessage', chatId, ...fault });
  };
  const counts = (id: number): Promise<Readonly<Record<string, number>>> =>
    ledger(office.database.prisma, id);
  const stateOf = async (id: number): Promise<string> =>
    (await office.database.prisma.announcement.findUniqueOrThrow({ where: { id } })).status;
  const bot = (part: RegExp): string | undefined =>
    budi.person.messages.map(textOf).findLast((text) => part.test(text));

  it('reaches everybody once; the officer sees one message change and gets a receipt that sums', async () => {
    const { id } = await send({ text: 'Kabar pertama.' });
    await office.idle();
    await office.idle();
    expect(chats.map((chat) => got(chat, 'Kabar pertama.'))).toEqual(chats.map(() => 1));
    expect(await counts(id)).toEqual({ sent: 25 });
    expect(bot(/^Bukti kirim/)).toBe(
      `Bukti kirim: Kabar pertama.\nKode ${(await office.database.prisma.announcement.findUniqueOrThrow({ where: { id } })).code}\nSasaran: 25 orang\nTerkirim: 25`,
    );
    // One message a sending: what showed the progress is the receipt now.
    expect(budi.person.messages.map(textOf).filter((text) => text.includes('Kabar pertama.'))).toHaveLength(
      1,
    );
  });

  it('waits for its time, and for the morning when that lies in the night', async () => {
    const at = new Date('2026-11-02T12:30:00Z');
    const { id } = await send({ text: 'Kabar terjadwal.', at });
    await office.runJob('announcements');
    expect(await stateOf(id)).toBe('scheduled');
    office.clock.set('2026-11-02T13:05:00Z');
    await office.runJob('announcements');
    expect(await stateOf(id)).toBe('scheduled');
    office.clock.set('2026-11-03T00:00:00Z');
    await office.runJob('announcements');
    expect(await stateOf(id)).toBe('done');
    expect(got(chats[0] ?? 0, 'Kabar terjadwal.')).toBe(1);
  });

  it('is held and asked about when its time passed more than an hour ago; the officer lets it go', async () => {
    const { id } = await send({
      text: 'Kabar terlambat.',
      at: new Date(office.clock.now().getTime() + HOUR),
    });
    office.clock.advance(3 * HOUR);
    await office.runJob('announcements');
    expect(await stateOf(id)).toBe('held');
    expect(got(chats[0] ?? 0, 'Kabar terlambat.')).toBe(0);
    expect(bot(/^Pengumuman ditahan/)).toContain('sudah lewat lebih dari satu jam');
    await budi.tap('Kirim sekarang');
    await office.idle();
    expect(await stateOf(id)).toBe('done');
    expect(got(chats[0] ?? 0, 'Kabar terlambat.')).toBe(1);
  });

  it('obeys a wait of 2,282 seconds, tells the officer until when, and loses nobody', async () => {
    office.simulator.failNext({
      method: 'sendMessage',
      chatId: chats[10] ?? 0,
      code: 429,
      parameters: { retry_after: 2_282 },
    });
    const { id } = await send({ text: 'Kabar yang menunggu.' });
    await office.idle();
    const before = await counts(id);
    expect(before['sent']).toBeLessThan(25);
    expect((before['sent'] ?? 0) + (before['pending'] ?? 0)).toBe(25);
    expect(bot(/Kabar yang menunggu/)).toMatch(/menunggu sampai .*10.*38/);
    expect(bot(/Kabar yang menunggu/)).toMatch(/Perkiraan selesai: .*10.*38/);
    // The bot is thrown away and built again meanwhile: the wait is kept.
    await office.rebuild();
    office.clock.advance(2_200_000);
    await office.runJob('announcements');
    expect(await counts(id)).toEqual(before);
    office.clock.advance(90_000);
    await office.runJob('announcements');
    expect(await counts(id)).toEqual({ sent: 25 });
    expect(chats.map((chat) => got(chat, 'Kabar yang menunggu.'))).toEqual(chats.map(() => 1));
  });

  it('answers owners at once while Telegram makes everything else wait', async () => {
    office.simulator.failNext({
      method: 'sendMessage',
      chatId: chats[0] ?? 0,
      code: 429,
      parameters: { retry_after: 600 },
    });
    const { id } = await send({ text: 'Kabar di belakang.' });
    await office.idle();
    const siti = office.owner();
    expect(await siti.say('/start')).toEqual([expect.stringContaining('Mau mulai dari mana?')]);
    expect((await counts(id))['pending']).toBeGreaterThan(0);
    office.clock.advance(601_000);
    await office.runJob('announcements');
    expect(await counts(id)).toEqual({ sent: 25 });
  });

  it('writes down what is not certain, and sends it again only when an officer says so', async () => {
    const [lost = 0, failing = 0] = chats;
    office.simulator.failNext({ method: 'sendMessage', chatId: lost, drop: 'after' });
    office.simulator.failNext({ method: 'sendMessage', chatId: failing, code: 502 });
    const { id } = await send({ text: 'Kabar tidak pasti.' });
    await office.idle();
    await office.runJob('announcements');
    expect(await counts(id)).toEqual({ sent: 23, unknown: 2 });
    expect([got(lost, 'Kabar tidak pasti.'), got(failing, 'Kabar tidak pasti.')]).toEqual([1, 0]);
    expect(bot(/^Bukti kirim/)).toContain('Belum pasti sampai: 2');
    await budi.tap('Urus yang belum pasti');
    await budi.tap('Kirim ulang');
    await office.idle();
    expect(await counts(id)).toEqual({ sent: 25 });
    expect([got(lost, 'Kabar tidak pasti.'), got(failing, 'Kabar tidak pasti.')]).toEqual([2, 1]);
    await budi.tap(/Lihat isi/);
    expect(budi.buttons).not.toContain('Urus yang belum pasti');
  });

  it('looks at consent, blocks and chosen news at the last moment, also for what was frozen before', async () => {
    const [first = 0, refuses = 0, blocks = 0, blocksSilently = 0] = chats;
    failFirst(chats.length, { code: 429, parameters: { retry_after: 60 } });
    const { id } = await send({ text: 'Kabar untuk yang mau.' });
    await office.idle();
    expect(await counts(id)).toEqual({ pending: 25 });
    office.simulator.clearFaults();
    await office.done(office.simulator.person(refuses).sendText('/berhenti').update);
    await office.done(office.simulator.person(refuses).tap('Kabar pelatihan'));
    await office.done(office.simulator.person(blocks).block());
    office.simulator.failNext({ method: 'sendMessage', chatId: blocksSilently, code: 403 });
    office.clock.advance(61_000);
    await office.runJob('announcements');
    expect(await counts(id)).toEqual({ sent: 22, 'opted-out': 1, blocked: 2 });
    expect(
      [first, refuses, blocks, blocksSilently].map((chat) => got(chat, 'Kabar untuk yang mau.')),
    ).toEqual([1, 0, 0, 0]);
    expect(bot(/^Bukti kirim/)).toContain('Memblokir bot: 2\nSudah tidak mau kabar: 1');

    // Whoever comes back is reached again; whoever was gone at the start is counted, not tried.
    await office.done(office.simulator.person(blocks).unblock());
    const again = await send({ text: 'Kabar setelah kembali.' });
    await office.idle();
    expect(got(blocks, 'Kabar setelah kembali.')).toBe(1);
    expect(await counts(again.id)).toEqual({ sent: 23 });
    const { basis } = await office.database.prisma.announcement.findUniqueOrThrow({
      where: { id: again.id },
    });
    expect(basis).toMatchObject({ matched: 25, reached: 23, notReached: { 'no-consent': 1, blocked: 1 } });
  });

  it('can be paused, go on, and be stopped for good; everything can be stopped at once', async () => {
    failFirst(chats.length, { code: 429, parameters: { retry_after: 30 } });
    const { id } = await send({ text: 'Kabar dijeda.' });
    await office.idle();
    office.simulator.clearFaults();
    await budi.tap('Jeda');
    expect(await stateOf(id)).toBe('paused');
    office.clock.advance(31_000);
    await office.runJob('announcements');
    expect((await counts(id))['sent'] ?? 0).toBe(0);
    await budi.walk('/petugas', '>Hentikan semua kiriman', '>Ya, hentikan semua');
    await budi.walk('/petugas', '>Kiriman', '>Kabar dijeda.', '>Lanjutkan');
    await office.idle();
    expect((await counts(id))['sent'] ?? 0).toBe(0);
    await budi.walk('/petugas', '>Hentikan semua kiriman', '>Mulai mengirim lagi');
    expect(budi.last).toContain('Petugas lain perlu menyetujui');
    // One person alone, however often, does not end the stop.
    await budi.walk('/petugas', '>Hentikan semua kiriman');
    expect(budi.last).toContain('Budi Santoso ingin bot mulai mengirim lagi');
    expect(budi.buttons).not.toContain('Setujui');
    await ratna.walk('/petugas', '>Hentikan semua kiriman', '>Setujui');
    expect(ratna.last).toContain('Baik, disetujui');
    await office.idle();
    expect(await stateOf(id)).toBe('done');
    expect((await counts(id))['sent']).toBe(23);

    failFirst(chats.length, { code: 429, parameters: { retry_after: 30 } });
    const other = await send({ text: 'Kabar dihentikan.' });
    await office.idle();
    office.simulator.clearFaults();
    await budi.walk('/petugas', '>Kiriman', '>Kabar dihentikan.', '>Hentikan seterusnya', '>Ya, hentikan');
    office.clock.advance(31_000);
    await office.runJob('announcements');
    expect(await counts(other.id)).toEqual({ cancelled: 23 });
  });

  it('pauses by itself when some of the newest messages fail, in a row or not, and tells the officer', async () => {
    // Whoever was gone writes again, so that everybody can be reached.
    await office.done(office.simulator.person(chats[3] ?? 0).sendText('/start').update);
    // Many more than are under way at a time, so that most still wait when it pauses.
    chats = [...chats, ...(await audience(office, 60))];
    const everyOther = chats.filter((_, index) => index % 2 === 0);
    for (const chatId of everyOther)
      office.simulator.failNext({
        method: 'sendMessage',
        chatId,
        code: 400,
        description: 'Bad Request: chat not found',
      });
    const reachable = (): Promise<number> =>
      office.services.db.account.count({ where: { unreachableSince: null } });
    const before = await reachable();
    const { id } = await send({ text: 'Kabar gagal.' });
    await office.idle();
    office.simulator.clearFaults();
    expect(await stateOf(id)).toBe('paused');
    await office.idle();
    expect(bot(/^Pengiriman dijeda/)).toContain('berhenti sendiri');
    const sum = await counts(id);
    expect(sum['pending']).toBeGreaterThan(0);
    // One answer of Telegram in trouble says nothing about a person.
    expect(await reachable()).toBe(before);
    await budi.tap('Lanjutkan');
    await office.idle();
    expect((await counts(id))['pending'] ?? 0).toBe(0);

    // Whoever is not found at another message, too, is gone; whoever is reached in between is not.
    const [missing = 0, back = 0] = everyOther;
    const notFound = (chatId: number): void =>
      office.simulator.failNext({
        method: 'sendMessage',
        chatId,
        code: 400,
        description: 'Bad Request: chat not found',
      });
    const unreachable = (): Promise<readonly { readonly chatId: bigint }[]> =>
      office.services.db.account.findMany({
        where: { unreachableSince: { not: null } },
        select: { chatId: true },
      });
    notFound(missing);
    await send({ text: 'Kabar kedua.' });
    await office.idle();
    expect(await unreachable()).toEqual([{ chatId: BigInt(missing) }]);
    notFound(back);
    await send({ text: 'Kabar ketiga.' });
    await office.idle();
    expect(await unreachable()).toEqual([{ chatId: BigInt(missing) }]);
    await office.done(office.simulator.person(missing).sendText('/start').update);
  });

  it('shows no end while everything is stopped, and no bad announcement or message ends the round', async () => {
    const { prisma } = office.database;
    await prisma.announcement.create({
      data: {
        office: 'gresik',
        code: 'RUSAKK',
        text: 'Kabar rusak.',
        audience: { broken: true },
        status: 'scheduled',
        scheduledAt: office.clock.now(),
        createdBy: budi.member.number,
        createdAt: office.clock.now(),
      },
    });
    await prisma.outgoing.create({
      data: {
        key: 'rusak',
        accountId: budi.member.accountId ?? 0,
        kind: 'receipt',
        params: { broken: true },
        notBefore: office.clock.now(),
        expiresAt: new Date(office.clock.now().getTime() + HOUR),
      },
    });
    failFirst(chats.length, { code: 429, parameters: { retry_after: 30 } });
    const { id } = await send({ text: 'Kabar di samping.' });
    await office.idle();
    office.simulator.clearFaults();
    await budi.walk('/petugas', '>Hentikan semua kiriman', '>Ya, hentikan semua');
    await office.idle();
    expect(bot(/Kabar di samping/)).toContain('Semua kiriman sedang dihentikan');
    expect(bot(/Kabar di samping/)).not.toContain('Perkiraan selesai');
    office.clock.advance(31_000);
    await budi.walk('/petugas', '>Hentikan semua kiriman', '>Mulai mengirim lagi');
    await ratna.walk('/petugas', '>Hentikan semua kiriman', '>Setujui');
    await office.idle();
    expect(await stateOf(id)).toBe('done');
    for (let run = 0; run < 3; run++) await office.runJob('announcements');
    expect(await prisma.announcement.findUniqueOrThrow({ where: { code: 'RUSAKK' } })).toMatchObject({
      status: 'held',
      statusReason: 'trouble',
    });
    expect(await prisma.outgoing.findUniqueOrThrow({ where: { key: 'rusak' } })).toMatchObject({
      status: 'refused',
    });
    await budi.walk('/petugas', '>Kiriman');
    expect(budi.last).toMatch(/\d\. Kabar di samping\.\n\w{3} \d+ Nov, Selesai dikirim/);
    await prisma.announcement.delete({ where: { code: 'RUSAKK' } });
  });

  it('freezes its audience page by page, over a death in between, and each of them once', async () => {
    const { id } = await send({ text: 'Kabar banyak.' });
    const step = (): Promise<string> =>
      atomically(
        office.database.prisma,
        office.services,
        async (inside) => (await startAnnouncement(inside, id)).kind,
      );
    expect(await step()).toBe('freezing');
    await office.rebuild();
    await office.idle();
    expect(await stateOf(id)).toBe('done');
    const frozen = Object.values(await counts(id)).reduce((sum, count) => sum + count, 0);
    expect(frozen).toBeGreaterThan(80);
    expect(got(chats[3] ?? 0, 'Kabar banyak.')).toBe(1);
    const { basis } = await office.database.prisma.announcement.findUniqueOrThrow({ where: { id } });
    expect(basis).toMatchObject({ reached: frozen });
  });

  it('is corrected, then marked DIBATALKAN, in every chat that has got it', async () => {
    const { id } = await send({ text: 'Kumpul pukul 08.00.' });
    await office.idle();
    await budi.walk('/petugas', '>Kiriman', '>Kumpul pukul 08.00.', '>Perbaiki isi');
    office.simulator.failNext({
      method: 'editMessageText',
      // The last ones have had the fewest messages this week, so that this one reached them.
      chatId: chats.at(-1) ?? 0,
      code: 400,
      description: "Bad Request: message can't be edited",
    });
    await budi.walk('Kumpul pukul 09.00.', '>Ya, ganti isinya');
    await office.idle();
    const sent = (await counts(id))['sent'] ?? 0;
    expect(bot(/^Bukti kirim: Kumpul/)).toContain(
      `Terkirim: ${sent}\nSudah menampilkan isi terbaru: ${sent - 1}\nMasih menampilkan isi lama: 1`,
    );
    const chat = chats.at(-2) ?? 0;
    const shown = (): string => textOf(office.simulator.person(chat).messages.at(-1) ?? chatless());
    expect(shown()).toContain('PERBAIKAN dari');
    expect(shown()).toContain('Kumpul pukul 09.00.');
    expect(got(chat, 'Kumpul pukul 08.00.')).toBe(0);
    await budi.walk('/petugas', '>Kiriman', '>Kumpul pukul 09.00.', '>Tandai DIBATALKAN');
    await budi.walk('>Narasumber berhalangan', '>Ya, tandai DIBATALKAN');
    await office.idle();
    expect(shown()).toMatch(/^DIBATALKAN oleh .*\nAlasan: narasumber berhalangan/);
    expect(
      office.simulator
        .person(chat)
        .inlineButtons.filter(
          (it) => it.message.message_id === office.simulator.person(chat).messages.at(-1)?.message_id,
        ),
    ).toEqual([]);
    const versions = await office.database.prisma.announcementVersion.findMany({
      where: { announcementId: id },
      orderBy: { version: 'asc' },
    });
    expect(versions.map((row) => /pukul 0\d/.exec(row.html)?.[0])).toEqual([
      'pukul 08',
      'pukul 09',
      'pukul 09',
    ]);
    office.clock.advance(49 * HOUR);
    await budi.walk('/petugas', '>Kiriman', '>Kumpul pukul 09.00.');
    expect(budi.buttons).not.toContain('Perbaiki isi');
  });

  it('does not go out when its officer has lost the role, until another officer takes it over', async () => {
    const rini = await officer(office, { name: 'Rini Astuti' });
    const at = new Date(office.clock.now().getTime() + 60_000);
    const { id } = await announce(office.database.prisma, office.services, rini.member, {
      text: 'Kabar Rini.',
      at,
    });
    await office.database.prisma.member.updateMany({
      where: { number: rini.member.number },
      data: { revokedAt: office.clock.now() },
    });
    office.clock.advance(61_000);
    await office.runJob('announcements');
    expect(await stateOf(id)).toBe('held');
    await office.idle();
    expect(bot(/^Pengumuman ditahan/)).toContain('sudah tidak bertugas');
    await budi.tap('Kirim sekarang');
    await office.idle();
    expect(await stateOf(id)).toBe('done');
  });
});

describe('the weekly cap', () => {
  it('lets so many training messages a week reach a person and records the rest; urgent ones pass', async () => {
    const office = await openOffice({ settings: { SENDS_PER_SECOND: '1000', NEWS_PER_WEEK: '2' } });
    const budi = await officer(office);
    const rini = await officer(office, { name: 'Rini Astuti' });
    const [chat = 0] = await audience(office, 1);
    const send = (it: Sending): Promise<{ readonly id: number }> =>
      announce(office.database.prisma, office.services, budi.member, it);
    const sent: number[] = [];
    for (const text of ['Satu.', 'Dua.', 'Tiga.']) {
      sent.push((await send({ text })).id);
      await office.idle();
    }
    const all = await Promise.all(sent.map((id) => ledger(office.database.prisma, id)));
    expect(all).toEqual([{ sent: 1 }, { sent: 1 }, {}]);
    const { basis } = await office.database.prisma.announcement.findUniqueOrThrow({
      where: { id: sent[2] ?? 0 },
    });
    expect(basis).toMatchObject({ reached: 0, notReached: { capped: 1 } });

    const urgent = await send({ text: 'Banjir di Cerme.', urgentReason: 'banjir' });
    await office.idle();
    await rini.tap('Setujui');
    await office.idle();
    expect(await ledger(office.database.prisma, urgent.id)).toEqual({ sent: 1 });
    office.clock.advance(8 * 24 * HOUR);
    const later = await send({ text: 'Empat.' });
    await office.idle();
    expect(await ledger(office.database.prisma, later.id)).toEqual({ sent: 1 });
    expect(office.simulator.person(chat).messages).toHaveLength(4);
    await office.close();
  });
});

function chatless(): never {
  throw new Error('expected a message');
}
