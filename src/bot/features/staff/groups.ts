import { line } from '../../../i18n.ts';
import { audit } from '../../../services/core/audit.ts';
import { codecs } from '../../../services/core/codecs.ts';
import type { MemberRow } from '../../../services/office/members.ts';
import { deskGroups } from '../../../services/partnership/steps/group-applications.ts';
import { button, staffMenuButton } from '../../buttons.ts';
import { applicationsRoute, deskApplicationRoute, groupsRoute } from '../../routes/staff.ts';
import { A_PAGE, showList, spanOf } from '../../pages.ts';
import type { BotContext } from '../../turn.ts';
import { onPress, type Press } from '../on-press.ts';
import { onDuty } from './duty.ts';

/** *Kelompok usaha*: which groups there are, how large, and how many of each apply or are partners; no member by name. */
export function groupTools(): readonly Press[] {
  return [onPress(groupsRoute, onDuty('cases', showGroups))];
}

async function showGroups(ctx: BotContext, member: MemberRow, page: number): Promise<void> {
  const { services } = ctx.turn;
  const { count, groups } = await deskGroups(services, member, { skip: page * A_PAGE, take: A_PAGE });
  const span = spanOf(page, count);
  await ctx.turn.once(`read:groups:${page}`, codecs.nothing, (inside) =>
    audit(inside, { actor: member.number, action: 'group.list', details: { page } }),
  );
  const { kecamatan } = services.office.areas;
  await showList(ctx, {
    head: line(count === 0 ? 'group.office.none' : 'group.office', { count: { count } }),
    rows: groups.map(({ group, members, applied, application }) => ({
      text: line('group.office.item', {
        group: group.name ?? '–',
        kind: { line: line(`group.kind.${group.kind}`) },
        kecamatan: kecamatan.find(({ code }) => code === group.kecamatan)?.name ?? group.kecamatan,
        count: { count: members },
        applied: { count: applied },
      }),
      data: application === undefined ? undefined : deskApplicationRoute.to(application),
    })),
    span,
    to: (it) => groupsRoute.to(it),
    under: [[button('application.back', applicationsRoute.to())], [staffMenuButton]],
  });
}
