import { Temporal } from 'temporal-polyfill';
import { readQuota, type Quota } from '../../../../domain/trainings/quota.ts';
import { MOST_SEATS, seatRules, type SeatRule } from '../../../../domain/trainings/seats.ts';
import { instantOf, readMoment, type When } from '../../../../domain/when/when.ts';
import { line, named, type Line } from '../../../../i18n.ts';
import { quotaTroubles } from '../../../../reports/announcement-lines.ts';
import { question, type Answers } from '../../engine/form.ts';
import { choice, hint, mark, propose, refuse, take, type Choice, type Reply } from '../../engine/reply.ts';
import { given, isNew } from './answers.ts';
import type { AnnounceContext } from './context.ts';
import { replyToWhole } from '../../questions/count.ts';
import { replyWhen, whenLabel, whenLine } from './when-reply.ts';

type C = AnnounceContext;

const seats = question<C, number>({
  ...given.seats,
  when: isNew,
  needed: true,
  ask: () => line('announce.seats.ask'),
  choices: () => [
    [20, 30, 40, 50].map((count) =>
      choice(String(count), line('common.number', { number: count }), take(count)),
    ),
  ],
  read: (said) => replyToWhole(said, { least: 1, most: MOST_SEATS, unit: 'kursi|orang|peserta' }),
  reader: 'count@1',
  hints: [line('announce.seats.hint', { most: { count: MOST_SEATS } }), line('announce.seats.ask')],
  label: 'announce.seats.label',
  show: (count) => line('announce.seats.show', { count: { count } }),
});

const rule = question<C, SeatRule>({
  ...given.rule,
  when: isNew,
  needed: true,
  ask: () => line('announce.rule.ask'),
  choices: (answers) => {
    const on = answers.of(given.preferUnseated) === true;
    return [
      ...seatRules.map((it) => [choice(it, line(`announce.rule.${it}`), take(it))]),
      [
        choice(
          'prefer',
          line(on ? 'announce.rule.preferOn' : 'announce.rule.preferOff'),
          mark({ [given.preferUnseated.key]: !on }),
        ),
      ],
    ];
  },
  hints: [line('announce.buttons'), line('announce.rule.ask')],
  label: 'announce.rule.label',
  show: (it, answers) =>
    answers.of(given.preferUnseated) === true
      ? line('announce.rule.showPrefer', { rule: { line: line(`announce.rule.${it}`) } })
      : line(`announce.rule.${it}`),
});

const quota = question<C, Quota>({
  ...given.quota,
  numbered: false,
  needed: true,
  dependsOn: ['seats', 'rule'],
  when: (answers) => isNew(answers) && answers.of(given.rule) === 'quota',
  ask: (answers) => line('announce.quota.ask', { seats: { count: answers.of(given.seats) ?? 0 } }),
  read: (said, answers, { office: { areas } }) => {
    if (said.kind !== 'text') return hint();
    const all = answers.of(given.seats) ?? 0;
    const read = readQuota(said.text, areas.kecamatan, all);
    if (read.kind === 'ok') return take(read.value);
    if (read.kind === 'none') return refuse(quotaTroubles, read.reason, { seats: { count: all } });
    const [likely] = read.candidates;
    if (likely === undefined) return hint();
    return propose(
      line('announce.when.confirm', { value: { line: quotaLine(likely, all, areas) } }),
      line('common.button.writeAgain'),
      { code: 'yes', label: line('common.button.yes'), value: likely },
    );
  },
  reader: 'quota@1',
  hints: [line('announce.quota.hint'), line('announce.quota.hint')],
  label: 'announce.quota.label',
  show: (it, answers, { office: { areas } }) => quotaLine(it, answers.of(given.seats) ?? 0, areas),
});

/** "Cerme 10, Manyar 8, lainnya 12" */
export function quotaLine(
  it: Readonly<Record<string, number>>,
  seatsInAll: number,
  areas: C['office']['areas'],
): Line {
  const reserved = Object.values(it).reduce((sum, count) => sum + count, 0);
  const parts = Object.entries(it).map(([code, count]) =>
    named(`${areas.kecamatan.find((area) => area.code === code)?.name ?? code} ${count}`),
  );
  return line('announce.list', {
    items: {
      list: [
        ...parts,
        ...(reserved < seatsInAll
          ? [line('announce.quota.others', { count: { count: seatsInAll - reserved } })]
          : []),
      ],
    },
  });
}

const CLOSE_AT = '16:00';

/** The afternoons before the day of the training that are still ahead, then its beginning. */
function closings(answers: Answers, { now, office: { zone } }: C): readonly Choice[] {
  const starts = answers.of(given.time);
  if (starts === undefined) return [];
  const day = Temporal.PlainDate.from(starts.day);
  const before = [1, 2, 3]
    .map((days): When => ({ day: day.subtract({ days }).toString(), from: CLOSE_AT, until: null }))
    .filter((it) => instantOf(it, zone) > now);
  return [
    ...before.map((it, index) => choice(`h${index + 1}`, whenLabel(it, zone), take(it))),
    choice('start', line('announce.closes.start'), take({ ...starts, until: null })),
  ];
}

const closes = question<C, When>({
  ...given.closes,
  when: isNew,
  needed: true,
  dependsOn: ['time'],
  ask: () => line('announce.closes.ask'),
  choices: (answers, context) => closings(answers, context).map((it) => [it]),
  read: (said, answers, { now, office: { zone } }) => {
    if (said.kind !== 'text') return hint();
    const starts = answers.of(given.time);
    return replyWhen(readMoment(said.text, now, zone), zone, (value): Reply =>
      starts !== undefined && instantOf(value, zone) > instantOf(starts, zone)
        ? hint(line('announce.closes.late', { at: { moment: instantOf(starts, zone).toISOString() } }))
        : take({ ...value }),
    );
  },
  reader: 'when@1',
  echo: true,
  hints: [line('announce.when.hint'), line('announce.closes.ask')],
  label: 'announce.closes.label',
  show: (it, _answers, { office }) => whenLine(it, office.zone),
});

/** Seats, how they are given, and until when one can join. */
export const seatQuestions = [seats, rule, quota, closes];
