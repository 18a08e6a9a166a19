import type { Prisma } from '../../../../prisma/client/client.ts';
import type { FieldKey } from '../../../domain/eligibility/programme.ts';
import type { Standing } from '../../../domain/office/roles.ts';
import { inquiryAnswers, type InquiryAnswer } from '../../../domain/partnership/supply.ts';
import type { BusinessKind } from '../../../domain/people/business-kind.ts';
import type { OpenedCase } from '../../cases/cases.ts';
import { audit } from '../../core/audit.ts';
import { todayOf, type Services, type Transaction } from '../../core/services.ts';
import { businessesIn } from '../../office/in-area.ts';
import { businessesOf } from '../../people/businesses.ts';
import type { OwnPurpose } from '../../people/consents.ts';
import { ownerOf } from '../../people/corrections.ts';
import { personNumber } from '../../people/people.ts';
import { accordInForce } from '../partners/accords.ts';
import { partnerOf, type CompanyMember } from './candidates.ts';
import type { Partner } from '../partners/partners.ts';
import { askToDestroy, destroyedAt } from '../partners/recalls.ts';

const agreedTo = (purpose: OwnPurpose): Prisma.PersonWhereInput => ({
  consents: { some: { purpose, withdrawnAt: null } },
});

/** Owners whom companies may find. Without the consent to registration their data are not used for anything. */
export const FINDABLE: Prisma.PersonWhereInput = { AND: [agreedTo('registration'), agreedTo('be-found')] };

/** The company for which a member may buy: its desk is procurement, and an accord is in force. */
export async function buyerFor(services: Services, member: CompanyMember): Promise<Partner | undefined> {
  return member.partner?.desks.includes('procurement') === true ? partnerOf(services, member) : undefined;
}

/** An owner who said "Mau". */
interface Supplier {
  readonly id: number;
  readonly personId: number;
  readonly businessId: number;
}

/** Those whom a member may see at this moment: they said "Mau" to a search of the company and can still be found. */
export async function suppliersOf(
  services: Services,
  member: CompanyMember,
  searchId?: number,
): Promise<readonly Supplier[]> {
  const partner = await buyerFor(services, member);
  if (partner === undefined) return [];
  return services.db.supplyInquiry.findMany({
    where: {
      answer: 'yes',
      search: {
        partnerId: partner.id,
        state: 'asking',
        ...(searchId === undefined ? {} : { id: searchId }),
      },
      person: FINDABLE,
      business: businessesIn(member),
    },
    select: { id: true, personId: true, businessId: true },
    orderBy: { id: 'asc' },
  });
}

/** Business that the office connects with the company: its owner said "Mau" and can still be found. */
export interface Willing {
  readonly id: number;
  readonly businessId: number;
  readonly number: string | null;
}

/** At most so many at once. */
const WILLING = 30;

/** Those of a search where a member of the office works, first who said so first. */
export async function willingFor(
  { db }: Services,
  member: Standing,
  searchId: number,
): Promise<readonly Willing[]> {
  const rows = await db.supplyInquiry.findMany({
    where: { searchId, answer: 'yes', person: FINDABLE, business: businessesIn(member) },
    select: { id: true, businessId: true, business: { select: { number: true } } },
    orderBy: [{ answeredAt: 'asc' }, { id: 'asc' }],
    take: WILLING,
  });
  return rows.map(({ id, businessId, business }) => ({ id, businessId, number: business.number }));
}

const NEVER = new Date(0);

/** What a yes shows, and nothing that leads to the home: the office brings the two together. */
const SHOWN: readonly FieldKey[] = ['owner-name', 'business-name', 'kind', 'kecamatan'];

/** Records whom a member is about to be shown. */
export async function discloseSuppliers(
  services: Transaction,
  member: CompanyMember,
  suppliers: readonly Supplier[],
): Promise<void> {
  if (member.partner === undefined) return;
  for (const { id, personId } of suppliers) {
    const number = await personNumber(services, personId);
    await services.db.disclosure.create({
      data: {
        office: services.office.key,
        personId,
        personNumber: number,
        inquiryId: id,
        partnerId: member.partner.id,
        byMember: member.number,
        kind: 'supply',
        fields: [...SHOWN],
        at: services.now(),
      },
    });
    await audit(services, {
      actor: member.number,
      action: 'supply.read',
      subject: `person:${number}`,
      details: { inquiry: id },
    });
  }
}

