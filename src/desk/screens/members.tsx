import { mayReduce } from '../../domain/office/roles.ts';
import { line } from '../../i18n.ts';
import { codecs } from '../../services/core/codecs.ts';
import {
  activeMembers,
  waitingInvitations,
  type MemberRow,
  type WaitingInvitation,
} from '../../services/office/members.ts';
import { mayWithdraw, withdrawInvitation } from '../../services/roles/member-changes.ts';
import { Act } from '../page.tsx';
import { dayAt, placeName, screen, type At } from '../screen.ts';
import { fileRows, List, Table, type ListColumn } from '../table.tsx';

interface Office {
  readonly members: readonly MemberRow[];
  /** Those that the member may take back. */
  readonly invitations: readonly WaitingInvitation[];
}

/** *Petugas*: who is in office with which rights and where, and who is invited. Inviting stays in the chat. */
export const members = screen<Office>({
  path: '/petugas',
  duty: 'members',
  nav: 'desk.members.title',
  async load({ services, member }) {
    const invitations = await waitingInvitations(services);
    return {
      members: await activeMembers(services),
      invitations: invitations.filter((it) => mayWithdraw(member, it)),
    };
  },
  async act({ member }, sent) {
    const id = Number(sent.field('invitation') ?? '');
    if (sent.act !== 'withdraw' || !Number.isInteger(id)) return undefined;
    const done = await sent.once(`withdraw:${id}`, codecs.boolean, (inside) =>
      withdrawInvitation(inside, member, id),
    );
    return { say: done ? 'invitationBack' : 'late' };
  },
  view: ({ members: rows, invitations }, at) => {
    const columns = columnsOf(at);
    return {
      title: line('desk.members.title'),
      file: () => fileRows({ at, columns, rows }),
      body: (
        <>
          <List
            at={at}
            caption={at.say(line('member.list', { count: { count: rows.length } }))}
            rows={rows}
            columns={columns}
          />
          {invitations.length === 0 ? undefined : (
            <Table
              caption={at.text('desk.members.invitations')}
              rows={invitations}
              columns={[
                { head: at.text('desk.members.name'), cell: ({ name }) => name },
                {
                  head: at.text('member.form.role.label'),
                  cell: ({ role }) => at.text(`staff.role.${role}`),
                },
                {
                  head: at.text('desk.lists.status'),
                  cell: ({ openedAs }) =>
                    at.text(openedAs === undefined ? 'member.invitations.new' : 'member.invitations.opened'),
                },
                {
                  head: at.text('desk.members.withdraw'),
                  cell: ({ id }) => (
                    <Act act="withdraw">
                      <input type="hidden" name="invitation" value={String(id)} />
                      <button>{at.text('member.withdraw.yes')}</button>
                    </Act>
                  ),
                },
              ]}
            />
          )}
          <p class="soft">{at.text('desk.members.invite')}</p>
        </>
      ),
    };
  },
});

/** "Cerme, Menganti", or the whole kabupaten. */
const areaOf = (at: At, kecamatan: readonly string[]): string =>
  kecamatan.length === 0
    ? at.text('member.area.all')
    : kecamatan.map((code) => placeName(at, code)).join(', ');

const columnsOf = (at: At): readonly ListColumn<MemberRow>[] => [
  {
    name: 'nama',
    head: at.text('desk.members.name'),
    text: (it) => it.name,
    cell: (it) => (mayReduce(at.member, it) ? <a href={`/petugas/${it.id}`}>{it.name}</a> : it.name),
  },
  { name: 'peran', head: at.text('member.form.role.label'), text: (it) => at.text(`staff.role.${it.role}`) },
  {
    name: 'hak',
    head: at.text('member.form.rights.label'),
    text: (it) => it.rights.map((right) => at.text(`member.right.${right}`)).join(', ') || '–',
  },
  { name: 'wilayah', head: at.text('member.form.area.label'), text: (it) => areaOf(at, it.kecamatan) },
  { name: 'sejak', head: at.text('desk.members.since'), text: (it) => dayAt(at, it.since) },
];
