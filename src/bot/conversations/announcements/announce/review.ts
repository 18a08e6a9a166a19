import { timesIn } from '../../../../domain/announcements/series.ts';
import { approvalReasons } from '../../../../domain/announcements/announcement.ts';
import { line, type Line } from '../../../../i18n.ts';
import { announcementButtons, announcementLines } from '../../../outbox/announcement-message.ts';
import type { Answers, Sample } from '../../engine/form.ts';
import { tell, type ReplyOf } from '../../engine/reply.ts';
import { announced, given, isNew, isUrgent, newTraining, repeatOf } from './answers.ts';
import type { AnnounceContext } from './context.ts';
import { captionOver, MOST_CAPTION, NO_CODE } from './message.ts';
import { firstTime, latestSend, reachLines } from './send.ts';
import { instantOf } from '../../../../domain/when/when.ts';

type C = AnnounceContext;

/** The message exactly as the first of those reached reads it; none while it is too long for its poster. */
export function sample(answers: Answers, context: C): Sample | undefined {
  const photoFileId = answers.of(given.poster);
  if (photoFileId !== undefined && captionOver(answers, context) > 0) return undefined;
  const training = announced(answers, context);
  const it = { code: NO_CODE, text: answers.of(given.text) ?? '', version: 1 };
  return {
    lines: announcementLines(context, it, training, context.survey?.why ?? {}),
    ...(photoFileId === undefined ? {} : { photoFileId }),
    buttons: announcementButtons(it, training, 0).map((row) => row.map((button) => button.label)),
  };
}

/** What an officer should know before it goes out. */
export function aboutLines(answers: Answers, context: C): readonly Line[] {
  const { survey, office } = context;
  const above = office.secondPersonAbove;
  const reasons = approvalReasons({
    size: survey?.reached ?? 0,
    above,
    urgent: isUrgent(answers),
    words: [answers.of(given.text), announced(answers, context)?.title, announced(answers, context)?.place],
    poster: answers.of(given.poster) !== undefined,
  });
  const over = answers.of(given.poster) === undefined ? 0 : captionOver(answers, context);
  const notes = [
    ...reachLines(context),
    ...(survey?.before ?? []).map((it) =>
      line('announce.review.before', {
        code: it.code,
        at: { moment: it.at.toISOString() },
        count: { count: it.people },
      }),
    ),
    ...seriesLines(answers, context),
    ...(reasons.length === 0
      ? []
      : [
          line('announce.review.second', {
            reasons: {
              list: reasons.map((it) => line(`announce.second.${it}`, { above: { count: above ?? 0 } })),
            },
          }),
        ]),
    ...(over === 0 ? [] : [line('announce.poster.long', { over, most: MOST_CAPTION })]),
  ];
  return notes.length === 0 ? [] : [...notes, line('common.blank')];
}

/** How often it goes out in all. */
function seriesLines(answers: Answers, context: C): readonly Line[] {
  const [every, until] = [repeatOf(answers), answers.of(given.repeatUntil)];
  if (every === undefined || until === undefined) return [];
  const rhythm = { first: firstTime(answers, context), every, until };
  return [
    line('announce.repeat.review', {
      every: { line: line(`announce.repeat.every.${every}`) },
      until: { day: until },
      count: { count: timesIn(rhythm, context.office.zone) },
    }),
  ];
}

/** What time has made impossible since it was answered, and a caption that no longer fits. */
export function hindrance(answers: Answers, context: C): ReplyOf<'tell' | 'jump'> | undefined {
  const about = answers.of(given.about);
  if (typeof about === 'number' && context.training === undefined) return tell(line('announce.check.gone'));
  if (isNew(answers)) {
    const fields = newTraining(answers, context.office.zone);
    if (fields === undefined || fields.startsAt <= context.now)
      return jump('time', ['time', 'until', 'closes'], line('announce.check.past'));
    if (fields.endsAt <= fields.startsAt)
      return jump('time', ['time', 'until'], line('announce.when.endsBefore'));
    if (fields.closesAt <= context.now || fields.closesAt > fields.startsAt)
      return jump('closes', ['closes'], line('announce.check.closed'));
  }
  const send = answers.of(given.send);
  const latest = latestSend(answers, context);
  if (
    latest !== undefined &&
    send !== undefined &&
    send !== 'now' &&
    instantOf(send, context.office.zone) >= latest
  )
    return jump('send', ['send'], line('announce.send.late', { at: { moment: latest.toISOString() } }));
  const over = answers.of(given.poster) === undefined ? 0 : captionOver(answers, context);
  return over === 0
    ? undefined
    : jump('text', ['text'], line('announce.poster.long', { over, most: MOST_CAPTION }));
}

const jump = (to: string, clear: readonly string[], text: Line): ReplyOf<'jump'> => ({
  kind: 'jump',
  to,
  clear,
  text,
});
