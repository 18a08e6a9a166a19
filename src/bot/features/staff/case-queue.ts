import { line, type Line, type TextKey } from '../../../i18n.ts';
import { codecs } from '../../../services/core/codecs.ts';
import {
  caseQueue,
  colleagues,
  countByKind,
  countCases,
  type CaseFilter,
  type CaseItem,
} from '../../../services/cases/case-desk.ts';
import { isOverdue } from '../../../services/cases/case-overdue.ts';
import { claimAll, handOverAll } from '../../../services/cases/case-steps.ts';
import { resolveCase } from '../../../services/cases/case-answers.ts';
import { isCaseKind } from '../../../services/cases/cases.ts';
import type { MemberRow } from '../../../services/office/members.ts';
import { todayOf, type Services } from '../../../services/core/services.ts';
import type { Button } from '../../conversations/engine/form.ts';
import { button, nextRow, staffMenuButton } from '../../buttons.ts';
import {
  caseAreasRoute,
  caseKindsRoute,
  caseRoute,
  deskRoute,
  giveAllRoute,
  queueRoute,
} from '../../routes/staff.ts';
import { oldPress, say } from '../../send.ts';
import type { BotContext } from '../../turn.ts';
import { resolvedByHand } from './case-lines.ts';
import { onPress, type Press } from '../on-press.ts';
import { onDuty } from './duty.ts';

const PAGE = 8;
export const toDesk: Button = button('case.desk.back', deskRoute.to());
const views = ['mine', 'free', 'late', 'all', 'lists'] as const;

/** *Tindak lanjut*: the queue of cases with its filters, and what is done with several of them. */
export function caseQueueTools(): readonly Press[] {
  return [
    onPress(deskRoute, onDuty('cases', showDesk)),
    onPress(caseKindsRoute, onDuty('cases', showKinds)),
    onPress(caseAreasRoute, onDuty('cases', showAreas)),
    onPress(giveAllRoute, onDuty('cases', giveAll)),
    onPress(
      queueRoute,
      onDuty('cases', async (ctx, member, code, page = 0, verb) => {
        const filter = filterOf(code);
        if (filter === undefined) return oldPress(ctx);
        if (verb === 'take') await takePage(ctx, member, filter, page);
        if (verb === 'done') return askDone(ctx, member, page);
        if (verb === 'done.yes') await resolvePage(ctx, member, page);
        await showQueue(ctx, member, code, filter, page);
      }),
    ),
  ];
}

function filterOf(code: string): CaseFilter | undefined {
  const view = views.find((it) => it === code);
  if (view !== undefined) return { by: view };
  const rest = code.slice(2);
  if (code.startsWith('a-')) return { by: 'kecamatan', kecamatan: rest };
  return isCaseKind(rest) ? { by: 'kind', kind: rest } : undefined;
}

async function showDesk(ctx: BotContext, member: MemberRow): Promise<void> {
  const { services } = ctx.turn;
  const rows: (readonly Button[])[] = [];
  for (const by of views) {
    const count = await countCases(services, member, { by });
    rows.push([{ label: line(`case.desk.${by}`, { count: { count } }), data: queueRoute.to(by) }]);
  }
  await say(ctx, line('case.desk.head'), [
    ...rows,
    [button('case.desk.kinds', caseKindsRoute.to()), button('case.desk.areas', caseAreasRoute.to())],
    [button('case.desk.giveAll', giveAllRoute.to())],
    [staffMenuButton],
  ]);
}

async function showKinds(ctx: BotContext, member: MemberRow): Promise<void> {
  const kinds = await countByKind(ctx.turn.services, member);
  await say(ctx, line(kinds.length === 0 ? 'case.desk.none' : 'case.desk.kindsHead'), [
    ...kinds.map(({ kind, count }) => [
      {
        label: line('case.desk.kindItem', { kind: { line: line(`case.kind.${kind}`) }, count: { count } }),
        data: queueRoute.to(`k-${kind}`),
      },
    ]),
    [toDesk],
  ]);
}

async function showAreas(ctx: BotContext, member: MemberRow): Promise<void> {
  const { areas } = ctx.turn.services.office;
  const own = areas.kecamatan.filter(
    ({ code }) => member.kecamatan.length === 0 || member.kecamatan.includes(code),
  );
  const buttons = own
    .toSorted((a, b) => a.name.localeCompare(b.name, 'id'))
    .map(({ code, name }) => ({
      label: { local: { id: name, en: name } },
      data: queueRoute.to(`a-${code}`),
    }));
  const rows = buttons.flatMap((_button, at) => (at % 2 === 0 ? [buttons.slice(at, at + 2)] : []));
  await say(ctx, line('case.desk.areasHead'), [...rows, [toDesk]]);
}

