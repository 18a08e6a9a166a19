import { setImmediate as breathe } from 'node:timers/promises';
import type { Child } from 'hono/jsx';
import type { ListColumn } from '../../domain/people/owner-list.ts';
import { maskPhone } from '../../domain/people/phone.ts';
import { line, named, type TextKey } from '../../i18n.ts';
import { columnName, notTaken, notTakenRows, type NotTaken } from '../../reports/bad-rows.ts';
import { readHandedIn } from '../../reports/readers/handed-in-list.ts';
import type { OwnerList } from '../../reports/readers/owner-list.ts';
import { audit } from '../../services/core/audit.ts';
import { codecs } from '../../services/core/codecs.ts';
import {
  beginList,
  conflictsOf,
  dropList,
  listFor,
  ownRows,
  type HandedInList,
  type ListConflict,
  type ListDifference,
} from '../../services/people/owner-lists.ts';
import { planImport, type PlannedRow } from '../../services/people/owner-matches.ts';
import { Act } from '../page.tsx';
import { elsewhere, idIn, placeName, screen, type At } from '../screen.ts';
import { spanAt, Table, Turn } from '../table.tsx';

/** One sheet of the file, with what would become of its rows. */
interface Part {
  readonly list: OwnerList;
  readonly fresh: readonly PlannedRow[];
  /** Rows that are stored already. */
  readonly there: number;
  readonly left: readonly NotTaken[];
  readonly conflicts: readonly ListConflict[];
}

interface Preview {
  readonly it: HandedInList;
  readonly parts: readonly Part[];
  /** Several sheets hold a list, and none was chosen. */
  readonly which: readonly string[];
  readonly problem: TextKey | undefined;
}

const MOST_LEFT = 200;
const sheetsIn = ({ url }: Pick<At, 'url'>): readonly string[] => url.searchParams.getAll('lembar');

/** A list that was handed in: what would become of each row, then how far it is. */
export const ownerListScreen = screen<Preview>({
  path: '/usaha/impor/:id',
  duty: 'lists',
  load: previewAt,
  async act(at, sent) {
    const id = idIn(at);
    if (id === undefined || (await listFor(at.services, at.member, id)) === undefined) return undefined;
    if (sent.act === 'drop') {
      const dropped = await sent.once('drop', codecs.boolean, (inside) => dropList(inside, at.member, id));
      return { say: dropped ? 'listDropped' : 'late' };
    }
    if (sent.act !== 'take') return undefined;
    const preview = await previewAt(at);
    if (preview === undefined) return undefined;
    const total = preview.parts.reduce((sum, { fresh }) => sum + fresh.length, 0);
    const begun =
      total > 0 &&
      (await sent.once('take', codecs.boolean, (inside) =>
        beginList(inside, at.member, id, { sheets: sheetsIn(at), total }),
      ));
    return { say: begun ? 'listTaken' : 'late' };
  },
  view: (preview, at) => {
    const { it, parts } = preview;
    const first = parts[0];
    return {
      title: it.name === undefined ? line('desk.lists.title') : named(it.name),
      moves: it.status === 'taking',
      ...(first === undefined
        ? {}
        : { file: () => parts.flatMap(({ list, left }) => notTakenRows(list, left, at.texts)) }),
      body: (
        <>
          <p>
            <a href="/usaha/impor">{at.text('desk.lists.back')}</a>
          </p>
          <State at={at} preview={preview} />
          {parts.map((part) => (
            <Rows at={at} part={part} isOpen={it.status === 'read'} />
          ))}
        </>
      ),
    };
  },
});

