import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { textOf, type Update } from '../../../src/simulator/simulator.ts';
import { DAY, HOUR, testClock } from '../../support/clock.ts';
import { stepsBefore, updateOf } from '../../support/chat.ts';
import { databaseError, faultyPglite, type FaultyPglite } from '../../support/faulty.ts';
import { heardLog } from '../../support/log.ts';
import { isLong } from '../../support/long.ts';
import {
  openOffice,
  registeredOwner,
  registrationSteps,
  type Office,
  type Owner,
  walkTo,
} from '../../support/office.ts';
import { rowsOf } from '../../support/rows.ts';
import { wrapPglite } from '../../support/database.ts';

/** Does a step without waiting for the bot. */
function begin(owner: Owner, step: string): Update | undefined {
  return updateOf(step.startsWith('>') ? owner.person.tap(step.slice(1)) : owner.person.sendText(step));
}

/** Looks at the database until something stands there. */
async function until(stands: () => Promise<boolean>): Promise<void> {
  while (!(await stands())) await new Promise((resolve) => setImmediate(resolve));
}

describe('when Telegram is in trouble', () => {
  let office: Office;
  const ear = heardLog();
  beforeAll(async () => {
    office = await openOffice({ log: ear.log });
  });
  afterAll(() => office.close());

  const faults = [
    { drop: 'before', times: 1 },
    { drop: 'after', times: 1 },
    { code: 502, times: 12 },
    { drop: 'before', times: 5 },
    { drop: 'after', times: 5 },
  ] as const;
  // In the long run each fault at each question; otherwise one registration meets them in turn.
  it.each(isLong ? faults.map((_, first) => [first, 0]) : [[0, 1]])(
    'a connection dropped before or after, once or often, and bad gateways block nothing and double nothing (%i)',
    async (first, onward) => {
      const siti = office.owner();
      const questions: string[] = [];
      for (const [at, step] of registrationSteps.entries()) {
        const fault = faults[(first + at * onward) % faults.length] ?? faults[0];
        office.simulator.failNext({ method: 'sendMessage', chatId: siti.person.id, ...fault });
        questions.push(...(await siti.walk(step)));
        office.simulator.clearFaults();
      }
      const rows = await rowsOf(office, siti.person.id);
      expect(rows.businesses).toHaveLength(1);
      expect(rows.consents).toHaveLength(1);
      expect(rows.drafts.filter((it) => it.form === 'register')).toHaveLength(1);
      for (let step = 1; step <= 11; step++)
        expect(questions.some((text) => text.includes(`Langkah ${step} dari 11`))).toBe(true);
      expect(ear.sentences.filter((it) => it.includes('was set aside'))).toEqual([]);
    },
  );

  it('a short wait that Telegram asks for is kept', async () => {
    const siti = office.owner();
    await walkTo(office, siti, stepsBefore('sales'));
    office.simulator.failNext({
      method: 'sendMessage',
      chatId: siti.person.id,
      code: 429,
      parameters: { retry_after: 1 },
    });
    const before = performance.now();
    await siti.walk('3 jt');
    expect(performance.now() - before).toBeGreaterThan(950);
    expect(siti.last).toContain('Rp3.000.000');
  });

  it('a long wait goes back to the inbox: the answer comes after it, also over a restart, and others go on', async () => {
    const siti = office.owner();
    const dewi = office.owner('Dewi');
    await walkTo(office, siti, stepsBefore('sales'));
    await walkTo(office, dewi, stepsBefore('sales'));
    office.simulator.failNext({
      method: 'sendMessage',
      chatId: siti.person.id,
      code: 429,
      parameters: { retry_after: 30 },
    });
    const update = begin(siti, '3 jt');
    await waits(office, update);
    await ear.heard(/Telegram asked to wait 30 s/);
    await dewi.walk('4 jt', '>Benar');
    expect(dewi.last).toContain('Langkah 10 dari 11');
    office.clock.advance(31_000);
    await office.rebuild();
    await office.done(update);
    expect(
      siti.person.messages.map(textOf).filter((text) => text.startsWith('Saya catat sekitar Rp3.000.000')),
    ).toHaveLength(1);
    await siti.walk('>Benar');
    expect(siti.last).toContain('Langkah 10 dari 11');
  });

  it('restarts while Telegram makes us wait are no failures of the update that waits', async () => {
    const siti = office.owner();
    await walkTo(office, siti, stepsBefore('sales'));
    office.simulator.failNext({
      method: 'sendMessage',
      chatId: siti.person.id,
      code: 429,
      parameters: { retry_after: 30 },
      times: 5,
    });
    const update = begin(siti, '3 jt');
    for (let refusal = 1; refusal <= 5; refusal++) {
      await waits(office, update);
      office.clock.advance(31_000);
      await office.rebuild();
    }
    await office.done(update);
    expect(siti.last).toContain('Saya catat sekitar Rp3.000.000');
  });

  it('somebody who blocks the bot is unreachable until they come back', async () => {
    const siti = await registeredOwner(office);
    await siti.act((it) => it.block());
    expect(await unreachableSince(office, siti)).toEqual(office.clock.now());
    await siti.act((it) => it.unblock());
    expect(await unreachableSince(office, siti)).toBeNull();
  });

  it('a 403 in the middle of an answer marks the person; the answer stands, and the next message brings them back', async () => {
    const siti = office.owner();
    await walkTo(office, siti, stepsBefore('sales'));
    office.simulator.failNext({ method: 'sendMessage', chatId: siti.person.id, code: 403 });
    await siti.say('3 jt');
    expect(await unreachableSince(office, siti)).not.toBeNull();
    await siti.say('halo');
    expect(siti.last).toMatch(/Langkah 9|Rp3\.000\.000/);
    expect(await unreachableSince(office, siti)).toBeNull();
  });

  it('409 is said once in the log, and the bot goes on by itself', async () => {
    const siti = office.owner();
    await siti.walk('/start');
    office.simulator.failNext({ method: 'getUpdates', code: 409, times: 3 });
    const update = begin(siti, '>Daftarkan usaha saya');
    await siti.walk('halo');
    await ear.heard(/Another process fetches the updates of this bot \(409\)/);
    await office.done(update);
    expect(ear.sentences.filter((it) => it.includes('409'))).toHaveLength(1);
  });
});

