import { GrammyError } from 'grammy';
import type { BotContext } from './turn.ts';

/** Telegram hands out no larger file (Bot API, getFile). */
export const MOST_FETCHED = 20_000_000;

/**
 * The bytes of a file that was sent to the bot (Bot API, getFile: up to 20 MB). Undefined when it is larger than
 * `most`; what comes is counted, whatever was announced.
 */
export async function download(ctx: BotContext, fileId: string, most: number): Promise<Buffer | undefined> {
  const { file_path: path, file_size: size = 0 } = await ctx.api.getFile(fileId);
  if (size > most || path === undefined) return undefined;
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of await opened(ctx, path)) {
    bytes += chunk.length;
    if (bytes > most) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** What Telegram hands out of a file, piece by piece as it comes; undefined for one that it does not hand out. */
export async function fetched(
  ctx: BotContext,
  fileId: string,
): Promise<AsyncIterable<Uint8Array> | undefined> {
  const path = await ctx.api.getFile(fileId).then(
    (file) => file.file_path,
    (error: unknown) => {
      if (error instanceof GrammyError && error.error_code === 400) return undefined;
      throw error;
    },
  );
  return path === undefined ? undefined : opened(ctx, path);
}

/** The first bytes of a file that was sent to the bot; undefined for one that Telegram does not hand out. */
export async function headOf(ctx: BotContext, fileId: string, count: number): Promise<Buffer | undefined> {
  const file = await fetched(ctx, fileId);
  if (file === undefined) return undefined;
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  // Leaving the loop ends the connection: the rest of a large file is not fetched.
  for await (const chunk of file) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes >= count) break;
  }
  return Buffer.concat(chunks).subarray(0, count);
}

async function opened(ctx: BotContext, path: string): Promise<AsyncIterable<Uint8Array>> {
  const { apiRoot: root = 'https://api.telegram.org', fetch: get = fetch } = ctx.api.options ?? {};
  const answer = await get(`${root}/file/bot${ctx.api.token}/${path}`, {
    signal: AbortSignal.timeout(60_000),
  });
  if (!answer.ok || answer.body === null)
    throw new Error(`expected the file that Telegram announced, got status ${answer.status}`);
  return answer.body;
}
