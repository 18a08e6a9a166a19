import { createHash } from 'node:crypto';
import type { Child } from 'hono/jsx';
import { z } from 'zod';
import type { Month } from '../../domain/month/month.ts';
import { line, type TextKey } from '../../i18n.ts';
import { audit } from '../../services/core/audit.ts';
import { codecs } from '../../services/core/codecs.ts';
import { businessPage, countBusinesses, type SeenBusiness } from '../../services/people/find-business.ts';
import {
  applySheet,
  businessesOfSheet,
  planSheet,
  type BadCell,
  type SheetPlan,
} from '../../services/sales/sales-sheet.ts';
import { monthsAt } from '../month.ts';
import { Act } from '../page.tsx';
import { MOST_LINES, readPasted } from '../pasted.ts';
import { onward, placeName, type At, type Screen, type Shown } from '../screen.ts';
import { spanAt, Table } from '../table.tsx';
import { calledOf, salesFilter } from './sales.tsx';

/** A column of a spreadsheet for one month: pasted, shown with what would become of each line, then stored in one press. */
export const salesPaste: Screen = {
  path: '/penjualan/tempel',
  duty: 'sales',
  async show(at) {
    const month = monthsAt(at)?.month;
    return month === undefined ? undefined : pastePage(at, month, '');
  },
  async act(at, sent) {
    const month = monthsAt(at)?.month;
    if (month === undefined || (sent.act !== 'read' && sent.act !== 'apply')) return undefined;
    const { services, member } = at;
    const text = sent.field('lines') ?? '';
    const rows = sent.field('rows') ?? '';
    if (text.trim() === '') return pastePage(at, month, text, 'desk.sales.paste.empty');
    const pasted = readPasted(
      text,
      rows === '' ? [] : rows.split(','),
      month,
      new Set([at.text('export.state.missing'), at.text('export.state.notAsked'), '-', '–']),
    );
    if (pasted === undefined) return pastePage(at, month, '', 'desk.sales.paste.tooMany');
    const { entries, bad, lines, empty } = pasted;
    const sha256 = createHash('sha256').update(text).digest('hex');
    if (sent.act === 'apply') {
      const done = await sent.once('apply', codecs.json(applied), (inside) =>
        applySheet(inside, member, { entries, sha256 }),
      );
      // What was stored is as it was planned; what was not is listed once more, to be filled in one by one.
      const { refused } = await planSheet(services, member, entries);
      const left = await leftOut(at, [...bad, ...refused]);
      return {
        title: line('desk.sales.paste.title', { month: { month } }),
        body: (
          <>
            <p class="said" role="status">
              {at.say(
                line('desk.sales.paste.done', {
                  added: { count: done.added },
                  changed: { count: done.changed },
                  unchanged: { count: done.unchanged },
                }),
              )}
            </p>
            <LeftOut at={at} month={month} left={left} />
            <p>
              <a href={onward(at, '/penjualan')}>{at.text('desk.sales.figure.back')}</a>
            </p>
          </>
        ),
      };
    }
    const plan = await planSheet(services, member, entries);
    const left = await leftOut(at, [...bad, ...plan.refused]);
    // The preview shows stored figures, so it stands in the log before it is shown.
    await at.note((inside) =>
      audit(inside, {
        actor: member.number,
        action: 'sales.sheet.preview',
        subject: `sha256:${sha256}`,
        details: { cells: entries.length, refused: left.length },
      }),
    );
    return previewPage(at, month, { text, rows, lines, empty, plan, left });
  },
};

const applied = z.object({
  added: z.number(),
  changed: z.number(),
  unchanged: z.number(),
  refused: z.number(),
});

/** A line that is not taken, and the business to fill it in at, where it is one of the member's. */
type Left = BadCell & { readonly businessId: number | undefined };

async function leftOut({ services, member }: At, bad: readonly BadCell[]): Promise<readonly Left[]> {
  const found = await businessesOfSheet(
    services,
    bad.map(({ number }) => number),
  );
  const inArea = (kecamatan: string | null): boolean =>
    member.kecamatan.length === 0 || (kecamatan !== null && member.kecamatan.includes(kecamatan));
  return bad
    .map((it) => {
      const business = found.get(it.number);
      return {
        ...it,
        businessId: business !== undefined && inArea(business.kecamatan) ? business.id : undefined,
      };
    })
    .toSorted((a, b) => a.row - b.row);
}

async function pastePage(at: At, month: Month, text: string, problem?: TextKey): Promise<Shown> {
  const { services, member } = at;
  const filter = salesFilter(at, month);
  const { slice } = spanAt(at, await countBusinesses(services, member, filter));
  const shown = await at.note((inside) =>
    businessPage(inside, member, filter, { order: 'place', ...slice, called: calledOf(filter, month) }),
  );
  // Figures without numbers stand in the order of the rows; one without a number could not be named.
  const rows = shown.filter(({ business }) => business.number !== undefined);
  return {
    title: line('desk.sales.paste.title', { month: { month } }),
    body: (
      <>
        <p>
          <a href={onward(at, '/penjualan')}>{at.text('desk.sales.figure.back')}</a>
        </p>
        {problem === undefined ? undefined : (
          <p class="alert" role="alert">
            {at.say(line(problem, { most: { count: MOST_LINES } }))}
          </p>
        )}
        <Act act="read">
          <label for="tempel">{at.text('desk.sales.paste.label')}</label>
          <textarea id="tempel" name="lines" required autofocus data-key="a">
            {text}
          </textarea>
          <input
            type="hidden"
            name="rows"
            value={rows.map(({ business }) => business.number ?? '').join(',')}
          />
          <p>
            <button class="main">{at.text('desk.sales.paste.read')}</button>
          </p>
        </Act>
        <Order at={at} rows={rows} />
      </>
    ),
  };
}

