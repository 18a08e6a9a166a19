import type { Rhythm } from '../../../../domain/announcements/series.ts';
import { approvalReasons } from '../../../../domain/announcements/announcement.ts';
import { isSentLate, timesTrouble, type TimesTrouble } from '../../../../domain/announcements/plan-times.ts';
import { line, type Line } from '../../../../i18n.ts';
import { announcementButtons } from '../../../outbox/announcement-buttons.ts';
import { announcementLines, NO_CODE } from '../../../../reports/announcement-lines.ts';
import type { Answers } from '../../engine/form.ts';
import type { Sample } from '../../../message.ts';
import { jump, tell, type ReplyOf } from '../../engine/reply.ts';
import { announced, given, isNew, isUrgent, newTraining, repeatOf } from './answers.ts';
import type { AnnounceContext } from './context.ts';
import { captionOver, MOST_CAPTION } from './message.ts';
import { reviewLines, timesTroubles } from '../../../../reports/audience-lines.ts';
import { firstTime, latestSend, sendOf } from './send.ts';
import { isOwn, notOwn } from './training.ts';

type C = AnnounceContext;

/** The message exactly as the first of those reached reads it; none while it is too long for its poster. */
export function sample(answers: Answers, context: C): Sample | undefined {
  const photoFileId = answers.of(given.poster);
  if (photoFileId !== undefined && captionOver(answers, context) > 0) return undefined;
  const training = announced(answers, context);
  const it = { code: NO_CODE, text: answers.of(given.text) ?? '', version: 1 };
  return {
    lines: announcementLines(context, it, training, context.reach?.why ?? {}),
    ...(photoFileId === undefined ? {} : { photoFileId }),
    buttons: announcementButtons(it, training, 0).map((row) => row.map((button) => button.label)),
  };
}

/** What an officer should know before it goes out. */
export function aboutLines(answers: Answers, context: C): readonly Line[] {
  const { reach, office } = context;
  const reasons = approvalReasons({
    size: reach?.reached ?? 0,
    above: office.secondPersonAbove,
    urgent: isUrgent(answers),
    words: [answers.of(given.text), announced(answers, context)?.title, announced(answers, context)?.place],
    poster: answers.of(given.poster) !== undefined,
  });
  const over = answers.of(given.poster) === undefined ? 0 : captionOver(answers, context);
  const notes = [
    ...reviewLines(office, { reach, reasons, rhythm: rhythmOf(answers, context) }),
    ...(over === 0 ? [] : [line('announce.poster.long', { over, most: MOST_CAPTION })]),
  ];
  return notes.length === 0 ? [] : [...notes, line('common.blank')];
}

/** How often it goes out in all; undefined for once. */
function rhythmOf(answers: Answers, context: C): Rhythm | undefined {
  const [every, until] = [repeatOf(answers), answers.of(given.repeatUntil)];
  return every === undefined || until === undefined
    ? undefined
    : { first: firstTime(answers, context), every, until };
}

/** What time or a narrower area has made impossible since it was answered, and a caption that no longer fits. */
export function hindrance(answers: Answers, context: C): ReplyOf<'tell' | 'jump'> | undefined {
  const about = answers.of(given.about);
  if (typeof about === 'number' && context.training === undefined) return tell(line('announce.check.gone'));
  if (isNew(answers)) {
    const fields = newTraining(answers, context.office.zone);
    const trouble = fields === undefined ? 'past' : timesTrouble(fields, context.now);
    if (trouble !== undefined) {
      const [to, clear] = again[trouble];
      return jump(to, { clear, text: line(timesTroubles[trouble]) });
    }
    const place = fields?.kecamatan;
    if (place !== undefined && !isOwn(place, context))
      return jump('place', { clear: ['place', 'kecamatan'], text: notOwn(context.limits, context) });
  }
  const latest = latestSend(answers, context);
  if (latest !== undefined && isSentLate(sendOf(answers, context.office.zone), latest))
    return jump('send', {
      clear: ['send'],
      text: line('announce.send.late', { at: { moment: latest.toISOString() } }),
    });
  const over = answers.of(given.poster) === undefined ? 0 : captionOver(answers, context);
  return over === 0
    ? undefined
    : jump('text', { clear: ['text'], text: line('announce.poster.long', { over, most: MOST_CAPTION }) });
}

/** What is asked again, and which answers go. */
const again: Readonly<Record<TimesTrouble, readonly [string, readonly string[]]>> = {
  past: ['time', ['time', 'until', 'closes']],
  'ends-before': ['time', ['time', 'until']],
  closed: ['closes', ['closes']],
};
