import { Composer, type MiddlewareFn } from 'grammy';
import { jakartaDate } from '../../../domain/month/month.ts';
import { line, type Line, type TextKey } from '../../../i18n.ts';
import { codecs } from '../../../services/core/codecs.ts';
import {
  caseFor,
  caseQueue,
  colleagues,
  countByKind,
  countCases,
  noteCaseRead,
  type CaseFilter,
  type CaseItem,
  type OpenCase,
} from '../../../services/cases/case-desk.ts';
import { isOverdue } from '../../../services/cases/case-overdue.ts';
import {
  claimAll,
  claimCase,
  handOver,
  handOverAll,
  resolveCase,
} from '../../../services/cases/case-steps.ts';
import { isCaseKind } from '../../../services/cases/cases.ts';
import { applyLateFigure } from '../../../services/sales/late-figures.ts';
import type { MemberRow } from '../../../services/office/members.ts';
import type { Services } from '../../../services/core/services.ts';
import { reportsOf } from '../../../services/sales/sales-history.ts';
import { CASE } from '../../conversations/cases/case-context.ts';
import type { Button } from '../../conversations/engine/form.ts';
import { oldPress, protection, say, sendFile, useIn } from '../../send.ts';
import type { BotContext } from '../../turn.ts';
import { oneOf, verbIn } from '../../verbs.ts';
import { enter } from '../enter.ts';
import { caseLines, lateFigureOf } from './case-lines.ts';
import { onDuty } from './duty.ts';
import { phoneRow } from './phones.ts';

const PAGE = 8;
const staffMenu: Button = { label: line('staff.button.menu'), data: 's.menu' };
const toDesk: Button = { label: line('case.desk.back'), data: 's.cases' };
const views = ['mine', 'free', 'late', 'all', 'lists'] as const;

/** *Tindak lanjut*: the queue with its filters, and everything that is done with one case. */
export function caseTools(): MiddlewareFn<BotContext> {
  const composer = new Composer<BotContext>();
  composer.callbackQuery('s.cases', onDuty('cases', showDesk));
  composer.callbackQuery('s.cases.kinds', onDuty('cases', showKinds));
  composer.callbackQuery('s.cases.areas', onDuty('cases', showAreas));
  composer.callbackQuery(
    /^s\.cases\.give(?:\.([\w-]{1,20}))?$/,
    onDuty('cases', (ctx, member) => giveAll(ctx, member, ctx.match[1])),
  );
  composer.callbackQuery(
    /^s\.cases\.(mine|free|late|all|lists|k-[a-z-]{3,20}|a-[\d.]{5,13})(?:\.(\d{1,4}))?(?:\.(take|done|done\.yes))?$/,
    onDuty('cases', async (ctx, member) => {
      const [, code = '', page = '0', verb] = ctx.match;
      const filter = filterOf(code);
      if (filter === undefined) return oldPress(ctx);
      if (verb === 'take') await takePage(ctx, member, filter, Number(page));
      if (verb === 'done') return askDone(ctx, member, Number(page));
      if (verb === 'done.yes') await resolvePage(ctx, member, Number(page));
      await showQueue(ctx, member, code, filter, Number(page));
    }),
  );
  composer.callbackQuery(
    new RegExp(String.raw`^s\.case\.(\d{1,9})(?:\.${oneOf(verbs)}(?:\.([\w-]{1,20}))?)?$`),
    onDuty('cases', async (ctx, member) => {
      const [, id = '', verb, more] = ctx.match;
      await act(ctx, member, Number(id), verb, more);
    }),
  );
  return composer.middleware();
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
    rows.push([{ label: line(`case.desk.${by}`, { count: { count } }), data: `s.cases.${by}` }]);
  }
  await say(ctx, line('case.desk.head'), [
    ...rows,
    [
      { label: line('case.desk.kinds'), data: 's.cases.kinds' },
      { label: line('case.desk.areas'), data: 's.cases.areas' },
    ],
    [{ label: line('case.desk.giveAll'), data: 's.cases.give' }],
    [staffMenu],
  ]);
}

async function showKinds(ctx: BotContext, member: MemberRow): Promise<void> {
  const kinds = await countByKind(ctx.turn.services, member);
  await say(ctx, line(kinds.length === 0 ? 'case.desk.none' : 'case.desk.kindsHead'), [
    ...kinds.map(({ kind, count }) => [
      {
        label: line('case.desk.kindItem', { kind: { line: line(`case.kind.${kind}`) }, count: { count } }),
        data: `s.cases.k-${kind}`,
      },
    ]),
    [toDesk],
  ]);
}

async function showAreas(ctx: BotContext, member: MemberRow): Promise<void> {
  const { areas } = ctx.turn.services;
  const own = areas.kecamatan.filter(
    ({ code }) => member.kecamatan.length === 0 || member.kecamatan.includes(code),
  );
  const buttons = own
    .toSorted((a, b) => a.name.localeCompare(b.name, 'id'))
    .map(({ code, name }) => ({ label: { local: { id: name, en: name } }, data: `s.cases.a-${code}` }));
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
  return shown
    .filter((it) => it.status === 'open' && !it.kind.startsWith('list-') && it.kind !== 'application')
    .map((it) => it.id);
}

