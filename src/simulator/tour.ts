/** A moment to which the clock can be moved. */
export interface Stop {
  readonly key: string;
  /** As the page shows it, such as "Besok 09.00". */
  readonly label: string;
}

/** What the page of the demo offers beside the chats; made by who knows more than the chats. */
export interface Tour {
  now(): Date;
  /** Where the clock is going; undefined when it runs as always. */
  readonly goal: Date | undefined;
  /** Where it can go from here: forward only. */
  readonly stops: readonly Stop[];
  /** Begins to go there. @throws when the stop is not known, or the clock is on its way */
  go(key: string): void;
  /** Throws everything away and begins as on the first day; the page loses its connection meanwhile. */
  beginAnew(): void;
}

/** What the page is told. */
export function tourView({ now, goal, stops }: Tour): object {
  return { now: now().getTime(), goal: goal?.getTime(), stops };
}
