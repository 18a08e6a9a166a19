import type { Child } from 'hono/jsx';
import { shownFields } from '../domain/partnership/candidate.ts';
import { line } from '../i18n.ts';
import { stateName } from '../reports/application-lines.ts';
import { fieldValue, markLine } from '../reports/candidate-lines.ts';
import type { CandidateFacts } from '../services/partnership/candidates/candidate-facts.ts';
import type { At } from './screen.ts';
import { Table } from './table.tsx';

/** Candidates side by side: in each row a field, under each value on what it rests. */
export function Beside({ at, facts }: { at: At; facts: readonly CandidateFacts[] }): Child {
  const seen = (it: CandidateFacts) => it.candidate.fields;
  // The figure stands in the place of the band.
  const hasBoth = facts.every((it) => seen(it).includes('sales-exact'));
  const fields = shownFields.filter(
    (field) => facts.some((it) => seen(it).includes(field)) && (field !== 'sales-12-months' || !hasBoth),
  );
  const sold = facts.some((it) => it.sold !== undefined);
  const rows = [
    {
      label: at.text('desk.alliance.state'),
      cell: (it: CandidateFacts): Child => at.say(stateName(it.candidate.application.status)),
    },
    ...fields.map((field) => ({
      label: at.text(`candidate.field.${field}`),
      cell: (it: CandidateFacts): Child => {
        if (!seen(it).includes(field)) return '–';
        const value = fieldValue(at.services, it, field);
        return value === undefined ? (
          at.text('desk.candidate.unknown')
        ) : (
          <span>
            {at.say(value)}
            <span class="mark">{at.say(markLine(it, field))}</span>
          </span>
        );
      },
    })),
    ...(sold
      ? [
          {
            label: at.text('desk.candidate.sold'),
            cell: (it: CandidateFacts): Child =>
              it.sold === undefined
                ? '–'
                : at.say(
                    line('desk.candidate.soldTo', {
                      count: { count: it.sold.count },
                      amount: { rupiahFull: it.sold.value },
                    }),
                  ),
          },
        ]
      : []),
  ];
  return (
    <Table
      caption={at.text('desk.candidate.marks')}
      rows={rows}
      columns={[
        { head: at.text('desk.candidate.field'), cell: ({ label }) => label },
        ...facts.map((it) => ({
          head: it.candidate.application.number,
          cell: ({ cell }: (typeof rows)[number]) => cell(it),
        })),
      ]}
    />
  );
}
