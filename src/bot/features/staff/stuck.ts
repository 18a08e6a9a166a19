import { line, type Line, type TextKey } from '../../../i18n.ts';
import { codecs, tryDecode } from '../../../services/core/codecs.ts';
import type { MemberRow } from '../../../services/office/members.ts';
import type { Services } from '../../../services/core/services.ts';
import {
  maySee,
  noteStandingRead,
  setFree,
  standingOf,
  type ChatStanding,
  type OpenForm,
  type Standing,
  type Target,
} from '../../../services/people/standing.ts';
import { draftCodec, type Place } from '../../conversations/engine/draft.ts';
import type { Button } from '../../message.ts';
import { conversationName, formName, questionName } from '../../form-names.ts';
import { button, buttonRow, staffMenuButton } from '../../buttons.ts';
import { recoverRoute, stuckRoute } from '../../routes/staff.ts';
import { oldPress, say } from '../../send.ts';
import type { BotContext } from '../../turn.ts';
import { enter } from '../enter.ts';
import { onPress, type Press } from '../on-press.ts';
import { onDuty } from './duty.ts';

const again: Button = button('stuck.again', stuckRoute.to());

/** `p12` is a person, `a12` a chat in which nobody has registered. */
function readTarget(text: string): Target {
  const id = Number(text.slice(1));
  return text.startsWith('a') ? { accountId: id } : { personId: id };
}

/** *Kenapa macet*: where somebody stands, why, and setting the conversation free. */
export function stuckTools(): readonly Press[] {
  return [
    onPress(
      stuckRoute,
      onDuty('cases', async (ctx, member, code, verb) => {
        if (code === undefined) return enter(ctx, 'find-person', { open: 'fresh' });
        const target = readTarget(code);
        if (!(await maySee(ctx.turn.services, member, target))) return oldPress(ctx);
        if (verb === 'free') return askFree(ctx, code);
        if (verb === 'yes') return free(ctx, member, target, code);
        await showStanding(ctx, member, target, code);
      }),
    ),
  ];
}

async function showStanding(ctx: BotContext, member: MemberRow, target: Target, code: string): Promise<void> {
  const { services } = ctx.turn;
  await ctx.turn.once(`read:standing:${code}`, codecs.nothing, (inside) =>
    noteStandingRead(inside, member, target),
  );
  const it = await standingOf(services, member, target);
  if (it === undefined) return oldPress(ctx);
  await say(ctx, standingLines(services, it), [
    ...('personId' in target && it.ownChat
      ? [buttonRow('recovery.button', recoverRoute.to(target.personId))]
      : []),
    ...(it.chats.length === 0 ? [] : [buttonRow('stuck.free', stuckRoute.to(code, 'free'))]),
    [again],
    [staffMenuButton],
  ]);
}

function standingLines(services: Services, it: Standing): readonly Line[] {
  return [
    line('stuck.head', {
      name: it.name ?? { line: line('stuck.stranger') },
      numbers: it.businesses.join(', ') || '–',
    }),
    ...(it.chats.length === 0
      ? [line('stuck.chat.none')]
      : it.chats.flatMap((chat) => chatLines(services, chat))),
    ...(it.stopped.length === 0
      ? []
      : [line('stuck.stopped', { list: { list: it.stopped.map((what) => line(`stuck.stopped.${what}`)) } })]),
    ...(it.undelivered.length === 0
      ? []
      : [line('stuck.undelivered'), ...it.undelivered.map(undeliveredLine)]),
  ];
}

function chatLines(services: Services, chat: ChatStanding): readonly Line[] {
  return [
    chat.unreachableSince === undefined
      ? line('stuck.chat.reachable')
      : line('stuck.chat.unreachable', { moment: { moment: chat.unreachableSince.toISOString() } }),
    ...(chat.shared ? [line('stuck.chat.shared')] : []),
    ...(chat.conversations.length === 0
      ? [line('stuck.chat.idle')]
      : chat.conversations.map((id) => line('stuck.chat.open', { form: { line: conversationName(id) } }))),
    ...chat.forms.flatMap((it) => formLines(services, it)),
    line(chat.failures.length === 0 ? 'stuck.failures.none' : 'stuck.failures'),
    ...chat.failures.map((failure) =>
      line('stuck.failure', {
        moment: { moment: failure.receivedAt.toISOString() },
        outcome: { line: outcomeName(failure.outcome) },
        count: failure.attempts,
      }),
    ),
  ];
}

function formLines(services: Services, it: OpenForm): readonly Line[] {
  const state = tryDecode(draftCodec, it.payload);
  return [
    line('stuck.form', {
      form: { line: formName(it.form) },
      moment: { moment: it.updatedAt.toISOString() },
      left: it.remaining,
    }),
    ...(state === undefined
      ? []
      : [line('stuck.form.at', { question: { line: placeName(services, it.form, state.place) } })]),
    ...(state === undefined || state.wrong === 0 ? [] : [line('stuck.form.wrong', { count: state.wrong })]),
  ];
}

function placeName(services: Services, form: string, place: Place): Line {
  if ('from' in place) return placeName(services, form, place.from);
  return 'key' in place ? questionName(services, form, place.key) : line('stuck.form.review');
}

const outcomes: Readonly<Record<string, TextKey>> = {
  'set-aside': 'stuck.outcome.set-aside',
  unreachable: 'stuck.outcome.unreachable',
  flood: 'stuck.outcome.flood',
  handled: 'stuck.outcome.handled',
  ignored: 'stuck.outcome.ignored',
};

function outcomeName(outcome: string | undefined): Line {
  return line(
    outcome === undefined ? 'stuck.outcome.waiting' : (outcomes[outcome] ?? 'stuck.outcome.ignored'),
  );
}

const undelivered: Readonly<Record<string, TextKey>> = {
  refused: 'stuck.undelivered.refused',
  unreachable: 'stuck.undelivered.unreachable',
  unknown: 'stuck.undelivered.unknown',
};

function undeliveredLine(it: Standing['undelivered'][number]): Line {
  return line('stuck.undelivered.item', {
    moment: { moment: it.at.toISOString() },
    status: { line: line(undelivered[it.status] ?? 'stuck.undelivered.unknown') },
  });
}

async function askFree(ctx: BotContext, code: string): Promise<void> {
  await say(ctx, line('stuck.free.ask'), [
    buttonRow('stuck.free.yes', stuckRoute.to(code, 'yes')),
    [button('common.button.noChange', stuckRoute.to(code))],
  ]);
}

async function free(ctx: BotContext, member: MemberRow, target: Target, code: string): Promise<void> {
  await ctx.turn.once(`free:${code}`, codecs.nothing, (inside) => setFree(inside, member, target));
  await say(ctx, line('stuck.free.done'), [[again], [staffMenuButton]]);
}
