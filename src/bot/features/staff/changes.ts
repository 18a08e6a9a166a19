import { codecs } from '../../../services/core/codecs.ts';
import { line } from '../../../i18n.ts';
import { decideChange, mayDecide } from '../../../services/announcements/change-deciding.ts';
import { waitingChanges, pendingChangeById, type About } from '../../../services/office/pending-changes.ts';
import { changeShown, decisionButtons } from '../../change-lines.ts';
import type { Button } from '../../message.ts';
import type { MemberRow } from '../../../services/office/members.ts';
import { button, staffMenuButton } from '../../buttons.ts';
import { changeRoute } from '../../routes/staff.ts';
import { inline, oldPress, paragraphs, say, sendUnder } from '../../send.ts';
import type { BotContext } from '../../turn.ts';
import { onPress, type Press } from '../on-press.ts';
import { onDuty } from './duty.ts';

/** Changes of what many people read, which wait for a second person: looked at, agreed to, or not. */
export function changeTools(): readonly Press[] {
  return [
    // Everybody who decides about one of them may stop all messages, too; which of them, decideChange looks at.
    onPress(
      changeRoute,
      onDuty('stop', (ctx, member, id, verb) => verbs[verb](ctx, member, id)),
    ),
  ];
}

type Verb = (ctx: BotContext, member: MemberRow, id: number) => Promise<void>;

const decides =
  (agrees: boolean): Verb =>
  async (ctx, member, id) => {
    const decided = await ctx.turn.once(
      `change:${id}`,
      codecs.word(['done', 'refused', 'own', 'gone', 'late', 'not-yours']),
      (inside) => decideChange(inside, id, member, agrees),
    );
    if (decided === 'not-yours') return oldPress(ctx);
    await say(ctx, line(`change.decided.${decided}`), [[staffMenuButton]]);
  };

const verbs = { show: showChange, yes: decides(true), no: decides(false) } as const satisfies Readonly<
  Record<string, Verb>
>;

/** The exact words of a change under their picture, with the decision for whoever did not ask for it. */
export async function showChange(ctx: BotContext, member: MemberRow, id: number): Promise<void> {
  const { services } = ctx.turn;
  const change = await pendingChangeById(services, id);
  if (change === undefined || !(await mayDecide(services, member, change))) return oldPress(ctx);
  if (change.status !== 'waiting')
    return void (await say(ctx, line('change.decided.gone'), [[staffMenuButton]]));
  const { text, photo } = await changeShown(services, change);
  const own = change.createdBy === member.number;
  const buttons = [...(own ? [] : decisionButtons(id)), [staffMenuButton]];
  await sendUnder(ctx, photo, paragraphs(ctx, text), inline(ctx, buttons));
}

/** The buttons that lead to what waits about something. */
export async function waitingButtons(ctx: BotContext, about: About): Promise<readonly (readonly Button[])[]> {
  const waiting = await waitingChanges(ctx.turn.services, about);
  return waiting.map((it) => [button('change.button.show', changeRoute.to(it.id, 'show'))]);
}
