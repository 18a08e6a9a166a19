import { InputFile } from 'grammy';
import { isPaper } from '../../../domain/partnership/document.ts';
import { clip } from '../../../domain/words/clip.ts';
import { line, named, type Line } from '../../../i18n.ts';
import { codecs } from '../../../services/core/codecs.ts';
import type { MemberRow } from '../../../services/office/members.ts';
import { candidateFacts, type CandidateFacts } from '../../../services/partnership/candidate-facts.ts';
import {
  candidateOf,
  candidatesOf,
  ownProgrammes,
  type Candidate,
} from '../../../services/partnership/candidates.ts';
import { disclose, rememberShown, type DisclosureKind } from '../../../services/partnership/disclosures.ts';
import { orderExport } from '../../../services/office/export-jobs.ts';
import { contentOf } from '../../../services/partnership/document-content.ts';
import { documentById, documentsOf, type Document } from '../../../services/partnership/documents.ts';
import { fieldKeys, type FieldKey } from '../../../domain/eligibility/programme.ts';
import { partnerSteps } from '../../../domain/partnership/application.ts';
import { stepsOf } from '../../../domain/partnership/progress.ts';
import { candidateLines } from '../../../reports/candidate-lines.ts';
import { detailLines } from '../../../reports/step-lines.ts';
import { courseOf, progressOf } from '../../../services/partnership/application-progress.ts';
import {
  decidedAbout,
  signDecision,
  waitingDecision,
  type Decided,
} from '../../../services/partnership/decisions.ts';
import { ownerOpinions } from '../../../services/partnership/owner-opinions.ts';
import { opinionLines } from '../../../reports/evaluation-lines.ts';
import { GOES, STEPPED, STOOD } from '../../conversations/partnership/application-step.ts';
import { decidedText, programmeName, stateName } from '../../application-lines.ts';
import { button, buttonRow, staffMenuButton } from '../../buttons.ts';
import type { Button } from '../../conversations/engine/form.ts';
import { documentLine } from '../../document-lines.ts';
import {
  candidateDocumentRoute,
  candidateFileRoute,
  candidateListRoute,
  candidateRoute,
  candidatesRoute,
  comparisonRoute,
  decisionRoute,
} from '../../routes/staff.ts';
import { enter } from '../enter.ts';
import { inline, protection, say } from '../../send.ts';
import { answerPress, type BotContext } from '../../turn.ts';
import { onPress, type Press } from '../on-press.ts';
import { onDuty } from './duty.ts';
import { z } from 'zod';

const PAGE = 8;
/** So many applicants stand side by side. */
const MOST = 4;
const all: Button = button('candidate.back', candidatesRoute.to());

/** *Calon mitra*: what somebody of a company sees of the applicants to its own programmes, and nothing else. */
export function candidateTools(): readonly Press[] {
  return [
    onPress(candidatesRoute, onDuty('candidates', showProgrammes)),
    onPress(candidateListRoute, onDuty('candidates', showList)),
    onPress(
      candidateRoute,
      onDuty('candidates', async (ctx, member, id, what) => {
        const candidate = await candidateOf(ctx.turn.services, member, id);
        if (candidate === undefined) return sayGone(ctx);
        if (what === undefined) return showOne(ctx, member, candidate);
        if (what === 'papers') return showPapers(ctx, member, candidate);
        await enter(ctx, 'candidate-step', {
          open: 'fresh',
          seed: { [STEPPED.key]: id, [STOOD.key]: candidate.application.status, [GOES.key]: what },
        });
      }),
    ),
    onPress(
      comparisonRoute,
      onDuty('candidates', (ctx, member, ...ids) =>
        compare(
          ctx,
          member,
          ids.flatMap((id) => id ?? []),
        ),
      ),
    ),
    onPress(candidateDocumentRoute, onDuty('candidates', showPaper)),
    onPress(decisionRoute, onDuty('candidates', sign)),
    onPress(candidateFileRoute, onDuty('candidates', orderFile)),
  ];
}

/** The applicant has withdrawn, the company is not theirs any more, or the number is forged. */
async function sayGone(ctx: BotContext): Promise<void> {
  await answerPress(ctx, line('candidate.gone'));
  await say(ctx, line('candidate.gone'), [[all], [staffMenuButton]]);
}

