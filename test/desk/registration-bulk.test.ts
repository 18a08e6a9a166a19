import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DESK_URL, openedDesk } from '../support/browser.ts';
import { officer } from '../support/members.ts';
import { openOffice, registeredOwner, type Office } from '../support/office.ts';

/** Gresik (kota), where everybody of this test lives, and a kecamatan that is not theirs. */
const GRESIK = '35.25.16';
const ELSEWHERE = '35.25.01';

describe('registrations that are ticked', () => {
  let office: Office;
  beforeAll(async () => {
    office = await openOffice({ settings: { DESK_URL } });
    await registeredOwner(office);
  });
  afterAll(() => office.close());

  const once = (): string => String(Math.floor(Math.random() * 1e12));
  const waiting = () => office.database.prisma.verification.findFirstOrThrow();
  const checked = () => office.database.prisma.audit.count({ where: { action: 'verification.right' } });

  it('are checked after a look, once however often it is pressed, by nobody of another kecamatan', async () => {
    const { businessId } = await waiting();
    const fields = { pilih: String(businessId) };
    const other = await openedDesk(office, await officer(office, { name: 'Lain', kecamatan: [ELSEWHERE] }));
    for (const act of ['right', 'rightYes'])
      expect((await other.post('/periksa', { once: once(), act, ...fields })).status).toBe(404);
    const at = await openedDesk(office, await officer(office, { name: 'Ratna', kecamatan: [GRESIK] }));
    expect((await at.get('/periksa')).html).toContain(`name="pilih" value="${businessId}"`);
    expect(await at.post('/periksa', { once: once(), act: 'right' })).toMatchObject({
      location: '/periksa?kata=unticked',
    });
    const look = await at.post('/periksa', { once: once(), act: 'right', ...fields });
    expect(look.text).toContain('Otak-otak Bu Siti');
    expect(await checked()).toBe(0);
    const press = { once: once(), act: 'rightYes', ...fields };
    for (let times = 0; times < 3; times++)
      expect(await at.post('/periksa', press)).toMatchObject({ location: '/periksa?kata=bulk' });
    expect(await checked()).toBe(1);
    expect((await waiting()).status).toBe('right');
  });

  it('are left out where they resemble another business', async () => {
    await registeredOwner(office);
    const at = await openedDesk(office, await officer(office, { name: 'Sari', kecamatan: [GRESIK] }));
    const rows = await office.database.prisma.verification.findMany({ where: { status: { not: 'right' } } });
    const fields = { pilih: String(rows.at(-1)?.businessId ?? 0) };
    const { text, html } = await at.post('/periksa', { once: once(), act: 'right', ...fields });
    expect(text).toContain('mirip usaha lain');
    expect(html).not.toContain('value="rightYes"');
    const before = await checked();
    await at.post('/periksa', { once: once(), act: 'rightYes', ...fields });
    expect(await checked()).toBe(before);
  });
});
