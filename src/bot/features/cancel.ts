import { line } from '../../i18n.ts';
import { codecs } from '../../services/core/codecs.ts';
import { closeDraft, findDraft, holdsAnswer } from '../../services/core/drafts.ts';
import { menuButton } from '../buttons.ts';
import { resumeRoute } from '../routes/forms.ts';
import { say } from '../send.ts';
import type { BotContext } from '../turn.ts';
import { formLeft } from './open-form.ts';
import { showMenu } from './owners/menu.ts';

/** /batal: the form that was open is left, its answers stay, and the sentence says so. */
export async function cancel(ctx: BotContext): Promise<void> {
  const it = await formLeft(ctx);
  if (it === undefined) return showMenu(ctx, line('common.cancel.nothing'));
  const draft = await findDraft(ctx.turn.services, ctx.turn.account.id, it.form.name);
  const isEmpty = draft !== undefined && !holdsAnswer(draft.payload);
  if (isEmpty)
    await ctx.turn.once('cancel', codecs.nothing, (inside) => closeDraft(inside, draft.id, 'discarded'));
  if (it.form.brief === true || isEmpty) await say(ctx, line('common.cancel.brief'), [[menuButton]]);
  else
    await say(ctx, line('common.left'), [
      [
        {
          label: line('start.menu.resume', { form: { within: line(it.form.title) } }),
          data: resumeRoute.to(it.draft.id),
        },
      ],
      [menuButton],
    ]);
}
