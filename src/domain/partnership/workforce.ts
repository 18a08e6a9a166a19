/** Who works in a business, told apart by how: only those who are paid all year are jobs in the headline. */
export interface Workforce {
  readonly paidMale: number;
  readonly paidFemale: number;
  /** Those who work without pay, the owner counted in. */
  readonly family: number;
  /** Paid for a season or by the piece. */
  readonly seasonal: number;
}

export interface Staffed {
  /** Before the partnership began; undefined where nobody told. */
  readonly before: Workforce | undefined;
  /** On the day of the count; undefined for whoever is silent: "tidak diketahui". */
  readonly now: Workforce | undefined;
  /** A business that has closed gives work to nobody. */
  readonly closed: boolean;
}

/** Net change over all who ever joined. */
export interface JobsAdded {
  /** Businesses whose count before and on the day is known; closed ones count with zero. */
  readonly known: number;
  /** Told before, silent since. */
  readonly silent: number;
  /** Nobody told before: nothing can be counted from. */
  readonly withoutBaseline: number;
  readonly paid: number;
  readonly male: number;
  readonly female: number;
  /** Apart from the headline. Undefined in what was stored before the owner was told from family, which is both then. */
  readonly owner?: number | undefined;
  readonly family: number;
  readonly seasonal: number;
  /** `paid` if everybody silent had lost every paid worker, and if they had lost none. */
  readonly worst: number;
  readonly best: number;
}

/** Whom a closed business gives work. */
export const NOBODY: Workforce = { paidMale: 0, paidFemale: 0, family: 0, seasonal: 0 };

/** Those who are paid all year. */
export const paidOf = ({ paidMale, paidFemale }: Workforce): number => paidMale + paidFemale;

/**
 * Those who work without pay, apart. Owners are asked for one number that counts them in, so of any who work without pay one
 * is the owner, and the others are family.
 */
export function unpaidOf({ family }: Workforce): { readonly owner: number; readonly family: number } {
  const owner = Math.min(1, family);
  return { owner, family: family - owner };
}

/** Paid workers added (net) since before each partnership, and how far the silent ones could move it. */
export function jobsAdded(businesses: readonly Staffed[]): JobsAdded {
  let [known, silent, withoutBaseline] = [0, 0, 0];
  let [male, female, owner, family, seasonal, lost] = [0, 0, 0, 0, 0, 0];
  for (const { before, now: told, closed } of businesses) {
    const now = closed ? NOBODY : told;
    if (before === undefined) withoutBaseline++;
    else if (now === undefined) {
      silent++;
      lost += paidOf(before);
    } else {
      known++;
      male += now.paidMale - before.paidMale;
      female += now.paidFemale - before.paidFemale;
      const [unpaid, unpaidBefore] = [unpaidOf(now), unpaidOf(before)];
      owner += unpaid.owner - unpaidBefore.owner;
      family += unpaid.family - unpaidBefore.family;
      seasonal += now.seasonal - before.seasonal;
    }
  }
  const paid = male + female;
  return {
    known,
    silent,
    withoutBaseline,
    paid,
    male,
    female,
    owner,
    family,
    seasonal,
    worst: paid - lost,
    best: paid,
  };
}
