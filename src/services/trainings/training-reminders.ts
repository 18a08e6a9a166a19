import { prefix } from '../../domain/words/clip.ts';
import type { Prisma } from '../../../prisma/client/client.ts';
import {
  reminderTime,
  trainingReminders,
  type TrainingReminder,
} from '../../domain/trainings/training-days.ts';
import { earliest } from '../../domain/when/dates.ts';
import { queueToParticipants } from './seat-messages.ts';
import type { Services, Transaction } from '../core/services.ts';
import { trainingFromRow } from './trainings.ts';

const DAY_MS = 24 * 3_600_000;
/** Wider than any reminder is away from its training. */
const AHEAD_MS = 5 * DAY_MS;
const BACK_MS = 3 * DAY_MS;

/**
 * Queues every reminder that is due now, once for each participant and day of the training. A day that was missed
 * is recorded as skipped. Service messages: the weekly cap does not count them.
 */
export async function queueTrainingReminders(services: Transaction): Promise<void> {
  const now = services.now();
  const rows = await services.db.training.findMany({
    where: {
      office: services.office.key,
      status: 'planned',
      startsAt: { lt: new Date(now.getTime() + AHEAD_MS) },
      endsAt: { gt: new Date(now.getTime() - BACK_MS) },
    },
    orderBy: { id: 'asc' },
  });
  for (const row of rows) {
    const training = trainingFromRow(row);
    for (const which of trainingReminders) {
      const { from, until } = reminderTime(which, training, services.office.zone);
      if (now < from) continue;
      const people = await services.db.participant.findMany({
        where: { trainingId: training.id, ...whom(which, from) },
        select: { id: true },
      });
      await queueToParticipants(
        services,
        people.map((it) => it.id),
        {
          kind: `training-${which}`,
          // A training that has moved is reminded of anew; what is due later on the same day is not.
          occasion: prefix(from.toISOString(), 10),
          notBefore: from,
          expiresAt: until,
          // It is expected on the day itself, however early.
          ...(which === 'today' ? { params: { anytime: 1 } } : {}),
        },
      );
    }
  }
}

/** When the next reminder of a training is due, after `after`. */
export async function nextTrainingReminder({ db, office }: Services, after: Date): Promise<Date | undefined> {
  const trainings = await db.training.findMany({
    where: { office: office.key, status: 'planned', endsAt: { gt: new Date(after.getTime() - BACK_MS) } },
    select: { startsAt: true, endsAt: true },
  });
  return earliest(
    trainings
      .flatMap((it) => trainingReminders.map((which) => reminderTime(which, it, office.zone).from))
      .filter((from) => from > after),
  );
}

/** People who had a seat when the reminder was due; whoever got it later has just read everything. */
function whom(which: TrainingReminder, from: Date): Prisma.ParticipantWhereInput {
  if (which === 'feedback') return { attendedAt: { not: null } };
  if (which === 'today') return { status: 'seated', attendedAt: null };
  return { status: 'seated', seatedAt: { lt: from } };
}
