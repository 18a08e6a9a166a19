import { line, type TextKey } from '../../i18n.ts';
import { decideChange, type ChangeDecided } from '../../services/announcements/change-deciding.ts';
import { codecs } from '../../services/core/codecs.ts';
import { sendingHalted, setStopped } from '../../services/core/instance.ts';
import { memberByNumber } from '../../services/office/members.ts';
import { keepForSecond, waitingChanges, type PendingChange } from '../../services/office/pending-changes.ts';
import { Act } from '../page.tsx';
import { screen, type At, type Said, type Shown } from '../screen.ts';

interface Sending {
  readonly halted: 'stopped' | 'safe-mode' | undefined;
  /** Somebody wants that the bot sends again; a second person decides. */
  readonly waiting: PendingChange | undefined;
  readonly by: string;
}

const decisions = [
  'done',
  'refused',
  'own',
  'gone',
  'late',
  'not-yours',
] as const satisfies readonly ChangeDecided[];
const said: Readonly<Record<ChangeDecided, Said>> = {
  done: 'started',
  refused: 'stillStopped',
  own: 'own',
  gone: 'late',
  late: 'late',
  'not-yours': 'late',
};

/** *Kiriman*: the one stop for everything that the bot begins. Anybody stops at once; two decide that it goes on. */
export const sending = screen<Sending>({
  path: '/kiriman',
  duty: 'stop',
  nav: 'desk.sending.title',
  async load({ services }) {
    const waiting = (await waitingChanges(services, {})).find(
      ({ wanted }) => wanted.kind === 'sending-start',
    );
    return {
      halted: await sendingHalted(services),
      waiting,
      by: waiting === undefined ? '–' : ((await memberByNumber(services, waiting.createdBy))?.name ?? '–'),
    };
  },
  async act(at, sent) {
    const { services, member } = at;
    if (sent.act === 'stop') return { title: line('desk.sending.title'), body: <Ask at={at} /> };
    if (sent.act === 'stopYes') {
      await sent.once('stop', codecs.boolean, (inside) => setStopped(inside, member.number, true));
      return { say: 'stopped' };
    }
    const waiting = (await waitingChanges(services, {})).find(
      ({ wanted }) => wanted.kind === 'sending-start',
    );
    if (sent.act === 'start') {
      const asked = await sent.once('start', codecs.boolean, async (inside) => {
        if ((await sendingHalted(inside)) !== 'stopped' || (await waitingChanges(inside, {})).length > 0)
          return false;
        // Nobody is asked: while everything is stopped no message goes out.
        await keepForSecond(inside, member, { kind: 'sending-start', content: {} }, {}, []);
        return true;
      });
      return { say: asked ? 'second' : 'late' };
    }
    if (sent.act !== 'agree' && sent.act !== 'refuse') return undefined;
    if (waiting === undefined) return { say: 'late' };
    const agrees = sent.act === 'agree';
    const came = await sent.once(sent.act, codecs.word(decisions), (inside) =>
      decideChange(inside, waiting.id, member, agrees),
    );
    return { say: said[came] };
  },
  view: ({ halted, waiting, by }, at): Shown => {
    const press = (act: string, label: TextKey, main = false) => (
      <Act act={act}>
        <button class={main ? 'main' : undefined}>{at.text(label)}</button>
      </Act>
    );
    return {
      title: line('desk.sending.title'),
      body: (
        <section class="card" aria-label={at.text('desk.lists.status')}>
          <p>
            <b>{at.text(halted === undefined ? 'desk.sending.runs' : `desk.sending.${halted}`)}</b>
          </p>
          {waiting === undefined ? undefined : (
            <p>{at.say(line('change.ask.sending-start', { name: by, title: '' }))}</p>
          )}
          <div class="acts">
            {halted === undefined ? press('stop', 'desk.sending.stop', true) : undefined}
            {halted === 'stopped' && waiting === undefined ? press('start', 'broadcast.stop.end') : undefined}
            {waiting === undefined || waiting.createdBy === at.member.number
              ? undefined
              : [
                  press('agree', 'broadcast.button.approve', true),
                  press('refuse', 'broadcast.button.refuse'),
                ]}
          </div>
          {waiting?.createdBy === at.member.number ? <p>{at.text('broadcast.approval.own')}</p> : undefined}
        </section>
      ),
    };
  },
});

const Ask = ({ at }: { at: At }) => (
  <>
    <p>{at.text('broadcast.stop.ask')}</p>
    <div class="acts">
      <Act act="stopYes">
        <button class="main">{at.text('broadcast.stop.yes')}</button>
      </Act>
      <a class="button" href="/kiriman">
        {at.text('broadcast.stop.no')}
      </a>
    </div>
  </>
);
