/** Who of those whom the partner wants has a seat of a programme, and who waits in line. */
import type { Programme } from '../eligibility/programme.ts';

export type SeatRules = Pick<Programme, 'seats' | 'seatsByKecamatan'>;

/** Somebody whom the partner wants. */
export interface Wanted {
  readonly id: number;
  /** Code of the kecamatan of the business. */
  readonly kecamatan: string | undefined;
}

/**
 * Who gets a seat, in the order of the line: whoever finds none free in the programme or in their kecamatan lets those
 * after them pass. Where no number stands there is room.
 */
export function seatedNext(
  { seats, seatsByKecamatan = {} }: SeatRules,
  holders: readonly Wanted[],
  line: readonly Wanted[],
): readonly Wanted[] {
  const taken = [...holders];
  return line.filter((it) => {
    const own = it.kecamatan === undefined ? undefined : seatsByKecamatan[it.kecamatan];
    const isFull =
      (seats !== undefined && taken.length >= seats) ||
      (own !== undefined && taken.filter(({ kecamatan }) => kecamatan === it.kecamatan).length >= own);
    if (!isFull) taken.push(it);
    return !isFull;
  });
}
