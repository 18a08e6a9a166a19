import { expect, it } from 'vitest';
import { inTurn } from '../src/in-turn.ts';
import { testDatabase } from './support/database.ts';

const nothing = { columnNames: [], columnTypes: [], rows: [] };

it('statements of a transaction are sent one after the other, also after one that failed', async () => {
  let underWay = 0;
  let most = 0;
  const sent: string[] = [];
  const run = async (sql: string): Promise<void> => {
    sent.push(sql);
    most = Math.max(most, ++underWay);
    await new Promise((resolve) => setImmediate(resolve));
    underWay--;
    if (sql === 'two') throw new Error('refused');
  };
  const transaction = inTurn({
    queryRaw: ({ sql }: { readonly sql: string }) => run(sql).then(() => nothing),
    executeRaw: ({ sql }: { readonly sql: string }) => run(sql).then(() => 1),
  });
  const of = (sql: string) => ({ sql, args: [], argTypes: [] });
  const ends = await Promise.allSettled([
    transaction.queryRaw(of('one')),
    transaction.executeRaw(of('two')),
    transaction.queryRaw(of('three')),
  ]);
  expect(ends.map((end) => end.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(sent).toEqual(['one', 'two', 'three']);
  expect(most).toBe(1);
});

it('what is read side by side in a transaction is read, and its end waits for all of it', async () => {
  const { prisma, close } = await testDatabase();
  const counts = await prisma.$transaction((tx) =>
    Promise.all([tx.person.count(), tx.business.count(), tx.account.count(), tx.draft.count()]),
  );
  expect(counts).toEqual([0, 0, 0, 0]);
  await close();
});
