import { z } from 'zod';

/**
 * What a restored backup must not bring back. Triggers of the database write the rows (migration "journal"), so that
 * no code path can forget it (only `sent` is written by the way out); `subject` is a random number or a key, never a name, a phone number or a chat.
 */
const moment = z.string().nullable();
const content = z.discriminatedUnion('kind', [
  /** A person's number; the reminders and training news that are wanted from then on. */
  z.object({
    kind: z.literal('news'),
    data: z.object({ reminders: z.boolean(), newsScope: z.string(), ownReminders: z.boolean().optional() }),
  }),
  /** A person's number; a consent was withdrawn. */
  z.object({ kind: z.literal('withdrawal'), data: z.object({ purpose: z.string(), at: moment }) }),
  /** A member's number; what the role is from then on. */
  z.object({
    kind: z.literal('member'),
    data: z.object({
      role: z.string(),
      rights: z.array(z.string()),
      kecamatan: z.array(z.string()),
      revokedAt: moment,
      revokedBy: z.string().nullable(),
    }),
  }),
  /** Hash of a code; somebody came with it, or it was decided. */
  z.object({
    kind: z.literal('invitation'),
    data: z.object({ outcome: z.string().nullable(), decidedAt: moment, decidedBy: z.string().nullable() }),
  }),
  /** A person's number; everything about them was erased. */
  z.object({ kind: z.literal('erasure'), data: z.object({ requestedAt: z.string(), doneAt: z.string() }) }),
  /** Number of the row of a chat in which nobody is registered any more. */
  z.object({ kind: z.literal('account'), data: z.object({}) }),
  /** Number of the row of a document that was taken away. */
  z.object({ kind: z.literal('document'), data: z.object({}) }),
  /** Number of the row of a photo of a business, or of its point on the map, that was taken away. */
  z.object({ kind: z.literal('photo'), data: z.object({}) }),
  z.object({ kind: z.literal('point'), data: z.object({}) }),
  /** Number of the row of a chat; the reminders that whoever has not registered there wants. */
  z.object({ kind: z.literal('account-reminders'), data: z.object({ ownReminders: z.boolean() }) }),
  /** A person's number; the row of the chat to which an officer has moved them. */
  z.object({ kind: z.literal('recovery'), data: z.object({ account: z.number().int().nullable() }) }),
  /** Hash of the code in a link to a moved account; somebody came with it, or it was decided. */
  z.object({
    kind: z.literal('recovery-link'),
    data: z.object({ outcome: z.string().nullable(), decidedAt: moment }),
  }),
  /** A person's number; their registration became one with another one, and with its business where there was one each. */
  z.object({
    kind: z.literal('merge'),
    data: z.object({
      into: z.string(),
      businesses: z.object({ from: z.string(), into: z.string() }).nullable(),
      counts: z.enum(['from', 'into']),
    }),
  }),
  /** The one stop for everything that the bot begins, set or taken back. */
  z.object({
    kind: z.literal('stop'),
    data: z.object({ stoppedAt: moment, stoppedBy: z.string().nullable() }),
  }),
  /** Code of an announcement; how far it is from then on. */
  z.object({ kind: z.literal('announcement'), data: z.object({ status: z.string() }) }),
  /** No subject; messages of the bot's own go out. */
  z.object({ kind: z.literal('sent'), data: z.object({}) }),
  /** Number of a training, such as T-2611-0003. */
  z.object({ kind: z.literal('training'), data: z.object({ status: z.string() }) }),
]);

type JournalContent = z.infer<typeof content>;

export type JournalEntry = JournalContent & {
  /** Random: says which entries a backup already has. */
  readonly uid: string;
  readonly at: Date;
  readonly subject: string;
};

const frame = z.object({ uid: z.string(), at: z.coerce.date(), subject: z.string() });

/** Reads a row of the table or a line of the file; undefined when it is none that this version knows. */
export function readEntry(value: unknown): JournalEntry | undefined {
  const about = frame.safeParse(value);
  const what = content.safeParse(value);
  return about.success && what.success ? { ...about.data, ...what.data } : undefined;
}
