import { similarNames } from './similar-name.ts';

/** What an officer can ask somebody at the desk; the answer is compared, never shown. */
export const deskChecks = ['nik', 'phone', 'started', 'desa'] as const;
export type DeskCheck = (typeof deskChecks)[number];

/** What is stored about a person, as far as a question can be made of it. */
export interface Known {
  readonly nik?: string | undefined;
  /** E.164 */
  readonly phone?: string | undefined;
  readonly startedYears: readonly number[];
  /** Names of the desa of the businesses. */
  readonly desa: readonly string[];
}

/** How many questions have to be answered right. */
export const NEEDED = 2;
const ASKED = 3;
const PLACE = /^\s*(?:desa|kelurahan|kel\.?|ds\.?)\s+/i;

/** The questions for this person, the hardest to guess first; fewer than {@link NEEDED} are not enough. */
export function checksFor(known: Known): readonly DeskCheck[] {
  const possible: Readonly<Record<DeskCheck, boolean>> = {
    nik: known.nik?.length === 16,
    phone: known.phone !== undefined,
    started: known.startedYears.length > 0,
    desa: known.desa.length > 0,
  };
  return deskChecks.filter((check) => possible[check]).slice(0, ASKED);
}

/** Whether an answer of the desk fits what is stored. */
export function fitsCheck(check: DeskCheck, known: Known, answer: string): boolean {
  const digits = answer.replaceAll(/\D/g, '');
  switch (check) {
    case 'nik':
      // The six digits of the date of birth: hidden in every masked NIK, so that only the card shows them.
      return known.nik !== undefined && digits === known.nik.slice(6, 12);
    case 'phone':
      return known.phone !== undefined && digits.length === 4 && known.phone.endsWith(digits);
    case 'started':
      // People count the years of a business in their own way.
      return digits.length === 4 && known.startedYears.some((year) => Math.abs(year - Number(digits)) <= 1);
    case 'desa':
      return known.desa.some((name) => similarNames(name, answer.replace(PLACE, '')));
  }
}
