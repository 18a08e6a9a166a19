import { clip } from '../../../domain/words/clip.ts';
import { localDate } from '../../../domain/month/month.ts';
import { may } from '../../../domain/office/roles.ts';
import { line, named, type Line, type TextKey } from '../../../i18n.ts';
import { checkinPage } from '../../../reports/pictures/checkin-page.ts';
import { lineSheet } from '../../../reports/pictures/line-sheet.ts';
import { mayWith } from '../../../services/office/in-area.ts';
import type { MemberRow } from '../../../services/office/members.ts';
import { seatCounts } from '../../../services/trainings/participants.ts';
import { recentTrainings, trainingById, type Training } from '../../../services/trainings/trainings.ts';
import { TRAINING } from '../../conversations/trainings/tools/context.ts';
import type { Button } from '../../message.ts';
import { trainingPlace, trainingTime } from '../../../reports/announcement-lines.ts';
import { reasonLine } from '../../../reports/reason-lines.ts';
import { button, buttonRow, staffMenuButton } from '../../buttons.ts';
import {
  announceRoute,
  staffTrainingListRoute,
  staffTrainingRoute,
  staffTrainingsRoute,
} from '../../routes/staff.ts';
import { startLink } from '../../routes/start.ts';
import { partOf, showList, spanOf, turnRow } from '../../pages.ts';
import { oldPress, say, show } from '../../send.ts';
import { sendSheets } from '../../sheets.ts';
import { answerPress, type BotContext } from '../../turn.ts';
import { enter } from '../enter.ts';
import { attendanceButtons, showAttendance } from './attendance.ts';
import { callButtons, showCalls } from './by-phone.ts';
import { waitingButtons } from './changes.ts';
import { onPress, type Press } from '../on-press.ts';
import { onDuty } from './duty.ts';
import { backTo, participantLine, readPeople } from './participant-list.ts';

const SHOWN = 10;
/** Names in one message: some thirty lines are what a phone shows without scrolling for long. */
const PAGE = 30;
/** Empty lines of the list to sign. */
const WALK_INS = 6;

/** *Pelatihan & peserta*: the list, one training, who comes and who came, and everything that is done for it. */
export function trainingTools(): readonly Press[] {
  return [
    onPress(
      staffTrainingsRoute,
      onDuty('trainings', (ctx, member) => showTrainings(ctx, member, 0)),
    ),
    onPress(staffTrainingListRoute, onDuty('trainings', showTrainings)),
    onPress(
      staffTrainingRoute,
      onDuty('trainings', async (ctx, member, id, verb, page = 0) => {
        const training = await trainingById(ctx.turn.services, id);
        if (training === undefined || !mayWith(member, 'trainings', training.kecamatan)) return oldPress(ctx);
        await (verb === undefined ? showOne : verbs[verb])(ctx, member, training, page);
      }),
    ),
    ...attendanceButtons(),
    ...callButtons(),
  ];
}

async function showTrainings(ctx: BotContext, member: MemberRow, page: number): Promise<void> {
  const recent = await recentTrainings(ctx.turn.services, 3 * SHOWN);
  const own = recent.filter((it) => mayWith(member, 'trainings', it.kecamatan));
  const span = spanOf(page, own.length);
  const { zone } = ctx.turn.services.office;
  await showList(ctx, {
    head: line(own.length === 0 ? 'staff.training.none' : 'staff.training.list'),
    rows: partOf(own, span).map((it) => ({
      text: line('staff.training.item', {
        title: clip(it.title, 60),
        date: { dayShort: localDate(it.startsAt, zone).toString() },
        time: { time: it.startsAt.toISOString() },
      }),
      data: staffTrainingRoute.to(it.id),
    })),
    span,
    to: (it) => staffTrainingListRoute.to(it),
    under: [
      ...(may(member, 'announce') ? [buttonRow('announce.menu', announceRoute.to())] : []),
      [staffMenuButton],
    ],
  });
}

type Verb = (ctx: BotContext, member: MemberRow, training: Training, page: number) => Promise<void>;

