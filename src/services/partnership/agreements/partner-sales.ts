import { dependence, type Dependence } from '../../../domain/partnership/support.ts';
import type { Services, Transaction } from '../../core/services.ts';
import type { Application } from '../applications/applications.ts';

/** A company to which a business delivers under an agreement that runs. */
export interface RunningAgreement {
  readonly agreementId: number;
  readonly businessId: number;
  readonly application: Pick<Application, 'programmeId' | 'programmeVersion'>;
}

/** The agreements in force of these businesses: only their owners are asked what went to the company. */
export async function runningAgreements(
  { db }: Services,
  businessIds: readonly number[],
): Promise<readonly RunningAgreement[]> {
  if (businessIds.length === 0) return [];
  // In one statement, since every step of a report asks it.
  const rows = await db.$queryRaw<
    readonly {
      readonly agreementId: number;
      readonly businessId: number;
      readonly programmeId: string;
      readonly programmeVersion: number;
    }[]
  >`
    SELECT g.id AS "agreementId", a.business_id AS "businessId", a.programme_id AS "programmeId",
      a.programme_version AS "programmeVersion"
    FROM application a JOIN agreement g ON g.application_id = a.id
    WHERE a.business_id = ANY(${[...businessIds]}) AND a.status = 'active'
      AND EXISTS (SELECT 1 FROM agreement_version v WHERE v.agreement_id = g.id AND v.status = 'agreed')
    ORDER BY g.id`;
  return rows.map(({ agreementId, businessId, ...application }) => ({
    agreementId,
    businessId,
    application,
  }));
}

/** Stores with a month how much of it went to the company of an agreement; a later answer takes its place. */
export async function recordPartnerSale(
  { db, now }: Transaction,
  it: { readonly reportId: number; readonly agreementId: number; readonly amount: number },
): Promise<void> {
  const { reportId, agreementId, amount } = it;
  await db.partnerSale.upsert({
    where: { reportId_agreementId: { reportId, agreementId } },
    create: { ...it, at: now() },
    update: { amount, at: now() },
  });
}

const MONTHS = 12;

/**
 * How much of what a business sold in its last 12 reported months went to the company of an application, over the
 * months in which that was answered. For the office alone: a buyer that knows it presses the price.
 */
export async function dependenceOn(
  services: Services,
  { businessId, programmeId }: Application,
): Promise<Dependence | undefined> {
  const partner = services.programmes.find(programmeId)?.partner.id;
  const same = services.programmes.known.filter((it) => it.partner.id === partner).map((it) => it.id);
  const rows = await services.db.salesReport.findMany({
    where: { businessId },
    select: {
      amount: true,
      partnerSales: {
        where: { agreement: { application: { programmeId: { in: [programmeId, ...same] } } } },
        select: { amount: true },
      },
    },
    orderBy: { month: 'desc' },
    take: MONTHS,
  });
  return dependence(
    rows
      .filter(({ partnerSales }) => partnerSales.length > 0)
      .map(({ amount, partnerSales }) => ({
        amount: Number(amount),
        // A figure that was corrected since may be less than what was said of it.
        toPartner: Math.min(
          Number(amount),
          partnerSales.reduce((sum, it) => sum + Number(it.amount), 0),
        ),
      })),
  );
}
