import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openPostgres, type Database } from '../../../src/database.ts';
import { gathered } from '../../../src/gather.ts';
import type { Sql, Statement } from '../../../src/sql.ts';
import { accountOf } from '../../../src/services/core/accounts.ts';
import { createDraft, findDraft, saveAnswer, type DraftRow } from '../../../src/services/core/drafts.ts';
import { codecs } from '../../../src/services/core/codecs.ts';
import { recall } from '../../../src/services/core/effects.ts';
import { finishUpdate, keepUpdates } from '../../../src/services/core/inbox.ts';
import { runs } from '../../support/long.ts';
import { openOffice, type Office } from '../../support/office.ts';
import { startPostgres, type PostgresServer } from '../../support/postgres.ts';
import { servicesOver } from '../../support/services.ts';
import { inTransaction } from '../../support/in-transaction.ts';

/** Counts what goes over the connections of a database. */
function counting(sql: Sql): Sql & { readonly alone: string[]; readonly together: number[] } {
  const alone: string[] = [];
  const together: number[] = [];
  return {
    ...sql,
    alone,
    together,
    run(statement, values) {
      alone.push(statement.name);
      return sql.run(statement, values);
    },
    runTogether(statement, values) {
      together.push(Array.isArray(values[0]) ? values[0].length : 0);
      return sql.runTogether(statement, values);
    },
  };
}

/** Divides: whoever divides by nought fails, and everybody who goes along in the same statement. */
const DIVIDE: Statement = {
  name: 'test_divide',
  text: `SELECT at::int, a / b AS result FROM unnest($1::int[], $2::int[]) WITH ORDINALITY AS i(a, b, at)`,
};

describe('what many chats ask for in one statement', () => {
  let office: Office;
  let sql: ReturnType<typeof counting>;
  const divide = gathered<{ readonly at: number; readonly result: number }>(DIVIDE);
  const over = async (a: number, b: number): Promise<number | undefined> =>
    (await divide(sql, a, [a, b]))[0]?.result;

  beforeAll(async () => {
    office = await openOffice();
  });
  afterAll(() => office.close());
  beforeEach(() => {
    sql = counting(office.database.sql);
  });

  it('goes along in one, and each gets its own', async () => {
    expect(await Promise.all([8, 2, 6, 4].map((a) => over(a, 2)))).toEqual([4, 1, 3, 2]);
    expect([sql.together, sql.alone]).toEqual([[4], []]);
  });

  it('goes at once when it is alone', async () => {
    expect(await over(9, 3)).toBe(3);
    expect([sql.together, sql.alone]).toEqual([[1], []]);
  });

  it('takes a hundred at most', async () => {
    const all = Array.from({ length: 250 }, (_, at) => at + 1);
    expect(await Promise.all(all.map((a) => over(a * 7, 7)))).toEqual(all);
    expect(Math.max(...sql.together)).toBe(100);
    expect(sql.together.reduce((sum, it) => sum + it, 0)).toBe(250);
  });

  it('fails only for whoever is at fault', async () => {
    const results = await Promise.allSettled([over(8, 2), over(1, 0), over(6, 2)]);
    expect(results).toMatchObject([
      { status: 'fulfilled', value: 4 },
      { status: 'rejected', reason: { code: '22012' } },
      { status: 'fulfilled', value: 3 },
    ]);
    expect(sql.alone).toHaveLength(3);
  });
});

