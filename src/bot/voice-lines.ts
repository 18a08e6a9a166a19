import type { Message } from 'grammy/types';
import { line, type Line } from '../i18n.ts';
import type { KeptVoice } from '../services/cases/voices.ts';
import { voiceRoute } from './routes/owners.ts';
import { sayUnder } from './send.ts';
import type { BotContext } from './turn.ts';

/** Asks under a recording whether it shall go to the office; the second and later ones go together with the first. */
export async function offerVoice(
  ctx: BotContext,
  message: Message,
  { id, count }: KeptVoice,
  to: { readonly ask: Line; readonly send: Line } = {
    ask: line('start.voice'),
    send: line('case.offer.sendNobody'),
  },
): Promise<void> {
  await sayUnder(
    ctx,
    message,
    [count === 1 ? to.ask : line('start.voice.more', { count })],
    [
      [{ label: to.send, data: voiceRoute.to('send', id) }],
      [{ label: line('start.voice.write'), data: voiceRoute.to('write', id) }],
    ],
  );
}
