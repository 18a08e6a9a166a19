import type { Line } from '../i18n.ts';
import type { Services } from '../services/core/services.ts';
import type { CallbackData } from './routes/route.ts';

/** One button under a message; `data` is complete callback data. */
export interface Button {
  readonly label: Line;
  readonly data: CallbackData;
  /** How it looks, where it is not like the others (Bot API, InlineKeyboardButton). */
  readonly style?: 'danger';
}

/** A picture that is made after the message, so that weak signal never holds up the text. */
export interface PictureOrder {
  readonly picture: string;
  readonly id: number;
  readonly caption: Line;
}

export interface Receipt {
  readonly text: Line;
  /** Further lines of the same message. */
  readonly lines?: readonly Line[];
  readonly buttons: readonly (readonly Button[])[];
  readonly picture?: PictureOrder;
  /** Messages of their own that follow the first one. */
  readonly more?: readonly { readonly text: Line; readonly buttons: readonly (readonly Button[])[] }[];
  /** Holds figures that "Sembunyikan angka" may delete. */
  readonly figures?: boolean;
  /** Told the number of its message: what happens next is shown in the same one. */
  readonly shown?: (services: Services, messageId: number) => Promise<void>;
}

/** A message as others will get it; its buttons do nothing here but say so. */
export interface Sample {
  readonly lines: readonly Line[];
  readonly photoFileId?: string | undefined;
  readonly buttons: readonly (readonly Line[])[];
}

/** Emoji with which the bot answers a lone sign; Telegram knows them as reactions. */
export type Reaction = '👍' | '🙏';
