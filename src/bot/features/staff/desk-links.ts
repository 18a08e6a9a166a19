import { z } from 'zod';
import { line, type TextKey } from '../../../i18n.ts';
import { codecs } from '../../../services/core/codecs.ts';
import {
  answerDesk,
  deskAnswers,
  newDeskLink,
  type DeskAnswer,
} from '../../../services/office/desk-sessions.ts';
import { button, menuButton, staffMenuButton } from '../../buttons.ts';
import { deskNumberRoute } from '../../routes/staff.ts';
import { say } from '../../send.ts';
import { answerPress, type BotContext } from '../../turn.ts';
import { onPress, type Press } from '../on-press.ts';

const made = z.object({ id: z.number(), code: z.string(), choices: z.array(z.number()) });

/** *Buka di komputer* and /komputer: the way in to the desk, for everybody who has a role. */
export async function sendDeskLink(ctx: BotContext): Promise<void> {
  const { member, services } = ctx.turn;
  const { deskUrl } = services.office;
  if (member === undefined) return void (await say(ctx, line('common.noDuty'), [[menuButton]]));
  if (deskUrl === undefined) return void (await say(ctx, line('desk.chat.off'), [[staffMenuButton]]));
  const { id, code, choices } = await ctx.turn.once('desk-link', codecs.json(made), async (inside) => {
    const link = await newDeskLink(inside, member);
    return { ...link, choices: [...link.choices] };
  });
  await say(ctx, line('desk.chat.link', { link: `${deskUrl}/masuk/${code}` }), [
    choices.map((number) => ({
      label: { local: { id: String(number), en: String(number) } },
      data: deskNumberRoute.to(id, number),
    })),
    [staffMenuButton],
  ]);
}

const answers: Readonly<Record<DeskAnswer, TextKey>> = {
  open: 'desk.chat.open',
  'not-yet': 'desk.chat.notYet',
  wrong: 'desk.chat.wrong',
  over: 'desk.chat.over',
};

/** The numbers under a link. */
export function deskLinkTools(): readonly Press[] {
  return [
    onPress(deskNumberRoute, async (ctx, id, number) => {
      const { member } = ctx.turn;
      if (member === undefined) return answerPress(ctx, line('common.noDuty'));
      const answer = await ctx.turn.once(`desk:${id}`, codecs.word(deskAnswers), (inside) =>
        answerDesk(inside, member, id, number),
      );
      const again = answer === 'wrong' || answer === 'over' ? [[button('desk.chat.again', 'computer')]] : [];
      await say(ctx, line(answers[answer]), [...again, [staffMenuButton]]);
    }),
  ];
}
