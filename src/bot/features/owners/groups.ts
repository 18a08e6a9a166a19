import { removalReasons, type RemovalReason } from '../../../domain/partnership/group.ts';
import { line, named, type Line } from '../../../i18n.ts';
import { codecs } from '../../../services/core/codecs.ts';
import type { Services } from '../../../services/core/services.ts';
import {
  becomeHead,
  groupsOf,
  invitationOf,
  inviteToGroup,
  leaveGroup,
  membersOf,
  ownGroup,
  redeemGroupLink,
  removeFromGroup,
  type Group,
} from '../../../services/partnership/applications/groups.ts';
import { z } from 'zod';
import { applicationsOfGroup } from '../../../services/partnership/steps/group-applications.ts';
import { programmeOf } from '../../../services/partnership/applications/application-progress.ts';
import { INVITATION } from '../../conversations/partnership/group.ts';
import { button, buttonRow, menuButton } from '../../buttons.ts';
import {
  foundGroupRoute,
  groupApplicationRoute,
  groupApplyRoute,
  groupOutRoute,
  groupRoute,
} from '../../routes/owners.ts';
import { startLink } from '../../routes/start.ts';
import { oldPress, say } from '../../send.ts';
import type { BotContext } from '../../turn.ts';
import { enter } from '../enter.ts';
import { consented, registered } from '../guards.ts';
import { onPress, type Press } from '../on-press.ts';
import { programmeName } from '../../../reports/application-lines.ts';

const back = [button('group.menu', 'groups'), menuButton];

/** *Kelompok usaha*: the groups of the person who speaks, and founding one. */
export async function showGroups(ctx: BotContext): Promise<void> {
  const { services, account } = ctx.turn;
  if (account.person === undefined) return;
  const groups = await groupsOf(services, account.person.id);
  await say(ctx, line(groups.length === 0 ? 'group.head.none' : 'group.head'), [
    ...groups.map((it) => [{ label: named(it.name ?? '–'), data: groupRoute.to('see', it.id) }]),
    buttonRow('group.button.found', foundGroupRoute.to()),
    [menuButton],
  ]);
}

/** Buttons of groups. Their numbers may be forged: each is held against the person who speaks. */
export function groupButtons(): readonly Press[] {
  return [
    onPress(foundGroupRoute, (ctx) =>
      registered(consented((inner) => enter(inner, 'group-found', { open: 'fresh' })))(ctx),
    ),
    onPress(groupOutRoute, (ctx, id, who, why) =>
      withGroup(ctx, id, (_ctx, group, personId) => takeOut(ctx, group, personId, who, why)),
    ),
    onPress(groupRoute, (ctx, verb, id) => withGroup(ctx, id, verbs[verb])),
  ];
}

type OfGroup = (ctx: BotContext, it: Group, personId: number) => Promise<void>;

/** Runs `act` on a group of the person who speaks now. */
export async function withGroup(ctx: BotContext, id: number, act: OfGroup): Promise<void> {
  const { services, account } = ctx.turn;
  const personId = account.person?.id;
  const group = personId === undefined ? undefined : await ownGroup(services, personId, id);
  if (group === undefined || personId === undefined) return oldPress(ctx);
  await act(ctx, group, personId);
}

const verbs = {
  see: showGroup,
  invite,
  leave: async (ctx, { id, name }) => {
    await say(ctx, line('group.leave.sure', { group: name ?? '–' }), [
      buttonRow('group.leave.yes', groupRoute.to('leave-yes', id)),
      buttonRow('common.button.noChange', groupRoute.to('see', id)),
    ]);
  },
  'leave-yes': async (ctx, { id, name }, personId) => {
    await ctx.turn.once('group-leave', codecs.boolean, (inside) =>
      leaveGroup(inside, { personId, accountId: ctx.turn.account.id }, id),
    );
    await say(ctx, line('group.left', { group: name ?? '–' }), [back]);
  },
  head: async (ctx, group, personId) => {
    await ctx.turn.once('group-head', codecs.boolean, (inside) => becomeHead(inside, personId, group.id));
    await withGroup(ctx, group.id, showGroup);
  },
} as const satisfies Readonly<Record<string, OfGroup>>;

/** The kind, the kecamatan and who is the head, by the name of their business. */
async function groupLines(services: Services, group: Group): Promise<readonly Line[]> {
  const members = await membersOf(services, group.id);
  const head = members.find(({ personId }) => personId === group.headId);
  const { kecamatan } = services.office.areas;
  return [
    line('group.one', {
      group: group.name ?? '–',
      kind: { line: line(`group.kind.${group.kind}`) },
      kecamatan: kecamatan.find(({ code }) => code === group.kecamatan)?.name ?? group.kecamatan,
      count: { count: members.length },
    }),
    head === undefined
      ? line('group.one.headless')
      : line('group.one.head', { business: head.businessName ?? '–' }),
  ];
}

