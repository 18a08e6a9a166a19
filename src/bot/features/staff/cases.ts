import { barredByLaw } from '../../../domain/eligibility/standing.ts';
import { clip } from '../../../domain/words/clip.ts';
import { line, named, type Line, type TextKey } from '../../../i18n.ts';
import { codecs } from '../../../services/core/codecs.ts';
import { caseFor, colleagues, noteCaseRead, type OpenCase } from '../../../services/cases/case-desk.ts';
import { mergeable, mergeCases } from '../../../services/cases/case-merge.ts';
import { claimCase, handOver, sendNow } from '../../../services/cases/case-steps.ts';
import { applyLateFigure } from '../../../services/sales/late-figures.ts';
import type { MemberRow } from '../../../services/office/members.ts';
import { reportsOf } from '../../../services/sales/sales-history.ts';
import { evaluationOf } from '../../../services/partnership/applications/checks.ts';
import { reviewOutcomes } from '../../../services/partnership/applications/reviews.ts';
import { backToCase, CASE } from '../../conversations/cases/case-context.ts';
import { OUTCOME } from '../../conversations/partnership/check-review.ts';
import type { Button } from '../../message.ts';
import { button, staffMenuButton } from '../../buttons.ts';
import {
  businessRoute,
  caseRoute,
  deskApplicationRoute,
  deskEvaluationRoute,
  findCaseRoute,
  rowsRoute,
  stuckRoute,
} from '../../routes/staff.ts';
import { protection, say, sendFile, show, useIn } from '../../send.ts';
import type { BotContext } from '../../turn.ts';
import { enter } from '../enter.ts';
import { resolvedByHand } from '../../../services/cases/cases.ts';
import { caseLines, lateFigureOf } from './case-lines.ts';
import { toDesk } from './case-queue.ts';
import { onPress, type Press } from '../on-press.ts';
import { onDuty } from './duty.ts';
import { phoneRow } from './phones.ts';
import { checkLines } from '../../../reports/application-file-lines.ts';

/** Everything that is done with one case. */
export function caseTools(): readonly Press[] {
  return [
    onPress(
      findCaseRoute,
      onDuty('cases', (ctx) => enter(ctx, 'find-case', { open: 'fresh' })),
    ),
    onPress(
      caseRoute,
      onDuty('cases', async (ctx, member, id, verb, more) => {
        const it = await caseFor(ctx.turn.services, member, id);
        if (it === undefined) return void (await say(ctx, line('case.no'), [[toDesk]]));
        await (verb === undefined ? showCase(ctx, member, it) : verbs[verb](ctx, member, it, more));
      }),
    ),
  ];
}

const forms = {
  answer: 'case-answer',
  note: 'case-note',
  next: 'case-next',
  resolve: 'case-resolve',
  destroyed: 'case-destroyed',
} as const;

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
    // Not in its place: a finger that presses twice would let go what it has just taken.
    if (now !== undefined) await showCase(ctx, member, now, say);
  };

const writes =
  (form: (typeof forms)[keyof typeof forms]): Verb =>
  (ctx, _member, { id }) =>
    enter(ctx, form, { open: 'fresh', seed: { [CASE.key]: id } });

/** Everything that can be done with one case. */
const verbs = {
  claim: claims('claim'),
  over: claims('over'),
  release: claims('release'),
  answer: writes(forms.answer),
  note: writes(forms.note),
  next: writes(forms.next),
  resolve: writes(forms.resolve),
  destroyed: writes(forms.destroyed),
  file: showFiles,
  apply: (ctx, member, it, more) => applyFigure(ctx, member, it, more === 'yes'),
  give,
  now,
  merge,
  review,
} as const satisfies Readonly<Record<string, Verb>>;

async function showCase(
  ctx: BotContext,
  member: MemberRow,
  it: OpenCase,
  as: typeof show = show,
): Promise<void> {
  // Noted before it is shown: what cannot be logged is not shown.
  await ctx.turn.once(`case:${it.id}:read`, codecs.nothing, (inside) => noteCaseRead(inside, member, it.id));
  const twins = await mergeable(ctx.turn.services, member, it);
  await as(ctx, await caseLines(ctx, it), caseButtons(member, it, twins.length > 0));
}

