import type { z } from 'zod';
import { readAs } from '../../../domain/words/read-as.ts';
import type { Duty, Standing } from '../../../domain/office/roles.ts';
import type { Line, TextKey } from '../../../i18n.ts';
import type { CaseLetter } from '../../../services/core/last-letter.ts';
import type { OfPartner } from '../../../services/office/members.ts';
import type { Json } from './json.ts';
import type { Letter } from './letter.ts';
import type { Reply, Rows, ReplyOf } from './reply.ts';
import type { SentPlace } from './sent.ts';
import type { Receipt, Sample } from '../../message.ts';
import type { Transaction } from '../../../services/core/services.ts';

/** An accepted answer with the proof of how it came about. */
export interface StoredAnswer {
  readonly value: Json;
  /** The words that were typed, identity numbers masked; absent when a button was pressed. */
  readonly words?: string | undefined;
  /** Name and version of what read the words. */
  readonly reader: string;
  /** ISO instant, UTC. */
  readonly at: string;
  /** Code of the button that confirmed it, when one did. */
  readonly confirmed?: string | undefined;
  /** Set when it was left open on purpose: skipped, for later, or handed to an officer. */
  readonly open?: 'skipped' | 'later' | 'officer' | undefined;
  readonly messageId?: number | undefined;
  /** Earlier answers to the same question, newest last. */
  readonly before?:
    | readonly { readonly value: Json; readonly words?: string | undefined; readonly at: string }[]
    | undefined;
  readonly changed?: boolean | undefined;
}

/** The answers so far, read through the question that owns them, so that their type is checked. */
export interface Answers {
  /** The value; undefined when unanswered, left open, or no longer of the type that the question expects. */
  of<V extends Json>(question: { readonly key: string; readonly value: z.ZodType<V> }): V | undefined;
  has(key: string): boolean;
  stored(key: string): StoredAnswer | undefined;
}

/** What a reader is given: a text, or the contact that somebody shared. */
export type Said =
  /** `lines`: the same with its line breaks. */
  | { readonly kind: 'text'; readonly text: string; readonly lines?: string | undefined }
  | { readonly kind: 'contact'; readonly phone: string; readonly own: boolean };

/** What every form knows about the moment. */
export interface Moment {
  /** YYYY-MM-DD */
  readonly today: string;
  readonly now: Date;
  /** Lines as one text, in every language, as somebody reads it whose form of address is not known. */
  readonly wordings: (lines: readonly Line[]) => readonly string[];
}

export interface Question<C, V extends Json = Json> {
  readonly key: string;
  readonly value: z.ZodType<V>;
  /** Whether it counts in "Langkah 3 dari 11"; a conditional question never does. */
  readonly numbered?: boolean;
  readonly when?: (answers: Answers, context: C) => boolean;
  /** When one of these changes, this answer is asked again. */
  readonly dependsOn?: readonly string[];
  readonly ask: (answers: Answers, context: C) => Line;
  readonly choices?: (answers: Answers, context: C) => Rows;
  /** Choices stand on the reply keyboard; this sentence takes it away again. */
  readonly keyboard?: { readonly close: TextKey };
  /** Reads a typed text or a contact; without it only buttons answer. */
  readonly read?: (said: Said, answers: Answers, context: C) => Reply;
  /** Version of the reader, kept with the answer. */
  readonly reader?: string;
  /** What was said about it before the form began ("lapor 2,5 jt"), under `key`: replied to when its turn comes. */
  readonly told?: {
    readonly key: string;
    readonly reply: (value: Json, answers: Answers, context: C) => Reply;
  };
  /** The rest cannot be asked without it: whoever asks for an officer here leaves the form, and it waits. */
  readonly needed?: boolean;
  readonly hints: readonly [Line, Line];
  /** Buttons of the second hint instead of the usual ones. */
  readonly help?: (answers: Answers, context: C) => Rows;
  /** Where *Kembali* leads when not to the question before. */
  readonly back?: Reply;
  /** Offered with a person at the third wrong answer: leave it open and go on. */
  readonly leaveOpen?: Line;
  /** A NIK is expected here; everywhere else such a number is deleted and not stored. */
  readonly takesNik?: boolean;
  /** Takes words to another person: text, a photo, a recording, a PDF, in one message or several. */
  readonly letter?: (it: Letter) => Reply;
  /** Takes a photo; undefined when something else was sent. */
  readonly readPhoto?: (fileId: string | undefined, answers: Answers, context: C) => Reply;
  /** Reads a place on the map; without it such a message is no answer. */
  readonly readPlace?: (sent: SentPlace, answers: Answers, context: C) => Reply;
  /** Name of the line in the review; with `show`, the question is listed there. */
  readonly label?: TextKey;
  /** That name in the words of the office, where the question is its own. */
  readonly ownLabel?: Line;
  readonly show?: (value: V, answers: Answers, context: C) => Line;
  /** What was typed is said back with the next question, as `show` words it: a day with its weekday. */
  readonly echo?: true;
  /** Where the question stands alone, without *Kembali* and *Batal* (a consent). */
  readonly bare?: boolean;
  /** A consent: "ya" is no answer to it, only its button is. */
  readonly byButton?: boolean;
}

