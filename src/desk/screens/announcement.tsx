import type { Child } from 'hono/jsx';
import { line, named, type Line, type TextKey } from '../../i18n.ts';
import {
  announcementLines,
  announcementRows,
  textOf,
  type AnnouncementButton,
} from '../../reports/announcement-lines.ts';
import { criteriaLines, missedLines, reachLines } from '../../reports/audience-lines.ts';
import { progressFacts, progressLines, seriesLines } from '../../reports/sending-lines.ts';
import { askedLines } from '../../reports/survey-lines.ts';
import {
  approveAnnouncement,
  refuseAnnouncement,
} from '../../services/announcements/announcement-approval.ts';
import {
  cancelAnnouncement,
  pauseAnnouncement,
  resumeAnnouncement,
} from '../../services/announcements/announcement-status.ts';
import {
  announcementFor,
  openStatuses,
  type Announcement,
} from '../../services/announcements/announcements.ts';
import { firstWhy } from '../../services/announcements/deliveries.ts';
import { invitationBasis } from '../../services/announcements/invitation-basis.ts';
import { endSeries, seriesOf } from '../../services/announcements/series.ts';
import { decideUnknown, undecided } from '../../services/announcements/unknown-deliveries.ts';
import { codecs } from '../../services/core/codecs.ts';
import { sendingHalted } from '../../services/core/instance.ts';
import type { Transaction } from '../../services/core/services.ts';
import type { MemberRow } from '../../services/office/members.ts';
import { waitingChanges } from '../../services/office/pending-changes.ts';
import { surveyById } from '../../services/surveys/surveys.ts';
import { Lines } from '../lines.tsx';
import { Act } from '../page.tsx';
import { Phone } from '../phone.tsx';
import { idIn, screen, type At, type Said } from '../screen.ts';

/** What a press came to, in one word for all of them. */
const outcomes = ['done', 'no', 'not-yours', 'own'] as const;
type Outcome = (typeof outcomes)[number];
type Step = (inside: Transaction, id: number, member: MemberRow) => Promise<Outcome>;

const settled =
  (decision: 'resend' | 'leave'): Step =>
  async (inside, id, member) =>
    (await decideUnknown(inside, id, member, decision)) === 0 ? 'no' : 'done';

/** What is done with an announcement, by the services of the chat. */
const steps: Readonly<Record<string, Step>> = {
  approve: async (inside, id, by) => (await approveAnnouncement(inside, id, by)).kind,
  refuse: async (inside, id, by) => (await refuseAnnouncement(inside, id, by)).kind,
  pause: async (inside, id, by) => (await pauseAnnouncement(inside, id, by)).kind,
  resume: async (inside, id, by) => (await resumeAnnouncement(inside, id, by)).kind,
  cancelYes: async (inside, id, by) => (await cancelAnnouncement(inside, id, by)).kind,
  seriesYes: async (inside, id, by) => {
    const ended = await endSeries(inside, id, by);
    return ended === 'over' ? 'no' : ended;
  },
  resend: settled('resend'),
  leave: settled('leave'),
};

/** What is asked once more, with the press that does it. */
const asked = {
  cancel: { ask: 'broadcast.cancel.ask', yes: 'broadcast.cancel.yes', act: 'cancelYes' },
  series: { ask: 'broadcast.series.ask', yes: 'broadcast.cancel.yes', act: 'seriesYes' },
} as const satisfies Readonly<
  Record<string, { readonly ask: TextKey; readonly yes: TextKey; readonly act: string }>
>;

const said: Readonly<Record<Exclude<Outcome, 'not-yours'>, Said>> = {
  done: 'decided',
  no: 'late',
  own: 'own',
};

interface Opened {
  readonly it: Announcement;
  readonly title: string;
  readonly lines: readonly Line[];
  readonly about: readonly Line[];
  readonly message: readonly Line[];
  readonly buttons: readonly (readonly AnnouncementButton[])[];
  /** Why for the first of those who get it, which the message shows. */
  readonly hasWhy: boolean;
  readonly by: string;
  readonly approvedBy: string | undefined;
  readonly repeats: boolean;
  readonly undecided: number;
  /** Who fits and has no Telegram. */
  readonly byHand: number;
  /** A second person is asked about a change of it, in the chat. */
  readonly changing: boolean;
}

