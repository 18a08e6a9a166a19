import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { textOf } from '../../../src/simulator/simulator.ts';
import { answerOffice, answerOwner } from '../../../src/services/cases/case-answers.ts';
import { openCase } from '../../../src/services/cases/cases.ts';
import { officer, type MemberInChat } from '../../support/members.ts';
import { openOffice, registeredOwner, type Office, type Owner } from '../../support/office.ts';
import { inTransaction } from '../../support/in-transaction.ts';

describe('a case with more text than one message holds', () => {
  let office: Office;
  let budi: MemberInChat;
  let siti: Owner;
  let id: number;

  const words = (start: string, length: number): string =>
    `${start} ${'kata & lagi <satu> '.repeat(300)}`.slice(0, length - 6).trimEnd() + ' habis';
  const question = words('Pertanyaan', 4_096);
  const asked = words('Balasan', 790);

  beforeAll(async () => {
    office = await openOffice();
    budi = await officer(office, { rights: [] });
    siti = await registeredOwner(office);
    const { services, database } = office;
    const account = await database.prisma.account.findUniqueOrThrow({ where: { chatId: siti.person.id } });
    const opened = await inTransaction(services, (inside) =>
      openCase(inside, {
        kind: 'question',
        accountId: account.id,
        personId: account.activePersonId ?? undefined,
        text: question,
      }),
    );
    ({ id } = await database.prisma.case.findUniqueOrThrow({
      where: { office_number: { office: 'gresik', number: opened.number } },
    }));
    for (let round = 0; round < 3; round++) {
      await inTransaction(services, (inside) =>
        answerOwner(inside, budi.member, id, { text: words('Jawaban', 790), file: undefined }),
      );
      await inTransaction(services, (inside) =>
        answerOffice(inside, account.id, id, { text: asked, file: undefined }),
      );
    }
    const { message } = siti.person.sendPhoto();
    await inTransaction(services, (inside) =>
      answerOffice(inside, account.id, id, {
        text: words('Gambar', 2_000),
        file: { fileId: message.photo?.[0]?.file_id ?? '', kind: 'photo' },
      }),
    );
    await office.idle();
  });
  afterAll(() => office.close());

  it('is opened by an officer, who reads all of it and finds the buttons under the last message', async () => {
    const said = await budi.act((person) =>
      person.pressData(person.messages.at(-1)?.message_id ?? 0, `s.case.${id}`),
    );
    const all = said.join('\n').replaceAll(/\s/g, '');
    expect(said.length).toBeGreaterThan(1);
    expect(all).toContain(question.replaceAll(/\s/g, ''));
    expect(all.split(asked.replaceAll(/\s/g, '')).length).toBeGreaterThanOrEqual(4);
    expect(budi.buttons).toContain('Tulis ke pemilik');
    await budi.tap('Tulis ke pemilik');
    expect(budi.last).toContain('Tulis');
  });

  it('reaches the other side whole: what the bot begins by itself, and what stands under a picture', async () => {
    const rows = await office.database.prisma.outgoing.findMany({ where: { kind: { startsWith: 'case-' } } });
    expect(rows.map((it) => it.status)).toEqual(rows.map(() => 'sent'));
    const heard = siti.person.messages.map(textOf).join('\n').replaceAll(/\s/g, '');
    expect(heard).toContain(words('Jawaban', 790).replaceAll(/\s/g, ''));
    const told = budi.person.messages.map(textOf).join('\n').replaceAll(/\s/g, '');
    expect(told).toContain(words('Gambar', 2_000).replaceAll(/\s/g, ''));
  });
});
