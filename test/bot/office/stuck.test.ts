import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { officer, type MemberInChat } from '../../support/members.ts';
import { openOffice, type Office, type Owner } from '../../support/office.ts';
import { storedOwner } from '../../support/people.ts';

const OWN = '35.25.16';
const FOREIGN = '35.25.05';

describe('why somebody is stuck', () => {
  let office: Office;
  let budi: MemberInChat;
  beforeAll(async () => {
    office = await openOffice();
    budi = await officer(office, { kecamatan: [OWN] });
  });
  afterAll(() => office.close());

  const press = (who: Owner, data: string): Promise<readonly string[]> =>
    who.act((person) => person.pressData(person.messages.at(-1)?.message_id ?? 0, data));
  const rowOf = async (
    owner: Owner,
  ): Promise<{ readonly personId: number; readonly number: string; readonly accountId: number }> => {
    const account = await office.database.prisma.account.findUniqueOrThrow({
      where: { chatId: owner.person.id },
      include: { activePerson: { include: { businesses: true } } },
    });
    return {
      personId: account.activePersonId ?? 0,
      number: account.activePerson?.businesses[0]?.number ?? '',
      accountId: account.id,
    };
  };

  it('is found by number, phone and name, each search recorded without the words', async () => {
    const owner = await storedOwner(office, {
      person: { name: 'Zulaikha Wijayanti' },
      business: { name: 'Kerupuk Zahra' },
    });
    const { number, personId } = await rowOf(owner);
    await owner.walk('lapor September 3 juta', '>Benar');
    const report = await office.database.prisma.salesReport.findFirstOrThrow({ orderBy: { id: 'desc' } });
    const phone = `0812-0000-${owner.person.id}`;
    for (const wanted of [number, number.toLowerCase(), report.number, phone, 'zulaikha', 'kerupuk zah']) {
      await budi.walk('/petugas', '>Kenapa macet', wanted);
      expect(budi.buttons[0], wanted).toBe(`Zulaikha W…, ${number}`);
    }
    await budi.walk('>Cari lagi', 'Supriyadi');
    expect(budi.last).toBe('Tidak ada yang cocok di wilayah tugas ini.');
    const searches = await office.database.prisma.audit.findMany({
      where: { action: 'person.search' },
      select: { details: true, subject: true },
      orderBy: { id: 'asc' },
    });
    expect(searches.at(-1)).toEqual({ details: { by: 'name', found: 0 }, subject: null });
    expect(searches).toHaveLength(7);
    expect(JSON.stringify(searches)).not.toContain('zulaikha');
    expect(
      await office.database.prisma.draft.count({ where: { form: 'find-person', payload: { not: null } } }),
    ).toBe(0);

    const rini = await officer(office, { name: 'Rini Astuti', kecamatan: [FOREIGN] });
    await rini.walk('/petugas', '>Kenapa macet', number);
    expect(rini.last).toBe('Tidak ada yang cocok di wilayah tugas ini.');
    for (const verb of ['', '.free', '.yes'])
      expect((await press(rini, `s.stuck.p${personId}${verb}`)).join('\n')).toContain('sudah tidak dipakai');
  });

  it('is shown: the form, its last question, what failed, what is stopped; then the chat is set free', async () => {
    const owner = await storedOwner(office);
    const { number, personId, accountId } = await rowOf(owner);
    await owner.walk('/berhenti', '>Pengingat lapor', '/lapor', '>Oktober 2026', 'entah berapa');
    await office.database.prisma.inboxUpdate.create({
      data: {
        botId: 1,
        updateId: 1,
        chatId: owner.person.id,
        attempts: 3,
        outcome: 'set-aside',
        receivedAt: office.clock.now(),
        handledAt: office.clock.now(),
      },
    });
    const [standing] = await press(budi, `s.stuck.p${personId}`);
    expect(standing).not.toContain('Kabar pelatihan');
    expect(standing).toContain(
      [
        'Siti Aminah',
        number,
        'Obrolan: bisa dihubungi.',
        'Sedang menunggu jawaban: Laporan penjualan',
        '• Laporan penjualan: berhenti sejak Senin, 2 November 2026 pukul 10.00 WIB, sisa 2 pertanyaan',
        '  Pertanyaan terakhir: Penjualan',
        '  Jawaban belum cocok 1 kali',
      ].join('\n'),
    );
    expect(standing).toContain(
      [
        'Gangguan dua hari terakhir:',
        '• Pesan Senin, 2 November 2026 pukul 10.00 WIB: disisihkan setelah tiga kali dicoba, dicoba 3 kali',
        'Dihentikan sendiri: pengingat lapor',
      ].join('\n'),
    );
    await budi.walk('>Bebaskan', '>Ya, bebaskan');
    expect(budi.last).toContain('sudah dibebaskan');
    const account = await office.database.prisma.account.findUniqueOrThrow({ where: { id: accountId } });
    expect(account.state).toBeNull();
    await office.idle();
    expect(owner.last).toBe(
      'Bu Siti, petugas sudah membantu membuka obrolan ini lagi. Jawaban yang sudah ada tetap tersimpan.\nSilakan lanjut lewat menu.',
    );
    await owner.walk('>Menu', '>Lanjut laporan penjualan');
    await owner.walk('3 juta');
    expect(owner.last).toContain('Rp3.000.000');
    expect(
      (
        await office.database.prisma.audit.findMany({
          where: { actor: budi.member.number, subject: { startsWith: 'person:' } },
          select: { action: true },
          orderBy: { id: 'asc' },
        })
      ).map((row) => row.action),
    ).toEqual(['person.standing', 'conversation.free']);
  });

  it('says that a chat has blocked the bot, and which message did not arrive', async () => {
    const owner = await storedOwner(office);
    const { personId } = await rowOf(owner);
    await press(budi, `s.stuck.p${personId}.yes`);
    await owner.act((person) => person.block());
    await office.idle();
    const [standing] = await press(budi, `s.stuck.p${personId}`);
    expect(standing).toContain('Obrolan: memblokir bot atau tidak aktif sejak Senin, 2 November 2026');
  });

  it('finds who has not registered by the number of a case, for who has no limit alone', async () => {
    const owner = office.owner('Tono');
    await owner.walk(
      '/start',
      '>Daftarkan usaha saya',
      '>Setuju',
      'Tono Wibowo',
      '/tanya',
      'apa saya sudah terdaftar?',
    );
    const { number } = await office.database.prisma.case.findFirstOrThrow({ orderBy: { id: 'desc' } });
    await budi.walk('/petugas', '>Kenapa macet', number);
    expect(budi.last).toContain('Tidak ada yang cocok');
    const rini = await officer(office, { name: 'Rini Astuti' });
    await rini.walk('/petugas', '>Kenapa macet', number);
    const [standing] = await rini.tap('Belum terdaftar');
    expect(standing).toContain('Belum terdaftar');
    expect(standing).toContain('Pertanyaan terakhir: Sapaan');
    expect(standing).not.toContain('Tono');
    const { accountId } = await rowOf(owner);
    await press(budi, `s.stuck.a${accountId}.yes`);
    expect(budi.person.toasts.at(-1)?.text).toContain('sudah tidak dipakai');
    // Nor is a registered owner reached by the number of the chat.
    const siti = await rowOf(await storedOwner(office));
    expect((await press(rini, `s.stuck.a${siti.accountId}`)).join('\n')).not.toContain('Siti');
  });
});
