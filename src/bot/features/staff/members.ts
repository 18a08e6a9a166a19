import { Composer, type MiddlewareFn } from 'grammy';
import { clip } from '../../../domain/words/clip.ts';
import { mayReduce, type Standing } from '../../../domain/office/roles.ts';
import { line, type Param, type TextKey } from '../../../i18n.ts';
import { codecs } from '../../../services/core/codecs.ts';
import { endRole, mayWithdraw, withdrawInvitation } from '../../../services/roles/member-changes.ts';
import {
  activeMembers,
  openInvitation,
  openInvitations,
  type MemberRow,
} from '../../../services/office/members.ts';
import { decideInvitation } from '../../../services/roles/invitation-decisions.ts';
import type { Button } from '../../conversations/engine/form.ts';
import { changeSeed } from '../../conversations/office/member-change.ts';
import { BOT_NAME } from '../../conversations/office/member-invite.ts';
import { standingLines } from '../../member-lines.ts';
import { inline, menuButton, oldPress, paragraphs, say, send } from '../../send.ts';
import { answerPress, type BotContext } from '../../turn.ts';
import { oneOf, verbIn, YES_NO } from '../../verbs.ts';
import { enter } from '../enter.ts';
import { telegramName } from '../telegram-name.ts';
import { onDuty } from './duty.ts';

const staffMenu = { label: line('staff.button.menu'), data: 's.menu' };

/** A link `i-<code>`: whoever comes first with it waits until the inviter says that it is the right person. */
export async function openInvitationLink(ctx: BotContext, code: string): Promise<boolean> {
  const { account } = ctx.turn;
  const kind = await ctx.turn.once(
    'invitation',
    codecs.word(['waiting', 'refused']),
    async (inside) =>
      (await openInvitation(inside, code, { accountId: account.id, name: telegramName(ctx) })).kind,
  );
  if (kind === 'refused') return false;
  await say(ctx, line('member.waiting'), [[menuButton]]);
  return true;
}

/** *Petugas dan peran*: who is in office, inviting, who waits for a confirmation, changing and ending a role. */
export function memberTools(): MiddlewareFn<BotContext> {
  const composer = new Composer<BotContext>();
  composer.callbackQuery(
    /^s\.members(?:\.(\d{1,4}))?$/,
    onDuty('members', (ctx, member) => showMembers(ctx, member, Number(ctx.match[1] ?? 0))),
  );
  composer.callbackQuery(
    's.invite',
    onDuty('members', (ctx) =>
      enter(ctx, 'member-invite', { open: 'fresh', seed: { [BOT_NAME.key]: ctx.me.username } }),
    ),
  );
  composer.callbackQuery(
    /^s\.member\.(\d{1,9})\.(yes|no)$/,
    onDuty('members', async (ctx, member) => {
      const id = Number(ctx.match[1]);
      const confirm = verbIn(YES_NO, ctx.match[2]);
      if (confirm === undefined) return oldPress(ctx);
      const kind = await ctx.turn.once(
        `invitation:${id}`,
        codecs.word(['confirmed', 'refused', 'nothing']),
        async (inside) => (await decideInvitation(inside, member, id, confirm)).kind,
      );
      const text: TextKey =
        kind === 'confirmed' || kind === 'refused' ? `member.decided.${kind}` : 'member.decided.nothing';
      await say(ctx, line(text), back);
    }),
  );
  composer.callbackQuery('s.invitations', onDuty('members', showInvitations));
  composer.callbackQuery(
    /^s\.invitation\.(\d{1,9})(\.yes)?$/,
    onDuty('members', (ctx, member) =>
      withdraw(ctx, member, Number(ctx.match[1]), ctx.match[2] !== undefined),
    ),
  );
  composer.callbackQuery(
    new RegExp(String.raw`^s\.${oneOf(verbs)}\.([\w-]{1,20})(\.yes)?$`),
    onDuty('members', async (ctx, member) => {
      const [, what, number = '', sure] = ctx.match;
      const them = (await activeMembers(ctx.turn.services)).find((it) => it.number === number);
      if (them === undefined) return answerPress(ctx, line('member.revoke.gone'));
      const act = verbIn(verbs, what);
      if (act === undefined) return oldPress(ctx);
      await act(ctx, member, them, sure !== undefined);
    }),
  );
  return composer.middleware();
}

