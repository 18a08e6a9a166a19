import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { begunReminders, nextReminderDay } from '../../src/domain/sales/report-reminders.ts';
import { giveConsent, withdrawConsent } from '../../src/services/people/consents.ts';
import { setReminders } from '../../src/services/people/people.ts';
import { isReportDue } from '../../src/services/sales/report-reminders.ts';
import { monthDue, reporterOf } from '../../src/services/sales/sales-history.ts';
import { textOf } from '../../src/simulator/simulator.ts';
import { openOffice, registeredOwner, type Office, type Owner } from '../support/office.ts';
import { officer } from '../support/members.ts';
import { registeredPerson, type WantedPerson } from '../support/people.ts';
import { secondBusiness } from '../support/reports.ts';
import { testClock, ZONE } from '../support/clock.ts';
import { localDate } from '../../src/domain/month/calendar.ts';

const OCTOBER_20 = '2026-10-20T03:00:00Z';
const NINE = 'T02:00:00Z';
const REMINDER = /waktunya mencatat penjualan|belum dilaporkan\. Kira-kira|Ini pengingat terakhir/;

describe('reminders of monthly reports', () => {
  let office: Office;
  const open = async (): Promise<void> => {
    office = await openOffice({ clock: testClock(OCTOBER_20) });
  };
  const reminders = (owner: Owner): readonly string[] =>
    owner.person.messages.map((message) => message.text ?? '').filter((text) => REMINDER.test(text));
  const at = async (instant: string): Promise<void> => {
    office.clock.set(instant);
    await office.runJob('report-reminders');
  };
  const states = async (chatId?: number): Promise<readonly string[]> =>
    (
      await office.database.prisma.outgoing.findMany({
        where: { kind: 'report-reminder', ...(chatId === undefined ? {} : { account: { chatId } }) },
        orderBy: { id: 'asc' },
        select: { status: true },
      })
    ).map(({ status }) => status);
  const personOf = async (owner: Owner): Promise<number> =>
    (
      await office.database.prisma.account.findUniqueOrThrow({
        where: { chatId: owner.person.id },
        select: { activePersonId: true },
      })
    ).activePersonId ?? 0;

  describe('on the 1st, 7th and 10th', () => {
    beforeAll(open);
    afterAll(() => office.close());

    it('come once at 09.00 WIB, each with its own words, until the report is there', async () => {
      const siti = await registeredOwner(office);
      await at('2026-11-01T01:55:00Z');
      expect(reminders(siti)).toEqual([]);
      await at(`2026-11-01${NINE}`);
      await at(`2026-11-01${NINE}`);
      await at('2026-11-01T02:05:00Z');
      expect(reminders(siti)).toEqual([
        'Selamat pagi, Bu Siti. Bulan Oktober sudah lewat, sekarang waktunya mencatat penjualan.\nBisa langsung ditulis di sini. Contoh: lapor 2,5 juta',
      ]);
      expect(siti.buttons).toEqual([
        'Lapor Oktober 2026',
        'Nanti saja',
        'Tidak berjualan',
        'Jangan ingatkan lagi',
      ]);
      expect(await siti.tap('Nanti saja')).toEqual([
        'Baik, Bu. Kalau belum sempat, kami ingatkan lagi Sabtu, 7 November 2026.',
      ]);
      for (const day of ['02', '03', '06']) await at(`2026-11-${day}${NINE}`);
      expect(reminders(siti)).toHaveLength(1);
      await at(`2026-11-07${NINE}`);
      expect(reminders(siti).at(-1)).toBe(
        'Selamat pagi, Bu Siti. Penjualan bulan Oktober belum dilaporkan. Kira-kira saja juga boleh.\nContoh: lapor 2,5 juta',
      );
      await at(`2026-11-10${NINE}`);
      expect(reminders(siti).at(-1)).toBe(
        'Selamat pagi, Bu Siti. Ini pengingat terakhir untuk penjualan bulan Oktober. Masih bisa dilaporkan sampai 30 April 2027.\nContoh: lapor 2,5 juta',
      );
      expect(await siti.tap('Nanti saja')).toEqual(['Baik, Bu. Laporan bisa ditulis kapan saja di sini.']);
      await at(`2026-11-11${NINE}`);
      expect(reminders(siti)).toHaveLength(3);
      expect(await states(siti.person.id)).toEqual(['sent', 'sent', 'sent']);
    });
  });

  describe('from the reminder', () => {
    beforeAll(open);
    afterAll(() => office.close());

    it('a report is one action shorter, and ends the reminders of its month', async () => {
      const siti = await registeredOwner(office);
      await at(`2026-11-01${NINE}`);
      const begin = siti.actions;
      const [receipt] = await siti.walk('>Lapor Oktober 2026', '2,5 jt', '>Benar', '>Masih sama', '>Kirim');
      expect(siti.actions - begin).toBe(5);
      expect(receipt).toMatch(/Laporan bulan Oktober 2026 sudah masuk/);
      await at(`2026-11-07${NINE}`);
      expect(reminders(siti)).toHaveLength(1);
      expect(await states(siti.person.id)).toEqual(['sent']);
    });

    it('*Tidak berjualan* asks for the reason only', async () => {
      const hadi = await registeredOwner(office);
      await at(`2026-11-10${NINE}`);
      await hadi.tap('Tidak berjualan');
      expect(hadi.last).toMatch(/Saya catat Rp0 \(nol rupiah\) untuk bulan Oktober 2026\. Apa sebabnya/);
    });

    it('*Jangan ingatkan lagi* stops them at once, and /mulai_lagi brings them back', async () => {
      office.clock.set('2026-11-20T03:00:00Z');
      const dewi = await registeredOwner(office);
      await at(`2026-12-01${NINE}`);
      await dewi.tap('Jangan ingatkan lagi');
      expect(dewi.last).toMatch(/^Baik, pengingat lapor dihentikan mulai sekarang\./);
      await at(`2026-12-07${NINE}`);
      expect(reminders(dewi)).toHaveLength(1);
      await dewi.say('/mulai_lagi');
      await at(`2026-12-10${NINE}`);
      expect(reminders(dewi)).toHaveLength(2);
    });

    it('buttons made by hand for somebody else do nothing', async () => {
      const siti = await registeredOwner(office);
      const other = await registeredOwner(office);
      const id = await personOf(other);
      await siti.say('/menu');
      const menu = siti.person.messages.at(-1)?.message_id ?? 0;
      for (const data of [
        `remind.stop.${id}`,
        `remind.later.2026-10.${id}`,
        `report.2026-10.${id}`,
        `remind.later.2026-13.${id}`,
        'remind.stop.999999999',
      ])
        // A sentence, and the menu.
        expect(await siti.act((person) => person.pressData(menu, data)), data).toHaveLength(2);
      const row = await office.database.prisma.person.findUniqueOrThrow({ where: { id } });
      expect(row.reminders).toBe(true);
    });
  });

  describe('when the bot comes late', () => {
    beforeAll(open);
    afterAll(() => office.close());

    it('catches up until 18.00 of the same day', async () => {
      const siti = await registeredOwner(office);
      await at('2026-11-01T10:55:00Z');
      expect(reminders(siti)).toHaveLength(1);
      expect(siti.last).toMatch(/^Selamat sore, Bu Siti\./);
    });

    it('records what was missed all day as skipped, once, and goes on with the next day', async () => {
      const hadi = await registeredOwner(office);
      await at('2026-11-08T03:00:00Z');
      await at('2026-11-08T03:05:00Z');
      expect(reminders(hadi)).toEqual([]);
      expect(await states(hadi.person.id)).toEqual(['skipped']);
      await at(`2026-11-10${NINE}`);
      expect(await states(hadi.person.id)).toEqual(['skipped', 'sent']);
    });

    it('records also what was queued and not sent by 18.00', async () => {
      office.clock.set('2026-11-20T03:00:00Z');
      const dewi = await registeredOwner(office);
      office.simulator.failNext({
        method: 'sendMessage',
        chatId: dewi.person.id,
        code: 429,
        description: 'Too Many Requests: retry after 40000',
        parameters: { retry_after: 40_000 },
      });
      await at(`2026-12-01${NINE}`);
      await at('2026-12-01T11:00:00Z');
      expect(reminders(dewi)).toEqual([]);
      await at('2026-12-02T02:00:00Z');
      expect(await states(dewi.person.id)).toEqual(['skipped']);
    });

    it('records nothing for who came after that day', async () => {
      office.clock.set('2026-12-08T03:00:00Z');
      const late = await registeredOwner(office);
      await at('2026-12-09T03:00:00Z');
      expect(await states(late.person.id)).toEqual([]);
    });
  });

  describe('are not sent', () => {
    beforeAll(open);
    afterAll(() => office.close());

    it('in the quiet hours of a Friday', async () => {
      office.clock.set('2027-04-20T03:00:00Z');
      const siti = await registeredOwner(office);
      // 7 May 2027 is a Friday; the bot starts at 11.30.
      await at('2027-05-07T04:30:00Z');
      expect(reminders(siti)).toEqual([]);
      await at('2027-05-07T05:55:00Z');
      expect(reminders(siti)).toEqual([]);
      await at('2027-05-07T06:00:00Z');
      expect(reminders(siti)).toHaveLength(1);
    });

    it('to who has reported, stopped or withdrawn after they were queued', async () => {
      office.clock.set('2027-05-20T03:00:00Z');
      const [reported, stopped, withdrew, still] = [
        await registeredOwner(office),
        await registeredOwner(office),
        await registeredOwner(office),
        await registeredOwner(office),
      ];
      const owners = [reported, stopped, withdrew, still];
      await office.database.prisma.instance.updateMany({
        data: { stoppedAt: office.clock.now(), stoppedBy: 'test' },
      });
      await at(`2027-06-01${NINE}`);
      for (const owner of owners) expect(await states(owner.person.id)).toEqual(['pending']);
      await reported.walk('lapor Mei 2,5 jt', '>Benar');
      await stopped.say('jangan ingatkan lagi');
      await withdrawConsent(office.services, await personOf(withdrew), 'registration');
      await office.database.prisma.instance.updateMany({ data: { stoppedAt: null, stoppedBy: null } });
      await at('2027-06-01T02:10:00Z');
      expect(await Promise.all(owners.map(async (it) => (await states(it.person.id))[0]))).toEqual([
        'skipped',
        'skipped',
        'skipped',
        'sent',
      ]);
      expect(owners.map((it) => reminders(it).length)).toEqual([0, 0, 0, 1]);
    });

    it('to who has blocked the bot, twice to one person, or about a month that the office has closed', async () => {
      office.clock.set('2027-07-20T03:00:00Z');
      const gone = await registeredOwner(office);
      gone.person.block();
      await office.database.prisma.account.updateMany({
        where: { chatId: gone.person.id },
        data: { unreachableSince: office.clock.now() },
      });
      const several = await registeredOwner(office);
      await several.walk(...secondBusiness);
      await at(`2027-08-01${NINE}`);
      expect(await states(gone.person.id)).toEqual([]);
      expect(reminders(several)).toHaveLength(1);
      await several.tap('Lapor Juli 2027');
      expect(several.last).toMatch(/Penjualan usaha yang mana\?/);
      await office.database.prisma.monthLock.create({ data: { office: 'gresik', month: '2027-07' } });
      await at(`2027-08-07${NINE}`);
      expect(reminders(several)).toHaveLength(1);
    });
  });

  it('go to each person who shares a phone, and their buttons act for that person', async () => {
    await open();
    const siti = await registeredOwner(office);
    await siti.walk(
      '/daftar',
      '>Orang lain',
      '>Setuju',
      'Hadi Santoso',
      '>Bapak (laki-laki)',
      '>Manyar',
      'Leran',
      'Bengkel Hadi',
      '>Bengkel, jasa',
      '2015',
      '>Hanya saya',
      '1 jt',
      '>Benar',
      '>Belum punya',
      '>Kirim nomor HP ini',
      '>Kirim',
      '>Tidak usah',
    );
    const hadi = await personOf(siti);
    await at(`2026-11-01${NINE}`);
    expect(
      reminders(siti)
        .map((text) => text.slice(0, 24))
        .toSorted(),
    ).toEqual(['Selamat pagi, Bu Siti. B', 'Selamat pagi, Pak Hadi. ']);
    const toSiti = siti.person.messages.find((message) => /Bu Siti\. Bulan/.test(message.text ?? ''));
    await siti.act((person) => person.tap('Jangan ingatkan lagi', { message: toSiti?.message_id ?? 0 }));
    const people = await office.database.prisma.person.findMany({ orderBy: { id: 'asc' } });
    expect(people.map(({ id, reminders: on }) => [id === hadi, on])).toEqual([
      [false, false],
      [true, true],
    ]);
    const toHadi = siti.person.messages.find((message) => /Pak Hadi\. Bulan/.test(message.text ?? ''));
    await siti.act((person) => person.tap('Lapor Oktober 2026', { message: toHadi?.message_id ?? 0 }));
    const [receipt] = await siti.walk('1,2 jt', '>Benar', '>Masih sama', '>Kirim');
    expect(receipt).toMatch(/^Terima kasih, Pak Hadi\. Laporan bulan Oktober 2026 sudah masuk/);
    await at(`2026-11-07${NINE}`);
    expect(reminders(siti)).toHaveLength(2);
    await office.close();
  });

  it('concern the same people as the menu says', async () => {
    await open();
    const { services, database } = office;
    const businesses = [
      {},
      { reported: ['2026-10'] },
      { reported: ['2026-09'] },
      { status: 'paused' as const },
      { status: 'closed' as const },
      { status: 'moved' as const },
      { startedYear: 2026, startedMonth: 10 },
      { startedYear: 2026, startedMonth: 11 },
      { startedYear: 2026 },
      { startedYear: 2027 },
    ];
    const wanted: WantedPerson[] = [
      ...businesses.map((it) => ({ businesses: [it] })),
      ...businesses.flatMap((it) => [
        { businesses: [it, { reported: ['2026-10'] }] },
        { businesses: [{ status: 'closed' as const }, it] },
      ]),
      { businesses: [] },
    ];
    const people = [];
    for (const it of wanted) people.push(await registeredPerson(services, it));
    for (const it of people)
      await giveConsent(services, {
        personId: it.id,
        personNumber: it.number,
        purpose: 'registration',
        version: 1,
        language: 'id',
        text: 'Setuju',
        button: 'agree',
        givenAt: services.now(),
        draftId: 0,
      });
    const provisional = await registeredPerson(services, { businesses: [{ reported: ['2026-10'] }] });
    await database.prisma.salesReport.updateMany({
      where: { businessId: provisional.businessIds[0] ?? 0 },
      data: { provisional: true },
    });
    const quiet = await registeredPerson(services);
    await setReminders(services, quiet.id, false);
    office.clock.set(`2026-11-01${NINE}`);
    for (const it of people)
      expect(await isReportDue(services, it.id, '2026-10')).toBe(
        monthDue(services, await reporterOf(services, it.accountId ?? 0, it.id)) === '2026-10',
      );
    expect(await isReportDue(services, provisional.id, '2026-10')).toBe(false);
    expect(await isReportDue(services, quiet.id, '2026-10')).toBe(false);
    await office.close();
  });
});

