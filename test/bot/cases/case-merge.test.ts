import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { textOf } from '../../../src/simulator/simulator.ts';
import { caseById } from '../../../src/services/cases/case-desk.ts';
import { openCase } from '../../../src/services/cases/cases.ts';
import { inTransaction } from '../../support/in-transaction.ts';
import { officer, type MemberInChat } from '../../support/members.ts';
import { openOffice, registeredOwner, type Office, type Owner } from '../../support/office.ts';
import { GRESIK } from '../../support/training.ts';

describe('two cases of one person', () => {
  let office: Office;
  let budi: MemberInChat;
  let siti: Owner;
  let first: { readonly id: number; readonly number: string };
  let second: { readonly id: number; readonly number: string };

  beforeAll(async () => {
    office = await openOffice();
    budi = await officer(office, { rights: [] });
    siti = await registeredOwner(office);
    const person = await office.database.prisma.person.findFirstOrThrow({
      include: { accounts: { select: { accountId: true } } },
    });
    const ask = (text: string, dueOn: string) =>
      inTransaction(office.services, (inside) =>
        openCase(inside, {
          kind: 'question',
          accountId: person.accounts[0]?.accountId,
          personId: person.id,
          kecamatan: GRESIK,
          text,
          dueOn,
        }),
      );
    first = await ask('Kapan pelatihan?', '2026-11-05');
    second = await ask('Pelatihan kemasan maksud saya.', '2026-11-04');
  });
  afterAll(() => office.close());

  const open = (id: number): Promise<readonly string[]> =>
    budi.act((it) => it.pressData(it.messages.at(-1)?.message_id ?? 0, `s.case.${id}`));

  it('become one with both histories and the earlier day, after a press that says what follows', async () => {
    await open(second.id);
    await budi.walk('>Tulis ke pemilik', 'Yang mana, Bu?');
    await office.idle();
    await open(first.id);
    await budi.tap('Gabungkan');
    expect(budi.last).toContain(`1. ${second.number}: Pelatihan kemasan maksud saya.`);
    await budi.tap('1');
    expect(budi.last).toContain('Ini tidak bisa dipisah lagi.');
    await budi.tap('Ya, gabungkan');
    const it = await caseById(office.services, first.id);
    expect(it).toMatchObject({
      number: first.number,
      dueOn: '2026-11-04',
      status: 'open',
      waitingFor: 'office',
    });
    expect(it?.events.map(({ kind, text }) => `${kind} ${text ?? ''}`)).toEqual([
      'message-in Pelatihan kemasan maksud saya.',
      'message-out Yang mana, Bu?',
      `merged ${second.number}`,
    ]);
    const [closed] = await office.database.prisma.case.findMany({ where: { id: second.id } });
    expect(closed).toMatchObject({ status: 'closed', mergedInto: first.id });
    const audits = await office.database.prisma.audit.count({ where: { action: 'case.merge' } });
    expect(audits).toBe(1);
  });

  it('are one for every old button and reply, too', async () => {
    await open(second.id);
    expect(budi.last).toContain(`Nomor: ${first.number}`);
    const asked = siti.person.messages.findLast((it) => textOf(it).includes('Yang mana, Bu?'));
    await siti.act((it) => it.sendText('Yang bulan Desember.', { replyTo: asked?.message_id ?? 0 }));
    expect(siti.last).toContain(first.number);
    const it = await caseById(office.services, first.id);
    expect(it?.events.at(-1)?.text).toBe('Yang bulan Desember.');
    await budi.act((one) =>
      one.pressData(one.messages.at(-1)?.message_id ?? 0, `s.case.${second.id}.answer`),
    );
    await budi.say('Tanggal 3 Desember, Bu.');
    await office.idle();
    await siti.tap('Sudah terbantu');
    expect(siti.last).toContain(first.number);
    expect((await caseById(office.services, second.id))?.status).toBe('closed');
    expect((await caseById(office.services, first.id))?.status).toBe('closed');
  });

  it('of two people stay two', async () => {
    const other = await inTransaction(office.services, (inside) =>
      openCase(inside, { kind: 'question', accountId: undefined, personId: undefined, text: 'Lain orang' }),
    );
    const again = await inTransaction(office.services, (inside) =>
      openCase(inside, { kind: 'question', accountId: undefined, personId: undefined, text: 'Lain lagi' }),
    );
    await budi.act((it) =>
      it.pressData(it.messages.at(-1)?.message_id ?? 0, `s.case.${other.id}.merge.${again.id}-yes`),
    );
    const row = await office.database.prisma.case.findUniqueOrThrow({ where: { id: again.id } });
    expect(row).toMatchObject({ status: 'open', mergedInto: null });
  });

  it('breaks no rule of the Bot API on the way', () => {
    expect(office.simulator.violations).toEqual([]);
  });
});
