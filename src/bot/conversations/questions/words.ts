import { z } from 'zod';
import { contactsIn } from '../../../domain/announcements/contacts.ts';
import { maskIdentityNumbers } from '../../../domain/people/identity.ts';
import { clip } from '../../../domain/words/clip.ts';
import { readWord, type Word } from '../../../domain/words/words.ts';
import { line, type Line } from '../../../i18n.ts';
import { question, type AnyQuestion, type Question, type Said } from '../engine/form.ts';
import { hint, leave, takeWords, type Reply } from '../engine/reply.ts';

/** What own words have to be, in characters. */
export interface WordRules {
  readonly least: number;
  readonly most: number;
  /** Words that are too long are cut, not refused. */
  readonly cut?: true;
  /** Why words of this length are not taken; where it says nothing, the hint of the question does. */
  readonly wrongLength?: (count: number) => Line | undefined;
  /** Nothing in them may lead people elsewhere: no link, no number, no name of a chat. */
  readonly plain?: true;
  /** Their line breaks are kept. */
  readonly lines?: true;
  /** Single words that leave the question open. */
  readonly skippedBy?: readonly Word[];
}

/** Why words are not taken; undefined when they are. */
export function refuseWords(
  text: string,
  { least, most, cut, wrongLength, plain }: WordRules,
): Reply | undefined {
  const fits = text.length >= least && (text.length <= most || cut === true);
  if (!fits && wrongLength === undefined) return hint();
  if (plain === true && contactsIn(text).length > 0) return hint(line('announce.words.contact'));
  return fits ? undefined : hint(wrongLength?.(text.length));
}

/** What to say to own words; identity numbers in them are masked, also where the form lets such a message pass. */
export function replyToWords(
  said: Said,
  rules: WordRules,
  accept: (words: string) => Reply = takeWords,
): Reply {
  if (said.kind !== 'text') return hint();
  const word = rules.skippedBy === undefined ? undefined : readWord(said.text);
  if (word !== undefined && rules.skippedBy?.includes(word) === true) return leave('skipped');
  const typed = rules.lines === true ? (said.lines ?? said.text) : said.text;
  const words = maskIdentityNumbers(typed.trim()).masked;
  return refuseWords(words, rules) ?? accept(rules.cut === true ? clip(words, rules.most) : words);
}

type WordsQuestion<C> = Omit<Question<C, string>, 'value' | 'read' | 'hints'> & {
  readonly value?: z.ZodType<string>;
  readonly words: WordRules;
  /** What words that are taken lead to, where that is more than their being the answer. */
  readonly accept?: (words: string) => Reply;
  /** The second hint is the first one where none is given. */
  readonly hints: readonly [Line, Line?];
};

/** A question that is answered in own words. */
export function wordsQuestion<C>({
  words,
  accept,
  hints: [first, second = first],
  ...rest
}: WordsQuestion<C>): Question<C, string> & AnyQuestion<C> {
  return question<C, string>({
    value: z.string().min(words.least).max(words.most),
    reader: 'text@1',
    ...rest,
    read: (said) => replyToWords(said, words, accept),
    hints: [first, second],
  });
}
