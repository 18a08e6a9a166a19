import { ChatView, isMeant, textOf } from './chat-view.ts';
import { contentOf } from '../api/media.ts';
import { contentOf as copiedContent, MAX_TEXT } from '../api/posting.ts';
import { originOf } from '../api/methods/copies.ts';
import { imageSize } from '../api/images.ts';
import type { Contact, Location, Message, MessageContent, MessageOrigin, Update, User } from '../types.ts';
import type { ChatRow } from '../world/chats.ts';
import type { FileRow } from '../world/files.ts';
import { unixTime, type World } from '../world/world.ts';
import {
  contactContent,
  edit,
  press,
  send,
  setBlocked,
  storeAttachment,
  textContent,
  type Attachment,
  type SendContext,
  type Sent,
} from './actions.ts';
import { samplePicture, sampleVoice } from './samples.ts';

const GRESIK: Location = { latitude: -7.1566, longitude: 112.6555 };

/** Somebody who chats with the bot: does what a Telegram client can do, sees what a client shows. */
export class Person extends ChatView {
  readonly user: User;
  readonly #world: World;

  constructor(world: World, user: User, history: number) {
    super(world, user.id, `${user.first_name} (${user.id})`, history);
    this.user = user;
    this.#world = world;
  }

  get id(): number {
    return this.user.id;
  }

  get row(): ChatRow {
    const row = this.#world.chats.get(this.user.id);
    if (row === undefined) throw new Error(`${this.name} is gone from the simulator`);
    return row;
  }

  get phone(): string {
    return this.row.phone ?? `62812${String(this.user.id).padStart(8, '0').slice(-8)}`;
  }

  get blocked(): boolean {
    return this.row.blocked;
  }

  /** Sends a text; /commands in it carry their entities. Of a long one this is the last message. */
  sendText(text: string, context: SendContext = {}): Sent {
    const [last, ...others] = this.sendLongText(text, context).toReversed();
    if (last === undefined) throw new Error(`${this.name}: sent ${others.length} messages instead of one`);
    return last;
  }

  /** Sends a text as clients do: cut into messages of at most 4,096 characters. */
  sendLongText(text: string, context: SendContext = {}): readonly Sent[] {
    if (text.trim() === '') throw new Error(`${this.name}: a client sends no empty text`);
    // A character outside the basic plane is not cut in two.
    const end = /[\uD800-\uDBFF]$/.test(text.substring(0, MAX_TEXT)) ? MAX_TEXT - 1 : MAX_TEXT;
    const first = this.#send(textContent(text.substring(0, end)), context);
    return text.length <= end ? [first] : [first, ...this.sendLongText(text.substring(end), context)];
  }

  /** Presses MULAI, or opens a deep link with its payload. */
  start(payload?: string): Sent {
    return this.sendText(payload === undefined ? '/start' : `/start ${payload}`);
  }

  /** Sends a text and waits for the bot's next message. */
  async ask(text: string, timeoutMs?: number): Promise<Message> {
    this.skip();
    this.sendText(text);
    return this.nextMessage(undefined, timeoutMs);
  }

  /**
   * Presses the button with this label: the newest inline button, else one of the reply keyboard
   * (which sends its text, the own contact or a place).
   */
  tap(label: string | RegExp, options: { readonly message?: number } = {}): Update | undefined {
    const fits = ({ text }: { readonly text: string }): boolean => isMeant(text, label);
    const inline = this.inlineButtons.find(
      (shown) =>
        fits(shown) && (options.message === undefined || shown.message.message_id === options.message),
    );
    if (inline !== undefined) {
      const data = inline.button.callback_data;
      if (data === undefined)
        throw new Error(`${this.name}: the button "${inline.text}" is not a callback button`);
      return this.pressData(inline.message.message_id, data);
    }
    if (options.message === undefined && this.keyboardButtons.some(fits)) return this.pressKey(label);
    const seen = [...this.inlineButtons, ...this.keyboardButtons].map(({ text }) => `[${text}]`);
    throw new Error(`${this.name}: no button ${String(label)}; in sight: ${seen.join(' ') || 'none'}`);
  }

