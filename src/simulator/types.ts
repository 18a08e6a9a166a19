/** The wire shapes of the Bot API that the simulator speaks; names and fields are Telegram's. */

export interface User {
  readonly id: number;
  readonly is_bot: boolean;
  readonly first_name: string;
  readonly last_name?: string | undefined;
  readonly username?: string | undefined;
  readonly language_code?: string | undefined;
}

export interface Chat {
  readonly id: number;
  readonly type: 'private' | 'group';
  readonly title?: string | undefined;
  readonly username?: string | undefined;
  readonly first_name?: string | undefined;
  readonly last_name?: string | undefined;
}

export interface Entity {
  readonly type: string;
  readonly offset: number;
  readonly length: number;
  readonly url?: string | undefined;
  readonly user?: User | undefined;
  readonly language?: string | undefined;
  readonly custom_emoji_id?: string | undefined;
}

export interface InlineButton {
  readonly text: string;
  readonly callback_data?: string | undefined;
  readonly url?: string | undefined;
  readonly copy_text?: { readonly text: string } | undefined;
  readonly web_app?: { readonly url: string } | undefined;
  readonly switch_inline_query?: string | undefined;
  readonly switch_inline_query_current_chat?: string | undefined;
  readonly style?: string | undefined;
}

export interface InlineKeyboard {
  readonly inline_keyboard: readonly (readonly InlineButton[])[];
}

export interface KeyboardButton {
  readonly text: string;
  readonly request_contact?: boolean | undefined;
  readonly request_location?: boolean | undefined;
  readonly style?: string | undefined;
}

export interface ReplyKeyboard {
  readonly keyboard: readonly (readonly KeyboardButton[])[];
  readonly is_persistent?: boolean | undefined;
  readonly resize_keyboard?: boolean | undefined;
  readonly one_time_keyboard?: boolean | undefined;
  readonly input_field_placeholder?: string | undefined;
}

interface FileReference {
  readonly file_id: string;
  readonly file_unique_id: string;
  readonly file_size?: number | undefined;
}

export interface PhotoSize extends FileReference {
  readonly width: number;
  readonly height: number;
}

export interface MediaFile extends FileReference {
  readonly file_name?: string | undefined;
  readonly mime_type?: string | undefined;
  readonly duration?: number | undefined;
  readonly width?: number | undefined;
  readonly height?: number | undefined;
}

interface Sticker extends FileReference {
  readonly type: 'regular';
  readonly width: number;
  readonly height: number;
  readonly is_animated: boolean;
  readonly is_video: boolean;
  readonly emoji?: string | undefined;
}

export interface Contact {
  readonly phone_number: string;
  readonly first_name: string;
  readonly last_name?: string | undefined;
  readonly user_id?: number | undefined;
}

export interface Location {
  readonly latitude: number;
  readonly longitude: number;
  readonly horizontal_accuracy?: number | undefined;
  /** Seconds for which it follows the phone: each movement is an edit of its message. */
  readonly live_period?: number | undefined;
}

export interface Venue {
  readonly location: Location;
  readonly title: string;
  readonly address: string;
}

interface Poll {
  readonly id: string;
  readonly question: string;
  readonly options: readonly {
    readonly persistent_id: string;
    readonly text: string;
    readonly voter_count: number;
  }[];
  readonly total_voter_count: number;
  readonly is_closed: boolean;
  readonly is_anonymous: boolean;
  readonly type: 'regular';
  readonly allows_multiple_answers: boolean;
  readonly allows_revoting: boolean;
  readonly members_only: boolean;
}

export type MessageOrigin =
  | { readonly type: 'user'; readonly date: number; readonly sender_user: User }
  | { readonly type: 'hidden_user'; readonly date: number; readonly sender_user_name: string }
  | {
      readonly type: 'channel';
      readonly date: number;
      readonly chat: { readonly id: number; readonly type: 'channel'; readonly title: string };
      readonly message_id: number;
    };

/** What a message says, apart from who, where and when. */
export interface MessageContent {
  readonly text?: string | undefined;
  readonly entities?: readonly Entity[] | undefined;
  readonly caption?: string | undefined;
  readonly caption_entities?: readonly Entity[] | undefined;
  readonly photo?: readonly PhotoSize[] | undefined;
  readonly document?: MediaFile | undefined;
  readonly animation?: MediaFile | undefined;
  readonly voice?: MediaFile | undefined;
  readonly audio?: MediaFile | undefined;
  readonly video?: MediaFile | undefined;
  readonly sticker?: Sticker | undefined;
  readonly contact?: Contact | undefined;
  readonly location?: Location | undefined;
  readonly venue?: Venue | undefined;
  readonly dice?: { readonly emoji: string; readonly value: number } | undefined;
  readonly poll?: Poll | undefined;
  readonly pinned_message?: Message | undefined;
  readonly new_chat_members?: readonly User[] | undefined;
  readonly left_chat_member?: User | undefined;
  readonly media_group_id?: string | undefined;
  readonly has_protected_content?: true | undefined;
  readonly link_preview_options?: { readonly is_disabled: true } | undefined;
}

export interface Message extends MessageContent {
  readonly message_id: number;
  readonly from: User;
  readonly chat: Chat;
  readonly date: number;
  readonly edit_date?: number | undefined;
  readonly forward_origin?: MessageOrigin | undefined;
  readonly reply_to_message?: Message | undefined;
  readonly reply_markup?: InlineKeyboard | undefined;
}

interface CallbackQuery {
  readonly id: string;
  readonly from: User;
  readonly message?:
    | Message
    | { readonly chat: Chat; readonly message_id: number; readonly date: 0 }
    | undefined;
  readonly chat_instance: string;
  readonly data: string;
}

interface ChatMember {
  readonly status: 'member' | 'kicked' | 'left';
  readonly user: User;
  readonly until_date?: number | undefined;
}

export interface ChatMemberUpdated {
  readonly chat: Chat;
  readonly from: User;
  readonly date: number;
  readonly old_chat_member: ChatMember;
  readonly new_chat_member: ChatMember;
}

/** An update without its number. */
export interface UpdateBody {
  readonly message?: Message | undefined;
  readonly edited_message?: Message | undefined;
  readonly callback_query?: CallbackQuery | undefined;
  readonly my_chat_member?: ChatMemberUpdated | undefined;
  readonly inline_query?:
    | { readonly id: string; readonly from: User; readonly query: string; readonly offset: string }
    | undefined;
  readonly poll?: Poll | undefined;
  readonly [kind: string]: unknown;
}

export interface Update extends UpdateBody {
  readonly update_id: number;
}

export interface BotCommand {
  readonly command: string;
  readonly description: string;
}
