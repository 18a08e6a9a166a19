import { groupOfApplication } from '../../../services/partnership/applications/application-group.ts';
import { InputFile } from 'grammy';
import { line, named, type Line } from '../../../i18n.ts';
import { codecs } from '../../../services/core/codecs.ts';
import { looksOf } from '../../../services/people/photos.ts';
import type { MemberRow } from '../../../services/office/members.ts';
import {
  candidateOf,
  candidatesBeside,
  type Candidate,
} from '../../../services/partnership/candidates/candidates.ts';
import { rememberShown, subjectsOf } from '../../../services/partnership/candidates/disclosures.ts';
import { companyText } from '../../../services/partnership/candidates/company-agreements.ts';
import { contentOf } from '../../../services/partnership/applications/document-content.ts';
import {
  documentById,
  documentsOf,
  isForCompany,
} from '../../../services/partnership/applications/documents.ts';
import type { Look } from '../../../domain/partnership/candidate.ts';
import { contracting } from '../../../domain/partnership/application.ts';
import { candidateLines } from '../../../reports/candidate-lines.ts';
import { detailLines } from '../../../reports/step-lines.ts';
import { companySteps } from '../../../services/partnership/applications/application-progress.ts';
import {
  decidedAbout,
  signDecision,
  waitingDecision,
  type Decided,
} from '../../../services/partnership/steps/decisions.ts';
import { button, buttonRow, staffMenuButton } from '../../buttons.ts';
import type { Button } from '../../message.ts';
import {
  candidateDocumentRoute,
  candidateGroupRoute,
  candidateRoute,
  companyAgreementRoute,
  companyShipmentsRoute,
  comparisonRoute,
  decisionRoute,
} from '../../routes/staff.ts';
import { lookRows, sendLook } from './looks.ts';
import { inline, protection, say, show as showPage } from '../../send.ts';
import { type BotContext } from '../../turn.ts';
import { z } from 'zod';
import { all, disclosed, factsOf, sayGone, show } from './candidate-shown.ts';
import { decidedText, programmeName, stateName, vendorLines } from '../../../reports/application-lines.ts';
import { documentLine } from '../../../reports/document-lines.ts';

const PAGE = 8;

const decided = z.custom<Decided>().and(z.object({ kind: z.string() }));

const headOf = ({ application, programme }: Candidate): Line =>
  line('candidate.one', {
    number: application.number,
    state: { line: stateName(application.status) },
    programme: { line: programmeName(programme) },
  });

export async function showOne(ctx: BotContext, member: MemberRow, wanted: Candidate): Promise<void> {
  const { services } = ctx.turn;
  const shown = await disclosed(ctx, member, 'page', [wanted]);
  const [facts] = await factsOf(ctx, shown);
  if (facts === undefined) return sayGone(ctx);
  const { application } = facts.candidate;
  const { id } = application;
  const { lines, rows } = await decisionsAbout(ctx, member, application);
  const of = await groupOfApplication(services, application);
  // Whoever follows the others is decided about alone.
  const apart = of === undefined || of.lead.status !== application.status;
  await show(
    ctx,
    shown,
    [
      headOf(facts.candidate),
      ...candidateLines(services, facts),
      ...vendorLines(application),
      ...(of === undefined
        ? []
        : [line('common.blank'), line(apart ? 'candidate.group.late' : 'candidate.group.note')]),
      ...(apart ? lines : []),
    ],
    [
      ...(apart ? rows : []),
      ...(of === undefined ? [] : [buttonRow('candidate.group.see', candidateGroupRoute.to(id))]),
      ...(contracting.includes(application.status)
        ? [buttonRow('candidate.vendor.write', candidateRoute.to(id, 'vendor'))]
        : []),
      ...(application.status === 'active'
        ? [buttonRow('shipment.button.list', companyShipmentsRoute.to('list', id))]
        : []),
      buttonRow('candidate.compare', comparisonRoute.to(id)),
      buttonRow('candidate.papers', candidateRoute.to(id, 'papers')),
      ...lookRows(
        (await looksOf(services, application.businessId)).filter((look) => wanted.looks.includes(look)),
        (look) => candidateRoute.to(id, look),
      ),
      [all],
      [staffMenuButton],
    ],
  );
}

/** What waits to be signed, and the steps that may follow. */
export async function decisionsAbout(
  { turn: { services } }: BotContext,
  member: MemberRow,
  application: Candidate['application'],
): Promise<{ readonly lines: readonly Line[]; readonly rows: readonly (readonly Button[])[] }> {
  const steps = await companySteps(services, application);
  const waiting = await waitingDecision(services, application);
  return {
    lines:
      waiting === undefined
        ? []
        : [
            line('common.blank'),
            line(`candidate.waiting.${waiting.state}`, { next: { line: stateName(waiting.to) } }),
            ...detailLines(waiting.details),
          ],
    rows: [
      ...(waiting?.state === 'sign' && member.partner?.signs === true
        ? [
            [
              button('candidate.sign.yes', decisionRoute.to(waiting.id, 'yes')),
              button('candidate.sign.no', decisionRoute.to(waiting.id, 'no')),
            ],
          ]
        : []),
      ...steps.map(({ to }) => buttonRow(`candidate.do.${to}`, candidateRoute.to(application.id, to))),
      ...((await companyText(services, application)) === undefined
        ? []
        : [buttonRow('agreement.button.see', companyAgreementRoute.to(application.id))]),
    ],
  };
}

