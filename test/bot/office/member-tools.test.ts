import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { verifyAudit } from '../../../src/services/core/audit.ts';
import { revokeMember } from '../../../src/services/roles/role-ends.ts';
import { atomically } from '../../../src/services/core/services.ts';
import { invitedOfficer, officer, type MemberInChat } from '../../support/members.ts';
import { openOffice, type Office, type Owner } from '../../support/office.ts';
import { announced } from '../../support/announced.ts';

const CERME = '35.25.11';
const MENGANTI = '35.25.13';
const NO_DUTY = 'Maaf, itu hanya untuk petugas yang ditugaskan.';

describe('members of the office, in the chat', () => {
  let office: Office;
  let admin: MemberInChat;
  let local: MemberInChat;
  const standing = async (number: string) =>
    office.database.prisma.member.findUniqueOrThrow({
      where: { number },
      select: { rights: true, kecamatan: true, revokedAt: true },
    });
  const press = (owner: Owner, data: string): Promise<readonly string[]> =>
    owner.act((person) => person.pressData(person.messages.at(-1)?.message_id ?? 0, data));
  const inviteRini = [
    '/petugas',
    '>Petugas dan peran',
    '>Undang petugas',
    '>Petugas Dinas',
    'rini astuti',
    'Staf bidang UMKM',
    '800/12/2026',
    '>☐ Cerme',
    '>☐ Menganti',
    '>Selesai',
    '>☐ kirim pengumuman',
    '>Selesai',
  ];
  beforeAll(async () => {
    office = await openOffice();
    admin = await officer(office, { name: 'Budi Santoso', role: 'admin', rights: ['send', 'export'] });
    local = await officer(office, {
      name: 'Dewi Lestari',
      role: 'admin',
      rights: ['export'],
      kecamatan: [CERME, MENGANTI],
    });
  });
  // Nobody presses as fast as a test: the limit of a chat is not what is tried here.
  beforeEach(() => office.clock.advance(120_000));
  afterAll(() => office.close());

  it('are invited by a form; its link is shown once, works once, and gives what was ticked', async () => {
    await admin.walk(...inviteRini);
    expect(admin.last).toContain('Peran: petugas Dinas');
    expect(admin.last).toContain('Nama: Rini Astuti');
    expect(admin.last).toContain('Wilayah: Cerme, Menganti');
    await admin.tap('Buat undangan');
    const link = /https:\/\/t\.me\/(\w+)\?start=(i-[\w-]{24})/.exec(admin.last);
    expect(link?.[1]).toBeTruthy();
    await admin.walk('/petugas', '>Petugas dan peran', '>Undangan: 1');
    expect(admin.last).not.toContain('t.me');
    expect(admin.buttons).toContain('Rini Astu… · belum dibu…');

    const rini = office.owner('Rini');
    await rini.say(`/start ${link?.[2] ?? ''}`);
    await office.idle();
    await admin.tap('Ya, benar');
    const member = await office.database.prisma.member.findFirstOrThrow({ orderBy: { id: 'desc' } });
    expect(member).toMatchObject({
      role: 'officer',
      rights: ['send'],
      kecamatan: [CERME, MENGANTI],
      letter: '800/12/2026',
      addedBy: admin.member.number,
    });
    await admin.walk('/petugas', '>Petugas dan peran', '>Rini Astuti · petugas Dinas');
    expect(admin.last).toContain('Jabatan: Staf bidang UMKM');
    expect(admin.last).toContain('Hak tambahan: kirim pengumuman\nWilayah: Cerme, Menganti');
  });

  it('are never given more than the inviter holds', async () => {
    await local.walk(
      '/petugas',
      '>Petugas dan peran',
      '>Undang petugas',
      '>Staf program',
      'Tono Wibowo',
      '>Lewati',
      '>Lewati',
    );
    expect(local.buttons).toEqual(expect.arrayContaining(['Semua wilayah saya', '☐ Cerme', '☐ Menganti']));
    expect(local.buttons).not.toContain('Seluruh kabupaten');
    expect(local.buttons).not.toContain('☐ Driyorejo');
    await local.tap('Semua wilayah saya');
    expect(local.buttons).toContain('☐ ekspor berkas');
    expect(local.buttons).not.toContain('☐ kirim pengumuman');
    await local.walk('>Tanpa hak tambahan', '>Buat undangan');
    const made = await office.database.prisma.invitation.findFirstOrThrow({ orderBy: { id: 'desc' } });
    expect(made).toMatchObject({ rights: [], kecamatan: [CERME, MENGANTI], createdBy: local.member.number });
  });

  it('are not there any more once the invitation is withdrawn', async () => {
    const { id } = await office.database.prisma.invitation.findFirstOrThrow({ orderBy: { id: 'desc' } });
    await admin.walk(
      '/petugas',
      '>Petugas dan peran',
      '>Undangan: 1',
      '>Tono Wibowo · staf program · belum dibuka',
    );
    expect(admin.last).toContain('Tarik undangan untuk Tono Wibowo');
    await admin.tap('Ya, tarik');
    expect(admin.last).toBe('Undangan itu sudah ditarik.');
    expect((await press(admin, `s.invitation.${id}.yes`)).join()).toContain('sudah diputuskan');
    expect(await office.database.prisma.invitation.findUniqueOrThrow({ where: { id } })).toMatchObject({
      outcome: 'withdrawn',
      decidedBy: admin.member.number,
    });
  });

  it('lose at once what is taken from them, also what waits to be sent, and are told', async () => {
    const eko = await officer(office, { name: 'Eko Prasetyo', rights: ['send', 'nik'], kecamatan: [CERME] });
    const code = 'XY34ZW';
    await announced(office, { code, sent: false });
    await office.database.prisma.announcement.update({
      where: { code },
      data: {
        createdBy: eko.member.number,
        status: 'scheduled',
        scheduledAt: new Date(office.clock.now().getTime() + 24 * 3_600_000),
      },
    });
    await eko.walk('/petugas', '>Umumkan pelatihan', '>Pelatihan baru');
    await admin.walk(
      '/petugas',
      '>Petugas dan peran',
      '>Eko Prasetyo · petugas Dinas',
      '>Ubah hak dan wilayah',
    );
    // The NIK is not the admin's to give, but to leave where it is.
    expect(admin.buttons).toEqual(
      expect.arrayContaining(['☑ kirim pengumuman', '☐ ekspor berkas', '☑ lihat NIK lengkap']),
    );
    await admin.walk('>☑ kirim pengumuman', '>☐ ekspor berkas', '>Selesai');
    expect(admin.buttons).toContain('☑ Cerme');
    await admin.walk('>☐ Menganti', '>Selesai', '>Simpan');
    expect(admin.last).toContain('Hak dan wilayah Eko Prasetyo sudah diubah.');
    expect(await standing(eko.member.number)).toMatchObject({
      rights: ['export', 'nik'],
      kecamatan: [CERME, MENGANTI],
    });
    expect(await office.database.prisma.announcement.findUniqueOrThrow({ where: { code } })).toMatchObject({
      status: 'held',
    });
    await office.idle();
    expect(eko.last).toContain('Hak tambahan: ekspor berkas, lihat NIK lengkap');
    expect(await eko.say('Pelatihan Kemasan')).toEqual([NO_DUTY]);

    await admin.walk(
      '/petugas',
      '>Petugas dan peran',
      '>Eko Prasetyo · petugas Dinas',
      '>Ubah hak dan wilayah',
    );
    await admin.walk('>Tanpa hak tambahan', '>Selesai', '>Simpan');
    expect((await standing(eko.member.number)).rights).toEqual([]);
    // A case in a kecamatan that is taken away is free for somebody else.
    const { prisma } = office.database;
    await prisma.case.createMany({
      data: [CERME, MENGANTI].map((kecamatan) => ({
        office: 'gresik',
        number: `K-${kecamatan}`,
        kind: 'question',
        kecamatan,
        dueOn: '2026-11-30',
        assignee: eko.member.number,
      })),
    });
    await admin.walk(
      '/petugas',
      '>Petugas dan peran',
      '>Eko Prasetyo · petugas Dinas',
      '>Ubah hak dan wilayah',
    );
    await admin.walk('>Tanpa hak tambahan', '>☑ Cerme', '>Selesai', '>Simpan');
    const cases = await prisma.case.findMany({ orderBy: { id: 'asc' } });
    expect(cases.map((it) => it.assignee)).toEqual([null, eko.member.number]);
    // What was taken away the admin cannot give back without holding it.
    await admin.walk(
      '/petugas',
      '>Petugas dan peran',
      '>Eko Prasetyo · petugas Dinas',
      '>Ubah hak dan wilayah',
    );
    expect(admin.buttons).not.toContain('☐ lihat NIK lengkap');
  });

  it('outside the own kecamatan are neither changed nor ended, also not by buttons made by hand', async () => {
    const far = await officer(office, { name: 'Fitri Handayani', rights: [], kecamatan: ['35.25.15'] });
    await local.walk('/petugas', '>Petugas dan peran', '>Fitri Handayani · petugas Dinas');
    expect(local.buttons).not.toContain('Akhiri peran');
    expect((await press(local, `s.change.${far.member.number}`)).join()).toContain('di luar hak');
    expect((await press(local, `s.revoke.${far.member.number}.yes`)).join()).toContain('di luar hak');
    expect((await press(local, `s.revoke.${admin.member.number}.yes`)).join()).toContain('di luar hak');
    expect((await press(far, `s.revoke.${local.member.number}.yes`)).join()).toContain(NO_DUTY);
    expect((await press(far, 's.audit')).join()).toContain(NO_DUTY);
    expect((await press(local, 's.audit')).join()).toContain('seluruh kabupaten');
    expect((await standing(far.member.number)).revokedAt).toBeNull();
    expect((await standing(admin.member.number)).revokedAt).toBeNull();
  });

  it('keep their last admin of the whole kabupaten, whoever presses', async () => {
    await admin.walk(
      '/petugas',
      '>Petugas dan peran',
      '>Budi Santoso · admin',
      '>Akhiri peran',
      '>Ya, akhiri',
    );
    expect(admin.last).toContain('admin terakhir');
    await admin.walk('/petugas', '>Petugas dan peran', '>Budi Santoso · admin', '>Ubah hak dan wilayah');
    await admin.walk('>Selesai', '>☐ Cerme', '>Selesai', '>Simpan');
    expect(admin.last).toContain('admin terakhir');
    const second = await officer(office, { name: 'Sri Wahyuni', role: 'admin', rights: [] });
    const [one, two] = await Promise.all([
      press(admin, `s.revoke.${second.member.number}.yes`),
      press(second, `s.revoke.${admin.member.number}.yes`),
    ]);
    expect([...one, ...two].filter((it) => it.includes('sudah diakhiri'))).toHaveLength(1);
    const left = await office.database.prisma.member.count({
      where: { role: 'admin', revokedAt: null, kecamatan: { isEmpty: true } },
    });
    expect(left).toBe(1);
  });
});

