import type { z } from 'zod';

/** Quotes nothing of the value, not even a key: both may be about a person. */
export const MISFIT =
  'expected a stored value in the form that this version knows, got another one; run the version that wrote it, or mend its row';

/**
 * A value as a schema has it.
 * @throws Error that says neither what stands there nor what zod has against it
 */
export function readAs<T>(schema: z.ZodType<T>, value: unknown): T {
  const read = schema.safeParse(value);
  if (!read.success) throw new Error(MISFIT);
  return read.data;
}
