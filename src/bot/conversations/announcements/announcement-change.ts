import { z } from 'zod';
import { approvalReasonKeys, keptReason } from '../../../domain/announcements/announcement.ts';
import { line, named, type Line } from '../../../i18n.ts';
import {
  correctAnnouncement,
  isCorrectable,
  withdrawAnnouncement,
  type AnnouncementChanged,
} from '../../../services/announcements/announcement-changes.ts';
import { announcementFor, type Announcement } from '../../../services/announcements/announcements.ts';
import { memberByNumber, type MemberRow } from '../../../services/office/members.ts';
import type { Services, Transaction } from '../../../services/core/services.ts';
import { reasonLine } from '../../../reports/reason-lines.ts';
import { cancelReason, reasonGiven, secondLines } from './cancel-reason.ts';
import { question, type AnyQuestion, type Answers, type Form } from '../engine/form.ts';
import type { Receipt } from '../../message.ts';
import { fillOne } from '../engine/script.ts';
import { button, staffMenuButton } from '../../buttons.ts';
import { announcementsRoute } from '../../routes/staff.ts';
import { wordsQuestion } from '../questions/words.ts';
import { choice, take } from '../engine/reply.ts';

/** Key under which these forms hold which announcement they are about. */
export const ANNOUNCEMENT = 'announcement';

/** The officer's words at most: with a poster Telegram leaves 1,024 characters for the whole (Bot API, sendPhoto). */
const MOST_TEXT = 400;

interface Context {
  /** Undefined where this member may not handle it. */
  readonly announcement: Announcement | undefined;
  readonly member: MemberRow | undefined;
}

type C = Context;

const result = z.object({
  kind: z.enum(['done', 'waits', 'late']),
  reasons: z.array(z.enum(approvalReasonKeys)),
});
type Result = z.infer<typeof result>;

const newText = wordsQuestion<C>({
  key: 'text',
  numbered: false,
  ask: (_answers, { announcement }) =>
    line('broadcast.correct.ask', { now: announcement?.text === '' ? '–' : (announcement?.text ?? '–') }),
  words: {
    least: 1,
    most: MOST_TEXT,
    wrongLength: (count) =>
      count > MOST_TEXT
        ? line('broadcast.correct.long', { count: { count }, most: { count: MOST_TEXT } })
        : undefined,
  },
  hints: [line('broadcast.correct.hint')],
});

const reason = cancelReason<C>();

/** The last look: what is pressed here changes messages in many chats. */
const sure = (
  dependsOn: string,
  ask: (answers: Answers) => Line,
  yes: 'broadcast.correct.yes' | 'broadcast.withdraw.yes',
): AnyQuestion<C> =>
  question<C, true>({
    key: 'sure',
    value: z.literal(true),
    numbered: false,
    dependsOn: [dependsOn],
    ask,
    choices: () => [[choice('yes', line(yes), take(true))]],
    hints: [line('common.buttons'), line('common.buttons')],
  });

function changeForm(it: {
  readonly key: 'correct' | 'withdraw';
  readonly version: number;
  readonly questions: readonly AnyQuestion<C>[];
  /** Undefined while an answer is missing. */
  readonly change: (
    inside: Transaction,
    id: number,
    by: MemberRow,
    answers: Answers,
  ) => Promise<AnnouncementChanged | undefined>;
  readonly waits: (reasons: Result['reasons']) => Line;
}): Form<C, Services, Result> {
  return {
    name: `announcement-${it.key}`,
    version: it.version,
    brief: true,
    duty: 'announce',
    title: `broadcast.${it.key}.title`,
    questions: it.questions,
    heading: (_answers, { announcement }) =>
      announcement === undefined ? undefined : named(announcement.code),
    load: async (services, who, answers) => {
      const id = answers.stored(ANNOUNCEMENT)?.value;
      const member = who.member === undefined ? undefined : await memberByNumber(services, who.member.number);
      return {
        announcement: typeof id === 'number' ? await announcementFor(services, member, id) : undefined,
        member,
      };
    },
    submit: async (services, _who, answers, { announcement, member }, draft) => {
      if (announcement === undefined || member === undefined || !isCorrectable(announcement, draft.now))
        return { kind: 'late', reasons: [] };
      const changed = await it.change(services, announcement.id, member, answers);
      if (changed?.kind === 'waits') return { kind: 'waits', reasons: [...changed.reasons] };
      return { kind: changed?.kind === 'done' ? 'done' : 'late', reasons: [] };
    },
    result,
    receipt: (done) => receiptOf(done, it.key, it.waits),
  };
}

function receiptOf(
  done: Result,
  key: 'correct' | 'withdraw',
  waits: (reasons: Result['reasons']) => Line,
): Receipt {
  return {
    text:
      done.kind === 'late'
        ? line('broadcast.change.late')
        : done.kind === 'waits'
          ? waits(done.reasons)
          : line(`broadcast.${key}.done`),
    buttons: [[button('broadcast.list.title', announcementsRoute.to())], [staffMenuButton]],
  };
}

/** *Perbaiki isi*: other words in every chat that has got the announcement, by the rule for its first words. */
const correctForm = changeForm({
  key: 'correct',
  version: 1,
  questions: [
    newText,
    sure(
      'text',
      (answers) => line('broadcast.correct.confirm', { text: answers.of(newText) ?? '' }),
      'broadcast.correct.yes',
    ),
  ],
  change: async (services, id, by, answers) => {
    const text = answers.of(newText);
    return text === undefined ? undefined : correctAnnouncement(services, id, by, text);
  },
  waits: (reasons) => line('change.waits.text', { reasons: { list: secondLines(reasons) } }),
});

/** *Tandai DIBATALKAN*: the message stays and says so; one that vanishes looks like a swindle. */
const withdrawForm = changeForm({
  key: 'withdraw',
  version: 2,
  questions: [
    reason,
    sure(
      'reason',
      (answers) => line('broadcast.withdraw.confirm', { reason: { line: reasonGiven(answers.of(reason)) } }),
      'broadcast.withdraw.yes',
    ),
  ],
  change: async (services, id, by, answers) => {
    const why = answers.of(reason);
    return why === undefined ? undefined : withdrawAnnouncement(services, id, by, why);
  },
  waits: () => line('change.waits.reason', { fixed: { line: reasonLine(keptReason('later')) } }),
});

export const correctAnnouncementScript = fillOne(correctForm);

export const withdrawAnnouncementScript = fillOne(withdrawForm);
