import { may, type Duty } from '../../../domain/office/roles.ts';
import { line, type TextKey } from '../../../i18n.ts';
import type { Button } from '../../conversations/engine/form.ts';
import { menuButton, say } from '../../send.ts';
import type { BotContext } from '../../turn.ts';

interface Entry {
  readonly label: TextKey;
  /** Callback data `s.<area>`. */
  readonly data: string;
  readonly duty: Duty;
}

/** What stands in the menu of the office, each for who has its duty. */
const entries: readonly Entry[] = [
  { label: 'case.menu', data: 's.cases', duty: 'cases' },
  { label: 'application.menu', data: 's.app', duty: 'cases' },
  { label: 'verification.menu', data: 's.verify', duty: 'cases' },
  { label: 'stuck.menu', data: 's.stuck', duty: 'cases' },
  { label: 'sales.menu', data: 's.sales', duty: 'sales' },
  { label: 'sales.find.menu', data: 's.find', duty: 'sales' },
  { label: 'announce.menu', data: 's.announce', duty: 'announce' },
  { label: 'staff.training.menu', data: 's.tr', duty: 'trainings' },
  { label: 'broadcast.menu', data: 's.send', duty: 'announce' },
  { label: 'dashboard.menu', data: 's.dash', duty: 'dashboard' },
  { label: 'export.menu', data: 's.export', duty: 'export' },
  { label: 'helper.menu', data: 's.help', duty: 'assist' },
  { label: 'member.menu', data: 's.members', duty: 'members' },
  { label: 'member.audit.menu', data: 's.audit', duty: 'audit' },
  { label: 'broadcast.menu.stop', data: 's.stop', duty: 'stop' },
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
    .map((entry) => ({ label: line(entry.label), data: entry.data }));
  // Two beside each other: the whole menu fits on a small screen.
  const rows = own.flatMap((_entry, at) => (at % 2 === 0 ? [own.slice(at, at + 2)] : []));
  const text = line('staff.menu', { name: member.name, role: { line: line(`staff.role.${member.role}`) } });
  await say(ctx, text, [...rows, [menuButton]]);
}
