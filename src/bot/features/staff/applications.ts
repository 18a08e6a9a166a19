import { z } from 'zod';
import { clip } from '../../../domain/words/clip.ts';
import {
  needsOf,
  statuses,
  type ApplicationStatus,
  type Need,
  type Step,
  type StepDetails,
} from '../../../domain/partnership/application.ts';
import { promisedDays, stepsOf } from '../../../domain/partnership/progress.ts';
import { line, named, type Line, type TextKey } from '../../../i18n.ts';
import { may } from '../../../domain/office/roles.ts';
import { codecs } from '../../../services/core/codecs.ts';
import {
  applicationCounts,
  applicationFile,
  applicationsAt,
  deskApplication,
  noteApplicationRead,
  type ApplicationFile,
} from '../../../services/partnership/application-desk.ts';
import { checkOf } from '../../../services/partnership/checks.ts';
import { courseOf, programmeOf, progressOf } from '../../../services/partnership/application-progress.ts';
import {
  declareRelation,
  stepApplication,
  type Stepped,
} from '../../../services/partnership/application-steps.ts';
import { decidedAbout, judgeWords, waitingDecision } from '../../../services/partnership/decisions.ts';
import { detailLines } from '../../../reports/step-lines.ts';
import { heldBy } from '../../../services/partnership/documents.ts';
import type { Application } from '../../../services/partnership/applications.ts';
import { audit } from '../../../services/core/audit.ts';
import { countLatePayments } from '../../../services/partnership/shipments.ts';
import type { MemberRow } from '../../../services/office/members.ts';
import { stateName, steppedText } from '../../application-lines.ts';
import { FILED } from '../../conversations/partnership/partnership-file.ts';
import { GOES, STEPPED, STOOD } from '../../conversations/partnership/application-step.ts';
import type { Button } from '../../conversations/engine/form.ts';
import { button, buttonRow, staffMenuButton } from '../../buttons.ts';
import { hasAgreementDesk } from './agreements.ts';
import {
  agreementDeskRoute,
  applicationListRoute,
  applicationsRoute,
  decisionWordsRoute,
  deskApplicationRoute,
  deskDocumentsRoute,
  latePaymentsRoute,
  partnershipFileRoute,
} from '../../routes/staff.ts';
import { inline, oldPress, paragraphs, say, send } from '../../send.ts';
import type { BotContext } from '../../turn.ts';
import { enter } from '../enter.ts';
import { checkLines, fileLines } from './application-lines.ts';
import { onPress, type Press } from '../on-press.ts';
import { onDuty } from './duty.ts';
import { phoneRow } from './phones.ts';

const PAGE = 8;
const all: Button = button('application.back', applicationsRoute.to());

/** *Pengajuan*: lists by state and day, one application with what it rests on, and its next step. */
export function applicationTools(): readonly Press[] {
  return [
    onPress(applicationsRoute, onDuty('cases', showOverview)),
    onPress(
      partnershipFileRoute,
      onDuty('export', async (ctx, member, id) => {
        if ((await deskApplication(ctx.turn.services, member, id)) === undefined) return oldPress(ctx);
        await enter(ctx, 'partnership-file', { open: 'fresh', seed: { [FILED.key]: id } });
      }),
    ),
    onPress(decisionWordsRoute, onDuty('cases', judge)),
    onPress(applicationListRoute, onDuty('cases', showList)),
    onPress(
      deskApplicationRoute,
      onDuty('cases', async (ctx, member, id, to, yes) => {
        const application = await deskApplication(ctx.turn.services, member, id);
        if (application === undefined) return oldPress(ctx);
        if (to === undefined) return showOne(ctx, member, application);
        if (to === 'check') return showCheck(ctx, member, application);
        if (yes === 'related') return relate(ctx, member, application);
        const needs = needsOf(courseOf(ctx.turn.services, application), application.status, to);
        // Buttons from before officers declared anything ask once more.
        if (yes === undefined || needs.some((need) => need !== yes))
          return askStep(ctx, application, to, needs);
        await takeStep(ctx, member, application, to, { clear: yes === 'clear' });
      }),
    ),
  ];
}

async function showOverview(ctx: BotContext, member: MemberRow): Promise<void> {
  const counts = await applicationCounts(ctx.turn.services, member);
  const late = await countLatePayments(ctx.turn.services, member);
  await say(ctx, line('application.head'), [
    ...statuses
      .filter((status) => (counts.get(status) ?? 0) > 0 || status === 'submitted')
      .map((status) => [
        {
          label: line('application.count', {
            state: { line: stateName(status) },
            count: { count: counts.get(status) ?? 0 },
          }),
          data: applicationListRoute.to(status, 0),
        },
      ]),
    ...(late === 0
      ? []
      : [
          [
            {
              label: line('shipment.late.menu', { count: { count: late } }),
              data: latePaymentsRoute.to(0),
            },
          ],
        ]),
    [staffMenuButton],
  ]);
}

