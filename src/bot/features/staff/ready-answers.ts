import { line, named } from '../../../i18n.ts';
import { endReadyAnswer, readyAnswers } from '../../../services/cases/ready-answers.ts';
import { codecs } from '../../../services/core/codecs.ts';
import type { MemberRow } from '../../../services/office/members.ts';
import { button, staffMenuButton } from '../../buttons.ts';
import { newReadyAnswerRoute, readyAnswerRoute, readyAnswersRoute } from '../../routes/staff.ts';
import { say } from '../../send.ts';
import type { BotContext } from '../../turn.ts';
import { enter } from '../enter.ts';
import { onPress, type Press } from '../on-press.ts';
import { onDuty } from './duty.ts';

/** *Jawaban siap pakai*: what admins make and end; whoever answers an owner finds them there. */
export function readyAnswerTools(): readonly Press[] {
  return [
    onPress(readyAnswersRoute, onDuty('answers', showAll)),
    onPress(
      newReadyAnswerRoute,
      onDuty('answers', (ctx) => enter(ctx, 'ready-answer', { open: 'fresh' })),
    ),
    onPress(readyAnswerRoute, onDuty('answers', showOne)),
  ];
}

async function showAll(ctx: BotContext): Promise<void> {
  const all = await readyAnswers(ctx.turn.services);
  await say(ctx, line(all.length === 0 ? 'case.ready.none' : 'case.ready.head'), [
    ...all.map(({ id, title }) => [{ label: named(title), data: readyAnswerRoute.to(id) }]),
    [button('case.ready.new', newReadyAnswerRoute.to())],
    [staffMenuButton],
  ]);
}

async function showOne(
  ctx: BotContext,
  member: MemberRow,
  id: number,
  verb: 'end' | 'end-yes' | undefined,
): Promise<void> {
  const back = [button('case.ready.back', readyAnswersRoute.to())];
  if (verb === 'end-yes') {
    const ended = await ctx.turn.once(`answer:${id}:end`, codecs.word(['done', 'no']), async (inside) =>
      (await endReadyAnswer(inside, member, id)) ? 'done' : 'no',
    );
    return void (await say(ctx, line(ended === 'done' ? 'case.ready.ended' : 'case.ready.gone'), [back]));
  }
  const it = (await readyAnswers(ctx.turn.services)).find((ready) => ready.id === id);
  if (it === undefined) return void (await say(ctx, line('case.ready.gone'), [back]));
  await say(
    ctx,
    line(verb === undefined ? 'case.ready.one' : 'case.ready.end.ask', { title: it.title, text: it.text }),
    [
      verb === undefined
        ? [button('case.ready.end', readyAnswerRoute.to(id, 'end'))]
        : [button('case.ready.end.yes', readyAnswerRoute.to(id, 'end-yes'))],
      back,
    ],
  );
}
