import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import type { PrismaClient } from '../../prisma/client/client.ts';
import { monthOf, localDate } from '../domain/month/month.ts';
import { clockAhead } from '../domain/when/dates.ts';
import { prefix } from '../domain/words/clip.ts';
import { isTextKey, line, type Language, type Line, type Texts } from '../i18n.ts';
import type { ExportRequest, FinishedFile } from '../services/office/exports.ts';
import type { Services, Transaction } from '../services/core/services.ts';
import type { Sql } from '../sql.ts';
import type { Layouts } from './layout.ts';
import type { Source } from './report.ts';
import type { SalesTally } from './sales-tally.ts';
import type { Separator } from './writers/csv.ts';

export interface ExportTools {
  readonly prisma: PrismaClient;
  readonly sql: Sql;
  readonly services: Services;
  readonly texts: Texts;
  readonly layouts: Layouts;
}

export interface ExportOptions {
  /** Number of a member, or "cli". */
  readonly actor: string;
  readonly jobId?: number;
  readonly language: Language;
  /** Folder in which the files are made; it is made when missing. */
  readonly folder: string;
  /** The figures of this moment; left out: now. */
  readonly asOf?: Date;
  /** A file that grows beyond this is continued in another one. */
  readonly mostBytes?: number;
  /** More files than these are refused. */
  readonly mostParts?: number;
  /** Rows of a sheet; left out: a million. */
  readonly rowsPerSheet?: number;
  readonly separator?: Separator;
  /** Told after every page, at most 1,000 rows apart. */
  readonly onProgress?: (rows: number, total: number) => void;
  readonly signal?: AbortSignal;
  /** Runs in the transaction that records the files; what it throws keeps them from being handed out. */
  readonly onRecord?: (inside: Transaction) => Promise<void>;
}

/** Thrown when the files would be more than allowed. */
export class TooLargeError extends Error {
  override readonly name = 'TooLargeError';
}

export type Making = ExportOptions & { readonly asOf: Date };

/** What makes the files of a request. */
export interface AnyRun {
  /** Of every file that was begun. */
  readonly paths: readonly string[];
  readonly rows: number;
  write(): Promise<void>;
  finish(): Promise<readonly FinishedFile[]>;
  /** Never throws. */
  abort(): Promise<void>;
}

export const sayIn =
  ({ texts }: ExportTools, { language }: Making): ((it: Line) => string) =>
  (it) =>
    texts.plain(it, { language, salutation: undefined, shortName: undefined });

/** What the rows and parts of a file are read from, and in which words. */
export function sourceOf(
  tools: ExportTools,
  { period, kecamatan, programme, tag, results, disclosures, about }: ExportRequest,
  options: Making & { readonly tally?: SalesTally },
): Source {
  const { services, sql } = tools;
  const { actor, asOf, tally } = options;
  const say = sayIn(tools, options);
  const words = new Map<string, string>();
  const word: Source['word'] = (it) => {
    const text = typeof it === 'string' ? line(it) : it;
    const key = 'key' in text && text.params === undefined ? text.key : undefined;
    const known = key === undefined ? undefined : words.get(key);
    if (known !== undefined) return known;
    const said = say(text);
    if (key !== undefined) words.set(key, said);
    return said;
  };
  const known = new Map<string, Map<string, string>>();
  return {
    services,
    actor,
    sql,
    period: period ?? undefined,
    kecamatan,
    programme,
    tag,
    results,
    disclosures,
    about,
    asOf,
    running: monthOf(localDate(asOf, services.office.zone)),
    clockAhead: clockAhead(services.office.zone, asOf),
    word,
    known(prefix, value) {
      if (value === undefined || value === null) return undefined;
      const said = known.get(prefix)?.get(value);
      if (said !== undefined) return said;
      const key = `${prefix}.${value}`;
      const text = isTextKey(key) ? word(key) : value;
      known.set(prefix, (known.get(prefix) ?? new Map<string, string>()).set(value, text));
      return text;
    },
    ...(tally === undefined ? {} : { tally }),
  };
}

/** penjualan-baris-per-bulan_2026-07_2026-09_20261102-1000.xlsx: says what it is, and when its figures held. */
export function fileName(
  title: string,
  { period }: ExportRequest,
  asOf: Date,
  part: number,
  format: string,
): string {
  const slug = title
    .toLowerCase()
    .replaceAll('×', 'x')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
  const stamp = prefix(new Date(asOf.getTime() + 7 * 3_600_000).toISOString(), 16).replaceAll(/[-:]/g, '');
  const months =
    period === null ? [] : [period.first === period.last ? period.first : `${period.first}_${period.last}`];
  const more = part === 1 ? [] : [`bagian-${part}`];
  return `${[slug, ...months, stamp.replace('T', '-'), ...more].join('_')}.${format}`;
}

export async function measured(path: string): Promise<{ readonly bytes: number; readonly sha256: string }> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return { bytes: (await stat(path)).size, sha256: hash.digest('hex') };
}
