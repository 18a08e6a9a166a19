import type { Child } from 'hono/jsx';
import { line } from '../i18n.ts';
import type { FigureVersion } from '../services/sales/figure-history.ts';
import type { At } from './screen.ts';
import { Table } from './table.tsx';

/** What was ever stored, with whoever entered it and why it was changed. */
export function FigureTable({ at, versions }: { at: At; versions: readonly FigureVersion[] }): Child {
  if (versions.length === 0) return <p>{at.text('sales.history.none')}</p>;
  return (
    <Table
      caption={at.text('sales.history.head')}
      rows={versions}
      columns={[
        {
          head: at.text('desk.business.month'),
          cell: (it) => at.say(line('desk.moment', { at: { monthShort: it.month } })),
        },
        {
          head: at.text('desk.business.amount'),
          as: 'figure',
          cell: (it) => at.say(line('desk.moment', { at: { rupiah: it.amount } })),
        },
        {
          head: at.text('desk.business.by'),
          cell: ({ by }) =>
            by === 'owner' || by === 'other'
              ? at.text(`sales.history.${by}`)
              : at.say(line('sales.history.member', by)),
        },
        {
          head: at.text('desk.business.at'),
          cell: (it) => at.say(line('desk.moment', { at: { stamp: it.at.toISOString() } })),
        },
        { head: at.text('desk.business.reason'), cell: (it) => it.reason ?? '–' },
      ]}
    />
  );
}
