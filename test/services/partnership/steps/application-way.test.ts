import { createProgrammes } from '../../../../src/services/core/programmes.ts';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../../../src/database.ts';
import type { Programme } from '../../../../src/domain/eligibility/programme.ts';
import {
  statuses,
  type ApplicationStatus,
  type StepDetails,
} from '../../../../src/domain/partnership/application.ts';
import {
  after,
  askableAbout,
  refusalOfAct,
  type Progress,
} from '../../../../src/domain/partnership/progress.ts';
import type { Services } from '../../../../src/services/core/services.ts';
import type { MemberRow } from '../../../../src/services/office/members.ts';
import { dataReaders } from '../../../../src/services/data-rights/data-readers.ts';
import { followApplications } from '../../../../src/services/partnership/steps/application-clock.ts';
import { deskApplication } from '../../../../src/services/partnership/applications/application-desk.ts';
import { lastDetails } from '../../../../src/services/partnership/applications/application-history.ts';
import { progressOf } from '../../../../src/services/partnership/applications/application-progress.ts';
import {
  declareRelation,
  stepApplication,
  stepByClock,
  type Stepped,
} from '../../../../src/services/partnership/steps/application-steps.ts';
import {
  withdrawApplication,
  type Application,
} from '../../../../src/services/partnership/applications/applications.ts';
import {
  askAboutRefusal,
  decideCheckReview,
  type ReviewOutcome,
} from '../../../../src/services/partnership/applications/reviews.ts';
import { takesAgreement } from '../../../../src/services/partnership/agreements/agreements.ts';
import { SMALLER } from '../../../../src/domain/eligibility/standing.ts';
import { mayApply, offersByCheck } from '../../../../src/services/partnership/applications/checks.ts';
import { agreementRows } from '../../../support/agreement.ts';
import { storedApplication } from '../../../support/applications.ts';
import { DAY, testClock } from '../../../support/clock.ts';
import { testDatabase } from '../../../support/database.ts';
import { inTransaction } from '../../../support/in-transaction.ts';
import { runs } from '../../../support/long.ts';
import { appointChat } from '../../../support/recipients.ts';
import { servicesOver } from '../../../support/services.ts';
import { SUPPLY_VERSION } from '../../../support/programme.ts';

const CERME = '35.25.11';
const BUNGAH = '35.25.12';

const everything: StepDetails = {
  reason: 'Belum cocok tahun ini',
  clear: true,
  day: '2026-11-04',
  quantity: '20 bungkus',
  price: 400_000,
  result: 'Rasanya cocok',
  paid: true,
  endedBy: 'both',
  unpaid: 0,
  paper: 'nomor yang diketik saja',
  letter: '045/SIG/2026',
};

