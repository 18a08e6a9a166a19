import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { replayJournal } from '../../../src/services/journal/replay.ts';
import { programmeJson, refreshProgrammes } from '../../../src/services/core/stored-programmes.ts';
import { accordWith, companyId, companyMember } from '../../support/candidates.ts';
import type { MemberInChat } from '../../support/members.ts';
import { openOffice, type Office, type Owner } from '../../support/office.ts';
import { inTransaction } from '../../support/in-transaction.ts';
import { checkedOwner } from '../../support/partnership.ts';

describe('the figure of sales of an applicant', () => {
  let office: Office;
  let rina: MemberInChat;
  beforeAll(async () => {
    office = await openOffice();
    const { services, database } = office;
    const programme = services.programmes.find('sig-supply');
    if (programme === undefined) throw new Error('expected the example of a supply programme');
    await database.prisma.programmeVersion.updateMany({
      where: { programmeId: programme.id },
      data: {
        data: programmeJson({ ...programme, partnerFields: ['business-name', 'sales-12-months'] }),
      },
    });
    await refreshProgrammes(services);
    const partner = await companyId(office);
    await accordWith(office, partner);
    rina = await companyMember(office, partner);
  });
  afterAll(() => office.close());

  const press = (who: Owner, data: string): Promise<readonly string[]> =>
    who.act((person) => person.pressData(person.messages.at(-1)?.message_id ?? 0, data));
  const pageOf = async (id: number): Promise<string> => (await press(rina, `s.cand.${id}`)).join();

  /** An application that is with the company; the figure is the last thing that was asked. */
  async function applied(
    nik: string,
    answer: string,
  ): Promise<{ readonly owner: Owner; readonly id: number }> {
    const { prisma } = office.database;
    const owner = await checkedOwner(office);
    const check = await prisma.eligibilityCheck.findFirstOrThrow({
      where: { programmeId: 'sig-supply' },
      orderBy: { id: 'desc' },
    });
    await press(owner, `partnership.apply.${check.id}`);
    await owner.walk('>Setuju', nik);
    expect(owner.last).toContain('Ini bukan syarat mengajukan');
    await owner.walk(`>${answer}`, '>Kirim');
    expect(owner.last).toContain('sudah dikirim');
    const { id } = await prisma.application.findFirstOrThrow({ orderBy: { id: 'desc' } });
    await prisma.application.update({ where: { id }, data: { status: 'forwarded' } });
    return { owner, id };
  }

  it('is shown only with a consent of its own, as the owner says it, and is a band again when that is withdrawn', async () => {
    const { owner, id } = await applied('3525165708850003', 'Boleh lihat angkanya');
    const page = await pageOf(id);
    expect(page).toMatch(/Menurut pemilik[^]*Penjualan sebulan, angkanya: Rp\d/);
    expect(page).not.toMatch(/Penjualan sebulan: /);
    const shown = rina.person.messages.at(-1)?.message_id;
    await owner.walk('/dataku', '>Siapa melihat data saya');
    expect(owner.last).toContain('angka penjualan sebulan');
    await owner.walk('/dataku', '>Izin saya');
    await owner.tap(/^Tarik: angka penjualan/);
    await owner.tap('Ya, tarik izin');
    expect(owner.last).toContain('hanya melihat kisaran');
    // The company has seen the figure, so the office asks it back.
    expect(owner.last).toContain('Perusahaan diminta memusnahkan');
    const recall = await office.database.prisma.case.findFirstOrThrow({ where: { kind: 'recall' } });
    expect(recall.details).toMatchObject({ application: id });
    await office.idle();
    expect(rina.person.messages.some((it) => it.message_id === shown)).toBe(false);
    const band = await pageOf(id);
    expect(band).toMatch(/Penjualan sebulan: (?:sampai|antara)/);
    expect(band).not.toContain('angkanya');
  });

  it('is no condition: who keeps it applies as well', async () => {
    const { id } = await applied('3525164101900001', 'Cukup kisarannya');
    expect(await pageOf(id)).toMatch(/Penjualan sebulan: (?:sampai|antara)/);
    expect(
      await office.database.prisma.consent.count({
        where: { purpose: { startsWith: 'exact:' }, withdrawnAt: null },
      }),
    ).toBe(0);
  });

  it('is asked back once where both consents are withdrawn, also when that is replayed after a restore', async () => {
    const { prisma } = office.database;
    const { owner, id } = await applied('3525015503740001', 'Boleh lihat angkanya');
    await pageOf(id);
    const newest = await prisma.journalEntry.findFirst({ orderBy: { id: 'desc' } });
    const before = await prisma.case.count({ where: { kind: 'recall' } });
    const recalls = async (): Promise<number> =>
      (await prisma.case.count({ where: { kind: 'recall' } })) - before;
    // Wherever the rows lie: a column with an index, changed and changed back, moves one behind the other.
    for (const [from, to] of [
      ['partner:sig-supply', 'moved'],
      ['moved', 'partner:sig-supply'],
    ] as const)
      await prisma.consent.updateMany({ where: { purpose: from }, data: { purpose: to } });
    await owner.walk('/dataku', '>Izin saya');
    await owner.tap(/^Tarik: data untuk/);
    await owner.tap('Ya, tarik izin');
    expect(await recalls()).toBe(1);
    const rows = await prisma.journalEntry.findMany({
      where: { id: { gt: newest?.id ?? 0 }, kind: 'withdrawal' },
      orderBy: { id: 'asc' },
    });
    expect(rows.map(({ data }) => JSON.stringify(data))).toEqual([
      expect.stringContaining('partner:sig-supply'),
      expect.stringContaining('exact:sig-supply'),
    ]);

    // The database as it was before, and the file of what happened since.
    const { personId } = await prisma.application.update({ where: { id }, data: { status: 'forwarded' } });
    await prisma.consent.updateMany({ where: { personId }, data: { withdrawnAt: null } });
    const newestCase = await prisma.case.findFirstOrThrow({
      where: { kind: 'recall' },
      orderBy: { id: 'desc' },
    });
    await prisma.case.update({ where: { id: newestCase.id }, data: { kind: 'help', status: 'closed' } });
    const entries = rows.map(({ uid, at, subject, data }) => ({
      uid: `${uid}-again`,
      at,
      kind: 'withdrawal' as const,
      subject,
      data: z.object({ purpose: z.string(), at: z.string() }).parse(data),
    }));
    await inTransaction(office.services, (inside) => replayJournal(inside, entries));
    expect(await recalls()).toBe(1);
    expect(
      await prisma.consent.count({
        where: { personId, purpose: { contains: 'sig-supply' }, withdrawnAt: null },
      }),
    ).toBe(0);
  });
});
