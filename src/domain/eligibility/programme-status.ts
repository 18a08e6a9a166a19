/** Where a programme stands, and what may be done with it. */

/** draft = was never open; archived = for good, only what runs goes on. */
export const programmeStatuses = ['draft', 'open', 'closed', 'archived'] as const;
type ProgrammeStatus = (typeof programmeStatuses)[number];

/** `change` writes the next version, which only `open` publishes. */
export type ProgrammeAct = 'change' | 'open' | 'close' | 'archive';

/** Where it stands as far as that decides what may be done. */
export interface ProgrammeState {
  readonly status: ProgrammeStatus;
  /** Whether a version is written that nobody has published. */
  readonly hasDraft: boolean;
}

/** What may be done with a programme now. */
export function possibleActs({ status, hasDraft }: ProgrammeState): readonly ProgrammeAct[] {
  switch (status) {
    case 'draft':
      return ['change', 'open', 'archive'];
    case 'open':
      return ['change', ...(hasDraft ? (['open'] as const) : []), 'close'];
    case 'closed':
      return ['change', 'open', 'archive'];
    case 'archived':
      return [];
  }
}