const opens =
  (form: string): Verb =>
  (ctx, _member, { id }) =>
    enter(ctx, form, { open: 'fresh', seed: { [TRAINING.key]: id } });

/** Everything that can be done with one training; a word that does not stand here does nothing. */
const verbs = {
  list: (ctx, member, it, page) => showPeople(ctx, member, it, ['seated', 'offered', 'extra'], 'list', page),
  wait: (ctx, member, it, page) => showPeople(ctx, member, it, ['waiting'], 'wait', page),
  here: showAttendance,
  call: showCalls,
  code: (ctx, _member, it) => sendCode(ctx, it),
  sheet: (ctx, member, it) => sendList(ctx, member, it),
  wa: (ctx, _member, it) => showWhatsApp(ctx, it),
  mood: showFeedback,
  add: opens('participant-add'),
  move: opens('training-move'),
  seats: opens('training-resize'),
  off: opens('training-cancel'),
} as const satisfies Readonly<Record<string, Verb>>;

async function showOne(ctx: BotContext, member: MemberRow, training: Training): Promise<void> {
  const { services } = ctx.turn;
  const counts = await seatCounts(services, training);
  const { id } = training;
  const isOpen = training.status === 'planned' && services.now() < training.endsAt;
  const text = [
    line('broadcast.message.title', { title: training.title }),
    trainingTime(services, training),
    trainingPlace(services, training),
    line(`staff.rule.${training.seatRule}`),
    ...(training.drawSeed === undefined || training.seatRule !== 'draw'
      ? []
      : [line('staff.training.seed', { seed: training.drawSeed })]),
    ...(training.status === 'cancelled'
      ? [line('staff.training.cancelled', { reason: { line: reasonLine(training.cancelReason) } })]
      : []),
    line('common.blank'),
    line('staff.training.counts', {
      seats: counts.seats,
      seated: counts.seated,
      confirmed: counts.confirmed,
      offered: counts.offered,
      waiting: counts.waiting,
      attended: counts.attended,
    }),
  ];
  const rows: readonly (readonly Button[])[] = [
    [
      button('staff.training.people', staffTrainingRoute.to(id, 'list')),
      button('staff.training.waiting', staffTrainingRoute.to(id, 'wait')),
    ],
    [
      button('staff.training.here', staffTrainingRoute.to(id, 'here')),
      button('staff.add.title', staffTrainingRoute.to(id, 'add')),
    ],
    [
      button('staff.training.call', staffTrainingRoute.to(id, 'call')),
      button('staff.training.mood', staffTrainingRoute.to(id, 'mood')),
    ],
    ...(isOpen
      ? [
          [
            button('staff.training.code', staffTrainingRoute.to(id, 'code')),
            button('staff.training.sheet', staffTrainingRoute.to(id, 'sheet')),
          ],
          buttonRow('staff.training.wa', staffTrainingRoute.to(id, 'wa')),
          ...(may(member, 'announce') ? [buttonRow('staff.training.announce', announceRoute.to(id))] : []),
          buttonRow('staff.training.move', staffTrainingRoute.to(id, 'move')),
          buttonRow('staff.training.resize', staffTrainingRoute.to(id, 'seats')),
          buttonRow('staff.training.cancel', staffTrainingRoute.to(id, 'off')),
        ]
      : []),
    ...(await waitingButtons(ctx, { trainingId: id })),
    buttonRow('staff.training.list', staffTrainingsRoute.to()),
    [staffMenuButton],
  ];
  await show(ctx, text, rows);
}

async function showPeople(
  ctx: BotContext,
  member: MemberRow,
  training: Training,
  statuses: readonly string[],
  verb: 'list' | 'wait',
  page: number,
): Promise<void> {
  const people = (await readPeople(ctx, member, training)).filter((it) => statuses.includes(it.status));
  const span = spanOf(page, people.length, PAGE);
  const shown = partOf(people, span);
  const head = line(verb === 'list' ? 'staff.training.peopleHead' : 'staff.training.waitingHead', {
    title: training.title,
    count: { count: people.length },
  });
  const lines = shown.map((it, index) =>
    participantLine(ctx.turn.services, it, it.seat ?? span.slice.skip + index + 1),
  );
  await show(
    ctx,
    [head, ...(shown.length === 0 ? [line('staff.training.nobody')] : lines)],
    [...turnRow(span, (it) => staffTrainingRoute.to(training.id, verb, it)), ...backTo(training.id)],
  );
}

