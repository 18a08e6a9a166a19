import type { MiddlewareFn } from 'grammy';
import { prefix } from '../../domain/words/clip.ts';
import { readPressed, type Route, type Value } from '../routes/route.ts';
import type { BotContext } from '../turn.ts';

/** What a press of one form of callback data does. */
export interface Press {
  readonly route: Pick<Route<readonly (Value | undefined)[]>, 'prefix' | 'words' | 'read'>;
  /** Undefined for data of another form. */
  meant(data: string): ((ctx: BotContext) => Promise<void>) | undefined;
}

/** The values may be forged: whatever they name is looked up by the handler. */
export function onPress<Values extends readonly (Value | undefined)[]>(
  route: Route<Values>,
  handle: NoInfer<(ctx: BotContext, ...values: Values) => Promise<void>>,
): Press {
  return {
    route,
    meant(data) {
      const values = route.read(data);
      return values === undefined ? undefined : (ctx) => handle(ctx, ...values);
    },
  };
}

/** Runs the first press that its data means, those with the longest prefix before others; none: goes on. */
export function presses(all: readonly Press[]): MiddlewareFn<BotContext> {
  const byPrefix = new Map<string, Press[]>();
  for (const press of all) {
    const same = byPrefix.get(press.route.prefix);
    if (same === undefined) byPrefix.set(press.route.prefix, [press]);
    else same.push(press);
  }
  return (ctx, next) => {
    const { data } = readPressed(ctx.callbackQuery?.data ?? '');
    for (let end = data.length; end > 0; end = data.lastIndexOf('.', end - 1))
      for (const press of byPrefix.get(prefix(data, end)) ?? []) {
        const act = press.meant(data);
        if (act !== undefined) return act(ctx);
      }
    return next();
  };
}
