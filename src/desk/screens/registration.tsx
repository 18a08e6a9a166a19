import { maskPhone } from '../../domain/people/identity.ts';
import { line } from '../../i18n.ts';
import { codecs } from '../../services/core/codecs.ts';
import {
  decideVerification,
  mayVerify,
  noteRegistrationRead,
  registrationFile,
  waitingBeside,
  type RegistrationFile,
  type StillWaiting,
} from '../../services/people/verifications.ts';
import { Act } from '../page.tsx';
import { idIn, placeName, screen, type Said } from '../screen.ts';
import { Table } from '../table.tsx';

interface Registration {
  readonly file: RegistrationFile;
  readonly beside: StillWaiting;
}

const MOST_LETTERS = 500;

/** One registration, and with a key to the next one. */
export const registration = screen<Registration>({
  path: '/periksa/:id',
  duty: 'cases',
  async load(at) {
    const { services, member } = at;
    const id = idIn(at);
    if (id === undefined || !(await mayVerify(services, member, id))) return undefined;
    await at.note((inside) => noteRegistrationRead(inside, member, id));
    const file = await registrationFile(services, member, id);
    return file === undefined ? undefined : { file, beside: await waitingBeside(services, member, id) };
  },
  async act(at, sent) {
    const { services, member } = at;
    const id = idIn(at);
    const { act } = sent;
    if (id === undefined || (act !== 'right' && act !== 'twice') || !(await mayVerify(services, member, id)))
      return undefined;
    const note = (sent.field('words') ?? '').trim();
    if (act === 'twice' && (note === '' || note.length > MOST_LETTERS)) return { say: 'empty' };
    const { next } = await waitingBeside(services, member, id);
    const decided = await sent.once(act, codecs.boolean, (inside) =>
      decideVerification(inside, member, id, act === 'right' ? { status: act } : { status: act, note }),
    );
    const say: Said = !decided ? 'late' : act === 'right' ? 'checked' : 'twice';
    return { say, to: `${next === undefined ? '/periksa' : `/periksa/${next}`}?kata=${say}` };
  },
  view: ({ file: { business, owner, maskedNik, twins, note }, beside }, at) => ({
    title: line('desk.registration.title', { number: business.number ?? '–' }),
    body: (
      <>
        <p>{at.say(line('desk.registration.left', { count: { count: beside.left } }))}</p>
        <section class="card" aria-label={at.text('desk.business')}>
          <dl>
            <dt>{at.text('desk.business')}</dt>
            <dd>{business.name ?? '–'}</dd>
            <dt>{at.text('desk.owner')}</dt>
            <dd>{owner.name ?? '–'}</dd>
            <dt>{at.text('desk.phone')}</dt>
            <dd>{owner.phone === undefined ? '–' : maskPhone(owner.phone)}</dd>
            <dt>{at.text('desk.registration.nik')}</dt>
            <dd>{maskedNik ?? '–'}</dd>
            <dt>{at.text('desk.place')}</dt>
            <dd>{`${placeName(at, business.desa)}, ${placeName(at, business.kecamatan)}`}</dd>
            <dt>{at.text('desk.businesses.kind')}</dt>
            <dd>{business.kind === undefined ? '–' : at.text(`kind.${business.kind}`)}</dd>
            <dt>{at.text('desk.businesses.nib')}</dt>
            <dd>{business.nib ?? '–'}</dd>
          </dl>
          {note === undefined ? undefined : <p>{note}</p>}
        </section>
        {twins.length === 0 ? undefined : (
          <Table
            caption={at.text('desk.registration.twins')}
            rows={twins}
            columns={[
              { head: at.text('desk.businesses.number'), cell: (it) => it.number ?? '–', as: 'code' },
              { head: at.text('desk.business'), cell: (it) => it.name ?? '–' },
              { head: at.text('desk.place'), cell: (it) => placeName(at, it.kecamatan) },
              {
                head: at.text('desk.registration.why'),
                cell: (it) => it.why.map((why) => at.text(`verification.why.${why}`)).join(', '),
              },
            ]}
          />
        )}
        <div class="acts">
          <Act act="right">
            <button class="main" data-key="b">
              {at.text('desk.registration.right')}
            </button>
          </Act>
          {beside.next === undefined ? undefined : (
            <a class="button" href={`/periksa/${beside.next}`} data-key="j">
              {at.text('desk.registration.next')}
            </a>
          )}
        </div>
        <Act act="twice">
          <label for="dobel">{at.text('desk.registration.note')}</label>
          <input id="dobel" name="words" maxlength={MOST_LETTERS} required data-key="d" />{' '}
          <button>{at.text('desk.registration.twice')}</button>
        </Act>
      </>
    ),
  }),
});
