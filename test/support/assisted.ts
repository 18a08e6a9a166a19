import { registerAssisted } from '../../src/services/helpers/assistance.ts';
import type { MemberRow } from '../../src/services/office/members.ts';
import { atomically } from '../../src/services/core/services.ts';
import type { Office } from './office.ts';

export interface AssistedOwner {
  readonly personId: number;
  readonly personNumber: string;
  readonly businessId: number;
}

/** An owner whom a helper has entered, as the form leaves it. */
export async function assistedOwner(
  office: Office,
  helper: MemberRow,
  wanted: {
    readonly name?: string;
    readonly salutation?: 'L' | 'P';
    readonly business?: string;
    readonly phone?: string;
    readonly kecamatan?: string;
  } = {},
): Promise<AssistedOwner> {
  const { prisma } = office.database;
  return atomically(prisma, office.services, async (services) => {
    const draft = await services.db.draft.create({
      data: {
        accountId: helper.accountId ?? 0,
        form: 'helper-register',
        version: 1,
        status: 'submitted',
        startedAt: services.now(),
      },
    });
    await services.db.draft.update({
      where: { id: draft.id },
      data: {
        payload: services.seal.encrypt(
          `draft:${draft.id}`,
          JSON.stringify({
            place: { on: 'review' },
            answers: {
              witness: { value: 'Karno Saksi', reader: 'name@1', at: services.now().toISOString() },
            },
            wrong: 0,
            figures: [],
          }),
        ),
      },
    });
    const stored = await registerAssisted(services, helper, {
      draftId: draft.id,
      owner: {
        name: wanted.name ?? 'Siti Aminah',
        salutation: wanted.salutation ?? 'P',
        phone: wanted.phone,
      },
      consent: {
        version: 1,
        language: 'id',
        text: 'Apakah Bapak/Ibu setuju?',
        way: 'oral',
        witness: 'Karno Saksi',
        agreedOn: '2026-11-02',
        recordedAt: services.now(),
      },
      business: {
        name: wanted.business ?? 'Otak-otak Bu Siti',
        kind: 'food',
        kindWords: undefined,
        kecamatan: wanted.kecamatan ?? '35.25.16',
        desa: undefined,
        startedYear: 2009,
        startedMonth: undefined,
        workers: { male: 0, female: 2 },
        usualMonthlySales: 3_000_000,
        usualEstimate: true,
        capital: undefined,
        nibStatus: 'none',
        nib: undefined,
      },
      unknown: [],
    });
    if (stored.kind !== 'stored') throw new Error(`expected an owner, got ${stored.kind}`);
    const row = await services.db.business.findFirstOrThrow({
      where: { number: stored.number },
      include: { owner: { select: { number: true } } },
    });
    return { personId: stored.personId, personNumber: row.owner?.number ?? '', businessId: row.id };
  });
}

/** A button made by hand. */
export const byHand =
  (data: string) => (person: Parameters<Parameters<ReturnType<Office['owner']>['act']>[0]>[0]) =>
    person.pressData(person.messages.at(-1)?.message_id ?? 0, data);
