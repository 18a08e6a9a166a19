import type { Child } from 'hono/jsx';
import { mayReduce, rights } from '../../domain/office/roles.ts';
import { line, named } from '../../i18n.ts';
import { inspectionLine } from '../../reports/inspection-lines.ts';
import { codecs } from '../../services/core/codecs.ts';
import { activeMembers, type MemberRow } from '../../services/office/members.ts';
import { changeStanding, endRole, type MemberChange } from '../../services/roles/member-changes.ts';
import { places } from '../filter.tsx';
import { Act } from '../page.tsx';
import { dayAt, idIn, screen, type At, type Said, type Shown } from '../screen.ts';

const changes = [
  'done',
  'gone',
  'not-yours',
  'last-admin',
  'nothing',
] as const satisfies readonly MemberChange[];
const said: Readonly<Record<MemberChange, Said>> = {
  done: 'memberDone',
  gone: 'late',
  'not-yours': 'memberBeyond',
  'last-admin': 'memberLast',
  nothing: 'same',
};

/** One member of the office, for whoever could end the role: rights and kecamatan, and the end. */
export const member = screen<MemberRow>({
  path: '/petugas/:id',
  duty: 'members',
  load: themAt,
  async act(at, sent) {
    const them = await themAt(at);
    if (them === undefined) return undefined;
    if (sent.act === 'end') return askEnd(at, them);
    if (sent.act === 'endYes') {
      const ended = await sent.once('end', codecs.word(changes), (inside) =>
        endRole(inside, at.member, them.number),
      );
      return ended === 'done'
        ? { say: 'memberEnded', to: '/petugas?kata=memberEnded' }
        : { say: said[ended] };
    }
    if (sent.act !== 'change') return undefined;
    const known = new Set(at.services.office.areas.kecamatan.map(({ code }) => code));
    const area = sent.all('kec').filter((code) => known.has(code));
    const wanted = { rights: rights.filter((it) => sent.all('hak').includes(it)), kecamatan: area };
    // Nothing ticked would mean everywhere: that is a choice of its own.
    if (area.length === 0 && sent.field('semua') !== '1') return { say: 'memberNowhere' };
    const changed = await sent.once('change', codecs.word(changes), (inside) =>
      changeStanding(inside, at.member, them.number, {
        ...wanted,
        kecamatan: sent.field('semua') === '1' ? [] : wanted.kecamatan,
      }),
    );
    return { say: said[changed] };
  },
  view: (them, at) => ({
    title: named(them.name),
    body: (
      <>
        <p>
          <a href="/petugas">{at.text('desk.members.back')}</a>
        </p>
        <section class="card" aria-label={at.text('member.form.role.label')}>
          <dl>
            <dt>{at.text('member.form.role.label')}</dt>
            <dd>{at.text(`staff.role.${them.role}`)}</dd>
            <dt>{at.text('member.form.post.label')}</dt>
            <dd>{them.post ?? '–'}</dd>
            <dt>{at.text('member.form.letter.label')}</dt>
            <dd>{them.letter ?? '–'}</dd>
            <dt>{at.text('desk.members.since')}</dt>
            <dd>{dayAt(at, them.since)}</dd>
          </dl>
          {them.role === 'auditor' ? (
            <p>{at.say(inspectionLine(at.services, them.inspection))}</p>
          ) : undefined}
        </section>
        {them.role === 'auditor' || them.role === 'partner' ? undefined : <Standing at={at} them={them} />}
        <div class="acts">
          <Act act="end">
            <button>{at.text('member.page.end')}</button>
          </Act>
        </div>
      </>
    ),
  }),
});

async function themAt(at: At): Promise<MemberRow | undefined> {
  const id = idIn(at);
  const them = (await activeMembers(at.services)).find((it) => it.id === id);
  return them !== undefined && mayReduce(at.member, them) ? them : undefined;
}

function Standing({ at, them }: { at: At; them: MemberRow }): Child {
  const isEverywhere = them.kecamatan.length === 0;
  return (
    <Act act="change">
      <fieldset>
        <legend>{at.text('member.form.rights.label')}</legend>
        {rights.map((right) => (
          <label class="tick">
            <input type="checkbox" name="hak" value={right} checked={them.rights.includes(right)} />{' '}
            {at.text(`member.right.${right}`)}
          </label>
        ))}
      </fieldset>
      <fieldset>
        <legend>{at.text('member.form.area.label')}</legend>
        <label class="tick">
          <input type="checkbox" name="semua" value="1" checked={isEverywhere} /> {at.text('member.area.all')}
        </label>
        {places(at).map(([code, name]) => (
          <label class="tick">
            <input type="checkbox" name="kec" value={code} checked={them.kecamatan.includes(code)} /> {name}
          </label>
        ))}
      </fieldset>
      <p class="soft">{at.text('member.change.review')}</p>
      <button class="main">{at.text('member.change.send')}</button>
    </Act>
  );
}

const askEnd = (at: At, them: MemberRow): Shown => ({
  title: named(them.name),
  body: (
    <>
      <p>
        {at.say(
          line('member.revoke.ask', { name: them.name, role: { line: line(`staff.role.${them.role}`) } }),
        )}
      </p>
      <div class="acts">
        <Act act="endYes">
          <button class="main">{at.text('member.revoke.yes')}</button>
        </Act>
        <a class="button" href={`/petugas/${them.id}`}>
          {at.text('common.button.noChange')}
        </a>
      </div>
    </>
  ),
});
