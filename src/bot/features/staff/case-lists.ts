import { clip } from '../../../domain/words/clip.ts';
import { maskPhone } from '../../../domain/people/identity.ts';
import { line, named, type Line } from '../../../i18n.ts';
import { codecs } from '../../../services/core/codecs.ts';
import { caseFor, noteCaseRead, type OpenCase } from '../../../services/cases/case-desk.ts';
import {
  countRows,
  listRow,
  listRows,
  markRows,
  rowOutcomes,
  type ListRow,
} from '../../../services/cases/case-rows.ts';
import type { MemberRow } from '../../../services/office/members.ts';
import type { Button } from '../../message.ts';
import { button } from '../../buttons.ts';
import { businessRoute, caseRoute, deskRoute, restRoute, rowRoute, rowsRoute } from '../../routes/staff.ts';
import { oldPress, say, show } from '../../send.ts';
import { answerPress, type BotContext } from '../../turn.ts';
import { onPress, type Press } from '../on-press.ts';
import { onDuty } from './duty.ts';
import { showList, spanOf } from '../../pages.ts';
import { phoneRow } from './phones.ts';

const toDesk: Button = button('case.desk.back', deskRoute.to());

/** The businesses of a batched list: look, call, note what came of it, close the rest. */
export function caseListTools(): readonly Press[] {
  return [
    onPress(
      rowsRoute,
      onDuty('cases', (ctx, member, id, page = 0) =>
        withList(ctx, member, id, (it) => showRows(ctx, member, it, page)),
      ),
    ),
    onPress(
      restRoute,
      onDuty('cases', (ctx, member, id, _rest, sure) =>
        withList(ctx, member, id, (it) => closeRest(ctx, member, it, sure !== undefined)),
      ),
    ),
    onPress(
      rowRoute,
      onDuty('cases', (ctx, member, id, businessId, outcome) =>
        withList(ctx, member, id, async (it) => {
          if (outcome === undefined) return showRow(ctx, member, it, businessId);
          const count = await ctx.turn.once(
            `row:${it.id}:${businessId}`,
            codecs.optional(codecs.number),
            (inside) => markRows(inside, member, it.id, outcome, businessId),
          );
          if (count === 0 || count === undefined) return answerPress(ctx, line('case.no'));
          const marked = line('case.list.marked', { outcome: { line: line(`case.list.${outcome}`) } });
          await showRows(ctx, member, it, 0, [marked]);
        }),
      ),
    ),
  ];
}

async function withList(
  ctx: BotContext,
  member: MemberRow,
  id: number,
  act: (it: OpenCase) => Promise<void>,
): Promise<void> {
  const it = await caseFor(ctx.turn.services, member, id);
  if (it === undefined || !it.kind.startsWith('list-')) return oldPress(ctx);
  // Noted before it is shown: what cannot be logged is not shown.
  await ctx.turn.once(`case:${id}:read`, codecs.nothing, (inside) => noteCaseRead(inside, member, id));
  await act(it);
}

async function showRows(
  ctx: BotContext,
  member: MemberRow,
  it: OpenCase,
  page: number,
  done: readonly Line[] = [],
): Promise<void> {
  const { services } = ctx.turn;
  const counts = await countRows(services, it.id);
  const span = spanOf(page, counts.all);
  const rows = await listRows(services, member, it.id, span.slice);
  const place = services.office.areas.kecamatan.find(({ code }) => code === it.kecamatan)?.name;
  const head = line('case.list.head', {
    kind: { line: line(`case.kind.${it.kind}`) },
    place: place ?? { line: line('sales.area.unknown') },
    number: it.number,
    count: { count: counts.all },
    open: { count: counts.open },
  });
  await showList(ctx, {
    head: [...done, head, line(counts.open === 0 ? 'case.list.closed' : 'case.list.page')],
    rows: rows.map((row) => ({
      text: line('case.list.item', {
        done: { line: line(row.outcome === undefined ? 'common.blank' : 'case.list.done') },
        name: clip(row.seen.business.name ?? row.seen.business.number ?? '–', 30),
        owner: clip(row.seen.ownerName ?? '–', 24),
      }),
      data: rowRoute.to(it.id, row.seen.business.id),
    })),
    span,
    to: (to) => rowsRoute.to(it.id, to),
    under: [
      ...(counts.open === 0 ? [] : [[button('case.list.closeAll', restRoute.to(it.id, 'rest'))]]),
      [button('case.button.back', caseRoute.to(it.id))],
      [toDesk],
    ],
  });
}

async function showRow(ctx: BotContext, member: MemberRow, it: OpenCase, businessId: number): Promise<void> {
  const row = await listRow(ctx.turn.services, member, it.id, businessId);
  if (row === undefined) return oldPress(ctx);
  const { seen } = row;
  await show(
    ctx,
    [
      named(seen.business.name ?? '–'),
      line('case.one.who', { name: seen.ownerName ?? '–' }),
      ...(seen.phone === undefined ? [] : [line('case.one.phone', { phone: maskPhone(seen.phone) })]),
      ...(seen.accountId === undefined ? [line('case.one.noChat')] : []),
      whyLine(it, row),
    ],
    [
      ...phoneRow('row', seen.phone, it.id, businessId),
      ...rowOutcomes.map((outcome) => [
        button(`case.list.${outcome}`, rowRoute.to(it.id, businessId, outcome)),
      ]),
      [button('case.button.business', businessRoute.to(businessId))],
      [button('case.list.back', rowsRoute.to(it.id))],
    ],
  );
}

function whyLine(it: OpenCase, { details }: ListRow): Line {
  const text = (key: string): string => (typeof details[key] === 'string' ? details[key] : '');
  const figure = (key: string): number => (typeof details[key] === 'number' ? details[key] : 0);
  if (it.kind === 'list-silence') {
    const months = Array.isArray(details['months']) ? details['months'].map(String) : [];
    return line('case.list.row.silence', {
      from: { monthName: months[0] ?? '' },
      to: { month: months[1] ?? '' },
      last: text('last') === '' ? { line: line('case.list.row.noLast') } : { month: text('last') },
    });
  }
  if (it.kind === 'list-falling')
    return line('case.list.row.falling', {
      month: { month: text('month') },
      amount: { rupiah: figure('amount') },
      beforeMonth: { month: text('beforeMonth') },
      before: { rupiah: figure('before') },
    });
  const nib = text('nib');
  return line(`case.list.row.nib.${nib === 'none' || nib === 'later' ? nib : 'unknown'}`);
}

async function closeRest(ctx: BotContext, member: MemberRow, it: OpenCase, sure: boolean): Promise<void> {
  const { open } = await countRows(ctx.turn.services, it.id);
  const back: readonly Button[] = [button('case.list.back', rowsRoute.to(it.id))];
  if (!sure) {
    await show(ctx, line('case.list.closeAll.ask', { count: { count: open } }), [
      back,
      [button('case.list.closeAll.yes', restRoute.to(it.id, 'rest', 'yes'))],
    ]);
    return;
  }
  await ctx.turn.once(`rows:${it.id}:rest`, codecs.nothing, (inside) =>
    markRows(inside, member, it.id, 'not-needed'),
  );
  await say(ctx, line('case.list.closed'), [[toDesk]]);
}
