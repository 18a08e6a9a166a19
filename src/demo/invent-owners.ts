import { Temporal } from 'temporal-polyfill';
import { businessKinds, type BusinessKind } from '../domain/people/business-kind.ts';
import { firstDayOf, instantAt } from '../domain/when/dates.ts';
import { shortName } from '../domain/people/name.ts';
import { addMonths, compareMonths, localDate, monthOf, partsOf, type Month } from '../domain/month/month.ts';
import { desaOf, type Areas } from '../services/core/areas.ts';
import { interestKeys } from '../services/people/people.ts';
import type { Workers } from '../services/sales/sales-history.ts';
import type { Chance } from './chance.ts';
import { inventReports, provisionalReport, type SalesPlan } from './invent-sales.ts';
import { businessNames, firstNames, lastNames, specialities, usualSales } from './names.ts';
import type { Present, SampleBusiness, SampleOwner } from './sample.ts';

/** Where there is more industry there are more businesses; on Bawean fewer. */
const TOWNS = new Set(['35.25.10', '35.25.11', '35.25.13', '35.25.14', '35.25.15', '35.25.16']);
/** The simulator's people have 0812-0000-1xxx, these 0812-0000-2xxx: numbers nobody would give out. */
const PHONES = '+6281200002';
/** Chats from here on have no phone on the page. */
export const FIRST_UNLISTED = 20_000;
/** Those of new people on the page begin later. */
export const PAST_UNLISTED = 30_000;
/** Where the helper of the demo goes from door to door, and how many owners she has entered there. */
const HELPED = '35.25.07';
const ASSISTED = 12;
/** One in so many has been there and reported long before any partnership began; the partners are found among them. */
const LONG_THERE = 14;
export const LONG_MONTHS = 21;
/** No office gives out a NIB that begins so. */
const NIBS = '9999000';

interface Place {
  readonly chance: Chance;
  readonly areas: Areas;
  readonly kecamatan: string;
  readonly present: Present;
}

/** Owners in every kecamatan, each with one business, and figures of the last 12 finished months. */
export function inventOwners(chance: Chance, areas: Areas, present: Present): readonly SampleOwner[] {
  let turn = 0;
  return areas.kecamatan.flatMap(({ code, island }) => {
    const count = TOWNS.has(code) ? 28 : island === 'Jawa' ? 20 : 10;
    const known = specialities[code.slice(-2)] ?? businessKinds;
    return Array.from({ length: count }, (_, index) => {
      turn += 1;
      // Every second business is of a kind the place is known for; the others go through all kinds in turn.
      const kind =
        index % 2 === 0 ? chance.one(known) : (businessKinds[turn % businessKinds.length] ?? 'other');
      return inventOwner({ chance, areas, kecamatan: code, present }, kind, {
        turn,
        assisted: code === HELPED && index < ASSISTED,
      });
    });
  });
}

function inventOwner(
  place: Place,
  kind: BusinessKind,
  { turn, assisted }: { readonly turn: number; readonly assisted: boolean },
): SampleOwner {
  const {
    chance,
    present: { now, zone },
  } = place;
  const salutation = chance.happens(womenIn(kind)) ? 'P' : 'L';
  const name = `${chance.one(firstNames[salutation])} ${chance.one(lastNames[salutation])}`;
  const running = monthOf(localDate(now, zone));
  // Six of ten were there before the twelve months began; one or two join each month.
  const since = chance.happens(0.6) ? chance.whole(13, 16) : chance.whole(1, 12);
  const isLong = turn % LONG_THERE === 0;
  const joined = addMonths(running, isLong ? -LONG_MONTHS : -since);
  const registeredAt = instantAt(
    firstDayOf(joined).add({ days: chance.whole(0, 27) }),
    new Temporal.PlainTime(chance.whole(7, 20), chance.whole(0, 59)),
    zone,
  );
  const news = !assisted && chance.happens(0.65);
  const phone = chance.happens(0.93) ? `${PHONES}${String(turn).padStart(3, '0')}` : undefined;
  const chats = phone !== undefined && !assisted && chance.happens(0.57) && !isLong;
  const business = inventBusiness(place, kind, { salutation, name: shortName(name) }, registeredAt, turn);
  return {
    owner: {
      name,
      salutation,
      phone,
    },
    chatId: chats ? FIRST_UNLISTED + turn : undefined,
    assisted,
    news,
    interests: news ? chance.shuffled(interestKeys).slice(0, chance.whole(1, 3)) : [],
    registeredAt,
    // Whom the helper visits still has the business.
    businesses: [assisted ? { ...business, status: 'active', statusSince: undefined } : business],
  };
}

