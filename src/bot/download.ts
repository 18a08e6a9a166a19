import type { BotContext } from './turn.ts';

/**
 * The bytes of a file that was sent to the bot (Bot API, getFile: up to 20 MB). Undefined when it is larger than
 * `most`; what comes is counted, whatever was announced.
 */
export async function download(ctx: BotContext, fileId: string, most: number): Promise<Buffer | undefined> {
  const { file_path: path, file_size: size = 0 } = await ctx.api.getFile(fileId);
  if (size > most || path === undefined) return undefined;
  const root = ctx.api.options?.apiRoot ?? 'https://api.telegram.org';
  const answer = await fetch(`${root}/file/bot${ctx.api.token}/${path}`, {
    signal: AbortSignal.timeout(60_000),
  });
  if (!answer.ok || answer.body === null)
    throw new Error(`expected the file that Telegram announced, got status ${answer.status}`);
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of answer.body) {
    bytes += chunk.length;
    if (bytes > most) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
