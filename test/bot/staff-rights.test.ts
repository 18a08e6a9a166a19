import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { may, rights, roles, type Duty, type Standing } from '../../src/domain/roles.ts';
import { officer, type MemberInChat } from '../support/members.ts';
import { openOffice, registeredOwner, type Office, type Owner } from '../support/office.ts';
import { contentOf } from '../support/restore.ts';
import { GRESIK, CERME, press, training } from '../support/training.ts';

const FOLDER = fileURLToPath(new URL('../../src/bot/features/staff/', import.meta.url));
const NO_DUTY = 'Maaf, itu hanya untuk petugas yang ditugaskan.';
/** For everybody: the menu says itself who has none, and a sample does nothing. */
const OPEN = ['s.preview', 's.menu'];
const REFUSED = /^(?:Maaf, itu hanya untuk petugas|Tombol ini sudah tidak dipakai|[^\n]*di luar wilayah)/;

interface Action {
  /** As it stands in the source, a text or a pattern. */
  readonly data: string;
  readonly duty: Duty | undefined;
}

/** Every button of the office with the duty that guards it, read from the source: a new one is tested by being there. */
async function actions(): Promise<readonly Action[]> {
  const files = (await readdir(FOLDER)).filter((it) => it.endsWith('.ts'));
  const sources = await Promise.all(files.map((file) => readFile(FOLDER + file, 'utf8')));
  return sources.flatMap((source) =>
    [
      ...source.matchAll(
        /callbackQuery\(\s*(?:'([^']+)'|\/((?:\\.|[^/\n])+)\/),\s*(?:onDuty(?:<[^(]+>)?\(\s*'([a-z-]+)')?/g,
      ),
    ].map(([, text, pattern, duty]) => ({
      data: text ?? `/${pattern ?? ''}/`,
      duty: duties.find((it) => it === duty),
    })),
  );
}

const duties: readonly Duty[] = [
  'trainings',
  'announce',
  'stop',
  'sales',
  'export',
  'dashboard',
  'cases',
  'assist',
  'members',
  'audit',
];

/** Callback data as somebody could make it by hand. */
function handMade({ data }: Action): readonly string[] {
  if (!data.startsWith('/')) return [data];
  const made = fc.sample(fc.stringMatching(new RegExp(data.slice(1, -1))), { numRuns: 3, seed: 7 });
  return made.filter((it) => Buffer.byteLength(it) <= 64);
}

describe('the buttons of the office', () => {
  let office: Office;
  let all: readonly Action[];
  beforeAll(async () => {
    office = await openOffice();
    all = await actions();
  });
  afterAll(() => office.close());
  const pressed = (owner: Owner, data: string): Promise<readonly string[]> => {
    // Slower than the limit of a chat.
    office.clock.advance(5_000);
    return press(owner, data);
  };

  it('are each guarded by a duty', () => {
    expect(all.length).toBeGreaterThan(35);
    expect(new Set(all.filter((it) => it.duty === undefined).map((it) => it.data))).toEqual(new Set(OPEN));
  });

  it('do nothing for who has no role, whatever data is made by hand', async () => {
    const siti = await registeredOwner(office);
    for (const action of all.filter((it) => it.duty !== undefined))
      for (const data of handMade(action)) {
        const said = await pressed(siti, data);
        expect({ data, said }).toEqual({ data, said: [NO_DUTY] });
      }
  }, 60_000);

  it('work for exactly the roles and rights of their duty', async () => {
    const standings: readonly Standing[] = roles.flatMap((role) => [
      { role, rights: [], kecamatan: [] },
      { role, rights: [...rights], kecamatan: [] },
    ]);
    for (const standing of standings) {
      const member = await officer(office, { name: `Budi ${standing.role}`, ...standing });
      for (const action of all) {
        const { duty } = action;
        const [data] = handMade(action);
        if (duty === undefined || data === undefined) continue;
        const said = await pressed(member, data);
        expect(
          { role: standing.role, rights: standing.rights, data, refused: said.includes(NO_DUTY) },
          said.join(),
        ).toMatchObject({ refused: !may(standing, duty) });
      }
      await office.database.prisma.member.updateMany({ data: { revokedAt: office.clock.now() } });
    }
  }, 180_000);
});

describe('what belongs to a kecamatan', () => {
  let office: Office;
  let presses: readonly string[];
  let near: MemberInChat;
  beforeAll(async () => {
    office = await openOffice();
    const { prisma } = office.database;
    const siti = await registeredOwner(office);
    await siti.walk('lapor okt 2,5 jt', '>Benar');
    await siti.walk('/tanya', 'Kapan ada pelatihan kemasan lagi?');
    const { id: trainingId } = await training(office, { kecamatan: GRESIK, title: 'Kemasan Rahasia' });
    const { id: businessId } = await prisma.business.findFirstOrThrow();
    const { id: caseId } = await prisma.case.findFirstOrThrow();
    near = await officer(office, { role: 'admin', rights: ['send', 'export', 'nik'], kecamatan: [GRESIK] });
    presses = [
      ...[
        '',
        '.list',
        '.wait',
        '.here',
        '.call',
        '.code',
        '.wa',
        '.mood',
        '.add',
        '.move',
        '.seats',
        '.off',
      ].map((verb) => `s.tr.${trainingId}${verb}`),
      ...['', '.record', '.history'].map((verb) => `s.biz.${businessId}${verb}`),
      ...['', '.answer', '.note', '.next', '.resolve', '.claim', '.over', '.release'].map(
        (verb) => `s.case.${caseId}${verb}`,
      ),
      `s.who.${near.member.number}`,
    ];
  });
  afterAll(() => office.close());

  const objects = async (): Promise<Readonly<Record<string, readonly string[]>>> => {
    const {
      training: trainings,
      business,
      case: cases,
      case_event: events,
      member,
      ...rest
    } = await contentOf(office.database);
    return {
      trainings: trainings ?? [],
      business: business ?? [],
      cases: cases ?? [],
      events: events ?? [],
      member: member ?? [],
      reports: rest['sales_report'] ?? [],
    };
  };

  it('is neither seen nor changed from another kecamatan, by any role with every right', async () => {
    for (const role of roles) {
      const far = await officer(office, {
        name: `Jauh ${role}`,
        role,
        rights: [...rights],
        kecamatan: [CERME],
      });
      const before = await objects();
      for (const data of presses.slice(0, -1)) {
        office.clock.advance(5_000);
        const said = await press(far, data);
        expect(
          said.filter((it) => !REFUSED.test(it)),
          `${role} ${data}`,
        ).toEqual([]);
      }
      office.clock.advance(5_000);
      await press(far, `s.revoke.${near.member.number}.yes`);
      expect(await objects()).toEqual(before);
      // Nor through a list.
      for (const list of ['s.tr', 's.cases.all', 's.cases.free', 's.find', 's.dash', 's.sales']) {
        office.clock.advance(5_000);
        expect((await press(far, list)).join(), `${role} ${list}`).not.toMatch(/Rahasia|Siti|Otak-otak/);
      }
    }
  }, 120_000);

  it('is there for whoever works in it', async () => {
    // Nobody takes over what is their own.
    for (const data of presses.filter((it) => !it.endsWith('.over'))) {
      office.clock.advance(5_000);
      const said = await press(near, data);
      expect(
        said.filter((it) => REFUSED.test(it)),
        data,
      ).toEqual([]);
    }
  }, 60_000);
});
