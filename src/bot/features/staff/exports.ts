import { line, named, type Line } from '../../../i18n.ts';
import { periodLine } from '../../../reports/info.ts';
import { mayExport } from '../../../reports/rights.ts';
import { fileTitle } from '../../../reports/titles.ts';
import { codecs } from '../../../services/core/codecs.ts';
import {
  cancelExport,
  exportsOf,
  orderExport,
  type ExportJob,
} from '../../../services/office/export-jobs.ts';
import type { ExportRequest } from '../../../services/office/exports.ts';
import type { MemberRow } from '../../../services/office/members.ts';
import type { Button } from '../../message.ts';
import { button, staffMenuButton } from '../../buttons.ts';
import { exportRoute, exportsRoute, fingerprintRoute, newExportRoute } from '../../routes/staff.ts';
import { say, show } from '../../send.ts';
import { answerPress, type BotContext } from '../../turn.ts';
import { enter } from '../enter.ts';
import { onPress, type Press } from '../on-press.ts';
import { onDuty } from './duty.ts';

const SHOWN = 6;

/** *Ekspor*: a new one, the own last ones, calling off a running one, and what a fingerprint belongs to. */
export function exportTools(): readonly Press[] {
  return [
    onPress(exportsRoute, onDuty('export', showExports)),
    onPress(
      newExportRoute,
      onDuty('export', (ctx) => enter(ctx, 'export', { open: 'fresh' })),
    ),
    onPress(
      fingerprintRoute,
      onDuty('export', (ctx) => enter(ctx, 'fingerprint', { open: 'fresh' })),
    ),
    onPress(
      exportRoute,
      onDuty('export', async (ctx, member, id) => {
        const done = await ctx.turn.once(`export:${id}:cancel`, codecs.boolean, (inside) =>
          cancelExport(inside, id, member.number),
        );
        await answerPress(ctx, line(done ? 'export.cancelled' : 'export.tooLate'));
      }),
    ),
  ];
}

/**
 * Orders a file about what is on the screen, where the member may have it; `key` names this press, and `back` the way
 * back to that screen.
 */
export async function orderShown(
  ctx: BotContext,
  member: MemberRow,
  key: string,
  request: ExportRequest,
  back: readonly (readonly Button[])[] = [[staffMenuButton]],
): Promise<void> {
  const { account, once } = ctx.turn;
  const kind = !mayExport(member, request)
    ? 'refused'
    : await once(key, codecs.word(['ordered', 'busy']), async (inside) => {
        const order = { chatId: account.chatId, member: member.number, request };
        return (await orderExport(inside, order)).kind;
      });
  await say(ctx, line(orderTexts[kind]), back);
}

const orderTexts = {
  refused: 'export.form.refused',
  ordered: 'export.form.receipt',
  busy: 'export.form.busy',
} as const;

async function showExports(ctx: BotContext, member: MemberRow): Promise<void> {
  const recent = await exportsOf(ctx.turn.services, member.number, SHOWN);
  const rows: (readonly Button[])[] = [
    [button('export.list.new', newExportRoute.to())],
    ...recent
      .filter(({ status }) => status === 'waiting' || status === 'running')
      .map((it) => [
        {
          label: line('export.list.cancel', { report: { line: titleOf(it) } }),
          data: exportRoute.to(it.id, 'cancel'),
        },
      ]),
    [button('export.check.button', fingerprintRoute.to())],
    [staffMenuButton],
  ];
  const text = [
    line(recent.length === 0 ? 'export.list.none' : 'export.list.title'),
    ...recent.flatMap((it) => [named(''), jobLine(it)]),
  ];
  await show(ctx, text, rows);
}

const titleOf = ({ request }: ExportJob): Line => line(fileTitle(request.report));

function jobLine(it: ExportJob): Line {
  const { period } = it.request;
  return line('export.list.item', {
    report: { line: titleOf(it) },
    period:
      period === null ? '' : { line: line('export.list.period', { period: { line: periodLine(period) } }) },
    at: { moment: it.createdAt.toISOString() },
    status: { line: line(`export.status.${it.status}`) },
  });
}
