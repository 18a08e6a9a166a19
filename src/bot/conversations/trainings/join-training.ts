import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { shortName } from '../../../domain/people/name.ts';
import { line, type Line } from '../../../i18n.ts';
import { trainingByCheckin, walkIn } from '../../../services/trainings/attendance.ts';
import type { Office } from '../../../office.ts';
import { giveStrangerConsent } from '../../../services/people/consents.ts';
import { join } from '../../../services/trainings/joining.ts';
import type { Stranger } from '../../../services/trainings/training-history.ts';
import type { Services, Transaction } from '../../../services/core/services.ts';
import { trainingById, type Training } from '../../../services/trainings/trainings.ts';
import { briefly, fromStored, joinedSchema, joinReceipt, storedTraining, toStored } from '../../joined.ts';
import { endButtons, timeOf } from '../../training-lines.ts';
import { consentTexts } from '../../consent-texts.ts';
import { question, type Answers, type Form, type SubmittedDraft, type Who } from '../engine/form.ts';
import type { Receipt } from '../../message.ts';
import { fillOne } from '../engine/script.ts';
import type { Context } from '../questions/context.ts';
import { choice, discard, take } from '../engine/reply.ts';
import { name, phone, salutation } from '../questions/person.ts';
import { kecamatan } from '../questions/place.ts';
import { menuButton, registerButton } from '../../buttons.ts';

/** Known before the form begins: the training, and at the door the code that was typed or scanned. */
const TRAINING = { key: 'training', value: z.number().int() };
const CODE = { key: 'code', value: z.string() };
const VIA = { key: 'via', value: z.enum(['code', 'qr']) };

interface GuestContext extends Context {
  readonly office: Office;
  readonly training: Training | undefined;
}

const consent = question<GuestContext, 'agreed'>({
  key: 'consent',
  value: z.literal('agreed'),
  numbered: false,
  bare: true,
  ask: () => line('training.guest.consent'),
  choices: () => [
    [choice('agree', line('training.guest.agree'), take('agreed'))],
    [choice('refuse', line('training.guest.refuse'), discard(line('training.guest.declined')))],
  ],
  hints: [line('common.consent.button'), line('training.guest.consent')],
});

const result = z.object({
  joined: z.union([
    joinedSchema,
    z.object({ kind: z.literal('walk-in'), seat: z.number(), at: z.string() }),
    z.object({ kind: z.literal('full') }),
  ]),
  training: storedTraining.optional(),
});
type Result = z.infer<typeof result>;

/** "Saya ikut" of somebody who has not registered: a consent for this training alone, then four short questions. */
const guestForm: Form<GuestContext, Services, Result> = {
  name: 'join-training',
  version: 2,
  title: 'training.guest.title',
  questions: [consent, name, salutation, kecamatan, phone],
  load: async (services, _who, answers, moment) => {
    const id = answers.of(TRAINING);
    return {
      office: services.office,
      areas: services.office.areas,
      today: Temporal.PlainDate.from(moment.today),
      people: [],
      training: id === undefined ? undefined : await trainingById(services, id),
    };
  },
  heading: (_answers, { training }): Line | undefined =>
    training === undefined ? undefined : line('training.guest.heading', { title: training.title }),
  speaker: (answers) => {
    const called = answers.of(name);
    return {
      salutation: answers.of(salutation),
      shortName: called === undefined ? undefined : shortName(called),
    };
  },
  submit: async (services, who, answers, { training }, draft) => {
    const given = answers.of(name);
    if (training === undefined || given === undefined) return { joined: { kind: 'unknown' } };
    const stranger: Stranger = {
      name: given,
      salutation: answers.of(salutation),
      phone: answers.of(phone),
      kecamatan: answers.of(kecamatan),
    };
    return {
      joined: await enrol(services, who, answers, training, stranger, draft),
      training: toStored(training),
    };
  },
  result,
  receipt: ({ joined, training }, _answers, { office }) => {
    const receipt = receiptOf(office, joined, training);
    const isIn = joined.kind === 'seated' || joined.kind === 'waiting' || joined.kind === 'walk-in';
    return isIn ? { ...receipt, more: [invitation] } : receipt;
  },
};

const invitation: NonNullable<Receipt['more']>[number] = {
  text: line('training.join.invite'),
  buttons: [[registerButton], [menuButton]],
};

/** Joins, or at the door takes a free seat; the proof of the consent stands beside the participant. */
async function enrol(
  services: Transaction,
  who: Who,
  answers: Answers,
  training: Training,
  stranger: Stranger,
  draft: SubmittedDraft,
): Promise<Result['joined']> {
  const { accountId } = who;
  const code = answers.of(CODE);
  if (code === undefined) {
    const joined = await join(services, training.id, accountId, { stranger });
    if (joined.kind === 'seated' || joined.kind === 'waiting')
      await prove(services, who, answers, joined.participant.id, draft);
    return briefly(joined);
  }
  const isRight = (await trainingByCheckin(services, code))?.id === training.id;
  const done = isRight
    ? await walkIn(services, training.id, { stranger }, { accountId, via: answers.of(VIA) ?? 'code' })
    : undefined;
  if (done === undefined || !('participant' in done)) return { kind: 'full' };
  await prove(services, who, answers, done.participant.id, draft);
  const at = done.participant.attendedAt ?? services.now();
  return { kind: 'walk-in', seat: done.participant.seat ?? 0, at: at.toISOString() };
}

async function prove(
  services: Services,
  who: Who,
  answers: Answers,
  participantId: number,
  draft: SubmittedDraft,
): Promise<void> {
  const stored = answers.stored(consent.key);
  if (stored === undefined) throw new Error('expected a consent before a participant is stored');
  await giveStrangerConsent(
    services,
    {
      purpose: 'training',
      version: consentTexts.training.version,
      language: who.language,
      text: draft.wording(line('training.guest.consent')),
      button: 'agree',
      givenAt: new Date(stored.at),
      draftId: draft.id,
    },
    participantId,
  );
}

function receiptOf(office: Office, joined: Result['joined'], training: Result['training']): Receipt {
  if (joined.kind === 'walk-in')
    return {
      text: line('training.checkin.walkIn', { time: timeOf(new Date(joined.at)), seat: joined.seat }),
      buttons: [],
    };
  if (joined.kind === 'full') return { text: line('training.checkin.full'), buttons: endButtons };
  if (training === undefined) return { text: line('training.guest.gone'), buttons: endButtons };
  return joinReceipt({ office }, fromStored(training), joined);
}

export const joinTraining = fillOne(guestForm);
