import { clip } from '../../domain/words/clip.ts';
import { line } from '../../i18n.ts';
import {
  caseFilterOf,
  caseQueue,
  caseViews,
  countCases,
  noteQueueRead,
  type CaseRow,
} from '../../services/cases/case-desk.ts';
import { isOverdue } from '../../services/cases/case-overdue.ts';
import { caseKinds } from '../../services/cases/cases.ts';
import { todayOf } from '../../services/core/services.ts';
import { activeMembers } from '../../services/office/members.ts';
import { actOnTicked, BULK, bulkChoices, BulkForm, type BulkChoices } from '../request-bulk.tsx';
import { dayAt, elsewhere, placeName, screen, type At } from '../screen.ts';
import { ColumnChoice, fileRows, isFile, List, spanAt, Turn, type ListColumn } from '../table.tsx';

const FIRST_WORDS = 90;

interface Requests {
  readonly code: string;
  readonly count: number;
  readonly page: number;
  readonly pages: number;
  readonly rows: readonly CaseRow[];
  readonly names: ReadonlyMap<string, string>;
  readonly today: string;
  readonly choices: BulkChoices;
}

/** *Permintaan*: the queue of the chat as a table; the filter stands in the address. */
export const requests = screen<Requests>({
  path: '/permintaan',
  duty: 'cases',
  nav: 'desk.requests.title',
  async load(at) {
    const { services, member, url } = at;
    const code = url.searchParams.get('lihat') ?? 'all';
    const filter = caseFilterOf(code);
    if (filter === undefined) return undefined;
    const count = await countCases(services, member, filter);
    const { page, pages, slice } = spanAt(at, count);
    // Names and words of people are opened: the look stands in the audit log before it is shown.
    const rows = await at.note(async (inside) => {
      const found = await caseQueue(inside, member, filter, slice);
      await noteQueueRead(inside, member, {
        filter: isFile(at) ? `${code} csv` : code,
        page,
        shown: found.length,
      });
      return found;
    });
    const names = new Map((await activeMembers(services)).map((it) => [it.number, it.name]));
    const choices = await bulkChoices(at);
    return { code, count, page, pages, rows, names, today: todayOf(services).toString(), choices };
  },
  act: actOnTicked,
  view: ({ code, count, page, pages, rows, names, today, choices }, at) => {
    const columns = columnsOf(at, names, today);
    return {
      title: line('desk.requests.title'),
      file: () => fileRows({ at, columns, rows }),
      body: (
        <>
          <form method="get" class="filter">
            <label>
              {at.text('desk.requests.filter')}
              <br />
              <select name="lihat">
                {filters(at).map(([value, words]) => (
                  <option value={value} selected={value === code}>
                    {words}
                  </option>
                ))}
              </select>
            </label>
            <ColumnChoice at={at} columns={columns} />
            <button>{at.text('desk.filter.use')}</button>
          </form>
          {count === 0 ? (
            <p>{at.text('case.desk.none')}</p>
          ) : (
            <>
              <List
                at={at}
                caption={at.say(line('desk.requests.order', { count: { count } }))}
                rows={rows}
                columns={columns}
                pick={{
                  form: BULK,
                  value: ({ id }) => id,
                  label: (it) => `${at.text('desk.bulk.pick')} ${it.number}`,
                }}
              />
              <BulkForm at={at} choices={choices} />
            </>
          )}
          <Turn at={at} page={page} pages={pages} />
          <p class="keys">{at.text('desk.requests.keys')}</p>
        </>
      ),
    };
  },
});

function columnsOf(
  at: At,
  names: ReadonlyMap<string, string>,
  today: string,
): readonly ListColumn<CaseRow>[] {
  return [
    {
      name: 'dari',
      head: at.text('desk.requests.who'),
      text: (it) => it.name ?? at.text(`case.kind.${it.kind}`),
      cell: (it) => <a href={elsewhereOf(at, it.id)}>{it.name ?? at.text(`case.kind.${it.kind}`)}</a>,
    },
    { name: 'jenis', head: at.text('desk.requests.kind'), text: (it) => at.text(`case.kind.${it.kind}`) },
    {
      name: 'isi',
      head: at.text('desk.requests.words'),
      text: (it) => clip((it.text ?? '–').replaceAll(/\s+/g, ' '), FIRST_WORDS),
    },
    { name: 'kec', head: at.text('desk.place'), text: (it) => placeName(at, it.kecamatan) },
    {
      name: 'sejak',
      head: at.text('desk.requests.since'),
      text: (it) => dayAt(at, it.since),
      cell: (it) => at.say(line('desk.moment', { at: { stamp: it.since.toISOString() } })),
    },
    {
      name: 'batas',
      head: at.text('desk.requests.due'),
      text: (it) => it.dueOn,
      cell: (it) => {
        const day = at.say(line('desk.moment', { at: { date: it.dueOn } }));
        if (it.status === 'resolved' || it.waitingFor === 'owner')
          return `${day} (${at.text('case.desk.item.waits')})`;
        return isOverdue(it, today) ? (
          <span class="alert">{`${day} (${at.text('case.desk.item.late')})`}</span>
        ) : (
          day
        );
      },
    },
    {
      name: 'oleh',
      head: at.text('desk.requests.taken'),
      text: (it) => (it.assignee === undefined ? '–' : (names.get(it.assignee) ?? '–')),
    },
  ];
}

/** The request, from which the way back leads to the same page of the list. */
function elsewhereOf(at: At, id: number): string {
  const query = elsewhere(at, {}).split('?')[1];
  return `/permintaan/${id}${query === undefined ? '' : `?${query}`}`;
}

function filters(at: At): readonly (readonly [string, string])[] {
  const { services, member } = at;
  return [
    ...caseViews.map((view) => [view, at.text(`case.desk.title.${view}`)] as const),
    ...caseKinds.map((kind) => [`k-${kind}`, at.text(`case.kind.${kind}`)] as const),
    ...services.office.areas.kecamatan
      .filter(({ code }) => member.kecamatan.length === 0 || member.kecamatan.includes(code))
      .toSorted((a, b) => a.name.localeCompare(b.name, 'id'))
      .map(({ code, name }) => [`a-${code}`, name] as const),
  ];
}