/** Everything that can be done with somebody of the office; a word that does not stand here does nothing. */
const verbs = {
  who: showMember,
  change,
  revoke: (ctx, by, them, sure) => (sure ? revoke(ctx, by, them) : askRevoke(ctx, them)),
} as const satisfies Readonly<
  Record<string, (ctx: BotContext, by: MemberRow, them: MemberRow, sure: boolean) => Promise<void>>
>;

const back: readonly (readonly Button[])[] = [
  [{ label: line('member.menu'), data: 's.members' }],
  [staffMenu],
];
const A_PAGE = 20;

const item = (it: Standing & { readonly name: string }): Readonly<Record<string, Param>> => ({
  name: clip(it.name, 30),
  role: { line: line(`staff.role.${it.role}`) },
});

async function showMembers(ctx: BotContext, member: MemberRow, page: number): Promise<void> {
  const { services } = ctx.turn;
  const members = await activeMembers(services);
  const open = await openInvitations(services);
  const waiting = open.filter((it) => it.openedAs !== undefined && mayWithdraw(member, it));
  await say(ctx, line('member.list', { count: { count: members.length } }), [
    ...waiting.map((it) => [
      { label: line('member.waitingItem', { name: clip(it.name, 30) }), data: `s.member.${it.id}.yes` },
    ]),
    ...members
      .slice(page * A_PAGE, (page + 1) * A_PAGE)
      .map((it) => [{ label: line('member.item', item(it)), data: `s.who.${it.number}` }]),
    ...((page + 1) * A_PAGE < members.length
      ? [[{ label: line('staff.next'), data: `s.members.${page + 1}` }]]
      : []),
    [{ label: line('member.invite'), data: 's.invite' }],
    ...(open.length === 0
      ? []
      : [[{ label: line('member.invitations', { count: { count: open.length } }), data: 's.invitations' }]]),
    [staffMenu],
  ]);
}

async function showMember(ctx: BotContext, by: MemberRow, them: MemberRow): Promise<void> {
  const text = paragraphs(ctx, [
    line('member.page', {
      name: them.name,
      role: { line: line(`staff.role.${them.role}`) },
      post: them.post ?? '–',
      letter: them.letter ?? '–',
      since: { moment: them.since.toISOString() },
    }),
    ...standingLines(them, ctx.turn.services.office.areas),
  ]);
  const rows: (readonly Button[])[] = mayReduce(by, them)
    ? [
        [{ label: line('member.page.change'), data: `s.change.${them.number}` }],
        [{ label: line('member.page.end'), data: `s.revoke.${them.number}` }],
      ]
    : [];
  await send(ctx, text, inline(ctx, [...rows, ...back]));
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
      [{ label: line('common.button.noChange'), data: 's.members' }],
      [{ label: line('member.revoke.yes'), data: `s.revoke.${them.number}.yes` }],
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
  const open = (await openInvitations(ctx.turn.services)).filter((it) => mayWithdraw(member, it));
  await say(ctx, line('member.invitations.head', { count: { count: open.length } }), [
    ...open.slice(0, A_PAGE).map((it) => [
      {
        label: line('member.invitations.item', {
          ...item(it),
          state: {
            line: line(it.openedAs === undefined ? 'member.invitations.new' : 'member.invitations.opened'),
          },
        }),
        data: `s.invitation.${it.id}`,
      },
    ]),
    ...back,
  ]);
}

async function withdraw(ctx: BotContext, member: MemberRow, id: number, sure: boolean): Promise<void> {
  const it = (await openInvitations(ctx.turn.services)).find((one) => one.id === id);
  if (!sure && it !== undefined && mayWithdraw(member, it)) {
    await say(ctx, line('member.withdraw.ask', item(it)), [
      [{ label: line('common.button.noChange'), data: 's.invitations' }],
      [{ label: line('member.withdraw.yes'), data: `s.invitation.${id}.yes` }],
    ]);
    return;
  }
  const done = await ctx.turn.once(
    `withdraw:${id}`,
    codecs.boolean,
    async (inside) => sure && (await withdrawInvitation(inside, member, id)),
  );
  await say(ctx, line(done ? 'member.withdraw.done' : 'member.withdraw.no'), back);
}
