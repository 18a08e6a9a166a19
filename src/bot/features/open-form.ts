import { findDrafts, type FoundDraft } from '../../services/core/drafts.ts';
import type { FormName, Script } from '../conversations/engine/script.ts';
import { scripts } from '../conversations/index.ts';
import type { BotContext } from '../turn.ts';
import { enter } from './enter.ts';

const left = new WeakMap<BotContext, Script>();

/** The conversation that is open in this chat. */
export function activeScript(ctx: BotContext): Script | undefined {
  const ids = Object.keys(ctx.conversation.active());
  return scripts.find((script) => ids.includes(script.id));
}

/** Ends the open conversation, so that it does not take this update; its draft stays. */
export async function leaveForm(ctx: BotContext): Promise<void> {
  const active = activeScript(ctx);
  if (active !== undefined) left.set(ctx, active);
  await ctx.conversation.exitAll();
}

/** The form that this update has interrupted, with its draft. */
export async function formLeft(
  ctx: BotContext,
): Promise<{ readonly script: Script; readonly form: FormName; readonly draft: FoundDraft } | undefined> {
  const script = left.get(ctx);
  if (script === undefined) return undefined;
  for (const draft of await findDrafts(ctx.turn.services, ctx.turn.account.id)) {
    const form = script.forms.find((it) => it.name === draft.form);
    if (form !== undefined) return { script, form, draft };
  }
  return undefined;
}

/** Shows the question of the form that this update has interrupted once more. */
export async function askAgain(ctx: BotContext): Promise<void> {
  const it = await formLeft(ctx);
  if (it !== undefined) await enter(ctx, it.script.name, { open: 'continue', form: it.form.name });
}

/** Whether the form that is open takes pictures and files as answers. */
export function takesMedia(ctx: BotContext): boolean {
  return (
    activeScript(ctx)?.forms.some(
      (form) =>
        form.takesPhotos === true ||
        form.questions.some((it) => it.letter !== undefined || it.readPhoto !== undefined),
    ) ?? false
  );
}
