import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { reports } from './index.ts';
import type { Column } from './report.ts';

/** The office's own columns of one report, in its order. */
export type LayoutColumn = { readonly column: string; readonly header?: string | undefined };
export type Layouts = Readonly<Record<string, readonly LayoutColumn[]>>;

/** Thrown when the file in EXPORT_LAYOUT cannot be used, with every problem of it, one a line. */
export class LayoutError extends Error {
  override readonly name = 'LayoutError';
}

const file = z.record(
  z.string(),
  z
    .array(
      z.strictObject({ column: z.string().min(1), header: z.string().trim().min(1).max(100).optional() }),
    )
    .min(1),
);

/** Months that stand for a period when the columns of a report are listed. */
const SAMPLE = { first: '2026-01', last: '2026-01' };

/** Names by which a layout can call the columns of a report; columns of a group have the name of the group. */
export function columnNames(key: string): readonly string[] {
  const report = reports.find((it) => it.key === key);
  const columns = report?.columns({ period: SAMPLE, kecamatan: [], asOf: new Date(0) }) ?? [];
  return [...new Set(columns.map((it) => it.group ?? it.key))];
}

/**
 * Reads the office's own column layout: for a report, its columns in the wanted order, each with its own header
 * when given. Reports that are not named keep all their columns.
 * @throws LayoutError naming all problems together
 */
export async function readLayouts(path: string | undefined): Promise<Layouts> {
  if (path === undefined) return {};
  let content: unknown;
  try {
    content = JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    throw new LayoutError(
      `EXPORT_LAYOUT: expected a JSON file at ${path}, got: ${error instanceof Error ? error.message : 'nothing'}`,
    );
  }
  const parsed = file.safeParse(content);
  const problems = parsed.success
    ? Object.entries(parsed.data).flatMap(([key, columns]) => problemsOf(key, columns))
    : parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  if (!parsed.success || problems.length > 0)
    throw new LayoutError(
      `EXPORT_LAYOUT: ${path} has ${problems.length} problem(s):\n${problems.map((it) => `  - ${it}`).join('\n')}`,
    );
  return parsed.data;
}

function problemsOf(key: string, columns: readonly LayoutColumn[]): readonly string[] {
  const known = columnNames(key);
  if (known.length === 0)
    return [`${key}: expected one of the reports ${reports.map((it) => it.key).join(', ')}`];
  const seen = new Set<string>();
  return columns.flatMap(({ column }, at) => {
    const twice = seen.has(column);
    seen.add(column);
    if (twice) return [`${key}.${at}: the column ${column} stands there twice`];
    return known.includes(column)
      ? []
      : [`${key}.${at}: expected one of the columns ${known.join(', ')}, got ${column}`];
  });
}

/** A column with the header that the office gave it; undefined for the usual one. */
export interface LaidOut {
  readonly column: Column;
  readonly header: string | undefined;
}

/** The columns of a report as the office wants them. */
export function laidOut(
  columns: readonly Column[],
  layout: readonly LayoutColumn[] | undefined,
): readonly LaidOut[] {
  if (layout === undefined) return columns.map((column) => ({ column, header: undefined }));
  return layout.flatMap(({ column: name, header }) =>
    columns
      .filter((it) => (it.group ?? it.key) === name)
      // Months keep their own names: one header for all of them would tell nothing.
      .map((column) => ({ column, header: column.group === undefined ? header : undefined })),
  );
}
