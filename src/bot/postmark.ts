import type { Message } from 'grammy/types';
import { FULL_TEXT, type Postmark } from '../domain/cases/pieces.ts';

/** What tells whether the next message goes on with this one. */
export function postmarkOf(message: Message): Postmark {
  return {
    message: message.message_id,
    at: message.date,
    group: message.media_group_id,
    full: (message.text ?? '').length >= FULL_TEXT,
  };
}
