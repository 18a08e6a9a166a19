import { line } from '../../../i18n.ts';
import { codecs } from '../../../services/core/codecs.ts';
import type { MemberRow } from '../../../services/office/members.ts';
import { businessFor, noteBusinessRead } from '../../../services/people/find-business.ts';
import { tagBusiness, tagsOf, tagsOfOffice } from '../../../services/people/tags.ts';
import { BUSINESS } from '../../conversations/sales/office-report.ts';
import { button, staffMenuButton } from '../../buttons.ts';
import { businessRoute, businessTagsRoute, newTagRoute } from '../../routes/staff.ts';
import { oldPress, show } from '../../send.ts';
import type { BotContext } from '../../turn.ts';
import { enter } from '../enter.ts';
import { onPress, type Press } from '../on-press.ts';
import { onDuty } from './duty.ts';

/** *Tanda*: own words of the office on a business, for its announcements and files. */
export function tagTools(): readonly Press[] {
  return [
    onPress(businessTagsRoute, onDuty('sales', showTags)),
    onPress(
      newTagRoute,
      onDuty('sales', async (ctx, member, id) => {
        if ((await businessFor(ctx.turn.services, member, id)) === undefined) return oldPress(ctx);
        await enter(ctx, 'tag', { open: 'fresh', seed: { [BUSINESS.key]: id } });
      }),
    ),
  ];
}

async function showTags(
  ctx: BotContext,
  member: MemberRow,
  id: number,
  tagId: number | undefined,
): Promise<void> {
  const { services, once } = ctx.turn;
  await once(`business:${id}`, codecs.nothing, (inside) => noteBusinessRead(inside, member, id));
  const seen = await businessFor(services, member, id);
  if (seen === undefined) return oldPress(ctx);
  if (tagId !== undefined)
    await once(`tag:${id}:${tagId}`, codecs.nothing, async (inside) => {
      const isOn = (await tagsOf(inside, id)).some((it) => it.id === tagId);
      await tagBusiness(inside, member, { businessId: id, tagId, on: !isOn });
    });
  const own = new Set((await tagsOf(services, id)).map((it) => it.id));
  const all = await tagsOfOffice(services);
  const name = seen.business.name ?? '–';
  await show(ctx, line(all.length === 0 ? 'sales.tag.none' : 'sales.tag.head', { name }), [
    ...all.map((tag) => [
      {
        label: line(own.has(tag.id) ? 'sales.tag.on' : 'sales.tag.off', { name: tag.name }),
        data: businessTagsRoute.to(id, tag.id),
      },
    ]),
    [button('sales.tag.new', newTagRoute.to(id))],
    [button('sales.biz.back', businessRoute.to(id))],
    [staffMenuButton],
  ]);
}
