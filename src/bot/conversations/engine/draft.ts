import { z } from 'zod';
import { trustQuestions } from '../../../domain/words/first-question.ts';
import { intents } from '../../../domain/words/intent.ts';
import type { Line } from '../../../i18n.ts';
import type { Answers, AnyQuestion, StoredAnswer } from './form.ts';
import type { Proposal, Reply } from './reply.ts';
import { jsonSchema, type Json } from './json.ts';
import type { Sent } from './sent.ts';
import { codecs } from '../../../services/core/codecs.ts';

const aside = z
  .enum(intents)
  .exclude([
    'menu',
    'stop-news',
    'stop-reminders',
    'start-again',
    'official',
    'nib',
    'tax',
    ...trustQuestions,
  ]);

/** What a form offers to wait for; the rest is handed on at once, or answered in the form. */
type Aside = z.infer<typeof aside>;

/** Where in a form somebody is. */
export type Place =
  | { readonly on: 'question'; readonly key: string }
  | {
      readonly on: 'proposal';
      readonly key: string;
      readonly text: Line;
      readonly options: readonly Proposal[];
      readonly again: Line;
      readonly words?: string | undefined;
      readonly messageId?: number | undefined;
    }
  /** Third wrong answer: a person, once more, or later. */
  | { readonly on: 'stuck'; readonly key: string }
  | { readonly on: 'review' }
  /** "Jawaban nomor berapa yang mau diubah?" */
  | { readonly on: 'pick' }
  /** "Laporan tadi saya simpan. Lihat pelatihan dulu?" */
  | { readonly on: 'aside'; readonly from: Place; readonly aim: Aside }
  /** After *Batal*. */
  | { readonly on: 'leave'; readonly from: Place }
  /** Somebody asked for a person where no single question is open. */
  | { readonly on: 'help'; readonly from: Place }
  /** After a pause; `said` is what ended it, offered as the answer once the form goes on. */
  | { readonly on: 'pause'; readonly from: Place; readonly said?: Sent | undefined }
  /** "Tadi Ibu menulis … Itu jawabannya?" */
  | { readonly on: 'said'; readonly from: Place; readonly said: Sent }
  /** A message that is already an answer was edited in the chat. */
  | {
      readonly on: 'edited';
      readonly key: string;
      readonly from: Place;
      /** The new words, which are read when the person wants that. */
      readonly said?: Extract<Sent, { readonly kind: 'text' }> | undefined;
    };

/** A message on the screen that the form has gone on from. */
export interface LeftMessage {
  readonly id: number;
  /** The question that it asked; undefined where it asked for none (the review, "Mau berhenti dulu?"). */
  readonly key?: string | undefined;
  /**
   * What it was made: the line of its answer, the line of an answer that is no longer stored, or itself without its
   * buttons. Undefined while its question is open, and its buttons are in force.
   */
  readonly is?: 'line' | 'lost' | 'bare' | undefined;
  /** Its line says an amount of money. */
  readonly money?: true | undefined;
}

/** What a draft row holds (sealed). */
export interface DraftState {
  readonly place: Place;
  readonly answers: Readonly<Record<string, StoredAnswer>>;
  /** Wrong answers to the question now open; in the draft, so that it survives a restart. */
  readonly wrong: number;
  /** The sentences that were said last, as stored text, so that none comes twice in a row. */
  readonly said?: string | undefined;
  /** The question being changed from the review. */
  readonly editing?: string | undefined;
  /** The last taken text: the same one again, sent before the next question, is a repeat. */
  readonly lastText?: string | undefined;
  /** The message with the last text, taken or not. */
  readonly lastMessageId?: number | undefined;
  /** Messages of this chat that show figures. */
  readonly figures: readonly number[];
  /** What the last press led to: a second press of the same button is told so. */
  readonly lastPress?: { readonly revision: number; readonly code: string } | undefined;
  /** Which question the buttons of a revision belong to, as long as nothing else was answered since. */
  readonly asked?: Readonly<Record<string, string>> | undefined;
  /** Questions on the screen that the form has gone on from, the oldest first. */
  readonly left?: readonly LeftMessage[] | undefined;
}

export const lineSchema: z.ZodType<Line> = z.custom<Line>(
  (value) => typeof value === 'object' && value !== null && ('key' in value || 'local' in value),
);

const replySchema = z.custom<Reply>(
  (value) => typeof value === 'object' && value !== null && 'kind' in value,
);

const storedAnswer: z.ZodType<StoredAnswer> = z.object({
  value: jsonSchema,
  words: z.string().optional(),
  reader: z.string(),
  at: z.string(),
  confirmed: z.string().optional(),
  open: z.enum(['skipped', 'later', 'officer']).optional(),
  messageId: z.number().optional(),
  before: z.array(z.object({ value: jsonSchema, words: z.string().optional(), at: z.string() })).optional(),
  changed: z.boolean().optional(),
});

const proposal: z.ZodType<Proposal> = z
  .object({
    code: z.string(),
    label: lineSchema,
    value: jsonSchema,
    others: z.record(z.string(), jsonSchema).optional(),
    reply: replySchema.optional(),
  })
  .transform(({ others, reply, ...rest }) => ({
    ...rest,
    ...(others === undefined ? {} : { others }),
    ...(reply === undefined ? {} : { reply }),
  }));

const said = z.custom<Sent>((value) => typeof value === 'object' && value !== null && 'kind' in value);

const words = z.custom<Extract<Sent, { readonly kind: 'text' }>>(
  (value) => said.safeParse(value).data?.kind === 'text',
);