/** One announcement: the message, whom it is for, how far it is, and what can be done with it. */
export const announcement = screen<Opened>({
  path: '/umumkan/:id',
  duty: 'announce',
  async load(at) {
    const { services, member } = at;
    const id = idIn(at);
    const it = id === undefined ? undefined : await announcementFor(services, member, id);
    const basis = it === undefined ? undefined : await invitationBasis(services, it.id);
    if (it === undefined || basis === undefined) return undefined;
    const halted = await sendingHalted(services);
    const facts = await progressFacts(services, it);
    const series = await seriesOf(services, it);
    const why = await firstWhy(services, it.id);
    const survey = it.survey === undefined ? undefined : await surveyById(services, it.survey.id);
    return {
      it,
      title: facts.title,
      lines: progressLines({ ...facts, ...(halted === undefined ? {} : { waiting: { kind: halted } }) }),
      about: [
        ...criteriaLines(it.audience, services),
        ...(it.startedAt === undefined ? reachLines(basis) : missedLines(basis)),
        ...seriesLines(series),
        ...(survey === undefined ? [] : askedLines(survey)),
      ],
      message: announcementLines(services, textOf(it), basis.training, why),
      buttons: announcementRows(textOf(it), basis.training),
      hasWhy: why !== undefined,
      by: basis.by?.name ?? '–',
      approvedBy: basis.approvedBy?.name,
      repeats: series?.next !== undefined,
      undecided: await undecided(services, it.id),
      byHand: it.startedAt === undefined ? 0 : basis.notReached['no-telegram'],
      changing: (await waitingChanges(services, { announcementId: it.id })).length > 0,
    };
  },
  async act(at, sent) {
    const { services, member } = at;
    const id = idIn(at);
    const it = id === undefined ? undefined : await announcementFor(services, member, id);
    if (it === undefined) return undefined;
    if (sent.act === 'cancel' || sent.act === 'series') return askPage(at, it, asked[sent.act]);
    const step = Object.hasOwn(steps, sent.act) ? steps[sent.act] : undefined;
    if (step === undefined) return undefined;
    // Whoever says yes has to see the picture, which the chat alone shows.
    if (sent.act === 'approve' && it.posterFileId !== undefined) return { say: 'inChat' };
    const came = await sent.once(sent.act, codecs.word(outcomes), (inside) => step(inside, it.id, member));
    return came === 'not-yours' ? undefined : { say: said[came] };
  },
  view: (opened, at) => {
    const { it, message, buttons, hasWhy } = opened;
    const due = it.status === 'scheduled' && it.scheduledAt <= at.services.now();
    return {
      title: named(opened.title),
      moves: due || it.status === 'freezing' || it.status === 'sending',
      body: (
        <>
          <p>
            <a href="/umumkan">{at.text('desk.announcement.back')}</a>
          </p>
          <div class="two">
            <div>
              <section class="card" aria-label={at.text('desk.announcements.status')}>
                <Lines at={at} lines={opened.lines} />
                {opened.changing ? <p class="alert">{at.text('desk.announcement.changing')}</p> : undefined}
                <Acts at={at} opened={opened} />
              </section>
              <section>
                <h2>{at.text('announce.audience.label')}</h2>
                <Lines at={at} lines={opened.about} />
                {opened.byHand === 0 ? undefined : (
                  <p>
                    <a class="button" href={`/umumkan/${it.id}/tanpa-telegram`}>
                      {at.say(line('broadcast.hand.button', { count: { count: opened.byHand } }))}
                    </a>
                  </p>
                )}
                <h2>{at.text('announce.basis.decision')}</h2>
                <Decision at={at} opened={opened} />
              </section>
            </div>
            <div>
              <Phone at={at} lines={message} buttons={buttons} poster={it.posterFileId !== undefined} />
              {hasWhy || it.startedAt === undefined ? (
                <p class="soft">{at.text(hasWhy ? 'broadcast.why.first' : 'broadcast.why.later')}</p>
              ) : undefined}
            </div>
          </div>
        </>
      ),
    };
  },
});

