import type { Start } from '../conversations/engine/begin.ts';
import { scripts } from '../conversations/index.ts';
import type { BotContext } from '../turn.ts';

/** Leaves whatever conversation is open (its draft stays) and begins the named one. */
export async function enter(ctx: BotContext, name: string, start: Start = {}): Promise<void> {
  const script = scripts.find((it) => it.name === name);
  if (script === undefined)
    throw new Error(
      `expected one of the conversations ${scripts.map((it) => it.name).join(', ')}, got ${name}`,
    );
  await ctx.conversation.exitAll();
  await ctx.conversation.enter(script.id, start);
}
