import type { PrismaClient } from '../../prisma/client/client.ts';
import { SUPPLY_VERSION } from './programme.ts';

/** A business of a kecamatan that has been in the supply partnership for a year, as its rows. */
export async function partnerRows(prisma: PrismaClient, number: string, kecamatan: string): Promise<void> {
  const business = await prisma.business.create({
    data: {
      office: 'gresik',
      number: `D-${number}`,
      kecamatan,
      kind: 'food',
      owner: { create: { office: 'gresik', number, salutation: 'P' } },
    },
  });
  await prisma.application.create({
    data: {
      office: 'gresik',
      number: `P-${number}`,
      businessId: business.id,
      personId: business.ownerId,
      personNumber: number,
      programmeId: 'sig-supply',
      programmeVersion: SUPPLY_VERSION,
      status: 'active',
      consentId: 0,
      nikBy: 'later',
      dueOn: '2025-11-01',
      appliedAt: new Date('2025-10-20T02:00:00Z'),
      steps: { create: [{ status: 'active', at: new Date('2025-11-10T02:00:00Z') }] },
    },
  });
}
