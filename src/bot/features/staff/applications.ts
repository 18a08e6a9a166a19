import { z } from 'zod';
import { clip } from '../../../domain/words/clip.ts';
import { nextStatuses, statuses, type ApplicationStatus } from '../../../domain/eligibility/application.ts';
import { may } from '../../../domain/office/roles.ts';
import { line, named } from '../../../i18n.ts';
import { codecs } from '../../../services/core/codecs.ts';
import {
  applicationCounts,
  applicationFile,
  applicationsAt,
  checkBehind,
  deskApplication,
  noteApplicationRead,
  stepApplication,
  type Stepped,
} from '../../../services/partnership/application-desk.ts';
import { heldBy } from '../../../services/partnership/documents.ts';
import type { Application } from '../../../services/partnership/applications.ts';
import { audit } from '../../../services/core/audit.ts';
import { evaluationOf } from '../../../services/partnership/checks.ts';
import type { MemberRow } from '../../../services/office/members.ts';
import { programmeOf, stateName, steppedText } from '../../application-lines.ts';
import { FILED } from '../../conversations/partnership/partnership-file.ts';
import { REFUSED, STOOD } from '../../conversations/partnership/application-refuse.ts';
import type { Button } from '../../conversations/engine/form.ts';
import { criteriaLines } from '../../../reports/criteria-lines.ts';
import { button, buttonRow, staffMenuButton } from '../../buttons.ts';
import {
  applicationListRoute,
  applicationsRoute,
  deskApplicationRoute,
  deskDocumentsRoute,
  partnershipFileRoute,
} from '../../routes/staff.ts';
import { inline, oldPress, paragraphs, say, send } from '../../send.ts';
import type { BotContext } from '../../turn.ts';
import { enter } from '../enter.ts';
import { fileLines } from './application-lines.ts';
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
    onPress(applicationListRoute, onDuty('cases', showList)),
    onPress(
      deskApplicationRoute,
      onDuty('cases', async (ctx, member, id, to, yes) => {
        const application = await deskApplication(ctx.turn.services, member, id);
        if (application === undefined) return oldPress(ctx);
        if (to === undefined) return showOne(ctx, member, application);
        if (to === 'check') return showCheck(ctx, member, application);
        if (yes === undefined || to === 'refused') return askStep(ctx, application, to);
        await takeStep(ctx, member, application, to);
      }),
    ),
  ];
}

async function showOverview(ctx: BotContext, member: MemberRow): Promise<void> {
  const counts = await applicationCounts(ctx.turn.services, member);
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
          label: line('application.item', {
            number: it.number,
            business: clip(it.businessName ?? '–', 24),
            day: { date: it.dueOn },
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
  const documents = await heldBy(services, id);
  await say(ctx, fileLines(services, file), [
    ...nextStatuses(application.status).flatMap((to) =>
      to === 'submitted' || to === 'withdrawn'
        ? []
        : [buttonRow(`application.do.${to}`, deskApplicationRoute.to(id, to))],
    ),
    buttonRow('application.button.check', deskApplicationRoute.to(id, 'check')),
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
  ]);
}

async function showCheck(ctx: BotContext, member: MemberRow, application: Application): Promise<void> {
  await noteRead(ctx, member, application);
  const { services } = ctx.turn;
  const checkId = await checkBehind(services, application);
  const result = checkId === undefined ? undefined : await evaluationOf(services, checkId);
  const programme = services.programmes.find(
    (it) => it.id === application.programmeId && it.version === result?.programmeVersion,
  );
  const lines =
    result === undefined || programme === undefined
      ? [line('application.check.none')]
      : [
          line('application.check.head', { day: { date: result.on } }),
          line(`application.check.${result.overall}`),
          line('common.blank'),
          ...criteriaLines(programme, result, services.office.areas),
        ];
  await say(ctx, lines, [
    [{ label: named(application.number), data: deskApplicationRoute.to(application.id) }],
    [all],
  ]);
}

/** Every step is asked for once more, a refusal with its reason: the owner is told at once. */
async function askStep(ctx: BotContext, application: Application, to: ApplicationStatus): Promise<void> {
  const { id, number, status } = application;
  if (!nextStatuses(status).includes(to)) return sayLate(ctx, application, status);
  if (to === 'refused')
    return enter(ctx, 'application-refuse', {
      open: 'fresh',
      seed: { [REFUSED.key]: id, [STOOD.key]: status },
    });
  const partner = programmeOf(ctx.turn.services, application)?.partner.name ?? '–';
  const text = paragraphs(ctx, [
    line('application.sure', {
      number,
      state: { line: stateName(status) },
      next: { line: stateName(to) },
    }),
    ...(to === 'forwarded' ? [line('application.sure.forwarded', { partner })] : []),
  ]);
  await send(
    ctx,
    text,
    inline(ctx, [
      buttonRow('application.yes', deskApplicationRoute.to(id, to, 'yes')),
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
  z.object({ kind: z.literal('late'), status: z.enum(statuses) }),
  z.object({ kind: z.literal('unknown') }),
]);

async function takeStep(
  ctx: BotContext,
  member: MemberRow,
  application: Application,
  to: ApplicationStatus,
): Promise<void> {
  const { id, number } = application;
  // A step has one status before it, so that a late press of the same button finds nothing to do.
  const from = statuses.find((status) => nextStatuses(status).includes(to)) ?? application.status;
  const done = await ctx.turn.once(`application:${id}:${to}`, codecs.json(stepped), (inside) =>
    stepApplication(inside, member, { id, from, to }),
  );
  await say(ctx, steppedText(done, number), [
    [{ label: named(number), data: deskApplicationRoute.to(id) }],
    [all],
    [staffMenuButton],
  ]);
}

async function sayLate(
  ctx: BotContext,
  { id, number }: Application,
  status: ApplicationStatus,
): Promise<void> {
  await say(ctx, steppedText({ kind: 'late', status }, number), [
    [{ label: named(number), data: deskApplicationRoute.to(id) }],
    [all],
    [staffMenuButton],
  ]);
}
