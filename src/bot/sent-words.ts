import type { Message } from 'grammy/types';
import { fileKinds, type CaseFile } from '../services/cases.ts';
import type { CaseWords } from '../services/case-steps.ts';

/**
 * What a message brings into a case; undefined when it is nothing that an officer could read, see or hear. A round
 * video takes no words with it, so who it is from could not be said.
 */
export function sentWords(message: Message): CaseWords | undefined {
  const { message_id: messageId } = message;
  const text = message.text ?? message.caption ?? message.sticker?.emoji;
  const file = fileIn(message);
  if (message.video_note !== undefined || (text === undefined && file === undefined)) return undefined;
  return { text, file, messageId };
}

/** An animation is also a document, so it is looked for first. */
function fileIn(message: Message): CaseFile | undefined {
  const kind = fileKinds.find((it) => message[it] !== undefined);
  if (kind === undefined) return undefined;
  const file = kind === 'photo' ? message.photo?.at(-1) : message[kind];
  return file === undefined ? undefined : { kind, fileId: file.file_id };
}
