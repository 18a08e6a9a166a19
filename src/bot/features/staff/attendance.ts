import { line } from '../../../i18n.ts';
import { codecs } from '../../../services/core/codecs.ts';
import { markAttendance } from '../../../services/trainings/attendance.ts';
import type { MemberRow } from '../../../services/office/members.ts';
import { participantById } from '../../../services/trainings/participant-rows.ts';
import type { Training } from '../../../services/trainings/trainings.ts';
import { button } from '../../buttons.ts';
import { presentRoute, staffTrainingRoute } from '../../routes/staff.ts';
import { partOf, spanOf, turnRow } from '../../pages.ts';
import { oldPress, show } from '../../send.ts';
import { answerPress, type BotContext } from '../../turn.ts';
import { onPress, type Press } from '../on-press.ts';
import { onDuty } from './duty.ts';
import { backTo, readPeople } from './participant-list.ts';

/** People on one screen: one button each. */
const PAGE = 12;

/** *Kehadiran*: one tap a person, in place. */
export async function showAttendance(
  ctx: BotContext,
  member: MemberRow,
  training: Training,
  page: number,
): Promise<void> {
  const people = (await readPeople(ctx, member, training)).filter((it) =>
    ['seated', 'offered', 'extra', 'waiting'].includes(it.status),
  );
  const span = spanOf(page, people.length, PAGE);
  const rows = partOf(people, span).map((it) => {
    const here = it.attendedAt !== undefined;
    return [
      {
        label: line(here ? 'staff.here.on' : 'staff.here.off', {
          name: it.substitute ?? it.name ?? '–',
          seat: it.seat ?? '–',
        }),
        data: presentRoute.to(it.id, here ? 0 : 1, span.page),
      },
    ];
  });
  await show(
    ctx,
    line('staff.here.head', {
      title: training.title,
      here: { count: people.filter((it) => it.attendedAt !== undefined).length },
      all: { count: people.length },
    }),
    [
      ...rows,
      ...turnRow(span, (it) => staffTrainingRoute.to(training.id, 'here', it)),
      [button('staff.add.title', staffTrainingRoute.to(training.id, 'add'))],
      ...backTo(training.id),
    ],
  );
}

export function attendanceButtons(): readonly Press[] {
  return [
    onPress(
      presentRoute,
      onDuty('trainings', async (ctx, member, id, came, page) => {
        const kind = await ctx.turn.once(
          `here:${id}`,
          codecs.word(['marked', 'unknown', 'not-yours', 'not-now']),
          async (inside) => (await markAttendance(inside, id, member, came === 1)).kind,
        );
        if (kind === 'not-now') return answerPress(ctx, line('staff.here.notNow'));
        const participant = kind === 'marked' ? await participantById(ctx.turn.services, id) : undefined;
        if (participant === undefined) return oldPress(ctx);
        await showAttendance(ctx, member, participant.training, page);
      }),
    ),
  ];
}
