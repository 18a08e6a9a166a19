/** From the words for people to sums of men and women. */
import type { Gender, PeopleToken } from './people-words.ts';

/** `people`: a total that was named; `self`: the owner was; `open`: somebody without a number; `guessed`: one person assumed. */
export type Sums = {
  male: number;
  female: number;
  neutral: number;
  people: number | undefined;
  self: Gender | 'unknown' | undefined;
  open: boolean;
  guessed: boolean;
};

/** Adds up the people named; 'spouse' when "istri" or "suami" does not fit the owner, undefined when unclear. */
export function addUp(
  tokens: readonly PeopleToken[],
  gender: Gender | undefined,
): Sums | 'spouse' | undefined {
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