async function showProgrammes(ctx: BotContext, member: MemberRow): Promise<void> {
  const { services } = ctx.turn;
  const programmes = await ownProgrammes(services, member);
  const candidates = await candidatesOf(services, member);
  await say(
    ctx,
    [
      line(
        programmes === undefined
          ? 'candidate.closed'
          : programmes.length === 0
            ? 'candidate.head.none'
            : 'candidate.head',
      ),
      ...opinionLines(await ownerOpinions(services, member)),
    ],
    [
      ...(programmes ?? []).map(({ id, programme }) => [
        {
          label: line('candidate.programme', {
            programme: { line: programmeName(programme) },
            count: {
              count: candidates.filter((it) => it.application.programmeId === programme.id).length,
            },
          }),
          data: candidateListRoute.to(id, 0),
        },
      ]),
      [staffMenuButton],
    ],
  );
}

const decided = z.custom<Decided>().and(z.object({ kind: z.string() }));

const shownFields = z.array(z.object({ id: z.number(), fields: z.array(z.enum(fieldKeys)) }));

/** Records what is about to be shown, once, and returns what may still be shown of it: some may have gone meanwhile. */
async function disclosed(
  ctx: BotContext,
  member: MemberRow,
  kind: DisclosureKind,
  wanted: readonly Candidate[],
  some?: readonly FieldKey[],
): Promise<readonly Candidate[]> {
  const { services, once } = ctx.turn;
  const ids = wanted.map(({ application }) => application.id);
  const recorded = await once(
    `candidate:${kind}:${ids.join('.')}`,
    codecs.json(shownFields),
    async (inside) =>
      (await disclose(inside, member, kind, wanted, some)).map(({ application, fields }) => ({
        id: application.id,
        fields: [...fields],
      })),
  );
  const still: Candidate[] = [];
  for (const { id, fields } of recorded) {
    const now = await candidateOf(services, member, id);
    if (now !== undefined)
      still.push({ ...now, fields: now.fields.filter((field) => fields.includes(field)) });
  }
  return still;
}

async function factsOf(
  ctx: BotContext,
  candidates: readonly Candidate[],
): Promise<readonly CandidateFacts[]> {
  const facts: CandidateFacts[] = [];
  for (const it of candidates) {
    const found = await candidateFacts(ctx.turn.services, it);
    if (found !== undefined) facts.push(found);
  }
  return facts;
}

/** Says something about applicants, and remembers the message. */
async function show(
  ctx: BotContext,
  about: readonly Candidate[],
  text: Line | readonly Line[],
  buttons: readonly (readonly Button[])[],
): Promise<void> {
  const { services, account } = ctx.turn;
  await rememberShown(services, account.id, await say(ctx, text, buttons), about);
}

async function showList(ctx: BotContext, member: MemberRow, id: number, page: number): Promise<void> {
  const { services } = ctx.turn;
  const own = (await ownProgrammes(services, member))?.find((it) => it.id === id);
  if (own === undefined) return sayGone(ctx);
  const candidates = await candidatesOf(services, member, { programmeId: own.programme.id });
  const wanted = candidates.slice(page * PAGE, (page + 1) * PAGE);
  const shown = await disclosed(ctx, member, 'list', wanted, ['business-name']);
  const facts = await factsOf(ctx, shown);
  await show(
    ctx,
    shown,
    line(candidates.length === 0 ? 'candidate.list.empty' : 'candidate.list', {
      programme: { line: programmeName(own.programme) },
      ...(candidates.length === 0 ? {} : { count: { count: candidates.length } }),
    }),
    [
      ...facts.map((it) => [{ label: itemLine(it), data: candidateRoute.to(it.candidate.application.id) }]),
      ...(candidates.length > (page + 1) * PAGE
        ? [buttonRow('candidate.next', candidateListRoute.to(id, page + 1))]
        : []),
      ...(candidates.length === 0 ? [] : [buttonRow('candidate.file', candidateFileRoute.to(id))]),
      [all],
      [staffMenuButton],
    ],
  );
}

/** All candidates of a programme as a file, which is made and recorded like every other one. */
async function orderFile(ctx: BotContext, member: MemberRow, id: number): Promise<void> {
  const { services, account, once } = ctx.turn;
  const own = (await ownProgrammes(services, member))?.find((it) => it.id === id);
  if (own === undefined) return sayGone(ctx);
  const programmeId = own.programme.id;
  const ordered = await once('candidate-file', codecs.word(['ordered', 'busy', 'none']), async (inside) => {
    const wanted = await candidatesOf(inside, member, { programmeId });
    const shown = await disclose(inside, member, 'file', wanted);
    if (shown.length === 0) return 'none';
    inside.noteQueued?.();
    const { kind } = await orderExport(inside, {
      chatId: account.chatId,
      member: member.number,
      request: {
        report: 'candidates',
        period: null,
        kecamatan: member.kecamatan,
        programme: programmeId,
        format: 'xlsx',
        disclosures: shown.map(({ disclosure }) => disclosure),
        shown: 'none',
        purpose: null,
      },
    });
    return kind;
  });
  if (ordered === 'none') return sayGone(ctx);
  await say(ctx, line(`candidate.file.${ordered}`), [
    [button('candidate.back.list', candidateListRoute.to(id, 0))],
    [staffMenuButton],
  ]);
}

