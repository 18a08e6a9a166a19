import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { endDesk, forgetDesks, openDesks } from '../../src/services/office/desk-sessions.ts';
import { revokeMember } from '../../src/services/roles/role-ends.ts';
import { browser, DESK_URL, deskPath, numberOn, openedDesk } from '../support/browser.ts';
import { inTransaction } from '../support/in-transaction.ts';
import { officer, type MemberInChat } from '../support/members.ts';
import { openOffice, type Office } from '../support/office.ts';

const MINUTE = 60_000;

describe('the way in to the desk', () => {
  let office: Office;
  let ratna: MemberInChat;
  beforeAll(async () => {
    office = await openOffice({ settings: { DESK_URL } });
    ratna = await officer(office, { name: 'Ratna Wulandari' });
  });
  afterAll(() => office.close());

  it('is a link, a number on the page, and the same number pressed in the chat', async () => {
    await ratna.walk('/petugas', '>Buka di komputer');
    const path = /\/masuk\/[\w-]+/.exec(ratna.last)?.[0] ?? '';
    expect(ratna.buttons.filter((it) => /^\d\d$/.test(it))).toHaveLength(3);
    const at = browser(office);
    // A preview that fetches the link spends nothing.
    expect((await at.get(path)).status).toBe(200);
    expect((await at.get(path)).text).toContain('Meja kerja akan dibuka di komputer ini.');
    const spent = await at.post(path);
    expect(spent).toMatchObject({ status: 303, location: '/tunggu' });
    expect(spent.headers.get('set-cookie')).toMatch(
      /^meja=[\w-]{32}; Max-Age=28800; Path=\/; HttpOnly; SameSite=Lax$/,
    );
    expect(await at.get('/')).toMatchObject({ status: 303, location: '/tunggu' });
    expect(await ratna.tap(await numberOn(at))).toContainEqual(
      expect.stringContaining('sudah terbuka di komputer'),
    );
    expect(await at.get('/tunggu')).toMatchObject({ status: 303, location: '/' });
    const home = await at.get('/');
    expect(home.status).toBe(200);
    expect(home.text).toContain('Ratna Wulandari');
    expect(home.headers.get('cache-control')).toBe('no-store');
    expect(home.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(home.html).not.toMatch(/<script>|style="|\son\w+="/);
  });

  it('takes a link once, for five minutes, and only the newest one of a member', async () => {
    const old = await deskPath(ratna);
    const path = await deskPath(ratna);
    expect((await browser(office).post(old)).status).toBe(410);
    expect((await browser(office).post(path)).status).toBe(303);
    expect((await browser(office).post(path)).status).toBe(410);
    const late = await deskPath(ratna);
    office.clock.advance(5 * MINUTE);
    expect((await browser(office).get(late)).status).toBe(410);
    expect((await browser(office).post(late)).status).toBe(410);
    expect((await browser(office).get('/masuk/xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx')).status).toBe(410);
  });

  it('is shut by another number, and by a number before the page shows one', async () => {
    const path = await deskPath(ratna);
    const at = browser(office);
    expect(await ratna.tap(/^\d\d$/)).toContainEqual(expect.stringContaining('Buka dulu tautannya'));
    await at.post(path);
    const right = await numberOn(at);
    const wrong = ratna.person.messages
      .flatMap((it) => it.reply_markup?.inline_keyboard?.flat() ?? [])
      .map((it) => it.text)
      .findLast((it) => /^\d\d$/.test(it) && it !== right);
    // Another member's press is nobody's.
    const budi = await officer(office);
    expect(wrong).toBeDefined();
    await ratna.act((it) => it.tap(wrong ?? ''));
    expect((await at.get('/tunggu')).status).toBe(401);
    await ratna.act((it) => it.tap(right));
    expect((await at.get('/')).status).toBe(401);
    expect(budi.last).not.toContain('sudah terbuka');
  });

  it('closes after half an hour without a request, after eight hours, and by hand', async () => {
    const idle = await openedDesk(office, ratna);
    office.clock.advance(29 * MINUTE);
    expect((await idle.get('/')).status).toBe(200);
    office.clock.advance(30 * MINUTE);
    expect((await idle.get('/')).status).toBe(401);
    const long = await openedDesk(office, ratna);
    for (let half = 0; half < 19; half++) {
      office.clock.advance(25 * MINUTE);
      expect((await long.get('/')).status).toBe(200);
    }
    office.clock.advance(6 * MINUTE);
    expect((await long.get('/')).status).toBe(401);
    const left = await openedDesk(office, ratna);
    expect((await left.post('/keluar')).text).toContain('sudah ditutup');
    expect((await left.get('/')).status).toBe(401);
  });

  it('ends with the role at once', async () => {
    const sari = await officer(office, { name: 'Sari Dewi' });
    const at = await openedDesk(office, sari);
    const unused = await deskPath(sari);
    await inTransaction(office.services, (inside) => revokeMember(inside, 'cli', sari.member.number));
    expect((await at.get('/')).status).toBe(401);
    const other = browser(office);
    await other.post(unused);
    expect((await other.get('/tunggu')).status).toBe(401);
    await office.idle();
    expect((await sari.say('/komputer')).join()).not.toContain('/masuk/');
  });

  it('refuses what does not come from its own pages, and bodies that no form has', async () => {
    const at = await openedDesk(office, ratna);
    const path = await deskPath(ratna);
    for (const origin of ['https://evil.example', 'null', 'http://127.0.0.1:3000']) {
      expect((await at.post('/keluar', {}, { origin })).status).toBe(403);
      expect((await browser(office).post(path, {}, { origin })).status).toBe(403);
    }
    const rebound = new Request('http://evil.example/', { headers: { cookie: at.cookie ?? '' } });
    expect((await office.desk(rebound)).status).toBe(403);
    expect((await at.post('/keluar', { much: 'x'.repeat(10 * 1024 * 1024) })).status).toBe(413);
    expect((await at.get('/')).status).toBe(200);
    expect((await at.get('/tidak-ada')).status).toBe(404);
    expect((await browser(office).get('/')).status).toBe(401);
  });

  it('is an act in the audit log, and only its member or an admin closes it from elsewhere', async () => {
    const sari = await officer(office, { name: 'Sari Dewi' });
    const kepala = await officer(office, { name: 'Kepala Bidang', role: 'admin' });
    const at = await openedDesk(office, sari);
    const [open] = await openDesks(office.services, sari.member);
    if (open === undefined) throw new Error('expected an open desk, got none');
    expect(
      await office.database.prisma.audit.count({ where: { action: 'desk.open', actor: sari.member.number } }),
    ).toBe(1);
    expect(await inTransaction(office.services, (inside) => endDesk(inside, ratna.member, open.id))).toBe(
      false,
    );
    expect((await at.get('/')).status).toBe(200);
    expect(await inTransaction(office.services, (inside) => endDesk(inside, kepala.member, open.id))).toBe(
      true,
    );
    expect((await at.get('/')).status).toBe(401);
    expect(await forgetDesks(office.services, new Date(office.clock.now().getTime() + 1e9))).toBeGreaterThan(
      5,
    );
  });

  it('is shut where no address is set', async () => {
    const without = await openOffice();
    const budi = await officer(without);
    expect((await budi.say('/komputer')).join()).toContain('belum dinyalakan');
    await budi.say('/petugas');
    expect(budi.buttons).not.toContain('Buka di komputer');
    await without.close();
  });
});