async function takePage(ctx: BotContext, member: MemberRow, filter: CaseFilter, page: number): Promise<void> {
  const taken = await ctx.turn.once('cases:take', codecs.number, async (inside) => {
    const shown = await caseQueue(inside, member, filter, { skip: page * PAGE, take: PAGE });
    return claimAll(
      inside,
      member,
      shown.map((it) => it.id),
    );
  });
  await say(ctx, line('case.desk.takeAll.done', { count: { count: taken } }));
}

const mine: CaseFilter = { by: 'mine' };

/** What of a page of the own cases can be resolved together: lists and applications end in another way. */
async function resolvable(services: Services, member: MemberRow, page: number): Promise<readonly number[]> {
  const shown = await caseQueue(services, member, mine, { skip: page * PAGE, take: PAGE });
  return shown.filter((it) => it.status === 'open' && resolvedByHand(it.kind)).map((it) => it.id);
}

async function askDone(ctx: BotContext, member: MemberRow, page: number): Promise<void> {
  const { length } = await resolvable(ctx.turn.services, member, page);
  const back: readonly Button[] = [button('common.button.noChange', queueRoute.to('mine', page))];
  if (length === 0) return void (await say(ctx, line('case.desk.none'), [[toDesk]]));
  await say(ctx, line('case.desk.doneAll.ask', { count: { count: length } }), [
    back,
    [button('case.desk.doneAll.yes', queueRoute.to('mine', page, 'done.yes'))],
  ]);
}

async function resolvePage(ctx: BotContext, member: MemberRow, page: number): Promise<void> {
  const resolved = await ctx.turn.once('cases:done', codecs.number, async (inside) => {
    let count = 0;
    for (const id of await resolvable(inside, member, page)) {
      const done = await resolveCase(inside, member, id, { outcome: 'answered', text: undefined });
      if (done.kind === 'done') count++;
    }
    return count;
  });
  await say(ctx, line('case.desk.doneAll.done', { count: { count: resolved } }));
}

async function showQueue(
  ctx: BotContext,
  member: MemberRow,
  code: string,
  filter: CaseFilter,
  page: number,
): Promise<void> {
  const { services } = ctx.turn;
  const count = await countCases(services, member, filter);
  const shown = await caseQueue(services, member, filter, { skip: page * PAGE, take: PAGE });
  const title: Line =
    filter.by === 'kind'
      ? line(`case.kind.${filter.kind}`)
      : filter.by === 'kecamatan'
        ? placeLine(ctx, filter.kecamatan)
        : line(`case.desk.title.${filter.by}`);
  await say(
    ctx,
    count === 0
      ? line('case.desk.none')
      : line('case.desk.page', { title: { line: title }, count: { count } }),
    [
      ...shown.map((it) => [{ label: itemLine(ctx, it), data: caseRoute.to(it.id) }]),
      ...(shown.some((it) => it.assignee === undefined && it.status === 'open')
        ? [[button('case.desk.takeAll', queueRoute.to(code, page, 'take'))]]
        : []),
      ...(filter.by === 'mine' && shown.some((it) => it.status === 'open')
        ? [[button('case.desk.doneAll', queueRoute.to('mine', page, 'done'))]]
        : []),
      ...nextRow({ page, size: PAGE, count }, 'case.desk.next', (it) => queueRoute.to(code, it)),
      [toDesk],
      [staffMenuButton],
    ],
  );
}

function placeLine(ctx: BotContext, code: string | undefined): Line {
  const name = ctx.turn.services.office.areas.kecamatan.find((it) => it.code === code)?.name;
  return name === undefined ? line('case.desk.item.noPlace') : { local: { id: name, en: name } };
}

function itemLine(ctx: BotContext, it: CaseItem): Line {
  const today = todayOf(ctx.turn.services).toString();
  const state: TextKey =
    it.status === 'resolved' || it.waitingFor === 'owner'
      ? 'case.desk.item.waits'
      : isOverdue(it, today)
        ? 'case.desk.item.late'
        : 'common.blank';
  return line('case.desk.item', {
    late: { line: line(state) },
    kind: { line: line(`case.kind.${it.kind}`) },
    place: { line: placeLine(ctx, it.kecamatan) },
    day: { dateShort: it.dueOn },
  });
}

async function giveAll(ctx: BotContext, member: MemberRow, to: string | undefined): Promise<void> {
  const { services } = ctx.turn;
  if (to !== undefined) {
    const given = await ctx.turn.once('cases:give', codecs.number, (inside) =>
      handOverAll(inside, member, to),
    );
    return void (await say(ctx, line('case.desk.giveAll.done', { count: { count: given } }), [[toDesk]]));
  }
  const count = await countCases(services, member, { by: 'mine' });
  const others = (await colleagues(services, member, undefined)).map((it) => [
    { label: { local: { id: it.name, en: it.name } }, data: giveAllRoute.to(it.number) },
  ]);
  if (count === 0 || others.length === 0)
    return void (await say(ctx, line(count === 0 ? 'case.desk.none' : 'case.give.none'), [[toDesk]]));
  await say(ctx, line('case.desk.giveAll.ask', { count: { count } }), [...others, [toDesk]]);
}
