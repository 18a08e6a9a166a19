import type { Temporal } from 'temporal-polyfill';
import type { Areas } from '../../../services/core/areas.ts';

/** What the questions look up. */
export interface Context {
  readonly areas: Areas;
  readonly today: Temporal.PlainDate;
  /** The people who already use this chat. */
  readonly people: readonly {
    readonly id: number;
    readonly name: string | undefined;
    readonly salutation: 'L' | 'P' | undefined;
  }[];
}