/** Resolves when an update waits in the inbox until later. */
async function waits(office: Office, update: Update | undefined): Promise<void> {
  await until(async () => {
    const row = await office.database.prisma.inboxUpdate.findFirst({
      where: { updateId: update?.update_id ?? 0 },
    });
    return row?.notBefore != null && row.notBefore > office.clock.now();
  });
}

async function unreachableSince(office: Office, owner: Owner): Promise<Date | null> {
  return (await office.database.prisma.account.findUniqueOrThrow({ where: { chatId: owner.person.id } }))
    .unreachableSince;
}

describe('when the token is refused', () => {
  it('says so once and ends; what was written meanwhile is answered by the next start', async () => {
    const ear = heardLog();
    let fatal: () => void = () => undefined;
    const ended = new Promise<void>((resolve) => {
      fatal = resolve;
    });
    const office = await openOffice({ log: ear.log, onFatal: () => fatal() });
    const siti = office.owner();
    await siti.walk('/start');
    office.simulator.failNext({ method: 'getUpdates', code: 401, times: 100 });
    begin(siti, '>Daftarkan usaha saya');
    await ended;
    await ear.heard(/Telegram refuses the token \(401\)/);
    office.simulator.clearFaults();
    await office.rebuild();
    await siti.walk('setuju');
    expect(siti.last).toContain('Langkah 1 dari 11');
    expect(ear.sentences).toHaveLength(1);
    await office.close();
  });
});

