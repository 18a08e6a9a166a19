/** A search for suppliers in the demo, with owners who agreed to be found, and two who said "Mau". */
import { consentTexts } from '../bot/consent-texts.ts';
import { shortName } from '../domain/people/name.ts';
import { line, type Texts } from '../i18n.ts';
import { todayOf, type Transaction } from '../services/core/services.ts';
import { activeMembers } from '../services/office/members.ts';
import { beginSearch } from '../services/partnership/candidates/supply-searches.ts';
import { daysAgo } from './days-ago.ts';
import type { StoredOwner } from './store.ts';

const ASKED_DAYS_AGO = 3;
const ANSWERS = ['yes', 'no', 'yes'] as const;
const ASKED = 8;

/** Nobody on a phone of the demo page has been asked yet: whoever tries it asks them. */
export async function storeSupplySearch(
  services: Transaction,
  texts: Texts,
  owners: readonly StoredOwner[],
): Promise<void> {
  const makers = owners.filter(
    ({ businesses: [first] }) => first.fields.kind === 'clothing' && first.status === 'active',
  );
  await services.db.consent.createMany({
    data: makers.map(({ id, number, registeredAt, owner: { name = '', salutation } }) => ({
      office: services.office.key,
      personId: id,
      personNumber: number,
      purpose: 'be-found',
      version: consentTexts.beFound.version,
      language: 'id',
      text: texts.plain(line('supply.consent.ask'), {
        language: 'id',
        salutation,
        shortName: shortName(name),
      }),
      button: 'yes',
      givenAt: registeredAt,
    })),
  });
  const buyer = (await activeMembers(services)).find(({ role }) => role === 'partner');
  const id =
    buyer &&
    (await beginSearch(services, buyer, {
      kind: 'clothing',
      item: 'songkok',
      quantity: 500,
      neededBy: todayOf(services).add({ days: 45 }).toString(),
    }));
  if (id === undefined) return;
  const at = daysAgo(services, ASKED_DAYS_AGO);
  await services.db.supplySearch.update({ where: { id }, data: { state: 'asking', createdAt: at } });
  await services.db.supplyInquiry.createMany({
    data: makers
      .filter(({ chatId }) => chatId === undefined)
      .filter((_maker, index) => index < ASKED)
      .map(({ id: personId, stored: [first] }, index) => ({
        searchId: id,
        personId,
        businessId: first?.id ?? 0,
        askedAt: at,
        ...(ANSWERS[index] === undefined ? {} : { answer: ANSWERS[index], answeredAt: at }),
      })),
  });
}
