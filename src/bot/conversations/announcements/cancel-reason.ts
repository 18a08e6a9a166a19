import { z } from 'zod';
import { fixedReasons, type ApprovalReason } from '../../../domain/announcements/announcement.ts';
import { line, named, type Line } from '../../../i18n.ts';
import { question, type Question } from '../engine/form.ts';
import { choice, inPairs, take, takeWords } from '../engine/reply.ts';
import { replyToWords } from '../questions/words.ts';

const WORDS = { least: 3, most: 200 };

/** A reason of the list, or an officer's own words. */
const given = z.union([
  z.object({ fixed: z.enum(fixedReasons) }),
  z.object({ words: z.string().min(WORDS.least).max(WORDS.most) }),
]);
type Given = z.infer<typeof given>;

/** Why something does not take place: one press, or own words, which another officer reads first. */
export const cancelReason = <C>(): Question<C, Given> =>
  question<C, Given>({
    key: 'reason',
    value: given,
    numbered: false,
    ask: () => line('change.reason.ask'),
    choices: () =>
      inPairs(fixedReasons.map((it) => choice(it, line(`change.pick.${it}`), take({ fixed: it })))),
    read: (said) => replyToWords(said, WORDS, (words) => takeWords({ words })),
    reader: 'text@1',
    hints: [line('change.reason.hint'), line('change.reason.hint')],
  });

export function reasonGiven(it: Given | undefined): Line {
  if (it === undefined) return named('–');
  return 'fixed' in it ? line(`change.reason.${it.fixed}`) : named(it.words);
}

/** Why a second person is asked, as parts of a sentence. */
export const secondLines = (reasons: readonly ApprovalReason[]): readonly Line[] =>
  reasons.map((reason) => line(`announce.receipt.second.${reason}`));