async function askDone(ctx: BotContext, member: MemberRow, page: number): Promise<void> {
  const { length } = await resolvable(ctx.turn.services, member, page);
  const back: readonly Button[] = [{ label: line('common.button.noChange'), data: `s.cases.mine.${page}` }];
  if (length === 0) return void (await say(ctx, line('case.desk.none'), [[toDesk]]));
  await say(ctx, line('case.desk.doneAll.ask', { count: { count: length } }), [
    back,
    [{ label: line('case.desk.doneAll.yes'), data: `s.cases.mine.${page}.done.yes` }],
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
      ...shown.map((it) => [{ label: itemLine(ctx, it), data: `s.case.${it.id}` }]),
      ...(shown.some((it) => it.assignee === undefined && it.status === 'open')
        ? [[{ label: line('case.desk.takeAll'), data: `s.cases.${code}.${page}.take` }]]
        : []),
      ...(filter.by === 'mine' && shown.some((it) => it.status === 'open')
        ? [[{ label: line('case.desk.doneAll'), data: `s.cases.mine.${page}.done` }]]
        : []),
      ...((page + 1) * PAGE < count
        ? [[{ label: line('case.desk.next'), data: `s.cases.${code}.${page + 1}` }]]
        : []),
      [toDesk],
      [staffMenu],
    ],
  );
}

function placeLine(ctx: BotContext, code: string | undefined): Line {
  const name = ctx.turn.services.areas.kecamatan.find((it) => it.code === code)?.name;
  return name === undefined ? line('case.desk.item.noPlace') : { local: { id: name, en: name } };
}

function itemLine(ctx: BotContext, it: CaseItem): Line {
  const today = jakartaDate(ctx.turn.services.now()).toString();
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
    { label: { local: { id: it.name, en: it.name } }, data: `s.cases.give.${it.number}` },
  ]);
  if (count === 0 || others.length === 0)
    return void (await say(ctx, line(count === 0 ? 'case.desk.none' : 'case.give.none'), [[toDesk]]));
  await say(ctx, line('case.desk.giveAll.ask', { count: { count } }), [...others, [toDesk]]);
}

const forms = {
  answer: 'case-answer',
  note: 'case-note',
  next: 'case-next',
  resolve: 'case-resolve',
} as const;

async function act(
  ctx: BotContext,
  member: MemberRow,
  id: number,
  verb: string | undefined,
  more: string | undefined,
): Promise<void> {
  const it = await caseFor(ctx.turn.services, member, id);
  if (it === undefined) return void (await say(ctx, line('case.no'), [[toDesk]]));
  const done = verb === undefined ? showCase : verbIn(verbs, verb);
  if (done === undefined) return oldPress(ctx);
  await done(ctx, member, it, more);
}

type Verb = (ctx: BotContext, member: MemberRow, it: OpenCase, more: string | undefined) => Promise<void>;

const claims =
  (how: 'claim' | 'over' | 'release'): Verb =>
  async (ctx, member, { id }) => {
    const done = await ctx.turn.once(
      `case:${id}:${how}`,
      codecs.word(['done', 'no']),
      async (inside) => (await claimCase(inside, member, id, how)).kind,
    );
    if (done !== 'done') await say(ctx, line('case.no'));
    const now = await caseFor(ctx.turn.services, member, id);
    if (now !== undefined) await showCase(ctx, member, now);
  };

const writes =
  (form: (typeof forms)[keyof typeof forms]): Verb =>
  (ctx, _member, { id }) =>
    enter(ctx, form, { open: 'fresh', seed: { [CASE.key]: id } });

/** Everything that can be done with one case; a word that does not stand here does nothing. */
const verbs = {
  claim: claims('claim'),
  over: claims('over'),
  release: claims('release'),
  answer: writes(forms.answer),
  note: writes(forms.note),
  next: writes(forms.next),
  resolve: writes(forms.resolve),
  file: showFiles,
  apply: (ctx, member, it, more) => applyFigure(ctx, member, it, more === 'yes'),
  give,
} as const satisfies Readonly<Record<string, Verb>>;

async function showCase(ctx: BotContext, member: MemberRow, it: OpenCase): Promise<void> {
  // Noted before it is shown: what cannot be logged is not shown.
  await ctx.turn.once(`case:${it.id}:read`, codecs.nothing, (inside) => noteCaseRead(inside, member, it.id));
  await say(ctx, await caseLines(ctx, it), caseButtons(member, it));
}

