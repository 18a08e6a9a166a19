import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checklist } from '../../../src/domain/partnership/agreement.ts';
import { draftVersion, officeAct } from '../../../src/services/partnership/agreements/agreement-acts.ts';
import { agreementOf } from '../../../src/services/partnership/agreements/agreements.ts';
import {
  applicationById,
  type Application,
} from '../../../src/services/partnership/applications/applications.ts';
import { songkok } from '../../support/agreement.ts';
import { accordWith, candidateAt, companyId, companyMember } from '../../support/candidates.ts';
import { DAY } from '../../support/clock.ts';
import { inTransaction } from '../../support/in-transaction.ts';
import { officer, type MemberInChat } from '../../support/members.ts';
import { openOffice, type Office, type Owner } from '../../support/office.ts';
import { storedOwner, type StoredOwner } from '../../support/people.ts';

describe('the yes of a company in its own room', () => {
  let office: Office;
  let siti: StoredOwner;
  let budi: MemberInChat;
  let rina: MemberInChat;
  let dewi: MemberInChat;
  let application: Application;
  beforeAll(async () => {
    office = await openOffice();
    siti = await storedOwner(office);
    budi = await officer(office, { kecamatan: ['35.25.16'] });
    const partner = await companyId(office);
    await accordWith(office, partner);
    rina = await companyMember(office, partner);
    dewi = await companyMember(office, partner, { name: 'Dewi Staf', signs: false });
    const { id } = await candidateAt(office, siti.registered.businessId, 'agreement');
    const stored = await applicationById(office.services, id);
    if (stored === undefined) throw new Error('expected an application that was just stored');
    application = stored;
  });
  afterAll(() => office.close());

  const press = (who: Owner, data: string): Promise<readonly string[]> =>
    who.act((person) => person.pressData(person.messages.at(-1)?.message_id ?? 0, data));

  /** A text that the office has sent to both sides. */
  async function offered(): Promise<number> {
    const version = await inTransaction(office.services, (inside) =>
      draftVersion(inside, budi.member, application, { terms: songkok, proposedBy: 'partner' }),
    );
    if (version === undefined) throw new Error('expected a text that can be written');
    for (const act of [{ do: 'check', items: checklist }, { do: 'offer' }] as const)
      await inTransaction(office.services, (inside) =>
        officeAct(inside, budi.member, application, version, act),
      );
    await office.idle();
    return version;
  }

  it('is prepared by one and given by another, who decides; without a letter and without the office', async () => {
    const version = await offered();
    for (const one of [rina, dewi])
      expect(one.last).toContain(`Naskah perjanjian untuk ${application.number} sudah dikirim ke pemilik.`);
    const [text] = await dewi.tap('Lihat perjanjian');
    expect(text).toContain('Harga: Rp50.000 sebuah');
    expect(dewi.buttons).not.toContain('Setuju');
    await press(dewi, `s.cand.agr.${application.id}.${version}.yes`);
    expect(dewi.last).toContain('Tidak ada yang dicatat.');
    await press(dewi, `s.cand.agr.${application.id}`);
    await dewi.tap('Sudah dicek, teruskan');
    await office.idle();
    expect(rina.last).toContain('sudah dicek rekan');
    await rina.walk('>Lihat perjanjian', '>Setuju', '>Ya, saya setuju');
    expect(rina.last).toContain('Sekarang menunggu pemilik usaha.');
    office.clock.advance(4 * DAY);
    await press(siti, `agreement.see.${application.id}`);
    await siti.walk('>Setuju', '>Ya, saya setuju');
    await office.idle();
    expect(siti.person.messages.some(({ text }) => text?.includes('kedua pihak sudah setuju'))).toBe(true);
    const row = await office.database.prisma.agreementVersion.findFirstOrThrow({ where: { version } });
    expect(row).toMatchObject({
      status: 'agreed',
      partnerYesBy: rina.member.number,
      partnerLetter: null,
    });
    await press(rina, `s.cand.agr.${application.id}.${version}.yes`);
    expect(rina.last).toContain('Tidak ada yang dicatat.');
  });

  it('counts for a change of the agreement alike, and once the owner has said yes it holds at once', async () => {
    const version = await offered();
    // Over a weekend.
    office.clock.advance(6 * DAY);
    await press(siti, `agreement.see.${application.id}`);
    await siti.walk('>Setuju', '>Ya, saya setuju');
    expect(siti.last).toContain('sekarang menunggu SIG');
    await press(rina, `s.cand.agr.${application.id}`);
    expect(rina.last).toContain(`Perubahan perjanjian ke-${version}`);
    await rina.walk('>Setuju', '>Ya, saya setuju');
    expect(rina.last).toContain('Isi ini sekarang berlaku.');
    const agreement = await agreementOf(office.services, application);
    expect(agreement?.versions.map(({ state }) => state.status)).toEqual(['agreed', 'agreed']);
  });

  it('is not for another company or desk', async () => {
    const tono = await companyMember(office, await companyId(office), { name: 'Tono', desks: ['tjsl'] });
    expect((await press(tono, `s.cand.agr.${application.id}`)).join()).toContain('tidak bisa dilihat');
  });
});