/** A question whose value type is hidden, as a list holds it. */
export type AnyQuestion<C> = Omit<Question<C>, 'value' | 'show'> & {
  readonly value: z.ZodType<Json>;
  readonly showStored?: (value: Json, answers: Answers, context: C) => Line;
};

/** Fixes the types of one question and hides them, so that questions of all types stand in one list. */
export function question<C, V extends Json>(it: Question<C, V>): Question<C, V> & AnyQuestion<C> {
  const { show } = it;
  return {
    ...it,
    ...(show === undefined
      ? {}
      : {
          showStored: (value: Json, answers: Answers, context: C) =>
            show(readAs(it.value, value), answers, context),
        }),
  };
}

/** What a form asks and says: all that a step in it, and its screen, know of it. */
export interface Dialogue<C> {
  /** Stable name; draft rows and locale keys use it. */
  readonly name: string;
  /** Raised with every change of the list of questions (a test compares). */
  readonly version: number;
  readonly questions: readonly AnyQuestion<C>[];
  /** Questions that only data know (those of a programme); they follow the fixed ones. */
  readonly more?: (context: C) => readonly AnyQuestion<C>[];
  /** Those may take photos, which are then kept for it while it is open. */
  readonly takesPhotos?: true;
  /** The last look at all answers before sending; without it the last answer sends. */
  readonly review?: {
    readonly ask: Line;
    readonly send: Line;
    readonly save?: Line;
    /** What stands in the way of sending: told, or led to the question that has to be answered again. */
    readonly check?: (answers: Answers, context: C) => ReplyOf<'tell' | 'jump'> | undefined;
    /** A message that stands above the review, exactly as others will get it. */
    readonly sample?: (answers: Answers, context: C) => Sample | undefined;
    /** Lines that stand before the answers and cannot be changed there. */
    readonly about?: (answers: Answers, context: C) => readonly Line[];
    /** False where the last confirmation has shown everything already. */
    readonly when?: (answers: Answers, context: C) => boolean;
  };
  /** How to address who is filling this form, once the form itself has asked. */
  readonly speaker?: (
    answers: Answers,
    context: C,
  ) => { readonly salutation?: 'L' | 'P' | undefined; readonly shortName?: string | undefined };
  /** Reads the message again in which the form was begun, when it is edited: what takes the place of these keys. */
  readonly retell?: {
    readonly keys: readonly string[];
    readonly read: (text: string, answers: Answers, context: C) => Readonly<Record<string, Json>> | undefined;
  };
  /** A line in front of every question, such as the business or the owner whom a helper serves. */
  readonly heading?: (answers: Answers, context: C) => Line | undefined;
  /** A form of the office: only somebody who has this duty can open it and go on with it, checked at every answer. */
  readonly duty?: Duty;
  /** Too short to be worth resuming from the menu. */
  readonly brief?: boolean;
  /** The words used for this form in "… berhenti di langkah 7": locale keys `<name>.form.*`. */
  readonly title: TextKey;
  /** The button that goes on with it when something else was asked about. */
  readonly goOn?: TextKey;
}

/** Whether an officer can help whoever fills it in: in most forms of the office that would be themselves. */
export function hasOfficer<C>({ duty }: Dialogue<C>): boolean {
  return duty === undefined || duty === 'assist' || duty === 'candidates';
}

export interface Form<C, S, R extends Json> extends Dialogue<C> {
  /** Reads what the questions need; called at every turn. */
  readonly load: (services: S, who: Who, answers: Answers, moment: Moment) => Promise<C>;
  /**
   * Adds what only the prompt at `place` shows (a key, or "review"), or what "submit" needs, where it takes too long
   * to be read for every answer; the questions do not see it when they read.
   */
  readonly look?: (services: S, who: Who, answers: Answers, context: C, place: string) => Promise<C>;
  /** Stores the whole; runs in the transaction that closes the draft, so exactly once. */
  readonly submit: (
    inside: Transaction,
    who: Who,
    answers: Answers,
    context: C,
    draft: SubmittedDraft,
  ) => Promise<R>;
  /** What the person reads after sending; without it the next form follows at once. */
  readonly receipt?: (result: R, answers: Answers, context: C) => Receipt;
  readonly result: z.ZodType<R>;
  /** Where words that follow at once belong as well, when they are one act with those that were just sent. */
  readonly goesOn?: (result: R) => CaseLetter | undefined;
  /** Its messages show figures, which "Sembunyikan angka" may delete also when the form was thrown away. */
  readonly figures?: boolean;
  /** Somebody else is written about: once it is sent, what was typed stands only in the rows that it led to. */
  readonly forget?: boolean;
}

/** Whose form this is. */
export interface Who {
  readonly accountId: number;
  readonly chatId: number;
  readonly language: string;
  readonly personId: number | undefined;
  /** Who they are in the office, read anew for every update. */
  readonly member:
    | (Standing & {
        readonly number: string;
        readonly name: string;
        readonly partner?: OfPartner | undefined;
      })
    | undefined;
}

export interface SubmittedDraft {
  readonly id: number;
  readonly now: Date;
  /** A text as this person reads it now: kept with a consent. */
  readonly wording: (text: Line) => string;
}
