import { clip } from '../../../domain/words/clip.ts';
import { line } from '../../../i18n.ts';
import { audit } from '../../../services/core/audit.ts';
import { codecs } from '../../../services/core/codecs.ts';
import type { MemberRow } from '../../../services/office/members.ts';
import { deskGroups } from '../../../services/partnership/steps/group-applications.ts';
import { button, buttonRow, staffMenuButton } from '../../buttons.ts';
import { applicationsRoute, deskApplicationRoute, groupsRoute } from '../../routes/staff.ts';
import { say } from '../../send.ts';
import type { BotContext } from '../../turn.ts';
import { onPress, type Press } from '../on-press.ts';
import { onDuty } from './duty.ts';

const PAGE = 8;

/** *Kelompok usaha*: which groups there are, how large, and how many of each apply or are partners; no member by name. */
export function groupTools(): readonly Press[] {
  return [onPress(groupsRoute, onDuty('cases', showGroups))];
}

async function showGroups(ctx: BotContext, member: MemberRow, page: number): Promise<void> {
  const { services } = ctx.turn;
  await ctx.turn.once(`read:groups:${page}`, codecs.nothing, (inside) =>
    audit(inside, { actor: member.number, action: 'group.list', details: { page } }),
  );
  const { count, groups } = await deskGroups(services, member, { skip: page * PAGE, take: PAGE });
  const { kecamatan } = services.office.areas;
  await say(
    ctx,
    [
      line(count === 0 ? 'group.office.none' : 'group.office', { count: { count } }),
      ...groups.flatMap(({ group, members, applied }) => [
        line('common.blank'),
        line('group.office.item', {
          group: group.name ?? '–',
          kind: { line: line(`group.kind.${group.kind}`) },
          kecamatan: kecamatan.find(({ code }) => code === group.kecamatan)?.name ?? group.kecamatan,
          count: { count: members },
          applied: { count: applied },
        }),
      ]),
    ],
    [
      ...groups.flatMap(({ group, application }) =>
        application === undefined
          ? []
          : [
              [
                {
                  label: line('group.office.see', { group: clip(group.name ?? '–', 30) }),
                  data: deskApplicationRoute.to(application),
                },
              ],
            ],
      ),
      ...(count > (page + 1) * PAGE ? [buttonRow('application.next', groupsRoute.to(page + 1))] : []),
      [button('application.back', applicationsRoute.to())],
      [staffMenuButton],
    ],
  );
}
