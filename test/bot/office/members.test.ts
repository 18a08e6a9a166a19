import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { invite } from '../../../src/services/office/members.ts';
import { atomically } from '../../../src/services/core/services.ts';
import { appoint, officer, type MemberInChat } from '../../support/members.ts';
import { openOffice, type Office } from '../../support/office.ts';
import { announce } from '../../support/recipients.ts';

describe('roles in the office', () => {
  let office: Office;
  let admin: MemberInChat;
  beforeAll(async () => {
    office = await openOffice();
    admin = await officer(office, { name: 'Budi Santoso', role: 'admin', rights: ['send', 'export'] });
  });
  afterAll(() => office.close());

  const invitation = async (): Promise<string> => {
    const made = await atomically(office.database.prisma, office.services, (inside) =>
      invite(inside, 'cli', {
        name: 'Rini Astuti',
        role: 'officer',
        rights: ['send'],
        kecamatan: [],
        post: 'Petugas pelatihan',
        letter: '800/12/2026',
      }),
    );
    if (made.kind !== 'invited') throw new Error(`expected an invitation, got ${made.kind}`);
    return made.code;
  };
  const menuOf = (chatId: number): readonly unknown[] =>
    office.simulator
      .callsOf('setMyCommands')
      .filter((call) => JSON.stringify(call.parameters).includes(String(chatId)));

  it('begin when the inviter confirms who came, and end at once', async () => {
    const code = await invitation();
    const rini = office.owner('Rini');
    expect(await rini.say(`/start i-${code}`)).toEqual([expect.stringContaining('menunggu konfirmasi')]);
    expect(await rini.say('/petugas')).toEqual(['Maaf, itu hanya untuk petugas yang ditugaskan.']);
    await office.idle();
    expect(admin.last).toContain('Nama di Telegram: Rini');
    expect(await admin.tap('Ya, benar')).toEqual([expect.stringContaining('mulai berlaku')]);
    await office.idle();
    expect(rini.last).toContain('Selamat bertugas, Rini Astuti. Peran: petugas Dinas.');
    await rini.say('/petugas');
    expect(rini.last).toContain('Menu petugas\nRini Astuti, petugas Dinas');
    expect(rini.buttons).toContain('Umumkan pelatihan');
    expect(rini.buttons).not.toContain('Petugas dan peran');
    expect(menuOf(rini.person.id)).toHaveLength(1);

    // The same link is spent, for whoever finds it.
    const finder = office.owner('Tono');
    await finder.say(`/start i-${code}`);
    expect(finder.person.messages.at(-2)?.text).not.toContain('menunggu konfirmasi');

    await rini.walk('/petugas', '>Umumkan pelatihan', '>Pelatihan baru');
    await admin.walk(
      '/petugas',
      '>Petugas dan peran',
      '>Rini Astuti · petugas Dinas',
      '>Akhiri peran',
      '>Ya, akhiri',
    );
    // Told at once, not when the form is done.
    await office.idle();
    expect(rini.last).toContain('sebagai petugas Dinas sudah berakhir');
    expect(await rini.say('Pelatihan Kemasan')).toEqual(['Maaf, itu hanya untuk petugas yang ditugaskan.']);
    expect(await rini.tap('Menu petugas')).toEqual(['Maaf, itu hanya untuk petugas yang ditugaskan.']);
    expect(office.simulator.callsOf('deleteMyCommands').length).toBeGreaterThan(0);
    const { details } = await office.database.prisma.audit.findFirstOrThrow({
      where: { action: 'member.revoke' },
    });
    expect(details).toEqual({ held: 0, freed: 0 });
  });

  it('end as thoroughly when the same chat gets another one: no case and no sending stays with the old one', async () => {
    const { prisma } = office.database;
    const rini = await officer(office, { name: 'Rini Astuti' });
    const siti = office.owner('Siti');
    await siti.walk('/tanya', 'Kapan ada pelatihan lagi?');
    const { id: caseId } = await prisma.case.findFirstOrThrow({ orderBy: { id: 'desc' } });
    await rini.act((person) =>
      person.pressData(person.lastMessage?.message_id ?? 0, `s.case.${caseId}.claim`),
    );
    const { id: announcementId } = await announce(prisma, office.services, rini.member, {
      at: new Date(office.clock.now().getTime() + 3_600_000),
    });
    expect((await prisma.case.findUniqueOrThrow({ where: { id: caseId } })).assignee).toBe(
      rini.member.number,
    );

    const promoted = await appoint(office, rini, { name: 'Rini Astuti', role: 'admin' });
    expect(promoted.number).not.toBe(rini.member.number);
    expect((await prisma.case.findUniqueOrThrow({ where: { id: caseId } })).assignee).toBeNull();
    expect(await prisma.announcement.findUniqueOrThrow({ where: { id: announcementId } })).toMatchObject({
      status: 'held',
      statusReason: 'creator-revoked',
    });
    expect(
      await prisma.audit.findFirst({ where: { action: 'member.revoke', subject: rini.member.number } }),
    ).toMatchObject({ actor: 'cli', details: { held: 1, freed: 1 } });
    // The welcome alone is told.
    expect(rini.person.messages.map((message) => message.text ?? '').join()).not.toContain('sudah berakhir');
    expect(
      await prisma.member.count({ where: { accountId: promoted.accountId ?? 0, revokedAt: null } }),
    ).toBe(1);
  });

  it('are refused to whom the inviter does not know', async () => {
    const code = await invitation();
    const tono = office.owner('Tono');
    await tono.say(`/start i-${code}`);
    await office.idle();
    expect(await admin.tap('Bukan, tolak')).toEqual(['Baik, undangan itu ditolak.']);
    expect(await tono.say('/petugas')).toEqual(['Maaf, itu hanya untuk petugas yang ditugaskan.']);
  });

  it('are not given by buttons that somebody made by hand', async () => {
    const code = await invitation();
    const tono = office.owner('Tono');
    await tono.say(`/start i-${code}`);
    const { id } = await office.database.prisma.invitation.findFirstOrThrow({ orderBy: { id: 'desc' } });
    const message = tono.person.messages.at(-1)?.message_id ?? 0;
    await tono.act((person) => person.pressData(message, `s.member.${id}.yes`));
    await tono.act((person) => person.pressData(message, `s.revoke.${admin.member.number}.yes`));
    expect(await tono.say('/petugas')).toEqual(['Maaf, itu hanya untuk petugas yang ditugaskan.']);
    expect(await admin.say('/petugas')).toEqual([expect.stringContaining('Budi Santoso, admin')]);
  });
});

describe('settings that decide who is asked', () => {
  it('stand in the audit log when they change', async () => {
    const first = await openOffice();
    const changes = (): Promise<readonly { readonly details: unknown }[]> =>
      first.database.prisma.audit.findMany({
        where: { action: 'setting.changed', subject: 'SECOND_PERSON_ABOVE' },
        orderBy: { id: 'asc' },
        select: { details: true },
      });
    expect(await changes()).toEqual([{ details: { from: null, to: '200' } }]);
    await first.rebuild();
    expect(await changes()).toHaveLength(1);
    await first.close();
  });
});
