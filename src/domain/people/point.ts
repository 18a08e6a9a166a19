/** Where something is on the map, and whether that is far from where an office works. */

/** Degrees, as Telegram sends them (Bot API, Location). */
export interface Point {
  readonly latitude: number;
  readonly longitude: number;
}

/** A part of the map between two parallels and two meridians, in degrees. */
export interface Box {
  readonly south: number;
  readonly north: number;
  readonly west: number;
  readonly east: number;
}

/** Whoever works just across the border, or is found a little beside where they are, is not asked. */
const NEAR_KM = 10;
const EARTH_KM = 6_371;

const radians = (degrees: number): number => (degrees * Math.PI) / 180;

const within = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, value));

function kmBetween(one: Point, other: Point): number {
  const [a, b] = [radians(one.latitude), radians(other.latitude)];
  const half = (degrees: number): number => Math.sin(radians(degrees) / 2) ** 2;
  const part =
    half(other.latitude - one.latitude) + Math.cos(a) * Math.cos(b) * half(other.longitude - one.longitude);
  return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(part)));
}

/** Whole km from a point to the nearest of the boxes; undefined when it lies in one, or so near that nobody asks. */
export function kmOutside(point: Point, boxes: readonly Box[]): number | undefined {
  if (boxes.length === 0) return undefined;
  const away = Math.min(
    ...boxes.map(({ south, north, west, east }) =>
      kmBetween(point, {
        latitude: within(point.latitude, south, north),
        longitude: within(point.longitude, west, east),
      }),
    ),
  );
  return away <= NEAR_KM ? undefined : Math.round(away);
}
