import { mayReduce, type Standing } from '../../../domain/office/roles.ts';
import { line, type Param, type TextKey } from '../../../i18n.ts';
import { codecs } from '../../../services/core/codecs.ts';
import { endRole, mayWithdraw, withdrawInvitation } from '../../../services/roles/member-changes.ts';
import {
  activeMembers,
  redeemInvitation,
  waitingInvitations,
  type MemberRow,
} from '../../../services/office/members.ts';
import { decideInvitation } from '../../../services/roles/invitation-decisions.ts';
import type { Button } from '../../message.ts';
import { changeSeed } from '../../conversations/office/member-change.ts';
import { BOT_NAME } from '../../conversations/office/member-invite.ts';
import { inspectionLine } from '../../../reports/inspection-lines.ts';
import { standingLines } from '../../member-lines.ts';
import { button, menuButton, staffMenuButton } from '../../buttons.ts';
import {
  invitationRoute,
  invitationsRoute,
  inviteRoute,
  memberRoute,
  membersRoute,
  openedInvitationRoute,
} from '../../routes/staff.ts';
import { partOf, showList, spanOf } from '../../pages.ts';
import { say, show } from '../../send.ts';
import { answerPress, type BotContext } from '../../turn.ts';
import { enter } from '../enter.ts';
import { telegramName } from '../telegram-name.ts';
import { onPress, type Press } from '../on-press.ts';
import { onDuty } from './duty.ts';

/** A link `i-<code>`: whoever comes first with it waits until the inviter says that it is the right person. */
export async function followInvitationLink(ctx: BotContext, code: string): Promise<boolean> {
  const { account } = ctx.turn;
  const kind = await ctx.turn.once(
    'invitation',
    codecs.word(['waiting', 'refused']),
    async (inside) =>
      (await redeemInvitation(inside, code, { accountId: account.id, name: telegramName(ctx) })).kind,
  );
  if (kind === 'refused') return false;
  await say(ctx, line('member.waiting'), [[menuButton]]);
  return true;
}

/** *Petugas dan peran*: who is in office, inviting, who waits for a confirmation, changing and ending a role. */
export function memberTools(): readonly Press[] {
  return [
    onPress(membersRoute, onDuty('members', showMembers)),
    onPress(
      inviteRoute,
      onDuty('members', (ctx) =>
        enter(ctx, 'member-invite', { open: 'fresh', seed: { [BOT_NAME.key]: ctx.me.username } }),
      ),
    ),
    onPress(
      openedInvitationRoute,
      onDuty('members', async (ctx, member, id, verb) => {
        const kind = await ctx.turn.once(
          `invitation:${id}`,
          codecs.word(['confirmed', 'refused', 'nothing']),
          async (inside) => (await decideInvitation(inside, member, id, verb === 'yes')).kind,
        );
        const text: TextKey =
          kind === 'confirmed' || kind === 'refused' ? `member.decided.${kind}` : 'member.decided.nothing';
        await say(ctx, line(text), back);
      }),
    ),
    onPress(invitationsRoute, onDuty('members', showInvitations)),
    onPress(invitationRoute, onDuty('members', withdraw)),
    onPress(
      memberRoute,
      onDuty('members', async (ctx, member, verb, number, sure) => {
        const them = (await activeMembers(ctx.turn.services)).find((it) => it.number === number);
        if (them === undefined) return answerPress(ctx, line('member.revoke.gone'));
        await verbs[verb](ctx, member, them, sure !== undefined);
      }),
    ),
  ];
}

/** Everything that can be done with somebody of the office. */
const verbs = {
  who: showMember,
  change,
  revoke: (ctx, by, them, sure) => (sure ? revoke(ctx, by, them) : askRevoke(ctx, them)),
} as const satisfies Readonly<
  Record<string, (ctx: BotContext, by: MemberRow, them: MemberRow, sure: boolean) => Promise<void>>
>;

const back: readonly (readonly Button[])[] = [[button('member.menu', membersRoute.to())], [staffMenuButton]];
const MOST_INVITATIONS = 20;

const item = (it: Standing & { readonly name: string }): Readonly<Record<string, Param>> => ({
  name: it.name,
  role: { line: line(`staff.role.${it.role}`) },
});