/** Food, clothing and stalls are mostly women's businesses; transport and building mostly men's. */
function womenIn(kind: BusinessKind): number {
  if (kind === 'food' || kind === 'clothing' || kind === 'shop' || kind === 'craft') return 0.72;
  return kind === 'transport' || kind === 'building' || kind === 'fishery' ? 0.18 : 0.45;
}

function inventBusiness(
  place: Place,
  kind: BusinessKind,
  owner: { readonly salutation: 'P' | 'L'; readonly name: string },
  registeredAt: Date,
  turn: number,
): SampleBusiness {
  const { chance, areas, kecamatan, present } = place;
  const { now, zone } = present;
  const joined = monthOf(localDate(registeredAt, zone));
  const desa = chance.one(nonEmpty(desaOf(areas, kecamatan)));
  const small = turn % 19 === 7;
  const started = startedIn(chance, joined);
  const [low, high] = small ? [190_000_000, 520_000_000] : usualSales[kind];
  const usual = Math.round((low * (high / low) ** chance.between(0, 1)) / 100_000) * 100_000;
  const workers = workersOf(chance, usual, owner.salutation);
  const isLong = turn % LONG_THERE === 0;
  const hasNib = chance.happens(0.42) || small || isLong;
  const running = monthOf(localDate(now, zone));
  const fate = fateOf(chance, running, joined);
  const { status, until } = isLong ? { status: 'active' as const, until: addMonths(running, -1) } : fate;
  const plan: SalesPlan = {
    kind,
    usual,
    workers,
    first: joined,
    last: until,
    missing: 0.05,
    zeros: 0.012,
    estimates: small ? 0.08 : 0.35,
  };
  const reports = chance.happens(0.04) && !isLong ? [] : inventReports(chance, plan, present);
  return {
    fields: {
      name: chance
        .one(businessNames[kind])
        .replace('{owner}', `${owner.salutation === 'P' ? 'Bu' : 'Pak'} ${owner.name}`)
        .replace('{desa}', desa.name),
      kind,
      kindWords: undefined,
      kecamatan,
      desa: desa.code,
      startedYear: partsOf(started).year,
      startedMonth: compareMonths(joined, started) < 24 ? partsOf(started).number : undefined,
      workers,
      usualMonthlySales: chance.happens(0.95) ? usual : undefined,
      usualEstimate: true,
      capital:
        compareMonths(joined, started) < 12
          ? Math.round((usual * chance.between(1, 3)) / 500_000 + 1) * 500_000
          : undefined,
      nibStatus: hasNib ? 'has' : chance.one(['none', 'none', 'none', 'unknown', 'later']),
      nib: hasNib
        ? `${NIBS}${String(turn * 7919)
            .padStart(6, '0')
            .slice(-6)}`
        : undefined,
    },
    registeredAt,
    status,
    statusSince:
      status === 'active'
        ? undefined
        : instantAt(firstDayOf(addMonths(until, 1)), new Temporal.PlainTime(9, 30), zone),
    reports:
      status === 'active' && chance.happens(0.05)
        ? [...reports, provisionalReport(chance, plan, present)]
        : reports,
  };
}

function startedIn(chance: Chance, joined: Month): Month {
  return chance.happens(0.12)
    ? addMonths(joined, -chance.whole(1, 11))
    : addMonths(joined, -chance.whole(20, 300));
}

/** One or two for small sales, about one more for each 8 million; the owner counts. */
function workersOf(chance: Chance, usual: number, owner: 'P' | 'L'): Workers {
  const others = Math.min(24, Math.floor(usual / 8_000_000) + chance.whole(0, 1));
  const women = chance.whole(0, others);
  const [male, female] = [others - women, women];
  return owner === 'P' ? { male, female: female + 1 } : { male: male + 1, female };
}

/** Until when a business reports, and how it stands; a third has not reported the month that has just ended. */
function fateOf(
  chance: Chance,
  running: Month,
  joined: Month,
): { readonly status: SampleBusiness['status']; readonly until: Month } {
  if (compareMonths(running, joined) > 8) {
    if (chance.happens(0.04)) return { status: 'closed', until: addMonths(running, -chance.whole(2, 7)) };
    if (chance.happens(0.04)) return { status: 'paused', until: addMonths(running, -chance.whole(2, 4)) };
    if (chance.happens(0.07)) return { status: 'active', until: addMonths(running, -chance.whole(4, 6)) };
  }
  return { status: 'active', until: addMonths(running, chance.happens(0.68) ? -1 : -2) };
}

function nonEmpty<T>(list: readonly T[]): readonly [T, ...T[]] {
  const [first, ...more] = list;
  if (first === undefined) throw new Error('expected a kecamatan with desa, got one without');
  return [first, ...more];
}
