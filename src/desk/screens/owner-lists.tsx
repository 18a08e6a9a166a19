import { line } from '../../i18n.ts';
import { codecs } from '../../services/core/codecs.ts';
import { keepList, listsOf, type HandedInList } from '../../services/people/owner-lists.ts';
import { Act } from '../page.tsx';
import { screen, type At, type Shown } from '../screen.ts';
import { Table } from '../table.tsx';

/** A list of 20,000 rows is about half of it. */
const MOST_BYTES = 4_000_000;

/** Lists of owners that the office has kept in a spreadsheet: handed in here, looked through, then taken over. */
export const ownerListsScreen = screen<readonly HandedInList[]>({
  path: '/usaha/impor',
  duty: 'lists',
  mostBytes: MOST_BYTES,
  load: ({ services, member }) => listsOf(services, member),
  async act(at, sent) {
    if (sent.act !== 'read') return undefined;
    const file = await sent.file('berkas');
    if (file === undefined || !/\.(?:xlsx|csv)$/i.test(file.name))
      return page(at, await listsOf(at.services, at.member), true);
    const id = await sent.once('read', codecs.number, (inside) => keepList(inside, at.member, file));
    return { say: 'noted', to: `/usaha/impor/${id}` };
  },
  view: (lists, at) => page(at, lists, false),
});

const page = (at: At, lists: readonly HandedInList[], isWrong: boolean): Shown => ({
  title: line('desk.lists.title'),
  body: (
    <>
      <p>
        <a href="/usaha">{at.text('desk.businesses.back')}</a>
      </p>
      {isWrong ? (
        <p class="alert" role="alert">
          {at.text('desk.lists.wrong')}
        </p>
      ) : undefined}
      <p>{at.text('desk.lists.about')}</p>
      <p class="soft">{at.text('desk.lists.columns')}</p>
      <Act act="read" files>
        <p>
          <label for="berkas">{at.text('desk.lists.file')}</label>
          <input id="berkas" type="file" name="berkas" accept=".xlsx,.csv" required />
        </p>
        <p>
          <button class="main">{at.text('desk.lists.read')}</button>
        </p>
      </Act>
      {lists.length === 0 ? undefined : (
        <Table
          caption={at.text('desk.lists.earlier')}
          rows={lists}
          columns={[
            {
              head: at.text('desk.lists.file'),
              cell: (it) =>
                it.name === undefined ? (
                  at.text('desk.lists.forgotten')
                ) : (
                  <a href={`/usaha/impor/${it.id}`}>{it.name}</a>
                ),
            },
            {
              head: at.text('desk.requests.since'),
              cell: (it) => at.say(line('desk.moment', { at: { stamp: it.createdAt.toISOString() } })),
            },
            { head: at.text('desk.lists.status'), cell: (it) => at.text(`desk.lists.status.${it.status}`) },
            {
              head: at.text('desk.lists.stored'),
              as: 'figure',
              cell: (it) => at.say(line('desk.count', { count: { count: it.businesses } })),
            },
          ]}
        />
      )}
    </>
  ),
});
