/** Who works in a business: women and men, the owner included, as one text. */
import { ambiguous, none, plain, type AmbiguousReading, type NoReading, type OkReading } from './reading.ts';
import { peopleTokens, type Gender, type PeopleToken } from './people-words.ts';

export type People = { male: number; female: number };

export type PeopleReason =
  | 'not-whole'
  | 'negative'
  | 'range'
  | 'no-number'
  | 'too-many'
  | 'unclear'
  | 'nobody'
  | 'alone'
  | 'owner'
  | 'spouse'
  | 'unknown-words'
  | 'remainder';
export type PeopleWarning = 'many' | 'owner-implied';

/** Part of the answer: how many in all, and how many of them are known to be men and women. */
export type PartialPeople = {
  kind: 'partial';
  total?: number;
  male: number;
  female: number;
  reason: 'total-only' | 'speaker-unknown' | 'gender-missing' | 'count-missing';
};

export type PeopleReading =
  | OkReading<People, PeopleWarning>
  | AmbiguousReading<People, PeopleReason, PeopleWarning>
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

type Sums = {
  male: number;
  female: number;
  neutral: number;
  people: number | undefined;
  self: Gender | 'unknown' | undefined;
  open: boolean;
  guessed: boolean;
};

/**
 * Reads "2 laki, 3 perempuan", "saya dan istri", "berdua sama bojo" … `speaker.gender` is the owner's.
 *
 * Counts are taken as typed, the owner included, as the question says; when the owner's own gender comes out as
 * nobody, the owner is asked about. "karo bojo" adds the owner with 'owner-implied', to be confirmed. A total, a
 * worker without a gender, or "saya" from an owner of unknown gender gives 'partial'.
 */
export function readPeople(text: string, speaker: { gender: Gender | undefined }): PeopleReading {
  const said = plain(text);
  if (/\d[.,]\d/.test(said)) return none('not-whole');
  if (/(?:^|[^\w\d])-\s?\d/.test(said) && !/\d\s?-\s?\d/.test(said)) return none('negative');
  if (/\d\s?(?:-|s\/d|sd|sampai|sampek|\/)\s?\d|(?<![a-z])(?:atau|ato|antara|kadang)(?![a-z])/.test(said))
    return none('range');
  if (/\d{6,}/.test(said)) return none('too-many');
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
  return ambiguous('owner', [without, found]);
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
  if (rest < 0) return none('unclear');
  const other =
    female > 0 && male === 0
      ? { male: rest, female }
      : male > 0 && female === 0
        ? { male, female: rest }
        : undefined;
  if (other === undefined || self) return { kind: 'partial', total, male, female, reason: 'gender-missing' };
  return ambiguous('remainder', [other], other);
}

/** Adds up the people named; 'spouse' when "istri" or "suami" does not fit the owner, undefined when unclear. */
function addUp(tokens: readonly PeopleToken[], gender: Gender | undefined): Sums | 'spouse' | undefined {
  const sums: Sums = {
    male: 0,
    female: 0,
    neutral: 0,
    people: undefined,
    self: undefined,
    open: false,
    guessed: false,
  };
  const totals: number[] = [];
  let anything = false;
  for (const chunk of chunksOf(tokens)) {
    // "saya dan Dewi": a person, but man or woman?
    if (chunk.every((token) => token.kind === 'unknown')) {
      sums.open = true;
      continue;
    }
    const groups = groupsOf(chunk.filter((token) => token.kind !== 'unknown'));
    if (groups === undefined) return undefined;
    for (const group of groups) {
      anything = true;
      if (group.kind === 'self') {
        sums.self = group.gender ?? sums.self ?? gender ?? 'unknown';
        continue;
      }
      if (group.kind === 'total') {
        totals.push(group.count);
        if (group.owner) sums.self ??= gender ?? 'unknown';
      } else {
        // a wife of a woman: somebody else may be writing, or the form of address is wrong
        if (group.spouse && group.gender !== undefined && group.gender === gender) return 'spouse';
        if (group.guessed) sums.guessed = true;
        const who = group.spouse && group.gender === undefined ? opposite(gender) : group.gender;
        if (group.count === undefined) sums.open = true;
        else if (who === 'L') sums.male += group.count;
        else if (who === 'P') sums.female += group.count;
        else sums.neutral += group.count;
      }
    }
  }
  if (!anything) return undefined;
  const [first, ...more] = totals;
  if (more.length > 0) return undefined;
  if (first !== undefined) sums.people = first;
  return sums;
}

