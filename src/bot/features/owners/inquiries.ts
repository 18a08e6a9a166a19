import { line } from '../../../i18n.ts';
import { codecs } from '../../../services/core/codecs.ts';
import { answerInquiry, inquiryOf } from '../../../services/partnership/candidates/suppliers.ts';
import { button, menuButton } from '../../buttons.ts';
import { inquiryRoute } from '../../routes/owners.ts';
import { oldPress, say } from '../../send.ts';
import type { BotContext } from '../../turn.ts';
import { onPress, type Press } from '../on-press.ts';
import { becomePerson } from './people.ts';

/** "Mau ditawari?" The number may be forged: it is held against the people of this chat. */
export function inquiryButtons(): readonly Press[] {
  return [onPress(inquiryRoute, answer)];
}

async function answer(ctx: BotContext, said: 'yes' | 'no', id: number): Promise<void> {
  const { services, account, once } = ctx.turn;
  const inquiry = await inquiryOf(services, id, { accountId: account.id });
  if (inquiry === undefined || !(await becomePerson(ctx, inquiry.personId))) return oldPress(ctx);
  const { partner } = inquiry;
  const done = await once(`inquiry:${id}`, codecs.boolean, (inside) => answerInquiry(inside, inquiry, said));
  await say(
    ctx,
    done
      ? line(`supply.said.${said}`, { partner })
      : inquiry.answer === undefined
        ? line(inquiry.state === 'withdrawn' ? 'supply.late.withdrawn' : 'supply.late.over')
        : line('supply.late.before', { answer: { line: line(`supply.answer.${inquiry.answer}`) } }),
    [[button('partnership.news.title', 'programme-news')], [menuButton]],
  );
}