describe('when the machine is in trouble', () => {
  const polled = (office: Office): Promise<void> =>
    until(
      async () =>
        (await office.database.prisma.instance.findUnique({ where: { id: 1 } }))?.lastPolledAt != null,
    );

  it('a stop of 26 hours is said at the start', async () => {
    const ear = heardLog();
    const clock = testClock();
    const office = await openOffice({ log: ear.log, clock });
    const siti = office.owner();
    await siti.walk('/start');
    await polled(office);
    clock.advance(26 * HOUR);
    await office.rebuild();
    await ear.heard(/stopped for more than 24 hours.*what owners wrote before that is lost/);
    await siti.walk('>Daftarkan usaha saya');
    expect(siti.last).toContain('setuju?');
    await office.close();
  });

  it('a clock that went back a day is said at the start and while it runs; the data stay right', async () => {
    const ear = heardLog();
    const clock = testClock();
    const office = await openOffice({
      log: ear.log,
      clock,
      telegramNow: () => new Date('2026-11-02T03:00:00Z'),
    });
    const siti = office.owner();
    await walkTo(office, siti, stepsBefore('sales'));
    await polled(office);
    clock.advance(-DAY);
    await office.rebuild();
    await ear.heard(/The clock of this machine went back since the last run/);
    await ear.heard(/The clock of this machine differs from Telegram/);
    await siti.walk('3 jt', '>Benar', '>Belum punya', '>Kirim nomor HP ini', '>Kirim');
    expect((await rowsOf(office, siti.person.id)).businesses[0]).toMatchObject({
      sales: 3_000_000,
      started: [2009, null],
    });
    await office.close();
  });
});

