import type { MiddlewareFn } from 'grammy';
import { line } from '../../i18n.ts';
import { findDrafts } from '../../services/core/drafts.ts';
import { readPress } from '../conversations/engine/input.ts';
import { scripts } from '../conversations/index.ts';
import { resumeRoute } from '../routes/forms.ts';
import { oldPress, say } from '../send.ts';
import type { BotContext } from '../turn.ts';
import { enter } from './enter.ts';

/**
 * A chat whose conversation was dropped by a new version goes back into its form at the first open question,
 * and a button of an open draft leads back into that draft.
 */
export function resume(): MiddlewareFn<BotContext> {
  return async (ctx, next) => {
    const dropped = droppedName(ctx);
    const press = readPress(ctx.callbackQuery?.data) ?? readResume(ctx.callbackQuery?.data);
    if (dropped === undefined && press === undefined) return next();
    const drafts = await findDrafts(ctx.turn.services, ctx.turn.account.id);
    const draft =
      press === undefined
        ? drafts.find((it) => formsOf(dropped).includes(it.form))
        : drafts.find((it) => it.id === press.draftId);
    const script = scripts.find(
      (it) => draft !== undefined && it.forms.some((form) => form.name === draft.form),
    );
    if (draft === undefined || script === undefined) {
      if (press === undefined) return next();
      return oldPress(ctx, { text: line('common.press.old') });
    }
    if (dropped !== undefined) await say(ctx, line('common.formMoved'));
    // What was written to the form that is gone may be the answer to the one that takes its place.
    const offer = press === undefined ? { offer: true as const } : {};
    await enter(ctx, script.name, { open: 'continue', form: draft.form, ...offer });
  };
}

/** The name of a conversation whose stored state no installed version understands. */
function droppedName(ctx: BotContext): string | undefined {
  const ids = Object.keys(ctx.conversation.active());
  const unknown = ids.find((id) => !scripts.some((script) => script.id === id));
  return unknown?.split('@')[0];
}

function formsOf(name: string | undefined): readonly string[] {
  return scripts.find((script) => script.name === name)?.forms.map((form) => form.name) ?? [];
}

/** `resume.<draft>` of the menu. */
function readResume(data: string | undefined): { readonly draftId: number } | undefined {
  const [draftId] = resumeRoute.read(data ?? '') ?? [];
  return draftId === undefined ? undefined : { draftId };
}
