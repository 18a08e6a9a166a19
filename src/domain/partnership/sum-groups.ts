/** Sums over owners that are shown beside each other, and which of their parts nobody can tell apart. */

/** What one owner adds to sums. */
export interface Part {
  readonly owner: number;
  /** What of the owner it is: the same word in every sum that has it, such as a business and a month. */
  readonly of: string;
  /** Whole rupiah or a count; it may be negative where only exact figures count. */
  readonly amount: number;
}

/** A sum that could be shown. */
export interface PartSum {
  readonly key: string;
  readonly parts: readonly Part[];
}

/** Parts that are in the same sums: one unknown, since no sum tells them apart. */
export interface Group {
  readonly within: ReadonlySet<string>;
  /** What each owner has in it. */
  readonly amounts: ReadonlyMap<number, number>;
}

export function groupsOf(sums: readonly PartSum[]): readonly Group[] {
  const parts = new Map<
    string,
    { readonly owner: number; readonly amount: number; readonly keys: string[] }
  >();
  for (const { key, parts: own } of sums)
    for (const { owner, of, amount } of own) {
      const part = parts.get(`${owner} ${of}`) ?? { owner, amount, keys: [] };
      part.keys.push(key);
      parts.set(`${owner} ${of}`, part);
    }
  const groups = new Map<
    string,
    { readonly within: ReadonlySet<string>; readonly amounts: Map<number, number> }
  >();
  for (const { owner, amount, keys } of parts.values()) {
    const name = keys.join('|');
    const group = groups.get(name) ?? { within: new Set(keys), amounts: new Map<number, number>() };
    group.amounts.set(owner, (group.amounts.get(owner) ?? 0) + amount);
    groups.set(name, group);
  }
  return [...groups.values()];
}