function caseButtons(member: MemberRow, it: OpenCase): readonly (readonly Button[])[] {
  const button = (key: TextKey, data: string): Button => ({
    label: line(key),
    data: `s.case.${it.id}.${data}`,
  });
  const own = it.assignee === member.number;
  const isOver = it.status === 'closed';
  const isList = it.kind.startsWith('list-');
  const takes: Button =
    it.assignee === undefined
      ? button('case.button.claim', 'claim')
      : own
        ? button('case.button.release', 'release')
        : { label: line('case.button.over', { name: it.assigneeName ?? '–' }), data: `s.case.${it.id}.over` };
  return [
    ...(isOver ? [] : [[takes]]),
    ...(isList ? [[{ label: line('case.button.rows'), data: `s.rows.${it.id}` }]] : []),
    ...(it.events.some(({ file }) => file !== undefined) ? [[button('case.button.file', 'file')]] : []),
    ...(!isOver && lateFigureOf(it) !== undefined ? [[button('case.button.apply', 'apply')]] : []),
    ...(it.accountId !== undefined && it.who.reachable ? [[button('case.button.answer', 'answer')]] : []),
    ...(isList ? [] : phoneRow('case', it.who.phone, it.id)),
    [
      button('case.button.note', 'note'),
      ...(it.status === 'open' ? [button('case.button.next', 'next')] : []),
    ],
    ...(isOver
      ? []
      : [
          [
            button('case.button.give', 'give'),
            ...(it.status === 'open' && !isList && it.kind !== 'application'
              ? [button('case.button.resolve', 'resolve')]
              : []),
          ],
        ]),
    ...elsewhere(it),
    ...(it.businessId === undefined || isList
      ? []
      : [[{ label: line('case.button.business'), data: `s.biz.${it.businessId}` }]]),
    [toDesk],
  ];
}

/** Where the matter itself is dealt with. */
function elsewhere(it: OpenCase): readonly (readonly Button[])[] {
  const { application } = it.details;
  if (it.kind === 'application' && typeof application === 'number')
    return [[{ label: line('case.button.application'), data: `s.app.${application}` }]];
  if ((it.kind === 'help' || it.kind === 'stuck') && (it.personId ?? it.accountId) !== undefined)
    return [
      [
        {
          label: line('stuck.menu'),
          data: it.personId === undefined ? `s.stuck.a${it.accountId}` : `s.stuck.p${it.personId}`,
        },
      ],
    ];
  return [];
}

async function showFiles(ctx: BotContext, member: MemberRow, it: OpenCase): Promise<void> {
  const chatId = ctx.chat?.id;
  await ctx.turn.once(`case:${it.id}:read`, codecs.nothing, (inside) => noteCaseRead(inside, member, it.id));
  for (const { file } of it.events)
    if (file !== undefined && chatId !== undefined)
      await sendFile(ctx.api, chatId, file, {
        caption: it.number,
        parse_mode: 'HTML',
        ...protection(useIn(ctx)),
      });
}

async function give(ctx: BotContext, member: MemberRow, it: OpenCase, to: string | undefined): Promise<void> {
  const others = await colleagues(ctx.turn.services, member, it.kecamatan);
  const back: readonly Button[] = [{ label: line('case.button.back'), data: `s.case.${it.id}` }];
  if (to === undefined) {
    await say(ctx, line(others.length === 0 ? 'case.give.none' : 'case.give.ask'), [
      ...others.map((one) => [
        { label: { local: { id: one.name, en: one.name } }, data: `s.case.${it.id}.give.${one.number}` },
      ]),
      back,
    ]);
    return;
  }
  const done = await ctx.turn.once(
    `case:${it.id}:give`,
    codecs.word(['done', 'no']),
    async (inside) => (await handOver(inside, member, it.id, to)).kind,
  );
  const name = others.find((one) => one.number === to)?.name;
  await say(ctx, done === 'done' && name !== undefined ? line('case.give.done', { name }) : line('case.no'), [
    [toDesk],
    [staffMenu],
  ]);
}

async function applyFigure(ctx: BotContext, member: MemberRow, it: OpenCase, sure: boolean): Promise<void> {
  const figure = lateFigureOf(it);
  const back: readonly Button[] = [{ label: line('case.button.back'), data: `s.case.${it.id}` }];
  if (figure === undefined) return void (await say(ctx, line('case.no'), [[toDesk]]));
  if (!sure) {
    await say(
      ctx,
      line('case.apply.ask', {
        amount: { rupiahFull: figure.amount },
        month: { month: figure.month },
        now: { line: await figureNow(ctx, it, figure.month) },
      }),
      [back, [{ label: line('case.apply.yes'), data: `s.case.${it.id}.apply.yes` }]],
    );
    return;
  }
  const done = await ctx.turn.once(`case:${it.id}:apply`, codecs.word(['done', 'no']), async (inside) => {
    const reason = ctx.turn.texts.plain(line('case.apply.reason', { number: it.number }), ctx.turn.to);
    return applyLateFigure(inside, member, it.id, figure, reason);
  });
  await say(ctx, line(done === 'done' ? 'case.apply.done' : 'case.no'), [back, [toDesk]]);
}

async function figureNow(ctx: BotContext, it: OpenCase, month: string): Promise<Line> {
  const reports = await reportsOf(ctx.turn.services, it.businessId === undefined ? [] : [it.businessId]);
  const stands = reports.find((report) => report.month === month);
  return stands === undefined
    ? line('case.apply.now.none')
    : line('sales.record.amount.show', { amount: { rupiah: stands.amount } });
}