  /** Presses a button of the reply keyboard. */
  pressKey(label: string | RegExp): Update | undefined {
    const key = this.keyboardButtons.find(({ text }) => isMeant(text, label));
    if (key === undefined) throw new Error(`${this.name}: no key ${String(label)} on the reply keyboard`);
    const asked = this.row.keyboard?.messageId;
    if (this.keyboard?.one_time_keyboard === true) this.#world.chats.update(this.id, { keyboard: undefined });
    if (key.request_contact === true) {
      return this.#send({ contact: contactContent(this.user, this.phone) }, { replyTo: asked }).update;
    }
    if (key.request_location === true) return this.#send({ location: GRESIK }, { replyTo: asked }).update;
    return this.sendText(key.text).update;
  }

  /** A callback query with forged data, for any message number. */
  pressData(messageId: number, data: string): Update | undefined {
    return press(this.#world, this.user, this.chatId, messageId, data).update;
  }

  /** Sends the own phone number. */
  shareContact(phone = this.phone): Sent {
    return this.#send({ contact: contactContent(this.user, phone) });
  }

  /** Sends any contact: somebody else's, or one without a Telegram account. */
  sendContact(contact: Contact): Sent {
    return this.#send({ contact });
  }

  sendLocation(location: Location = GRESIK): Sent {
    return this.#send({ location });
  }

  sendVenue(title: string, address: string, location: Location = GRESIK): Sent {
    return this.#send({ venue: { title, address, location }, location });
  }

  /** Sends a picture; a small sample when none is given. */
  sendPhoto(
    options: Partial<Attachment> & { readonly caption?: string; readonly pretendSize?: number } = {},
  ): Sent {
    const { data = samplePicture(), name, pretendSize } = options;
    const file = this.#photo(data, { ...(name === undefined ? {} : { name }), pretendSize });
    return this.#send({ ...contentOf('photo', file), ...captionOf(options.caption) });
  }

  /** Sends a file; `pretendSize` announces a size without having the bytes (to try what is too big). */
  sendDocument(
    name: string,
    data: Buffer | string = '',
    options: { readonly caption?: string; readonly mime?: string; readonly pretendSize?: number } = {},
  ): Sent {
    const pretend = options.pretendSize === undefined ? {} : { pretendSize: options.pretendSize };
    const attachment = { data: Buffer.from(data), name, mime: options.mime };
    const file = storeAttachment(this.#world, 'Document', attachment, pretend);
    return this.#send({ ...contentOf('document', file), ...captionOf(options.caption) });
  }

  /** Sends 2 to 10 pictures or files at once; clients put one caption under the first. Each comes as its own message. */
  sendAlbum(
    items: readonly { readonly caption?: string; readonly name?: string; readonly data?: Buffer | string }[],
  ): readonly Sent[] {
    if (items.length < 2 || items.length > 10)
      throw new Error(`${this.name}: an album has 2 to 10 items, not ${items.length}`);
    const group = String(this.#world.chats.nextMessageId()).padStart(17, '1');
    return items.map(({ caption, name, data }) => {
      const bytes = data === undefined ? samplePicture() : Buffer.from(data);
      const content =
        name === undefined
          ? contentOf('photo', this.#photo(bytes))
          : contentOf('document', storeAttachment(this.#world, 'Document', { data: bytes, name }));
      return this.#send({ media_group_id: group, ...content, ...captionOf(caption) });
    });
  }

  /** Sends a file as music: not recorded in Telegram. */
  sendAudio(name: string, data: Buffer | string = 'lagu'): Sent {
    const file = storeAttachment(this.#world, 'Audio', { data: Buffer.from(data), name, mime: 'audio/mpeg' });
    return this.#send(contentOf('audio', file));
  }

  sendVoice(duration = 4, data: Buffer = sampleVoice()): Sent {
    const file = storeAttachment(
      this.#world,
      'Voice',
      { data, name: 'suara.oga', mime: 'audio/ogg' },
      { duration },
    );
    return this.#send(contentOf('voice', file));
  }

  sendVideo(data: Buffer = Buffer.from('video')): Sent {
    const about = { width: 640, height: 360, duration: 5 };
    return this.#send(
      contentOf('video', storeAttachment(this.#world, 'Video', { data, name: 'video.mp4' }, about)),
    );
  }

  sendAnimation(data: Buffer = Buffer.from('animation')): Sent {
    const about = { width: 320, height: 180, duration: 2 };
    const file = storeAttachment(this.#world, 'Animation', { data, name: 'gif.mp4' }, about);
    return this.#send(contentOf('animation', file));
  }

  sendSticker(emoji = '👍'): Sent {
    const data = Buffer.from(`sticker ${emoji}`);
    const file = storeAttachment(this.#world, 'Sticker', { data, name: 'stiker.webp' });
    const { id: file_id, uniqueId: file_unique_id, size: file_size } = file;
    const shape = { type: 'regular', width: 512, height: 512, is_animated: false, is_video: false } as const;
    return this.#send({ sticker: { file_id, file_unique_id, file_size, ...shape, emoji } });
  }

  sendDice(value = 4): Sent {
    return this.#send({ dice: { emoji: '🎲', value } });
  }

  sendPoll(question: string, options: readonly string[]): Sent {
    return this.#send({
      poll: {
        id: `${this.id}${unixTime(this.#world)}`,
        question,
        options: options.map((text, at) => ({ persistent_id: String(at), text, voter_count: 0 })),
        total_voter_count: 0,
        is_closed: false,
        is_anonymous: true,
        type: 'regular',
        allows_multiple_answers: false,
        allows_revoting: false,
        members_only: false,
      },
    });
  }

  /** Forwards a message to the bot: one of this chat, or words that somebody else wrote. */
  forward(message: Message | { readonly text: string; readonly origin?: MessageOrigin }): Sent {
    if ('message_id' in message) {
      return this.#send(copiedContent(message), { forwardOrigin: originOf(message) });
    }
    const date = unixTime(this.#world);
    const forwardOrigin = message.origin ?? { type: 'hidden_user', date, sender_user_name: 'Orang lain' };
    return this.sendText(message.text, { forwardOrigin });
  }

  /** Sends any content that stood in another message. */
  resend(content: MessageContent): Sent {
    return this.#send(content);
  }

  /** Changes an own message; without a number the last text. */
  edit(text: string, messageId?: number): Sent {
    const own = this.#world.chats.last(
      this.chatId,
      ({ byBot, message }) =>
        !byBot && (messageId === undefined ? textOf(message) !== '' : message.message_id === messageId),
    );
    if (own === undefined) throw new Error(`${this.name} has no message of their own to edit`);
    return edit(this.#world, this.chatId, own.message.message_id, text);
  }

  block(): Update | undefined {
    return setBlocked(this.#world, this.user, true);
  }

  unblock(): Update | undefined {
    return setBlocked(this.#world, this.user, false);
  }

  /** Deletes the Telegram account: no update says so, the bot's next send gets 403. */
  deactivate(): void {
    this.#world.chats.update(this.id, { deactivated: true });
  }

  /** An inline query: an update without a chat. */
  inlineQuery(query: string): Update | undefined {
    const id = `${this.id}${unixTime(this.#world)}`;
    return this.#world.updates.push({ inline_query: { id, from: this.user, query, offset: '' } });
  }

  #photo(
    data: Buffer,
    about: { readonly name?: string; readonly pretendSize?: number | undefined } = {},
  ): FileRow {
    const size = imageSize(data) ?? { width: 90, height: 90 };
    const { name = 'foto.png', pretendSize } = about;
    const pretend = pretendSize === undefined ? {} : { pretendSize };
    return storeAttachment(this.#world, 'Photo', { data, name }, { ...size, ...pretend });
  }

  #send(content: MessageContent, context: SendContext = {}): Sent {
    return send(this.#world, this.chatId, this.user, content, context);
  }
}

function captionOf(caption: string | undefined): MessageContent {
  return caption === undefined ? {} : { caption };
}