const place: z.ZodType<Place> = z.lazy(() =>
  z.discriminatedUnion('on', [
    z.object({ on: z.literal('question'), key: z.string() }),
    z.object({
      on: z.literal('proposal'),
      key: z.string(),
      text: lineSchema,
      options: z.array(proposal),
      again: lineSchema,
      words: z.string().optional(),
      messageId: z.number().optional(),
    }),
    z.object({ on: z.literal('stuck'), key: z.string() }),
    z.object({ on: z.literal('review') }),
    z.object({ on: z.literal('pick') }),
    z.object({ on: z.literal('aside'), from: place, aim: aside }),
    z.object({ on: z.literal('leave'), from: place }),
    z.object({ on: z.literal('help'), from: place }),
    z.object({ on: z.literal('pause'), from: place, said: said.optional() }),
    z.object({ on: z.literal('said'), from: place, said }),
    z.object({ on: z.literal('edited'), key: z.string(), from: place, said: words.optional() }),
  ]),
);

const left = z.custom<readonly LeftMessage[]>((value) => Array.isArray(value));

/** The guard of what comes back from the database. */
const draftState: z.ZodType<DraftState> = z.object({
  place,
  answers: z.record(z.string(), storedAnswer),
  wrong: z.number(),
  said: z.string().optional(),
  editing: z.string().optional(),
  lastText: z.string().optional(),
  lastMessageId: z.number().optional(),
  figures: z.array(z.number()),
  lastPress: z.object({ revision: z.number(), code: z.string() }).optional(),
  asked: z.record(z.string(), z.string()).optional(),
  left: left.optional(),
});

/** The payload of a draft. */
export const draftCodec = codecs.json(draftState);

export function answersOf(stored: Readonly<Record<string, StoredAnswer>>): Answers {
  return {
    of(question) {
      const answer = stored[question.key];
      if (answer === undefined || answer.open !== undefined) return undefined;
      const read = question.value.safeParse(answer.value);
      return read.success ? read.data : undefined;
    },
    has: (key) => stored[key] !== undefined,
    stored: (key) => stored[key],
  };
}

/** Whether the answer still stands: present, and of a type that today's question understands. */
function isAnswered<C>(question: AnyQuestion<C>, stored: Readonly<Record<string, StoredAnswer>>): boolean {
  const answer = stored[question.key];
  return (
    answer !== undefined && (answer.open !== undefined || question.value.safeParse(answer.value).success)
  );
}

export function applicable<C>(
  questions: readonly AnyQuestion<C>[],
  state: Pick<DraftState, 'answers'>,
  context: C,
): readonly AnyQuestion<C>[] {
  const answers = answersOf(state.answers);
  return questions.filter((question) => question.when?.(answers, context) ?? true);
}

/** The first question that applies and has no answer; undefined when all have one. */
export function firstUnanswered<C>(
  questions: readonly AnyQuestion<C>[],
  state: Pick<DraftState, 'answers'>,
  context: C,
): AnyQuestion<C> | undefined {
  return applicable(questions, state, context).find((question) => !isAnswered(question, state.answers));
}

/** Stores an answer, keeps the earlier one, and drops what depended on it when it differs. */
export function withAnswer<C>(
  questions: readonly AnyQuestion<C>[],
  answers: Readonly<Record<string, StoredAnswer>>,
  key: string,
  answer: StoredAnswer,
  editing: boolean,
): Readonly<Record<string, StoredAnswer>> {
  const earlier = answers[key];
  const differs = earlier !== undefined && JSON.stringify(earlier.value) !== JSON.stringify(answer.value);
  const before =
    earlier === undefined
      ? undefined
      : [...(earlier.before ?? []), { value: earlier.value, words: earlier.words, at: earlier.at }].slice(
          -10,
        );
  const next: Record<string, StoredAnswer> = {
    ...answers,
    [key]: {
      ...answer,
      ...(before === undefined ? {} : { before }),
      ...(editing && differs ? { changed: true } : {}),
    },
  };
  if (earlier === undefined || differs)
    for (const dependent of dependentsOf(questions, key)) delete next[dependent];
  return next;
}

/** Everything that hangs on `key`, directly or through another question. */
function dependentsOf<C>(questions: readonly AnyQuestion<C>[], key: string): readonly string[] {
  const direct = questions
    .filter((question) => question.dependsOn?.includes(key))
    .map((question) => question.key);
  return [...new Set(direct.flatMap((dependent) => [dependent, ...dependentsOf(questions, dependent)]))];
}

/** Messages with figures of a stored draft. */
export function figuresOf(payload: string): readonly number[] {
  return draftCodec.decode(payload).figures;
}

/** Messages that show an amount of money as the answer to a question of a stored draft. */
export function moneyOf(payload: string): readonly number[] {
  return moneyIn(draftCodec.decode(payload));
}

export function moneyIn({ left = [] }: DraftState): readonly number[] {
  return left.flatMap((it) => (it.money === true && it.is === 'line' ? [it.id] : []));
}

/** Whether a stored draft holds an answer to the question named `key`. */
export function hasAnswer(payload: string, key: string): boolean {
  return draftCodec.decode(payload).answers[key] !== undefined;
}

/** The answer of a stored draft, as its question understands it. */
export function answerIn<V extends Json>(
  payload: string,
  question: { readonly key: string; readonly value: z.ZodType<V> },
): V | undefined {
  return answersOf(draftCodec.decode(payload).answers).of(question);
}

/** The questions of a stored draft that a message has answered. */
export function answeredBy(payload: string, messageId: number): readonly string[] {
  return Object.entries(draftCodec.decode(payload).answers).flatMap(([key, answer]) =>
    answer.messageId === messageId ? [key] : [],
  );
}
