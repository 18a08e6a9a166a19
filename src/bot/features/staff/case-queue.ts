import { clip } from '../../../domain/words/clip.ts';
import { line, named, type Line, type TextKey } from '../../../i18n.ts';
import { codecs } from '../../../services/core/codecs.ts';
import {
  caseFilterOf,
  caseQueue,
  caseViews,
  colleagues,
  countByKind,
  countCases,
  noteQueueRead,
  type CaseFilter,
  type CaseRow,
} from '../../../services/cases/case-desk.ts';
import { isOverdue } from '../../../services/cases/case-overdue.ts';
import { claimAll, handOverAll } from '../../../services/cases/case-steps.ts';
import { resolveCase } from '../../../services/cases/case-answers.ts';
import { resolvedByHand } from '../../../services/cases/cases.ts';
import type { MemberRow } from '../../../services/office/members.ts';
import { todayOf, type Services } from '../../../services/core/services.ts';
import type { Button } from '../../message.ts';
import { button, staffMenuButton } from '../../buttons.ts';
import {
  caseAreasRoute,
  caseKindsRoute,
  caseRoute,
  deskRoute,
  findCaseRoute,
  giveAllRoute,
  queueRoute,
} from '../../routes/staff.ts';
import { oldPress, say, show } from '../../send.ts';
import type { BotContext } from '../../turn.ts';
import { onPress, type Press } from '../on-press.ts';
import { onDuty } from './duty.ts';
import { showList, spanOf } from '../../pages.ts';

export const toDesk: Button = button('case.desk.back', deskRoute.to());

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
        const filter = caseFilterOf(code);
        if (filter === undefined) return oldPress(ctx);
        if (verb === 'done') return askDone(ctx, member, page);
        const done =
          verb === 'take'
            ? [await takePage(ctx, member, filter, page)]
            : verb === 'done.yes'
              ? [await resolvePage(ctx, member, page)]
              : [];
        await showQueue(ctx, member, code, filter, page, done);
      }),
    ),
  ];
}

async function showDesk(ctx: BotContext, member: MemberRow): Promise<void> {
  const { services } = ctx.turn;
  const rows: (readonly Button[])[] = [];
  for (const by of caseViews) {
    const count = await countCases(services, member, { by });
    rows.push([{ label: line(`case.desk.${by}`, { count: { count } }), data: queueRoute.to(by) }]);
  }
  await show(ctx, line('case.desk.head'), [
    ...rows,
    [button('case.desk.kinds', caseKindsRoute.to()), button('case.desk.areas', caseAreasRoute.to())],
    [button('case.desk.find', findCaseRoute.to())],
    [button('case.desk.giveAll', giveAllRoute.to())],
    [staffMenuButton],
  ]);
}

