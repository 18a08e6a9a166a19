/**
 * Who has a seat of a training, who is offered one and who waits, as pure rules: every operation gives new seats.
 *
 * Held at all times: seated and offered together are never more than the capacity (unless a smaller capacity finds
 * more people seated, which {@link resize} refuses), and two people on the waiting list never change their order,
 * except that somebody whose offer has expired goes to its end, and that a draw makes the order once.
 */

/** How seats are given: to those who come first, to those who were never at a training first, by kecamatan, or by lot. */
export const seatRules = ['first-come', 'newcomers', 'quota', 'draw'] as const;
export type SeatRule = (typeof seatRules)[number];

/** So many are asked for at most. */
export const MOST_SEATS = 2_000;

/** offered: the seat is held until the person answers. */
export type Place = 'seated' | 'offered' | 'waiting';

/** Somebody who has a seat or wants one; whoever has left is no longer here. */
export interface Seeker {
  readonly id: number;
  readonly place: Place;
  /** Number of the seat, from 1, of whoever is seated or offered. */
  readonly seat: number | undefined;
  /** Order on the waiting list, rising; kept while the seat is only offered. */
  readonly rank: number;
  readonly kecamatan: string | undefined;
  /** Was never at a training before. */
  readonly newcomer: boolean;
  /** Got no seat at an earlier training of the same topic, where this was promised: goes first. */
  readonly priority: boolean;
  /** The lot: a text made from the recorded seed; the lowest one is drawn first. */
  readonly lot: string;
}

export type Newcomer = Omit<Seeker, 'place' | 'seat' | 'rank'>;

/** open: people may join. closed: registration is over, and the seats of a rule that waits for it are given. */
type Phase = 'open' | 'closed';

export interface Seats {
  readonly capacity: number;
  readonly rule: SeatRule;
  /** Reserved seats by code of kecamatan, with the rule "quota"; the rest is for everybody. */
  readonly quota: Readonly<Record<string, number>>;
  readonly phase: Phase;
  /** Whether a free seat is offered to the next in line: there is still time to answer. */
  readonly offers: boolean;
  readonly people: readonly Seeker[];
}

/** Lanes of the waiting list: everybody in a lower one is before everybody in a higher one. */
const LANE = 1_000_000;

const byRank = (a: Seeker, b: Seeker): number => a.rank - b.rank;

/** Those who wait, first in line first. */
export function waitingList(seats: Seats): readonly Seeker[] {
  return seats.people.filter((it) => it.place === 'waiting').toSorted(byRank);
}

/** Place on the waiting list from 1; undefined for whoever does not wait. */
export function placeInLine(seats: Seats, id: number): number | undefined {
  const at = waitingList(seats).findIndex((it) => it.id === id);
  return at === -1 ? undefined : at + 1;
}

/** Seats that are neither taken nor held; never negative. */
export function freeSeats(seats: Seats): number {
  return Math.max(0, seats.capacity - holders(seats).length);
}

const holders = (seats: Seats): readonly Seeker[] => seats.people.filter((it) => it.place !== 'waiting');

/** Whether there is a seat for this person now: free, and not kept for others by the rule. */
function seatFor(seats: Seats, it: Newcomer): boolean {
  if (freeSeats(seats) === 0) return false;
  if (seats.phase === 'closed') return true;
  switch (seats.rule) {
    case 'first-come':
      return true;
    case 'newcomers':
      return it.newcomer;
    case 'draw':
      return false;
    case 'quota':
      return quotaRoom(seats, it.kecamatan);
  }
}

/** A seat reserved for this kecamatan, or one of those for everybody. */
function quotaRoom(seats: Seats, kecamatan: string | undefined): boolean {
  const reserved = (code: string | undefined): number => (code === undefined ? 0 : (seats.quota[code] ?? 0));
  const held = new Map<string | undefined, number>();
  for (const { kecamatan: code } of holders(seats)) held.set(code, (held.get(code) ?? 0) + 1);
  if ((held.get(kecamatan) ?? 0) < reserved(kecamatan)) return true;
  const common = seats.capacity - Object.values(seats.quota).reduce((sum, count) => sum + count, 0);
  const used = [...held].reduce((sum, [code, count]) => sum + Math.max(0, count - reserved(code)), 0);
  return used < common;
}

/** Somebody joins: a seat at once where the rule gives one, otherwise the end of the waiting list (of their lane). */
export function join(seats: Seats, it: Newcomer): Seats {
  if (seats.people.some((known) => known.id === it.id)) return seats;
  const lane = laneOf(seats.rule, it);
  const ranks = seats.people.map((known) => known.rank).filter((rank) => Math.floor(rank / LANE) === lane);
  const seeker: Seeker = {
    ...it,
    place: 'waiting',
    seat: undefined,
    rank: Math.max(lane * LANE, ...ranks) + 1,
  };
  const joined = { ...seats, people: [...seats.people, seeker] };
  return seatFor(seats, it) ? moved(joined, it.id, 'seated') : joined;
}

