import { Temporal } from 'temporal-polyfill';
import type { BusinessKind } from '../domain/people/business-kind.ts';
import { firstDayOf, instantAt } from '../domain/when/dates.ts';
import { addMonths, localDate, monthOf, partsOf, type Month, type Zone } from '../domain/month/month.ts';
import type { BusinessFields } from '../services/people/businesses.ts';
import type { Interest } from '../services/people/people.ts';
import type { PersonOptions } from '../simulator/simulator.ts';
import type { Chance } from './chance.ts';
import { inventReports } from './invent-sales.ts';
import type { Present, SampleBusiness, SampleOwner } from './sample.ts';

/** Chat id and person id are one in the simulator. */
export const SITI = 1001;
export const YUNI = 1002;
export const HADI = 1003;
export const DEWI = 1004;
export const FAMILY = 1005;
export const ARIF = 1006;
export const RATNA = 1010;
const BUDI = 1011;
export const RINA = 1012;
const DIMAS = 1013;
const TONO = 1014;

/** The people whose phones the demo page shows, in the order of its list. */
export const demoPeople: readonly PersonOptions[] = [
  { id: SITI, firstName: 'Siti', lastName: 'Aminah', group: 'Pemilik' },
  { id: YUNI, firstName: 'Yuni', group: 'Pemilik' },
  { id: HADI, firstName: 'Hadi', group: 'Pemilik' },
  { id: DEWI, firstName: 'Dewi', group: 'Pemilik' },
  { id: FAMILY, firstName: 'Rohmah', group: 'Pemilik' },
  { id: ARIF, firstName: 'Arif', group: 'Pemilik' },
  { id: RATNA, firstName: 'Ratna', group: 'Dinas' },
  { id: BUDI, firstName: 'Budi', group: 'Dinas' },
  { id: TONO, firstName: 'Tono', group: 'Dinas' },
  { id: RINA, firstName: 'Rina', group: 'Pendamping' },
  { id: DIMAS, firstName: 'Dimas', group: 'Mitra' },
];

/** Those of {@link demoPeople} who have a role in the office from the first start on. */
export const demoMembers = [
  { chatId: RATNA, name: 'Ratna Wulandari', role: 'officer', post: 'Petugas pelatihan' },
  { chatId: BUDI, name: 'Budi Santoso', role: 'admin', post: 'Kepala seksi' },
  { chatId: TONO, name: 'Tono Hariyadi', role: 'staff', post: 'Staf program' },
  { chatId: RINA, name: 'Rina Wati', role: 'helper', post: 'Pendamping desa' },
  { chatId: DIMAS, name: 'Dimas Prakoso', role: 'partner', post: 'Staf pengadaan', company: 'sig' },
] as const;

/** Chats in which somebody is registered from the first start on. */
export const registeredPhones: readonly number[] = [SITI, HADI, DEWI, FAMILY];

interface DemoBusiness {
  readonly name: string;
  readonly kind: BusinessKind;
  readonly desa: string;
  readonly started: Month | number;
  readonly workers: { readonly male: number; readonly female: number };
  readonly usual: number;
  readonly capital?: number;
  readonly nib?: string;
  /** Finished months back to the first and the last reported one: [13, 1] is everything. */
  readonly reported: readonly [number, number];
}

