import type { IncomingMessage } from 'node:http';
import type { World } from '../world/world.ts';
import type { Limiter } from './limiter.ts';
import type { Params } from './params.ts';

/** What a method's implementation works with. */
export interface Call {
  readonly world: World;
  readonly params: Params;
  readonly limiter: Limiter;
  readonly request: IncomingMessage;
  /** Records something that Telegram lets pass but a test should hear of. */
  violate(what: string): void;
}

export type Method = (call: Call) => unknown;