async function showList(
  ctx: BotContext,
  member: MemberRow,
  status: ApplicationStatus,
  page: number,
): Promise<void> {
  const { services } = ctx.turn;
  const found = await applicationsAt(services, member, status, { skip: page * PAGE, take: PAGE + 1 });
  const shown = found.slice(0, PAGE);
  const isPromised = promisedDays({ status, returned: false }, 1) !== undefined;
  // Names of businesses are opened: the look stands in the audit log before it is shown.
  await ctx.turn.once(`read:applications:${status}:${page}`, codecs.nothing, (inside) =>
    audit(inside, {
      actor: member.number,
      action: 'application.list',
      details: { status, page, shown: shown.length },
    }),
  );
  const count = (await applicationCounts(services, member)).get(status) ?? 0;
  await say(
    ctx,
    line(shown.length === 0 ? 'application.list.empty' : 'application.list', {
      state: { line: stateName(status) },
      ...(shown.length === 0 ? {} : { count: { count } }),
    }),
    [
      ...shown.map((it) => [
        {
          label: line(isPromised ? 'application.item' : 'application.item.noDay', {
            number: it.number,
            business: clip(it.businessName ?? '–', 24),
            ...(isPromised ? { day: { date: it.dueOn } } : {}),
          }),
          data: deskApplicationRoute.to(it.id),
        },
      ]),
      ...(found.length > PAGE
        ? [buttonRow('application.next', applicationListRoute.to(status, page + 1))]
        : []),
      [all],
      [staffMenuButton],
    ],
  );
}

/** Everything about one application is opened only here and in its check, and each look is recorded before. */
async function noteRead(ctx: BotContext, member: MemberRow, application: Application): Promise<void> {
  await ctx.turn.once(`read:application:${application.id}`, codecs.nothing, (inside) =>
    noteApplicationRead(inside, member, application),
  );
}

async function showOne(ctx: BotContext, member: MemberRow, application: Application): Promise<void> {
  await noteRead(ctx, member, application);
  const { services } = ctx.turn;
  const file = await applicationFile(services, application);
  if (file === undefined) return oldPress(ctx);
  const { id } = application;
  const { steps, others } = openTo(
    member,
    file,
    stepsOf(file.progress, courseOf(services, application), 'office'),
  );
  const documents = await heldBy(services, id);
  const waiting = await waitingDecision(services, application);
  const words = waiting?.state === 'words' ? waiting : undefined;
  await say(
    ctx,
    [
      ...fileLines(services, file),
      ...others,
      ...(words === undefined
        ? []
        : [
            line('common.blank'),
            line('application.words.head', { next: { line: stateName(words.to) } }),
            ...detailLines(words.details),
          ]),
    ],
    [
      ...(words === undefined
        ? []
        : [
            [
              button('application.words.yes', decisionWordsRoute.to(words.id, 'yes')),
              button('application.words.no', decisionWordsRoute.to(words.id, 'no')),
            ],
          ]),
      ...steps.map((step) => buttonRow(labelOf(step), deskApplicationRoute.to(id, step.to))),
      ...relatedRow(id, steps),
      buttonRow('application.button.check', deskApplicationRoute.to(id, 'check')),
      ...(hasAgreementDesk(services, application)
        ? [buttonRow('agreement.button.desk', agreementDeskRoute.to(id))]
        : []),
      [
        {
          label: line('document.button.files', { count: documents.count }),
          data: deskDocumentsRoute.to(id),
        },
      ],
      ...(may(member, 'export') ? [buttonRow('paper.file.button', partnershipFileRoute.to(id))] : []),
      ...phoneRow('app', file.owner.phone, id),
      [all],
      [staffMenuButton],
    ],
  );
}

/** The steps that this member may take, or why another one has to. */
function openTo(
  { number }: MemberRow,
  { progress }: ApplicationFile,
  steps: readonly Step[],
): { readonly steps: readonly Step[]; readonly others: readonly Line[] } {
  if (steps.length > 0 && progress.barred.includes(number))
    return { steps: [], others: [line('common.blank'), line('application.barred.note')] };
  const own = steps.filter(({ only }) => only !== 'review' || !progress.refusers.includes(number));
  return {
    steps: own,
    others: own.length < steps.length ? [line('common.blank'), line('application.same.note')] : [],
  };
}

function labelOf({ to, only }: Step): TextKey {
  if (only === 'review') return to === 'refused' ? 'application.do.uphold' : 'application.do.reopen';
  if (only === 'asked-again') return 'application.do.again';
  return to === 'submitted' || to === 'withdrawn' || to === 'waitlisted'
    ? 'application.do.again'
    : `application.do.${to}`;
}

