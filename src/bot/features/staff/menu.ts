import { may, type Duty } from '../../../domain/roles.ts';
import { line, type TextKey } from '../../../i18n.ts';
import type { Button } from '../../conversations/engine/form.ts';
import { inline, menuButton, paragraphs, say, send } from '../../send.ts';
import type { BotContext } from '../../turn.ts';

interface Entry {
  readonly label: TextKey;
  /** Callback data `s.<area>`. */
  readonly data: string;
  readonly duty: Duty;
}

/** What stands in the menu of the office, each for who has its duty. */
const entries: readonly Entry[] = [
  { label: 'announce.menu', data: 's.announce', duty: 'announce' },
  { label: 'staff.training.menu', data: 's.tr', duty: 'trainings' },
  { label: 'broadcast.menu', data: 's.send', duty: 'announce' },
  { label: 'case.menu', data: 's.cases', duty: 'cases' },
  { label: 'sales.menu', data: 's.sales', duty: 'sales' },
  { label: 'dashboard.menu', data: 's.dash', duty: 'dashboard' },
  { label: 'sales.find.menu', data: 's.find', duty: 'sales' },
  { label: 'export.menu', data: 's.export', duty: 'export' },
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
  const rows: (readonly Button[])[] = entries
    .filter((entry) => may(member, entry.duty))
    .map((entry) => [{ label: line(entry.label), data: entry.data }]);
  const text = line('staff.menu', { name: member.name, role: { line: line(`staff.role.${member.role}`) } });
  await send(ctx, paragraphs(ctx, [text]), inline(ctx, [...rows, [menuButton]]));
}
