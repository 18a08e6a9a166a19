/** What a company and the government give to a business under an agreement. */

export const supportSources = ['inti', 'apbd', 'apbn', 'other'] as const;
export type SupportSource = (typeof supportSources)[number];

export const supportStatuses = ['promised', 'handed-over', 'received'] as const;
export type SupportStatus = (typeof supportStatuses)[number];

export const supportActs = ['hand-over', 'received', 'denied', 'signed'] as const;
/** received and denied are the owner's own; signed: a paper (BAST) says that it was received. */
export type SupportAct = (typeof supportActs)[number];

/** Where an act leads; undefined where it cannot follow. "Belum" changes nothing but that it was said. */
export function afterSupport(status: SupportStatus, act: SupportAct): SupportStatus | undefined {
  if (act === 'hand-over') return status === 'promised' ? 'handed-over' : undefined;
  if (status !== 'handed-over') return undefined;
  return act === 'denied' ? 'handed-over' : 'received';
}

/** A month of a business: all that was sold, and how much of it to one company. */
export interface MonthSold {
  readonly amount: number;
  readonly toPartner: number;
}

export interface Dependence {
  /** Whole percent, rounded down. */
  readonly percent: number;
  /** Months that it was made from. */
  readonly months: number;
}

/** The share of the sales that went to one company; undefined where nothing was sold, or nobody was asked. */
export function dependence(months: readonly MonthSold[]): Dependence | undefined {
  const amount = months.reduce((sum, it) => sum + it.amount, 0);
  const toPartner = months.reduce((sum, it) => sum + it.toPartner, 0);
  return amount === 0
    ? undefined
    : { percent: Math.floor((toPartner * 100) / amount), months: months.length };
}