/** The registered ones among {@link demoPeople}, as of the present. */
export function demoOwners(chance: Chance, present: Present): readonly SampleOwner[] {
  const running = monthOf(localDate(present.now, present.zone));
  const owner = (
    chatId: number,
    person: {
      readonly name: string;
      readonly salutation: 'P' | 'L';
      readonly interests: readonly Interest[];
      readonly phone?: number;
    },
    months: number,
    businesses: readonly [DemoBusiness, ...DemoBusiness[]],
  ): SampleOwner => {
    const joined = addMonths(running, -months);
    const [first, ...more] = businesses;
    const of = (it: DemoBusiness, index: number): SampleBusiness =>
      demoBusiness(chance, it, { joined, day: 4 + 3 * index, present });
    const { name, salutation, interests, phone } = person;
    return {
      owner: { name, salutation, phone: `+62812${String(phone ?? chatId).padStart(8, '0')}` },
      chatId,
      assisted: false,
      news: interests.length > 0,
      interests,
      registeredAt: registeredOn(joined, 4, present.zone),
      businesses: [of(first, 0), ...more.map((it, index) => of(it, index + 1))],
    };
  };
  return [
    owner(SITI, { name: 'Siti Aminah', salutation: 'P', interests: ['packaging', 'online'] }, 13, [
      {
        name: 'Otak-otak Bu Siti',
        kind: 'food',
        desa: '35.25.16.1006',
        started: 2009,
        workers: { male: 0, female: 2 },
        usual: 3_000_000,
        reported: [13, 2],
      },
    ]),
    owner(HADI, { name: 'Mohammad Hadi Santoso', salutation: 'L', interests: ['online', 'capital'] }, 15, [
      {
        name: 'Songkok Hadi Jaya',
        kind: 'clothing',
        desa: '35.25.12.2012',
        started: 2004,
        workers: { male: 6, female: 4 },
        usual: 28_000_000,
        nib: '9999000900001',
        reported: [14, 1],
      },
      {
        name: 'Toko Busana Hadi',
        kind: 'shop',
        desa: '35.25.12.2012',
        started: 2019,
        workers: { male: 1, female: 2 },
        usual: 12_000_000,
        reported: [14, 1],
      },
    ]),
    owner(DEWI, { name: 'Dewi Kartikasari', salutation: 'P', interests: [] }, 3, [
      {
        name: 'Es Kopi Dewi',
        kind: 'food',
        desa: '35.25.14.2004',
        started: addMonths(running, -4),
        workers: { male: 0, female: 1 },
        usual: 4_500_000,
        capital: 6_000_000,
        reported: [3, 1],
      },
    ]),
    owner(FAMILY, { name: 'Rohmah Wati', salutation: 'P', interests: ['quality'] }, 14, [
      {
        name: 'Kerupuk Ikan Bu Rohmah',
        kind: 'food',
        desa: '35.25.07.2008',
        started: 2015,
        workers: { male: 1, female: 3 },
        usual: 7_500_000,
        nib: '9999000900002',
        reported: [13, 1],
      },
    ]),
    owner(FAMILY, { name: 'Slamet Prasetyo', salutation: 'L', interests: [], phone: 1007 }, 12, [
      {
        name: 'Tambak Pak Slamet',
        kind: 'fishery',
        desa: '35.25.07.2008',
        started: 1998,
        workers: { male: 2, female: 0 },
        usual: 9_000_000,
        reported: [12, 1],
      },
    ]),
  ];
}

export function registeredOn(month: Month, day: number, zone: Zone): Date {
  return instantAt(firstDayOf(month).with({ day }), new Temporal.PlainTime(10, 14), zone);
}

export function demoBusiness(
  chance: Chance,
  it: DemoBusiness,
  when: { readonly joined: Month; readonly day: number; readonly present: Present },
): SampleBusiness {
  const running = monthOf(localDate(when.present.now, when.present.zone));
  const [from, until] = it.reported;
  const started =
    typeof it.started === 'number' ? { year: it.started, number: undefined } : partsOf(it.started);
  const plan = {
    kind: it.kind,
    usual: it.usual,
    workers: it.workers,
    first: addMonths(running, -from),
    last: addMonths(running, -until),
    missing: 0,
    zeros: 0,
    estimates: 0.2,
  };
  const fields: BusinessFields = {
    name: it.name,
    kind: it.kind,
    kindWords: undefined,
    kecamatan: it.desa.slice(0, 8),
    desa: it.desa,
    startedYear: started.year,
    startedMonth: started.number,
    workers: it.workers,
    usualMonthlySales: it.usual,
    usualEstimate: true,
    capital: it.capital,
    nibStatus: it.nib === undefined ? 'none' : 'has',
    nib: it.nib,
  };
  return {
    fields,
    registeredAt: registeredOn(when.joined, when.day, when.present.zone),
    status: 'active',
    statusSince: undefined,
    reports: inventReports(chance, plan, when.present),
  };
}
