import { z } from 'zod';
import { instantOf, readWhen, type When } from '../../../../domain/when/when.ts';
import { MOST_SEATS } from '../../../../domain/trainings/seats.ts';
import { line, type Line } from '../../../../i18n.ts';
import { approvalReasonKeys, keptReason } from '../../../../domain/announcements/announcement.ts';
import { cancelTraining } from '../../../../services/trainings/training-cancel.ts';
import { resizeTraining } from '../../../../services/trainings/training-changes.ts';
import { changeTraining } from '../../../../services/trainings/training-move.ts';
import type { Services } from '../../../../services/core/services.ts';
import { replyWhen, whenLine } from '../../announcements/announce/when-reply.ts';
import { cancelReason, reasonGiven, secondLines } from '../../announcements/cancel-reason.ts';
import { reasonLine } from '../../../../reports/reason-lines.ts';
import { replyToWhole } from '../../questions/count.ts';
import { question, type Form } from '../../engine/form.ts';
import { fillOne } from '../../engine/script.ts';
import { choice, hint, leave, take } from '../../engine/reply.ts';
import { wordsQuestion } from '../../questions/words.ts';
import { backToTraining, headingOf, loadTraining, type TrainingContext } from './context.ts';

type C = TrainingContext;

const outcome = z.object({
  kind: z.enum([
    'changed',
    'waits',
    'unknown',
    'cancelled',
    'over',
    'not-yours',
    'too-few',
    'reserved',
    'nothing',
  ]),
  /** Why a second person is asked. */
  reasons: z.array(z.enum(approvalReasonKeys)).optional(),
  /** Waits for a second person: the reason in own words. */
  reasonWaits: z.boolean().optional(),
  told: z.number().optional(),
  count: z.number().optional(),
  training: z.number().optional(),
});
type Outcome = z.infer<typeof outcome>;

const HOUR_MS = 3_600_000;
/** How long a training lasts whose end nobody has said. */
const USUAL_HOURS = 3;

const sure = question<C, true>({
  key: 'sure',
  value: z.literal(true),
  numbered: false,
  ask: () => line('staff.change.sure'),
  choices: () => [[choice('yes', line('staff.change.yes'), take(true))]],
  hints: [line('common.buttons'), line('common.buttons')],
});

const whenAnswer = z.object({ day: z.string(), from: z.string(), until: z.string().nullable() });

const time = question<C, When>({
  key: 'time',
  value: whenAnswer,
  ask: (_answers, { training, now }) =>
    line('staff.change.time', { now: { moment: (training?.startsAt ?? now).toISOString() } }),
  choices: () => [[choice('keep', line('staff.change.keep'), leave('skipped'))]],
  read: (said, _answers, { now, zone }) =>
    said.kind === 'text'
      ? replyWhen(readWhen(said.text, now, zone), zone, ({ day, from, until }) => take({ day, from, until }))
      : hint(),
  reader: 'when@1',
  echo: true,
  hints: [line('announce.when.hint'), line('announce.when.hint')],
  show: (it, _answers, { zone }) => whenLine(it, zone),
});

const place = wordsQuestion<C>({
  key: 'place',
  ask: (_answers, { training }) => line('staff.change.place', { now: training?.place ?? '–' }),
  choices: () => [[choice('keep', line('staff.change.keep'), leave('skipped'))]],
  words: { least: 3, most: 120, plain: true },
  hints: [line('staff.change.placeHint')],
});

/** *Ubah jadwal atau tempat*: everybody on the list is told. */
const moveTrainingForm: Form<C, Services, Outcome> = {
  name: 'training-move',
  version: 1,
  brief: true,
  duty: 'trainings',
  title: 'staff.training.move',
  questions: [
    time,
    place,
    {
      ...sure,
      dependsOn: ['time', 'place'],
      ask: (answers, { training, zone }) => {
        const when = answers.of(time);
        return line('staff.change.moveSure', {
          time:
            when === undefined
              ? { moment: (training?.startsAt ?? new Date(0)).toISOString() }
              : { line: whenLine(when, zone) },
          place: answers.of(place) ?? training?.place ?? '–',
        });
      },
    },
  ],
  heading: headingOf,
  load: loadTraining,
  submit: async (services, _who, answers, { training, member, zone }) => {
    if (training === undefined || member === undefined) return { kind: 'unknown' };
    const when = answers.of(time);
    const where = answers.of(place);
    if (when === undefined && where === undefined) return { kind: 'nothing', training: training.id };
    const startsAt = when === undefined ? training.startsAt : instantOf(when, zone);
    const endsAt =
      when === undefined
        ? training.endsAt
        : when.until === null
          ? new Date(startsAt.getTime() + USUAL_HOURS * HOUR_MS)
          : instantOf({ day: when.day, from: when.until }, zone);
    const changed = await changeTraining(services, training.id, member, {
      startsAt,
      endsAt,
      closesAt: training.closesAt > startsAt ? startsAt : training.closesAt,
      ...(where === undefined ? {} : { place: where }),
    });
    return {
      kind: changed.kind,
      training: training.id,
      ...(changed.kind === 'changed' ? { told: changed.told } : {}),
      ...(changed.kind === 'waits' ? { reasons: [...changed.reasons] } : {}),
    };
  },
  result: outcome,
  receipt: (done) =>
    backToTraining(
      done.training,
      done.kind === 'changed'
        ? line('staff.change.done', { count: { count: done.told ?? 0 } })
        : done.kind === 'waits'
          ? line('change.waits.move', { reasons: { list: secondLines(done.reasons ?? []) } })
          : line(`staff.change.no.${done.kind}`, { count: { count: done.count ?? 0 } }),
    ),
};