export async function sign(
  ctx: BotContext,
  member: MemberRow,
  id: number,
  answer: 'yes' | 'no',
): Promise<void> {
  const { services, once } = ctx.turn;
  const about = await decidedAbout(services, id);
  const candidate = about === undefined ? undefined : await candidateOf(services, member, about);
  const done = await once('decision-sign', codecs.json(decided), (inside) =>
    signDecision(inside, member, id, answer === 'yes'),
  );
  const number = candidate?.application.number ?? '–';
  const dropped = answer === 'no' && done.kind === 'late';
  await say(ctx, dropped ? line('candidate.sign.dropped', { number }) : decidedText(done, number), [
    ...(candidate === undefined
      ? []
      : [[{ label: named(number), data: candidateRoute.to(candidate.application.id) }]]),
    [all],
    [staffMenuButton],
  ]);
}

export async function compare(ctx: BotContext, member: MemberRow, ids: readonly number[]): Promise<void> {
  const { services } = ctx.turn;
  const wanted = await candidatesBeside(services, member, ids);
  if (wanted === undefined) return sayGone(ctx);
  const shown = await disclosed(ctx, member, 'compare', wanted.beside);
  const facts = await factsOf(ctx, shown);
  const [a, ...others] = shown.map(({ application }) => application.id);
  if (a === undefined) return sayGone(ctx);
  const more = wanted.others;
  await show(
    ctx,
    shown,
    [
      line('candidate.compare.head', { count: { count: facts.length } }),
      ...facts.flatMap((it) => [line('common.blank'), headOf(it.candidate), ...candidateLines(services, it)]),
      ...(more.length === 0 ? [] : [line('common.blank'), line('candidate.compare.more')]),
    ],
    [
      ...more
        .slice(0, PAGE)
        .map(({ application: { id, number } }) => [
          { label: line('candidate.compare.add', { number }), data: comparisonOf([a, ...others, id]) },
        ]),
      ...facts.map(({ candidate: { application } }) => [
        { label: named(application.number), data: candidateRoute.to(application.id) },
      ]),
      [all],
      [staffMenuButton],
    ],
  );
}

function comparisonOf([a = 0, b, c, d]: readonly number[]): Button['data'] {
  return comparisonRoute.to(a, b, c, d);
}

/** Photos, or the place on the map: written down before, and gone from the chat when the owner withdraws. */
export async function showLook(
  ctx: BotContext,
  member: MemberRow,
  wanted: Candidate,
  look: Look,
): Promise<void> {
  const { services, account } = ctx.turn;
  const shown = await disclosed(ctx, member, 'page', [wanted], [look]);
  const [candidate] = shown;
  if (candidate?.looks.includes(look) !== true) return sayGone(ctx);
  const { id, number, businessId } = candidate.application;
  for (const messageId of await sendLook(ctx, { id: businessId, number }, look))
    await rememberShown(services, account.id, messageId, shown.flatMap(subjectsOf));
  await say(ctx, line('candidate.look', { number }), [
    [{ label: named(number), data: candidateRoute.to(id) }, staffMenuButton],
  ]);
}

export async function showPapers(ctx: BotContext, _member: MemberRow, candidate: Candidate): Promise<void> {
  const { id, number } = candidate.application;
  const papers = (await documentsOf(ctx.turn.services, id)).filter(isForCompany);
  await showPage(
    ctx,
    line(papers.length === 0 ? 'candidate.papers.none' : 'candidate.papers.head', { number }),
    [
      ...papers.map((it, at) => [
        {
          label: line('candidate.paper', { at: at + 1, kind: { line: line(`document.kind.${it.kind}`) } }),
          data: candidateDocumentRoute.to(it.id),
        },
      ]),
      [{ label: named(number), data: candidateRoute.to(id) }, staffMenuButton],
    ],
  );
}

export async function showPaper(ctx: BotContext, member: MemberRow, id: number): Promise<void> {
  const { services, texts, to, account } = ctx.turn;
  const document = await documentById(services, id);
  const wanted =
    document === undefined ? undefined : await candidateOf(services, member, document.applicationId);
  if (document === undefined || wanted === undefined || !isForCompany(document)) return sayGone(ctx);
  const shown = await disclosed(ctx, member, 'document', [wanted], []);
  const [candidate] = shown;
  if (candidate === undefined) return sayGone(ctx);
  const { id: applicationId, number } = candidate.application;
  const name = `${number}-${document.id}.${document.format}`;
  const sent = await ctx.replyWithDocument(new InputFile(() => contentOf(services, document), name), {
    ...protection('look'),
    caption: texts.plain(documentLine(document), to),
    reply_markup: inline(ctx, [
      [{ label: named(number), data: candidateRoute.to(applicationId) }, staffMenuButton],
    ]),
  });
  await rememberShown(services, account.id, sent.message_id, shown.flatMap(subjectsOf));
}
