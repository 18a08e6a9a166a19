import { goesOn, ownerQuestions, yearsIn } from '../../../domain/partnership/evaluation.ts';
import { may } from '../../../domain/office/roles.ts';
import { line, named } from '../../../i18n.ts';
import { evaluationLines, figureLines, opinionLine } from '../../../reports/evaluation-lines.ts';
import { mayExport } from '../../../reports/rights.ts';
import { codecs } from '../../../services/core/codecs.ts';
import { orderExport } from '../../../services/office/export-jobs.ts';
import type { ExportRequest } from '../../../services/office/exports.ts';
import type { MemberRow } from '../../../services/office/members.ts';
import { decideEvaluation, evaluated } from '../../../services/partnership/evaluations/evaluation-acts.ts';
import { evaluatedFigures } from '../../../services/partnership/evaluations/evaluation-figures.ts';
import { lettersAbout } from '../../../services/partnership/steps/partner-letters.ts';
import { businessesOf } from '../../../services/people/businesses.ts';
import {
  companyEvaluation,
  deskEvaluation,
  noteEvaluation,
  ownerAnswers,
  ownerSaid,
  tasksOf,
  type EvaluationOf,
} from '../../../services/partnership/evaluations/evaluations.ts';
import { button, buttonRow, staffMenuButton } from '../../buttons.ts';
import { EVALUATION } from '../../conversations/partnership/evaluation-answers.ts';
import type { Button } from '../../message.ts';
import {
  agreementDeskRoute,
  companyEvaluationRoute,
  deskApplicationRoute,
  deskEvaluationRoute,
  letterRoute,
} from '../../routes/staff.ts';
import { oldPress, say } from '../../send.ts';
import type { BotContext } from '../../turn.ts';
import { enter } from '../enter.ts';
import { onPress, type Press } from '../on-press.ts';
import { onDuty } from './duty.ts';
import { partnerOf } from '../../../reports/agreement-lines.ts';

/** *Evaluasi* of a running agreement: both sides' figures, the meeting, and what is decided. */
export function evaluationTools(): readonly Press[] {
  return [
    onPress(
      deskEvaluationRoute,
      onDuty('cases', async (ctx, member, id, verb, yes) => {
        const it = await deskEvaluation(ctx.turn.services, member, id);
        if (it === undefined) return oldPress(ctx);
        if (verb === undefined) return show(ctx, member, it);
        if (verb === 'answers') return showAnswers(ctx, member, it);
        if (verb === 'meeting' || verb === 'task' || verb === 'letter')
          return enter(ctx, `evaluation-${verb}`, { open: 'fresh', seed: { [EVALUATION.key]: id } });
        if (verb === 'paper') return orderPaper(ctx, member, it);
        if (yes === undefined) return askOnce(ctx, it, verb);
        await decide(ctx, member, it, verb);
      }),
    ),
    onPress(
      companyEvaluationRoute,
      onDuty('candidates', async (ctx, member, id) => {
        if ((await companyEvaluation(ctx.turn.services, member, id)) === undefined) return oldPress(ctx);
        await enter(ctx, 'evaluation-partner', { open: 'fresh', seed: { [EVALUATION.key]: id } });
      }),
    ),
  ];
}

const back = ({ evaluation }: EvaluationOf): readonly Button[] =>
  buttonRow('evaluation.button.back', deskEvaluationRoute.to(evaluation.id));

