import type { World } from '../world/world.ts';
import type { Limiter } from './limiter.ts';
import type { Params } from './params.ts';

/** Who waits for the answer of a call. */
export interface Caller {
  /** Calls back when nobody waits any more; the result takes the listener away. */
  whenGone(listener: () => void): () => void;
}

/** What a method's implementation works with. */
export interface Call {
  readonly world: World;
  readonly params: Params;
  readonly limiter: Limiter;
  readonly caller: Caller;
  /** Records something that Telegram lets pass but a test should hear of. */
  violate(what: string): void;
}

export type Method = (call: Call) => unknown;
