/** Reads what a partnership states beside its criteria. */
import type { Fields } from '../words/json-fields.ts';
import {
  desks,
  intiClasses,
  intiDuties,
  MOST_MEMBERS,
  neededThings,
  partnershipForms,
  priceWays,
  sellerPapers,
  type Need,
} from './need.ts';
import type { Programme } from './programme.ts';

const KECAMATAN = /^\d{2}\.\d{2}\.\d{2}$/;
const MOST_SEATS = 100_000;

type Terms = Pick<
  Programme,
  'form' | 'inti' | 'need' | 'trial' | 'seats' | 'seatsByKecamatan' | 'groups' | 'duties' | 'desk'
>;

/** The optional fields that say what is offered; those of a partnership are a problem in a funding programme. */
export function readOffer(fields: Fields, kind: Programme['kind']): Terms {
  for (const key of ['form', 'inti', 'need', 'trial', 'duties', 'groups'] as const)
    if (kind === 'funding' && fields.has(key)) fields.problem(key, 'only in the kind supply', 'kind funding');
  const seats = fields.has('seats') ? { seats: fields.integer('seats', 1, MOST_SEATS) } : {};
  const byKecamatan = fields.has('seatsByKecamatan')
    ? { seatsByKecamatan: fields.object('seatsByKecamatan', readSeats) }
    : {};
  checkSeats(fields, { ...seats, ...byKecamatan });
  return {
    ...(fields.has('form') ? { form: fields.choice('form', partnershipForms) } : {}),
    ...(fields.has('inti')
      ? { inti: fields.object('inti', (inti) => ({ class: inti.choice('class', intiClasses) })) }
      : {}),
    ...(fields.has('need') ? { need: fields.object('need', readNeed) } : {}),
    ...(fields.has('trial')
      ? {
          trial: fields.object('trial', (trial) => ({
            sample: trial.flag('sample'),
            order: trial.flag('order'),
          })),
        }
      : {}),
    ...seats,
    ...byKecamatan,
    ...(fields.has('groups')
      ? {
          groups: fields.object('groups', (groups) => ({
            leastMembers: groups.integer('leastMembers', 2, MOST_MEMBERS),
          })),
        }
      : {}),
    ...(fields.has('duties') ? { duties: fields.choices('duties', intiDuties) } : {}),
    ...(fields.has('desk') ? { desk: fields.choice('desk', desks) } : {}),
  };
}

function readNeed(fields: Fields): Need {
  return {
    what: fields.choice('what', neededThings),
    item: fields.text('item'),
    specification: fields.text('specification'),
    quantityPerMonth: fields.integer('quantityPerMonth', 1, 1_000_000_000),
    unit: fields.text('unit'),
    price: fields.object('price', (price) => {
      const how = price.choice('how', priceWays);
      if (how !== 'fixed') return { how };
      return { how, rupiah: price.integer('rupiah', 1, 1_000_000_000_000) };
    }),
    place: fields.text('place'),
    payWithinDays: fields.integer('payWithinDays', 0, 365),
    papers: fields.choices('papers', sellerPapers),
  };
}

function readSeats(fields: Fields): Readonly<Record<string, number>> {
  return Object.fromEntries(
    fields.keys.flatMap((code) => {
      if (KECAMATAN.test(code)) return [[code, fields.integer(code, 1, MOST_SEATS)] as const];
      fields.problem(code, 'a kecamatan code such as "35.25.14"', `"${code}"`);
      return [];
    }),
  );
}

function checkSeats(fields: Fields, { seats, seatsByKecamatan }: Terms): void {
  if (seats === undefined || seatsByKecamatan === undefined) return;
  const sum = Object.values(seatsByKecamatan).reduce((all, it) => all + it, 0);
  if (sum > seats) fields.problem('seatsByKecamatan', `at most ${seats} seats together`, String(sum));
}
