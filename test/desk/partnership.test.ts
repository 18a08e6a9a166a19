import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deskApplication } from '../../src/services/partnership/applications/application-desk.ts';
import { agreementRows } from '../support/agreement.ts';
import { storedApplication, type StoredApplication } from '../support/applications.ts';
import { DESK_URL, openedDesk, type Browser } from '../support/browser.ts';
import { accordWith, candidateAt, companyId, companyMember } from '../support/candidates.ts';
import { documentOf, pdf } from '../support/documents.ts';
import { officer, type MemberInChat } from '../support/members.ts';
import { openOffice, type Office } from '../support/office.ts';
import { storedOwner, type StoredOwner } from '../support/people.ts';

/** Gresik (kota), where the owners of this test live. */
const GRESIK = '35.25.16';
const once = (): string => String(Math.floor(Math.random() * 1e12));

describe('partnerships at the desk', () => {
  let office: Office;
  let siti: StoredOwner;
  let wati: StoredOwner;
  let ratna: MemberInChat;
  let at: Browser;
  let own: StoredApplication;
  beforeAll(async () => {
    office = await openOffice({ settings: { DESK_URL } });
    siti = await storedOwner(office);
    wati = await storedOwner(office, {
      person: { name: 'Wati Lestari' },
      business: { name: 'Songkok Wati', nibStatus: 'has', nib: '1203000123456' },
    });
    own = await storedApplication(office.services, siti.registered.businessId, 'sig-supply');
    ratna = await officer(office, { name: 'Ratna Wulandari', kecamatan: [GRESIK] });
    at = await openedDesk(office, ratna);
  });
  afterAll(() => office.close());

  const rowOf = (id: number) =>
    office.database.prisma.application.findUniqueOrThrow({
      where: { id },
      include: { steps: { orderBy: { id: 'asc' } } },
    });
  const audited = (action: string, who = ratna): Promise<number> =>
    office.database.prisma.audit.count({ where: { action, actor: who.member.number } });

  describe('for the office', () => {
    it('lists applications by state with the days that are left; the filter stands in the address', async () => {
      const { text, html } = await at.get('/kemitraan');
      expect(text).toContain('Otak-otak Bu Siti');
      expect(text).toContain(own.number);
      expect(text).toMatch(/\d+ hari lagi|lewat \d+ hari|hari ini/);
      expect(html).toContain('href="/kemitraan?lihat=submitted"');
      expect(await audited('application.list')).toBe(1);
      const list = async (query: string): Promise<boolean> =>
        (await at.get(`/kemitraan?${query}`)).text.includes('Otak-otak');
      expect(await list('lihat=submitted&program=sig-supply')).toBe(true);
      expect(await list('program=sig-pumk')).toBe(false);
      expect(await list('lihat=verified')).toBe(false);
      expect(await list(`kec=${GRESIK}`)).toBe(true);
      expect(await list('kec=35.25.01')).toBe(false);
      expect((await at.get('/kemitraan?lihat=apa-saja')).status).toBe(404);
      expect((await at.get('/kemitraan?csv=1')).html).toContain(`${own.number};`);
      expect((await at.get('/')).html).toContain('href="/kemitraan?lihat=submitted"');
    });

    it('shows one with what it rests on, its phone masked until it is asked for', async () => {
      const path = `/kemitraan/${own.id}`;
      const { text, html } = await at.get(path);
      for (const said of [
        'Siti Aminah',
        'Baru diajukan',
        'Riwayat',
        'Hasil cek syarat',
        'Tandai sudah diperiksa',
      ])
        expect(text).toContain(said);
      const digits = (it: string): string => it.replaceAll(/\D/g, '');
      const national = `0${siti.person.phone.replace(/^\+?62/, '')}`;
      expect(digits(html)).not.toContain(national);
      expect(digits((await at.get(`${path}?hp=1`)).html)).toContain(national);
      expect(await audited('phone.read')).toBe(1);
      expect(await audited('application.read')).toBe(2);
    });

    it('takes a step after the declaration, once, by the service of the chat', async () => {
      const path = `/kemitraan/${own.id}?langkah=verified`;
      const { text } = await at.get(path);
      expect(text).toContain('tidak ada hubungan keluarga atau kepentingan');
      expect(text).toContain('Ya, tidak ada hubungan');
      const fields = { once: once(), act: 'step', from: 'submitted' };
      const first = await at.post(path, fields);
      expect(first).toMatchObject({ status: 303, location: `/kemitraan/${own.id}?kata=told` });
      expect(await at.post(path, fields)).toMatchObject({ location: first.location });
      await office.idle();
      const row = await rowOf(own.id);
      expect(row.steps.map(({ status }) => status)).toEqual(['submitted', 'verified']);
      expect(row.steps.at(-1)).toMatchObject({ clear: true, byMember: ratna.member.number });
      expect(await at.post(path, { ...fields, once: once() })).toMatchObject({
        location: `/kemitraan/${own.id}?kata=late`,
      });
      expect((await at.get(`/kemitraan/${own.id}`)).text).toContain(
        'Menyatakan tidak ada hubungan keluarga atau kepentingan.',
      );
    });

    it('asks for a reason before it refuses, and reads back what the owner will read', async () => {
      const path = `/kemitraan/${own.id}?langkah=refused`;
      const fields = { act: 'read', from: 'verified' };
      const short = await at.post(path, { once: once(), ...fields, reason: 'no' });
      expect(short).toMatchObject({ status: 200 });
      expect(short.text).toContain('5 sampai 300 huruf');
      const said = { ...fields, reason: 'Bahan baku <b>belum</b> cocok, NIK 3525161234567890' };
      const sure = await at.post(path, { once: once(), ...said });
      expect(sure.text).toContain('Belum diterima');
      expect(sure.html).toContain('&lt;b&gt;belum&lt;/b&gt;');
      expect(sure.text).not.toContain('3525161234567890');
      expect((await rowOf(own.id)).status).toBe('verified');
    });

    it('lets another officer act where one has a family tie', async () => {
      expect(await at.post(`/kemitraan/${own.id}`, { once: once(), act: 'related' })).toMatchObject({
        location: `/kemitraan/${own.id}?kata=related`,
      });
      const { text, html } = await at.get(`/kemitraan/${own.id}`);
      expect(text).toContain('petugas lain yang memproses');
      expect(html).not.toContain('langkah=');
      const path = `/kemitraan/${own.id}?langkah=forwarded`;
      expect(await at.post(path, { once: once(), act: 'step', from: 'verified' })).toMatchObject({
        location: `/kemitraan/${own.id}?kata=barred`,
      });
    });

    it('writes down the word of a company, which counts when a second officer agrees', async () => {
      const one = await storedApplication(office.services, wati.registered.businessId, 'sig-supply', [
        'submitted',
        'verified',
        'forwarded',
      ]);
      const path = `/kemitraan/${one.id}?langkah=accepted`;
      const fields = { act: 'step', from: 'forwarded', letter: '045/SIG/2026' };
      const dewi = await officer(office, { name: 'Dewi Kedua' });
      expect(await at.post(path, { once: once(), ...fields })).toMatchObject({
        location: `/kemitraan/${one.id}?kata=second`,
      });
      expect((await rowOf(one.id)).status).toBe('forwarded');
      expect((await at.get('/kemitraan?lihat=surat')).text).toContain(one.number);
      expect((await at.get(`/kemitraan/${one.id}`)).text).toContain('045/SIG/2026');
      const { id: about } = await office.database.prisma.pendingChange.findFirstOrThrow();
      expect(
        await at.post(`/kemitraan/${one.id}`, { once: once(), act: 'letter-yes', about: String(about) }),
      ).toMatchObject({ location: `/kemitraan/${one.id}?kata=letterOwn` });
      const second = await openedDesk(office, dewi);
      expect(
        await second.post(`/kemitraan/${one.id}`, { once: once(), act: 'letter-yes', about: String(about) }),
      ).toMatchObject({ location: `/kemitraan/${one.id}?kata=letterDone` });
      expect((await rowOf(one.id)).status).toBe('accepted');
      // A number of another application changes nothing.
      expect(
        (await second.post(`/kemitraan/${own.id}`, { once: once(), act: 'letter-no', about: String(about) }))
          .status,
      ).toBe(404);
    });

    it('shows agreement, deliveries and payments, and late ones as a list', async () => {
      const one = await storedApplication(office.services, wati.registered.businessId, 'sig-supply', [
        'submitted',
        'active',
      ]);
      const application = await deskApplication(office.services, ratna.member, one.id);
      if (application === undefined) throw new Error('expected an application that was just stored');
      await office.database.prisma.shipment.create({
        data: {
          agreementId: await agreementRows(office.services, application),
          sentOn: '2026-10-01',
          dueOn: '2026-10-15',
          value: 2_500_000,
          deductions: 0,
          state: 'unpaid',
          createdAt: office.clock.now(),
        },
      });
      const { text } = await at.get(`/kemitraan/${one.id}`);
      expect(text).toContain('songkok hitam polos');
      expect(text).toContain('Rp2.500.000');
      expect(text).toContain('sudah lewat');
      expect(await audited('shipment.read')).toBe(1);
      expect((await at.get('/kemitraan?lihat=telat')).text).toContain(one.number);
      expect(await audited('shipment.late')).toBe(1);
      // Nothing is promised of one that runs, whatever its day was: those that wait stand above it.
      await office.database.prisma.application.update({
        where: { id: one.id },
        data: { dueOn: '2026-01-01' },
      });
      const board = (await at.get('/kemitraan')).text;
      expect(board.indexOf(own.number)).toBeGreaterThan(0);
      expect(board.indexOf(own.number)).toBeLessThan(board.indexOf(one.number));
    });

    it('reads days and amounts as the chat does, and says what is in doubt', async () => {
      const one = await office.database.prisma.application.findFirstOrThrow({ where: { status: 'active' } });
      const path = `/kemitraan/${one.id}?langkah=ended`;
      const { html } = await at.get(path);
      for (const name of ['endedBy', 'day', 'unpaid', 'reason']) expect(html).toContain(`name="${name}"`);
      const fields = { act: 'read', from: 'active', endedBy: 'both', reason: 'Pesanan berhenti dulu' };
      const page = async (day: string, unpaid: string): Promise<string> =>
        (await at.post(path, { once: once(), ...fields, day, unpaid })).text;
      expect(await page('2024-01-01', '1,2 jt')).toContain('paling lama setahun lalu');
      expect(await page('bukan tanggal', '1,2 jt')).toContain('paling lama setahun lalu');
      expect(await page('2026-10-30', '4,2')).toContain('Rp4.200.000');
      const sure = await page('2026-10-30', '1,2 jt');
      expect(sure).toContain('Belum dibayar: Rp1.200.000');
      expect(sure).toContain('Diakhiri oleh: Keduanya');
      expect((await rowOf(one.id)).status).toBe('active');
    });

    it('orders the file of an application for a letter, which is noted', async () => {
      const staff = await officer(office, { name: 'Rini Staf', role: 'staff', rights: ['export'] });
      const desk = await openedDesk(office, staff);
      const path = `/kemitraan/${own.id}`;
      const file = { act: 'file', words: '700/123/437.73/2026' };
      expect(await desk.post(path, { once: once(), act: 'file', words: '' })).toMatchObject({
        location: `${path}?kata=noLetter`,
      });
      const fields = { once: once(), ...file };
      expect(await desk.post(path, fields)).toMatchObject({ location: `${path}?kata=ordered` });
      await desk.post(path, fields);
      const jobs = await office.database.prisma.exportJob.findMany();
      expect(jobs).toMatchObject([{ byMember: staff.member.number, chatId: BigInt(staff.person.id) }]);
      expect(await audited('application.file', staff)).toBe(1);
      expect(await at.post(path, { once: once(), ...file })).toMatchObject({
        location: `${path}?kata=refused`,
      });
    });

    it('opens a document after it is noted, and papers only with the right to them', async () => {
      const product = await documentOf(office, own.id, 'product', pdf(3_000));
      const permit = await documentOf(office, own.id, 'licence', pdf(4_000));
      const opened = await at.get(`/kemitraan/${own.id}/berkas/${product}`);
      expect(opened.status).toBe(200);
      expect(opened.headers.get('content-type')).toBe('application/pdf');
      expect(opened.headers.get('cache-control')).toBe('no-store');
      expect(await audited('document.read')).toBe(1);
      expect((await at.get(`/kemitraan/${own.id}/berkas/${permit}`)).status).toBe(404);
      expect(await audited('duty.refused')).toBe(1);
      expect((await at.get(`/kemitraan/${own.id + 1}/berkas/${product}`)).status).toBe(404);
      await at.post(`/kemitraan/${own.id}`, { once: once(), act: 'seen', about: String(product) });
      expect((await at.get(`/kemitraan/${own.id}`)).text).toContain('Sudah dilihat petugas');
      expect(
        (await at.post(`/kemitraan/${own.id}`, { once: once(), act: 'identity', about: String(permit) }))
          .status,
      ).toBe(404);
    });
  });

  describe('for a company', () => {
    let rina: MemberInChat;
    let room: Browser;
    let first: StoredApplication;
    let second: StoredApplication;
    beforeAll(async () => {
      const partner = await companyId(office);
      rina = await companyMember(office, partner);
      room = await openedDesk(office, rina);
      // What others have applied for meanwhile is over.
      await office.database.prisma.application.updateMany({ data: { status: 'withdrawn' } });
      first = await candidateAt(office, siti.registered.businessId);
      second = await candidateAt(office, wati.registered.businessId);
    });
    const disclosed = () =>
      office.database.prisma.disclosure.findMany({
        where: { byMember: rina.member.number },
        orderBy: { id: 'asc' },
      });

    it('is closed while no accord is in force', async () => {
      expect((await room.get('/calon')).text).toContain('Ruang mitra belum dibuka');
      expect((await room.get(`/calon/${first.id}`)).status).toBe(404);
      await accordWith(office, await companyId(office));
    });

    it('lists who agreed to be seen, each row a disclosure', async () => {
      const { text } = await room.get('/calon');
      expect(text).toContain('Otak-otak Bu Siti');
      expect(text).toContain('Songkok Wati');
      expect((await disclosed()).map(({ kind, fields }) => [kind, fields])).toEqual([
        ['list', ['business-name']],
        ['list', ['business-name']],
      ]);
      // Applications without a consent that stands are nobody's to see here.
      expect(text).not.toContain(own.number);
      expect((await room.get(`/calon/${own.id}`)).status).toBe(404);
    });

    it('sets candidates side by side, each value with what it rests on, sales as classes', async () => {
      const { text } = await room.get(`/calon/banding?calon=${first.id}&calon=${second.id}&calon=${own.id}`);
      for (const said of ['Siti Aminah', 'Wati Lestari', 'Menurut pemilik', 'usaha mikro'])
        expect(text).toContain(said);
      expect(text).not.toContain('3.000.000');
      expect(text).not.toContain(own.number);
      const rows = await disclosed();
      expect(rows.slice(2).map(({ kind }) => kind)).toEqual(['compare', 'compare']);
      expect(rows.at(-1)?.fields).not.toContain('phone');
      expect((await room.get('/calon/banding')).text).toContain('Pilih dulu');
    });

    it('shows a phone number only of whom it has taken, and on a press', async () => {
      const path = `/calon/${first.id}`;
      const national = `0${siti.person.phone.replace(/^\+?62/, '')}`;
      const shows = async (query = ''): Promise<boolean> =>
        (await room.get(`${path}${query}`)).html.replaceAll(/\D/g, '').includes(national);
      expect(await shows('?hp=1')).toBe(false);
      await office.database.prisma.application.update({
        where: { id: first.id },
        data: { status: 'accepted' },
      });
      expect(await shows()).toBe(false);
      expect((await disclosed()).at(-1)?.fields).not.toContain('phone');
      expect(await shows('?hp=1')).toBe(true);
      expect((await disclosed()).at(-1)?.fields).toContain('phone');
      await office.database.prisma.application.update({
        where: { id: first.id },
        data: { status: 'forwarded' },
      });
    });

    it('shows nobody of another desk of the company, and gives its candidates as a file', async () => {
      const loans = await companyMember(office, await companyId(office), {
        name: 'Tono TJSL',
        desks: ['tjsl'],
      });
      const other = await openedDesk(office, loans);
      expect((await other.get('/calon')).text).not.toContain('Otak-otak');
      expect((await other.get(`/calon/${first.id}`)).status).toBe(404);
      expect((await other.get(`/calon/banding?calon=${first.id}`)).status).toBe(404);
      expect((await other.post('/calon', { once: once(), act: 'file' })).status).toBe(404);
      const before = (await disclosed()).length;
      expect(await room.post('/calon', { once: once(), act: 'file' })).toMatchObject({
        location: '/calon?kata=ordered',
      });
      expect((await disclosed()).slice(before).map(({ kind }) => kind)).toEqual(['file', 'file']);
    });

    it('is no disclosure where only the page of a step is open', async () => {
      const before = (await disclosed()).length;
      expect((await room.get(`/calon/${first.id}?langkah=refused`)).status).toBe(200);
      expect(await disclosed()).toHaveLength(before);
    });

    it('decides with a sentence of the list; its own words wait for the office, which lets them pass', async () => {
      const path = `/calon/${first.id}?langkah=refused`;
      expect((await room.get(path)).text).toContain('Tulis sendiri');
      const fields = { act: 'step', from: 'forwarded' };
      expect(
        await room.post(path, { once: once(), ...fields, reason: 'Kemasannya perlu lebih tebal' }),
      ).toMatchObject({ location: '/calon?kata=words' });
      expect((await rowOf(first.id)).status).toBe('forwarded');
      const budi = await openedDesk(office, await officer(office, { name: 'Budi Pembaca' }));
      expect((await budi.get(`/kemitraan/${first.id}`)).text).toContain('Kemasannya perlu lebih tebal');
      const { id } = await office.database.prisma.decision.findFirstOrThrow({ where: { state: 'words' } });
      expect(
        await budi.post(`/kemitraan/${first.id}`, { once: once(), act: 'words-yes', about: String(id) }),
      ).toMatchObject({ location: `/kemitraan/${first.id}?kata=told` });
      expect((await rowOf(first.id)).status).toBe('refused');
      const other = `/calon/${second.id}?langkah=refused`;
      const picked = { ...fields, reasonPick: 'capacity' };
      expect((await room.post(other, { once: once(), ...picked, act: 'read' })).text).toContain(
        'Kapasitas produksi belum sesuai',
      );
      const told = await room.post(other, { once: once(), ...picked });
      expect(told.location).toBe('/calon?kata=told');
      expect((await rowOf(second.id)).status).toBe('refused');
      expect((await room.get(`/calon/${second.id}`)).status).toBe(404);
    });

    it('is not opened for the office, nor the board for a company', async () => {
      expect((await at.get('/calon')).status).toBe(403);
      expect((await room.get('/kemitraan')).status).toBe(403);
      expect((await room.get(`/kemitraan/${own.id}`)).status).toBe(403);
    });
  });

  describe('for an auditor', () => {
    it('shows applications and the log in the letter, each reading noted before', async () => {
      const sari = await officer(office, { name: 'Sari Pemeriksa', role: 'auditor', rights: [] });
      const desk = await openedDesk(office, sari);
      expect((await desk.get('/pemeriksaan')).text).toContain('700/123/2026');
      expect((await desk.get('/pemeriksaan?lihat=pengajuan')).text).toContain(own.number);
      expect((await desk.get('/pemeriksaan?lihat=log')).text).toContain(own.number);
      expect((await desk.get('/pemeriksaan?lihat=dasar')).status).toBe(200);
      expect((await desk.get('/pemeriksaan?lihat=lain')).status).toBe(404);
      expect(
        await desk.post('/pemeriksaan?lihat=pengajuan', { once: once(), act: 'file', about: String(own.id) }),
      ).toMatchObject({ location: '/pemeriksaan?lihat=pengajuan&kata=ordered' });
      expect(await audited('application.file', sari)).toBe(1);
      expect(await audited('inspection.read', sari)).toBeGreaterThan(3);
      expect((await desk.get('/pemeriksaan')).text).not.toContain('Siti Aminah');
    });
  });
});
