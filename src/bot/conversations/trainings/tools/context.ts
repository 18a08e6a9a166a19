import type { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { localDate, type Zone } from '../../../../domain/month/calendar.ts';
import { named, type Line } from '../../../../i18n.ts';
import type { Areas } from '../../../../services/core/areas.ts';
import { mayWith } from '../../../../services/office/in-area.ts';
import { memberByNumber, type MemberRow } from '../../../../services/office/members.ts';
import type { Services } from '../../../../services/core/services.ts';
import { trainingById, type Training } from '../../../../services/trainings/trainings.ts';
import type { Answers, Moment, Who } from '../../engine/form.ts';
import type { Receipt } from '../../../message.ts';
import { button, staffMenuButton } from '../../../buttons.ts';
import { staffTrainingRoute } from '../../../routes/staff.ts';

/** The training that such a form is about, known before it begins. */
export const TRAINING = { key: 'training', value: z.number().int() };

/** What the forms about one training look up. */
export interface TrainingContext {
  /** Undefined when there is none, or when it belongs to another kecamatan. */
  readonly training: Training | undefined;
  readonly member: MemberRow | undefined;
  readonly areas: Areas;
  readonly now: Date;
  readonly today: Temporal.PlainDate;
  readonly zone: Zone;
}

export async function loadTraining(
  services: Services,
  who: Who,
  answers: Answers,
  { now }: Moment,
): Promise<TrainingContext> {
  const id = answers.of(TRAINING);
  const training = id === undefined ? undefined : await trainingById(services, id);
  const member = who.member === undefined ? undefined : await memberByNumber(services, who.member.number);
  return {
    training:
      training !== undefined && member !== undefined && mayWith(member, 'trainings', training.kecamatan)
        ? training
        : undefined,
    member,
    areas: services.office.areas,
    now,
    today: localDate(now, services.office.zone),
    zone: services.office.zone,
  };
}

export const headingOf = (_answers: Answers, { training }: TrainingContext): Line | undefined =>
  training === undefined ? undefined : named(training.title);

/** What is said after a change, with the way back to the training. */
export function backToTraining(id: number | undefined, text: Line): Receipt {
  return {
    text,
    buttons: [
      ...(id === undefined ? [] : [[button('staff.training.back', staffTrainingRoute.to(id))]]),
      [staffMenuButton],
    ],
  };
}
