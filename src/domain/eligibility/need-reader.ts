/** Reads what a partnership states beside its criteria. */
import { z } from 'zod';
import { flag, integer, object, oneOf, record, someOf, text, type Note } from '../words/data-file.ts';
import {
  desks,
  intiClasses,
  intiDuties,
  MOST_MEMBERS,
  neededThings,
  partnershipForms,
  priceWays,
  sellerPapers,
} from './need.ts';

export const kecamatanCode = { is: /^\d{2}\.\d{2}\.\d{2}$/, named: 'a kecamatan code such as "35.25.14"' };
const MOST_SEATS = 100_000;

const need = object({
  what: oneOf(neededThings),
  item: text(),
  specification: text(),
  quantityPerMonth: integer(1, 1_000_000_000),
  unit: text(),
  price: z.discriminatedUnion(
    'how',
    [
      object({ how: oneOf(['fixed']), rupiah: integer(1, 1_000_000_000_000) }),
      object({ how: oneOf(['negotiated', 'market']) }),
    ],
    { error: ({ code }) => (code === 'invalid_union' ? `one of ${priceWays.join(', ')}` : 'an object') },
  ),
  place: text(),
  payWithinDays: integer(0, 365),
  papers: someOf(sellerPapers),
});

/** The optional fields that say what is offered. */
export const offer = {
  form: oneOf(partnershipForms).exactOptional(),
  inti: object({ class: oneOf(intiClasses) }).exactOptional(),
  need: need.exactOptional(),
  trial: object({ sample: flag(), order: flag() }).exactOptional(),
  seats: integer(1, MOST_SEATS).exactOptional(),
  seatsByKecamatan: record(kecamatanCode, integer(1, MOST_SEATS)).exactOptional(),
  groups: object({ leastMembers: integer(2, MOST_MEMBERS) }).exactOptional(),
  duties: someOf(intiDuties).exactOptional(),
  desk: oneOf(desks).exactOptional(),
};

const sketch = z.looseObject({
  kind: z.unknown(),
  seats: z.number().optional().catch(undefined),
  seatsByKecamatan: z.record(z.string(), z.number().catch(0)).optional().catch(undefined),
});

/** The fields of a partnership are a problem in a funding programme, and so are more seats in kecamatan than there are. */
export function checkOffer(json: unknown, note: Note): void {
  const { data } = sketch.safeParse(json);
  if (data === undefined) return;
  for (const key of ['form', 'inti', 'need', 'trial', 'duties', 'groups'] as const)
    if (data.kind === 'funding' && key in data) note(key, 'only in the kind supply', 'kind funding');
  const { seats, seatsByKecamatan } = data;
  if (seats === undefined || seatsByKecamatan === undefined) return;
  const sum = Object.values(seatsByKecamatan).reduce((all, it) => all + it, 0);
  if (sum > seats) note('seatsByKecamatan', `at most ${seats} seats together`, String(sum));
}
