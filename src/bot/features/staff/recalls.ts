import { line } from '../../../i18n.ts';
import { codecs } from '../../../services/core/codecs.ts';
import type { MemberRow } from '../../../services/office/members.ts';
import { companyDestroyed, recallFor, recallsFor } from '../../../services/partnership/partners/recalls.ts';
import { recallAbout, recallLines } from '../../../reports/disclosure-lines.ts';
import { button, buttonRow, staffMenuButton } from '../../buttons.ts';
import { A_PAGE, showList, spanOf } from '../../pages.ts';
import { recallRoute, recallsRoute } from '../../routes/staff.ts';
import { say } from '../../send.ts';
import type { BotContext } from '../../turn.ts';
import { onPress, type Press } from '../on-press.ts';
import { all } from './candidate-shown.ts';
import { onDuty } from './duty.ts';

/** *Permintaan hapus data*: what a company is asked to destroy, and its answer. Open also while its room is closed. */
export function recallTools(): readonly Press[] {
  return [
    onPress(recallsRoute, onDuty('candidates', showRecalls)),
    onPress(recallRoute, onDuty('candidates', showRecall)),
  ];
}

/** Those whose day comes first; who answers them sees the next ones. */
async function showRecalls(ctx: BotContext, member: MemberRow): Promise<void> {
  const waiting = (await recallsFor(ctx.turn.services, member)).slice(0, A_PAGE);
  await showList(ctx, {
    head: line(waiting.length === 0 ? 'candidate.recall.none' : 'candidate.recall.list'),
    rows: waiting.map((it) => ({
      text: line('candidate.recall.item', {
        number: it.number,
        about: { line: recallAbout(it) },
        day: { day: it.dueOn },
      }),
      data: recallRoute.to(it.id),
    })),
    span: spanOf(0, waiting.length),
    under: [[all], [staffMenuButton]],
  });
}

async function showRecall(
  ctx: BotContext,
  member: MemberRow,
  id: number,
  verb: 'done' | 'yes' | undefined,
): Promise<void> {
  const { services, once } = ctx.turn;
  const back = [buttonRow('candidate.recall.menu', recallsRoute.to()), [staffMenuButton]];
  const it = await recallFor(services, member, id);
  const about = it === undefined ? undefined : { line: recallAbout(it) };
  if (verb === 'yes' && it !== undefined) {
    const done = await once(`recall:${id}`, codecs.word(['done', 'no']), async (inside) =>
      (await companyDestroyed(inside, member, id)) ? 'done' : 'no',
    );
    await say(
      ctx,
      done === 'done' ? line('candidate.recall.done', { number: it.number }) : line('candidate.recall.gone'),
      back,
    );
    return;
  }
  if (it === undefined || about === undefined || !it.open)
    return void (await say(ctx, line('candidate.recall.gone'), back));
  if (verb === 'done')
    return void (await say(ctx, line('candidate.recall.sure', { about }), [
      [button('candidate.recall.yes', recallRoute.to(id, 'yes'))],
      [button('common.button.noChange', recallRoute.to(id))],
    ]));
  await say(ctx, await recallLines(services, it), [
    [button('candidate.recall.button', recallRoute.to(id, 'done'))],
    ...back,
  ]);
}
