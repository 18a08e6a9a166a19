import { announcedLengths } from '../../../../domain/announcements/announcement.ts';
import { prefix } from '../../../../domain/words/clip.ts';
import { findKecamatan } from '../../../../domain/people/area.ts';
import { kecamatanIn } from '../../../../domain/trainings/venue.ts';
import { readEnd, readWhen, type When } from '../../../../domain/when/when.ts';
import { line, named, type Line } from '../../../../i18n.ts';
import { topicLabels } from '../../../../reports/announcement-lines.ts';
import { interestKeys } from '../../../../services/people/people.ts';
import type { Topic } from '../../../../services/trainings/trainings.ts';
import { question, type Answers } from '../../engine/form.ts';
import { choice, hint, inPairs, mark, take, takeWords, type Reply } from '../../engine/reply.ts';
import type { Json } from '../../engine/json.ts';
import type { SentPlace } from '../../engine/sent.ts';
import { kecamatanLabel, kecamatanRows, refuseArea } from '../../questions/place.ts';
import { refuseWords, replyToWords, wordsQuestion, type WordRules } from '../../questions/words.ts';
import { given, isNew } from './answers.ts';
import type { AnnounceContext } from './context.ts';
import { proposeWhen, replyWhen, whenLine } from './when-reply.ts';

type C = AnnounceContext;

/** A short line of words: nothing in it may lead people elsewhere, which only the text may, with a second person. */
export const shortWords = ({ least, most }: Pick<WordRules, 'least' | 'most'>): WordRules => ({
  least,
  most,
  plain: true,
  wrongLength: (count) => line('announce.words.length', { least, most, count }),
});

/** What the name of a training has to be. */
export const TITLE = shortWords(announcedLengths.title);
const PLACE = shortWords(announcedLengths.place);

const title = wordsQuestion<C>({
  ...given.title,
  when: isNew,
  needed: true,
  ask: () => line('announce.title.ask'),
  words: TITLE,
  hints: [line('announce.title.hint'), line('announce.title.ask')],
  label: 'announce.title.label',
  show: (text) => named(text),
});

const topic = question<C, Topic>({
  ...given.topic,
  when: isNew,
  needed: true,
  ask: () => line('announce.topic.ask'),
  choices: () =>
    inPairs([...interestKeys, 'other' as const].map((it) => choice(it, line(topicLabels[it]), take(it)))),
  hints: [line('announce.buttons'), line('announce.topic.ask')],
  label: 'announce.topic.label',
  show: (it) => line(topicLabels[it]),
});

const time = question<C, When>({
  ...given.time,
  when: isNew,
  needed: true,
  ask: () => line('announce.time.ask'),
  read: (said, _answers, { now, office: { zone } }) =>
    said.kind === 'text'
      ? replyWhen(readWhen(said.text, now, zone), zone, (value) => take({ ...value }))
      : hint(),
  reader: 'when@1',
  echo: true,
  hints: [line('announce.when.hint'), line('announce.time.ask')],
  label: 'announce.time.label',
  show: (it, _answers, { office }) => whenLine(it, office.zone),
});

const needsEnd = (answers: Answers): boolean => answers.of(given.time)?.until === null;

/** Hours after the beginning that are offered as its end. */
const LENGTHS = [2, 3, 4, 6];

const until = question<C, string>({
  ...given.until,
  numbered: false,
  needed: true,
  dependsOn: ['time'],
  when: (answers) => isNew(answers) && needsEnd(answers),
  ask: () => line('announce.until.ask'),
  choices: (answers) => {
    const from = answers.of(given.time)?.from ?? '09:00';
    const ends = LENGTHS.map(
      (hours) => `${String(Number(prefix(from, 2)) + hours).padStart(2, '0')}${from.slice(2)}`,
    );
    return inPairs(ends.filter((end) => end < '24:00').map((end) => choice(end, clock(end), take(end))));
  },
  read: (said, answers) => {
    if (said.kind !== 'text') return hint();
    const read = readEnd(said.text, answers.of(given.time)?.from ?? '00:00');
    if (read.kind === 'ok') return take(read.value);
    if (read.kind === 'none')
      return hint(line(read.reason === 'ends-before' ? 'announce.when.endsBefore' : 'announce.until.hint'));
    return proposeWhen(
      read.candidates.map((end) => ({ value: end, label: clock(end) })),
      'announce.when.whichHour',
    );
  },
  reader: 'when@1',
  hints: [line('announce.until.hint'), line('announce.until.ask')],
  label: 'announce.until.label',
  show: (end) => clock(end),
});

