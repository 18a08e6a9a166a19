import { Composer, type MiddlewareFn } from 'grammy';
import { line, type TextKey } from '../../../i18n.ts';
import {
  activeMembers,
  decideInvitation,
  openInvitation,
  openInvitations,
  revokeMember,
  type MemberRow,
} from '../../../services/members.ts';
import { menuButton, say } from '../../send.ts';
import { answerPress, type BotContext } from '../../turn.ts';
import { countWrongCode, telegramName, triesTooOften } from '../single-use.ts';
import { onDuty } from './duty.ts';

const staffMenu = { label: line('staff.button.menu'), data: 's.menu' };

/** A link `i-<code>`: whoever comes first with it waits until the inviter says that it is the right person. */
export async function openInvitationLink(ctx: BotContext, code: string): Promise<boolean> {
  const { account } = ctx.turn;
  if (triesTooOften(account.id)) return false;
  const kind = await ctx.turn.once(
    'invitation',
    async (inside) =>
      (await openInvitation(inside, code, { accountId: account.id, name: telegramName(ctx) })).kind,
  );
  if (kind === 'refused') {
    countWrongCode(account.id);
    return false;
  }
  await say(ctx, line('member.waiting'), [[menuButton]]);
  return true;
}

/** *Petugas dan peran*: who is in office, who waits for a confirmation, and ending a role. */
export function memberTools(): MiddlewareFn<BotContext> {
  const composer = new Composer<BotContext>();
  composer.callbackQuery('s.members', onDuty('members', showMembers));
  composer.callbackQuery(
    /^s\.member\.(\d{1,9})\.(yes|no)$/,
    onDuty('members', async (ctx, member) => {
      const id = Number(ctx.match[1]);
      const confirm = ctx.match[2] === 'yes';
      const kind = await ctx.turn.once(
        `invitation:${id}`,
        async (inside) => (await decideInvitation(inside, member, id, confirm)).kind,
      );
      const text: TextKey =
        kind === 'confirmed' || kind === 'refused' ? `member.decided.${kind}` : 'member.decided.nothing';
      await say(ctx, line(text), [[{ label: line('member.menu'), data: 's.members' }], [staffMenu]]);
    }),
  );
  composer.callbackQuery(
    /^s\.revoke\.([\w-]{1,20})(\.yes)?$/,
    onDuty('members', async (ctx, member) => {
      const [, number = '', sure] = ctx.match;
      const them = (await activeMembers(ctx.turn.services)).find((it) => it.number === number);
      if (them === undefined) return answerPress(ctx, line('member.revoke.gone'));
      if (sure === undefined) return askRevoke(ctx, them);
      await ctx.turn.once(`revoke:${number}`, async (inside) =>
        String(await revokeMember(inside, member, number)),
      );
      await say(ctx, line('member.revoke.done', { name: them.name }), [
        [{ label: line('member.menu'), data: 's.members' }],
        [staffMenu],
      ]);
    }),
  );
  return composer.middleware();
}

async function showMembers(ctx: BotContext): Promise<void> {
  const { services } = ctx.turn;
  const members = await activeMembers(services);
  const waiting = (await openInvitations(services)).filter((it) => it.openedAs !== undefined);
  await say(ctx, line('member.list', { count: { count: members.length } }), [
    ...waiting.map((it) => [
      { label: line('member.waitingItem', { name: it.name.slice(0, 30) }), data: `s.member.${it.id}.yes` },
    ]),
    ...members.map((it) => [
      {
        label: line('member.item', {
          name: it.name.slice(0, 30),
          role: { line: line(`staff.role.${it.role}`) },
        }),
        data: `s.revoke.${it.number}`,
      },
    ]),
    [staffMenu],
  ]);
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
