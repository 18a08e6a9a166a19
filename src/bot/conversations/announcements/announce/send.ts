import { announcedLengths } from '../../../../domain/announcements/announcement.ts';
import { firstTime as sentFirst, isSentLate } from '../../../../domain/announcements/plan-times.ts';
import { isSeriesEnd, type Repeat } from '../../../../domain/announcements/series.ts';
import { nextAwake, quietUntil } from '../../../../domain/when/quiet-hours.ts';
import { instantAt } from '../../../../domain/when/dates.ts';
import { localDate, type Zone } from '../../../../domain/month/calendar.ts';
import { instantOf, readMoment, whenOf, type When } from '../../../../domain/when/when.ts';
import { Temporal } from 'temporal-polyfill';
import { line, named, type TextKey } from '../../../../i18n.ts';
import { reachLines } from '../../../../reports/audience-lines.ts';
import { question, type Answers } from '../../engine/form.ts';
import { choice, hint, jump, mark, propose, take, type Choice, type Reply } from '../../engine/reply.ts';
import { dayQuestion } from '../../questions/day.ts';
import { wordsQuestion } from '../../questions/words.ts';
import { announced, given, isUrgent, repeatOf } from './answers.ts';
import type { AnnounceContext } from './context.ts';
import { shortWords } from './training.ts';
import { replyWhen, whenLabel, whenLine } from './when-reply.ts';

type C = AnnounceContext;
type Send = 'now' | When;

const MORNING = new Temporal.PlainTime(9, 0);

/** The last moment at which the announcement is of use: when registration closes. */
export function latestSend(answers: Answers, context: C): Date | undefined {
  return announced(answers, context)?.closesAt;
}

function offered(answers: Answers, context: C): readonly Choice[] {
  const {
    now,
    office: { quiet, zone },
  } = context;
  const latest = latestSend(answers, context);
  const isOpen = (at: Date): boolean => latest === undefined || at < latest;
  const wakes = isUrgent(answers) ? undefined : quietUntil(now, quiet);
  const tomorrow = instantAt(localDate(now, zone).add({ days: 1 }), MORNING, zone);
  const at = (code: string, instant: Date): readonly Choice[] =>
    isOpen(instant)
      ? [choice(code, whenLabel(whenOf(instant, zone), zone), take(whenOf(instant, zone)))]
      : [];
  return [
    ...(wakes === undefined
      ? [choice('now', line('announce.send.now'), take('now'))]
      : at('soonest', ceilMinute(wakes))),
    ...(quietUntil(tomorrow, quiet) === undefined ? at('tomorrow', tomorrow) : []),
  ];
}

const ceilMinute = (at: Date): Date => new Date(Math.ceil(at.getTime() / 60_000) * 60_000);

const send = question<C, Send>({
  ...given.send,
  needed: true,
  ask: (_answers, context) =>
    line('announce.send.ask', {
      reach: { paragraphs: [...reachLines(context.reach), line('common.blank')] },
    }),
  choices: (answers, context) => {
    const urgent = isUrgent(answers);
    return [
      ...offered(answers, context).map((it) => [it]),
      [
        choice(
          'urgent',
          line(urgent ? 'announce.send.urgentOn' : 'announce.send.urgentOff'),
          mark({ [given.urgent.key]: !urgent }),
        ),
      ],
      ...(urgent || answers.of(given.about) !== 'notice' ? [] : [[repeatChoice(repeatOf(answers))]]),
      [choice('audience', line('announce.send.audience'), jump('audience', { clear: ['audience'] }))],
    ];
  },
  read: (said, answers, context) =>
    said.kind === 'text'
      ? replyWhen(readMoment(said.text, context.now, context.office.zone), context.office.zone, (value) =>
          timed(value, answers, context),
        )
      : hint(),
  reader: 'when@1',
  echo: true,
  hints: [line('announce.send.hint'), line('announce.send.hint')],
  label: 'announce.send.label',
  show: (it, _answers, { office }) => (it === 'now' ? line('announce.send.now') : whenLine(it, office.zone)),
});

const repeatLabels: Readonly<Record<Repeat | 'once', TextKey>> = {
  once: 'announce.repeat.once',
  week: 'announce.repeat.week',
  month: 'announce.repeat.month',
};

/** One button that leads from once to every week, every month, and back. */
function repeatChoice(now: Repeat | undefined): Choice {
  const next = now === undefined ? 'week' : now === 'week' ? 'month' : null;
  return choice('repeat', line(repeatLabels[now ?? 'once']), mark({ [given.repeat.key]: next }));
}

/** When it is wanted, as it is answered so far. */
export function sendOf(answers: Answers, zone: Zone): Date | 'now' {
  const send = answers.of(given.send);
  return send === undefined || send === 'now' ? 'now' : instantOf(send, zone);
}

/** When it goes out first, as it is answered so far. */
export const firstTime = (answers: Answers, { now, office }: C): Date =>
  sentFirst(sendOf(answers, office.zone), { now, quiet: office.quiet, urgent: isUrgent(answers) });

/** The last day of a series: after the first time, and not later than anybody looks at it. */
const repeatUntil = dayQuestion<C>({
  key: given.repeatUntil.key,
  numbered: false,
  needed: true,
  when: (answers) => repeatOf(answers) !== undefined,
  dependsOn: ['send'],
  ask: () => line('announce.repeat.until'),
  toward: 'ahead',
  today: ({ now, office }) => localDate(now, office.zone),
  offered: (answers, context) => {
    const first = localDate(firstTime(answers, context), context.office.zone);
    return [1, 3, 6].map((months) => first.add({ months }));
  },
  refused: (day, answers, context) => {
    const first = firstTime(answers, context);
    return isSeriesEnd(day, first, context.office.zone) ? undefined : line('announce.repeat.wrongEnd');
  },
  label: 'announce.repeat.label',
});

/** A time in quiet hours is not taken: the next possible one is offered instead. */
function timed(value: When, answers: Answers, context: C): Reply {
  const { zone, quiet } = context.office;
  const at = instantOf(value, zone);
  const latest = latestSend(answers, context);
  if (isSentLate(at, latest) && latest !== undefined)
    return hint(line('announce.send.late', { at: { moment: latest.toISOString() } }));
  const wakes = isUrgent(answers) ? at : nextAwake(at, quiet);
  if (wakes.getTime() === at.getTime()) return take({ ...value });
  if (latest !== undefined && wakes >= latest)
    return hint(line('announce.send.late', { at: { moment: latest.toISOString() } }));
  const next = whenOf(ceilMinute(wakes), zone);
  return propose(
    line('announce.send.quiet', { value: { line: whenLine(value, zone) } }),
    line('common.button.writeAgain'),
    { code: 'next', label: whenLabel(next, zone), value: next },
  );
}

const reason = wordsQuestion<C>({
  ...given.reason,
  numbered: false,
  needed: true,
  when: (answers) => isUrgent(answers),
  ask: () => line('announce.reason.ask'),
  words: shortWords(announcedLengths.reason),
  hints: [line('announce.reason.ask')],
  label: 'announce.reason.label',
  show: (text) => named(text),
});

/** When it goes out, until when it is repeated, and why it may pass the quiet hours. */
export const sendQuestions = [send, repeatUntil, reason];
