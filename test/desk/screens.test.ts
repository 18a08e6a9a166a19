import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { may, rights, type Role } from '../../src/domain/office/roles.ts';
import { screens } from '../../src/desk/screens/index.ts';
import { keepList } from '../../src/services/people/owner-lists.ts';
import { revokeMember } from '../../src/services/roles/role-ends.ts';
import { browser, DESK_URL, openedDesk, type Browser } from '../support/browser.ts';
import { accordWith, candidateAt, companyId } from '../support/candidates.ts';
import { documentOf } from '../support/documents.ts';
import { inTransaction } from '../support/in-transaction.ts';
import { officer, type MemberInChat } from '../support/members.ts';
import { DAY } from '../support/clock.ts';
import { openOffice, registeredOwner, type Office, type Owner } from '../support/office.ts';
import { announce, everybody } from '../support/recipients.ts';

/** Gresik (kota), where Siti lives, and a kecamatan that is not hers. */
const GRESIK = '35.25.16';
const ELSEWHERE = '35.25.01';
const roles: readonly Role[] = ['officer', 'staff', 'admin', 'helper', 'partner', 'auditor'];
/** A survey belongs to no kecamatan; what was answered does (surveys.test.ts). */
const OF_ALL = ['/survei/:id', '/survei/baru'];
const QUESTION = 'Kenapa <script>alert(1)</script> NIB saya belum terbaca di sini?';

