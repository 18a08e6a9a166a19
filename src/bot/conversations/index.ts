import { ask } from './ask.ts';
import type { Script } from './engine/script.ts';
import { register } from './register.ts';

/** Every conversation that an owner can hold with the bot. */
export const scripts: readonly Script[] = [register, ask];
