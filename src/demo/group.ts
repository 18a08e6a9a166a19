/** A group of the demo: makers of kerupuk in Ujungpangkah, all of them invented, who deliver together. */
import { consentTexts } from '../bot/consent-texts.ts';
import { line, type Texts } from '../i18n.ts';
import { addMonths, localDate, monthOf } from '../domain/month/month.ts';
import { idFor } from '../services/core/numbers.ts';
import { keepVersion } from '../services/core/stored-programmes.ts';
import type { Transaction } from '../services/core/services.ts';
import type { Chance } from './chance.ts';
import { daysAgo } from './days-ago.ts';
import { LONG_MONTHS } from './invent-owners.ts';
import { demoBusiness, registeredOn } from './demo-people.ts';
import type { Present, SampleOwner } from './sample.ts';
import type { StoredOwner } from './store.ts';

const KECAMATAN = '35.25.07';

/** The head first. */
const makers = [
  { name: 'Nur Khasanah', salutation: 'P', business: 'Kerupuk Ikan Bu Nur', desa: '2001', usual: 9_000_000 },
  { name: 'Sulastri', salutation: 'P', business: 'Kerupuk Bawang Bu Lastri', desa: '2008', usual: 7_500_000 },
  { name: 'Khoirul Anam', salutation: 'L', business: 'Kerupuk Pak Anam', desa: '2006', usual: 8_200_000 },
  { name: 'Mufidah', salutation: 'P', business: 'Rambak Bu Mufidah', desa: '2003', usual: 6_800_000 },
] as const;

/** How many of them there are: they stand last among the owners of the demo. */
export const MAKERS = makers.length;

export function groupOwners(chance: Chance, present: Present): readonly SampleOwner[] {
  const joined = addMonths(monthOf(localDate(present.now, present.zone)), -LONG_MONTHS);
  return makers.map(({ name, salutation, business, desa, usual }, index) => ({
    owner: { name, salutation, phone: `+62812000030${String(index).padStart(2, '0')}` },
    chatId: undefined,
    assisted: false,
    news: false,
    interests: [],
    registeredAt: registeredOn(joined, 6 + index, present.zone),
    businesses: [
      demoBusiness(
        chance,
        {
          name: business,
          kind: 'food',
          desa: `${KECAMATAN}.${desa}`,
          started: 2012 + index,
          workers: { male: 1, female: 2 },
          usual,
          nib: `999900090010${index}`,
          reported: [LONG_MONTHS, 1],
        },
        { joined, day: 6 + index, present },
      ),
    ],
  }));
}

/** The programme of the examples in a version that admits groups. */
export async function admitGroups(services: Transaction): Promise<void> {
  const { db, office, programmes } = services;
  const example = programmes.find('sig-supply');
  if (example === undefined) return;
  const version = example.version + 1;
  await keepVersion(services, { ...example, version, groups: { leastMembers: 3 } });
  await db.programme.updateMany({
    where: { office: office.key, programmeId: example.id },
    data: { version, shipped: false },
  });
}

/** The group with its members and their consents, and its way into the programme; returns the id of that. */
export async function storeGroup(
  services: Transaction,
  texts: Texts,
  members: readonly StoredOwner[],
): Promise<number> {
  const { db, seal, office } = services;
  const id = await idFor(services, 'business_group');
  const createdAt = daysAgo(services, 410);
  await db.group.create({
    data: {
      id,
      office: office.key,
      kind: 'kub',
      name: seal.encrypt(`group:${id}:name`, 'KUB Kerupuk Pangkah Jaya'),
      kecamatan: KECAMATAN,
      headId: members[0]?.id ?? null,
      createdAt,
    },
  });
  for (const { id: personId, number, owner, stored } of members) {
    await db.groupMember.create({
      data: { groupId: id, personId, businessId: stored[0]?.id ?? 0, joinedAt: createdAt },
    });
    const to = { language: 'id', salutation: owner.salutation, shortName: undefined } as const;
    await db.consent.create({
      data: {
        office: office.key,
        personId,
        personNumber: number,
        purpose: `group:${id}`,
        version: consentTexts.group.version,
        language: 'id',
        text: texts.plain(line('group.consent'), to),
        button: 'agree',
        givenAt: createdAt,
      },
    });
  }
  const { version = 1 } = services.programmes.find('sig-supply') ?? {};
  const application = await db.groupApplication.create({
    data: {
      groupId: id,
      programmeId: 'sig-supply',
      programmeVersion: version,
      createdAt,
      sentAt: daysAgo(services, 396),
    },
    select: { id: true },
  });
  return application.id;
}