async function previewAt(at: At): Promise<Preview | undefined> {
  const { services, member, texts } = at;
  const id = idIn(at);
  const it = id === undefined ? undefined : await listFor(services, member, id);
  if (it === undefined) return undefined;
  const read = await readHandedIn(services, texts, it, it.status === 'read' ? sheetsIn(at) : it.sheets);
  const preview = { it, parts: [], which: [], problem: undefined };
  if (read.kind === 'gone') return preview;
  if (read.kind === 'which') return { ...preview, which: read.sheets };
  if (read.kind === 'unreadable') return { ...preview, problem: `desk.lists.unreadable.${read.reason}` };
  const parts: Part[] = [];
  for (const list of read.lists) {
    const rows = ownRows(member, list.good);
    const plan = await planImport(services, rows.own, () => breathe());
    parts.push({
      list,
      fresh: plan.fresh,
      there: plan.there.length,
      left: notTaken(list, plan.refused, rows.elsewhere),
      conflicts: await conflictsOf(services, member, list.good, plan.refused),
    });
  }
  // What the owners have said stands beside the rows, so it is written down before it is shown.
  await at.note((inside) =>
    audit(inside, {
      actor: member.number,
      action: 'owners.list.preview',
      subject: `list:${it.id}`,
      details: { conflicts: parts.reduce((sum, { conflicts }) => sum + conflicts.length, 0) },
    }),
  );
  return { ...preview, parts };
}

function State({ at, preview: { it, parts, which, problem } }: { at: At; preview: Preview }): Child {
  if (problem !== undefined)
    return (
      <>
        <p class="alert" role="alert">
          {at.text(problem)}
        </p>
        <Drop at={at} />
      </>
    );
  if (which.length > 0)
    return (
      <>
        <p>{at.text('desk.lists.which')}</p>
        <ul>
          {which.map((sheet) => (
            <li>
              <a href={elsewhere(at, { lembar: sheet })}>{sheet}</a>
            </li>
          ))}
        </ul>
        <Drop at={at} />
      </>
    );
  const sum = (of: (part: Part) => number): number => parts.reduce((total, part) => total + of(part), 0);
  const fresh = sum((part) => part.fresh.length);
  const isOpen = it.status === 'read';
  const figures: readonly (readonly [TextKey, number])[] = isOpen
    ? [
        ['desk.lists.fresh', fresh],
        ['desk.lists.there', sum((part) => part.there)],
        ['desk.lists.left', sum((part) => part.left.length)],
        ['desk.lists.rows', sum((part) => part.list.cells.size)],
      ]
    : [
        ['desk.lists.total', it.total],
        ['desk.lists.done', it.done],
        ['desk.lists.stored', it.businesses],
        ['desk.lists.people', it.people],
      ];
  return (
    <section class="card" aria-label={at.text('desk.lists.status')}>
      <p>
        <b>{at.text(`desk.lists.status.${it.status}`)}</b>
      </p>
      <dl>
        {figures.map(([key, many]) => (
          <>
            <dt>{at.text(key)}</dt>
            <dd>{at.say(line('desk.count', { count: { count: many } }))}</dd>
          </>
        ))}
      </dl>
      {it.status === 'taking' ? (
        <progress aria-label={at.text('desk.lists.done')} max={Math.max(1, it.total)} value={it.done} />
      ) : undefined}
      {isOpen ? <p>{at.text('desk.lists.silent')}</p> : undefined}
      <div class="acts">
        {isOpen && fresh > 0 ? (
          <Act act="take">
            <button class="main">{at.say(line('desk.lists.take', { count: { count: fresh } }))}</button>
          </Act>
        ) : undefined}
        {isOpen || it.status === 'taking' ? <Drop at={at} /> : undefined}
        {parts.some(({ left }) => left.length > 0) ? (
          <a class="button" href={elsewhere(at, { csv: '1' })}>
            {at.text('desk.lists.file.left')}
          </a>
        ) : undefined}
      </div>
    </section>
  );
}

const Drop = ({ at }: { at: At }): Child => (
  <Act act="drop">
    <button>{at.text('desk.lists.drop')}</button>
  </Act>
);

