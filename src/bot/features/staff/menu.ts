import { may, type Duty } from '../../../domain/office/roles.ts';
import { line, type TextKey } from '../../../i18n.ts';
import type { Button } from '../../conversations/engine/form.ts';
import { button, menuButton } from '../../buttons.ts';
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
  registrationsRoute,
  resultsRoute,
  salesRoute,
  staffTrainingsRoute,
  stopAllRoute,
  stuckRoute,
} from '../../routes/staff.ts';
import type { CallbackData } from '../../routes/route.ts';
import { say } from '../../send.ts';
import type { BotContext } from '../../turn.ts';

interface Entry {
  readonly label: TextKey;
  readonly data: CallbackData;
  readonly duty: Duty;
}

/** What stands in the menu of the office, each for who has its duty. */
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
  { label: 'member.menu', data: membersRoute.to(), duty: 'members' },
  { label: 'member.audit.menu', data: auditRoute.to(), duty: 'audit' },
  { label: 'broadcast.menu.stop', data: stopAllRoute.to(), duty: 'stop' },
];

/** The menu of the office: everybody sees only what their role allows. */
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
  const text = line('staff.menu', { name: member.name, role: { line: line(`staff.role.${member.role}`) } });
  await say(ctx, text, [...rows, [menuButton]]);
}