/** The head sees who is in it, by the names of their businesses; everybody else sees the group and its head. */
async function showGroup(ctx: BotContext, group: Group, personId: number): Promise<void> {
  const { services } = ctx.turn;
  const { id, headId } = group;
  const isHead = headId === personId;
  const members = isHead ? await membersOf(services, id) : [];
  await say(
    ctx,
    [
      ...(await groupLines(services, group)),
      ...(members.length > 1 ? [line('common.blank'), line('group.members')] : []),
      ...(members.length > 1
        ? members.map((it) => line('group.member', { business: it.businessName ?? '–' }))
        : []),
    ],
    [
      ...(await applicationsOfGroup(services, id)).map((it) => [
        {
          label: line('group.application.item', {
            programme: { line: programmeName(programmeOf(services, it)) },
          }),
          data: groupApplicationRoute.to('see', it.id),
        },
      ]),
      ...(isHead
        ? [
            buttonRow('group.button.invite', groupRoute.to('invite', id)),
            buttonRow('group.button.apply', groupApplyRoute.to(id)),
            ...(members.length > 1 ? [buttonRow('group.button.out', groupOutRoute.to(id))] : []),
          ]
        : []),
      ...(headId === undefined ? [buttonRow('group.button.lead', groupRoute.to('head', id))] : []),
      buttonRow('group.button.leave', groupRoute.to('leave', id)),
      back,
    ],
  );
}

/** The head takes somebody out by pressing: whom, then why; the reason is the last press, above what it leads to. */
async function takeOut(
  ctx: BotContext,
  group: Group,
  headId: number,
  who: number | undefined,
  reason: RemovalReason | undefined,
): Promise<void> {
  const { id } = group;
  const members = (await membersOf(ctx.turn.services, id)).filter(({ personId }) => personId !== headId);
  const chosen = members.find(({ personId }) => personId === who);
  const see = [button('group.button.see', groupRoute.to('see', id)), menuButton];
  if (group.headId !== headId) return oldPress(ctx);
  if (who !== undefined && reason !== undefined) {
    const { texts, to } = ctx.turn;
    const why = texts.plain(line(`group.out.${reason}`), to);
    const out = await ctx.turn.once('group-out', codecs.boolean, (inside) =>
      removeFromGroup(inside, headId, id, { personId: who, reason, why }),
    );
    await say(ctx, line(out ? 'group.out.done' : 'group.out.gone'), [see]);
    return;
  }
  if (chosen === undefined) {
    await say(ctx, line('group.out.whom'), [
      ...members.map((it) => [
        { label: named(it.businessName ?? '–'), data: groupOutRoute.to(id, it.personId) },
      ]),
      see,
    ]);
    return;
  }
  await say(ctx, line('group.out.why', { business: chosen.businessName ?? '–' }), [
    ...removalReasons.map((it) => buttonRow(`group.out.${it}`, groupOutRoute.to(id, chosen.personId, it))),
    buttonRow('common.button.noChange', groupRoute.to('see', id)),
  ]);
}

const made = z.object({ code: z.string(), expiresAt: z.string() }).nullable();

async function invite(ctx: BotContext, group: Group, personId: number): Promise<void> {
  const link = await ctx.turn.once('group-invite', codecs.json(made), async (inside) => {
    const it = await inviteToGroup(inside, personId, group.id);
    return it === undefined ? null : { code: it.code, expiresAt: it.expiresAt.toISOString() };
  });
  if (link === null) return oldPress(ctx);
  await say(
    ctx,
    line('group.link', {
      link: startLink(ctx.me.username, 'group', link.code),
      until: { moment: link.expiresAt },
    }),
    [
      buttonRow('group.button.inviteMore', groupRoute.to('invite', group.id)),
      [button('group.button.see', groupRoute.to('see', group.id)), menuButton],
    ],
  );
}

/** A link `k-<code>` of the head of a group: whoever opens it first may join, once they are registered. */
export async function followGroupLink(ctx: BotContext, code: string): Promise<boolean> {
  const { account, services } = ctx.turn;
  const id = await ctx.turn.once('group-link', codecs.optional(codecs.number), (inside) =>
    redeemGroupLink(inside, code, account.id),
  );
  const group = id === undefined ? undefined : await invitationOf(services, id, account.id);
  if (id === undefined || group === undefined) return false;
  if (account.person !== undefined && (await ownGroup(services, account.person.id, group.id)) !== undefined)
    await withGroup(ctx, group.id, showGroup);
  else if (account.person === undefined)
    await say(ctx, line('group.register'), [[button('start.menu.register', 'register')], [menuButton]]);
  else
    await consented((inner) =>
      enter(inner, 'group-found', { open: 'fresh', form: 'group-join', seed: { [INVITATION.key]: id } }),
    )(ctx);
  return true;
}
