import { may, type Duty } from '../../../domain/office/roles.ts';
import { line, type Line, type TextKey } from '../../../i18n.ts';
import { countCases } from '../../../services/cases/case-desk.ts';
import type { Services } from '../../../services/core/services.ts';
import type { MemberRow } from '../../../services/office/members.ts';
import { applicationCounts } from '../../../services/partnership/applications/application-desk.ts';
import { countRegistrations } from '../../../services/people/verifications.ts';
import type { Button } from '../../message.ts';
import { button, guideButton, menuButton } from '../../buttons.ts';
import {
  announceRoute,
  announcementsRoute,
  applicationsRoute,
  auditRoute,
  candidatesRoute,
  dashboardRoute,
  deskRoute,
  exportsRoute,
  findRoute,
  helperMenuRoute,
  inspectionRoute,
  membersRoute,
  partnersRoute,
  programmesRoute,
  readyAnswersRoute,
  registrationsRoute,
  resultsRoute,
  salesRoute,
  staffTrainingsRoute,
  stopAllRoute,
  stuckRoute,
  tagsRoute,
} from '../../routes/staff.ts';
import type { CallbackData } from '../../routes/route.ts';
import { say, show } from '../../send.ts';
import type { BotContext } from '../../turn.ts';

interface Entry {
  readonly label: TextKey;
  readonly data: CallbackData;
  readonly duty: Duty;
}

/** What stands in the menu of the office, each for whoever has its duty. */
const entries: readonly Entry[] = [
  { label: 'case.menu', data: deskRoute.to(), duty: 'cases' },
  { label: 'application.menu', data: applicationsRoute.to(), duty: 'cases' },
  { label: 'verification.menu', data: registrationsRoute.to(), duty: 'cases' },
  { label: 'stuck.menu', data: stuckRoute.to(), duty: 'cases' },
  { label: 'sales.menu', data: salesRoute.to(), duty: 'sales' },
  { label: 'sales.find.menu', data: findRoute.to(), duty: 'sales' },
  { label: 'announce.menu', data: announceRoute.to(), duty: 'announce' },
  { label: 'staff.training.menu', data: staffTrainingsRoute.to(), duty: 'trainings' },
  { label: 'broadcast.menu', data: announcementsRoute.to(), duty: 'announce' },
  { label: 'dashboard.menu', data: dashboardRoute.to(), duty: 'dashboard' },
  { label: 'result.menu', data: resultsRoute.to(), duty: 'dashboard' },
  { label: 'inspection.menu', data: inspectionRoute.to(), duty: 'inspect' },
  { label: 'export.menu', data: exportsRoute.to(), duty: 'export' },
  { label: 'helper.menu', data: helperMenuRoute.to(), duty: 'assist' },
  { label: 'programme.menu', data: programmesRoute.to(), duty: 'programmes' },
  { label: 'partner.menu', data: partnersRoute.to(), duty: 'programmes' },
  { label: 'candidate.menu', data: candidatesRoute.to(), duty: 'candidates' },
  { label: 'case.ready.menu', data: readyAnswersRoute.to(), duty: 'answers' },
  { label: 'sales.tags.menu', data: tagsRoute.to(), duty: 'answers' },
  { label: 'member.menu', data: membersRoute.to(), duty: 'members' },
  { label: 'member.audit.menu', data: auditRoute.to(), duty: 'audit' },
];

/** Alone in its row, and not to be taken for any other. */
const stopAllButton: Button = { ...button('broadcast.menu.stop', stopAllRoute.to()), style: 'danger' };

/** The menu of the office: everybody sees only what their role allows, and how much of it waits. */
export async function showStaffMenu(ctx: BotContext): Promise<void> {
  const { member } = ctx.turn;
  if (member === undefined) {
    await say(ctx, line('common.noDuty'), [[menuButton]]);
    return;
  }
  const own: readonly Button[] = entries
    .filter((entry) => may(member, entry.duty))
    .map((entry) => button(entry.label, entry.data));
  // Two beside each other: the whole menu fits on a small screen.
  const rows = own.flatMap((_entry, at) => (at % 2 === 0 ? [own.slice(at, at + 2)] : []));
  const desk = ctx.turn.services.office.deskUrl === undefined ? [] : [[button('desk.menu', 'computer')]];
  const stop = may(member, 'stop') ? [[stopAllButton]] : [];
  const text = line('staff.menu', { name: member.name, role: { line: line(`staff.role.${member.role}`) } });
  const waits = may(member, 'cases') ? await waiting(ctx.turn.services, member) : [];
  // Kept from forwarding like the lists that take its place: Telegram does not let that be changed.
  await show(ctx, [text, ...waits], [...desk, ...rows, ...stop, [guideButton, menuButton]], 'look');
}

/** What waits for the office where this member works; nothing is said of what is empty. */
async function waiting(services: Services, member: MemberRow): Promise<readonly Line[]> {
  const late = await countCases(services, member, { by: 'late' });
  const cases = await countCases(services, member, { by: 'all' });
  const registrations = await countRegistrations(services, member, 'open');
  const applications = (await applicationCounts(services, member)).get('submitted') ?? 0;
  const counted = (of: TextKey, count: number): readonly Line[] =>
    count === 0 ? [] : [line('staff.waits', { what: { line: line(of) }, count: { count } })];
  return [
    ...(late === 0
      ? counted('case.menu', cases)
      : [
          line('staff.waitsLate', {
            what: { line: line('case.menu') },
            count: { count: cases },
            late: { count: late },
          }),
        ]),
    ...counted('verification.menu', registrations),
    ...counted('application.menu', applications),
  ];
}
