import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { setNik } from '../../../src/services/people/businesses.ts';
import { setStopped } from '../../../src/services/core/instance.ts';
import { finishRecovery } from '../../../src/services/data-rights/recovery.ts';
import { atomically } from '../../../src/services/core/services.ts';
import { DAY, HOUR } from '../../support/clock.ts';
import { officer, type MemberInChat } from '../../support/members.ts';
import { openOffice, type Office, type Owner } from '../../support/office.ts';
import { registeredPerson, storedOwner, registerIn } from '../../support/people.ts';

const NIK = '3525015503740001';
const OWN = '35.25.16';
const FOREIGN = '35.25.05';

describe('an account that was lost', () => {
  let office: Office;
  let budi: MemberInChat;
  beforeAll(async () => {
    office = await openOffice();
    budi = await officer(office, { kecamatan: [OWN] });
  });
  afterAll(() => office.close());

  interface Row {
    readonly id: number;
    readonly number: string;
    readonly business: string;
  }
  const press = (who: Owner, data: string): Promise<readonly string[]> =>
    who.act((person) => person.pressData(person.messages.at(-1)?.message_id ?? 0, data));
  const personOf = async (owner: Owner): Promise<Row> => {
    const { activePerson } = await office.database.prisma.account.findUniqueOrThrow({
      where: { chatId: owner.person.id },
      include: { activePerson: { include: { businesses: true } } },
    });
    if (activePerson === null) throw new Error('expected somebody who is registered');
    const { id, number, businesses } = activePerson;
    return { id, number, business: businesses[0]?.number ?? '' };
  };
  const chatsOf = async (personId: number): Promise<readonly number[]> =>
    (
      await office.database.prisma.personAccount.findMany({
        where: { personId },
        select: { account: { select: { chatId: true } } },
      })
    ).map((row) => Number(row.account.chatId));
  const phoneEnd = (owner: Owner): string => String(owner.person.id).padStart(4, '0').slice(-4);

  /** The officer at the desk, from the search to the link. */
  async function linkFor(owner: Owner, business: string): Promise<string> {
    await budi.walk('/petugas', '>Kenapa macet', business);
    await budi.tap(/^Siti Aminah/);
    await budi.walk('>Pulihkan akun', '>KTP cocok', phoneEnd(owner), '2009', 'lumpur');
    expect(budi.last).toContain('Jawabannya cocok.');
    const [text] = await budi.tap('Buat tautan');
    const code = /\?start=(p-[\w-]{24})\n/.exec(text ?? '')?.[1];
    if (code === undefined) throw new Error(`expected a link, got ${text}`);
    return code;
  }

  it('is opened in a new chat after a day, with forms and cases, and nobody else is moved', async () => {
    const old = await storedOwner(office);
    const siti = await personOf(old);
    await old.walk('/tanya', 'kapan ada pelatihan?');
    const { number: asked } = await office.database.prisma.case.findFirstOrThrow({ orderBy: { id: 'desc' } });
    // Her daughter uses the same phone.
    await registerIn(office, old, { person: { name: 'Ratna Dewi' } });
    const ratna = await personOf(old);
    expect(ratna.id).not.toBe(siti.id);
    await old.walk('/menu', '>Saya orang lain', '>Siti Aminah', '/lapor', '>Oktober 2026');

    const fresh = office.owner('Siti baru');
    const code = await linkFor(old, siti.business);
    expect(await fresh.say(`/start ${code}`)).toEqual([
      expect.stringContaining('dipindah ke obrolan ini pada Selasa, 3 November 2026 pukul 10.00 WIB'),
    ]);
    await office.idle();
    expect(old.last).toContain('Bu Siti, ada yang meminta data usaha Ibu dipindah ke HP lain');
    expect(old.buttons).toContain('Bukan saya');
    expect(budi.last).toContain(`Tautan untuk ${siti.business} sudah dibuka.\nNama di Telegram: Siti baru`);

    office.clock.advance(23 * HOUR);
    await office.runJob('recoveries');
    expect(await chatsOf(siti.id)).toEqual([old.person.id]);
    office.clock.advance(HOUR);
    await office.runJob('recoveries');
    await office.idle();
    expect(await chatsOf(siti.id)).toEqual([fresh.person.id]);
    expect(await chatsOf(ratna.id)).toEqual([old.person.id]);
    expect(fresh.last).toContain('Bu Siti, data usaha Ibu sekarang bisa dibuka di sini.');
    expect(old.last).toContain('tidak bisa lagi dibuka dari sini');

    await fresh.walk('>Menu', '>Lanjut laporan penjualan', '3 juta', '>Benar', '>Masih sama');
    expect((await fresh.say('/dataku')).join('\n')).toContain(siti.business);
    const { accountId } = await office.database.prisma.case.findUniqueOrThrow({
      where: { office_number: { office: 'gresik', number: asked } },
    });
    const chat = await office.database.prisma.account.findUniqueOrThrow({ where: { id: accountId ?? 0 } });
    expect(Number(chat.chatId)).toBe(fresh.person.id);
    expect((await old.say('/dataku')).join('\n')).not.toContain(siti.business);
    expect((await personOf(old)).id).toBe(ratna.id);
    expect(
      (
        await office.database.prisma.audit.findMany({
          where: { action: { startsWith: 'recovery.' }, subject: `person:${siti.number}` },
          orderBy: { id: 'asc' },
          select: { action: true },
        })
      ).map((row) => row.action),
    ).toEqual(['recovery.begin', 'recovery.link', 'recovery.opened', 'recovery.moved']);

    // The link is spent, for whoever finds it.
    const finder = office.owner('Tono');
    await finder.say(`/start ${code}`);
    expect(finder.person.messages.at(-2)?.text).toContain('tautan itu belum saya kenal');
    await press(old, 'recovery.1.stop');
    expect(old.last).toContain('Tidak ada pemindahan yang bisa dihentikan.');
  });

  it('stays where it is when the old chat objects', async () => {
    const old = await storedOwner(office);
    const siti = await personOf(old);
    const thief = office.owner('Maling');
    await thief.say(`/start ${await linkFor(old, siti.business)}`);
    await office.idle();
    const { id } = await office.database.prisma.recovery.findFirstOrThrow({ orderBy: { id: 'desc' } });
    // Neither the new chat nor a stranger can object or decide by hand.
    await press(thief, `recovery.${id}.stop`);
    await press(thief, `s.recover.${id}.stop`);
    expect((await old.tap('Bukan saya'))[0]).toBe('Pemindahan dihentikan. Tidak ada yang diubah.');
    await office.idle();
    expect(budi.last).toContain(`Pemindahan ${siti.business} dihentikan dari obrolan lama.`);
    office.clock.advance(2 * DAY);
    await office.runJob('recoveries');
    expect(await chatsOf(siti.id)).toEqual([old.person.id]);
    expect(await office.database.prisma.recovery.findUniqueOrThrow({ where: { id } })).toMatchObject({
      outcome: 'objected',
      openedAs: null,
    });
  });

  it('is not moved when the answers do not fit, and after three of them not today', async () => {
    const old = await storedOwner(office);
    const siti = await personOf(old);
    await setNik(office.services, siti.id, NIK);
    for (const year of ['2001', '2002', '2003']) {
      await press(budi, `s.recover.new.${siti.id}`);
      expect(budi.last).toContain('Orangnya mengaku Siti Aminah');
      await budi.walk('>KTP cocok', '550374', phoneEnd(old), year);
      expect(budi.last).toBe('Ada jawaban yang tidak cocok. Ini dicatat, dan tidak ada yang diubah.');
    }
    await press(budi, `s.recover.new.${siti.id}`);
    expect(budi.last).toContain('sudah tiga kali tidak cocok');
    expect(budi.buttons).not.toContain('KTP cocok');
    office.clock.advance(DAY + HOUR);
    await press(budi, `s.recover.new.${siti.id}`);
    await budi.walk('>KTP cocok', '55 03 74', phoneEnd(old), '2009');
    expect(budi.last).toContain('Jawabannya cocok.');
    expect(
      budi.person.messages.map((message) => message.text ?? '').filter((text) => text.includes(NIK)),
    ).toEqual([]);
    expect(
      await office.database.prisma.audit.count({
        where: { action: 'recovery.mismatch', subject: `person:${siti.number}` },
      }),
    ).toBe(3);
  });

  it('is not for an officer of another kecamatan, nor for a link that is a day old', async () => {
    const old = await storedOwner(office);
    const siti = await personOf(old);
    const rini = await officer(office, { name: 'Rini Astuti', kecamatan: [FOREIGN] });
    await press(rini, `s.recover.new.${siti.id}`);
    expect(rini.last).not.toContain('Siti');
    const code = await linkFor(old, siti.business);
    const { id } = await office.database.prisma.recovery.findFirstOrThrow({ orderBy: { id: 'desc' } });
    for (const verb of ['link', 'stop']) await press(rini, `s.recover.${id}.${verb}`);
    expect((await press(budi, `s.recover.${id}.link`))[0]).toContain('sudah dibuat');
    office.clock.advance(25 * HOUR);
    const fresh = office.owner('Siti baru');
    await fresh.say(`/start ${code}`);
    expect(fresh.person.messages.at(-2)?.text).toContain('tautan itu belum saya kenal');
    expect(await chatsOf(siti.id)).toEqual([old.person.id]);
  });

  it('waits while nothing can be sent, and is moved once when two processes come to it', async () => {
    const old = await storedOwner(office);
    const siti = await personOf(old);
    const fresh = office.owner('Siti baru');
    const code = await linkFor(old, siti.business);
    const { prisma } = office.database;
    await atomically(prisma, office.services, (inside) => setStopped(inside, budi.member.number, true));
    await fresh.say(`/start ${code}`);
    office.clock.advance(2 * DAY);
    await office.runJob('recoveries');
    expect(await chatsOf(siti.id)).toEqual([old.person.id]);
    await atomically(prisma, office.services, (inside) => setStopped(inside, budi.member.number, false));
    await office.runJob('recoveries');
    await office.idle();
    // The notice has only now arrived: there is a day left to object.
    expect(old.last).toContain('ada yang meminta data usaha');
    expect(await chatsOf(siti.id)).toEqual([old.person.id]);
    office.clock.advance(DAY);
    const { id } = await prisma.recovery.findFirstOrThrow({ orderBy: { id: 'desc' } });
    const done = await Promise.all(
      [1, 2].map(() => atomically(prisma, office.services, (inside) => finishRecovery(inside, id))),
    );
    expect(done.filter((moved) => moved)).toHaveLength(1);
    expect(await chatsOf(siti.id)).toEqual([fresh.person.id]);
  });

  it('leaves the open form of somebody else in the new chat as it is', async () => {
    const old = await storedOwner(office);
    const siti = await personOf(old);
    await old.walk('/lapor', '>Oktober 2026');
    const daughter = await storedOwner(office, { person: { name: 'Ratna Dewi' } });
    await daughter.walk('/lapor', '>Oktober 2026', '/menu');
    const ratna = await personOf(daughter);
    await daughter.say(`/start ${await linkFor(old, siti.business)}`);
    await office.idle();
    office.clock.advance(DAY + HOUR);
    await office.runJob('recoveries');
    const drafts = await office.database.prisma.draft.findMany({
      where: { form: 'report', byPerson: { in: [siti.number, ratna.number] } },
      select: { byPerson: true, status: true },
    });
    expect(drafts).toEqual(
      expect.arrayContaining([
        { byPerson: siti.number, status: 'discarded' },
        { byPerson: ratna.number, status: 'open' },
      ]),
    );
    await daughter.walk('/menu', '>Saya orang lain', '>Ratna Dewi', '>Lanjut laporan penjualan', '3 juta');
    expect(daughter.last).toContain('Rp3.000.000');
  });

  it('is not offered for who was entered by somebody else: they take over with a consent of their own', async () => {
    const { id } = await registeredPerson(office.services, { chatId: null, name: 'Wati Lestari' });
    await office.database.prisma.person.update({ where: { id }, data: { source: 'helper' } });
    await press(budi, `s.stuck.p${id}`);
    expect(budi.last).toContain('Wati Lestari');
    expect(budi.last).toContain('Tidak memakai bot.');
    expect(budi.buttons).toEqual(['Cari lagi', 'Menu petugas']);
    await press(budi, `s.recover.new.${id}`);
    expect(budi.buttons).not.toContain('KTP cocok');
  });

  it('leaves nothing behind of who was erased meanwhile', async () => {
    const old = await storedOwner(office);
    const siti = await personOf(old);
    const fresh = office.owner('Siti baru');
    await fresh.say(`/start ${await linkFor(old, siti.business)}`);
    await old.walk('/hapus', 'hapus');
    expect(await office.database.prisma.recovery.count({ where: { personNumber: siti.number } })).toBe(0);
    office.clock.advance(2 * DAY);
    await office.runJob('recoveries');
    expect(await office.database.prisma.personAccount.count({ where: { personId: siti.id } })).toBe(0);
  });
});
