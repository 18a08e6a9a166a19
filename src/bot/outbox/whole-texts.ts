import { GrammyError, HttpError, type Api, type Transformer } from 'grammy';
import { countedLength, MOST_CAPTION, MOST_TEXT, piecesOf } from './pieces.ts';

/** The later pieces of a long message did not go out, and the earlier ones did: it must not be sent again. */
class PartlySent extends Error {
  override readonly name = 'PartlySent';
}

/**
 * Makes an API send every text whole, however long it has become: what Telegram would refuse goes out as several
 * messages, the last of which is the one that was asked for, with its buttons, file and number. A message that is
 * changed in place cannot become several: it shows the beginning (whoever can sends it anew, see `edit`).
 *
 * `repeats`: whoever calls sends all again when a piece fails. Otherwise it throws {@link PartlySent} once something
 * has gone out.
 */
export function sendWhole(api: Api, { repeats }: { readonly repeats: boolean }): Api {
  const transformer: Transformer = async (prev, method, payload, signal) => {
    const chatId = 'chat_id' in payload ? payload.chat_id : undefined;
    const field = 'text' in payload ? 'text' : 'caption';
    const text = textIn(payload, field);
    const most = field === 'text' ? MOST_TEXT : MOST_CAPTION;
    const html = 'parse_mode' in payload && payload.parse_mode === 'HTML';
    if (
      !/^(?:send|edit)/.test(method) ||
      text === undefined ||
      (typeof chatId !== 'number' && typeof chatId !== 'string') ||
      countedLength(text, html) <= most
    )
      return prev(method, payload, signal);
    if (method.startsWith('edit')) {
      const [beginning = ''] = piecesOf(text, html, { most: most - MORE.length });
      return prev(method, { ...payload, [field]: `${beginning}${MORE}` }, signal);
    }
    const pieces = piecesOf(text, html, { last: most });
    const [last = ''] = pieces.slice(-1);
    let sent = 0;
    try {
      for (const piece of pieces.slice(0, -1)) {
        const answer = await prev(
          'sendMessage',
          {
            chat_id: chatId,
            text: piece,
            link_preview_options: { is_disabled: true },
            ...(html ? { parse_mode: 'HTML' as const } : {}),
            // What nobody shall pass on is one thing in all its pieces.
            ...('protect_content' in payload ? { protect_content: payload.protect_content } : {}),
          },
          signal,
        );
        if (!answer.ok) throw new GrammyError('A part of a long message was refused', answer, method, {});
        sent += 1;
      }
      const answer = await prev(method, { ...payload, [field]: last }, signal);
      if (answer.ok || repeats) return answer;
      throw new GrammyError('The last part of a long message was refused', answer, method, {});
    } catch (error) {
      if (repeats || sent === 0) throw error;
      throw new HttpError('Only a part of a long message was sent', new PartlySent());
    }
  };
  api.config.use(transformer);
  return api;
}

const MORE = '\n…';

function textIn(payload: object, field: 'text' | 'caption'): string | undefined {
  const value: unknown = Reflect.get(payload, field);
  return typeof value === 'string' ? value : undefined;
}
