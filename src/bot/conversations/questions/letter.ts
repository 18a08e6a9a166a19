import { onlyOpens } from '../../../domain/cases/pieces.ts';
import { readSmallTalk } from '../../../domain/words/small-talk.ts';
import { readWord } from '../../../domain/words/words.ts';
import { line, type TextKey } from '../../../i18n.ts';
import { question, type AnyQuestion } from '../engine/form.ts';
import { letterSchema, type Letter } from '../engine/letter.ts';
import { hint, take, tell } from '../engine/reply.ts';

/** A question that is answered with words to another person. */
export interface LetterQuestion<C> extends AnyQuestion<C> {
  readonly value: typeof letterSchema;
}

/**
 * Words to another person: text, a photo, a recording or a PDF. `first`: nothing was written before, so "ya" answers
 * nothing, and a greeting alone leaves the question open.
 */
export function letterQuestion<C>(
  key: string,
  texts: { readonly ask: TextKey; readonly hint: TextKey; readonly first?: TextKey },
): LetterQuestion<C> {
  const hints = [line(texts.hint), line(texts.hint)] as const;
  return {
    ...question<C, Letter>({
      key,
      value: letterSchema,
      numbered: false,
      ask: () => line(texts.ask),
      letter({ text = '', file }) {
        const letter = { ...(text === '' ? {} : { text }), ...(file === undefined ? {} : { file }) };
        if (file !== undefined) return take(letter);
        if (texts.first === undefined) return text === '' ? hint() : take(letter);
        if (readSmallTalk(text) !== undefined) return hint();
        if (onlyOpens(text)) return tell(line(texts.first));
        return text.length < 3 || readWord(text) !== undefined ? hint() : take(letter);
      },
      hints,
    }),
    value: letterSchema,
  };
}
