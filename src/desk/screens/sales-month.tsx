import type { Month } from '../../domain/month/month.ts';
import { line } from '../../i18n.ts';
import { codecs } from '../../services/core/codecs.ts';
import { countRemindable, remindByHand } from '../../services/sales/report-reminders.ts';
import { lockMonth, monthProgress, type MonthProgress } from '../../services/sales/sales-progress.ts';
import { monthsAt } from '../month.ts';
import { Act } from '../page.tsx';
import { onward, screen, type At } from '../screen.ts';

/** The finished month that is asked for: a month that still runs is neither locked nor reminded of. */
function finishedMonth(at: At): Month | undefined {
  const asked = monthsAt(at);
  return asked === undefined || asked.month === asked.running ? undefined : asked.month;
}

/** Whether owners can still report a month, in words. */
export const stateKey = ({ state, lockedByHand }: MonthProgress) =>
  state !== 'locked' ? 'sales.state.open' : lockedByHand ? 'sales.state.byHand' : 'sales.state.byDate';

/** Which of both can be done with a month now. */
export function lockVerb({ state, lockedByHand }: MonthProgress): 'lock' | 'unlock' | undefined {
  if (lockedByHand) return 'unlock';
  return state === 'open' ? 'lock' : undefined;
}

/** Asks before a month is closed for owners, or opened again: for whoever works in the whole kabupaten. */
export const salesLock = screen<MonthProgress>({
  path: '/penjualan/kunci',
  duty: 'sales',
  async load(at) {
    const month = finishedMonth(at);
    return month === undefined ? undefined : monthProgress(at.services, month, at.member.kecamatan);
  },
  async act(at, sent) {
    const month = finishedMonth(at);
    const { act } = sent;
    if (month === undefined || (act !== 'lock' && act !== 'unlock')) return undefined;
    const kind = await sent.once(
      `${act}:${month}`,
      codecs.word(['done', 'already', 'not-now', 'not-yours']),
      (inside) => lockMonth(inside, at.member, month, act === 'lock'),
    );
    if (kind === 'not-yours') return undefined;
    const say = kind !== 'done' ? 'late' : act === 'lock' ? 'locked' : 'unlocked';
    return { say, to: onward(at, '/penjualan', { kata: say }) };
  },
  view(it, at) {
    const isTheirs = at.member.kecamatan.length === 0;
    const verb = isTheirs ? lockVerb(it) : undefined;
    return {
      title: line(`desk.sales.${lockVerb(it) ?? 'lock'}.title`, { month: { month: it.month } }),
      body: (
        <>
          <p>{at.text(stateKey(it))}</p>
          {isTheirs ? undefined : <p>{at.text('sales.lock.result.not-yours')}</p>}
          {verb === undefined ? undefined : (
            <>
              <p>
                {at.say(
                  line(`sales.${verb}.ask`, {
                    month: { month: it.month },
                    missing: { count: it.expected - it.reported },
                  }),
                )}
              </p>
              <Act act={verb}>
                <button class="main">{at.text(`sales.${verb}.yes`)}</button>
              </Act>
            </>
          )}
          <p>
            <a href={onward(at, '/penjualan')}>{at.text('desk.sales.figure.back')}</a>
          </p>
        </>
      ),
    };
  },
});

interface Remindable {
  readonly month: Month;
  readonly count: number;
}

/** Asks before everybody who has not reported is reminded in the chat, where the member works. */
export const salesRemind = screen<Remindable>({
  path: '/penjualan/ingatkan',
  duty: 'sales',
  async load(at) {
    const month = finishedMonth(at);
    return month === undefined
      ? undefined
      : { month, count: await countRemindable(at.services, month, at.member.kecamatan) };
  },
  async act(at, sent) {
    const month = finishedMonth(at);
    if (month === undefined || sent.act !== 'remind') return undefined;
    const queued = await sent.once(`remind:${month}`, codecs.number, (inside) =>
      remindByHand(inside, at.member, month),
    );
    const say = queued === 0 ? 'late' : 'reminded';
    return { say, to: onward(at, '/penjualan', { kata: say }) };
  },
  view: ({ month, count }, at) => ({
    title: line('desk.sales.remind.title', { month: { month } }),
    body: (
      <>
        <p>
          {at.say(
            count === 0
              ? line('sales.remind.nobody')
              : line('sales.remind.ask', { month: { month }, count: { count } }),
          )}
        </p>
        {count === 0 ? undefined : (
          <Act act="remind">
            <button class="main">{at.say(line('sales.remind.yes', { count: { count } }))}</button>
          </Act>
        )}
        <p>
          <a href={onward(at, '/penjualan')}>{at.text('desk.sales.figure.back')}</a>
        </p>
      </>
    ),
  }),
});
