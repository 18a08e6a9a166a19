import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { migrateRaw, rawPglite } from '../../src/database.ts';
import { barePglite } from '../support/database.ts';

/** Tables of the bot as a whole, and why no office has a part of them to itself. */
const OF_THE_BOT: Readonly<Record<string, string>> = {
  Instance: 'One row says which bot the database belongs to.',
  InboxUpdate: 'An update is stored before anybody has looked whose it is.',
  Effect: 'What an update has caused stands beside the update.',
  Audit: 'One chain of hashes goes over everything; whoever acts is a member of an office.',
  JournalEntry: 'One file lies beside the backups, which are of the whole database.',
  BackupChange: 'It is about a backup, which is of the whole database.',
};

const schema = await readFile(fileURLToPath(new URL('../../prisma/schema.prisma', import.meta.url)), 'utf8');
const models = new Map(
  Array.from(schema.matchAll(/^model (\w+) \{\n([^}]*)^\}/gm), ([, name = '', body = '']) => [name, body]),
);
const hasOwn = (body: string): boolean => /^ {2}office +String$/m.test(body);

/** Whether every row of a table says to which office it belongs: by itself, or by a row that it requires. */
function isOfAnOffice(name: string, seen: readonly string[] = []): boolean {
  const body = models.get(name) ?? '';
  const required = Array.from(body.matchAll(/^ {2}\w+ +(\w+) +@relation\(fields/gm), ([, to = '']) => to);
  return hasOwn(body) || required.some((to) => !seen.includes(to) && isOfAnOffice(to, [...seen, name]));
}

it('every row belongs to an office, by itself or by a row that it requires, or to the bot as a whole', () => {
  expect(models.size).toBeGreaterThan(30);
  const without = [...models.keys()].filter((name) => !isOfAnOffice(name));
  expect(without.toSorted()).toEqual(Object.keys(OF_THE_BOT).toSorted());
});

it('numbers and keys that are counted or worded by an office are unique within it; random ones everywhere', () => {
  const alone = [...models].flatMap(([name, body]) =>
    /^ {2}(?:number|key) .*@(?:unique|id)/m.test(body) ? [name] : [],
  );
  // Of people and members the number is random; what is queued is about a row, whose id stands in its key.
  expect(alone).toEqual(['Person', 'Outgoing', 'Member']);
  const within = [...models].flatMap(([name, body]) =>
    /@@(?:unique|id)\(\[office, (?:number|key)\]\)/.test(body) ? [name] : [],
  );
  expect(within).toEqual(['Business', 'SalesReport', 'Application', 'Case', 'JobRun', 'Counter', 'Training']);
});

it('rows of a database or a backup from before belong to the one office there was, and new ones must say to which', async () => {
  const raw = await rawPglite(await barePglite());
  const { connection } = raw;
  await migrateRaw(raw, '20261129191500_report_changes');
  await connection.script(`
    INSERT INTO account (chat_id) VALUES (7);
    INSERT INTO business (number) VALUES ('D-2610-0001');
    INSERT INTO sales_report (number, business_id, month, amount, source) VALUES ('L-2610-0001', 1, '2026-09', 5, 'line');
    INSERT INTO counter (key, value) VALUES ('D-2610', 1);
    INSERT INTO month_lock (month) VALUES ('2026-05');`);
  await migrateRaw(raw);
  for (const table of ['account', 'business', 'sales_report', 'counter', 'month_lock'])
    expect(await connection.query(`SELECT office FROM ${table}`, []), table).toEqual([{ office: 'gresik' }]);
  await expect(connection.script(`INSERT INTO account (chat_id) VALUES (8)`)).rejects.toThrow(/"office"/);
  await raw.close();
});
