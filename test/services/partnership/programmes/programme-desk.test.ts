import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../../../src/database.ts';
import type { Programme } from '../../../../src/domain/eligibility/programme.ts';
import { publishProgrammes, refreshProgrammes } from '../../../../src/services/core/stored-programmes.ts';
import type { Services } from '../../../../src/services/core/services.ts';
import {
  actOnProgramme,
  draftProgramme,
} from '../../../../src/services/partnership/programmes/programme-desk.ts';
import { partnersOf, type Partner } from '../../../../src/services/partnership/partners/partners.ts';
import { testDatabase } from '../../../support/database.ts';
import { inTransaction } from '../../../support/in-transaction.ts';
import { runs } from '../../../support/long.ts';
import { servicesOver } from '../../../support/services.ts';
import { SUPPLY_VERSION } from '../../../support/programme.ts';

const acts = ['change', 'open', 'close', 'archive'] as const;

describe('programmes, whoever does what with them', () => {
  let database: Database;
  let services: Services;
  let sig: Partner;
  let loan: Programme;
  let next = 0;
  beforeAll(async () => {
    database = await testDatabase();
    services = await servicesOver(database);
    await publishProgrammes(services);
    const [first] = await partnersOf(services);
    const shipped = services.programmes.find('sig-pumk');
    if (first === undefined || shipped === undefined) throw new Error('expected the shipped examples');
    sig = first;
    loan = shipped;
  });
  afterAll(() => database.close());

  it('begins with the shipped ones open, once, and leaves to the office what it has made its own', async () => {
    await publishProgrammes(services);
    const rows = await services.db.programme.findMany({ orderBy: { programmeId: 'asc' } });
    expect(rows).toMatchObject([
      { programmeId: 'sig-pumk', status: 'open', version: 1, shipped: true },
      { programmeId: 'sig-supply', status: 'open', version: SUPPLY_VERSION, shipped: true },
    ]);
    const supply = services.programmes.find('sig-supply');
    if (supply === undefined) throw new Error('expected a shipped example');
    const id = rows[1]?.id ?? 0;
    const own: Programme = {
      ...supply,
      form: 'supply-chain',
      need: {
        what: 'goods',
        item: 'songkok',
        specification: 'hitam',
        quantityPerMonth: 5,
        unit: 'buah',
        price: { how: 'market' },
        place: 'Kebomas',
        payWithinDays: 7,
        papers: [],
      },
    };
    await inTransaction(services, (inside) => draftProgramme(inside, 'a', sig, own));
    const opened = await inTransaction(services, (inside) => actOnProgramme(inside, 'a', id, 'open'));
    expect(opened).toEqual({ kind: 'done' });
    // A file with a second version would say something else: it is the office's own now.
    await publishProgrammes(services);
    expect(services.programmes.find('sig-supply')).toMatchObject({
      version: SUPPLY_VERSION + 1,
      form: 'supply-chain',
    });
    expect(services.programmes.find('sig-supply', SUPPLY_VERSION)).toEqual(supply);
  });

  it('no sequence of acts by two members shows an owner a draft, or changes what was published', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.constantFrom(...acts), fc.constantFrom('a', 'b')), { maxLength: 10 }),
        async (steps) => {
          const key = `p${next++}`;
          const published = new Map<number, string>();
          let written = 0;
          let model: 'none' | 'draft' | 'open' | 'closed' | 'archived' = 'none';
          for (const [act, by] of steps) {
            const row = await services.db.programme.findFirst({ where: { programmeId: key } });
            if (act === 'change') {
              const draft = { ...loan, id: key, name: { id: `Rancangan ${++written}` } };
              const done = await inTransaction(services, (inside) => draftProgramme(inside, by, sig, draft));
              expect(done.kind).toBe(model === 'archived' ? 'late' : 'drafted');
              if (model === 'none') model = 'draft';
            } else if (row !== null) {
              const { kind } = await inTransaction(services, (inside) =>
                actOnProgramme(inside, by, row.id, act),
              );
              const may: boolean =
                act === 'open'
                  ? model === 'draft' || model === 'closed' || (model === 'open' && row.draft !== null)
                  : act === 'close'
                    ? model === 'open'
                    : model === 'draft' || model === 'closed';
              expect(kind).toBe(may ? 'done' : 'late');
              if (may) model = act === 'open' ? 'open' : act === 'close' ? 'closed' : 'archived';
            }
            await refreshProgrammes(services);
            const versions = await services.db.programmeVersion.findMany({ where: { programmeId: key } });
            for (const it of versions) {
              const text = JSON.stringify(it.data);
              expect(text).toBe(published.get(it.version) ?? text);
              published.set(it.version, text);
            }
            // What owners are shown is a published version of a programme that is open, and nothing else.
            const shown = services.programmes.open.filter((it) => it.id === key);
            expect(shown.length).toBe(model === 'open' ? 1 : 0);
            for (const it of shown) expect(published.get(it.version)).toContain(it.name.id);
            const now = await services.db.programme.findFirst({ where: { programmeId: key } });
            if (shown[0] !== undefined) expect(shown[0].version).toBe(now?.version);
          }
        },
      ),
      { numRuns: runs(6) },
    );
  });

  it('two people who press at once do it once', async () => {
    const done = await inTransaction(services, (inside) =>
      draftProgramme(inside, 'a', sig, { ...loan, id: 'twice' }),
    );
    const id = done.kind === 'drafted' ? done.id : 0;
    const both = await Promise.all(
      ['a', 'b'].map((by) => inTransaction(services, (inside) => actOnProgramme(inside, by, id, 'open'))),
    );
    expect(both.map((it) => it.kind).toSorted()).toEqual(['done', 'late']);
    expect(await services.db.programmeVersion.count({ where: { programmeId: 'twice' } })).toBe(1);
  });
});