const seats = question<C, number>({
  key: 'seats',
  value: z.number().int().min(1).max(MOST_SEATS),
  numbered: false,
  ask: (_answers, { training }) => line('staff.seats.ask', { now: { count: training?.seats ?? 0 } }),
  read: (said) => replyToWhole(said, { least: 1, most: MOST_SEATS, unit: 'kursi|orang|peserta' }),
  reader: 'count@1',
  hints: [line('staff.seats.hint'), line('staff.seats.hint')],
});

/** *Ubah jumlah kursi*: more are offered to whoever waits, fewer withdraw open offers. */
const resizeTrainingForm: Form<C, Services, Outcome> = {
  name: 'training-resize',
  version: 1,
  brief: true,
  duty: 'trainings',
  title: 'staff.training.resize',
  questions: [seats],
  heading: headingOf,
  load: loadTraining,
  submit: async (services, _who, answers, { training, member }) => {
    const wanted = answers.of(seats);
    if (training === undefined || member === undefined || wanted === undefined) return { kind: 'unknown' };
    const resized = await resizeTraining(services, training.id, member, wanted);
    if (resized.kind === 'resized') return { kind: 'changed', count: wanted, training: training.id };
    return {
      kind: resized.kind,
      training: training.id,
      ...(resized.kind === 'too-few' ? { count: resized.seated } : {}),
      ...(resized.kind === 'reserved' ? { count: resized.reserved } : {}),
    };
  },
  result: outcome,
  receipt: (done) =>
    backToTraining(
      done.training,
      done.kind === 'changed'
        ? line('staff.seats.done', { count: { count: done.count ?? 0 } })
        : line(`staff.change.no.${done.kind === 'waits' ? 'nothing' : done.kind}`, {
            count: { count: done.count ?? 0 },
          }),
    ),
};

const reason = cancelReason<C>();

/** *Batalkan pelatihan*: everybody on the list reads the reason, one in own words once a second person agrees. */
const cancelTrainingForm: Form<C, Services, Outcome> = {
  name: 'training-cancel',
  version: 2,
  brief: true,
  duty: 'trainings',
  title: 'staff.training.cancel',
  questions: [
    reason,
    {
      ...sure,
      dependsOn: ['reason'],
      ask: (answers) => line('staff.cancel.sure', { reason: { line: reasonGiven(answers.of(reason)) } }),
    },
  ],
  heading: headingOf,
  load: loadTraining,
  submit: async (services, _who, answers, { training, member }) => {
    const why = answers.of(reason);
    if (training === undefined || member === undefined || why === undefined) return { kind: 'unknown' };
    const changed = await cancelTraining(services, training.id, member, why);
    return {
      kind: changed.kind,
      training: training.id,
      ...(changed.kind === 'changed' ? { told: changed.told, reasonWaits: 'words' in why } : {}),
    };
  },
  result: outcome,
  receipt: (done) => backToTraining(done.training, cancelled(done)),
};

function cancelled(done: Outcome): Line {
  const count = { count: done.told ?? 0 };
  if (done.kind === 'changed')
    return done.reasonWaits === true
      ? line('change.waits.cancel', { count, fixed: { line: reasonLine(keptReason('later')) } })
      : line('staff.cancel.done', { count });
  return line(`staff.change.no.${done.kind === 'waits' ? 'nothing' : done.kind}`, { count });
}

export const moveTraining = fillOne(moveTrainingForm);
export const resizeTrainingScript = fillOne(resizeTrainingForm);
export const cancelTrainingScript = fillOne(cancelTrainingForm);
