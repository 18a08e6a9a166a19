import type { Method } from '../context.ts';
import { badRequest } from '../refusal.ts';

/** answerCallbackQuery: once for each press, while the client still waits. */
const answerCallbackQuery: Method = ({ params, world }) => {
  const text = params.text('text') ?? '';
  if (text.length > 200) throw badRequest('MESSAGE_TOO_LONG');
  const url = params.text('url') ?? '';
  if (url !== '' && !/^(?:https?|tg):\/\//i.test(url)) throw badRequest('URL_INVALID');
  const query = world.queries.take(params.text('callback_query_id') ?? '');
  if (query === undefined) {
    throw badRequest('query is too old and response timeout expired or query ID is invalid');
  }
  world.events.emit({
    kind: 'toast',
    chatId: query.chatId,
    userId: query.userId,
    queryId: query.id,
    text,
    alert: params.boolean('show_alert'),
    url: url === '' ? undefined : url,
  });
  return true;
};

export const queryMethods = { answerCallbackQuery };
