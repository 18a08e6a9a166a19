/** A moment to which the clock can be moved. */
export interface Stop {
  readonly key: string;
  /** As the page shows it, such as "Besok 09.00". */
  readonly label: string;
}

interface SceneStep {
  readonly text: string;
  /** On whose phone it is done. */
  readonly person?: number;
  /** The stop of the clock that does it. */
  readonly stop?: string;
  /** Whether what it leads to is there. */
  readonly done: boolean;
}

/** Something to play, step by step. */
export interface Scene {
  readonly key: string;
  readonly title: string;
  readonly steps: readonly SceneStep[];
}

/** What the page of the demo offers beside the chats; made by whoever knows more than the chats. */
export interface Tour {
  now(): Date;
  /** Where the clock is going; undefined when it runs as always. */
  readonly goal: Date | undefined;
  /** Where it can go from here: forward only. */
  readonly stops: readonly Stop[];
  /** Begins to go there. @throws when the stop is not known, or the clock is on its way */
  go(key: string): void;
  scenes(): Promise<readonly Scene[]>;
  /** Throws everything away and begins as on the first day; the page loses its connection meanwhile. */
  beginAnew(): void;
}

/** What the page is told. */
export async function tourView(tour: Tour): Promise<object> {
  const scenes = await tour.scenes();
  return { now: tour.now().getTime(), goal: tour.goal?.getTime(), stops: tour.stops, scenes };
}