function Order({ at, rows }: { at: At; rows: readonly SeenBusiness[] }): Child {
  const numbered = rows.map((it, index) => ({ ...it, line: index + 1 }));
  return (
    <Table
      caption={at.text('desk.sales.paste.order')}
      rows={numbered}
      columns={[
        { head: at.text('export.fill.file.row'), as: 'figure', cell: (it) => String(it.line) },
        { head: at.text('desk.businesses.number'), cell: (it) => it.business.number ?? '–', as: 'code' },
        { head: at.text('desk.business'), cell: (it) => it.business.name ?? '–' },
        { head: at.text('desk.place'), cell: (it) => placeName(at, it.business.kecamatan) },
      ]}
    />
  );
}

interface Preview {
  readonly text: string;
  readonly rows: string;
  readonly lines: number;
  readonly empty: number;
  readonly plan: SheetPlan;
  readonly left: readonly Left[];
}

function previewPage(at: At, month: Month, { text, rows, lines, empty, plan, left }: Preview): Shown {
  const count = (decision: string): number => plan.entries.filter((it) => it.decision === decision).length;
  const doubtful = left.filter(({ reason }) => reason === 'doubtful').length;
  const moving = plan.entries.length - count('unchanged');
  const parts: readonly (readonly [TextKey, number])[] = [
    ['export.fill.decision.new', count('new')],
    ['export.fill.decision.changed', count('changed')],
    ['export.fill.decision.unchanged', count('unchanged')],
    ['desk.sales.paste.doubtful', doubtful],
    ['desk.sales.paste.refused', left.length - doubtful],
    ['desk.sales.paste.blank', empty],
    ['desk.sales.paste.lines', lines],
  ];
  return {
    title: line('desk.sales.paste.title', { month: { month } }),
    body: (
      <>
        <p>{at.text('desk.sales.paste.nothingYet')}</p>
        <dl>
          {parts.map(([key, many]) => (
            <>
              <dt>{at.text(key)}</dt>
              <dd>{at.say(line('desk.count', { count: { count: many } }))}</dd>
            </>
          ))}
        </dl>
        <Act act="apply">
          <input type="hidden" name="lines" value={text} />
          <input type="hidden" name="rows" value={rows} />
          <div class="acts">
            {moving === 0 ? (
              <p>{at.text('export.fill.nothing')}</p>
            ) : (
              <button class="main" autofocus>
                {at.say(line('desk.sales.paste.apply', { count: { count: moving } }))}
              </button>
            )}
            <a class="button" href={onward(at, at.url.pathname)}>
              {at.text('desk.sales.figure.again')}
            </a>
          </div>
        </Act>
        <LeftOut at={at} month={month} left={left} />
        {plan.entries.length === 0 ? undefined : (
          <Table
            caption={at.text('desk.sales.paste.taken')}
            rows={plan.entries}
            columns={[
              { head: at.text('export.fill.file.row'), as: 'figure', cell: (it) => String(it.row) },
              { head: at.text('desk.businesses.number'), cell: (it) => it.number, as: 'code' },
              {
                head: at.text('export.fill.file.before'),
                as: 'figure',
                cell: ({ before }) =>
                  before === undefined
                    ? '–'
                    : at.say(line('desk.count', { count: { count: before.amount } })),
              },
              {
                head: at.text('export.fill.file.filled'),
                as: 'figure',
                cell: ({ amount, estimate }) =>
                  at.say(line(estimate ? 'desk.sales.estimate' : 'desk.count', { count: { count: amount } })),
              },
              {
                head: at.text('export.fill.file.decision'),
                cell: ({ decision, provisional }) =>
                  provisional
                    ? `${at.text(`export.fill.decision.${decision}`)}, ${at.text('desk.sales.provisional')}`
                    : at.text(`export.fill.decision.${decision}`),
              },
            ]}
          />
        )}
      </>
    ),
  };
}

/** What is not taken, each with its reason and the way to fill it in. */
function LeftOut({ at, month, left }: { at: At; month: Month; left: readonly Left[] }): Child {
  if (left.length === 0) return <></>;
  return (
    <Table
      caption={at.text('desk.sales.paste.left')}
      rows={left}
      columns={[
        { head: at.text('export.fill.file.row'), as: 'figure', cell: (it) => String(it.row) },
        {
          head: at.text('desk.businesses.number'),
          as: 'code',
          cell: ({ number, businessId }) =>
            businessId === undefined ? (
              number || '–'
            ) : (
              <a href={onward(at, `/penjualan/${businessId}`, { bulan: month })}>{number}</a>
            ),
        },
        {
          head: at.text('export.fill.file.decision'),
          cell: ({ reason, likely }) =>
            likely === undefined
              ? at.text(`export.fill.reason.${reason}`)
              : at.say(line('desk.sales.paste.meant', { amount: { rupiah: likely } })),
        },
      ]}
    />
  );
}
