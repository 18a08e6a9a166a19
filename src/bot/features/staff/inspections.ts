import { line, named } from '../../../i18n.ts';
import { inspectionLine, inspectionRow } from '../../../reports/inspection-lines.ts';
import { meaningLines, resultLines, scopeName } from '../../../reports/result-lines.ts';
import { partnershipFileRequest } from '../../../reports/requests.ts';
import { mayExport } from '../../../reports/rights.ts';
import { codecs } from '../../../services/core/codecs.ts';
import { orderExport } from '../../../services/office/export-jobs.ts';
import type { MemberRow } from '../../../services/office/members.ts';
import { noteFileOrdered } from '../../../services/partnership/applications/application-desk.ts';
import {
  inspectedApplication,
  inspectedApplications,
  inspectedEntries,
  inspectedResults,
  inspectedRows,
  noteInspection,
} from '../../../services/partnership/results/inspections.ts';
import { button, staffMenuButton } from '../../buttons.ts';
import {
  inspectedFileRoute,
  inspectedLogRoute,
  inspectedPageRoute,
  inspectedResultRoute,
  inspectionRoute,
} from '../../routes/staff.ts';
import { A_PAGE, showList, spanSeen, turnRow } from '../../pages.ts';
import { oldPress, say, show } from '../../send.ts';
import type { BotContext } from '../../turn.ts';
import { onPress, type Press } from '../on-press.ts';
import { onDuty } from './duty.ts';
import { scopeWord } from './results.ts';
import { entryLine, namesOf } from '../../../reports/audit-lines.ts';

/** *Pemeriksaan*: what an auditor reads under a letter; each reading is noted before it is shown. */
export function inspectionTools(): readonly Press[] {
  return [
    onPress(inspectionRoute, onDuty('inspect', showScopes)),
    onPress(inspectedResultRoute, onDuty('inspect', showResults)),
    onPress(
      inspectedPageRoute,
      onDuty('inspect', (ctx, member, what, page) =>
        what === 'rows' ? showRows(ctx, member, page) : showApplications(ctx, member, page),
      ),
    ),
    onPress(inspectedFileRoute, onDuty('inspect', orderFile)),
    onPress(inspectedLogRoute, onDuty('inspect', showLog)),
  ];
}

const back = [button('inspection.menu', inspectionRoute.to()), staffMenuButton];

async function showScopes(ctx: BotContext, member: MemberRow): Promise<void> {
  const { services } = ctx.turn;
  const scopes = [...(await inspectedResults(services, member)).keys()];
  await show(
    ctx,
    [line('inspection.head', { letter: member.letter ?? '–' }), inspectionLine(services, member.inspection)],
    [
      ...scopes.map((scope) => [
        { label: scopeName(services, scope), data: inspectedResultRoute.to(scopeWord(scope)) },
      ]),
      [button('inspection.rows', inspectedPageRoute.to('rows', 0))],
      [button('inspection.applications', inspectedPageRoute.to('apps', 0))],
      [button('inspection.log', inspectedLogRoute.to(0))],
      [staffMenuButton],
    ],
  );
}

/** Notes a reading once, whatever is done with the update. */
const note = (
  ctx: BotContext,
  member: MemberRow,
  what: Parameters<typeof noteInspection>[2],
  applications: readonly string[] = [],
): Promise<unknown> =>
  ctx.turn.once(`inspection:${what}`, codecs.nothing, (inside) =>
    noteInspection(inside, member, what, applications),
  );

async function showResults(ctx: BotContext, member: MemberRow, word: string): Promise<void> {
  const { services } = ctx.turn;
  const found = [...(await inspectedResults(services, member))].find(([scope]) => scopeWord(scope) === word);
  if (found === undefined) return oldPress(ctx);
  const [scope, stored] = found;
  await note(ctx, member, 'results');
  await say(
    ctx,
    [...resultLines(services, stored, scopeName(services, scope)), line('common.blank'), ...meaningLines],
    [back],
  );
}

async function showRows(ctx: BotContext, member: MemberRow, page: number): Promise<void> {
  const { services } = ctx.turn;
  const [stored] = (await inspectedResults(services, member)).values();
  const found =
    stored === undefined ? [] : await inspectedRows(services, member, stored.figures.month, looked(page));
  const rows = found.slice(0, A_PAGE);
  await note(
    ctx,
    member,
    'rows',
    rows.map(({ number }) => number),
  );
  await showList(ctx, {
    head: line(rows.length === 0 ? 'inspection.none' : 'inspection.rows.head'),
    rows: rows.map((it) => ({ text: inspectionRow(it) })),
    span: spanSeen(page, found),
    to: (it) => inspectedPageRoute.to('rows', it),
    under: [back],
  });
}

/** The rows of a page, and whether there is another. */
const looked = (page: number): { readonly skip: number; readonly take: number } => ({
  skip: page * A_PAGE,
  take: A_PAGE + 1,
});

async function showApplications(ctx: BotContext, member: MemberRow, page: number): Promise<void> {
  const { services } = ctx.turn;
  const found = await inspectedApplications(services, member, looked(page));
  const all = found.slice(0, A_PAGE);
  await note(
    ctx,
    member,
    'list',
    all.map(({ number }) => number),
  );
  await showList(ctx, {
    head: line(all.length === 0 ? 'inspection.none' : 'inspection.applications.head'),
    rows: all.map((it) => ({
      text: line('inspection.application', {
        number: it.number,
        status: { line: line(`export.application.${it.status}`) },
      }),
      data: inspectedFileRoute.to(it.id),
    })),
    span: spanSeen(page, found),
    to: (it) => inspectedPageRoute.to('apps', it),
    under: [back],
  });
}

const ordered = codecs.word(['ordered', 'busy']);

/** *Berkas kemitraan* of one application, under the number of the auditor's letter. */
async function orderFile(ctx: BotContext, member: MemberRow, id: number): Promise<void> {
  const { services, account } = ctx.turn;
  const application = await inspectedApplication(services, member, id);
  if (application === undefined) return oldPress(ctx);
  const letter = member.letter ?? '–';
  const request = partnershipFileRequest(id, member.kecamatan, letter);
  if (!mayExport(member, request)) return oldPress(ctx);
  const done = await ctx.turn.once(`inspection:file:${id}`, ordered, async (inside) => {
    const order = { chatId: account.chatId, member: member.number, request };
    const { kind } = await orderExport(inside, order);
    if (kind === 'ordered') await noteFileOrdered(inside, member, application, letter);
    return kind;
  });
  await say(ctx, line(done === 'ordered' ? 'export.form.receipt' : 'export.form.busy'), [back]);
}

async function showLog(ctx: BotContext, member: MemberRow, from: number, page = 0): Promise<void> {
  const { services } = ctx.turn;
  const found = await inspectedEntries(services, member, {
    upTo: from,
    skip: page * A_PAGE,
    take: A_PAGE + 1,
  });
  const entries = found.slice(0, A_PAGE);
  const upTo = from === 0 ? (found[0]?.id ?? 0) : from;
  await note(ctx, member, 'log');
  const who = await namesOf(services);
  await show(
    ctx,
    entries.length === 0
      ? line('inspection.none')
      : [
          line('inspection.log.head'),
          ...entries.flatMap((it) => [named(''), entryLine({ ...it, at: it.at.toISOString() }, who)]),
        ],
    [...turnRow(spanSeen(page, found), (to) => inspectedLogRoute.to(upTo, to)), back],
  );
}