describe('the screens of the desk', () => {
  let office: Office;
  let siti: Owner;
  let ids: Readonly<Record<string, number>>;
  let secrets: readonly string[];
  let partner: number;
  beforeAll(async () => {
    office = await openOffice({ settings: { DESK_URL } });
    siti = await registeredOwner(office);
    await siti.walk('/tanya', QUESTION);
    const { prisma } = office.database;
    const one = await prisma.case.findFirstOrThrow({ where: { kind: 'question' } });
    const business = await prisma.business.findFirstOrThrow();
    partner = await companyId(office);
    await accordWith(office, partner);
    const application = await candidateAt(office, business.id);
    const paper = await documentOf(office, application.id, 'product');
    await prisma.document.updateMany({ data: { seenAt: office.clock.now() } });
    const { id: sending } = await announce(
      prisma,
      office.services,
      { number: 'lain', accountId: undefined },
      {
        audience: { ...everybody, kecamatan: [GRESIK] },
        at: new Date(office.clock.now().getTime() + DAY),
      },
    );
    const other = await officer(office, { name: 'Anggota Lain', rights, kecamatan: [GRESIK] });
    const list = await inTransaction(office.services, (inside) =>
      keepList(inside, other.member, { name: 'Siti Aminah.csv', data: Buffer.from('Nama;Kecamatan') }),
    );
    const survey = await prisma.survey.create({
      data: {
        office: 'gresik',
        title: 'Kebutuhan pelatihan',
        questions: [{ kind: 'text', ask: 'Apa kendalanya?', choices: [] }],
        opensOn: '2026-01-01',
        closesOn: '2030-01-01',
        createdBy: 'lain',
        createdAt: office.clock.now(),
      },
    });
    ids = {
      '/usaha/impor/:id': list,
      '/survei/:id': survey.id,
      '/petugas/:id': other.member.id,
      '/umumkan/:id': sending,
      '/umumkan/:id/tanpa-telegram': sending,
      '/permintaan/:id': one.id,
      '/usaha/:id': business.id,
      '/penjualan/:id': business.id,
      '/periksa/:id': business.id,
      '/kemitraan/:id': application.id,
      '/kemitraan/:id/berkas/:berkas': application.id,
      '/calon/:id': application.id,
      '/calon/:id/berkas/:berkas': application.id,
      berkas: paper,
    };
    secrets = ['Otak-otak', 'Siti Aminah', siti.person.phone.slice(-4), one.number, business.number ?? '?'];
  });
  afterAll(() => office.close());

  const pathOf = (path: string): string =>
    path.replace(':id', String(ids[path] ?? 0)).replace(':berkas', String(ids['berkas'] ?? 0));
  const actsOf: Readonly<Record<string, readonly Readonly<Record<string, string>>[]>> = {
    '/permintaan': ['claim', 'claimYes', 'give', 'giveYes', 'answerYes'].map((act) => ({ act, pilih: '1' })),
    '/permintaan/:id': ['claim', 'over', 'release', 'answer', 'note', 'give', 'resolve'].map((act) => ({
      act,
      words: 'Halo',
    })),
    '/periksa/:id': [{ act: 'right' }, { act: 'twice', words: 'Dobel' }],
    '/penjualan/:id': ['read', 'store'].map((act) => ({
      act,
      words: '2,5 juta',
      oleh: 'owner',
      cara: 'phone',
      pick: 'yes',
    })),
    '/kemitraan/:id?langkah=refused': ['read', 'step'].map((act) => ({
      act,
      from: 'forwarded',
      reason: 'Belum cocok tahun ini',
      letter: '045/SIG/2026',
    })),
    '/kemitraan/:id': [
      'file',
      'seen',
      'identity',
      'related',
      'words-yes',
      'words-no',
      'letter-yes',
      'letter-no',
      'letter-back',
    ].map((act) => ({ act, about: '1', words: '700/123/2026' })),
    '/hasil': [{ act: 'file' }],
    '/calon': [{ act: 'file' }],
    '/pemeriksaan': [{ act: 'file', about: '1' }],
    '/calon/:id?langkah=accepted': ['read', 'step'].map((act) => ({ act, from: 'forwarded' })),
    '/calon/:id': [
      { act: 'sign-yes', about: '1' },
      { act: 'sign-no', about: '1' },
      { act: 'vendor', words: '1000234567' },
    ],
    '/survei/baru': [
      { act: 'save', judul: 'Survei kedua', sampai: '2026-12-01', jenis1: 'text', tanya1: 'Apa kendalanya?' },
    ],
    '/umumkan/baru': ['look', 'send'].map((act) => ({ act, kec: GRESIK, isi: 'Kantor tutup Kamis.' })),
    '/umumkan/:id': [
      'approve',
      'refuse',
      'pause',
      'resume',
      'cancel',
      'cancelYes',
      'series',
      'seriesYes',
      'resend',
      'leave',
    ].map((act) => ({ act })),
    '/umumkan/:id/tanpa-telegram': ['told', 'untold', 'joins', 'unjoins'].map((act) => ({
      act,
      person: '1',
    })),
    // Of somebody else, whatever the role.
    '/usaha/impor/:id': [{ act: 'take' }, { act: 'drop' }],
    '/petugas/:id': ['change', 'end', 'endYes'].map((act) => ({ act, semua: '1' })),
    '/meja': [{ act: 'close', desk: '1' }],
  };
  const addressOf = (path: string): string => {
    const [screen = '', query] = path.split('?');
    return query === undefined ? pathOf(screen) : `${pathOf(screen)}?${query}`;
  };
  /** What acts could change. */
  const stored = async (): Promise<unknown> => {
    const { prisma } = office.database;
    return [
      await prisma.case.findMany({ orderBy: { id: 'asc' } }),
      await prisma.caseEvent.count(),
      await prisma.verification.findMany(),
      await prisma.salesReport.findMany(),
      await prisma.announcement.findMany({ orderBy: { id: 'asc' } }),
      await prisma.handDelivery.count(),
      await prisma.deskSession.findMany({ where: { status: 'open' }, select: { id: true } }),
      await prisma.application.findMany({ include: { steps: true, relations: true, decisions: true } }),
      await prisma.pendingChange.findMany(),
      await prisma.exportJob.count(),
      await prisma.ownerList.findMany(),
      await prisma.member.findMany({ where: { id: ids['/petugas/:id'] ?? 0 } }),
    ];
  };
  const once = (): string => String(Math.floor(Math.random() * 1e12));

  /** Everything that a browser may ask for; returns what came, by screen. */
  async function everything(at: Browser): Promise<readonly (readonly [string, number, string])[]> {
    const came: (readonly [string, number, string])[] = [];
    for (const { path } of screens) {
      const { status, text } = await at.get(pathOf(path));
      came.push([path, status, text]);
    }
    return came;
  }

  it.each(roles)('show a %s what the duties allow, and nothing of another kecamatan', async (role) => {
    for (const kecamatan of [[], [GRESIK], [ELSEWHERE]]) {
      const member = await officer(office, {
        name: 'Anggota Meja',
        role,
        rights,
        kecamatan,
        ...(role === 'partner' ? { partner: { id: partner, desks: ['procurement'], signs: true } } : {}),
      });
      const at = await openedDesk(office, member);
      const isHere = !kecamatan.includes(ELSEWHERE);
      for (const [path, status, text] of await everything(at)) {
        const duty = screens.find((it) => it.path === path)?.duty;
        const allowed = duty === undefined || may(member.member, duty);
        const isOfOthers = path === '/usaha/impor/:id';
        const isForeign = isOfOthers || (!isHere && path.includes(':id') && !OF_ALL.includes(path));
        const expected = !allowed ? 403 : isForeign ? 404 : 200;
        expect({ path, status }, `${role} in ${kecamatan.join()}`).toEqual({ path, status: expected });
        if (expected !== 200 || !isHere)
          expect(
            secrets.filter((it) => text.includes(it)),
            path,
          ).toEqual([]);
      }
      const before = await stored();
      for (const [path, acts] of Object.entries(actsOf)) {
        const duty = screens.find((it) => it.path === path.split('?')[0])?.duty;
        const isTheirs = isHere || OF_ALL.includes(path);
        if (isTheirs && (duty === undefined || may(member.member, duty))) continue;
        for (const fields of acts) {
          const { status } = await at.post(addressOf(path), { once: once(), ...fields });
          expect([403, 404], `${role} ${path} ${fields['act']}`).toContain(status);
        }
      }
      expect(await stored()).toEqual(before);
      await inTransaction(office.services, (inside) => revokeMember(inside, 'cli', member.member.number));
      expect((await everything(at)).map(([, status]) => status)).toEqual(screens.map(() => 401));
      for (const [path, acts] of Object.entries(actsOf))
        for (const fields of acts)
          expect((await at.post(addressOf(path), { once: once(), ...fields })).status).toBe(401);
    }
  });

  it('show nobody anything without a desk, or with one that has lapsed', async () => {
    const member = await officer(office, { name: 'Anggota Lupa' });
    const at = await openedDesk(office, member);
    office.clock.advance(31 * 60_000);
    for (const it of [at, browser(office)]) {
      expect((await everything(it)).map(([, status]) => status)).toEqual(screens.map(() => 401));
      expect((await it.post(pathOf('/permintaan/:id'), { once: once(), act: 'claim' })).status).toBe(401);
    }
  });

  describe('at work', () => {
    let ratna: MemberInChat;
    let at: Browser;
    let path: string;
    beforeAll(async () => {
      ratna = await officer(office, { name: 'Ratna Wulandari', kecamatan: [GRESIK] });
      at = await openedDesk(office, ratna);
      path = pathOf('/permintaan/:id');
    });
    const audited = (action: string): Promise<number> =>
      office.database.prisma.audit.count({ where: { action, actor: ratna.member.number } });

    it('list requests with their first words, each look in the audit log', async () => {
      const { html, text } = await at.get('/permintaan?lihat=free');
      expect(text).toContain('Siti Aminah');
      expect(html).toContain('&lt;script&gt;');
      expect(html).not.toContain('<script>alert');
      expect(html).toContain(`href="${path}?lihat=free"`);
      expect(await audited('case.list')).toBe(1);
      expect((await at.get('/permintaan?lihat=apa-saja')).status).toBe(404);
      const { html: one } = await at.get(path);
      expect(one).not.toContain('<script>alert');
      expect(await audited('case.read')).toBe(1);
    });

    it('hide a number until it is asked for, which is noted', async () => {
      const national = `0${siti.person.phone.replace(/^\+?62/, '')}`;
      const digits = (html: string): string => html.replaceAll(/\D/g, '');
      expect(digits((await at.get(path)).html)).not.toContain(national);
      expect(await audited('phone.read')).toBe(0);
      expect(digits((await at.get(`${path}?hp=1`)).html)).toContain(national);
      expect(await audited('phone.read')).toBe(1);
    });

    it('send an answer once however often it is pressed, by the service of the chat', async () => {
      const fields = { once: once(), act: 'answer', words: 'Coba muat ulang halamannya, Bu.' };
      const first = await at.post(path, fields);
      expect(first).toMatchObject({ status: 303, location: `${path}?kata=answered` });
      await at.post(path, fields);
      await at.post(path, fields);
      await office.idle();
      expect(siti.person.messages.filter((it) => it.text?.includes('Coba muat ulang'))).toHaveLength(1);
      const { text } = await at.get(`${path}?kata=answered`);
      expect(text).toContain('Jawaban terkirim.');
      expect(text).toContain('Ratna Wulandari menulis: Coba muat ulang halamannya, Bu.');
      expect((await at.get('/permintaan?lihat=mine')).text).toContain('Siti Aminah');
      expect(await at.post(path, { once: once(), act: 'answer', words: '  ' })).toMatchObject({
        location: `${path}?kata=empty`,
      });
      expect((await at.post(path, { act: 'claim' })).status).toBe(400);
      expect((await at.post(path, { once: once(), act: 'toString' })).status).toBe(404);
    });

    it('say that an owner has no chat where an answer could be written, and offer none', async () => {
      const { prisma } = office.database;
      const id = ids['/permintaan/:id'] ?? 0;
      await prisma.case.update({ where: { id }, data: { accountId: null } });
      const { text, html } = await at.get(path);
      expect(text).toContain('tidak punya chat');
      expect(html).not.toContain('id="jawab"');
      expect(text).not.toContain('menulis jawaban');
      const account = await prisma.account.findUniqueOrThrow({ where: { chatId: siti.person.id } });
      await prisma.case.update({ where: { id }, data: { accountId: account.id } });
      expect((await at.get(path)).html).toContain('id="jawab"');
    });

    it('find and filter businesses, and show one with its figures', async () => {
      await siti.walk('lapor okt 2,5 jt', '>Benar');
      const list = async (query: string): Promise<boolean> =>
        (await at.get(`/usaha?${query}`)).text.includes('Otak-otak');
      expect(await list('lapor=ya&jenis=food&nib=none')).toBe(true);
      expect(await list('lapor=tidak')).toBe(false);
      expect(await list('kelas=micro')).toBe(true);
      expect(await list('kelas=small')).toBe(false);
      expect(await list('jenis=craft')).toBe(false);
      expect(await list(`kec=${ELSEWHERE}`)).toBe(false);
      expect(await list('cari=otak')).toBe(true);
      expect(await list('cari=zzz')).toBe(false);
      expect(await list('hal=99&urut=name')).toBe(true);
      expect(await audited('business.list')).toBeGreaterThan(3);
      const { text } = await at.get(pathOf('/usaha/:id'));
      expect(text).toContain('2.500.000');
      expect(text).toContain('pemilik');
      expect(text).toContain('NIB saya belum terbaca di sini?');
    });

    it('leave out columns, and give the page as a file in which no cell is a formula', async () => {
      const { prisma } = office.database;
      const { id } = await prisma.business.findFirstOrThrow();
      const named = (name: string) =>
        prisma.business.update({
          where: { id },
          data: { name: office.services.seal.encrypt(`business:${id}:name`, name) },
        });
      await named('=HYPERLINK("http://x";"Otak-otak")');
      const some = await at.get('/usaha?kolom=usaha&kolom=lapor&lapor=ya');
      expect(some.html.match(/<th /g)).toHaveLength(2);
      expect(some.text).not.toContain('Siti Aminah');
      const before = await audited('business.list');
      const file = await at.get('/usaha?kolom=usaha&kolom=hp&kolom=lapor&lapor=ya&csv=1');
      expect(await audited('business.list')).toBe(before + 1);
      const rows: readonly (readonly string[])[] = parse(file.html, { bom: true, delimiter: ';' });
      expect(rows).toEqual([
        ['Usaha', 'HP', expect.stringContaining('Oktober')],
        [`'=HYPERLINK("http://x";"Otak-otak")`, expect.stringContaining('•'), '2500000'],
      ]);
      expect((await at.get('/permintaan?lihat=mine&csv=1')).html).toContain('Siti Aminah;');
      expect((await at.get('/periksa?csv=1')).html).toContain('D-');
      await named('Otak-otak Bu Siti');
    });

    it('take what is ticked after its preview, once however often it is pressed', async () => {
      const { html } = await at.get('/permintaan?lihat=all');
      const pilih = /name="pilih" value="(\d+)"/.exec(html)?.[1] ?? '';
      expect(await at.post('/permintaan', { once: once(), act: 'claim' })).toMatchObject({
        location: '/permintaan?kata=unticked',
      });
      const { prisma } = office.database;
      const id = Number(pilih);
      await prisma.case.update({ where: { id }, data: { assignee: null } });
      const before = await audited('case.claim');
      const { text } = await at.post('/permintaan', { once: once(), act: 'claim', pilih });
      expect(text).toContain('Jadi tanggungan saya');
      expect((await prisma.case.findUniqueOrThrow({ where: { id } })).assignee).toBeNull();
      const press = { once: once(), act: 'claimYes', pilih };
      for (let time = 0; time < 3; time++)
        expect(await at.post('/permintaan', press)).toMatchObject({ location: '/permintaan?kata=bulk' });
      expect((await prisma.case.findUniqueOrThrow({ where: { id } })).assignee).toBe(ratna.member.number);
      expect(await audited('case.claim')).toBe(before + 1);
    });

    it('check a registration, once', async () => {
      expect((await at.get('/periksa')).text).toContain('Otak-otak');
      const fields = { once: once(), act: 'right' };
      expect(await at.post(pathOf('/periksa/:id'), fields)).toMatchObject({
        location: '/periksa?kata=checked',
      });
      expect(await at.post(pathOf('/periksa/:id'), fields)).toMatchObject({
        location: '/periksa?kata=checked',
      });
      expect(await at.post(pathOf('/periksa/:id'), { ...fields, once: once() })).toMatchObject({
        location: '/periksa?kata=late',
      });
      expect((await at.get('/periksa')).text).toContain('Tidak ada pendaftaran');
      expect(await audited('verification.right')).toBe(1);
    });

    it('close another desk of the same member', async () => {
      const second = await openedDesk(office, ratna);
      const id = /name="desk" value="(\d+)"/.exec((await second.get('/meja')).html)?.[1] ?? '';
      expect((await second.post('/meja', { once: once(), act: 'close', desk: id })).status).toBe(303);
      expect((await at.get('/')).status).toBe(401);
      expect((await second.get('/')).status).toBe(200);
    });
  });
});
