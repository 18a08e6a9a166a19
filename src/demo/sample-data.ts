import { officeTexts, type Office } from '../office.ts';
import { desks } from '../domain/eligibility/need.ts';
import { rights } from '../domain/office/roles.ts';
import { accountOf } from '../services/core/accounts.ts';
import { invite, redeemInvitation, type OfPartner } from '../services/office/members.ts';
import { decideInvitation } from '../services/roles/invitation-decisions.ts';
import type { Transaction } from '../services/core/services.ts';
import { createChance } from './chance.ts';
import { demoMembers, demoOwners, RATNA, RINA } from './demo-people.ts';
import { storeFollowUp } from './follow-up.ts';
import { groupOwners } from './group.ts';
import { inventOwners } from './invent-owners.ts';
import type { SampleOwner } from './sample.ts';
import { storeOwners } from './store.ts';
import { storeTrainings } from './open-trainings.ts';
import { storeSupplySearch } from './supply-search.ts';
import { storeSurvey } from './survey.ts';

export { demoMembers, demoPeople, registeredPhones } from './demo-people.ts';

const SEED = 3525;

/** Everybody invented, first those on the phones of the demo page; the same for the same `now`. */
export function sampleOwners(
  { areas, zone }: Pick<Office, 'areas' | 'zone'>,
  now: Date,
): readonly SampleOwner[] {
  return [
    ...demoOwners(createChance(SEED), { now, zone }),
    ...inventOwners(createChance(SEED + 1), areas, { now, zone }),
    ...groupOwners(createChance(SEED + 2), { now, zone }),
  ];
}

/**
 * Fills an empty database with invented owners in every kecamatan and their last 12 finished months (counted from
 * the present), invented in the same way at every first start. A start that was cut off begins anew. False, and
 * nothing is written, when there are businesses already.
 */
export async function fillSampleData(services: Transaction): Promise<boolean> {
  if ((await services.db.business.findFirst({ select: { id: true } })) !== null) return false;
  const texts = officeTexts(services.office);
  const numbers = new Map<number, string>();
  for (const member of demoMembers) numbers.set(member.chatId, await appointMember(services, member));
  const owners = sampleOwners(services.office, services.now());
  const stored = await storeOwners(services, texts, owners, numbers.get(RINA) ?? '');
  await storeFollowUp(services, texts, stored);
  await storeTrainings(services, numbers.get(RATNA) ?? '', stored);
  await storeSupplySearch(services, texts, stored);
  await storeSurvey(services, texts, numbers.get(RATNA) ?? '', stored);
  return true;
}

/** Gives a role as the command line does: invited, opened in the chat, confirmed. Returns the number of the member. */
async function appointMember(services: Transaction, it: (typeof demoMembers)[number]): Promise<string> {
  const account = await accountOf(services, it.chatId, 'id');
  const invited = await invite(services, 'cli', {
    name: it.name,
    role: it.role,
    post: it.post,
    letter: undefined,
    rights: it.role === 'partner' ? [] : [...rights],
    kecamatan: [],
    ...('company' in it ? { partner: await companyOf(services, it.company) } : {}),
  });
  if (invited.kind !== 'invited')
    throw new Error(`expected an invitation for ${it.role}, got ${invited.kind}`);
  await redeemInvitation(services, invited.code, { accountId: account.id, name: it.name });
  await decideInvitation(services, 'cli', invited.id, true);
  const { number } = await services.db.member.findFirstOrThrow({
    where: { accountId: account.id },
    select: { number: true },
  });
  return number;
}

/** Both desks of a company, for somebody who decides for it. */
async function companyOf({ db, office }: Transaction, code: string): Promise<OfPartner> {
  const { id } = await db.partner.findFirstOrThrow({
    where: { office: office.key, code },
    select: { id: true },
  });
  return { id, desks, signs: true };
}