const clock = (time: string): Line => line('announce.clock', { time: time.replace(':', '.') });

const place = question<C, string>({
  ...given.place,
  when: isNew,
  needed: true,
  ask: () => line('announce.place.ask'),
  read: (said, answers, context) => {
    // A pin that came before the name of the place stays.
    const pin = answers.has(given.place.key) ? undefined : answers.of(given.pin);
    return replyToWords(said, PLACE, (text) => takePlace(text, pin === undefined ? {} : { pin }, context));
  },
  readPlace: (sent, _answers, context) => venue(sent, context),
  reader: 'text@1',
  hints: [line('announce.place.hint'), line('announce.place.ask')],
  label: 'announce.place.label',
  show: (text) => named(text),
});

/** A venue of the map brings its name, its address and the pin; a bare pin still needs the name. */
function venue(sent: SentPlace, context: C): Reply {
  const pin = { latitude: sent.latitude, longitude: sent.longitude };
  if (sent.title === undefined) return mark({ pin });
  const address = sent.address ?? '';
  const words = `${sent.title} ${address}`;
  const refused = refuseWords(sent.title, PLACE) ?? refuseWords(words, shortWords({ least: 0, most: 300 }));
  return refused ?? takePlace(sent.title, { pin, ...(address === '' ? {} : { address }) }, context, words);
}

function takePlace(text: string, others: Readonly<Record<string, Json>>, context: C, words = text): Reply {
  const {
    office: { areas },
    limits,
  } = context;
  const code = kecamatanIn(words, areas.kecamatan, areas.desa);
  if (code !== undefined && !isOwn(code, context)) return hint(notOwn(limits, context));
  return takeWords(text, { ...others, ...(code === undefined ? {} : { kecamatan: code }) });
}

export const isOwn = (code: string, { limits }: C): boolean => limits.length === 0 || limits.includes(code);

export function notOwn(limits: readonly string[], { office: { areas } }: C): Line {
  return line('announce.place.notOwn', {
    own: { list: areas.kecamatan.filter((it) => limits.includes(it.code)).map((it) => named(it.name)) },
  });
}

const kecamatan = question<C, string>({
  ...given.kecamatan,
  numbered: false,
  needed: true,
  dependsOn: ['place'],
  when: isNew,
  ask: () => line('announce.kecamatan.ask'),
  choices: (answers, context) => {
    const { areas } = context.office;
    return kecamatanRows(
      areas,
      answers,
      areas.kecamatan.filter((it) => isOwn(it.code, context)),
    );
  },
  read: (said, _answers, context) => {
    if (said.kind !== 'text') return hint();
    const found = findKecamatan(said.text, context.office.areas.kecamatan);
    if (found.kind === 'none') return refuseArea(found.reason);
    if (found.kind === 'ok')
      return isOwn(found.value.code, context)
        ? take(found.value.code)
        : hint(notOwn(context.limits, context));
    const own = found.candidates.filter((it) => isOwn(it.code, context)).slice(0, 8);
    return proposeWhen(
      own.map((it) => ({ value: it.code, label: kecamatanLabel(it) })),
      'announce.kecamatan.which',
    );
  },
  reader: 'area@1',
  hints: [line('announce.kecamatan.hint'), line('announce.kecamatan.ask')],
  label: 'announce.kecamatan.label',
  show: (code, _answers, { office: { areas } }) =>
    named(areas.kecamatan.find((it) => it.code === code)?.name ?? code),
});

/** What a new training is about, when and where. */
export const trainingQuestions = [title, topic, time, until, place, kecamatan];