describe('what is stored together', () => {
  let office: Office;
  beforeAll(async () => {
    office = await openOffice();
  });
  afterAll(() => office.close());

  let next = 1_000;

  interface Chat {
    readonly chatId: number;
    readonly accountId: number;
    readonly draft: Awaited<ReturnType<typeof createDraft>>;
  }

  async function chats(count: number): Promise<readonly Chat[]> {
    const made: Chat[] = [];
    for (let at = 0; at < count; at++) {
      const chatId = next++;
      const { id: accountId } = await accountOf(office.services, chatId, 'id');
      const draft = await inTransaction(office.services, (inside) =>
        createDraft(inside, {
          accountId,
          form: 'report',
          version: 1,
          payload: '{}',
          remaining: 3,
        }),
      );
      made.push({ chatId, accountId, draft });
    }
    return made;
  }

  /** An answer of a chat: poisoned ones cannot be stored, repeated ones come twice. */
  const answer = fc.record({
    chat: fc.nat({ max: 5 }),
    text: fc.string({ maxLength: 20 }),
    kind: fc.constantFrom('good', 'good', 'good', 'poisoned', 'repeated'),
  });

  it('is what would be stored one after the other, whoever is at fault among them', async () => {
    const { services, database } = office;
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(answer, { selector: (it) => it.chat, maxLength: 6 }),
        async (answers) => {
          const store = async (together: boolean): Promise<unknown> => {
            const owners = await chats(6);
            const first = next;
            next += 20;
            const jobs = answers.flatMap(({ chat, text, kind }, at) => {
              const owner = owners[chat];
              if (owner === undefined) return [];
              const cause = { botId: 9, updateId: first + at };
              const change = {
                payload: JSON.stringify({ text }),
                // No column holds that.
                revision: kind === 'poisoned' ? 2 ** 40 : 1,
                remaining: 2,
              };
              const job = () =>
                saveAnswer(services, database.sql, owner.draft, change, cause, {
                  name: 'form',
                  codec: codecs.string,
                  result: text,
                });
              return kind === 'repeated' ? [job, job] : [job];
            });
            const outcomes: PromiseSettledResult<string>[] = [];
            if (together) outcomes.push(...(await Promise.allSettled(jobs.map((job) => job()))));
            else for (const job of jobs) outcomes.push(...(await Promise.allSettled([job()])));
            const rows = await Promise.all(
              owners.map(async (it) => {
                const draft = await findDraft(services, it.accountId, 'report');
                return [draft?.payload, draft?.revision];
              }),
            );
            const ledger = await Promise.all(
              answers.map((_, at) =>
                recall(services, { botId: 9, updateId: first + at }, 'form', codecs.string),
              ),
            );
            return {
              // Of two that are the same either may be the first.
              outcomes: outcomes.map((it) => (it.status === 'fulfilled' ? it.value : 'failed')).toSorted(),
              rows,
              ledger,
            };
          };
          const [byOne, byAll] = [await store(false), await store(true)];
          expect(byAll).toEqual(byOne);
        },
      ),
      { numRuns: runs(20) },
    );
  });

  it('changes nothing the second time: an answer that was lost is asked for again', async () => {
    const { services, database } = office;
    const [owner] = await chats(1);
    if (owner === undefined) throw new Error('expected a chat');
    const cause = { botId: 9, updateId: next++ };
    await keepUpdates(services, database.sql, 9, [{ ...cause, chatId: owner.chatId, payload: '{}' }]);
    const done = (value: string, messageId: number) =>
      finishUpdate(services, database.sql, cause, {
        outcome: 'handled',
        state: { chatId: owner.chatId, value },
        prompt: { draftId: owner.draft.id, messageId },
      });
    await done('{"at":1}', 41);
    await done('{"at":2}', 42);
    expect((await accountOf(services, owner.chatId, 'id')).state).toBe('{"at":1}');
    expect((await findDraft(services, owner.accountId, 'report'))?.promptMessageId).toBe(41);
  });
});

describe('on a server', () => {
  let folder: string;
  let server: PostgresServer;
  let database: Database;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'umkm-gather-'));
    server = await startPostgres(join(folder, 'postgres'));
    database = await openPostgres(server.url);
  });
  afterAll(async () => {
    await database.close();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('a lock is waited for only in the chat whose row is locked', async () => {
    const services = await servicesOver(database);
    const drafts: DraftRow[] = [];
    for (const chatId of [1, 2]) {
      const { id: accountId } = await accountOf(services, chatId, 'id');
      drafts.push(
        await inTransaction(services, (inside) =>
          createDraft(inside, { accountId, form: 'report', version: 1, payload: '{}', remaining: 3 }),
        ),
      );
    }
    const [locked, free] = drafts;
    if (locked === undefined || free === undefined) throw new Error('expected two drafts');
    const client = new pg.Client({ connectionString: server.url });
    await client.connect();
    await client.query('BEGIN');
    await client.query('SELECT 1 FROM draft WHERE id = $1 FOR UPDATE', [locked.id]);
    const save = (draft: DraftRow) =>
      saveAnswer(
        services,
        database.sql,
        draft,
        { payload: '{"a":1}', revision: 1, remaining: 2 },
        { botId: 9, updateId: draft.id },
        { name: 'form', codec: codecs.nothing, result: undefined },
      );
    const held = save(locked);
    expect(await save(free)).toBe('saved');
    await client.query('COMMIT');
    expect(await held).toBe('saved');
    await client.end();
  });
});
