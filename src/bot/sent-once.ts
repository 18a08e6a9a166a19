import { InputFile, type Transformer } from 'grammy';

/** Methods that put a new message into a chat; changing and deleting can be repeated without harm. */
const NEW_MESSAGE = /^(?:send(?!ChatAction|MediaGroup)|copy|forward)/;

/** What one update has brought into its chat in this process, over all tries: requests with Telegram's answers. */
export type SentSoFar = {
  readonly method: string;
  readonly payload: object;
  readonly answer: unknown;
}[];

/**
 * A reply that went out is not sent again when its update is tried again in the same process: the next try gets the
 * answer that Telegram gave before. Only what a death interrupts may come twice (the Bot API has no key against
 * repeats). Uploads are not remembered: they come after what they belong to. One for each try; `sent` is the same for
 * all tries of an update.
 */
export function sendOnce(sent: SentSoFar): Transformer {
  /** Of earlier tries; the same words may well come twice in one try, so each stands for one. */
  const before = [...sent];
  return async (prev, method, payload, signal) => {
    if (!NEW_MESSAGE.test(method) || hasUpload(payload)) return prev(method, payload, signal);
    if (before.length > 0) {
      const asked = wordsOf(method, payload);
      const at = before.findIndex((it) => wordsOf(it.method, it.payload) === asked);
      const [known] = at === -1 ? [] : before.splice(at, 1);
      if (known !== undefined) {
        const answer: Awaited<ReturnType<typeof prev>> = JSON.parse(JSON.stringify(known.answer));
        return answer;
      }
    }
    const answer = await prev(method, payload, signal);
    if (answer.ok) sent.push({ method, payload, answer });
    return answer;
  };
}

const wordsOf = (method: string, payload: object): string => `${method} ${JSON.stringify(payload)}`;

const hasUpload = (payload: object): boolean => Object.values(payload).some((it) => it instanceof InputFile);