describe('the audit log in the chat', () => {
  let office: Office;
  let admin: MemberInChat;
  beforeAll(async () => {
    office = await openOffice();
    admin = await invitedOfficer(office, { name: 'Budi Santoso', role: 'admin', rights: ['send', 'export'] });
    const eko = await invitedOfficer(office, { name: 'Eko Prasetyo' });
    await atomically(office.database.prisma, office.services, (inside) =>
      revokeMember(inside, admin.member, eko.member.number),
    );
  });
  // Nobody presses as fast as a test: the limit of a chat is not what is tried here.
  beforeEach(() => office.clock.advance(120_000));
  afterAll(() => office.close());

  it('shows who did what, by day and by person, in pages, without a name in the log itself', async () => {
    await admin.walk('/petugas', '>Log audit');
    expect(admin.last).toContain('Log audit, semua hari, semua orang');
    expect(admin.last).toContain('Budi Santoso mengakhiri peran Eko Prasetyo, 2 Nov 2026 pukul ');
    expect(admin.last).toContain('server mengundang petugas (undangan ');
    await admin.walk('>Pilih orang', '>Budi Santoso · admin');
    expect(admin.last).toContain('Budi Santoso mengakhiri peran');
    expect(admin.last).not.toContain('server meng');
    await admin.walk('>Hari ini');
    expect(admin.last).toContain('Log audit, 2 November 2026, Budi Santoso');
    await admin.walk('>‹ 1 Nov');
    expect(admin.last).toContain('Belum ada catatan di sini.');
    await admin.walk('>Semua hari', '>Semua orang');
    for (let press = 0; press < 8; press++) await admin.walk('/petugas', '>Log audit');
    const newest = admin.last;
    await admin.walk('>Berikutnya');
    expect(admin.last).not.toBe(newest);
    // What was added by the looks meanwhile does not move the pages.
    await admin.walk('>Sebelumnya');
    expect(admin.last.split('\n').slice(1)).toEqual(newest.split('\n').slice(1));
  });

  it('notes that it was read, before it shows, and stays whole', async () => {
    const { prisma } = office.database;
    const noted = await prisma.audit.findMany({ where: { action: 'audit.read' }, orderBy: { id: 'asc' } });
    expect(noted.length).toBeGreaterThan(10);
    expect(noted[1]?.details).toEqual({ day: null, actor: admin.member.number, upTo: 0, page: 0 });
    expect(await verifyAudit(office.services)).toMatchObject({ ok: true });
    await prisma.$executeRawUnsafe(
      `CREATE FUNCTION no_audit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'disk'; END $$`,
    );
    await prisma.$executeRawUnsafe(
      'CREATE TRIGGER no_audit BEFORE INSERT ON audit FOR EACH ROW EXECUTE FUNCTION no_audit()',
    );
    await admin.walk('/petugas');
    const said = await admin.tap('Log audit');
    expect(said.join()).not.toContain('mengakhiri peran');
  });
});