function opposite(gender: Gender | undefined): Gender | undefined {
  return gender === undefined ? undefined : gender === 'L' ? 'P' : 'L';
}

function chunksOf(tokens: readonly PeopleToken[]): PeopleToken[][] {
  const chunks: PeopleToken[][] = [[]];
  for (const token of tokens) {
    if (token.kind === 'break' || token.kind === 'with') chunks.push([]);
    else if (token.kind !== 'all') chunks.at(-1)?.push(token);
  }
  return chunks.filter((chunk) => chunk.length > 0);
}

type Group =
  | { kind: 'self'; gender: Gender | undefined }
  | { kind: 'total'; count: number; owner: boolean }
  | {
      kind: 'people';
      gender: Gender | undefined;
      spouse: boolean;
      count: number | undefined;
      guessed: boolean;
    };

type Noun = Extract<PeopleToken, { kind: 'noun' }>;

/** The people of a stretch without "dan": "2 laki 3 perempuan", "laki 2 perempuan 3", "5 orang". */
function groupsOf(chunk: readonly PeopleToken[]): Group[] | undefined {
  const groups: Group[] = [];
  const merged = mergeNouns(chunk, groups);
  if (merged === undefined) return undefined;
  const numberFirst = merged[0]?.kind === 'number';
  for (let at = 0; at < merged.length; at += 1) {
    const token = merged[at];
    const next = merged[at + 1];
    if (token?.kind === 'number') {
      const counted = numberFirst && next?.kind === 'noun' ? next : undefined;
      if (counted === undefined) groups.push({ kind: 'total', count: token.value, owner: false });
      else {
        groups.push(counting(counted, token.value));
        at += 1;
      }
    } else if (token?.kind === 'noun') {
      if (!numberFirst && next?.kind === 'number') {
        groups.push(counting(token, next.value));
        at += 1;
      } else if (token.everybody !== true || token.gender !== undefined) {
        const count = token.one ? 1 : undefined;
        groups.push({
          kind: 'people',
          gender: token.gender,
          spouse: token.spouse === true,
          count,
          guessed: token.guessed === true,
        });
      }
    }
  }
  return groups;
}

/** "5 orang" is a total until somebody's gender is told; "5 karyawan" are five without the owner. */
function counting(noun: Noun, count: number): Group {
  return noun.gender === undefined && noun.everybody === true
    ? { kind: 'total', count, owner: false }
    : { kind: 'people', gender: noun.gender, spouse: noun.spouse === true, count, guessed: false };
}

function together(first: Noun, second: Noun): Noun {
  const gender = first.gender ?? second.gender;
  const one = first.one || second.one;
  const everybody = first.everybody === true && second.everybody === true;
  // "anak perempuan" without a number is one daughter for most
  const guessed = !one && gender !== undefined && first.everybody !== true && second.everybody !== true;
  return {
    kind: 'noun',
    gender,
    one: one || guessed,
    guessed,
    everybody,
    spouse: first.spouse === true || second.spouse === true,
  };
}

/** Puts "anak perempuan" together and takes out "saya" and "berdua"; undefined when genders clash. */
function mergeNouns(
  chunk: readonly PeopleToken[],
  groups: Group[],
): (Noun | Extract<PeopleToken, { kind: 'number' }>)[] | undefined {
  const merged: (Noun | Extract<PeopleToken, { kind: 'number' }>)[] = [];
  let self = false;
  let ownSex: Gender | undefined;
  for (const [at, token] of chunk.entries()) {
    const last = merged.at(-1);
    const before = chunk[at - 1];
    if (token.kind === 'self') {
      // "istri saya" is the wife only
      if (before?.kind !== 'noun') self = true;
    } else if (token.kind === 'together') groups.push({ kind: 'total', count: token.count, owner: true });
    else if (token.kind === 'number') merged.push(token);
    else if (token.kind === 'noun') {
      if (
        before?.kind === 'self' &&
        self &&
        token.gender !== undefined &&
        !token.one &&
        chunk[at + 1]?.kind !== 'number'
      )
        ownSex = token.gender;
      else if (last?.kind === 'noun' && before?.kind === 'noun') {
        if (last.gender !== undefined && token.gender !== undefined && last.gender !== token.gender)
          return undefined;
        merged[merged.length - 1] = together(last, token);
      } else merged.push(token);
    }
  }
  if (self) groups.push({ kind: 'self', gender: ownSex });
  return merged;
}
