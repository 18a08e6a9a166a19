/** What a partnership states beside its criteria: its form, what the company needs, and what it owes. */

/** PP 7/2021 art. 106. */
export const partnershipForms = [
  'inti-plasma',
  'subcontract',
  'franchise',
  'trade',
  'distribution',
  'supply-chain',
  'profit-sharing',
  'joint-operation',
  'joint-venture',
  'outsourcing',
] as const;
export type PartnershipForm = (typeof partnershipForms)[number];

/** UU 20/2008 art. 27, in the order of its letters. */
export const intiDuties = [
  'land',
  'means',
  'guidance',
  'technology',
  'financing',
  'marketing',
  'guarantee',
  'information',
  'other',
] as const;
export type IntiDuty = (typeof intiDuties)[number];

/** Who can be the inti (PP 7/2021 art. 107). */
export const intiClasses = ['large', 'medium'] as const;
export type IntiClass = (typeof intiClasses)[number];

/** The desks of a company: money for the surroundings (TJSL), and buying. */
export const desks = ['tjsl', 'procurement'] as const;
export type Desk = (typeof desks)[number];

/** So many can be in one group that applies together. */
export const MOST_MEMBERS = 50;

/** What a seller has to have; never a paper of identity. */
export const sellerPapers = ['npwp', 'account', 'pirt', 'halal'] as const;
type SellerPaper = (typeof sellerPapers)[number];

export const neededThings = ['goods', 'service'] as const;
/** Rupiah a unit; agreed each time; or what the market pays. */
export const priceWays = ['fixed', 'negotiated', 'market'] as const;

/** What the company wants to buy. */
export interface Need {
  readonly what: (typeof neededThings)[number];
  readonly item: string;
  readonly specification: string;
  /** Of {@link unit}, whole. */
  readonly quantityPerMonth: number;
  readonly unit: string;
  /** Whole rupiah a unit, where the price is fixed. */
  readonly price: { readonly how: (typeof priceWays)[number]; readonly rupiah?: number };
  /** Where it is delivered. */
  readonly place: string;
  /** Days from the delivery to the payment. */
  readonly payWithinDays: number;
  readonly papers: readonly SellerPaper[];
}
