import type { Prisma } from '../../../../prisma/client/client.ts';
import type { Services } from '../../core/services.ts';
import type { Redaction } from '../../people/redaction.ts';

/** Whether a person has had an agreement: what of it an erasure leaves is told before. */
export async function hasContractRecord({ db }: Services, personId: number): Promise<boolean> {
  const where = { application: { personId }, versions: { some: { status: 'agreed' } } };
  return (await db.agreement.count({ where })) > 0;
}

/**
 * Takes a person out of their agreements. The record of the contract stays without them: number, days, who agreed when,
 * deliveries and payments, kind and value of support. What was written in free words goes, and so does what links a month
 * of the business to the contract. To be called before names are gone.
 */
export async function forgetAgreements(
  { db, now }: Services,
  whose: Prisma.ApplicationWhereInput,
  redaction: Redaction,
): Promise<void> {
  const of = { agreement: { application: whose } };
  await db.partnerSale.deleteMany({ where: of });
  await db.support.updateMany({ where: of, data: { what: null } });
  await db.agreementVersion.updateMany({
    where: { ...of, status: { in: ['draft', 'offered'] } },
    data: { status: 'dropped', decidedAt: now() },
  });
  await db.agreementVersion.updateMany({ where: of, data: { terms: null, ownerWords: null } });
  const cleared = (text: string | null): string | null => (text === null ? null : redaction.everything(text));
  const numbered = await db.agreementVersion.findMany({
    where: { ...of, OR: [{ number: { not: null } }, { partnerLetter: { not: null } }] },
    select: { agreementId: true, version: true, number: true, partnerLetter: true },
  });
  for (const { number, partnerLetter, ...id } of numbered)
    await db.agreementVersion.update({
      where: { agreementId_version: id },
      data: { number: cleared(number), partnerLetter: cleared(partnerLetter) },
    });
  const papers = await db.support.findMany({
    where: { ...of, paper: { not: null } },
    select: { id: true, paper: true },
  });
  for (const { id, paper } of papers)
    await db.support.update({
      where: { id },
      data: { paper: cleared(paper) },
    });
}