function caseButtons(member: MemberRow, it: OpenCase, hasTwins: boolean): readonly (readonly Button[])[] {
  const act = (key: TextKey, verb: keyof typeof verbs): Button => button(key, caseRoute.to(it.id, verb));
  const own = it.assignee === member.number;
  const isOver = it.status === 'closed';
  const isList = it.kind.startsWith('list-');
  const takes: Button =
    it.assignee === undefined
      ? act('case.button.claim', 'claim')
      : own
        ? act('case.button.release', 'release')
        : {
            label: line('case.button.over', { name: it.assigneeName ?? '–' }),
            data: caseRoute.to(it.id, 'over'),
          };
  const writes = it.accountId !== undefined && it.who.reachable;
  const merges = hasTwins ? [act('case.button.merge', 'merge')] : [];
  const business =
    it.businessId === undefined || isList
      ? []
      : [button('case.button.business', businessRoute.to(it.businessId))];
  // What fits beside each other stands so: of a card whose buttons fill the screen nobody sees the words.
  const rows: readonly (readonly Button[])[] = [
    [...(isOver ? [] : [takes]), ...(writes ? [act('case.button.answer', 'answer')] : [])],
    isList ? [button('case.button.rows', rowsRoute.to(it.id))] : [],
    it.events.some(({ file }) => file !== undefined) ? [act('case.button.file', 'file')] : [],
    !isOver && lateFigureOf(it) !== undefined ? [act('case.button.apply', 'apply')] : [],
    ...(isList ? [] : phoneRow('case', it.who.phone, it.id)),
    [act('case.button.note', 'note'), ...(isOver ? [] : [act('case.button.give', 'give')])],
    it.status === 'open' ? [act('case.button.next', 'next')] : [],
    it.status === 'open' && resolvedByHand(it.kind) ? [act('case.button.resolve', 'resolve')] : [],
    it.status === 'open' && it.kind === 'recall' ? [act('case.button.destroyed', 'destroyed')] : [],
    [...merges, ...business],
    ...elsewhere(it),
    [toDesk],
  ];
  return rows.filter((row) => row.length > 0);
}

