import { line } from '../../../i18n.ts';
import { codecs } from '../../../services/core/codecs.ts';
import { countedTags, endTag } from '../../../services/announcements/tag-changes.ts';
import type { MemberRow } from '../../../services/office/members.ts';
import { TAG } from '../../conversations/people/tag.ts';
import { button, staffMenuButton } from '../../buttons.ts';
import { partOf, showList, spanOf } from '../../pages.ts';
import { tagListRoute, tagRoute, tagsRoute } from '../../routes/staff.ts';
import { oldPress, show } from '../../send.ts';
import type { BotContext } from '../../turn.ts';
import { enter } from '../enter.ts';
import { onPress, type Press } from '../on-press.ts';
import { onDuty } from './duty.ts';

/** *Tanda usaha*: the tags of the office, to be renamed and ended. */
export function tagSettings(): readonly Press[] {
  return [
    onPress(
      tagsRoute,
      onDuty('answers', (ctx, member) => showAll(ctx, member, 0)),
    ),
    onPress(tagListRoute, onDuty('answers', showAll)),
    onPress(tagRoute, onDuty('answers', showOne)),
  ];
}

async function showAll(ctx: BotContext, member: MemberRow, page: number): Promise<void> {
  const tags = await countedTags(ctx.turn.services, member);
  const span = spanOf(page, tags.length);
  await showList(ctx, {
    head: line(tags.length === 0 ? 'sales.tags.none' : 'sales.tags.head'),
    rows: partOf(tags, span).map(({ id, name, businesses }) => ({
      text: line('sales.tags.item', { name, count: { count: businesses } }),
      data: tagRoute.to(id),
    })),
    span,
    to: (it) => tagListRoute.to(it),
    under: [[staffMenuButton]],
  });
}

async function showOne(
  ctx: BotContext,
  member: MemberRow,
  id: number,
  verb: 'name' | 'end' | 'end-yes' | undefined,
): Promise<void> {
  const back = [[button('sales.tags.back', tagsRoute.to())], [staffMenuButton]];
  const it = (await countedTags(ctx.turn.services, member)).find((tag) => tag.id === id);
  if (it === undefined && verb !== 'end-yes') return oldPress(ctx);
  if (verb === 'name') return enter(ctx, 'tag-rename', { open: 'fresh', seed: { [TAG.key]: id } });
  if (verb === 'end-yes') {
    const ended = await ctx.turn.once(`tag:${id}:end`, codecs.word(['done', 'used', 'no']), (inside) =>
      endTag(inside, member, id),
    );
    if (ended === 'no') return oldPress(ctx);
    return void (await show(ctx, line(`sales.tags.ended.${ended}`), back));
  }
  const about = { name: it?.name ?? '–', count: { count: it?.businesses ?? 0 } };
  await show(
    ctx,
    line(verb === 'end' ? 'sales.tags.end.ask' : 'sales.tags.one', about),
    verb === 'end'
      ? [[button('sales.tags.end.yes', tagRoute.to(id, 'end-yes'))], ...back]
      : [
          [button('sales.tags.rename', tagRoute.to(id, 'name'))],
          [button('sales.tags.end', tagRoute.to(id, 'end'))],
          ...back,
        ],
  );
}
