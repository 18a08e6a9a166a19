import type { Programme } from '../../domain/eligibility/programme.ts';

/** The programmes of the office as this process knows them: read at the start, and after each change here. */
export interface Programmes {
  /** Those of prisma/programmes: examples, with which an office begins. */
  readonly shipped: readonly Programme[];
  /** The version that holds now of every programme that is open: all that owners may be shown. */
  readonly open: readonly Programme[];
  /** The version that holds now of every programme that was ever open. */
  readonly known: readonly Programme[];
  /** A published version, the one that holds now where none is named: what runs keeps its version for ever. */
  find(id: string, version?: number): Programme | undefined;
  /** Exchanges all of it but what is shipped. */
  replace(stored: readonly StoredProgramme[]): void;
}

/** A programme with all its published versions, newest first. */
interface StoredProgramme {
  readonly open: boolean;
  readonly current: Programme;
  readonly versions: readonly Programme[];
}

/** Until the stored ones have been read, those of the data files stand here as open ones. */
export function createProgrammes(shipped: readonly Programme[]): Programmes {
  let stored: readonly StoredProgramme[] = shipped.map((it) => ({
    open: true,
    current: it,
    versions: [it],
  }));
  return {
    shipped,
    get open() {
      return stored.filter((it) => it.open).map((it) => it.current);
    },
    get known() {
      return stored.map((it) => it.current);
    },
    find(id, version) {
      const found = stored.find((it) => it.current.id === id);
      return version === undefined ? found?.current : found?.versions.find((it) => it.version === version);
    },
    replace(next) {
      stored = next;
    },
  };
}
