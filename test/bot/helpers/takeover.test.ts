import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { selectAudience } from '../../../src/services/announcements/audience.ts';
import { erasePerson } from '../../../src/services/data-rights/erasure.ts';
import { revokeMember } from '../../../src/services/roles/role-ends.ts';
import { myData, myForms } from '../../../src/services/data-rights/my-data.ts';
import { deskOf } from '../../../src/services/data-rights/recovery.ts';
import { atomically } from '../../../src/services/core/services.ts';
import { assistedOwner, byHand, type AssistedOwner } from '../../support/assisted.ts';
import { officer, type MemberInChat } from '../../support/members.ts';
import { openOffice, registrationSteps, type Office, type Owner } from '../../support/office.ts';
import { registeredPerson } from '../../support/people.ts';
import { everybody } from '../../support/recipients.ts';

const PHONES = {
  siti: '+6281233334444',
  hadi: '+6281255556666',
  ani: '+6281277778888',
  list: '+6281299990000',
};

describe('an owner whom a helper has entered', () => {
  let office: Office;
  let rina: MemberInChat;
  let budi: MemberInChat;
  let siti: AssistedOwner;
  let hadi: AssistedOwner;
  let ani: AssistedOwner;
  beforeAll(async () => {
    office = await openOffice();
    rina = await officer(office, { name: 'Rina Wati', role: 'helper', rights: [] });
    budi = await officer(office);
    siti = await assistedOwner(office, rina.member, { phone: PHONES.siti });
    hadi = await assistedOwner(office, rina.member, {
      name: 'Hadi Purnomo',
      salutation: 'L',
      business: 'Warung Pak Hadi',
      phone: PHONES.hadi,
    });
    ani = await assistedOwner(office, rina.member, {
      name: 'Ani Lestari',
      business: 'Jamu Bu Ani',
      phone: PHONES.ani,
    });
  });
  beforeEach(() => office.clock.advance(60_000));
  afterAll(() => office.close());

  const person = (of: AssistedOwner) =>
    office.database.prisma.person.findUniqueOrThrow({
      where: { id: of.personId },
      include: { accounts: true, consents: { orderBy: { id: 'asc' } } },
    });
  const somebody = async (): Promise<Owner> => {
    const owner = office.owner();
    await owner.say('/start');
    return owner;
  };

  it('is told nothing, asked nothing and announced nothing, and stands in no audience', async () => {
    const { prisma } = office.database;
    const services = office.services;
    const selection = await selectAudience(services, everybody, { urgent: true });
    expect(selection.reached).toEqual([]);
    expect(selection.notReached['no-telegram']).toBe(3);
    // Somebody who uses the bot, so that it shows that the job has run.
    const reminded = await registeredPerson(services, { news: false });
    await prisma.consent.create({
      data: {
        office: 'gresik',
        personId: reminded.id,
        personNumber: reminded.number,
        purpose: 'registration',
        version: 1,
        language: 'id',
        text: 'Setuju?',
        button: 'agree',
        givenAt: services.now(),
      },
    });
    office.clock.set('2026-12-01T02:00:00Z');
    await office.runJob('report-reminders');
    const reminders = await prisma.outgoing.findMany({ where: { kind: 'report-reminder' } });
    expect([...new Set(reminders.map((it) => it.personId))]).toEqual([reminded.id]);
    expect(await prisma.application.count()).toBe(0);
    const purposes = await prisma.consent.findMany({ select: { purpose: true } });
    expect(new Set(purposes.map((it) => it.purpose))).toEqual(new Set(['registration']));
  });

  it('is not found by another number, nor by a contact of somebody else', async () => {
    const other = await somebody();
    expect((await other.act((it) => it.shareContact('6281200001111'))).join()).toContain('Belum ada data');
    const foreign = await other.act((it) =>
      it.sendContact({ phone_number: PHONES.siti, first_name: 'Siti', user_id: 77 }),
    );
    expect(foreign.join()).toContain('bukan nomor dari akun Telegram ini');
    expect(foreign.join()).not.toMatch(/Otak|ambil alih/);
    const without = await other.act((it) =>
      it.sendContact({ phone_number: PHONES.siti, first_name: 'Siti' }),
    );
    expect(without.join()).not.toMatch(/Otak|ambil alih/);
    expect(await office.database.prisma.takeover.count()).toBe(0);
  });

  it('takes over with the own number and the own consent, and the access of the helper ends at once', async () => {
    const { prisma } = office.database;
    const owner = await somebody();
    await owner.tap('Saya didata pendamping');
    expect(owner.buttons).toContain('Kirim nomor HP ini');
    await owner.act((it) => it.shareContact(PHONES.siti.slice(1)));
    expect(owner.last).toContain('Otak-otak Bu Siti');
    // Somebody else cannot press that button, nor one with the next number.
    const { id } = await prisma.takeover.findFirstOrThrow({ orderBy: { id: 'desc' } });
    const thief = await somebody();
    for (const data of [`claim.${id}`, `claim.${id + 1}`])
      expect((await thief.act(byHand(data))).join()).not.toMatch(/izin|Siti/);
    await owner.tap('Ya, ambil alih');
    expect(owner.last).toContain('Apakah Ibu setuju?');
    expect((await person(siti)).accounts).toEqual([]);
    await owner.tap('Setuju');
    expect(owner.last).toContain('Sekarang data usaha ini milik Ibu sendiri, Bu Siti.');

    const now = await person(siti);
    expect(now.assistedBy).toBeNull();
    expect(now.accounts).toHaveLength(1);
    expect(now.consents.map((it) => [it.button, it.withdrawnAt !== null])).toEqual([
      ['oral', true],
      ['agree', false],
    ]);
    await office.idle();
    expect(rina.last).toContain('Bu Siti sekarang mengisi sendiri.');
    expect(rina.last).not.toMatch(/Rp|\d/);
    const said = await rina.act(byHand(`s.help.o.${siti.businessId}`));
    expect(said.join()).not.toContain('Otak');
    await rina.walk('/petugas', '>Pendampingan', '>Pemilik saya');
    expect(rina.buttons.join()).not.toContain('Siti');
    const logged = await prisma.audit.findFirstOrThrow({ where: { action: 'helper.takeover' } });
    expect(logged).toMatchObject({
      subject: siti.personNumber,
      details: { by: 'phone', helper: rina.member.number },
    });
    expect((await owner.say('/dataku')).join()).toContain('Otak-otak Bu Siti');
    // What the helper wrote down is the owner's, and the witness stands in it.
    expect(JSON.stringify(await myForms(office.services, siti.personId))).toContain('Karno Saksi');
    const { consents } = await myData(office.services, siti.personId);
    expect(consents[0]?.details).toMatchObject({ helper: rina.member.number, witness: 'Karno Saksi' });
    expect((await thief.act(byHand(`claim.${id}`))).join()).not.toMatch(/Siti/);
  });

  it('is not taken over by a helper who wrote down the own number, nor by who made the link', async () => {
    const { prisma } = office.database;
    const sly = await officer(office, { name: 'Joko', role: 'helper', rights: [] });
    const victim = await assistedOwner(office, sly.member, {
      name: 'Wati',
      business: 'Pecel Wati',
      phone: `+${sly.person.phone}`,
    });
    expect((await sly.act((it) => it.shareContact())).join()).not.toMatch(/Pecel|ambil alih/);
    await budi.act(byHand(`s.biz.${victim.businessId}.link`));
    const payload = /start=(a-[\w-]+)/.exec(budi.last)?.[1] ?? '';
    expect((await budi.act((it) => it.start(payload))).join()).not.toContain('Pecel');
    expect(await prisma.personAccount.count({ where: { personId: victim.personId } })).toBe(0);
    // The helper's own data, as an owner, holds nothing of those who were helped.
    const own = await registeredPerson(office.services, { chatId: sly.person.id, news: false });
    const { id: accountId } = await prisma.account.findUniqueOrThrow({ where: { chatId: sly.person.id } });
    expect(await prisma.draft.count({ where: { accountId, form: 'helper-register' } })).toBe(1);
    expect(JSON.stringify(await myForms(office.services, own.id))).not.toContain('helper-register');
    await prisma.person.delete({ where: { id: victim.personId } });
  });

  it('is offered it in the middle of an own registration, and can go on with that instead', async () => {
    const owner = await somebody();
    await owner.walk(...registrationSteps.slice(0, 14));
    await owner.act((it) => it.shareContact(PHONES.hadi.slice(1)));
    expect(owner.last).toContain('Warung Pak Hadi');
    await owner.tap('Bukan usaha saya');
    await owner.tap('Lanjutkan');
    await owner.act((it) => it.shareContact(PHONES.hadi.slice(1)));
    expect(owner.last).toContain('Sudah benar semua?');
    expect((await person(hadi)).assistedBy).toBe(rina.member.number);
  });

  it('takes over by a link of the office, which works once and for an hour', async () => {
    const { prisma } = office.database;
    await budi.act(byHand(`s.biz.${hadi.businessId}`));
    await budi.tap('Tautan untuk pemilik');
    const payload = /start=(a-[\w-]+)/.exec(budi.last)?.[1] ?? '';
    expect(payload).not.toBe('');
    const row = await prisma.takeover.findFirstOrThrow({ orderBy: { id: 'desc' } });
    expect(JSON.stringify(row)).not.toContain(payload.slice(2));
    office.clock.advance(61 * 60_000);
    const late = await somebody();
    expect((await late.act((it) => it.start(payload))).join()).not.toContain('Hadi');
    await budi.act(byHand(`s.biz.${hadi.businessId}.link`));
    const fresh = /start=(a-[\w-]+)/.exec(budi.last)?.[1] ?? '';
    const owner = await somebody();
    await owner.act((it) => it.start(fresh));
    expect(owner.last).toContain('Warung Pak Hadi');
    const second = await somebody();
    expect((await second.act((it) => it.start(fresh))).join()).not.toContain('Hadi');
    await owner.walk('>Ya, ambil alih', '>Setuju');
    expect(owner.last).toContain('milik Bapak sendiri, Pak Hadi');
    expect((await person(hadi)).assistedBy).toBeNull();
    // A helper cannot make such a link.
    const before = await prisma.takeover.count();
    await rina.act(byHand(`s.biz.${ani.businessId}.link`));
    expect(await prisma.takeover.count()).toBe(before);
    // Nobody has lost a chat that never was: that way would need no consent of the owner.
    expect(await deskOf(office.services, budi.member, ani.personId)).toBeUndefined();
    // Nor an officer of another kecamatan.
    const far = await officer(office, { name: 'Eko', kecamatan: ['35.25.10'] });
    await far.act(byHand(`s.biz.${ani.businessId}.link`));
    expect(await prisma.takeover.count()).toBe(before);
  });

  it('also one of an imported list, who has never consented', async () => {
    const { prisma } = office.database;
    const imported = await registeredPerson(office.services, {
      chatId: null,
      news: false,
      name: 'Tutik Rahayu',
    });
    await prisma.person.update({
      where: { id: imported.id },
      data: { source: 'import', phoneIndex: office.services.seal.index('phone', PHONES.list) },
    });
    await rina.act(byHand(`s.help.o.${imported.businessIds[0] ?? 0}`));
    expect(rina.last).not.toContain('Tutik');
    const owner = await somebody();
    await owner.act((it) => it.shareContact(PHONES.list));
    await owner.walk('>Ya, ambil alih', '>Tidak setuju');
    expect(await prisma.personAccount.count({ where: { personId: imported.id } })).toBe(0);
    await owner.act((it) => it.shareContact(PHONES.list));
    await owner.walk('>Ya, ambil alih', '>Setuju');
    expect(await prisma.personAccount.count({ where: { personId: imported.id } })).toBe(1);
    expect(await prisma.consent.count({ where: { personId: imported.id, withdrawnAt: null } })).toBe(1);
  });

  it('goes to another helper when the office says so, also from one whose role has ended', async () => {
    const { prisma } = office.database;
    const lia = await officer(office, { name: 'Lia Sari', role: 'helper', rights: [] });
    await atomically(prisma, office.services, (inside) => revokeMember(inside, 'cli', rina.member.number));
    // A helper cannot do so, not by hand either.
    await lia.act(byHand(`s.help.to.${rina.member.number}.${lia.member.number}.yes`));
    expect((await person(ani)).assistedBy).toBe(rina.member.number);
    await budi.walk('/petugas', '>Pendampingan', '>Alihkan pemilik');
    await budi.walk('>Rina Wati (berhenti): 1', '>Lia Sari · pendamping');
    expect(budi.last).toContain('1 pemilik dialihkan dari Rina Wati kepada Lia Sari');
    await budi.tap('Ya, alihkan');
    expect(budi.last).toContain('1 pemilik sudah dialihkan kepada Lia Sari.');
    await office.idle();
    expect(lia.last).toContain('1 pemilik dialihkan');
    await lia.walk('/petugas', '>Pendampingan', '>Pemilik saya', '>Bu Ani (Jamu Bu Ani)');
    expect(lia.last).toContain('Jamu Bu Ani');
    expect(
      await prisma.audit.count({ where: { action: 'helper.handover', actor: budi.member.number } }),
    ).toBe(1);
  });

  it('can withdraw the consent through the helper, who sees nothing of them from then on', async () => {
    const { prisma } = office.database;
    const dian = await officer(office, { name: 'Dian', role: 'helper', rights: [] });
    const owner = await assistedOwner(office, dian.member, { name: 'Yuli Astuti', business: 'Kue Yuli' });
    // Another helper cannot, not by hand either.
    await rina.act(byHand(`s.help.stop.${owner.businessId}.yes`));
    expect((await person(owner)).consents[0]?.withdrawnAt).toBeNull();
    await dian.walk('/petugas', '>Pendampingan', '>Pemilik saya', '>Bu Yuli (Kue Yuli)');
    await dian.walk('>Pemilik menarik izin', '>Ya, dan minta dihapus');
    expect(dian.last).toContain('Permintaan hapus diteruskan dengan nomor K-');
    expect((await person(owner)).consents[0]?.withdrawnAt).not.toBeNull();
    expect(await prisma.case.count({ where: { kind: 'erasure', personId: owner.personId } })).toBe(1);
    expect((await dian.act(byHand(`s.help.o.${owner.businessId}`))).join()).not.toContain('Yuli');
    await dian.walk('/petugas', '>Pendampingan');
    expect(dian.last).toContain('Usaha yang didampingi: 0');
  });

  it('is erased with everything that the helper wrote down', async () => {
    const { prisma } = office.database;
    await atomically(prisma, office.services, (inside) => erasePerson(inside, { personId: ani.personId }));
    expect(await prisma.person.count({ where: { id: ani.personId } })).toBe(0);
    expect(await prisma.draft.count({ where: { form: 'helper-register', status: 'submitted' } })).toBe(4);
    const proof = await prisma.consent.findFirstOrThrow({ where: { personNumber: ani.personNumber } });
    expect(proof).toMatchObject({ personId: null, draftId: null, button: 'oral' });
    expect(proof.details).not.toHaveProperty('witness');
  });
});
