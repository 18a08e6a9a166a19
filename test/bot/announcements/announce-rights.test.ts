import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { pressData } from '../../../src/bot/conversations/engine/input.ts';
import { revokeMember } from '../../../src/services/roles/role-ends.ts';
import { announceBefore, announceSteps, announcementRows } from '../../support/announce.ts';
import { appoint, officer } from '../../support/members.ts';
import { openOffice, type Office, walkTo } from '../../support/office.ts';
import { inTransaction } from '../../support/in-transaction.ts';

const CERME = '35.25.11';
const MANYAR = '35.25.10';
const NO_DUTY = 'Maaf, itu hanya untuk petugas yang ditugaskan.';

describe('who may announce', () => {
  let office: Office;
  beforeAll(async () => {
    office = await openOffice();
  });
  afterAll(() => office.close());

  test.each(['s.announce', 's.announce.1', 's.basis.1'])(
    'is nobody without the duty, also by a press made by hand (%s)',
    async (data) => {
      const siti = office.owner();
      await siti.say('/start');
      expect(await siti.act((it) => it.pressData(1, data))).toEqual([NO_DUTY]);
      const ani = await officer(office, { name: 'Ani', rights: [] });
      expect(await ani.act((it) => it.pressData(1, data))).toEqual([NO_DUTY]);
      const eko = await officer(office, { name: 'Eko', role: 'staff' });
      expect(await eko.act((it) => it.pressData(1, data))).toEqual([NO_DUTY]);
    },
  );

  it('does not see the button without the right to send', async () => {
    const ani = await officer(office, { name: 'Ani', rights: [] });
    await ani.say('/petugas');
    expect(ani.buttons).not.toContain('Umumkan pelatihan');
  });

  it('loses the open form with the role, before anything is announced', async () => {
    const budi = await officer(office);
    await walkTo(office, budi, announceSteps);
    await inTransaction(office.services, (inside) => revokeMember(inside, 'cli', budi.member.number));
    const { length } = await announcementRows(office);
    expect(await budi.tap('Kirim pengumuman')).toContain(NO_DUTY);
    expect(await announcementRows(office)).toHaveLength(length);
    expect(
      await office.services.db.draft.findFirst({
        where: { account: { chatId: budi.person.id }, form: 'announce' },
      }),
    ).toMatchObject({ status: 'discarded' });
  });

  it('reaches no further than the kecamatan that the member works in when it is sent', async () => {
    const budi = await officer(office);
    await walkTo(office, budi, announceBefore('audience'));
    await budi.walk('cerme', 'manyar', '>Selesai memilih', '>Sekarang');
    await appoint(office, budi, { kecamatan: [MANYAR] });
    const { length } = await announcementRows(office);
    await budi.tap('Kirim pengumuman');
    expect(budi.last).toContain('Tempat itu di luar wilayah tugas. Wilayah tugas: Manyar.');
    expect(await announcementRows(office)).toHaveLength(length);
    await budi.walk('Balai Desa Manyarejo, Manyar', '>Kirim pengumuman');
    expect((await announcementRows(office)).at(-1)?.audience).toMatchObject({ kecamatan: [MANYAR] });
  });

  it('cannot answer for somebody else: presses of a form work in its own chat only', async () => {
    const budi = await officer(office);
    await walkTo(office, budi, announceSteps);
    const draft = await office.services.db.draft.findFirstOrThrow({
      where: { account: { chatId: budi.person.id }, form: 'announce', status: 'open' },
    });
    const { length } = await announcementRows(office);
    const rina = await officer(office, { name: 'Rina' });
    await rina.act((it) => it.pressData(1, pressData(draft.id, draft.revision, 'send')));
    const siti = office.owner();
    await siti.say('/start');
    await siti.act((it) => it.pressData(1, pressData(draft.id, draft.revision, 'send')));
    expect(await announcementRows(office)).toHaveLength(length);
  });

  it('announces a training again only in the own kecamatan', async () => {
    const budi = await officer(office);
    await walkTo(office, budi, announceSteps);
    await budi.walk('>Kirim pengumuman');
    const training = (await announcementRows(office)).at(-1)?.training;
    const rina = await officer(office, { name: 'Rina', kecamatan: [MANYAR] });
    expect(await rina.act((it) => it.pressData(1, `s.announce.${training?.id}`))).toEqual([
      'Pelatihan itu sudah ditutup atau dibatalkan, jadi tidak bisa diumumkan lagi.',
    ]);
    const dedi = await officer(office, { name: 'Dedi', kecamatan: [CERME] });
    expect((await dedi.act((it) => it.pressData(1, `s.announce.${training?.id}`)))[0]).toContain(
      'Diumumkan lagi: Pelatihan Kemasan Produk, Kamis, 19 November 2026 pukul 09.00 WIB',
    );
  });
});
