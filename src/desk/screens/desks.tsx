import { line } from '../../i18n.ts';
import { codecs } from '../../services/core/codecs.ts';
import { endDesk, openDesks, type OpenDesk } from '../../services/office/desk-sessions.ts';
import { Act } from '../page.tsx';
import { screen } from '../screen.ts';
import { Table } from '../table.tsx';

/** Open desks: one's own, and those of whom the member could end the role. */
export const desks = screen<readonly OpenDesk[]>({
  path: '/meja',
  duty: undefined,
  nav: 'desk.desks.title',
  load: ({ services, member }) => openDesks(services, member),
  async act({ member }, sent) {
    const id = Number(sent.field('desk') ?? '');
    if (sent.act !== 'close' || !Number.isInteger(id)) return undefined;
    const closed = await sent.once(`close:${id}`, codecs.boolean, (inside) => endDesk(inside, member, id));
    return closed ? { say: 'closed' } : undefined;
  },
  view: (open, at) => ({
    title: line('desk.desks.title'),
    body: (
      <Table
        caption={at.text('desk.desks.title')}
        rows={open}
        columns={[
          { head: at.text('desk.desks.who'), cell: ({ member }) => member.name },
          {
            head: at.text('desk.desks.opened'),
            cell: (it) => at.say(line('desk.moment', { at: { stamp: it.openedAt.toISOString() } })),
          },
          {
            head: at.text('desk.desks.seen'),
            cell: (it) => at.say(line('desk.moment', { at: { stamp: it.seenAt.toISOString() } })),
          },
          {
            head: at.text('desk.desks.close'),
            cell: (it) =>
              it.id === at.desk ? (
                at.text('desk.desks.this')
              ) : (
                <Act act="close">
                  <input type="hidden" name="desk" value={String(it.id)} />
                  <button>{at.text('desk.desks.close')}</button>
                </Act>
              ),
          },
        ]}
      />
    ),
  }),
});
