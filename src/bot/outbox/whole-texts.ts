import { GrammyError, HttpError, type Api, type Transformer } from 'grammy';
import { countedLength, keyboardsOf, MOST_CAPTION, MOST_TEXT, piecesOf } from './pieces.ts';

/** The later pieces of a long message did not go out, and the earlier ones did: it must not be sent again. */
class PartlySent extends Error {
  override readonly name = 'PartlySent';
}

/**
 * Makes an API send every message whole, however long it has become: what Telegram would refuse goes out as several.
 * Of a text the last piece is the message that was asked for, with its buttons, file and number; buttons beyond what
 * one message holds follow under messages of their own. A message that is changed in place cannot become several: it
 * shows the beginning (whoever can sends it anew, see `edit`).
 *
 * `repeats`: whoever calls sends all again when a piece fails. Otherwise it throws {@link PartlySent} once something
 * has gone out. `parted` is told the number of the message and those of its other parts.
 */
export function sendWhole(
  api: Api,
  {
    repeats,
    parted,
  }: {
    readonly repeats: boolean;
    readonly parted?: (messageId: number, partIds: readonly number[]) => Promise<void>;
  },
): Api {
  const transformer: Transformer = async (prev, method, payload, signal) => {
    const chatId = 'chat_id' in payload ? payload.chat_id : undefined;
    if (!/^(?:send|edit)/.test(method) || (typeof chatId !== 'number' && typeof chatId !== 'string'))
      return prev(method, payload, signal);
    const field = 'text' in payload ? 'text' : 'caption';
    const text = textIn(payload, field) ?? '';
    const most = field === 'text' ? MOST_TEXT : MOST_CAPTION;
    const html = 'parse_mode' in payload && payload.parse_mode === 'HTML';
    const isLong = countedLength(text, html) > most;
    const [keyboard = [], ...keyboards] = keyboardsOf(rowsIn(payload));
    if (!isLong && keyboards.length === 0) return prev(method, payload, signal);
    const buttons = keyboards.length === 0 ? {} : { reply_markup: { inline_keyboard: keyboard } };
    if (method.startsWith('edit')) {
      const [beginning = ''] = piecesOf(text, html, { most: most - MORE.length });
      const shown = isLong ? { [field]: `${beginning}${MORE}` } : {};
      return prev(method, { ...payload, ...shown, ...buttons }, signal);
    }
    const pieces = isLong ? piecesOf(text, html, { last: most }) : [text];
    const sent: number[] = [];
    let isOut = false;
    const sendPart = async (part: string, more: object): Promise<void> => {
      const answer = await prev(
        'sendMessage',
        {
          chat_id: chatId,
          text: part,
          link_preview_options: { is_disabled: true },
          ...(html ? { parse_mode: 'HTML' as const } : {}),
          // What nobody shall pass on is one thing in all its pieces.
          ...('protect_content' in payload ? { protect_content: payload.protect_content } : {}),
          ...more,
        },
        signal,
      );
      if (!answer.ok) throw new GrammyError('A part of a long message was refused', answer, method, {});
      sent.push(...numberIn(answer.result));
      isOut = true;
    };
    try {
      for (const piece of pieces.slice(0, -1)) await sendPart(piece, {});
      const last = isLong ? { [field]: pieces.at(-1) ?? '' } : {};
      const answer = await prev(method, { ...payload, ...last, ...buttons }, signal);
      if (!answer.ok && repeats) return answer;
      if (!answer.ok)
        throw new GrammyError('The last part of a long message was refused', answer, method, {});
      isOut = true;
      for (const rows of keyboards) await sendPart(MORE.trim(), { reply_markup: { inline_keyboard: rows } });
      for (const messageId of numberIn(answer.result)) await parted?.(messageId, sent);
      return answer;
    } catch (error) {
      if (repeats || !isOut) throw error;
      throw new HttpError('Only a part of a long message was sent', new PartlySent());
    }
  };
  api.config.use(transformer);
  return api;
}

const MORE = '\n…';

/** The number of the message that a method has sent. */
function numberIn(result: unknown): readonly number[] {
  const id: unknown =
    typeof result === 'object' && result !== null ? Reflect.get(result, 'message_id') : undefined;
  return typeof id === 'number' ? [id] : [];
}

function textIn(payload: object, field: 'text' | 'caption'): string | undefined {
  const value: unknown = Reflect.get(payload, field);
  return typeof value === 'string' ? value : undefined;
}

/** The rows of the buttons under a message; none where it has no inline keyboard. */
function rowsIn(payload: object): readonly (readonly unknown[])[] {
  const markup: unknown = Reflect.get(payload, 'reply_markup');
  const rows: unknown =
    typeof markup === 'object' && markup !== null ? Reflect.get(markup, 'inline_keyboard') : undefined;
  return Array.isArray(rows) ? rows.filter((row): row is readonly unknown[] => Array.isArray(row)) : [];
}