describe('reminders that do not arrive', () => {
  it('pause by themselves for an hour, and the admins read why', async () => {
    const office = await openOffice({ clock: testClock(OCTOBER_20) });
    const { database, simulator, services } = office;
    const admin = await officer(office, { name: 'Ratna Wulandari', role: 'admin' });
    const elsewhere = await officer(office, { name: 'Agus', role: 'admin', kecamatan: ['35.25.01'] });
    const chats = Array.from({ length: 40 }, (_, at) => 7_700_000 + at);
    for (const chatId of chats) {
      simulator.createPerson({ id: chatId, firstName: 'Siti', started: true });
      const person = await registeredPerson(services, { chatId });
      await giveConsent(services, {
        personId: person.id,
        personNumber: person.number,
        purpose: 'registration',
        version: 1,
        language: 'id',
        text: 'Setuju',
        button: 'agree',
        givenAt: services.now(),
        draftId: 0,
      });
    }
    // Every other one: nothing fails in a row.
    const failing = chats.filter((_, at) => at % 2 === 0);
    for (const chatId of failing)
      simulator.failNext({
        method: 'sendMessage',
        chatId,
        code: 400,
        description: 'Bad Request: chat not found',
      });
    const states = async (): Promise<Readonly<Record<string, number>>> => {
      const rows = await database.prisma.outgoing.groupBy({
        by: ['status'],
        where: { kind: 'report-reminder' },
        _count: true,
      });
      return Object.fromEntries(rows.map((row) => [row.status, row._count]));
    };
    const told = (owner: Owner): readonly string[] =>
      owner.person.messages.map(textOf).filter((text) => text.startsWith('Pesan otomatis untuk pemilik'));
    office.clock.set(`2026-11-01${NINE}`);
    await office.runJob('report-reminders');
    await office.idle();
    const { pending = 0, refused = 0 } = await states();
    expect(refused).toBeGreaterThanOrEqual(5);
    expect(pending).toBeGreaterThan(0);
    expect(told(admin)).toEqual([
      `Pesan otomatis untuk pemilik usaha dijeda: dari 20 pesan terakhir, 5 atau lebih tidak sampai.\n${pending} pesan menunggu dan dicoba lagi Minggu, 1 November 2026 pukul 10.00 WIB. Kalau terjadi lagi, mohon hubungi pengelola bot.`,
    ]);
    expect(told(elsewhere)).toEqual([]);

    simulator.clearFaults();
    office.clock.set('2026-11-01T02:59:00Z');
    await office.idle();
    expect((await states())['pending']).toBe(pending);
    office.clock.set('2026-11-01T03:00:00Z');
    await office.idle();
    expect(await states()).toEqual({ sent: chats.length - refused, refused });
    await office.close();
  });
});