function Acts({ at, opened }: { at: At; opened: Opened }): Child {
  const { it } = opened;
  const press = (act: string, label: TextKey, main = false): Child => (
    <Act act={act}>
      <button class={main ? 'main' : undefined}>{at.text(label)}</button>
    </Act>
  );
  const isOpen = openStatuses.some((status) => status === it.status);
  const isOwn = it.createdBy === at.member.number;
  return (
    <div class="acts">
      {it.status !== 'approval' || isOwn || it.posterFileId !== undefined
        ? undefined
        : press('approve', 'broadcast.button.approve', true)}
      {it.status !== 'approval' || isOwn ? undefined : press('refuse', 'broadcast.button.refuse')}
      {it.status === 'approval' && isOwn ? <p>{at.text('broadcast.approval.own')}</p> : undefined}
      {it.status === 'approval' && !isOwn && it.posterFileId !== undefined ? (
        <p>{at.text('desk.announcement.poster')}</p>
      ) : undefined}
      {['sending', 'freezing', 'scheduled'].includes(it.status)
        ? press('pause', 'broadcast.button.pause')
        : undefined}
      {it.status === 'paused' || it.status === 'held'
        ? press('resume', 'broadcast.button.resume', true)
        : undefined}
      {opened.undecided === 0 ? undefined : press('resend', 'broadcast.unknown.resend')}
      {opened.undecided === 0 ? undefined : press('leave', 'broadcast.unknown.leave')}
      {opened.repeats ? press('series', 'broadcast.series.end') : undefined}
      {it.startedAt === undefined ||
      it.trainingId === undefined ||
      it.withdrawnAt !== undefined ? undefined : (
        <>
          <a class="button" href={`/umumkan/baru?susulan=n${it.id}`}>
            {at.text('broadcast.button.silent')}
          </a>
          <a class="button" href={`/umumkan/baru?susulan=y${it.id}`}>
            {at.text('broadcast.button.answered')}
          </a>
        </>
      )}
      {isOpen ? press('cancel', 'broadcast.button.cancel') : undefined}
    </div>
  );
}

/** Who wrote it and who agreed, and why somebody had to. */
function Decision({ at, opened }: { at: At; opened: Opened }): Child {
  const { it, by, approvedBy } = opened;
  return (
    <dl>
      <dt>{at.text('announce.basis.by')}</dt>
      <dd>{by}</dd>
      <dt>{at.text('announce.basis.written')}</dt>
      <dd>{at.say(line('desk.moment', { at: { stamp: it.createdAt.toISOString() } }))}</dd>
      <dt>{at.text('announce.basis.sent')}</dt>
      <dd>{at.say(line('desk.moment', { at: { moment: it.scheduledAt.toISOString() } }))}</dd>
      {it.approvalFor.length === 0 ? undefined : (
        <>
          <dt>{at.text('announce.basis.approvedBy')}</dt>
          <dd>
            {approvedBy ?? at.text('announce.basis.waiting')}
            {it.approvalFor.map((reason) => (
              <span class="mark">
                {at.say(line(`broadcast.approval.${reason}`, { reason: it.urgentReason ?? '–' }))}
              </span>
            ))}
          </dd>
        </>
      )}
    </dl>
  );
}

function askPage(
  at: At,
  it: Announcement,
  { ask, yes, act }: (typeof asked)[keyof typeof asked],
): { readonly title: Line; readonly body: Child } {
  return {
    title: line('desk.announcement.sure', { code: it.code }),
    body: (
      <>
        <p>{at.text(ask)}</p>
        <div class="acts">
          <Act act={act}>
            <button class="main">{at.text(yes)}</button>
          </Act>
          <a class="button" href={`/umumkan/${it.id}`}>
            {at.text('broadcast.cancel.no')}
          </a>
        </div>
      </>
    ),
  };
}