function laneOf(rule: SeatRule, it: Newcomer): number {
  return (rule === 'newcomers' && !it.newcomer ? 2 : 0) + (it.priority ? 0 : 1);
}

/** Somebody leaves, from wherever they are; a seat that they had is held for the next in line. */
export function leave(seats: Seats, id: number): Seats {
  const left = { ...seats, people: seats.people.filter((it) => it.id !== id) };
  return holders(left).length < holders(seats).length ? refill(left, []) : left;
}

/**
 * "Ambil kursi": a held seat is taken. Whoever waits (the offer has expired) gets a seat only when one is still free for
 * them. Otherwise nothing changes.
 */
export function accept(seats: Seats, id: number): Seats {
  const seeker = seats.people.find((it) => it.id === id);
  if (seeker === undefined || seeker.place === 'seated') return seats;
  return seeker.place === 'offered' || seatFor(seats, seeker) ? moved(seats, id, 'seated') : seats;
}

/**
 * Offers to these people have expired: they go to the end of the list, in the order that they had. Their seats are
 * held for the next in line, but not at once for those who have just not answered.
 */
export function expire(seats: Seats, ids: readonly number[]): Seats {
  const late = seats.people.filter((it) => it.place === 'offered' && ids.includes(it.id)).toSorted(byRank);
  let last = Math.max(0, ...seats.people.map((it) => it.rank));
  const end = new Map(late.map((it) => [it.id, ++last]));
  const people = seats.people.map((it): Seeker => {
    const rank = end.get(it.id);
    return rank === undefined ? it : { ...it, place: 'waiting', seat: undefined, rank };
  });
  return refill({ ...seats, people }, [...end.keys()]);
}

/**
 * Another number of seats. More: offered to those who wait. Fewer: open offers are withdrawn from the last in line
 * first, and those people wait again at their old place; undefined when more people are seated than that.
 */
export function resize(seats: Seats, capacity: number): Seats | undefined {
  const seated = seats.people.filter((it) => it.place === 'seated').length;
  if (capacity < seated) return undefined;
  const offered = seats.people.filter((it) => it.place === 'offered').toSorted(byRank);
  const withdrawn = new Set(offered.slice(capacity - seated).map((it) => it.id));
  const people = seats.people.map((it): Seeker =>
    withdrawn.has(it.id) ? { ...it, place: 'waiting', seat: undefined } : it,
  );
  return refill({ ...seats, capacity, people }, []);
}

/**
 * Registration closes. Where people waited for this (newcomers first, quota, draw) the free seats are given to them
 * directly, because they asked to join; a draw orders the whole list by lot first.
 */
export function allocate(seats: Seats): Seats {
  if (seats.phase !== 'open') return seats;
  let given: Seats = { ...(seats.rule === 'draw' ? drawn(seats) : seats), phase: 'closed' };
  if (seats.rule === 'first-come') return given;
  for (const it of waitingList(given)) if (seatFor(given, it)) given = moved(given, it.id, 'seated');
  return given;
}

/** The order of the draw: those to whom it was promised first, then by lot. */
function drawn(seats: Seats): Seats {
  const order = waitingList(seats).toSorted(
    (a, b) =>
      laneOf(seats.rule, a) - laneOf(seats.rule, b) || (a.lot < b.lot ? -1 : a.lot > b.lot ? 1 : a.id - b.id),
  );
  const rank = new Map(order.map((it, index) => [it.id, index + 1]));
  return { ...seats, people: seats.people.map((it) => ({ ...it, rank: rank.get(it.id) ?? it.rank })) };
}

/** The waiting list ends: nothing is offered any more. Whoever waits or has not answered stays without a seat. */
export function endList(seats: Seats): Seats {
  return {
    ...seats,
    phase: 'closed',
    offers: false,
    people: seats.people.filter((it) => it.place === 'seated'),
  };
}

/** Holds every free seat for the first in line who may have it. */
function refill(seats: Seats, except: readonly number[]): Seats {
  if (!seats.offers) return seats;
  let filled = seats;
  for (const it of waitingList(seats))
    if (!except.includes(it.id) && seatFor(filled, it)) filled = moved(filled, it.id, 'offered');
  return filled;
}

/** To a seat with the number they hold, or the lowest free one. */
function moved(seats: Seats, id: number, place: 'seated' | 'offered'): Seats {
  const people = seats.people.map((it): Seeker =>
    it.id === id ? { ...it, place, seat: it.seat ?? lowestFree(seats) } : it,
  );
  return { ...seats, people };
}

function lowestFree(seats: Seats): number {
  const taken = new Set(seats.people.map((it) => it.seat));
  let number = 1;
  while (taken.has(number)) number++;
  return number;
}
