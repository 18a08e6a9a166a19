import type { z } from 'zod';
import { announcedLengths } from '../../../../domain/announcements/announcement.ts';
import { line, named, type Line, type TextKey } from '../../../../i18n.ts';
import { question, type Answers } from '../../engine/form.ts';
import { choice, hint, leave, mark, take, type Reply, type ReplyOf } from '../../engine/reply.ts';
import type { Json } from '../../engine/json.ts';
import { wordsQuestion } from '../../questions/words.ts';
import { given, isNew } from './answers.ts';
import type { AnnounceContext } from './context.ts';
import { captionOver, MOST_CAPTION } from './message.ts';
import { shortWords } from './training.ts';

type C = AnnounceContext;

/** What few announcements need, each with its tick; a plain notice can have a poster alone. */
const ticks = [
  { code: 'pin', of: given.withPin, label: 'announce.extras.pin', training: true },
  { code: 'bring', of: given.withBring, label: 'announce.extras.bring', training: true },
  { code: 'poster', of: given.withPoster, label: 'announce.extras.poster', training: false },
] as const satisfies readonly {
  readonly of: { readonly key: string; readonly value: z.ZodType<boolean> };
  readonly code: string;
  readonly label: TextKey;
  readonly training: boolean;
}[];

const offered = (answers: Answers) => ticks.filter((it) => !it.training || isNew(answers));
const isOn = (answers: Answers, of: (typeof ticks)[number]['of']): boolean => answers.of(of) === true;

/** What else stands in the announcement: one press for those that need nothing of it. */
const extras = question<C, true>({
  ...given.extras,
  needed: true,
  ask: (answers) => line(isNew(answers) ? 'announce.extras.ask' : 'announce.extras.askNotice'),
  choices: (answers) => [
    [choice('done', line('announce.extras.done'), take(true))],
    ...offered(answers).map(({ code, of, label }) => {
      const on = isOn(answers, of);
      const name = { name: { line: line(label) } };
      return [
        choice(
          code,
          line(on ? 'register.interests.on' : 'register.interests.off', name),
          mark({ [of.key]: !on }),
        ),
      ];
    }),
  ],
  readPhoto: (fileId, answers, context) =>
    posterOf(fileId, answers, context, (poster) =>
      take(true, { [given.poster.key]: poster, [given.withPoster.key]: true }),
    ),
  hints: [line('announce.extras.hint'), line('announce.extras.hint')],
  label: 'announce.extras.label',
  show: (_done, answers) => {
    const chosen = offered(answers).filter(({ of }) => isOn(answers, of));
    return chosen.length === 0
      ? line('announce.extras.none')
      : line('announce.list', { items: { list: chosen.map(({ label }): Line => line(label)) } });
  },
});

const pin = question<C, z.infer<typeof given.pin.value>>({
  ...given.pin,
  numbered: false,
  // A pin may have come with the place.
  when: (answers) => isNew(answers) && (isOn(answers, given.withPin) || answers.has(given.pin.key)),
  dependsOn: ['place'],
  ask: () => line('announce.pin.ask'),
  choices: () => [[choice('skip', line('common.button.skip'), leave('skipped'))]],
  readPlace: ({ latitude, longitude }) => take({ latitude, longitude }),
  hints: [line('announce.pin.hint'), line('announce.pin.ask')],
  leaveOpen: line('common.button.skip'),
  label: 'announce.pin.label',
  show: () => line('announce.pin.given'),
});

const bring = wordsQuestion<C>({
  ...given.bring,
  numbered: false,
  when: (answers) => isNew(answers) && isOn(answers, given.withBring),
  ask: () => line('announce.bring.ask'),
  choices: () => [[choice('skip', line('common.button.skip'), leave('skipped'))]],
  words: shortWords(announcedLengths.bring),
  hints: [line('announce.bring.ask')],
  leaveOpen: line('common.button.skip'),
  label: 'announce.bring.label',
  show: (text) => named(text),
});

const poster = question<C, string>({
  ...given.poster,
  numbered: false,
  when: (answers) => isOn(answers, given.withPoster),
  ask: () => line('announce.poster.ask'),
  choices: () => [[choice('skip', line('announce.poster.skip'), leave('skipped'))]],
  readPhoto: (fileId, answers, context) => posterOf(fileId, answers, context, take),
  hints: [line('announce.poster.photo'), line('announce.poster.ask')],
  leaveOpen: line('announce.poster.skip'),
  label: 'announce.poster.label',
  show: () => line('announce.poster.given'),
});

/** A photo as the poster, where the message still fits under it. */
function posterOf(
  fileId: string | undefined,
  answers: Answers,
  context: C,
  accept: (poster: Json) => ReplyOf<'accept'>,
): Reply {
  if (fileId === undefined) return hint(line('announce.poster.photo'));
  const over = captionOver(answers, context);
  return over > 0 ? hint(line('announce.poster.long', { over, most: MOST_CAPTION })) : accept(fileId);
}

/** What few announcements need, and the questions about it. */
export const extraQuestions = [extras, pin, bring, poster];
