import { z } from 'zod';
import { approvalReasonKeys } from '../../../../domain/announcements/announcement.ts';
import { repeats } from '../../../../domain/announcements/series.ts';
import { line, type Line } from '../../../../i18n.ts';
import { writePlan, type Subject } from '../../../../services/announcements/announcing.ts';
import { keepNote } from '../../../../services/announcements/announcement-progress.ts';
import type { Services, Transaction } from '../../../../services/core/services.ts';
import type { Answers, Form, SubmittedDraft, Who } from '../../engine/form.ts';
import type { Receipt } from '../../../message.ts';
import { fillOne } from '../../engine/script.ts';
import { secondLines } from '../cancel-reason.ts';
import { criteriaOf, given, isNew, isUrgent, newTraining, repeatOf } from './answers.ts';
import { audience } from './audience.ts';
import type { AnnounceContext } from './context.ts';
import { loadAnnounce, reach } from './load.ts';
import { extraQuestions } from './extras.ts';
import { about, text } from './message.ts';
import { aboutLines, hindrance, sample } from './review.ts';
import { seatQuestions } from './seats.ts';
import { button, staffMenuButton } from '../../../buttons.ts';
import { announcementRoute, basisRoute } from '../../../routes/staff.ts';
import { sendOf, sendQuestions } from './send.ts';
import { trainingQuestions } from './training.ts';

const result = z.object({
  id: z.number().int(),
  code: z.string(),
  status: z.enum(['approval', 'scheduled']),
  approvalFor: z.array(z.enum(approvalReasonKeys)),
  size: z.number().int(),
  /** ISO instant. */
  at: z.string(),
  isNow: z.boolean(),
  training: z.object({ id: z.number().int(), number: z.string() }).optional(),
  repeat: z.object({ every: z.enum(repeats), until: z.string() }).optional(),
});
type Result = z.infer<typeof result>;

async function submit(
  services: Transaction,
  who: Who,
  answers: Answers,
  context: AnnounceContext,
  draft: SubmittedDraft,
): Promise<Result> {
  const { member } = who;
  if (member === undefined) throw new Error('expected somebody of the office to announce');
  const subject = subjectOf(answers, context);
  if (subject === undefined) throw new Error('expected every answer about the training before it is sent');
  const size = context.reach?.reached;
  if (size === undefined) throw new Error('expected the audience to be counted before it is sent to');
  const [every, until] = [repeatOf(answers), answers.of(given.repeatUntil)];
  const repeat = every === undefined || until === undefined ? undefined : { every, until };
  const made = await writePlan(
    services,
    member,
    {
      subject,
      text: answers.of(given.text) ?? '',
      posterFileId: answers.of(given.poster),
      audience: criteriaOf(answers, context),
      send: sendOf(answers, context.office.zone),
      urgentReason: isUrgent(answers) ? (answers.of(given.reason) ?? '–') : undefined,
      repeat,
    },
    { size, draftId: draft.id, accountId: who.accountId, now: draft.now },
  );
  if (made === undefined)
    throw new Error('expected people and a place within the kecamatan of whoever announces');
  const { training } = made;
  return {
    id: made.id,
    code: made.code,
    status: made.status,
    approvalFor: [...made.approvalFor],
    size,
    at: made.at.toISOString(),
    isNow: made.at.getTime() === draft.now.getTime(),
    ...(training === undefined ? {} : { training: { id: training.id, number: training.number } }),
    ...(repeat === undefined ? {} : { repeat }),
  };
}

/** What is announced; undefined while answers about a new training are missing. */
function subjectOf(answers: Answers, { training, office }: AnnounceContext): Subject | undefined {
  if (!isNew(answers)) return training === undefined ? { kind: 'notice' } : { kind: 'again', training };
  const fields = newTraining(answers, office.zone);
  return fields === undefined ? undefined : { kind: 'new', fields };
}

/** What happens now: a second person is asked, it waits for its time, or it goes out. */
function nextLine(done: Result): Line {
  if (done.status === 'approval')
    return line('announce.receipt.approval', {
      reasons: { list: secondLines(done.approvalFor) },
    });
  return done.isNow
    ? line('announce.receipt.now')
    : line('announce.receipt.scheduled', { at: { moment: done.at } });
}

function receipt(done: Result): Receipt {
  return {
    text: line('announce.receipt.done', { code: done.code, count: { count: done.size } }),
    lines: [
      ...(done.training === undefined
        ? []
        : [line('announce.receipt.training', { number: done.training.number })]),
      ...(done.repeat === undefined
        ? []
        : [
            line('announce.repeat.receipt', {
              every: { line: line(`announce.repeat.every.${done.repeat.every}`) },
              until: { day: done.repeat.until },
            }),
          ]),
      line('common.blank'),
      nextLine(done),
    ],
    buttons: [
      [button('announce.receipt.show', announcementRoute.to(done.id, 'show'))],
      [button('broadcast.button.basis', basisRoute.to(done.id))],
      [staffMenuButton],
    ],
    shown: (services, messageId) => keepNote(services, done.id, messageId),
  };
}

/**
 * *Umumkan pelatihan*: a new training with its announcement, a training announced again, or a notice; `about`
 * decides which questions are asked.
 */
const announceForm: Form<AnnounceContext, Services, Result> = {
  name: 'announce',
  version: 4,
  duty: 'announce',
  title: 'announce.form.title',
  questions: [
    about,
    ...trainingQuestions,
    ...seatQuestions,
    text,
    ...extraQuestions,
    audience,
    ...sendQuestions,
  ],
  heading: (answers, context) => {
    // Just chosen from the list, it is not loaded by itself yet.
    const chosen = context.upcoming.find((it) => it.id === answers.of(given.about));
    const training = context.training ?? chosen;
    return training === undefined
      ? undefined
      : line('announce.heading', { title: training.title, at: { moment: training.startsAt.toISOString() } });
  },
  load: loadAnnounce,
  look: reach,
  review: {
    ask: line('announce.review.ask'),
    send: line('announce.review.send'),
    save: line('announce.review.save'),
    about: aboutLines,
    sample,
    check: hindrance,
  },
  submit,
  result,
  receipt,
};

export const announce = fillOne(announceForm);
