import { z } from 'zod';
import { line, named } from '../../i18n.ts';
import { announcementById, type Announcement } from '../../services/announcements.ts';
import { correctAnnouncement, isCorrectable, withdrawAnnouncement } from '../../services/deliveries.ts';
import type { Services } from '../../services/services.ts';
import { question, type AnyQuestion, type Form, type Json } from './engine/form.ts';
import { conversation } from './engine/script.ts';
import { takeWords } from './questions/context.ts';

/** Key under which these forms hold which announcement they are about. */
export const ANNOUNCEMENT = 'announcement';

/** The officer's words at most: with a poster Telegram leaves 1,024 characters for the whole (Bot API, sendPhoto). */
export const MOST_TEXT = 400;

interface Context {
  readonly announcement: Announcement | undefined;
}

type C = Context;

const result = z.enum(['done', 'late']);
type Result = z.infer<typeof result>;

async function load(services: Services, id: Json | undefined): Promise<Context> {
  return { announcement: typeof id === 'number' ? await announcementById(services, id) : undefined };
}

const newText = question<C, string>({
  key: 'text',
  value: z.string().min(1).max(MOST_TEXT),
  numbered: false,
  ask: (_answers, { announcement }) =>
    line('broadcast.correct.ask', { now: announcement?.text === '' ? '–' : (announcement?.text ?? '–') }),
  read: (said) => {
    if (said.kind !== 'text' || said.text.trim() === '') return { kind: 'hint' };
    const text = said.text.trim();
    if (text.length > MOST_TEXT)
      return {
        kind: 'hint',
        text: line('broadcast.correct.long', { count: { count: text.length }, most: { count: MOST_TEXT } }),
      };
    return takeWords(text);
  },
  reader: 'text@1',
  hints: [line('broadcast.correct.hint'), line('broadcast.correct.hint')],
});

const reason = question<C, string>({
  key: 'reason',
  value: z.string().min(3).max(200),
  numbered: false,
  ask: () => line('broadcast.withdraw.ask'),
  read: (said) => {
    const text = said.kind === 'text' ? said.text.trim() : '';
    return text.length >= 3 && text.length <= 200 ? takeWords(text) : { kind: 'hint' };
  },
  reader: 'text@1',
  hints: [line('broadcast.withdraw.hint'), line('broadcast.withdraw.hint')],
});

/** The last look: what is pressed here changes messages in many chats. */
function confirmed(key: 'correct' | 'withdraw', asked: typeof newText): AnyQuestion<C> {
  return question<C, true>({
    key: 'sure',
    value: z.literal(true),
    numbered: false,
    dependsOn: [asked.key],
    ask: (answers) =>
      key === 'correct'
        ? line('broadcast.correct.confirm', { text: answers.of(asked) ?? '' })
        : line('broadcast.withdraw.confirm', { reason: answers.of(asked) ?? '' }),
    choices: () => [
      [{ code: 'yes', label: line(`broadcast.${key}.yes`), reply: { kind: 'accept', value: true } }],
    ],
    hints: [line('common.buttons'), line('common.buttons')],
  });
}

function receiptOf(
  done: Result,
  key: 'correct' | 'withdraw',
): ReturnType<NonNullable<Form<C, Services, Result>['receipt']>> {
  return {
    text: line(done === 'late' ? 'broadcast.change.late' : `broadcast.${key}.done`),
    buttons: [
      [{ label: line('broadcast.list.title'), data: 's.send' }],
      [{ label: line('staff.button.menu'), data: 's.menu' }],
    ],
  };
}

function changeForm(
  key: 'correct' | 'withdraw',
  asked: typeof newText,
  change: (
    services: Services,
    id: number,
    by: { readonly number: string },
    value: string,
  ) => Promise<{ readonly kind: 'done' | 'no' }>,
): Form<C, Services, Result> {
  return {
    name: `announcement-${key}`,
    version: 1,
    brief: true,
    duty: 'announce',
    title: `broadcast.${key}.title`,
    questions: [asked, confirmed(key, asked)],
    heading: (_answers, { announcement }) =>
      announcement === undefined ? undefined : named(announcement.code),
    load: (services, _who, answers) => load(services, answers.stored(ANNOUNCEMENT)?.value),
    submit: async (services, who, answers, { announcement }, draft) => {
      const value = answers.of(asked);
      if (announcement === undefined || value === undefined || who.member === undefined) return 'late';
      if (!isCorrectable(announcement, draft.now)) return 'late';
      const changed = await change(services, announcement.id, who.member, value);
      return changed.kind === 'done' ? 'done' : 'late';
    },
    result,
    receipt: (done) => receiptOf(done, key),
  };
}

/** *Perbaiki isi*: other words in every chat that has got the announcement. */
export const correctForm = changeForm('correct', newText, correctAnnouncement);

/** *Tandai DIBATALKAN*: the message stays and says so; one that vanishes looks like a swindle. */
export const withdrawForm = changeForm('withdraw', reason, withdrawAnnouncement);

export const correctAnnouncementScript = conversation(
  'announcement-correct',
  1,
  [correctForm],
  async (talk) => {
    await talk.fill(correctForm, talk.start);
  },
);

export const withdrawAnnouncementScript = conversation(
  'announcement-withdraw',
  1,
  [withdrawForm],
  async (talk) => {
    await talk.fill(withdrawForm, talk.start);
  },
);