async function showMembers(ctx: BotContext, member: MemberRow, page = 0): Promise<void> {
  const { services } = ctx.turn;
  const members = await activeMembers(services);
  const open = await waitingInvitations(services);
  const waiting = open.filter((it) => it.openedAs !== undefined && mayWithdraw(member, it));
  const span = spanOf(page, members.length);
  await showList(ctx, {
    head: line('member.list', { count: { count: members.length } }),
    rows: partOf(members, span).map((it) => ({
      text: line('member.item', item(it)),
      data: memberRoute.to('who', it.number),
    })),
    span,
    to: (it) => membersRoute.to(it),
    under: [
      ...waiting.map((it) => [
        {
          label: line('member.waitingItem', { name: it.name }),
          data: openedInvitationRoute.to(it.id, 'yes'),
        },
      ]),
      [button('member.invite', inviteRoute.to())],
      ...(open.length === 0
        ? []
        : [
            [
              {
                label: line('member.invitations', { count: { count: open.length } }),
                data: invitationsRoute.to(),
              },
            ],
          ]),
      [staffMenuButton],
    ],
  });
}

async function showMember(ctx: BotContext, by: MemberRow, them: MemberRow): Promise<void> {
  const text = [
    line('member.page', {
      name: them.name,
      role: { line: line(`staff.role.${them.role}`) },
      post: them.post ?? '–',
      letter: them.letter ?? '–',
      since: { moment: them.since.toISOString() },
    }),
    ...(them.role === 'auditor' ? [inspectionLine(ctx.turn.services, them.inspection)] : []),
    ...standingLines(them, ctx.turn.services.office.areas),
  ];
  const rows: (readonly Button[])[] = mayReduce(by, them)
    ? [
        [button('member.page.change', memberRoute.to('change', them.number))],
        [button('member.page.end', memberRoute.to('revoke', them.number))],
      ]
    : [];
  await show(ctx, text, [...rows, ...back]);
}

async function change(ctx: BotContext, by: MemberRow, them: MemberRow): Promise<void> {
  if (!mayReduce(by, them)) return answerPress(ctx, line('member.result.not-yours'));
  await enter(ctx, 'member-change', { open: 'fresh', seed: changeSeed(them) });
}

async function askRevoke(ctx: BotContext, them: MemberRow): Promise<void> {
  await say(
    ctx,
    line('member.revoke.ask', { name: them.name, role: { line: line(`staff.role.${them.role}`) } }),
    [
      [button('common.button.noChange', membersRoute.to())],
      [button('member.revoke.yes', memberRoute.to('revoke', them.number, 'yes'))],
    ],
  );
}

async function revoke(ctx: BotContext, by: MemberRow, them: MemberRow): Promise<void> {
  const done = await ctx.turn.once(
    `revoke:${them.number}`,
    codecs.word(['done', 'gone', 'not-yours', 'last-admin', 'nothing']),
    (inside) => endRole(inside, by, them.number),
  );
  const text =
    done === 'done'
      ? line('member.revoke.done', { name: them.name })
      : line(done === 'last-admin' || done === 'not-yours' ? `member.result.${done}` : 'member.revoke.gone');
  await say(ctx, text, back);
}

async function showInvitations(ctx: BotContext, member: MemberRow): Promise<void> {
  const open = (await waitingInvitations(ctx.turn.services)).filter((it) => mayWithdraw(member, it));
  await show(ctx, line('member.invitations.head', { count: { count: open.length } }), [
    ...open.slice(0, MOST_INVITATIONS).map((it) => [
      {
        label: line('member.invitations.item', {
          ...item(it),
          state: {
            line: line(it.openedAs === undefined ? 'member.invitations.new' : 'member.invitations.opened'),
          },
        }),
        data: invitationRoute.to(it.id),
      },
    ]),
    ...back,
  ]);
}

async function withdraw(ctx: BotContext, member: MemberRow, id: number, sure?: 'yes'): Promise<void> {
  const it = (await waitingInvitations(ctx.turn.services)).find((one) => one.id === id);
  if (sure === undefined && it !== undefined && mayWithdraw(member, it)) {
    await say(ctx, line('member.withdraw.ask', item(it)), [
      [button('common.button.noChange', invitationsRoute.to())],
      [button('member.withdraw.yes', invitationRoute.to(id, 'yes'))],
    ]);
    return;
  }
  const done = await ctx.turn.once(
    `withdraw:${id}`,
    codecs.boolean,
    async (inside) => sure !== undefined && (await withdrawInvitation(inside, member, id)),
  );
  await say(ctx, line(done ? 'member.withdraw.done' : 'member.withdraw.no'), back);
}
