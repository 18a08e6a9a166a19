import type { Desk } from '../../src/domain/eligibility/need.ts';
import type { FieldKey } from '../../src/domain/eligibility/programme.ts';
import type { ApplicationStatus } from '../../src/domain/partnership/application.ts';
import { addAccord } from '../../src/services/partnership/partners/accords.ts';
import { partnerById } from '../../src/services/partnership/partners/partners.ts';
import { storedApplication, type StoredApplication } from './applications.ts';
import { inTransaction } from './in-transaction.ts';
import { officer, type MemberInChat } from './members.ts';
import type { Office } from './office.ts';

/** The row of a company by its id in the data of programmes. */
export async function companyId(office: Office, code = 'sig'): Promise<number> {
  const row = await office.database.prisma.partner.findFirstOrThrow({ where: { code } });
  return row.id;
}

/** An accord with a company that holds in the time of the tests. */
export async function accordWith(office: Office, partnerId: number): Promise<void> {
  const partner = await partnerById(office.services, partnerId);
  if (partner === undefined) throw new Error(`expected a company ${partnerId}`);
  await inTransaction(office.services, (inside) =>
    addAccord(inside, { number: 'kepala', role: 'admin', rights: [], kecamatan: [] }, partner, {
      kind: 'agreement',
      number: '001/PKS/2026',
      signedOn: '2026-01-01',
      startsOn: '2026-01-01',
      endsOn: '2027-12-31',
      forOffice: 'Kepala Dinas',
      forPartner: 'Direktur',
      dataClause: 'pasal 5',
    }),
  );
}

/** Somebody of a company in the chat. */
export async function companyMember(
  office: Office,
  partnerId: number,
  of: { readonly name?: string; readonly desks?: readonly Desk[]; readonly signs?: boolean } = {},
): Promise<MemberInChat> {
  return officer(office, {
    name: of.name ?? 'Rina Pembeli',
    role: 'partner',
    rights: [],
    post: 'Pengadaan',
    partner: { id: partnerId, desks: of.desks ?? ['procurement'], signs: of.signs ?? true },
  });
}

/** What the example of a supply programme shows. */
const supplyFields: readonly FieldKey[] = [
  'owner-name',
  'phone',
  'business-name',
  'kind',
  'kecamatan',
  'desa',
  'workers',
  'class',
  'sales-12-months',
];

/** An applicant to the supply programme who is with the company, with a consent that names these fields. */
export async function candidateAt(
  office: Office,
  businessId: number,
  status: ApplicationStatus = 'forwarded',
  fields: readonly FieldKey[] = supplyFields,
): Promise<StoredApplication> {
  const { services, database } = office;
  const it = await storedApplication(services, businessId, 'sig-supply', ['submitted', 'verified', status]);
  const { consentId } = await database.prisma.application.findUniqueOrThrow({ where: { id: it.id } });
  await database.prisma.consent.update({
    where: { id: consentId },
    data: { details: { fields: [...fields] } },
  });
  return it;
}
