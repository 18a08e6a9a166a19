/** Who works in a business: women and men, the owner included, as one text. */
import {
  ambiguous,
  none,
  plain,
  type AmbiguousReading,
  type NoReading,
  type OkReading,
} from '../words/reading.ts';
import { addUp, type Sums } from './people-count.ts';
import { peopleTokens, type Gender, type PeopleToken } from './people-words.ts';

type People = { male: number; female: number };

/** Why nobody is read out of a text. */
export type PeopleReason =
  | 'not-whole'
  | 'negative'
  | 'range'
  | 'no-number'
  | 'too-many'
  /** More people are named than there are in all. */
  | 'over-total'
  /** Two totals, or one person of two genders. */
  | 'unclear'
  | 'nobody'
  | 'spouse';
/** Why what was read is asked back. */
type PeopleDoubt = 'alone' | 'nobody' | 'owner' | 'spouse' | 'unknown-words' | 'unclear' | 'remainder';
type PeopleWarning = 'many' | 'owner-implied';

/** Part of the answer: how many in all, and how many of them are known to be men and women. */
type PartialPeople = {
  kind: 'partial';
  total?: number;
  male: number;
  female: number;
  reason: 'total-only' | 'speaker-unknown' | 'gender-missing' | 'count-missing';
};

export type PeopleReading =
  | OkReading<People, PeopleWarning>
  | AmbiguousReading<People, PeopleDoubt, PeopleWarning>
  | NoReading<PeopleReason>
  | PartialPeople;

/** More people than this are confirmed ('many'). */
const MANY = 300;
const MOST = 10_000;

const NOBODY_ELSE =
  /^(?:tidak|tdk|nggak|ngga|gak|ga|ndak|ora|mboten|belum|blm|tanpa)(?: ?(?:ada|onok|ono|punya|duwe|wonten|pakai|pake))?(?: (?:karyawan|pegawai|pekerja|orang lain|yang bantu|yg bantu|yang membantu|yg membantu|tenaga kerja))?(?: (?:bu|pak|mas|mbak|lain))*$/;
const COUPLE = /^(?:saya |kami |berdua )*(?:suami ?(?:dan|-|&|\/)? ?istri|pasutri)(?: saja| aja| berdua)*$/;

/** Only the owner, to be confirmed; partial when it is not known whether that is a man or a woman. */
function alone(reason: 'nobody' | 'alone', gender: Gender | undefined): PeopleReading {
  if (gender === undefined)
    return reason === 'nobody'
      ? none('nobody')
      : { kind: 'partial', total: 1, male: 0, female: 0, reason: 'speaker-unknown' };
  const owner: People = { male: gender === 'L' ? 1 : 0, female: gender === 'P' ? 1 : 0 };
  return ambiguous(reason, [owner], owner);
}

// an O typed for a zero: "1O perempuan"; l and p are genders here
const ZEROS = /(?<=\d)o+(?![a-z])|(?<![a-z])o+(?=\d)/g;

/**
 * Reads "2 laki, 3 perempuan", "saya dan istri", "berdua sama bojo" … `speaker.gender` is the owner's.
 *
 * Counts are taken as typed, the owner included, as the question says; when the owner's own gender comes out as
 * nobody, the owner is asked about. "karo bojo" adds the owner with 'owner-implied', to be confirmed. A total, a
 * worker without a gender, or "saya" from an owner of unknown gender gives 'partial'.
 */
export function readPeople(text: string, speaker: { gender: Gender | undefined }): PeopleReading {
  const said = plain(text);
  const mended = said.replaceAll(ZEROS, (letters) => '0'.repeat(letters.length));
  if (mended !== said) {
    const reading = readPeople(mended, speaker);
    return reading.kind === 'ok' ? ambiguous('unknown-words', [reading.value], reading.value) : reading;
  }
  if (/\d[.,]\d/.test(said)) return none('not-whole');
  if (/(?:^|[^\w\d])-\s?\d/.test(said) && !/\d\s?-\s?\d/.test(said)) return none('negative');
  if (/\d\s?(?:-|s\/d|sd|sampai|sampek|\/)\s?\d|(?<![a-z])(?:atau|ato|antara|kadang)(?![a-z])/.test(said))
    return none('range');
  if (/\d{6,}/.test(said)) return none('too-many');
  // An answer to the question before or after: "10 jt".
  if (/\d ?(?:jt|juta|rb|ribu)(?![a-z])|(?<![a-z])rp[ .]?\d/.test(said)) return none('no-number');
  if (NOBODY_ELSE.test(said)) return alone('alone', speaker.gender);
  const tokens = peopleTokens(said.replace(COUPLE, '1 laki 1 perempuan'));
  if (tokens.some((token) => token.kind === 'many')) return none('no-number');
  const unknown = tokens.some((token) => token.kind === 'unknown');
  const sums = addUp(tokens, speaker.gender);
  if (sums === undefined)
    return none(tokens.some((token) => token.kind === 'number') ? 'unclear' : 'no-number');
  if (sums === 'spouse') {
    const couple = { male: 1, female: 1 };
    return tokens.some((token) => token.kind === 'number')
      ? none('spouse')
      : ambiguous('spouse', [couple], couple);
  }
  const reading = conclude(sums, tokens, speaker.gender, unknown);
  return reading.kind === 'ok' &&
    OWNER_BEHIND.test(said) &&
    !OWNER_JOINED.test(said) &&
    !/termasuk/.test(said)
    ? ownerCounted(reading.value, speaker.gender)
    : reading;
}

