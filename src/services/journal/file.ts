import { createHash } from 'node:crypto';
import { mkdir, open, readFile, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { readEntry, type JournalEntry } from './entry.ts';
import { codecs, tryDecode } from '../core/codecs.ts';

const NAME = 'journal.ndjson';
/** No line is longer. */
const TAIL_BYTES = 65_536;
const FIRST = '0'.repeat(64);

export const journalPath = (folder: string): string => join(folder, NAME);

/** Thrown when the journal cannot be trusted as it is. */
class JournalError extends Error {
  override readonly name = 'JournalError';
}

const line = codecs.json(z.looseObject({ hash: z.string(), bot: z.number() }));

const hashOf = (previous: string, content: string): string =>
  createHash('sha256').update(previous).update(content).digest('hex');

/** What is written about one entry. */
export interface JournalLine {
  readonly uid: string;
  readonly at: Date;
  readonly kind: string;
  readonly subject: string;
  readonly data: unknown;
}

/**
 * Appends entries to the journal of a folder (made when missing), each chained to the one before by its hash, and
 * returns when the disk has them. A line that a death has cut off is taken away first: its row is still in the
 * database, marked as not yet written. Callers see to it that only one of them writes.
 */
export async function appendJournal(
  folder: string,
  bot: number,
  entries: readonly JournalLine[],
): Promise<void> {
  if (entries.length === 0) return;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = await open(journalPath(folder), 'a+', 0o600);
  try {
    let previous = await lastHash(file);
    let text = '';
    for (const { uid, at, kind, subject, data } of entries) {
      const content = JSON.stringify({ uid, at, kind, subject, data, bot });
      previous = hashOf(previous, content);
      text += `${content.slice(0, -1)},"hash":"${previous}"}\n`;
    }
    await file.appendFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Makes an empty journal where there is none: a missing one then means that it was lost, not that it was empty. */
export async function beginJournal(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await (await open(journalPath(folder), 'a', 0o600)).close();
}

async function lastHash(file: FileHandle): Promise<string> {
  const { size } = await file.stat();
  if (size === 0) return FIRST;
  const length = Math.min(size, TAIL_BYTES);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, size - length);
  const tail = buffer.subarray(0, bytesRead).toString('utf8');
  const whole = tail.lastIndexOf('\n') + 1;
  if (whole < tail.length) await file.truncate(size - Buffer.byteLength(tail.slice(whole)));
  const last = tail.slice(0, whole).trimEnd().split('\n').at(-1) ?? '';
  if (last === '') return FIRST;
  const read = tryDecode(line, last);
  if (read === undefined)
    throw new JournalError(
      'the last line of the journal cannot be read; move the file aside (keep it), then start again',
    );
  return read.hash;
}

export interface JournalRead {
  /** Those of this bot, in their order, each once. */
  readonly entries: readonly JournalEntry[];
  /** First line that does not follow from the one before, counted from 1; undefined when all do. */
  readonly brokenAt: number | undefined;
}

/**
 * Reads the journal of one bot. A line cut off at the very end is no damage: what it would have said is still in the
 * database that wrote it.
 * @throws JournalError when there is no file, or a line is of a kind that this version does not know
 */
export async function readJournal(path: string, bot: number): Promise<JournalRead> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
      throw new JournalError(`expected the journal at ${path}, where there is no file`);
    throw error;
  });
  const lines = text.split('\n').slice(0, -1);
  const entries = new Map<string, JournalEntry>();
  let previous = FIRST;
  let brokenAt: number | undefined;
  for (const [index, raw] of lines.entries()) {
    const read = tryDecode(line, raw);
    const content = raw.replace(/,"hash":"[0-9a-f]{64}"\}$/, '}');
    if (read === undefined || read.hash !== hashOf(previous, content)) brokenAt ??= index + 1;
    previous = read?.hash ?? previous;
    if (read === undefined || read.bot !== bot) continue;
    const entry = readEntry(read);
    if (entry === undefined)
      throw new JournalError(
        `line ${index + 1} of the journal is of a kind that this version does not know; restore with the version that wrote it`,
      );
    if (!entries.has(entry.uid)) entries.set(entry.uid, entry);
  }
  return { entries: [...entries.values()], brokenAt };
}