function itemLine({ candidate: { application }, business }: CandidateFacts): Line {
  const { number, status } = application;
  const state = { line: stateName(status) };
  return business.name === undefined
    ? line('candidate.item.unnamed', { number, state })
    : line('candidate.item', { number, business: clip(business.name, 24), state });
}

const headOf = ({ application, programme }: Candidate): Line =>
  line('candidate.one', {
    number: application.number,
    state: { line: stateName(application.status) },
    programme: { line: programmeName(programme) },
  });

async function showOne(ctx: BotContext, member: MemberRow, wanted: Candidate): Promise<void> {
  const { services } = ctx.turn;
  const shown = await disclosed(ctx, member, 'page', [wanted]);
  const [facts] = await factsOf(ctx, shown);
  if (facts === undefined) return sayGone(ctx);
  const { application } = facts.candidate;
  const { id } = application;
  const steps = stepsOf(
    await progressOf(services, application),
    courseOf(services, application),
    'partner',
  ).flatMap(({ to }) => partnerSteps.find((it) => it === to) ?? []);
  const waiting = await waitingDecision(services, application);
  await show(
    ctx,
    shown,
    [
      headOf(facts.candidate),
      ...candidateLines(services, facts),
      ...(waiting === undefined
        ? []
        : [
            line('common.blank'),
            line(`candidate.waiting.${waiting.state}`, { next: { line: stateName(waiting.to) } }),
            ...detailLines(waiting.details),
          ]),
    ],
    [
      ...(waiting?.state === 'sign' && member.partner?.signs === true
        ? [
            [
              button('candidate.sign.yes', decisionRoute.to(waiting.id, 'yes')),
              button('candidate.sign.no', decisionRoute.to(waiting.id, 'no')),
            ],
          ]
        : []),
      ...steps.map((to) => buttonRow(`candidate.do.${to}`, candidateRoute.to(id, to))),
      buttonRow('candidate.compare', comparisonRoute.to(id)),
      buttonRow('candidate.papers', candidateRoute.to(id, 'papers')),
      [all],
      [staffMenuButton],
    ],
  );
}

async function sign(ctx: BotContext, member: MemberRow, id: number, answer: 'yes' | 'no'): Promise<void> {
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

async function compare(ctx: BotContext, member: MemberRow, ids: readonly number[]): Promise<void> {
  const { services } = ctx.turn;
  const [first, ...rest] = [...new Set(ids)];
  const one = first === undefined ? undefined : await candidateOf(services, member, first);
  if (one === undefined) return sayGone(ctx);
  const { programmeId } = one.application;
  const same = await candidatesOf(services, member, { programmeId });
  const wanted = [one, ...rest.flatMap((id) => same.find(({ application }) => application.id === id) ?? [])];
  const shown = await disclosed(ctx, member, 'compare', wanted);
  const facts = await factsOf(ctx, shown);
  const [a, ...others] = shown.map(({ application }) => application.id);
  if (a === undefined) return sayGone(ctx);
  const more =
    facts.length >= MOST
      ? []
      : same.filter(({ application }) => !shown.some((it) => it.application.id === application.id));
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

/** An officer has looked at it, and it is none of those that may show a NIK or an account. */
const mayShow = ({ kind, seenAt }: Document): boolean => seenAt !== undefined && !isPaper(kind);

async function showPapers(ctx: BotContext, _member: MemberRow, candidate: Candidate): Promise<void> {
  const { id, number } = candidate.application;
  const papers = (await documentsOf(ctx.turn.services, id)).filter(mayShow);
  await say(ctx, line(papers.length === 0 ? 'candidate.papers.none' : 'candidate.papers.head', { number }), [
    ...papers.map((it, at) => [
      {
        label: line('candidate.paper', { at: at + 1, kind: { line: line(`document.kind.${it.kind}`) } }),
        data: candidateDocumentRoute.to(it.id),
      },
    ]),
    [{ label: named(number), data: candidateRoute.to(id) }, staffMenuButton],
  ]);
}

async function showPaper(ctx: BotContext, member: MemberRow, id: number): Promise<void> {
  const { services, texts, to, account } = ctx.turn;
  const document = await documentById(services, id);
  const wanted =
    document === undefined ? undefined : await candidateOf(services, member, document.applicationId);
  if (document === undefined || wanted === undefined || !mayShow(document)) return sayGone(ctx);
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
  await rememberShown(services, account.id, sent.message_id, shown);
}