/** Where the matter itself is dealt with. */
function elsewhere(it: OpenCase): readonly (readonly Button[])[] {
  const { application, evaluation } = it.details;
  // Of somebody who was erased there is no application to open any more.
  if (typeof evaluation === 'number' && it.personId !== undefined)
    return [[button('evaluation.button.case', deskEvaluationRoute.to(evaluation))]];
  if (typeof application === 'number' && it.personId !== undefined)
    return [[button('case.button.application', deskApplicationRoute.to(application))]];
  if (it.kind === 'review' && it.status === 'open')
    return [[button('case.button.review', caseRoute.to(it.id, 'review'))]];
  if ((it.kind === 'help' || it.kind === 'stuck') && (it.personId ?? it.accountId) !== undefined)
    return [
      [
        {
          label: line('stuck.menu'),
          data: stuckRoute.to(it.personId === undefined ? `a${it.accountId}` : `p${it.personId}`),
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
  const others = await colleagues(ctx.turn.services, member, it);
  const back: readonly Button[] = [button('case.button.back', caseRoute.to(it.id))];
  if (to === undefined) {
    await say(ctx, line(others.length === 0 ? 'case.give.none' : 'case.give.ask'), [
      ...others.map((one) => [
        { label: { local: { id: one.name, en: one.name } }, data: caseRoute.to(it.id, 'give', one.number) },
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
    [staffMenuButton],
  ]);
}

/** An answer that waits for the morning is sent now. */
async function now(ctx: BotContext, member: MemberRow, { id }: OpenCase): Promise<void> {
  const sent = await ctx.turn.once(`case:${id}:now`, codecs.number, (inside) => sendNow(inside, member, id));
  const { text, buttons } = backToCase(id, line(sent === 0 ? 'case.answer.gone' : 'case.answer.done'));
  await say(ctx, text, buttons);
}

/** Another case of the same person joins this one: which (12), and that it is sure (12-yes). */
async function merge(ctx: BotContext, member: MemberRow, it: OpenCase, which?: string): Promise<void> {
  const { services } = ctx.turn;
  const twins = await mergeable(services, member, it);
  const back: readonly Button[] = [button('case.button.back', caseRoute.to(it.id))];
  const [id, sure] = (which ?? '').split('-');
  const twin = twins.find((one) => String(one.id) === id);
  const about = { number: it.number, from: twin?.number ?? '–' };
  if (sure !== undefined) {
    const done = await ctx.turn.once(
      `case:${it.id}:merge`,
      codecs.word(['done', 'no']),
      async (inside) => (await mergeCases(inside, member, { from: Number(id), into: it.id })).kind,
    );
    return void (await say(
      ctx,
      done === 'done' ? line('case.merge.done', { number: it.number }) : line('case.no'),
      [back],
    ));
  }
  if (twin !== undefined)
    return void (await say(ctx, line('case.merge.sure', about), [
      back,
      [button('case.merge.yes', caseRoute.to(it.id, 'merge', `${twin.id}-yes`))],
    ]));
  if (twins.length === 0) return void (await say(ctx, line('case.merge.none'), [back]));
  await ctx.turn.once(`case:${it.id}:read`, codecs.nothing, (inside) => noteCaseRead(inside, member, it.id));
  const items = twins.map(({ number, text }, at) =>
    line('case.merge.item', {
      place: at + 1,
      number,
      text: text === undefined ? { line: line('case.event.file') } : clip(text.replaceAll(/\s+/g, ' '), 80),
    }),
  );
  await say(
    ctx,
    [line('case.merge.ask', { number: it.number }), ...items],
    [
      twins.map((one, at) => ({
        label: named(String(at + 1)),
        data: caseRoute.to(it.id, 'merge', String(one.id)),
      })),
      back,
    ],
  );
}

/** An automatic result that is looked at again: what the owner saw, and what a person makes of it. */
async function review(
  ctx: BotContext,
  member: MemberRow,
  it: OpenCase,
  outcome: string | undefined,
): Promise<void> {
  const { services } = ctx.turn;
  const { check } = it.details;
  if (it.kind !== 'review' || it.status !== 'open' || typeof check !== 'number')
    return showCase(ctx, member, it);
  const decided = reviewOutcomes.find((known) => known === outcome);
  if (decided !== undefined)
    return enter(ctx, 'check-review', { open: 'fresh', seed: { [CASE.key]: it.id, [OUTCOME.key]: decided } });
  await ctx.turn.once(`case:${it.id}:read`, codecs.nothing, (inside) => noteCaseRead(inside, member, it.id));
  const result = await evaluationOf(services, check);
  const barred = barredByLaw(result?.criteria ?? []);
  await say(
    ctx,
    [line('case.review.head'), line('common.blank'), ...checkLines(services, result)],
    [
      // What the law stands against, no second look can change.
      ...reviewOutcomes
        .filter((to) => to !== 'may-apply' || !barred)
        .map((to) => [button(`case.review.${to}`, caseRoute.to(it.id, 'review', to))]),
      [button('case.button.back', caseRoute.to(it.id))],
    ],
  );
}

async function applyFigure(ctx: BotContext, member: MemberRow, it: OpenCase, sure: boolean): Promise<void> {
  const figure = lateFigureOf(it);
  const back: readonly Button[] = [button('case.button.back', caseRoute.to(it.id))];
  if (figure === undefined) return void (await say(ctx, line('case.no'), [[toDesk]]));
  if (!sure) {
    await say(
      ctx,
      line('case.apply.ask', {
        amount: { rupiahFull: figure.amount },
        month: { month: figure.month },
        now: { line: await figureNow(ctx, it, figure.month) },
      }),
      [back, [button('case.apply.yes', caseRoute.to(it.id, 'apply', 'yes'))]],
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
