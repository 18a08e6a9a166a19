import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accountOf } from '../../../src/services/core/accounts.ts';
import { readChat } from '../../../src/services/office/chats.ts';
import {
  beginDraft,
  closeDraft,
  createDraft,
  discardUnfinished,
  emptyDraft,
  forgetDraft,
  findDraft,
  findDrafts,
  parkDraft,
  pickUpDraft,
  rewriteDraft,
  saveAnswer,
  type DraftRow,
} from '../../../src/services/core/drafts.ts';
import { codecs } from '../../../src/services/core/codecs.ts';
import { hasHappened, once, recall } from '../../../src/services/core/effects.ts';
import { finishUpdate, keepUpdates } from '../../../src/services/core/inbox.ts';
import { insertRows, type NewRow } from '../../../src/services/core/new-rows.ts';
import type { Services } from '../../../src/services/core/services.ts';
import { appoint } from '../../support/members.ts';
import { openOffice, type Office } from '../../support/office.ts';
import { registeredPerson } from '../../support/people.ts';
import { inTransaction } from '../../support/in-transaction.ts';

describe('the statements by hand', () => {
  let office: Office;
  beforeAll(async () => {
    office = await openOffice();
  });
  afterAll(() => office.close());

  let updateId = 0;
  const nextCause = () => ({ botId: 77, updateId: ++updateId });
  const about = (accountId: number, form: string) => ({
    accountId,
    byPerson: undefined,
    form,
    version: 3,
    payload: `{"of":"${form}"}`,
    remaining: 4,
  });
  /** A chat, and the services of an update in it. */
  async function chatOf(
    chatId: number,
  ): Promise<{ readonly services: Services; readonly accountId: number }> {
    const { account, ahead } = await readChat(office.services, office.database.sql, chatId, 'id');
    return { services: { ...office.services, ahead }, accountId: account.id };
  }

  it('make the account of a new chat in its language, once', async () => {
    const { services, database } = office;
    const first = await readChat(services, database.sql, 501, 'en');
    expect(first.account).toEqual(await accountOf(services, 501, 'id'));
    expect(first).toMatchObject({
      account: { chatId: 501, language: 'en', person: undefined },
      member: undefined,
    });
    const again = await readChat(services, database.sql, 501, 'id');
    expect(again).toEqual({ ...first, ahead: again.ahead });
    const row = await database.prisma.account.findUniqueOrThrow({ where: { chatId: 501 } });
    expect(row).toMatchObject({ firstSeenAt: services.now(), ownReminders: true });
  });

  it('read of a chat what Prisma reads: the person, the member in office, the open drafts in their order', async () => {
    const { services, database } = office;
    const owner = office.owner('Budi');
    await owner.say('/start');
    await registeredPerson(services, { chatId: owner.person.id, name: 'Budi Santoso', salutation: 'L' });
    const member = await appoint(office, owner, { rights: ['send', 'nik'], kecamatan: ['3525010'] });
    const account = await accountOf(services, owner.person.id, 'id');
    await database.prisma.account.update({
      where: { id: account.id },
      data: { letter: { message: 5, at: 1_700_000_000, to: { case: 1, way: 'office' } }, notFoundAt: 'x' },
    });
    for (const form of ['report', 'register', 'ask']) {
      await inTransaction(services, (inside) => createDraft(inside, about(account.id, form)));
      office.clock.advance(1000);
    }
    await parkDraft(services, account.id, 'register');
    const chat = await readChat(services, database.sql, owner.person.id, 'id');
    expect(chat.account).toEqual(await accountOf(services, owner.person.id, 'id'));
    expect(chat.account).toMatchObject({
      doubtful: true,
      letter: { message: 5 },
      person: { name: 'Budi Santoso' },
    });
    expect(chat.member).toEqual({ ...member, accountId: account.id });
    const ahead = { ...services, ahead: chat.ahead };
    expect((await findDrafts(ahead, account.id)).map((it) => it.form)).toEqual(['ask', 'report']);
    for (const form of ['report', 'register', 'ask'])
      expect(await findDraft(ahead, account.id, form)).toEqual(await findDraft(services, account.id, form));
    await database.prisma.member.updateMany({
      where: { id: member.id },
      data: { revokedAt: services.now() },
    });
    expect((await readChat(services, database.sql, owner.person.id, 'id')).member).toBeUndefined();
  });

  it('insert what belongs together as Prisma does, defaults and all, or nothing of it', async () => {
    const { prisma } = office.database;
    const { services, accountId } = await chatOf(502);
    const id = 900_001;
    const createdAt = services.now();
    const person = {
      id,
      office: 'gresik',
      number: 'one',
      name: Buffer.from('sealed'),
      salutation: 'P',
      createdAt,
    };
    const business = {
      id,
      office: 'gresik',
      number: 'D-1',
      ownerId: id,
      name: null,
      kecamatan: '35.25.16',
      startedYear: 2009,
      usualMonthlySales: 12_000_000_000,
      usualEstimate: false,
      createdAt,
    };
    const consent = {
      office: 'gresik',
      personId: id,
      personNumber: 'one',
      purpose: 'registration',
      version: 1,
      language: 'id',
      text: `it's "so" $1`,
      button: 'agree',
      givenAt: createdAt,
      draftId: 7,
    };
    const rows: readonly NewRow[] = [
      ['consent', consent],
      ['businessWords', { businessId: id, words: [1n, -(2n ** 63n)] }],
      ['business', business],
      ['personWords', { personId: id, words: [] }],
      ['personAccount', { personId: id, accountId, since: createdAt }],
      ['verification', { businessId: id, openedAt: createdAt }],
      ['person', person],
    ];
    const stored = async (): Promise<unknown> => ({
      person: await prisma.person.findUnique({
        where: { id },
        include: {
          words: true,
          accounts: true,
          consents: { omit: { id: true } },
          businesses: { include: { words: true, verification: true } },
        },
      }),
    });
    await insertRows(prisma, rows);
    const byHand = await stored();
    await prisma.business.delete({ where: { id } });
    await prisma.consent.deleteMany({ where: { personId: id } });
    await prisma.person.delete({ where: { id } });

    await expect(insertRows(prisma, [...rows, ['person', { ...person, number: 'two' }]])).rejects.toThrow(
      'person_pkey',
    );
    expect(await stored()).toEqual({ person: null });

    await prisma.person.create({ data: person });
    await prisma.personAccount.create({ data: { personId: id, accountId, since: createdAt } });
    await prisma.personWords.create({ data: { personId: id, words: [] } });
    await prisma.business.create({ data: business });
    await prisma.businessWords.create({ data: { businessId: id, words: [1n, -(2n ** 63n)] } });
    await prisma.verification.create({ data: { businessId: id, openedAt: createdAt } });
    await prisma.consent.create({ data: consent });
    expect(byHand).toEqual(await stored());
  });

  it('are undone for whoever of two comes second with one update, and the result of the first is theirs, too', async () => {
    const { prisma } = office.database;
    const cause = nextCause();
    const holder = (id: number): Promise<number> =>
      once(
        prisma,
        office.services,
        cause,
        'form',
        codecs.number,
        async (inside) => {
          const row = { id, office: 'gresik', number: 'of one update', createdAt: inside.now() };
          await insertRows(inside.db, [['person', row]]);
          return id;
        },
        true,
      );
    const results = await Promise.all([holder(900_101), holder(900_102)]);
    expect(new Set(results).size).toBe(1);
    const stored = await prisma.person.findMany({ where: { number: 'of one update' } });
    expect(stored.map((it) => it.id)).toEqual([results[0]]);
  });

  it('forget what was read ahead at whatever an update writes to a draft', async () => {
    const writes: readonly ((services: Services, draft: DraftRow) => Promise<unknown>)[] = [
      (services, draft) => parkDraft(services, draft.accountId, draft.form),
      (services, draft) => pickUpDraft(services, draft.accountId, draft.form, draft.id),
      (services, draft) => forgetDraft(services, draft.id),
      (services, draft) => discardUnfinished(services, draft.accountId, [draft.form]),
      (services, draft) => closeDraft(services, draft.id, 'discarded'),
      (services, draft) => emptyDraft(services, draft.id),
      (services, draft) =>
        inTransaction(services, (inside) =>
          rewriteDraft(inside, draft.id, { payload: '{"new":1}', revision: 9, remaining: 1 }),
        ),
      (services, draft) =>
        inTransaction(services, (inside) => createDraft(inside, about(draft.accountId, 'other'))),
      (services, draft) =>
        beginDraft(services, office.database.sql, about(draft.accountId, draft.form), nextCause(), 'open'),
      (services, draft) =>
        saveAnswer(
          services,
          office.database.sql,
          draft,
          { payload: '{"new":2}', revision: 1, remaining: 2 },
          nextCause(),
          { name: 'form', codec: codecs.nothing, result: undefined },
        ),
      // Whatever a transaction does, also past the functions of drafts.
      (services, draft) =>
        inTransaction(services, ({ db }) =>
          db.draft.updateMany({ where: { id: draft.id }, data: { status: 'discarded' } }),
        ),
    ];
    for (const [at, write] of writes.entries()) {
      const chatId = 600 + at;
      const { accountId } = await chatOf(chatId);
      const draft = await inTransaction(office.services, (inside) =>
        createDraft(inside, about(accountId, 'report')),
      );
      const { services } = await chatOf(chatId);
      expect(await findDraft(services, accountId, 'report')).toEqual(draft);
      await write(services, draft);
      expect(await findDraft(services, accountId, 'report'), `write ${at}`).toEqual(
        await findDraft(office.services, accountId, 'report'),
      );
    }
  });

  it('begin a draft as Prisma does, in the place of the open one, once for an update', async () => {
    const { services, accountId } = await chatOf(701);
    const { prisma, sql } = office.database;
    const old = await inTransaction(services, (inside) => createDraft(inside, about(accountId, 'report')));
    const other = await inTransaction(services, (inside) => createDraft(inside, about(accountId, 'ask')));
    const cause = nextCause();
    const begun = await beginDraft(services, sql, about(accountId, 'report'), cause, 'open:report');
    expect(begun).toEqual(await findDraft(services, accountId, 'report'));
    const [byHand, byPrisma] = await Promise.all(
      [begun?.id ?? 0, other.id].map((id) => prisma.draft.findUniqueOrThrow({ where: { id } })),
    );
    expect({ ...byHand, id: 0, form: '', payload: '' }).toEqual({
      ...byPrisma,
      id: 0,
      form: '',
      payload: '',
    });
    expect(await prisma.draft.findUniqueOrThrow({ where: { id: old.id } })).toMatchObject({
      status: 'discarded',
      closedAt: services.now(),
      payload: null,
    });
    expect(await hasHappened(services, cause, 'open:report')).toBe(true);
    expect(await beginDraft(services, sql, about(accountId, 'report'), cause, 'open:report')).toBeUndefined();
    expect((await findDraft(services, accountId, 'report'))?.id).toBe(begun?.id);
  });

  it('store an answer with its update once, and never in a draft that is closed', async () => {
    const { services, accountId } = await chatOf(702);
    const { prisma, sql } = office.database;
    const draft = await inTransaction(services, (inside) => createDraft(inside, about(accountId, 'report')));
    const cause = nextCause();
    const save = (payload: string, by = cause) =>
      saveAnswer(services, sql, draft, { payload, revision: 1, remaining: 3 }, by, {
        name: 'form',
        codec: codecs.string,
        result: '{"say":[]}',
      });
    office.clock.advance(60_000);
    expect(await save('{"a":1}')).toBe('saved');
    expect(await save('{"a":2}')).toBe('known');
    expect(await findDraft(services, accountId, 'report')).toEqual({
      ...draft,
      payload: '{"a":1}',
      revision: 1,
      updatedAt: services.now(),
    });
    expect(await prisma.draft.findUniqueOrThrow({ where: { id: draft.id } })).toMatchObject({ remaining: 3 });
    expect(await recall(services, cause, 'form', codecs.string)).toBe('{"say":[]}');
    await closeDraft(services, draft.id, 'discarded');
    expect(await save('{"a":3}', nextCause())).toBe('closed');
    expect(await prisma.draft.findUniqueOrThrow({ where: { id: draft.id } })).toMatchObject({
      payload: null,
    });
  });

  it('keep updates once, and finish one with state, prompt and outcome', async () => {
    const { services, accountId } = await chatOf(703);
    const { prisma, sql } = office.database;
    const [first, second, third] = [nextCause(), nextCause(), nextCause()];
    const arrivals = [
      { updateId: first.updateId, chatId: 703, payload: '{"first":1}' },
      { updateId: second.updateId, chatId: undefined, payload: '{"second":1}' },
      { updateId: third.updateId, chatId: 703, payload: '{"third":1}' },
    ];
    expect(await keepUpdates(services, sql, 77, arrivals)).toEqual(
      new Set([first.updateId, second.updateId, third.updateId]),
    );
    expect([...(await keepUpdates(services, sql, 77, arrivals))]).toEqual([]);
    const rows = await prisma.inboxUpdate.findMany({ where: { botId: 77 }, orderBy: { updateId: 'asc' } });
    expect(
      rows.map(({ payload, ...row }) => ({
        ...row,
        payload: payload === null ? null : services.seal.decrypt(`inbox:77:${row.updateId}`, payload),
      })),
    ).toEqual(
      arrivals.map((it) => ({
        botId: 77n,
        updateId: BigInt(it.updateId),
        chatId: it.chatId === undefined ? null : BigInt(it.chatId),
        payload: it.payload,
        attempts: 0,
        receivedAt: services.now(),
        notBefore: null,
        handledAt: null,
        outcome: null,
      })),
    );

    const draft = await inTransaction(services, (inside) => createDraft(inside, about(accountId, 'report')));
    const state = { chatId: 703, value: '{"on":"report"}' };
    await finishUpdate(services, sql, first, {
      outcome: 'handled',
      state,
      prompt: { draftId: draft.id, messageId: 4711 },
    });
    expect(await prisma.inboxUpdate.findUnique({ where: { botId_updateId: first } })).toMatchObject({
      outcome: 'handled',
      handledAt: services.now(),
      payload: null,
    });
    expect((await findDraft(office.services, accountId, 'report'))?.promptMessageId).toBe(4711);
    expect((await accountOf(services, 703, 'id')).state).toBe('{"on":"report"}');

    await finishUpdate(services, sql, second, { outcome: 'ignored', state: undefined, prompt: undefined });
    expect((await accountOf(services, 703, 'id')).state).toBe('{"on":"report"}');
    expect((await findDraft(office.services, accountId, 'report'))?.promptMessageId).toBe(4711);
    await finishUpdate(services, sql, third, {
      outcome: 'handled',
      state: { chatId: 703, value: null },
      prompt: undefined,
    });
    expect((await accountOf(services, 703, 'id')).state).toBeUndefined();
  });

  it('leave one result when two hold the same update for new', async () => {
    const { services } = await chatOf(704);
    const { prisma } = office.database;
    const cause = nextCause();
    const write = (language: string) =>
      once(
        prisma,
        services,
        cause,
        'twice',
        codecs.string,
        async (inside) => {
          await inside.db.account.create({
            data: { office: 'gresik', chatId: language === 'id' ? 705 : 706 },
          });
          return language;
        },
        true,
      );
    const [one, two] = await Promise.all([write('id'), write('en')]);
    expect(one).toBe(two);
    const made = await prisma.account.findMany({ where: { chatId: { in: [705, 706] } } });
    expect(made.map((it) => Number(it.chatId))).toEqual([one === 'id' ? 705 : 706]);
    // A key that stands for another reason is no repeat.
    await expect(
      once(
        prisma,
        services,
        nextCause(),
        'twice',
        codecs.string,
        async (inside) => {
          await inside.db.account.create({ data: { office: 'gresik', chatId: 704 } });
          return '';
        },
        true,
      ),
    ).rejects.toThrow(/Unique constraint/);
  });
});
