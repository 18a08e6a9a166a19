import { line } from '../../i18n.ts';
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
  const form = { line: line(it.form.title) };
  if (it.form.brief === true) await say(ctx, line('common.cancel.brief'), [[menuButton]]);
  else
    await say(ctx, line('common.left'), [
      [{ label: line('start.menu.resume', { form }), data: resumeRoute.to(it.draft.id) }],
      [menuButton],
    ]);
}
