import { describe, expect, it } from 'vitest';
import { atOnce } from '../../support/chat.ts';
import { databaseError, faultyPglite } from '../../support/faulty.ts';
import {
  openOffice,
  registeredOwner,
  registrationSteps,
  type Office,
  type OfficeOptions,
  type Owner,
} from '../../support/office.ts';
import { rowsOf, type Rows } from '../../support/rows.ts';
import { wrapPglite } from '../../support/database.ts';

/** Wrong turns included: a hint, a person, a proposal refused, an answer changed. */
const steps = [
  ...registrationSteps.slice(0, 6),
  'surabaya',
  'lmpur',
  '>Bukan',
  ...registrationSteps.slice(6, 11),
  'lumayan',
  'lumayan',
  'lumayan',
  '>Minta dibantu petugas',
  ...registrationSteps.slice(13, 14),
  '0812 3456 7890',
  '>Ubah jawaban',
  '>9',
  '3 jt',
  '>Benar',
  '>Kirim',
  '>Boleh',
  '>☐ Kemasan',
  '>Selesai',
  '/daftar',
  '>Siti Aminah',
  '>Batal',
  '>Hapus jawaban',
];

async function rowsAfter(options: OfficeOptions, play: (office: Office) => Promise<number>): Promise<Rows> {
  const office = await openOffice(options);
  try {
    const chatId = await play(office);
    expect(await office.database.prisma.inboxUpdate.count({ where: { handledAt: null } })).toBe(0);
    expect(await office.database.prisma.inboxUpdate.count({ where: { outcome: { not: 'handled' } } })).toBe(
      0,
    );
    return await rowsOf(office, chatId);
  } finally {
    await office.close();
  }
}

async function walk(office: Office): Promise<number> {
  const siti = office.owner();
  await siti.walk(...steps);
  return siti.person.id;
}

/** Every update comes three times in one fetch. */
async function walkTripled(office: Office): Promise<number> {
  const siti = office.owner();
  for (const step of steps) {
    await atOnce(office, siti, (person) => {
      const sent = step.startsWith('>') ? person.tap(step.slice(1)) : person.sendText(step).update;
      if (sent !== undefined) for (let more = 0; more < 2; more++) office.simulator.inject(sent);
      return sent;
    });
  }
  return siti.person.id;
}

describe('the same registration leaves the same rows', () => {
  let plain: Rows;

  it('as it is', async () => {
    plain = await rowsAfter({}, walk);
    expect(plain.businesses).toHaveLength(1);
    expect(plain.cases).toHaveLength(1);
  });

  it('with the bot rebuilt from the database between any two messages', async () => {
    expect(await rowsAfter({ rebuildAlways: true }, walk)).toEqual(plain);
  });

  it('with every update delivered three times, one after the other', async () => {
    expect(await rowsAfter({ tripled: true }, walk)).toEqual(plain);
  });

  it('with every update delivered three times at once', async () => {
    expect(await rowsAfter({}, walkTripled)).toEqual(plain);
  });

  it('when a test begins with an owner whose draft was put before its last press', async () => {
    let phone = '';
    const rows = async (begin: (office: Office) => Promise<Owner>): Promise<string> => {
      const left = await rowsAfter({}, async (office) => {
        const { person } = await begin(office);
        phone = person.phone;
        return person.id;
      });
      return JSON.stringify(left, undefined, 1).replaceAll(phone, 'phone');
    };
    // Steps of this test alone: the first one walks, the second is put there.
    const own = registrationSteps.map((step) => (step === 'Siti Aminah' ? 'Siti Aisyah' : step));
    const put = (office: Office): Promise<Owner> => registeredOwner(office, own);
    await rows(put);
    expect(await rows(put)).toBe(
      await rows(async (office) => {
        const siti = office.owner();
        await siti.walk(...own, '>Tidak usah');
        return siti;
      }),
    );
  });

  it('with every update handled twice, because its end could not be stored', async () => {
    const pglite = await faultyPglite();
    const failed = new Map<string, number>();
    pglite.failBefore = (sql, values) => {
      const [, id = ''] = values;
      const before = failed.get(id) ?? 0;
      // Once as it is gathered, once alone.
      if (!sql.includes('UPDATE inbox_update u SET handled_at') || before >= 2) return undefined;
      failed.set(id, before + 1);
      return databaseError('57P01', 'terminating connection due to administrator command');
    };
    expect(await rowsAfter({ database: await wrapPglite(pglite) }, walk)).toEqual(plain);
    expect(failed.size).toBeGreaterThanOrEqual(steps.length);
  });
});