describe('the days of the reminders', () => {
  it('are looked back for a month, also over the turn of a year', () => {
    const keys = (now: string): readonly string[] =>
      begunReminders(new Date(now), ZONE).map(({ month, day }) => `${month}:${day}`);
    expect(keys('2026-11-01T01:59:59Z')).toEqual(['2026-09:7', '2026-09:10']);
    expect(keys('2026-11-01T02:00:00Z')).toEqual(['2026-09:7', '2026-09:10', '2026-10:1']);
    expect(keys('2027-01-07T02:00:00Z')).toEqual(['2026-11:10', '2026-12:1', '2026-12:7']);
  });

  it('name the next one of the same month', () => {
    const next = (month: string, now: string): string | undefined =>
      nextReminderDay(month, localDate(new Date(now), ZONE))?.toString();
    expect(next('2026-10', '2026-11-01T03:00:00Z')).toBe('2026-11-07');
    expect(next('2026-10', '2026-11-07T03:00:00Z')).toBe('2026-11-10');
    expect(next('2026-10', '2026-11-10T03:00:00Z')).toBeUndefined();
    expect(next('2026-10', '2026-12-01T03:00:00Z')).toBeUndefined();
    expect(next('2026-12', '2027-01-02T03:00:00Z')).toBe('2027-01-07');
  });
});
