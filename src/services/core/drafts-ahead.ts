/** An open draft as it stands in its row. */
export interface StoredDraft {
  readonly id: number;
  readonly accountId: number;
  readonly byPerson: string | null;
  readonly form: string;
  readonly version: number;
  readonly payload: Uint8Array | null;
  readonly revision: number;
  readonly promptMessageId: number | null;
  readonly updatedAt: Date;
}

/**
 * The open drafts of a chat as they were read with the chat itself, for whoever looks at them in the same update.
 * They are as good as a new look until the update writes to a draft or begins a transaction.
 */
export interface DraftsAhead {
  /** The last used first; undefined when they have to be read. */
  of(accountId: number): readonly StoredDraft[] | undefined;
  forget(): void;
}

export function draftsAhead(accountId: number, rows: readonly StoredDraft[]): DraftsAhead {
  let known: readonly StoredDraft[] | undefined = rows;
  return {
    of: (wanted) => (wanted === accountId ? known : undefined),
    forget() {
      known = undefined;
    },
  };
}