export interface SupplierFacts {
  readonly owner: string | undefined;
  readonly business: string | undefined;
  readonly kind: BusinessKind | undefined;
  /** Code of Kepmendagri. */
  readonly kecamatan: string | undefined;
}

/** Opens what a company sees of a supplier; to be disclosed before. Undefined when nobody stands there any more. */
export async function supplierFacts(
  services: Services,
  { personId, businessId }: Supplier,
): Promise<SupplierFacts | undefined> {
  const business = (await businessesOf(services, personId)).find(({ id }) => id === businessId);
  return (
    business && {
      owner: (await ownerOf(services, personId)).name,
      business: business.name,
      kind: business.kind,
      kecamatan: business.kecamatan,
    }
  );
}

export interface Inquiry {
  readonly id: number;
  readonly personId: number;
  readonly answer: InquiryAnswer | undefined;
  readonly partner: string;
  readonly item: string;
  readonly quantity: number;
  /** YYYY-MM-DD */
  readonly neededBy: string;
  /** ask: it can be answered; withdrawn: the owner cannot be found any more; over: nobody asks any more. */
  readonly state: 'ask' | 'withdrawn' | 'over';
}

/** A question to an owner as it stands now; undefined where it is not there, or not for somebody of this chat. */
export async function inquiryOf(
  services: Services,
  id: number,
  of: { readonly accountId: number },
): Promise<Inquiry | undefined> {
  const row = await services.db.supplyInquiry.findFirst({
    where: { id, person: { accounts: { some: of } } },
    include: { search: { include: { partner: { select: { name: true } } } } },
  });
  if (row === null) return undefined;
  const { personId, answer, search } = row;
  const { partnerId, item, quantity, neededBy } = search;
  const asks =
    search.state === 'asking' &&
    todayOf(services).toString() <= neededBy &&
    (await accordInForce(services, partnerId)) !== undefined;
  const canBeFound = (await services.db.person.count({ where: { AND: [{ id: personId }, FINDABLE] } })) > 0;
  return {
    id,
    personId,
    answer: inquiryAnswers.find((it) => it === answer),
    partner: search.partner.name,
    item,
    quantity,
    neededBy,
    state: canBeFound ? (asks ? 'ask' : 'over') : 'withdrawn',
  };
}

/** Stores "Mau" or "Tidak". False, and nothing changes, where it cannot be answered any more or was answered before. */
export async function answerInquiry(
  services: Transaction,
  { id, state }: Inquiry,
  answer: 'yes' | 'no',
): Promise<boolean> {
  if (state !== 'ask') return false;
  const { count } = await services.db.supplyInquiry.updateMany({
    where: { id, answer: null },
    data: { answer, answeredAt: services.now() },
  });
  return count > 0;
}

/**
 * Takes back every "Mau" of an owner who cannot be found any more, and asks companies to destroy what they saw: one
 * request for each, and what is in their chats goes. Returns the requests.
 */
export async function recallFromBuyers(
  services: Transaction,
  personId: number,
  of: { readonly accountId: number | undefined; readonly personId: number | undefined },
): Promise<readonly OpenedCase[]> {
  await services.db.supplyInquiry.updateMany({
    where: { personId, answer: 'yes' },
    data: { answer: 'withdrawn' },
  });
  const seen = await services.db.disclosure.findMany({
    where: { personId, inquiryId: { not: null } },
    select: { inquiryId: true, partnerId: true, at: true },
    orderBy: [{ inquiryId: 'asc' }, { id: 'desc' }],
  });
  const opened: OpenedCase[] = [];
  // The last look of each.
  for (const { inquiryId, partnerId, at } of seen.filter(
    ({ inquiryId: id }, index) => seen[index - 1]?.inquiryId !== id,
  )) {
    if (inquiryId === null || at <= ((await destroyedAt(services, ['inquiry', inquiryId])) ?? NEVER))
      continue;
    opened.push(await askToDestroy(services, of, { inquiry: inquiryId, partner: partnerId }));
  }
  services.noteQueued?.();
  return opened;
}
