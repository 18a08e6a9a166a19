import type { Message } from 'grammy/types';
import { maskIdentityNumbers } from '../../../domain/people/identity.ts';
import { tidy, tidyLines } from '../../../domain/words/reading.ts';
import { announcedClass, HEAD_BYTES, namesIdentityPaper, passable } from '../../../domain/words/sent-file.ts';
import { headOf, MOST_FETCHED } from '../../download.ts';
import { formRoute } from '../../routes/forms.ts';
import type { CallbackData } from '../../routes/route.ts';
import type { BotContext } from '../../turn.ts';
import type { Sent, SentWords } from './sent.ts';
import type { Input } from './position.ts';

/** Callback data of a form's button. */
export function pressData(draftId: number, revision: number, code: string): CallbackData {
  return formRoute.to(draftId.toString(36), revision.toString(36), code);
}

export interface Press {
  readonly draftId: number;
  readonly revision: number;
  readonly code: string;
}

/** Undefined for data that no button of a form carries (it may be forged). */
export function readPress(data: string | undefined): Press | undefined {
  const [draft, revision, code] = formRoute.read(data ?? '') ?? [];
  if (draft === undefined || revision === undefined || code === undefined) return undefined;
  return { draftId: parseInt(draft, 36), revision: parseInt(revision, 36), code };
}

/** What a person did, in the words of the form engine; undefined for an update that is no answer. */
export function inputOf(ctx: BotContext): Input | undefined {
  const edited = ctx.editedMessage;
  if (edited !== undefined)
    return {
      kind: 'edited',
      messageId: edited.message_id,
      hasNik: maskIdentityNumbers(edited.text ?? edited.caption ?? '').found,
      ...(edited.text === undefined
        ? {}
        : { said: { kind: 'text', ...wordsOf(edited.text), messageId: edited.message_id } }),
    };
  if (ctx.callbackQuery !== undefined) {
    const press = readPress(ctx.callbackQuery.data);
    return press === undefined ? undefined : { kind: 'press', revision: press.revision, code: press.code };
  }
  return sentOf(ctx);
}

/** A message as a form takes it; undefined when this update is none. */
export function sentOf(ctx: BotContext): Sent | undefined {
  return ctx.message === undefined ? undefined : sentIn(ctx.message);
}

export function sentIn(message: Message): Sent {
  const messageId = message.message_id;
  if (message.text !== undefined) return { kind: 'text', ...wordsOf(message.text), messageId };
  if (message.contact !== undefined)
    return {
      kind: 'contact',
      phone: message.contact.phone_number,
      own: message.contact.user_id === message.from?.id,
      messageId,
    };
  const thing = thingOf(message);
  return {
    kind: 'other',
    ...thing,
    messageId,
    paper: namesIdentityPaper(`${message.caption ?? ''} ${thing.document?.name ?? ''}`),
    ...(message.caption === undefined ? {} : { caption: wordsOf(message.caption) }),
  };
}

function wordsOf(typed: string): SentWords {
  const text = tidy(typed);
  const { masked, found } = maskIdentityNumbers(text);
  return { text, lines: tidyLines(typed), masked, hasNik: found };
}

type Thing = Pick<Extract<Sent, { kind: 'other' }>, 'what' | 'file' | 'document' | 'place'>;

/** What a message is that is neither text nor contact; a document only says what it is until {@link looked}. */
function thingOf(message: Message): Thing {
  if (message.sticker !== undefined) return { what: 'sticker' };
  if (message.voice !== undefined)
    return { what: 'voice', file: { kind: 'voice', fileId: message.voice.file_id } };
  if ((message.audio ?? message.video_note) !== undefined) return { what: 'sound' };
  const photo = message.photo?.at(-1);
  // Telegram makes a picture of whatever is sent as a photo, so nothing else can hide in it.
  if (photo !== undefined) return { what: 'picture', file: { kind: 'photo', fileId: photo.file_id } };
  // An animation is also a document, so it is looked for first.
  if ((message.animation ?? message.video) !== undefined) return { what: 'video' };
  const { document } = message;
  if (document !== undefined) {
    const { file_id: fileId, file_name: name, mime_type: type, file_size: bytes = 0 } = document;
    return { what: announcedClass(name, type), document: { fileId, name, bytes } };
  }
  const location = message.venue?.location ?? message.location;
  if (location === undefined) return { what: 'else' };
  const { latitude, longitude } = location;
  return {
    what: 'place',
    place: { latitude, longitude, title: message.venue?.title, address: message.venue?.address },
  };
}

/** The same with what a look at the first bytes of a document shows: only then it may be passed on. */
export async function looked<I extends Input>(ctx: BotContext, input: I): Promise<I> {
  if (input.kind !== 'other' || input.document === undefined) return input;
  const { fileId, name, bytes } = input.document;
  // What no sentence would let pass need not be fetched.
  if (input.what !== 'picture' && input.what !== 'pdf' && input.what !== 'other') return input;
  const head = bytes > MOST_FETCHED ? undefined : await headOf(ctx, fileId, HEAD_BYTES);
  const format = head === undefined ? undefined : passable(name, head);
  if (format === undefined) return input;
  return { ...input, file: { kind: format === 'pdf' ? 'pdf' : 'picture', fileId } };
}