async function showKinds(ctx: BotContext, member: MemberRow): Promise<void> {
  const kinds = await countByKind(ctx.turn.services, member);
  await show(ctx, line(kinds.length === 0 ? 'case.desk.none' : 'case.desk.kindsHead'), [
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
  await show(ctx, line('case.desk.areasHead'), [...rows, [toDesk]]);
}

/** What of a filter stands on a page now. */
async function onPage(
  services: Services,
  member: MemberRow,
  filter: CaseFilter,
  page: number,
): Promise<readonly CaseRow[]> {
  const span = spanOf(page, await countCases(services, member, filter));
  return caseQueue(services, member, filter, span.slice);
}

async function takePage(ctx: BotContext, member: MemberRow, filter: CaseFilter, page: number): Promise<Line> {
  const taken = await ctx.turn.once('cases:take', codecs.number, async (inside) => {
    const shown = await onPage(inside, member, filter, page);
    return claimAll(
      inside,
      member,
      shown.map((it) => it.id),
    );
  });
  return line('case.desk.takeAll.done', { count: { count: taken } });
}

const mine: CaseFilter = { by: 'mine' };

/** What of a page of the own cases can be resolved together: lists and applications end in another way. */
async function resolvable(services: Services, member: MemberRow, page: number): Promise<readonly number[]> {
  const shown = await onPage(services, member, mine, page);
  return shown.filter((it) => it.status === 'open' && resolvedByHand(it.kind)).map((it) => it.id);
}

async function askDone(ctx: BotContext, member: MemberRow, page: number): Promise<void> {
  const { length } = await resolvable(ctx.turn.services, member, page);
  const back: readonly Button[] = [button('common.button.noChange', queueRoute.to('mine', page))];
  if (length === 0) return void (await show(ctx, line('case.desk.none'), [[toDesk]]));
  await show(ctx, line('case.desk.doneAll.ask', { count: { count: length } }), [
    back,
    [button('case.desk.doneAll.yes', queueRoute.to('mine', page, 'done.yes'))],
  ]);
}

async function resolvePage(ctx: BotContext, member: MemberRow, page: number): Promise<Line> {
  const resolved = await ctx.turn.once('cases:done', codecs.number, async (inside) => {
    let count = 0;
    for (const id of await resolvable(inside, member, page)) {
      const done = await resolveCase(inside, member, id, { outcome: 'answered', text: undefined });
      if (done.kind === 'done') count++;
    }
    return count;
  });
  return line('case.desk.doneAll.done', { count: { count: resolved } });
}

async function showQueue(
  ctx: BotContext,
  member: MemberRow,
  code: string,
  filter: CaseFilter,
  page: number,
  done: readonly Line[] = [],
): Promise<void> {
  const { services } = ctx.turn;
  const count = await countCases(services, member, filter);
  const span = spanOf(page, count);
  const shown = await caseQueue(services, member, filter, span.slice);
  // Names and words of people are opened: the look stands in the audit log before it is shown.
  await ctx.turn.once(`read:cases:${code}:${span.page}`, codecs.nothing, (inside) =>
    noteQueueRead(inside, member, { filter: code, page: span.page, shown: shown.length }),
  );
  // What was done with a page is not offered in the same place: a finger that presses twice would do it again.
  const wasDone = done.length > 0;
  const title: Line =
    filter.by === 'kind'
      ? line(`case.kind.${filter.kind}`)
      : filter.by === 'kecamatan'
        ? placeLine(ctx, filter.kecamatan)
        : line(`case.desk.title.${filter.by}`);
  await showList(ctx, {
    head: [
      ...done,
      count === 0
        ? line('case.desk.none')
        : line('case.desk.page', { title: { line: title }, count: { count } }),
    ],
    rows: shown.map((it) => ({ text: itemLine(ctx, it), data: caseRoute.to(it.id) })),
    span,
    to: (it) => queueRoute.to(code, it),
    under: [
      ...(!wasDone && shown.some((it) => it.assignee === undefined && it.status === 'open')
        ? [[button('case.desk.takeAll', queueRoute.to(code, span.page, 'take'))]]
        : []),
      ...(!wasDone && filter.by === 'mine' && shown.some((it) => it.status === 'open')
        ? [[button('case.desk.doneAll', queueRoute.to('mine', span.page, 'done'))]]
        : []),
      [toDesk],
      [staffMenuButton],
    ],
  });
}

function placeLine(ctx: BotContext, code: string | undefined): Line {
  const name = ctx.turn.services.office.areas.kecamatan.find((it) => it.code === code)?.name;
  return name === undefined ? line('case.desk.item.noPlace') : { local: { id: name, en: name } };
}

/** Letters of what was written that stand in a list. */
const FIRST_WORDS = 70;

function itemLine(ctx: BotContext, it: CaseRow): Line {
  const today = todayOf(ctx.turn.services).toString();
  const state: TextKey | undefined =
    it.status === 'resolved' || it.waitingFor === 'owner'
      ? 'case.desk.item.waits'
      : isOverdue(it, today)
        ? 'case.desk.item.late'
        : undefined;
  const kind = line(`case.kind.${it.kind}`);
  const name = it.name === undefined ? undefined : named(clip(it.name, 40));
  const about = {
    list: [
      ...(name === undefined ? [] : [kind]),
      placeLine(ctx, it.kecamatan),
      line('case.desk.item.day', { day: { dayShort: it.dueOn } }),
      ...(state === undefined ? [] : [line(state)]),
    ],
  };
  const who = { line: name ?? kind };
  return it.text === undefined
    ? line('case.desk.item', { who, about })
    : line('case.desk.item.said', { who, about, words: clip(it.text.replaceAll(/\s+/g, ' '), FIRST_WORDS) });
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
  const others = (await colleagues(services, member)).map((it) => [
    { label: { local: { id: it.name, en: it.name } }, data: giveAllRoute.to(it.number) },
  ]);
  if (count === 0 || others.length === 0)
    return void (await show(ctx, line(count === 0 ? 'case.desk.none' : 'case.give.none'), [[toDesk]]));
  await show(ctx, line('case.desk.giveAll.ask', { count: { count } }), [...others, [toDesk]]);
}
