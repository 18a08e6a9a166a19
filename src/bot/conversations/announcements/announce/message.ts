import { announcedLengths } from '../../../../domain/announcements/announcement.ts';
import { contactsIn } from '../../../../domain/announcements/contacts.ts';
import { localDate } from '../../../../domain/month/calendar.ts';
import { line, named } from '../../../../i18n.ts';
import type { Why } from '../../../../services/announcements/audience.ts';
import { announcementLines, NO_CODE } from '../../../../reports/announcement-lines.ts';
import { question, type Answers } from '../../engine/form.ts';
import { choice, leave, propose, take, takeWords, type Reply } from '../../engine/reply.ts';
import { replyToWords, wordsQuestion } from '../../questions/words.ts';
import { announced, criteriaOf, given } from './answers.ts';
import type { AnnounceContext } from './context.ts';
import { TITLE } from './training.ts';

type C = AnnounceContext;
type About = 'new' | 'notice' | number;

const { least: LEAST_TEXT, most: MOST_TEXT } = announcedLengths.text;
/** Bot API: a caption, after its entities are parsed. */
export const MOST_CAPTION = 1_024;

/** What is announced: asked first, unless it was said by where the form was opened. */
export const about = question<C, About>({
  ...given.about,
  numbered: false,
  needed: true,
  ask: () => line('announce.about.ask'),
  // Whoever writes has a new training in mind: these are its name already.
  read: (said) => replyToWords(said, TITLE, (words) => takeWords('new', { [given.title.key]: words })),
  reader: 'text@1',
  choices: (_answers, { upcoming, office }) => [
    [choice('new', line('announce.about.new'), take('new'))],
    ...upcoming.map((it) => [
      choice(
        `t${it.id}`,
        line('announce.about.training', {
          title: it.title,
          date: { date: localDate(it.startsAt, office.zone).toString() },
        }),
        take(it.id),
      ),
    ]),
    [choice('notice', line('announce.about.notice'), take('notice'))],
  ],
  hints: [line('announce.title.hint'), line('announce.about.ask')],
});

export const text = wordsQuestion<C>({
  ...given.text,
  needed: true,
  ask: (answers) =>
    line(answers.of(given.about) === 'notice' ? 'announce.text.askNotice' : 'announce.text.ask', {
      most: MOST_TEXT,
    }),
  choices: (answers) =>
    answers.of(given.about) === 'notice'
      ? []
      : [[choice('skip', line('common.button.skip'), leave('skipped'))]],
  words: {
    least: LEAST_TEXT,
    most: MOST_TEXT,
    lines: true,
    wrongLength: (count) =>
      count > MOST_TEXT
        ? line('announce.text.long', { count, most: MOST_TEXT, over: count - MOST_TEXT })
        : undefined,
  },
  accept: acceptText,
  hints: [line('announce.text.hint', { most: MOST_TEXT })],
  label: 'announce.text.label',
  show: (it) => named(it),
});

/** Contacts in it are asked back. */
function acceptText(words: string): Reply {
  if (contactsIn(words).length === 0) return takeWords(words);
  return propose(line('announce.text.contacts'), line('common.button.writeAgain'), {
    code: 'yes',
    label: line('announce.text.keep'),
    value: words,
  });
}

/**
 * By how many characters the caption of a poster would be too long, in the language and for the person with whom it
 * becomes longest; 0 when it fits.
 */
export function captionOver(answers: Answers, context: C): number {
  const training = announced(answers, context);
  const it = { code: NO_CODE, text: answers.of(given.text) ?? '', version: 1 };
  const longest = Math.max(
    0,
    ...longestWhys(answers, context).flatMap((why) =>
      context.wordings(announcementLines(context, it, training, why)).map((words) => words.length),
    ),
  );
  return Math.max(0, longest - MOST_CAPTION);
}

/** For each group the choice with the most letters; the groups come together. */
function longestWhys(answers: Answers, context: C): readonly Why[] {
  const wanted = criteriaOf(answers, context);
  const nameOf = (code: string): string =>
    context.office.areas.kecamatan.find((it) => it.code === code)?.name ?? code;
  const kecamatan = wanted.kecamatan.toSorted((a, b) => nameOf(b).length - nameOf(a).length)[0];
  const fixed: Why = {
    ...(kecamatan === undefined ? {} : { kecamatan }),
    ...(wanted.classes.includes('medium') ? { class: 'medium' } : { class: wanted.classes[0] }),
    ...(wanted.neverAttended ? { neverAttended: true } : {}),
    ...(wanted.notReported === null ? {} : { notReported: wanted.notReported }),
    ...(wanted.programme === null ? {} : { programme: wanted.programme }),
    ...(wanted.followUp === undefined ? {} : { followUp: 'silent' }),
  };
  const kinds = wanted.kinds.length === 0 ? [undefined] : wanted.kinds;
  const interests = wanted.interests.length === 0 ? [undefined] : wanted.interests;
  return kinds.flatMap((kind) =>
    interests.map((interest) => ({
      ...fixed,
      ...(kind === undefined ? {} : { kind }),
      ...(interest === undefined ? {} : { interest }),
    })),
  );
}