/** The page for the wall. */
async function sendCode(ctx: BotContext, training: Training): Promise<void> {
  const { services, texts, to } = ctx.turn;
  const plain = (text: Line): string => texts.plain(text, to);
  const { title, checkinCode: code } = training;
  const bot = `@${ctx.me.username}`;
  await answerPress(ctx);
  const page = checkinPage({
    office: services.office.name,
    title,
    when: plain(trainingTime(services, training)),
    place: plain(trainingPlace(services, training)),
    bot,
    steps: [
      line('staff.code.open', { bot }),
      line('staff.code.write', { code }),
      line('staff.code.answer'),
    ].map(plain),
    code,
    valid: plain(line('staff.code.valid')),
    link: startLink(ctx.me.username, 'checkin', code),
  });
  await sendSheets(
    ctx,
    { name: 'kode-hadir', title, pages: [page], caption: line('staff.code.caption', { code }) },
    backTo(training.id),
  );
}

/** The list to sign on paper, for a room without a signal: names, and no number of anybody's phone. */
async function sendList(ctx: BotContext, member: MemberRow, training: Training): Promise<void> {
  const { services, texts, to } = ctx.turn;
  const plain = (text: Line): string => texts.plain(text, to);
  const people = (await readPeople(ctx, member, training)).filter((it) =>
    ['seated', 'offered', 'extra'].includes(it.status),
  );
  await answerPress(ctx);
  const column = (key: TextKey, part: number) => ({ header: plain(line(key)), part });
  const title = plain(line('staff.sheet.title', { title: training.title }));
  const nameOf = (code: string | undefined): string =>
    services.office.areas.kecamatan.find((it) => it.code === code)?.name ?? '';
  const pages = lineSheet({
    office: services.office.name,
    title,
    paragraphs: [trainingTime(services, training), trainingPlace(services, training)].map(plain),
    columns: [
      column('helper.sheet.number', 1.3),
      column('register.name.label', 6),
      column('register.kecamatan.label', 4),
      column('helper.sheet.signature', 5),
    ],
    rows: people.map((it, at) => [
      String(it.seat ?? at + 1),
      it.substitute ?? it.name ?? '–',
      nameOf(it.kecamatan),
    ]),
    // Room for whoever comes without being on the list.
    least: people.length + WALK_INS,
    footer: plain(line('staff.sheet.footer')),
  });
  await sendSheets(
    ctx,
    { name: 'daftar-hadir', title, pages, caption: line('staff.sheet.caption') },
    backTo(training.id),
  );
}

/** A text to paste into WhatsApp, for whoever has no Telegram. */
async function showWhatsApp(ctx: BotContext, training: Training): Promise<void> {
  const text = line('staff.wa.text', {
    title: training.title,
    time: { line: trainingTime(ctx.turn.services, training) },
    place: { line: trainingPlace(ctx.turn.services, training) },
    closes: { moment: training.closesAt.toISOString() },
    link: startLink(ctx.me.username, 'training', training.number),
  });
  await say(ctx, line('staff.wa.head'), [], 'pass-on');
  await say(ctx, text, backTo(training.id), 'pass-on');
}

async function showFeedback(ctx: BotContext, member: MemberRow, training: Training): Promise<void> {
  const people = await readPeople(ctx, member, training);
  const rated = (rating: number): number => people.filter((it) => it.rating === rating).length;
  const words = people.flatMap((it) => (it.improve === undefined ? [] : [named(`– ${it.improve}`)]));
  await show(
    ctx,
    [
      line('staff.mood.head', {
        answers: { count: rated(1) + rated(2) + rated(3) },
        attended: { count: people.filter((it) => it.attendedAt !== undefined).length },
      }),
      line('staff.mood.counts', { very: rated(3), fairly: rated(2), little: rated(1) }),
      ...words.slice(0, PAGE),
    ],
    backTo(training.id),
  );
}
