import { z } from 'zod';
import { Prisma, type PrismaClient } from '../../../prisma/client/client.ts';
import type { Codec } from './codecs.ts';
import { atomically, type Services, type Transaction } from './services.ts';

/** The update that causes a write; with a name it is the key under which the write happens once. */
export interface Cause {
  readonly botId: number;
  readonly updateId: number;
}

const keyOf = ({ botId, updateId }: Cause, name: string) => ({
  botId_updateId_name: { botId, updateId, name },
});

const place = (cause: Cause, name: string): string => `effect:${cause.botId}:${cause.updateId}:${name}`;

/** What an update has come to, as it is remembered under a name. */
export interface Effect<T> {
  readonly name: string;
  readonly codec: Codec<T>;
  readonly result: NoInfer<T>;
}

/**
 * Runs `write` in one transaction together with a row that remembers its result. The same update with the
 * same name gets that result again and writes nothing: conversations replay, Telegram repeats, processes die.
 * Inside `write` only the services it is given may be used, and nothing slow. The unique key of the row decides;
 * `isFirstTry` only says that a look before is not worth it.
 */
export async function once<T>(
  prisma: PrismaClient,
  services: Services,
  cause: Cause,
  name: string,
  codec: Codec<T>,
  write: (inside: Transaction) => Promise<NoInfer<T>>,
  isFirstTry = false,
): Promise<T> {
  const known = isFirstTry ? undefined : await resultOf(services, cause, name);
  if (known !== undefined) return codec.decode(known);
  try {
    return codec.decode(
      await writeOnce(prisma, services, cause, name, async (inside) => codec.encode(await write(inside))),
    );
  } catch (error) {
    if (!(error instanceof AlreadyHappened) && !isTaken(error)) throw error;
    // Somebody was faster: everything written here is undone, and theirs counts.
    const theirs = await resultOf(services, cause, name);
    if (theirs === undefined) throw error;
    return codec.decode(theirs);
  }
}

/** Another try of the same update was faster. */
class AlreadyHappened extends Error {
  override readonly name = 'AlreadyHappened';
}

/** A unique key that stands already (Prisma error reference, P2002; of a statement by hand, P2010 with what it found). */
function isTaken(error: unknown): boolean {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return false;
  return error.code === 'P2002' || (error.code === 'P2010' && ofStatement.safeParse(error.meta).success);
}

const ofStatement = z.object({
  driverAdapterError: z.object({ cause: z.object({ kind: z.literal('UniqueConstraintViolation') }) }),
});

function writeOnce(
  prisma: PrismaClient,
  services: Services,
  cause: Cause,
  name: string,
  write: (inside: Transaction) => Promise<string>,
): Promise<string> {
  return atomically(prisma, services, async (inside) => {
    const result = await write(inside);
    const { botId, updateId } = cause;
    const sealed = services.seal.encrypt(place(cause, name), result);
    const stored = await inside.db.$executeRaw`
      INSERT INTO effect (bot_id, update_id, name, result, at)
      VALUES (${BigInt(botId)}, ${BigInt(updateId)}, ${name}, ${sealed}, ${services.now()}) ON CONFLICT DO NOTHING`;
    if (stored === 0) throw new AlreadyHappened(name);
    return result;
  });
}

async function resultOf(services: Services, cause: Cause, name: string): Promise<string | undefined> {
  const row = await services.db.effect.findUnique({
    where: keyOf(cause, name),
    select: { result: true },
  });
  if (row === null) return undefined;
  return row.result === null ? '' : services.seal.decrypt(place(cause, name), row.result);
}

/** The result of an effect that has already happened; undefined before. */
export async function recall<T>(
  services: Services,
  cause: Cause,
  name: string,
  codec: Codec<T>,
): Promise<T | undefined> {
  const known = await resultOf(services, cause, name);
  return known === undefined ? undefined : codec.decode(known);
}

/** Whether an effect has already happened, whatever it came to. */
export async function hasHappened(services: Services, cause: Cause, name: string): Promise<boolean> {
  const row = await services.db.effect.findUnique({ where: keyOf(cause, name), select: { name: true } });
  return row !== null;
}

/** The sealed result, for a write that stores its effect row in its own statement. */
export function sealedResult<T>(
  services: Services,
  cause: Cause,
  { name, codec, result }: Effect<T>,
): Uint8Array<ArrayBuffer> {
  return services.seal.encrypt(place(cause, name), codec.encode(result));
}

/** Forgets effects that Telegram can no longer repeat. Returns how many. */
export async function forgetEffects(services: Services, before: Date): Promise<number> {
  return (await services.db.effect.deleteMany({ where: { at: { lt: before } } })).count;
}