describe('applications in the database', () => {
  const clock = testClock();
  let database: Database;
  let services: Services;
  const members: MemberRow[] = [];
  let accounts = 0;
  beforeAll(async () => {
    database = await testDatabase();
    services = await servicesOver(database, { clock });
    for (const chat of [101, 102, 103]) members.push(await appointChat(database.prisma, services, chat));
  });
  afterAll(() => database.close());

  /** The same office with other terms of its partnership. */
  const terms = (changes: Partial<Programme>): Services => ({
    ...services,
    programmes: createProgrammes(
      services.programmes.shipped.map((it) => (it.id === 'sig-supply' ? { ...it, ...changes } : it)),
    ),
  });

  async function business(kecamatan = CERME): Promise<{ readonly id: number; readonly accountId: number }> {
    const chatId = 5_000 + accounts++;
    const row = await database.prisma.business.create({
      data: {
        office: 'gresik',
        number: `D-2611-${chatId}`,
        kecamatan,
        owner: {
          create: {
            office: 'gresik',
            number: `pemilik-${chatId}`,
            salutation: 'P',
            accounts: { create: { account: { create: { office: 'gresik', chatId } } } },
          },
        },
      },
      include: { owner: { include: { accounts: true } } },
    });
    return { id: row.id, accountId: row.owner?.accounts[0]?.accountId ?? 0 };
  }

  const read = async (id: number): Promise<Application> => {
    const found = await deskApplication(
      services,
      { role: 'admin', rights: [], kecamatan: [], number: 'x' },
      id,
    );
    if (found === undefined) throw new Error('expected an application');
    return found;
  };
  const step = (of: Services, id: number, to: ApplicationStatus, member = members[0]): Promise<Stepped> => {
    if (member === undefined) throw new Error('expected a member');
    return inTransaction(of, (inside) => stepApplication(inside, member, { id, to, details: everything }));
  };

  const someEvent = fc.oneof(
    {
      weight: 10,
      arbitrary: fc.record({
        kind: fc.constant('office' as const),
        to: fc.constantFrom(...statuses),
        who: fc.nat({ max: 2 }),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({ kind: fc.constant('clock' as const), to: fc.constantFrom(...statuses) }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('withdraw' as const) }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('ask' as const) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('sign' as const) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('relation' as const), who: fc.nat({ max: 2 }) }) },
  );

  it('stand where the rules say after whatever anybody did, each thing twice, with a line of history for each step', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(undefined, { sample: true, order: true }, { sample: false, order: true }),
        fc.constantFrom<readonly ApplicationStatus[]>(
          ['submitted'],
          ['submitted', 'refused'],
          ['submitted', 'verified', 'forwarded'],
          ['submitted', 'verified', 'forwarded', 'accepted', 'agreement'],
        ),
        fc.array(someEvent, { minLength: 4, maxLength: 14 }),
        async (trial, steps, events) => {
          const of = terms(trial === undefined ? {} : { trial });
          const course = { kind: 'supply' as const, ...(trial === undefined ? {} : { trial }) };
          const { id: businessId, accountId } = await business();
          // Smaller than the inti, as whoever is handed over has to be known to be.
          await database.prisma.business.update({
            where: { id: businessId },
            data: { usualMonthlySales: 5_000_000 },
          });
          const { id } = await storedApplication(of, businessId, 'sig-supply', steps);
          let model: Progress = await progressOf(of, await read(id));
          let taken = steps.length;
          const act = (to: ApplicationStatus, by: 'office' | 'clock' | 'owner', member?: string): boolean => {
            const wanted = { to, by, member, details: by === 'office' ? everything : {} };
            if (refusalOfAct(model, course, wanted) !== undefined) return false;
            model = after(model, wanted, true);
            taken++;
            return true;
          };
          for (const event of events.flatMap((it) => [it, it]))
            switch (event.kind) {
              case 'office': {
                const member = members[event.who];
                const done = await step(of, id, event.to, member);
                expect(done.kind === 'done').toBe(act(event.to, 'office', member?.number));
                break;
              }
              case 'clock': {
                const seen = await read(id);
                const done = await inTransaction(of, (inside) => stepByClock(inside, seen, event.to));
                expect(done.kind === 'done').toBe(act(event.to, 'clock'));
                break;
              }
              case 'withdraw': {
                const seen = await read(id);
                const done = await inTransaction(of, (inside) =>
                  withdrawApplication(inside, accountId, seen),
                );
                expect(done.kind === 'withdrawn').toBe(act('withdrawn', 'owner'));
                break;
              }
              case 'ask': {
                const seen = await read(id);
                await inTransaction(of, (inside) => askAboutRefusal(inside, accountId, seen));
                if (askableAbout(model) === 'review') model = { ...model, reviewAsked: true };
                break;
              }
              case 'sign':
                if (model.signed || !takesAgreement(model.status)) break;
                await agreementRows(of, { id });
                model = { ...model, signed: true };
                break;
              case 'relation': {
                const member = members[event.who];
                if (member === undefined) break;
                await inTransaction(of, (inside) => declareRelation(inside, member, id));
                if (!model.barred.includes(member.number))
                  model = { ...model, barred: [...model.barred, member.number] };
              }
            }
          const now = await progressOf(of, await read(id));
          expect({ ...now, barred: now.barred.toSorted() }).toEqual({
            ...model,
            refusers: now.refusers,
            barred: model.barred.toSorted(),
          });
          expect(new Set(now.refusers)).toEqual(new Set(model.refusers));
          expect(await database.prisma.applicationStep.count({ where: { applicationId: id } })).toBe(taken);
          const open = await database.prisma.case.count({
            where: { businessId, kind: 'application', status: 'open' },
          });
          expect(open).toBeLessThanOrEqual(1);
        },
      ),
      { numRuns: runs(5) },
    );
  });

  it('are handed over only when the business is known to be smaller than the inti, which no review waives', async () => {
    const of = terms({ inti: { class: 'medium' } });
    const { id: businessId } = await business();
    const { id } = await storedApplication(of, businessId, 'sig-supply', ['submitted', 'verified']);
    // Of a business without figures it is not known.
    expect(await step(of, id, 'forwarded')).toEqual({ kind: 'size', status: 'verified' });
    const checked = {
      application: 'open',
      overall: 'not-yet',
      programmeId: 'sig-supply',
      programmeVersion: SUPPLY_VERSION,
    } as const;
    await database.prisma.case.create({
      data: {
        office: 'gresik',
        number: 'K-2611-9001',
        kind: 'review',
        status: 'closed',
        outcome: 'may-apply',
        businessId,
        dueOn: '2026-11-05',
        details: { programme: 'sig-supply', version: SUPPLY_VERSION },
        createdAt: clock.now(),
        closedAt: clock.now(),
      },
    });
    const criterion = (name: string) => ({
      id: name,
      weight: 'hard' as const,
      state: 'not-yet' as const,
      reason: { key: 'class', parameters: {} },
      source: { law: 'PP 7/2021', standing: 'read' as const },
    });
    expect(await mayApply(of, businessId, { ...checked, criteria: [criterion('nib')] })).toBe(true);
    expect(await mayApply(of, businessId, { ...checked, criteria: [criterion(SMALLER)] })).toBe(false);
    // Whoever looks again cannot say so either: the case stays open.
    const check = await database.prisma.eligibilityCheck.create({
      data: {
        office: 'gresik',
        businessId,
        programmeId: 'sig-supply',
        version: SUPPLY_VERSION,
        onDate: '2026-11-02',
        facts: {},
        result: { evaluation: { criteria: [criterion(SMALLER)] } },
        at: clock.now(),
      },
    });
    const review = await database.prisma.case.create({
      data: {
        office: 'gresik',
        number: 'K-2611-9002',
        kind: 'review',
        businessId,
        dueOn: '2026-11-05',
        details: { programme: 'sig-supply', check: check.id },
        createdAt: clock.now(),
      },
    });
    const [member] = members;
    if (member === undefined) throw new Error('expected a member');
    const decide = (outcome: ReviewOutcome) =>
      inTransaction(of, (inside) =>
        decideCheckReview(inside, member, { caseId: review.id, outcome, reason: 'Sudah kami lihat bersama' }),
      );
    expect(await decide('may-apply')).toBe('law');
    expect((await database.prisma.case.findUniqueOrThrow({ where: { id: review.id } })).status).toBe('open');
    expect(await decide('not-yet')).toBe('done');
    await database.prisma.business.update({
      where: { id: businessId },
      data: { usualMonthlySales: 5_000_000 },
    });
    expect(await step(of, id, 'forwarded')).toMatchObject({ kind: 'done', status: 'forwarded' });
  });

  it('are offered by one rule: not to who has outgrown the inti since, nor when the programme has closed', async () => {
    const of = terms({ inti: { class: 'medium' } });
    const { id: businessId } = await business();
    const programme = of.programmes.open.find(({ id }) => id === 'sig-supply');
    if (programme === undefined) throw new Error('expected the example of a partnership');
    const evaluation = {
      programmeId: programme.id,
      programmeVersion: programme.version,
      on: '2026-11-02',
      overall: 'meets',
      inForce: true,
      application: 'open',
      criteria: [],
    };
    const { id } = await database.prisma.eligibilityCheck.create({
      data: {
        office: 'gresik',
        businessId,
        programmeId: programme.id,
        version: programme.version,
        onDate: '2026-11-02',
        facts: {},
        result: { evaluation },
        at: clock.now(),
      },
    });
    const sells = (usualMonthlySales: number): Promise<unknown> =>
      database.prisma.business.update({ where: { id: businessId }, data: { usualMonthlySales } });
    await sells(5_000_000);
    expect(await offersByCheck(of, id)).toBe(true);
    expect(await offersByCheck(terms({ openTo: '2026-01-31' }), id)).toBe(false);
    await sells(3_000_000_000);
    expect(await offersByCheck(of, id)).toBe(false);
  });

  it('run only under an agreement in force, by its number: a paper that is only named is none', async () => {
    const { id: businessId, accountId } = await business();
    const way = ['submitted', 'verified', 'forwarded', 'accepted', 'agreement'] as const;
    const unsigned = await storedApplication(services, businessId, 'sig-supply', way);
    expect(await step(services, unsigned.id, 'active')).toEqual({ kind: 'late', status: 'agreement' });
    // What waits for a yes binds nobody: it goes with the application, and the company is asked to forget.
    await agreementRows(services, unsigned);
    await database.prisma.agreementVersion.updateMany({
      where: { agreement: { applicationId: unsigned.id } },
      data: { status: 'offered', ownerYesAt: null, decidedAt: null },
    });
    const seen = await read(unsigned.id);
    expect(
      await inTransaction(services, (inside) => withdrawApplication(inside, accountId, seen)),
    ).toMatchObject({ kind: 'withdrawn', recall: { number: expect.stringMatching(/^K-/) } });
    expect(
      await database.prisma.agreementVersion.findFirstOrThrow({
        where: { agreement: { applicationId: unsigned.id } },
      }),
    ).toMatchObject({ status: 'dropped' });

    const signed = await storedApplication(services, (await business()).id, 'sig-supply', way);
    await agreementRows(services, signed);
    const own = await read(signed.id);
    expect(await inTransaction(services, (inside) => withdrawApplication(inside, accountId, own))).toEqual({
      kind: 'agreement',
    });
    expect(await step(services, signed.id, 'active')).toMatchObject({ kind: 'done', status: 'active' });
    expect(await lastDetails(services, signed.id)).toMatchObject({ paper: '012/PKS/2026' });
  });

  it('wait in line when the seats are full, and move up in order when one is free; both sides are told', async () => {
    const of = terms({ seats: 2, seatsByKecamatan: { [BUNGAH]: 1 } });
    const tried = ['submitted', 'verified', 'forwarded'] as const;
    const places = [BUNGAH, BUNGAH, CERME, CERME, BUNGAH];
    const all: { readonly id: number; readonly accountId: number }[] = [];
    for (const place of places) {
      const { id: businessId, accountId } = await business(place);
      all.push({ ...(await storedApplication(of, businessId, 'sig-supply', tried)), accountId });
    }
    await database.prisma.application.updateMany({
      where: { id: { notIn: all.map(({ id }) => id) } },
      data: { status: 'withdrawn' },
    });
    const standing = async (): Promise<readonly string[]> =>
      Promise.all(all.map(async ({ id }) => (await read(id)).status));
    for (const { id } of all) await step(of, id, 'accepted');
    expect(await standing()).toEqual(['accepted', 'waitlisted', 'accepted', 'waitlisted', 'waitlisted']);
    expect(await followApplications(database.prisma, of)).toBe(0);

    const [first, second, third] = all;
    if (first === undefined || second === undefined || third === undefined) throw new Error('expected three');
    // A seat of another kecamatan: who waits longest comes from Bungah, where none is free.
    await step(of, third.id, 'refused');
    expect(await followApplications(database.prisma, of)).toBe(1);
    expect(await standing()).toEqual(['accepted', 'waitlisted', 'refused', 'accepted', 'waitlisted']);
    const seen = await read(first.id);
    await inTransaction(of, (inside) => withdrawApplication(inside, first.accountId, seen));
    // Nobody passes those who wait: somebody new is asked whether they could, too.
    const { id: late } = await business(BUNGAH);
    const newcomer = await storedApplication(of, late, 'sig-supply', tried);
    expect(await step(of, newcomer.id, 'accepted')).toMatchObject({ status: 'waitlisted' });
    expect(await followApplications(database.prisma, of)).toBe(1);
    expect(await followApplications(database.prisma, of)).toBe(0);
    expect(await standing()).toEqual(['withdrawn', 'accepted', 'refused', 'accepted', 'waitlisted']);
    const told = await database.prisma.outgoing.findMany({
      where: { kind: { in: ['application-step', 'application-news'] } },
      orderBy: { id: 'asc' },
    });
    expect(told.filter(({ accountId }) => accountId === second.accountId)).toHaveLength(2);
    const office = told.filter(
      ({ kind, params }) =>
        kind === 'application-news' && JSON.stringify(params).includes(`"application":${second.id}`),
    );
    expect(office.map(({ params }) => params)).toEqual(
      members.map(() => ({ application: second.id, about: 'moved-up' })),
    );
    const work = await database.prisma.case.findFirstOrThrow({
      where: { kind: 'application', details: { path: ['application'], equals: second.id } },
    });
    expect(work).toMatchObject({ status: 'open', outcome: null, closedAt: null });
  });

  it('return to the office when the promised day of the partner has passed, once, and its case rises', async () => {
    await database.prisma.application.updateMany({ data: { status: 'withdrawn' } });
    const { id: businessId } = await business();
    await database.prisma.business.update({
      where: { id: businessId },
      data: { usualMonthlySales: 5_000_000 },
    });
    const stored = await storedApplication(services, businessId, 'sig-supply', ['submitted', 'verified']);
    const { id, personId } = stored;
    await step(services, id, 'forwarded');
    const { dueOn } = await read(id);
    expect(dueOn).toBe('2026-11-16');
    clock.advance(14 * DAY);
    expect(await followApplications(database.prisma, services)).toBe(0);
    clock.advance(DAY);
    expect(await followApplications(database.prisma, services)).toBe(1);
    expect(await followApplications(database.prisma, services)).toBe(0);
    expect(await read(id)).toMatchObject({ status: 'forwarded', returned: true, dueOn: '2026-11-20' });
    const work = await database.prisma.case.findFirstOrThrow({
      where: { kind: 'application', businessId },
      include: { events: { orderBy: { id: 'asc' } } },
    });
    expect(work).toMatchObject({ status: 'open', dueOn: '2026-11-20', urgency: 1 });
    expect(work.events.at(-1)).toMatchObject({ kind: 'returned', byMember: null });
    // The partner was asked: its days begin again, and so does the order of the case.
    expect(await step(services, id, 'forwarded')).toMatchObject({ kind: 'done', dueOn: '2026-12-01' });
    expect(await step(services, id, 'forwarded')).toMatchObject({ kind: 'late' });
    expect(await database.prisma.case.findUniqueOrThrow({ where: { id: work.id } })).toMatchObject({
      urgency: 3,
    });
    // It was handed over once, however often it came back.
    expect((await dataReaders(services, personId)).passedOn).toMatchObject([{ day: '2026-11-02' }]);
    const acts = await database.prisma.audit.findMany({
      where: { subject: `application:${stored.number}` },
      orderBy: { id: 'asc' },
    });
    expect(acts.map(({ action }) => action)).toEqual([
      'application.forwarded',
      'application.returned',
      'application.asked-again',
    ]);
  });

  it('keep their seat while the partner is silent and asked again, also when others wait for one', async () => {
    const of = terms({ seats: 1 });
    await database.prisma.application.updateMany({ data: { status: 'withdrawn' } });
    const tried = ['submitted', 'verified', 'forwarded'] as const;
    const all: number[] = [];
    for (let n = 0; n < 2; n++) {
      const { id } = await storedApplication(of, (await business()).id, 'sig-supply', tried);
      await step(of, id, 'accepted');
      all.push(id);
    }
    clock.advance(21 * DAY);
    expect(await followApplications(database.prisma, of)).toBe(1);
    const standing = async (): Promise<readonly unknown[]> =>
      Promise.all(all.map(async (id) => [(await read(id)).status, (await read(id)).returned]));
    expect(await standing()).toEqual([
      ['accepted', true],
      ['waitlisted', false],
    ]);
    await step(of, all[0] ?? 0, 'accepted');
    expect(await standing()).toEqual([
      ['accepted', false],
      ['waitlisted', false],
    ]);
  });
});