async function show(ctx: BotContext, member: MemberRow, it: EvaluationOf): Promise<void> {
  const { services } = ctx.turn;
  const { evaluation, application } = it;
  const { id, year, fromOn, untilOn } = evaluation;
  await ctx.turn.once(`read:evaluation:${id}`, codecs.nothing, (inside) =>
    noteEvaluation(inside, member, application, 'evaluation.read', year),
  );
  const to = (
    verb: 'answers' | 'letter' | 'meeting' | 'task' | 'paper' | (typeof goesOn)[number],
  ): readonly Button[] => buttonRow(`evaluation.button.${verb}`, deskEvaluationRoute.to(id, verb));
  const open = evaluation.decision === undefined && application.status === 'active';
  const letters = (await lettersAbout(services, application)).filter(
    ({ wanted }) => wanted.kind === 'letter-answers',
  );
  await say(
    ctx,
    [
      line('evaluation.head', {
        number: application.number,
        partner: partnerOf(services, application),
        from: { date: fromOn },
        until: { date: untilOn },
      }),
      ...figureLines(await evaluatedFigures(services, it), yearsIn(evaluation)),
      line('common.blank'),
      ...evaluationLines(evaluation, await tasksOf(services, evaluation)),
      ...(letters.length === 0 ? [] : [line('common.blank'), line('change.letter.here')]),
    ],
    [
      ...(evaluation.ownerAnswered ? [to('answers')] : []),
      ...letters.map((one) => buttonRow('change.letter.button.show', letterRoute.to(one.id, 'show'))),
      ...(open ? [to('letter'), to('meeting')] : []),
      ...(evaluation.meeting === undefined ? [] : [to('task')]),
      ...(open && evaluation.meeting !== undefined ? goesOn.map(to) : []),
      ...(open && evaluation.meeting !== undefined
        ? [
            [
              button('evaluation.button.independent', deskApplicationRoute.to(application.id, 'independent')),
              button('evaluation.button.ended', deskApplicationRoute.to(application.id, 'ended')),
            ],
          ]
        : []),
      ...(evaluation.meeting !== undefined && may(member, 'export') ? [to('paper')] : []),
      buttonRow('agreement.button.desk', agreementDeskRoute.to(application.id)),
      [{ label: named(application.number), data: deskApplicationRoute.to(application.id) }],
      [staffMenuButton],
    ],
  );
}

/** For the office alone, and each look is recorded before. */
async function showAnswers(ctx: BotContext, member: MemberRow, it: EvaluationOf): Promise<void> {
  const { once, services } = ctx.turn;
  const said = await once(
    `read:evaluation-answers:${it.evaluation.id}`,
    codecs.optional(codecs.json(ownerSaid)),
    (inside) => ownerAnswers(inside, member, it),
  );
  const partner = partnerOf(services, it.application);
  await say(
    ctx,
    said === undefined
      ? line('evaluation.owner.silent')
      : [
          line('evaluation.answers.head', { number: it.application.number }),
          ...ownerQuestions.map((asked) =>
            line(`evaluation.answers.${asked}`, {
              partner,
              said: { line: opinionLine(asked, said[asked]) },
            }),
          ),
          line('evaluation.answers.secret', { partner }),
        ],
    [back(it), [staffMenuButton]],
  );
}

async function askOnce(ctx: BotContext, it: EvaluationOf, verb: (typeof goesOn)[number]): Promise<void> {
  await say(ctx, line(`evaluation.sure.${verb}`, { number: it.application.number }), [
    buttonRow('application.yes', deskEvaluationRoute.to(it.evaluation.id, verb, 'yes')),
    [button('common.button.noChange', deskEvaluationRoute.to(it.evaluation.id))],
  ]);
}

async function decide(
  ctx: BotContext,
  member: MemberRow,
  it: EvaluationOf,
  verb: (typeof goesOn)[number],
): Promise<void> {
  const { id } = it.evaluation;
  const done = await ctx.turn.once(`evaluation:${id}:${verb}`, codecs.word(evaluated), (inside) =>
    decideEvaluation(inside, member, it, verb),
  );
  await say(ctx, line(done === 'done' ? `evaluation.done.${verb}` : `evaluation.refused.${done}`), [
    ...(done === 'done' && verb === 'change'
      ? [buttonRow('agreement.button.change', agreementDeskRoute.to(it.application.id, 'draft'))]
      : []),
    back(it),
    [staffMenuButton],
  ]);
}

/** *Berita acara*: made like every other file. */
async function orderPaper(ctx: BotContext, member: MemberRow, it: EvaluationOf): Promise<void> {
  const { services, account, once } = ctx.turn;
  const { evaluation, application } = it;
  const business = (await businessesOf(services, application.personId)).find(
    ({ id }) => id === application.businessId,
  );
  const request: ExportRequest = {
    report: 'evaluation-minutes',
    period: null,
    kecamatan: business?.kecamatan === undefined ? [] : [business.kecamatan],
    format: 'pdf',
    about: evaluation.id,
    shown: 'none',
    purpose: null,
  };
  if (!mayExport(member, request)) return oldPress(ctx);
  const done = await once(
    `evaluation-minutes:${evaluation.id}`,
    codecs.word(['ordered', 'busy']),
    async (inside) => {
      await noteEvaluation(inside, member, application, 'evaluation.paper', evaluation.year);
      const order = { chatId: account.chatId, member: member.number, request };
      return (await orderExport(inside, order)).kind;
    },
  );
  await say(ctx, line(done === 'ordered' ? 'export.form.receipt' : 'export.form.busy'), [
    back(it),
    [staffMenuButton],
  ]);
}
