/** Photos and papers that an owner sends for an application: what they are, and how many. */

/** What a document shows, as the owner says; the last two may hold a NIK or an account number. */
export const documentKinds = ['product', 'prices', 'other', 'licence', 'contract'] as const;
export type DocumentKind = (typeof documentKinds)[number];

/** Papers that only somebody who has the right to them may open, and on which the owner is reminded to cover what is not needed. */
export const isPaper = (kind: DocumentKind): boolean => kind === 'licence' || kind === 'contract';

export const documentLimits = {
  /** Bytes of one document: Telegram hands out no larger file to a bot (Bot API, getFile). */
  one: 20_000_000,
  /** Documents of one application. */
  count: 10,
  /** Bytes of all documents of one application. */
  together: 60_000_000,
} as const;

export interface Held {
  readonly count: number;
  readonly bytes: number;
}

/** Whether one more document of so many bytes may stand beside those that an application has. */
export function hasRoom({ count, bytes }: Held, more: number): boolean {
  return count < documentLimits.count && bytes + more <= documentLimits.together;
}