function Rows({ at, part, isOpen }: { at: At; part: Part; isOpen: boolean }): Child {
  const { list, fresh, left, conflicts } = part;
  const { page, pages, slice } = spanAt(at, fresh.length);
  const row = { head: at.text('export.fill.file.row'), as: 'figure' } as const;
  return (
    <>
      {list.sheet === undefined ? undefined : <h2>{list.sheet}</h2>}
      {list.header.unread.length === 0 ? undefined : (
        <p class="soft">{at.say(line('desk.lists.unread', { columns: list.header.unread.join(', ') }))}</p>
      )}
      {conflicts.length === 0 ? undefined : (
        <Table
          caption={at.text('desk.lists.conflicts')}
          rows={conflicts}
          columns={[
            { ...row, cell: (it) => String(it.row) },
            {
              head: at.text('desk.business'),
              cell: ({ said }) => (
                <a href={`/usaha/${said.business.id}`}>{said.business.name ?? said.business.number ?? '–'}</a>
              ),
            },
            {
              head: at.text('desk.lists.differs'),
              cell: (it) =>
                it.differs.length === 0 ? (
                  at.text('desk.lists.same')
                ) : (
                  <ul>
                    {it.differs.map((name) => (
                      <li>{differenceAt(at, it, name)}</li>
                    ))}
                  </ul>
                ),
            },
          ]}
        />
      )}
      {left.length === 0 ? undefined : (
        <Table
          caption={at.say(line('desk.lists.leftRows', { count: { count: left.length } }))}
          rows={left.slice(0, MOST_LEFT)}
          columns={[
            { ...row, cell: (it) => String(it.row) },
            {
              head: at.text('import.bad.reason'),
              cell: ({ problems }) =>
                problems
                  .map(({ column, reason }) =>
                    [
                      column === undefined ? [] : columnName(list, column, at.texts, at.to.language),
                      at.say(reason),
                    ]
                      .flat()
                      .join(': '),
                  )
                  .join('; '),
            },
          ]}
        />
      )}
      {!isOpen || fresh.length === 0 ? undefined : (
        <>
          <Table
            caption={at.text('desk.lists.freshRows')}
            rows={fresh.slice(slice.skip, slice.skip + slice.take)}
            columns={[
              { ...row, cell: (it) => String(it.row) },
              { head: at.text('desk.owner'), cell: ({ owner }) => owner.name },
              { head: at.text('desk.business'), cell: ({ owner }) => owner.business.name ?? '–' },
              { head: at.text('desk.place'), cell: ({ owner }) => placesOf(at, owner.business) },
              {
                head: at.text('desk.phone'),
                cell: ({ owner }) => (owner.phone === undefined ? '–' : maskPhone(owner.phone)),
              },
            ]}
          />
          <Turn at={at} page={page} pages={pages} />
        </>
      )}
    </>
  );
}

const placesOf = (
  at: At,
  { desa, kecamatan }: { readonly desa: string | undefined; readonly kecamatan: string | undefined },
): string => [desa, kecamatan].flatMap((code) => (code === undefined ? [] : placeName(at, code))).join(', ');

/** "Jenis usaha: makanan di daftar, minuman menurut pemilik". */
function differenceAt(at: At, { listed, said }: ListConflict, name: ListDifference): string {
  const { business: of } = listed;
  const { business } = said;
  const place = (code: string | undefined): string => placeName(at, code);
  const figure = (it: number | undefined): string =>
    it === undefined ? '–' : at.say(line('desk.count', { count: { count: it } }));
  const kind = (it: typeof of.kind): string => (it === undefined ? '–' : at.text(`kind.${it}`));
  const phone = (it: string | undefined): string => (it === undefined ? '–' : maskPhone(it));
  const pairs: Readonly<Record<ListColumn & ListDifference, readonly [string, string]>> = {
    name: [listed.name, said.ownerName ?? '–'],
    salutation: [listed.salutation ?? '–', said.salutation ?? '–'],
    phone: [phone(listed.phone), phone(said.phone)],
    kecamatan: [place(of.kecamatan), place(business.kecamatan)],
    desa: [place(of.desa), place(business.desa)],
    business: [of.name ?? '–', business.name ?? '–'],
    kind: [kind(of.kind), kind(business.kind)],
    nib: [of.nib ?? '–', business.nib ?? '–'],
    started: [String(of.startedYear ?? '–'), String(business.startedYear ?? '–')],
    workersMale: [figure(of.workers?.male), figure(business.workers?.male)],
    workersFemale: [figure(of.workers?.female), figure(business.workers?.female)],
    usualSales: [figure(of.usualMonthlySales), figure(business.usualMonthlySales)],
  };
  const [list, owner] = pairs[name];
  return at.say(
    line('desk.lists.difference', { column: { line: line(`import.column.${name}`) }, list, owner }),
  );
}
