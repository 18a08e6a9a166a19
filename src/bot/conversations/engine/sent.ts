import type { FileClass } from '../../../domain/words/sent-file.ts';
import type { CaseFile } from '../../../services/cases/cases.ts';

/** A place on the map; a venue has a name and an address, too. */
export interface SentPlace {
  readonly latitude: number;
  readonly longitude: number;
  readonly title?: string | undefined;
  readonly address?: string | undefined;
}

/** Why a message leaves the chat: for its words, as a picture, or as the picture of a paper of identity. */
export type Removal = true | 'picture' | 'paper';

/** What was typed, as a message or under a picture. */
export interface SentWords {
  readonly text: string;
  /** The same with its line breaks. */
  readonly lines: string;
  /** Without identity numbers. */
  readonly masked: string;
  readonly hasNik: boolean;
}

/** `voice` was recorded in Telegram; `sound` is music, or a round video. */
export type OtherContent = 'sticker' | 'voice' | 'place' | 'else' | FileClass;

/** A message as a form takes it, free of Telegram; it may be kept in a draft until it counts. */
export type Sent =
  | ({ readonly kind: 'text'; readonly messageId: number } & SentWords)
  | { readonly kind: 'contact'; readonly phone: string; readonly own: boolean; readonly messageId: number }
  | {
      readonly kind: 'other';
      readonly what: OtherContent;
      readonly messageId: number;
      readonly caption?: SentWords;
      /** What may be passed on to another person. */
      readonly file?: CaseFile;
      readonly document?: {
        readonly fileId: string;
        readonly name: string | undefined;
        readonly bytes: number;
      };
      /** Its caption or name says that it shows a paper of identity. */
      readonly paper?: boolean;
      readonly place?: SentPlace;
    };
