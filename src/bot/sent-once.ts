import { AsyncLocalStorage } from 'node:async_hooks';

/** Methods that put a new message into a chat; changing and deleting can be repeated without harm. */
const NEW_MESSAGE = /\/(send(?!ChatAction)|copy|forward)\w*$/;

/** What one update has brought into its chat in this process, over all tries: Telegram's answers by request. */
export type SentSoFar = Map<string, string>;

/** One for all bots of a process: each further one would be carried through every promise, for ever. */
const current = new AsyncLocalStorage<{ readonly sent: SentSoFar; readonly seen: Map<string, number> }>();

export interface SendingOnce {
  readonly fetch: typeof fetch;
  /** Runs one try of handling an update; `sent` is the same for all its tries. */
  try<T>(sent: SentSoFar, work: () => Promise<T>): Promise<T>;
}

/**
 * A reply that went out is not sent again when its update is tried again in the same process: the next try gets the
 * answer that Telegram gave before. Only what a death interrupts may come twice (the Bot API has no key against
 * repeats). Uploads are not remembered: they come after what they belong to.
 */
export function sendingOnce(send: typeof fetch): SendingOnce {
  return {
    async fetch(input, init) {
      const url = input instanceof Request ? input.url : String(input);
      const of = current.getStore();
      if (of === undefined || typeof init?.body !== 'string' || !NEW_MESSAGE.test(url))
        return send(input, init);
      const request = `${url} ${init.body}`;
      // The same words may well come twice in one try.
      const nth = (of.seen.get(request) ?? 0) + 1;
      of.seen.set(request, nth);
      const known = of.sent.get(`${nth} ${request}`);
      if (known !== undefined)
        return new Response(known, { headers: { 'content-type': 'application/json' } });
      const response = await send(input, init);
      if (response.ok) of.sent.set(`${nth} ${request}`, await response.clone().text());
      return response;
    },
    try: (sent, work) => current.run({ sent, seen: new Map() }, work),
  };
}
