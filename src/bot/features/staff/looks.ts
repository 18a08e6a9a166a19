import { looks, type Look } from '../../../domain/partnership/candidate.ts';
import { photosOf, pointOf } from '../../../services/people/photos.ts';
import { buttonRow } from '../../buttons.ts';
import type { Button } from '../../message.ts';
import type { CallbackData } from '../../routes/route.ts';
import { protection, sendFile } from '../../send.ts';
import type { BotContext } from '../../turn.ts';

/** A button for each that there is. */
export const lookRows = (
  there: readonly Look[],
  to: (look: Look) => CallbackData,
): readonly (readonly Button[])[] =>
  looks.filter((look) => there.includes(look)).map((look) => buttonRow(`photo.look.${look}`, to(look)));

/** Shows the photos of a business, or its point on the map, protected; the numbers of the messages. */
export async function sendLook(
  ctx: BotContext,
  { id, number }: { readonly id: number; readonly number: string | undefined },
  look: Look,
): Promise<readonly number[]> {
  const { services, account } = ctx.turn;
  const keeps = protection('look');
  if (look === 'point') {
    const point = await pointOf(services, id);
    if (point === undefined) return [];
    const { message_id } = await ctx.replyWithLocation(point.latitude, point.longitude, keeps);
    return [message_id];
  }
  const sent: number[] = [];
  for (const { fileId } of await photosOf(services, id)) {
    const file = { kind: 'photo', fileId } as const;
    const { message_id } = await sendFile(ctx.api, account.chatId, file, {
      caption: number ?? '–',
      parse_mode: 'HTML',
      ...keeps,
    });
    sent.push(message_id);
  }
  return sent;
}