/** Whoever decides for the Dinas says before whether there is a family tie or an interest. */
function relatedRow(
  id: number,
  steps: readonly { readonly to: ApplicationStatus; readonly needs: readonly Need[] }[],
) {
  const decides = steps.find(({ needs }) => needs.includes('clear'));
  return decides === undefined
    ? []
    : [[button('application.related', deskApplicationRoute.to(id, decides.to, 'related'))]];
}

async function showCheck(ctx: BotContext, member: MemberRow, application: Application): Promise<void> {
  await noteRead(ctx, member, application);
  const { services } = ctx.turn;
  const lines = checkLines(services, await checkOf(services, application));
  await say(ctx, lines, [
    [{ label: named(application.number), data: deskApplicationRoute.to(application.id) }],
    [all],
  ]);
}

/** Every step is asked for once more; where something is to be written down, in a short form. */
async function askStep(
  ctx: BotContext,
  application: Application,
  to: ApplicationStatus,
  needs: readonly Need[],
): Promise<void> {
  const { services } = ctx.turn;
  const { id, number, status } = application;
  const open = stepsOf(await progressOf(services, application), courseOf(services, application), 'office');
  if (!open.some((step) => step.to === to)) return sayStepped(ctx, application, { kind: 'late', status });
  if (needs.some((need) => need !== 'clear'))
    return enter(ctx, 'application-step', {
      open: 'fresh',
      seed: { [STEPPED.key]: id, [STOOD.key]: status, [GOES.key]: to },
    });
  const partner = programmeOf(services, application)?.partner.name ?? '–';
  const text = paragraphs(ctx, [
    ...(to === 'forwarded' && status !== to ? [line('application.sure.forwarded', { partner })] : []),
    line('application.sure', {
      number,
      state: { line: stateName(status) },
      next: { line: stateName(to) },
    }),
  ]);
  const clear = needs.includes('clear');
  await send(
    ctx,
    text,
    inline(ctx, [
      buttonRow(
        clear ? 'application.yes.clear' : 'application.yes',
        deskApplicationRoute.to(id, to, clear ? 'clear' : 'yes'),
      ),
      ...relatedRow(id, [{ to, needs }]),
      [button('common.button.noChange', deskApplicationRoute.to(id))],
    ]),
  );
}

const stepped: z.ZodType<Stepped> = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('done'),
    status: z.enum(statuses),
    dueOn: z.string().nullable(),
    told: z.boolean(),
  }),
  z.object({ kind: z.enum(['late', 'incomplete', 'barred', 'same']), status: z.enum(statuses) }),
  z.object({ kind: z.literal('unknown') }),
]);

async function takeStep(
  ctx: BotContext,
  member: MemberRow,
  application: Application,
  to: ApplicationStatus,
  details: StepDetails,
): Promise<void> {
  const { id } = application;
  const done = await ctx.turn.once(`application:${id}:${to}`, codecs.json(stepped), (inside) =>
    stepApplication(inside, member, { id, to, details }),
  );
  await sayStepped(ctx, application, done);
}

async function sayStepped(ctx: BotContext, { id, number }: Application, done: Stepped): Promise<void> {
  await say(ctx, steppedText(done, number), [
    [{ label: named(number), data: deskApplicationRoute.to(id) }],
    [all],
    [staffMenuButton],
  ]);
}

/** Words of a company's own, which the owner hears only if the office lets them pass. */
async function judge(ctx: BotContext, member: MemberRow, id: number, answer: 'yes' | 'no'): Promise<void> {
  const { services, once } = ctx.turn;
  const about = await decidedAbout(services, id);
  const application = about === undefined ? undefined : await deskApplication(services, member, about);
  const done = await once('decision-words', codecs.json(stepped), (inside) =>
    judgeWords(inside, member, id, answer === 'yes'),
  );
  if (application === undefined) return oldPress(ctx);
  if (answer === 'yes' || done.kind !== 'late') return sayStepped(ctx, application, done);
  await say(ctx, line('application.words.returned', { number: application.number }), [
    [{ label: named(application.number), data: deskApplicationRoute.to(application.id) }],
    [all],
  ]);
}

/** "Ada hubungan": another officer goes on. */
async function relate(ctx: BotContext, member: MemberRow, { id, number }: Application): Promise<void> {
  const known = await ctx.turn.once(`application:${id}:related`, codecs.boolean, (inside) =>
    declareRelation(inside, member, id),
  );
  if (!known) return oldPress(ctx);
  await say(ctx, line('application.related.done', { number }), [[all], [staffMenuButton]]);
}
