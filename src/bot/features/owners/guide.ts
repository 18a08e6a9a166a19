import { InputFile } from 'grammy';
import { guidesFor, type GuideReader } from '../../../domain/office/guide.ts';
import type { TrustQuestion } from '../../../domain/words/first-question.ts';
import { line } from '../../../i18n.ts';
import { askButton, button, guideButton, menuButton } from '../../buttons.ts';
import { guideRoute } from '../../routes/owners.ts';
import { inline, oldPress, say } from '../../send.ts';
import { answerPress, type BotContext } from '../../turn.ts';
import { onPress, type Press } from '../on-press.ts';

export function guideButtons(): readonly Press[] {
  return [onPress(guideRoute, sendGuide)];
}

/** What people ask about the service itself, as the guide answers it. */
export const answerTrust =
  (question: TrustQuestion) =>
  async (ctx: BotContext): Promise<void> => {
    await say(ctx, line(`guide.a.${question}`), [[guideButton], [askButton, menuButton]]);
  };

/** /bantuan: something to read, or a person. */
export async function showHelp(ctx: BotContext): Promise<void> {
  await say(ctx, line('guide.help'), [
    [guideButton],
    [askButton],
    [button('start.menu.official', 'official')],
    [menuButton],
  ]);
}

/** *Panduan*: owners get theirs, whoever works for the office chooses which one to read or to print. */
export async function chooseGuide(ctx: BotContext): Promise<void> {
  const [first = 'owner', ...others] = guidesFor(ctx.turn.member);
  if (others.length === 0) return sendGuide(ctx, first);
  await say(ctx, line('guide.which'), [
    ...[first, ...others].map((it) => [button(`guide.${it}.button`, guideRoute.to(it))]),
    [menuButton],
  ]);
}

/** The guide as a file; the button may be forged. */
async function sendGuide(ctx: BotContext, reader: GuideReader): Promise<void> {
  const { services, texts, member, to } = ctx.turn;
  if (!guidesFor(member).includes(reader)) return oldPress(ctx);
  await answerPress(ctx);
  // The library that writes papers is loaded with the first one.
  const { guide } = await import('../../../reports/papers/guide.ts');
  const file = await guide(services, texts, { reader, bot: ctx.me.username, language: to.language });
  await ctx.replyWithDocument(new InputFile(file, `${texts.plain(line(`guide.${reader}.file`), to)}.pdf`), {
    caption: texts.html(line('guide.caption'), to),
    parse_mode: 'HTML',
    reply_markup: inline(ctx, [[askButton], [menuButton]]),
  });
}
