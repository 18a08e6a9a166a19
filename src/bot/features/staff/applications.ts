import { clip } from '../../../domain/words/clip.ts';
import { needsOf, statuses, type ApplicationStatus } from '../../../domain/partnership/application.ts';
import { openTo, promisedDays, stepsOf } from '../../../domain/partnership/progress.ts';
import { line, named } from '../../../i18n.ts';
import { may } from '../../../domain/office/roles.ts';
import { codecs } from '../../../services/core/codecs.ts';
import {
  applicationCounts,
  applicationFile,
  applicationsAt,
  deskApplication,
  noteApplicationRead,
  noteApplicationsRead,
} from '../../../services/partnership/applications/application-desk.ts';
import { checkOf } from '../../../services/partnership/applications/checks.ts';
import { groupOfApplication } from '../../../services/partnership/applications/application-group.ts';
import { courseOf } from '../../../services/partnership/applications/application-progress.ts';
import { waitingDecision } from '../../../services/partnership/steps/decisions.ts';
import { lettersAbout, waitingLetters } from '../../../services/partnership/steps/partner-letters.ts';
import { detailLines } from '../../../reports/step-lines.ts';
import { heldBy } from '../../../services/partnership/applications/documents.ts';
import type { Application } from '../../../services/partnership/applications/applications.ts';
import { countLatePayments } from '../../../services/partnership/agreements/shipments.ts';
import type { MemberRow } from '../../../services/office/members.ts';
import { FILED } from '../../conversations/partnership/partnership-file.ts';
import { button, buttonRow, staffMenuButton } from '../../buttons.ts';
import { hasAgreementDesk } from './agreements.ts';
import {
  agreementDeskRoute,
  applicationListRoute,
  applicationsRoute,
  decisionWordsRoute,
  deskApplicationRoute,
  deskDocumentsRoute,
  groupsRoute,
  latePaymentsRoute,
  letterRoute,
  lettersRoute,
  partnershipFileRoute,
} from '../../routes/staff.ts';
import { showList, spanOf } from '../../pages.ts';
import { oldPress, show } from '../../send.ts';
import type { BotContext } from '../../turn.ts';
import { enter } from '../enter.ts';
import { onPress, type Press } from '../on-press.ts';
import { onDuty } from './duty.ts';
import { phoneRow } from './phones.ts';
import { all, askStep, judge, relate, relatedRow, takeStep } from './application-steps.ts';
import { groupLines, stateName, stepLabel } from '../../../reports/application-lines.ts';
import { checkLines, fileLines } from '../../../reports/application-file-lines.ts';

/** *Pengajuan*: lists by state and day, one application with what it rests on, and its next step. */
export function applicationTools(): readonly Press[] {
  return [
    onPress(applicationsRoute, onDuty('cases', showOverview)),
    onPress(
      partnershipFileRoute,
      onDuty('export', async (ctx, member, id) => {
        if (id === undefined) return enter(ctx, 'partnership-file', { open: 'fresh' });
        if ((await deskApplication(ctx.turn.services, member, id)) === undefined) return oldPress(ctx);
        await enter(ctx, 'partnership-file', { open: 'fresh', seed: { [FILED.key]: id } });
      }),
    ),
    onPress(decisionWordsRoute, onDuty('cases', judge)),
    onPress(applicationListRoute, onDuty('cases', showAt)),
    onPress(
      deskApplicationRoute,
      onDuty('cases', async (ctx, member, id, to, yes) => {
        const application = await deskApplication(ctx.turn.services, member, id);
        if (application === undefined) return oldPress(ctx);
        if (to === undefined) return showOne(ctx, member, application);
        if (to === 'check') return showCheck(ctx, member, application);
        if (yes === 'related') return relate(ctx, member, application);
        const needs = needsOf(courseOf(ctx.turn.services, application), application.status, to, 'office');
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
  const { count: waits } = await waitingLetters(ctx.turn.services, member, { skip: 0, take: 0 });
  await show(ctx, line('application.head'), [
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
    ...(waits === 0
      ? []
      : [[{ label: line('change.letter.menu', { count: { count: waits } }), data: lettersRoute.to(0) }]]),
    buttonRow('group.menu', groupsRoute.to(0)),
    ...(may(member, 'export') ? [buttonRow('paper.file.byNumber', partnershipFileRoute.to())] : []),
    [staffMenuButton],
  ]);
}

async function showAt(
  ctx: BotContext,
  member: MemberRow,
  status: ApplicationStatus,
  page: number,
): Promise<void> {
  const { services } = ctx.turn;
  const count = (await applicationCounts(services, member)).get(status) ?? 0;
  const span = spanOf(page, count);
  const shown = await applicationsAt(services, member, { statuses: [status] }, span.slice);
  const isPromised = promisedDays({ status, returned: false }, 1) !== undefined;
  // Names of businesses are opened: the look stands in the audit log before it is shown.
  await ctx.turn.once(`read:applications:${status}:${span.page}`, codecs.nothing, (inside) =>
    noteApplicationsRead(inside, member, { status, page: span.page, shown: shown.length }),
  );
  await showList(ctx, {
    head: line(shown.length === 0 ? 'application.list.empty' : 'application.list', {
      state: { line: stateName(status) },
      ...(shown.length === 0 ? {} : { count: { count } }),
    }),
    rows: shown.map((it) => ({
      text: line(isPromised ? 'application.item' : 'application.item.noDay', {
        number: it.number,
        business: clip(it.businessName ?? '–', 40),
        ...(isPromised ? { day: { dayShort: it.dueOn } } : {}),
      }),
      data: deskApplicationRoute.to(it.id),
    })),
    span,
    to: (it) => applicationListRoute.to(status, it),
    under: [[all], [staffMenuButton]],
  });
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
  const { steps, another } = openTo(
    member.number,
    file.progress,
    stepsOf(file.progress, courseOf(services, application), 'office'),
  );
  const documents = await heldBy(services, id);
  const waiting = await waitingDecision(services, application);
  const words = waiting?.state === 'words' ? waiting : undefined;
  const letters = await lettersAbout(services, application);
  const of = await groupOfApplication(services, application);
  const leads = of?.lead.id === id;
  await show(
    ctx,
    [
      ...fileLines(services, file),
      ...groupLines(application, of),
      ...(another === undefined ? [] : [line('common.blank'), line(`application.${another}.note`)]),
      ...(words === undefined
        ? []
        : [
            line('common.blank'),
            line('application.words.head', { next: { line: stateName(words.to) } }),
            ...detailLines(words.details),
          ]),
      ...(letters.length === 0 ? [] : [line('common.blank'), line('change.letter.here')]),
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
      ...letters.map((it) => buttonRow('change.letter.button.show', letterRoute.to(it.id, 'show'))),
      ...steps.map((step) => buttonRow(stepLabel(step), deskApplicationRoute.to(id, step.to))),
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
      ...(of === undefined ? [] : leads ? of.mates : [of.lead])
        .filter((mate) => mate.id !== id)
        .map((mate) => [
          {
            label: line('application.group.item', {
              number: mate.number,
              state: { line: stateName(mate.status) },
            }),
            data: deskApplicationRoute.to(mate.id),
          },
        ]),
      [all],
      [staffMenuButton],
    ],
  );
}

async function showCheck(ctx: BotContext, member: MemberRow, application: Application): Promise<void> {
  await noteRead(ctx, member, application);
  const { services } = ctx.turn;
  const lines = checkLines(services, await checkOf(services, application));
  await show(ctx, lines, [
    [{ label: named(application.number), data: deskApplicationRoute.to(application.id) }],
    [all],
  ]);
}