describe('when the database is in trouble', () => {
  let office: Office;
  let pglite: FaultyPglite;
  const ear = heardLog();
  const writes = (sql: string): boolean => /^\s*(INSERT|UPDATE|DELETE|WITH)/i.test(sql);
  beforeAll(async () => {
    pglite = await faultyPglite();
    office = await openOffice({ log: ear.log, database: await wrapPglite(pglite) });
  });
  afterAll(() => office.close());

  /** The edges of Prisma's transactions. */
  const isEdge = (sql: string): boolean => /^(BEGIN|COMMIT|ROLLBACK)$/.test(sql);

  async function expectOneRegistration(siti: Owner): Promise<void> {
    pglite.heal();
    const rows = await rowsOf(office, siti.person.id);
    expect(rows.people).toHaveLength(1);
    expect(rows.businesses).toHaveLength(1);
    expect(rows.consents).toHaveLength(1);
    expect(rows.drafts.filter((it) => it.form === 'register')).toHaveLength(1);
    expect(await office.database.prisma.inboxUpdate.count({ where: { handledAt: null } })).toBe(0);
    expect(ear.sentences.filter((it) => it.includes('was set aside'))).toEqual([]);
  }

  const troubles = [
    // A full disk: updates stay with Telegram, answers come when there is space.
    [/./, 4, databaseError('53100', 'could not extend file "base/5/16384": No space left on device')],
    // One that is full between the storing and the answer.
    [/^(?![^]*inbox_update)/, 4, databaseError('53100', 'could not write to file: No space left on device')],
    // A database that only lets itself be read.
    [/./, 2, databaseError('25006', 'cannot execute INSERT in a read-only transaction')],
  ] as const;
  // In the long run each trouble at each step; otherwise one registration meets them in turn.
  it.each(isLong ? troubles.map((_, first) => [first, 0]) : [[0, 1]])(
    'a full disk, sooner or later, and a database that lets itself only be read lose and double nothing (%i)',
    async (first, onward) => {
      const siti = office.owner();
      for (const [at, step] of registrationSteps.entries()) {
        const [hit, times, error] = troubles[(first + at * onward) % troubles.length] ?? troubles[0];
        let failures = 0;
        pglite.failBefore = (sql) => (writes(sql) && hit.test(sql) && failures++ < times ? error : undefined);
        await siti.walk(step);
      }
      await expectOneRegistration(siti);
    },
  );

  it('which of them it was has been said each time, and never that Telegram cannot be reached', async () => {
    await ear.heard(/The disk is full: updates cannot be stored and stay with Telegram/);
    await ear.heard(/The disk is full: nothing can be stored/);
    expect(ear.sentences.filter((it) => it.includes('only lets itself be read (25006)'))).not.toEqual([]);
    expect(ear.sentences.filter((it) => it.includes('Telegram cannot be reached'))).toEqual([]);
  });

  it('what went out is not sent again while "handled" cannot be stored, nor what came before a failed write', async () => {
    const siti = office.owner();
    await siti.walk('/start');
    const answersTo = async (
      text: string,
      fails: (sql: string) => boolean,
      times: number,
    ): Promise<number> => {
      let failures = 0;
      pglite.failBefore = (sql) =>
        fails(sql) && failures++ < times
          ? databaseError('53100', 'could not write to file: No space left on device')
          : undefined;
      const answers = await siti.say(text);
      pglite.heal();
      expect(failures).toBeGreaterThan(times - 1);
      return answers.length;
    };
    const isDone = (sql: string): boolean => /UPDATE inbox_update u SET handled_at/.test(sql);
    expect(await answersTo('/menu', isDone, 8)).toBe(1);
    expect(await answersTo('/bantuan', isDone, 8)).toBe(1);
    // An ordinary failure after the answer, too: the update is tried again, the answer stands.
    let broken = 0;
    pglite.failBefore = (sql) =>
      isDone(sql) && broken++ < 2 ? databaseError('40001', 'could not serialize access') : undefined;
    expect(await siti.say('/menu')).toHaveLength(1);
    pglite.heal();
  });

  it('a write or a commit whose answer was lost, and a transaction not begun or not committed, is done once', async () => {
    const edges = [
      ['failBefore', (sql: string) => sql === 'BEGIN'],
      ['failBefore', (sql: string) => sql === 'COMMIT'],
      ['failAfter', (sql: string) => sql === 'COMMIT'],
      ['failAfter', writes],
    ] as const;
    // In the long run each edge at each step; otherwise one registration meets them in turn.
    for (let first = 0; first < (isLong ? edges.length : 1); first++) {
      const siti = office.owner();
      for (const [at, step] of registrationSteps.entries()) {
        const [when, edge] = edges[(first + at) % edges.length] ?? edges[0];
        pglite.heal();
        let failures = 0;
        pglite[when] = (sql) =>
          edge(sql) && failures++ < 1
            ? databaseError('57P01', 'terminating connection due to administrator command')
            : undefined;
        await siti.walk(step);
      }
      await expectOneRegistration(siti);
    }
  });

  it('each statement of a registration may fail, before or after it was carried out', async () => {
    // What is gathered from many chats is tried for each alone before its chat waits: that takes two failures.
    const ways = [
      ['failBefore', 2],
      ['failAfter', 1],
      ...(isLong
        ? ([
            ['failBefore', 1],
            ['failAfter', 2],
          ] as const)
        : []),
    ] as const;
    // In the long run each way at each step; otherwise one registration meets them in turn.
    for (let first = 0; first < (isLong ? ways.length : 1); first++) {
      const siti = office.owner();
      for (const [at, step] of registrationSteps.entries()) {
        const [when, times] = ways[(isLong ? first : at) % ways.length] ?? ways[0];
        const failed = new Map<string, number>();
        pglite.heal();
        pglite[when] = (sql) => {
          const before = failed.get(sql) ?? 0;
          if (isEdge(sql) || before >= times) return undefined;
          failed.set(sql, before + 1);
          return databaseError('57P01', 'terminating connection due to administrator command');
        };
        await siti.walk(step);
      }
      await expectOneRegistration(siti);
    }
  });
});