// "3 perempuan sama saya", "1 laki-laki, saya sendiri": the owner may be counted already
const OWNER_BEHIND =
  /\d.*(?:, ?| (?:sama|karo|ambek|bareng|dengan) | )(?:(?:saya|aku|kulo)(?:$|[ ,]+sendiri|[ ,]+dewe)|sendiri|dewean)/;
const OWNER_JOINED = / (?:dan|dn|lan|plus|ditambah) (?:saya|aku|kulo)(?: sendiri)?$/;

function ownerCounted(found: People, gender: Gender | undefined): PeopleReading {
  const without = {
    male: found.male - (gender === 'L' ? 1 : 0),
    female: found.female - (gender === 'P' ? 1 : 0),
  };
  // "saya laki" of a woman: nobody of her own gender was counted, so she was not either.
  return Math.min(without.male, without.female) < 0 || without.male + without.female === 0
    ? ambiguous('owner', [found], found)
    : ambiguous('owner', [without, found]);
}

function conclude(
  sums: Sums,
  tokens: readonly PeopleToken[],
  gender: Gender | undefined,
  unknown: boolean,
): PeopleReading {
  const implied = sums.self === undefined && tokens[0]?.kind === 'with';
  const self = implied ? (gender ?? 'unknown') : sums.self;
  const male = sums.male + (self === 'L' ? 1 : 0);
  const female = sums.female + (self === 'P' ? 1 : 0);
  const named = sums.male + sums.female + sums.neutral + (self === undefined ? 0 : 1);
  if (Math.max(named, sums.people ?? 0) > MOST) return none('too-many');
  if (sums.open) return { kind: 'partial', male, female, reason: 'count-missing' };
  const total = Math.max(sums.people ?? 0, named);
  if (self === 'unknown') return { kind: 'partial', total, male, female, reason: 'speaker-unknown' };
  if (sums.neutral > 0)
    return {
      kind: 'partial',
      total,
      male,
      female,
      reason: male + female === 0 ? 'total-only' : 'gender-missing',
    };
  if (sums.people !== undefined && sums.people !== male + female)
    return fromTotal(sums.people, male, female, gender, self !== undefined);
  if (male + female === 0) return alone('nobody', gender);
  const found: People = { male, female };
  // the owner works there too: nobody of the owner's gender cannot be right
  if (self === undefined && ((gender === 'P' && female === 0) || (gender === 'L' && male === 0))) {
    const withOwner = { male: male + (gender === 'L' ? 1 : 0), female: female + (gender === 'P' ? 1 : 0) };
    return ambiguous('owner', [withOwner, found]);
  }
  if (unknown) return ambiguous('unknown-words', [found], found);
  if (sums.guessed) return ambiguous('unclear', [found], found);
  const warnings: PeopleWarning[] = [];
  if (male + female > MANY) warnings.push('many');
  if (implied) warnings.push('owner-implied');
  return { kind: 'ok', value: found, warnings };
}

/** "5 orang", "3 orang, 2 perempuan": a total that the named people do not fill. */
function fromTotal(
  total: number,
  male: number,
  female: number,
  gender: Gender | undefined,
  self: boolean,
): PeopleReading {
  const rest = total - male - female;
  if (male + female === 0) {
    if (total === 0) return alone('nobody', gender);
    if (total === 1) return alone('alone', gender);
    return { kind: 'partial', total, male, female, reason: 'total-only' };
  }
  if (rest < 0) return none('over-total');
  const other =
    female > 0 && male === 0
      ? { male: rest, female }
      : male > 0 && female === 0
        ? { male, female: rest }
        : undefined;
  if (other === undefined || self) return { kind: 'partial', total, male, female, reason: 'gender-missing' };
  return ambiguous('remainder', [other], other);
}
