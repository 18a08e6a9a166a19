import { z } from 'zod';
import { MOST_PARTS } from '../../../domain/partnership/group.ts';
import { line, named, type Line } from '../../../i18n.ts';
import { codecs } from '../../../services/core/codecs.ts';
import {
  beginGroupApplication,
  memberStates,
  openToMembers,
  ownGroupApplication,
  programmesForGroups,
  readiness,
  sendGroupApplication,
  setShare,
  type GroupApplication,
  type MemberState,
} from '../../../services/partnership/steps/group-applications.ts';
import { membersOf, type Group } from '../../../services/partnership/applications/groups.ts';
import { programmeOf } from '../../../services/partnership/applications/application-progress.ts';
import { statusName } from '../../application-lines.ts';
import { TOGETHER } from '../../conversations/partnership/group-apply.ts';
import { detailsText, termLines } from '../../conversations/partnership/partnership-details.ts';
import { folded } from '../../conversations/partnership/partnership-text.ts';
import type { Button } from '../../message.ts';
import { button, buttonRow, menuButton } from '../../buttons.ts';
import {
  applicationRoute,
  groupApplicationRoute,
  groupApplyRoute,
  groupRoute,
  groupShareRoute,
} from '../../routes/owners.ts';
import { oldPress, say } from '../../send.ts';
import type { BotContext } from '../../turn.ts';
import { enter } from '../enter.ts';
import { onPress, type Press } from '../on-press.ts';
import { becomePerson } from './people.ts';
import { withGroup } from './groups.ts';
import { programmeName } from '../../../reports/application-lines.ts';

/** Buttons under the applications of a group. Numbers may be forged: each is held against the person who speaks. */
export function groupApplicationButtons(): readonly Press[] {
  return [
    onPress(groupApplyRoute, (ctx, id, programmeId) =>
      withGroup(ctx, id, (_ctx, group, personId) =>
        programmeId === undefined ? choose(ctx, group) : begin(ctx, group, personId, programmeId),
      ),
    ),
    onPress(groupShareRoute, share),
    onPress(groupApplicationRoute, (ctx, verb, id, personId) => withOwn(ctx, verb, id, personId)),
  ];
}

async function withOwn(
  ctx: BotContext,
  verb: keyof typeof verbs,
  id: number,
  meant: number | undefined,
): Promise<void> {
  const { services, account } = ctx.turn;
  // On a shared phone the message was for one of them.
  if (meant !== undefined && !(await becomePerson(ctx, meant))) return oldPress(ctx);
  const personId = meant ?? account.person?.id;
  const it = personId === undefined ? undefined : await ownGroupApplication(services, personId, id);
  if (it === undefined || personId === undefined) return oldPress(ctx);
  await verbs[verb](ctx, it, personId);
}

type OfApplication = (ctx: BotContext, it: GroupApplication, personId: number) => Promise<void>;

const verbs = {
  see: show,
  details: async (ctx, it) => {
    const programme = programmeOf(ctx.turn.services, it);
    if (programme === undefined) return oldPress(ctx);
    await say(ctx, detailsText(programme), [
      buttonRow('group.button.application', groupApplicationRoute.to('see', it.id)),
      backTo(it),
    ]);
  },
  join: joinIn,
  no: async (ctx, it) => {
    await say(ctx, line('group.apply.declined'), [backTo(it)]);
  },
  send: async (ctx, it) => {
    await say(ctx, line('group.send.sure', nameOf(ctx, it)), [
      buttonRow('group.send.yes', groupApplicationRoute.to('send-yes', it.id)),
      buttonRow('common.button.noChange', groupApplicationRoute.to('see', it.id)),
    ]);
  },
  'send-yes': send,
} as const satisfies Readonly<Record<string, OfApplication>>;

const backTo = ({ group }: GroupApplication): readonly Button[] => [
  button('group.button.see', groupRoute.to('see', group.id)),
  menuButton,
];

const nameOf = (ctx: BotContext, it: GroupApplication) => ({
  group: it.group.name ?? '–',
  programme: { line: programmeName(programmeOf(ctx.turn.services, it)) },
});

async function choose(ctx: BotContext, group: Group): Promise<void> {
  const programmes = programmesForGroups(ctx.turn.services);
  await say(ctx, line(programmes.length === 0 ? 'group.apply.none' : 'group.apply.choose'), [
    ...programmes.map((it) => [
      {
        label: line('group.apply.item', {
          programme: { line: programmeName(it) },
          count: { count: it.groups?.leastMembers ?? 0 },
        }),
        data: groupApplyRoute.to(group.id, it.id),
      },
    ]),
    [button('group.button.see', groupRoute.to('see', group.id)), menuButton],
  ]);
}

async function begin(ctx: BotContext, group: Group, personId: number, programmeId: string): Promise<void> {
  const { services } = ctx.turn;
  const id = await ctx.turn.once('group-apply', codecs.optional(codecs.number), (inside) =>
    beginGroupApplication(inside, personId, group.id, programmeId),
  );
  const it = id === undefined ? undefined : await ownGroupApplication(services, personId, id);
  if (it === undefined) {
    await say(ctx, line('group.apply.not'), [
      [button('group.button.see', groupRoute.to('see', group.id)), menuButton],
    ]);
    return;
  }
  await show(ctx, it, personId);
}

