import { maskIdentityNumbers } from '../../../domain/identity.ts';
import { tidy, tidyLines } from '../../../domain/reading.ts';
import { fileKinds, type FileKind } from '../../../services/cases.ts';
import type { BotContext } from '../../turn.ts';
import type { Sent } from './sent.ts';
import type { Input } from './step.ts';

/** Callback data of a form's button: `f.<draft>.<revision>.<code>`, numbers in base 36; at most 64 bytes. */
export function pressData(draftId: number, revision: number, code: string): string {
  return `f.${draftId.toString(36)}.${revision.toString(36)}.${code}`;
}

export interface Press {
  readonly draftId: number;
  readonly revision: number;
  readonly code: string;
}

/** Undefined for data that no button of a form carries (it may be made by hand). */
export function readPress(data: string | undefined): Press | undefined {
  const match = /^f\.([0-9a-z]{1,7})\.([0-9a-z]{1,7})\.([A-Za-z0-9.:-]{1,40})$/.exec(data ?? '');
  const [, draft, revision, code] = match ?? [];
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
      ...(edited.text === undefined ? {} : { said: textOf(edited.text, edited.message_id) }),
    };
  if (ctx.callbackQuery !== undefined) {
    const press = readPress(ctx.callbackQuery.data);
    return press === undefined ? undefined : { kind: 'press', revision: press.revision, code: press.code };
  }
  return sentOf(ctx);
}

/** A message as a form takes it; undefined when this update is none. */
export function sentOf(ctx: BotContext): Sent | undefined {
  const message = ctx.message;
  if (message === undefined) return undefined;
  const messageId = message.message_id;
  if (message.text !== undefined) return textOf(message.text, messageId);
  if (message.contact !== undefined)
    return {
      kind: 'contact',
      phone: message.contact.phone_number,
      own: message.contact.user_id === message.from.id,
      messageId,
    };
  if (message.sticker !== undefined) return { kind: 'other', what: 'sticker', messageId };
  const voice = message.voice ?? message.audio ?? message.video_note;
  if (voice !== undefined)
    return { kind: 'other', what: 'voice', messageId, fileId: voice.file_id, fileKind: fileKindOf(message) };
  const picture = message.photo?.at(-1) ?? message.document ?? message.video ?? message.animation;
  if (picture !== undefined)
    return {
      kind: 'other',
      what: 'picture',
      messageId,
      fileId: picture.file_id,
      photo: message.photo !== undefined,
      fileKind: fileKindOf(message),
      ...(message.caption === undefined
        ? {}
        : { caption: maskIdentityNumbers(tidy(message.caption)).masked }),
    };
  const location = message.venue?.location ?? message.location;
  if (location !== undefined) {
    const { latitude, longitude } = location;
    const place = { latitude, longitude, title: message.venue?.title, address: message.venue?.address };
    return { kind: 'other', what: 'place', messageId, place };
  }
  return { kind: 'other', what: 'else', messageId };
}

function textOf(typed: string, messageId: number): Extract<Input, { readonly kind: 'text' }> {
  const text = tidy(typed);
  const { masked, found } = maskIdentityNumbers(text);
  return { kind: 'text', text, lines: tidyLines(typed), masked, hasNik: found, messageId };
}

/** An animation is also a document, so it is looked for first. */
function fileKindOf(message: NonNullable<BotContext['message']>): FileKind | undefined {
  return fileKinds.find((kind) => message[kind] !== undefined);
}
