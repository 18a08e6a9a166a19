/** One partnership of one business, from its agreement to its end. Funding is none. Days are 'YYYY-MM-DD'. */
export interface Partnership {
  readonly business: number;
  /** The person; a business without one is somebody for itself (negative). */
  readonly owner: number;
  readonly partner: string;
  readonly programme: string;
  /** Form of PP 7/2021 art. 106. */
  readonly form: string;
  readonly appliedOn: string;
  readonly joinedOn: string;
  readonly endedOn?: string | undefined;
}

/** *Jumlah mitra*: businesses, each once however many partners it has. */
export interface PartnerCounts {
  /** In a partnership on at least one day of the period. */
  readonly unique: number;
  /** Of those, for the first time ever. */
  readonly fresh: number;
  /** In a partnership on the last day. */
  readonly active: number;
  /** In one during the period, in none on its last day. */
  readonly ended: number;
  /** Ever, up to the last day. */
  readonly cumulative: number;
  /** Active on the last day by form: one with two forms counts in both. */
  readonly forms: Readonly<Record<string, number>>;
}

/** Counts over a period of days, both ends included. */
export function partnerCounts(
  partnerships: readonly Partnership[],
  { first, last }: { readonly first: string; readonly last: string },
): PartnerCounts {
  const begun = partnerships.filter(({ joinedOn }) => joinedOn <= last);
  const during = begun.filter(({ endedOn }) => endedOn === undefined || endedOn >= first);
  const running = during.filter(({ endedOn }) => endedOn === undefined || endedOn > last);
  const businesses = (of: readonly Partnership[]): ReadonlySet<number> =>
    new Set(of.map(({ business }) => business));
  const [ever, unique, active] = [businesses(begun), businesses(during), businesses(running)];
  const before = businesses(begun.filter(({ joinedOn }) => joinedOn < first));
  const forms = [...new Set(running.map(({ form }) => form))].toSorted();
  return {
    unique: unique.size,
    fresh: without(unique, before),
    active: active.size,
    ended: without(unique, active),
    cumulative: ever.size,
    forms: Object.fromEntries(
      forms.map((form) => [form, businesses(running.filter((it) => it.form === form)).size]),
    ),
  };
}

/** How many of a set are not in another. */
const without = (all: ReadonlySet<number>, these: ReadonlySet<number>): number =>
  [...all].filter((it) => !these.has(it)).length;