/** The head sees how far everybody is, a member only the own state. */
async function show(ctx: BotContext, it: GroupApplication, personId: number): Promise<void> {
  const { services } = ctx.turn;
  const programme = programmeOf(services, it);
  const states = await memberStates(services, it);
  const own = states.find((member) => member.personId === personId);
  const isHead = it.group.headId === personId;
  const isOpen = (await openToMembers(services, it)) !== undefined;
  const stateOf = (state: MemberState): Line =>
    state === undefined || state === 'agreed'
      ? line(state === 'agreed' ? 'group.state.agreed' : it.sent ? 'group.state.out' : 'group.state.waiting')
      : statusName(state, programme);
  await say(
    ctx,
    [
      line('group.application', nameOf(ctx, it)),
      line(it.sent ? 'group.application.sent' : 'group.application.open', {
        count: { count: programme?.groups?.leastMembers ?? 0 },
      }),
      line('common.blank'),
      ...(isHead ? states : states.filter((member) => member === own)).map((member) =>
        line('group.application.member', {
          business: member.businessName ?? '–',
          state: { line: stateOf(member.state) },
        }),
      ),
      // The figures and duties stand above the button by which a member agrees.
      ...folded('partnership.details.terms', programme === undefined ? [] : termLines(programme)),
    ],
    [
      ...(isOpen && own?.state === undefined
        ? [buttonRow('group.button.join', groupApplicationRoute.to('join', it.id))]
        : []),
      ...(isOpen && !it.sent && isHead
        ? [buttonRow('group.button.send', groupApplicationRoute.to('send', it.id))]
        : []),
      ...(it.sent && isHead ? [buttonRow('group.button.share', groupShareRoute.to(it.id))] : []),
      ...(own?.applicationId === undefined
        ? []
        : [buttonRow('partnership.button.application', applicationRoute.to(own.applicationId))]),
      ...(programme === undefined
        ? []
        : [buttonRow('partnership.button.details', groupApplicationRoute.to('details', it.id))]),
      backTo(it),
    ],
  );
}

/** The head divides by pressing: whose share, then how many parts. */
async function share(ctx: BotContext, id: number, applicationId?: number, parts?: number): Promise<void> {
  const { services, account, once } = ctx.turn;
  const personId = account.person?.id;
  const it = personId === undefined ? undefined : await ownGroupApplication(services, personId, id);
  if (it === undefined || personId === undefined || it.group.headId !== personId) return oldPress(ctx);
  if (applicationId !== undefined && parts !== undefined) {
    await once('group-share', codecs.boolean, (inside) => setShare(inside, personId, applicationId, parts));
    return share(ctx, id);
  }
  const applied = (await memberStates(services, it)).flatMap((member) =>
    member.applicationId === undefined ? [] : [{ ...member, applicationId: member.applicationId }],
  );
  const chosen = applied.find((member) => member.applicationId === applicationId);
  const all = Array.from({ length: MOST_PARTS }, (_, at) => at + 1);
  const rows = (numbers: readonly number[]): readonly Button[] =>
    numbers.map((count) => ({
      label: named(String(count)),
      data: groupShareRoute.to(id, applicationId, count),
    }));
  await say(
    ctx,
    chosen === undefined
      ? line('group.share.whose')
      : line('group.share.parts', { business: chosen.businessName ?? '–' }),
    [
      ...(chosen === undefined
        ? applied.map((member) => [
            {
              label: line('group.share.item', {
                business: member.businessName ?? '–',
                parts: member.share ?? 1,
              }),
              data: groupShareRoute.to(id, member.applicationId),
            },
          ])
        : [rows(all.slice(0, 5)), rows(all.slice(5))]),
      [button('group.button.application', groupApplicationRoute.to('see', id)), menuButton],
    ],
  );
}

/** Whoever may apply by the own data is asked for the own consent; whoever may not is told what is missing. */
async function joinIn(ctx: BotContext, it: GroupApplication, personId: number): Promise<void> {
  const { services } = ctx.turn;
  const programme = await openToMembers(services, it);
  const member = (await membersOf(services, it.group.id)).find((one) => one.personId === personId);
  if (programme === undefined || member === undefined) {
    await say(ctx, line('partnership.apply.lost'), [backTo(it)]);
    return;
  }
  const ready = await readiness(services, member, programme);
  if (ready.kind === 'ready')
    return enter(ctx, 'group-apply', { open: 'fresh', seed: { [TOGETHER.key]: it.id } });
  await say(ctx, line(`group.ready.${ready.kind}`), [
    ...(ready.kind === 'applied' ? [] : [[button('start.menu.partnership', 'partnership')]]),
    ...(ready.kind === 'applied'
      ? []
      : [buttonRow('group.button.join', groupApplicationRoute.to('join', it.id))]),
    backTo(it),
  ]);
}

const sent = z.object({
  kind: z.enum(['sent', 'few', 'gone']),
  count: z.number().optional(),
  least: z.number().optional(),
});

async function send(ctx: BotContext, it: GroupApplication, personId: number): Promise<void> {
  const {
    kind,
    count = 0,
    least = 0,
  } = await ctx.turn.once('group-send', codecs.json(sent), (inside) =>
    sendGroupApplication(inside, personId, it.id),
  );
  await say(ctx, line(`group.send.${kind}`, { count: { count }, least: { count: least } }), [
    buttonRow('group.button.application', groupApplicationRoute.to('see', it.id)),
    backTo(it),
  ]);
}
