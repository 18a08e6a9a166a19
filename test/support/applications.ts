import type { ApplicationStatus } from '../../src/domain/partnership/application.ts';
import { openCase } from '../../src/services/cases/cases.ts';
import type { Services } from '../../src/services/core/services.ts';
import { inTransaction } from './in-transaction.ts';

export interface StoredApplication {
  readonly id: number;
  readonly number: string;
  readonly businessId: number;
  readonly personId: number;
}

let count = 0;

/** The row of a consent in force, where the words that were read are not what is tested. */
export const agreedTo = (
  { db, now }: Services,
  owner: { readonly id: number; readonly number: string },
  purpose: string,
) =>
  db.consent.create({
    data: {
      office: 'gresik',
      personId: owner.id,
      personNumber: owner.number,
      purpose,
      version: 1,
      language: 'id',
      text: 'Setuju',
      button: 'agree',
      givenAt: now(),
    },
  });

/** An application of a business with the way it has come, and its case with the office. */
export async function storedApplication(
  services: Services,
  businessId: number,
  programmeId: string,
  steps: readonly ApplicationStatus[] = ['submitted'],
  dueOn = '2026-11-05',
): Promise<StoredApplication> {
  return inTransaction(services, async (inside) => {
    const { db, now } = inside;
    const business = await db.business.findUniqueOrThrow({
      where: { id: businessId },
      include: { owner: { include: { accounts: true } } },
    });
    const { owner } = business;
    if (owner === null) throw new Error('expected a business with an owner');
    const registered = { personId: owner.id, purpose: 'registration' };
    if ((await db.consent.count({ where: registered })) === 0)
      await agreedTo(inside, owner, registered.purpose);
    const consent = await agreedTo(inside, owner, `partner:${programmeId}`);
    const number = `P-2611-9${String(++count).padStart(3, '0')}`;
    const { id } = await db.application.create({
      data: {
        office: 'gresik',
        number,
        businessId,
        personId: owner.id,
        personNumber: owner.number,
        programmeId,
        programmeVersion: inside.programmes.find(programmeId)?.version ?? 1,
        status: steps.at(-1) ?? 'submitted',
        consentId: consent.id,
        nikBy: 'officer',
        appliedAt: now(),
        dueOn,
        steps: {
          create: steps.map((status) => ({
            status,
            byPerson: status === 'submitted' ? owner.number : null,
            byMember: status === 'submitted' ? null : 'earlier',
            at: now(),
          })),
        },
      },
    });
    await openCase(inside, {
      kind: 'application',
      accountId: owner.accounts[0]?.accountId,
      personId: owner.id,
      businessId,
      details: { application: id, number, programme: programmeId },
    });
    return { id, number, businessId, personId: owner.id };
  });
}
