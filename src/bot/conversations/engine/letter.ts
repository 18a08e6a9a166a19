import { z } from 'zod';
import { maskIdentityNumbers } from '../../../domain/people/identity.ts';
import { line, type Line } from '../../../i18n.ts';
import { fileKinds } from '../../../services/cases/cases.ts';
import type { OtherContent, Removal, Sent, SentWords } from './sent.ts';

/** Words to another person; identity numbers are masked. */
export const letterSchema = z.object({
  text: z.string().optional(),
  file: z.object({ kind: z.enum(fileKinds), fileId: z.string() }).optional(),
});
export type Letter = z.infer<typeof letterSchema>;

/** What of a message goes to the other person, and what is said of the rest. */
export interface Sorted {
  readonly letter: Letter | undefined;
  readonly say: readonly Line[];
  readonly deleteMessage?: Removal;
}

type Message = Extract<Sent, { kind: 'text' | 'other' }>;

/**
 * Sorts a message to another person: words with identity numbers masked, a photo, a recording, a PDF. A paper of
 * identity is never passed on, nor a program; the words under it are. Undefined for what is no letter (a sticker).
 */
export function sorted(input: Message): Sorted | undefined {
  if (input.kind === 'text')
    return input.hasNik
      ? { letter: { text: masked(input) }, say: [line('common.pass.nik')], deleteMessage: true }
      : { letter: { text: input.lines }, say: [] };
  const { what, caption, file } = input;
  if (!isFile(what)) return undefined;
  const text = caption === undefined ? undefined : masked(caption);
  if (input.paper === true || caption?.hasNik === true) {
    const asks = text !== undefined && (text.includes('?') || text.split(/\s+/).length >= 6);
    return { letter: asks ? { text } : undefined, say: [], deleteMessage: 'paper' };
  }
  if (file !== undefined) return { letter: { ...(text === undefined ? {} : { text }), file }, say: [] };
  return {
    letter: text === undefined || text.length < 3 ? undefined : { text },
    say: [line(what === 'picture' || what === 'pdf' ? 'common.pass.unclear' : `common.pass.${what}`)],
  };
}

const masked = ({ lines }: SentWords): string => maskIdentityNumbers(lines).masked;

const isFile = (what: OtherContent): what is Exclude<OtherContent, 'sticker' | 'place' | 'else'> =>
  what !== 'sticker' && what !== 'place' && what !== 'else';

/** What is said of a file where none is expected. */
export function fileSentence(what: OtherContent): Line {
  switch (what) {
    case 'sticker':
      return line('common.sticker');
    case 'voice':
      return line('common.voice');
    case 'sound':
      return line('common.pass.sound');
    case 'place':
    case 'else':
      return line('common.notHere');
    default:
      return line(`common.file.${what}`);
  }
}

/** Whether a message that is no answer leaves the chat: a picture may show a KTP, and words may hold its number. */
export function removalOf({ what, paper, caption }: Extract<Sent, { kind: 'other' }>): Removal | undefined {
  if (paper === true) return 'paper';
  if (what === 'picture') return 'picture';
  return caption?.hasNik === true ? true : undefined;
}
