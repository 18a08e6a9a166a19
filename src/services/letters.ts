import { answerOffice, answerOwner, noteCase, type CaseWords, type StepResult } from './case-steps.ts';
import type { CaseFile } from './cases.ts';
import type { CaseLetter } from './last-letter.ts';
import type { Member } from './members.ts';
import type { Services } from './services.ts';

export interface Words {
  readonly text?: string | undefined;
  readonly file?: CaseFile | undefined;
}

/** With its frame it still fits into a message (4,096 characters), and under a picture (1,024). */
const MOST_TEXT = 3_000;
const MOST_CAPTION = 800;

/** Puts words into a case, in as many messages as they need. */
export async function post(
  services: Services,
  from: { readonly accountId: number; readonly member: Member | undefined },
  to: CaseLetter,
  words: Words,
): Promise<StepResult> {
  const { accountId, member } = from;
  let result: StepResult = { kind: 'no' };
  for (const part of parts(words)) {
    if (to.way === 'office') result = await answerOffice(services, accountId, to.case, part);
    else if (member === undefined) return { kind: 'no' };
    else if (to.way === 'owner') result = await answerOwner(services, member, to.case, part);
    else result = await noteCase(services, member, to.case, part);
    if (result.kind === 'no') return result;
  }
  return result;
}

function parts({ text = '', file }: Words): readonly CaseWords[] {
  if (file !== undefined && text.length <= MOST_CAPTION)
    return [{ text: text === '' ? undefined : text, file }];
  const texts = pages(text).map((page) => ({ text: page, file: undefined }));
  return file === undefined ? texts : [{ text: undefined, file }, ...texts];
}

/** Whole words, at most {@link MOST_TEXT} characters each, cut at line ends where there are some. */
function pages(text: string): readonly string[] {
  if (text.length <= MOST_TEXT) return text === '' ? [] : [text];
  const head = Array.from(text.substring(0, MOST_TEXT)).slice(0, -1).join('');
  const space = Math.max(head.lastIndexOf('\n'), head.lastIndexOf(' '));
  const end = space > MOST_TEXT / 2 ? space : head.length;
  return [text.substring(0, end).trim(), ...pages(text.substring(end).trim())];
}
