import type { FileKind } from '../../../services/cases.ts';
import type { SentPlace } from './form.ts';

export type OtherContent = 'sticker' | 'voice' | 'picture' | 'place' | 'else';

/** A message as a form takes it, free of Telegram; it may be kept in a draft until it counts. */
export type Sent =
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly lines: string;
      readonly masked: string;
      readonly hasNik: boolean;
      readonly messageId: number;
    }
  | { readonly kind: 'contact'; readonly phone: string; readonly own: boolean; readonly messageId: number }
  | {
      readonly kind: 'other';
      readonly what: OtherContent;
      readonly messageId: number;
      readonly fileId?: string | undefined;
      readonly caption?: string | undefined;
      readonly photo?: boolean;
      readonly fileKind?: FileKind | undefined;
      readonly place?: SentPlace;
    };
