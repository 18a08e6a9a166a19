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
  const rows = await db.agreement.findMany({
    where: {
      application: { businessId: { in: [...businessIds] }, status: 'active' },
      versions: { some: { status: 'agreed' } },
    },
    select: {
      id: true,
      application: { select: { businessId: true, programmeId: true, programmeVersion: true } },
    },
    orderBy: { id: 'asc' },
  });
  return rows.flatMap(({ id, application }) =>
    application.businessId === null
      ? []
      : [{ agreementId: id, businessId: application.businessId, application }],
  );
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
