import { z } from 'zod';
import { isMonth } from '../../domain/month/month.ts';
import type { Period } from '../../domain/month/period.ts';
import { audit } from '../core/audit.ts';
import type { Services, Transaction } from '../core/services.ts';

const month = z.string().refine(isMonth, "expected a month 'YYYY-MM'");

/** What somebody wants to have in a file; plain JSON, kept with the order. */
export const exportRequest = z.object({
  report: z.string(),
  period: z.object({ first: month, last: month }).nullable(),
  /** Codes of kecamatan; empty: all. */
  kecamatan: z.array(z.string()).readonly(),
  /** Id of the one programme that it is about; left out: all. */
  programme: z.string().optional(),
  /** Name of the one tag that its businesses have; left out: all. */
  tag: z.string().optional(),
  /** The stored results that papers are made from: whose they are, when they were taken, and their fingerprint. */
  results: z.object({ scope: z.string(), takenAt: z.iso.datetime(), fingerprint: z.string() }).optional(),
  format: z.enum(['xlsx', 'csv', 'pdf']),
  /** Row of the application, or of the evaluation, that a paper is about. */
  about: z.number().optional(),
  /** Rows that say what a company is shown of whom; of a file of its candidates. */
  disclosures: z.array(z.number()).readonly().optional(),
  /** What is shown in full: nothing, phone numbers, or NIK too (command line only). */
  shown: z.enum(['none', 'phone', 'all']),
  /** What it is for, as the person said. */
  purpose: z.string().nullable(),
});
export type ExportRequest = z.infer<typeof exportRequest>;

/** A finished file before it is handed out. */
export interface FinishedFile {
  readonly path: string;
  readonly name: string;
  /** Which report it holds: `summary` for the totals beside sales. */
  readonly report: string;
  readonly format: ExportRequest['format'];
  /** From 1. */
  readonly part: number;
  readonly parts: number;
  /** Rows of data, without headers. */
  readonly rows: number;
  readonly bytes: number;
  /** SHA-256 of the file, hexadecimal: its fingerprint. */
  readonly sha256: string;
}

export const periodText = (period: Period | null): string | null =>
  period === null ? null : `${period.first}..${period.last}`;

/** The programme or the tag in what is kept about a file, where it is about one. */
export const ofChosen = ({
  programme,
  tag,
}: ExportRequest): { readonly programme?: string; readonly tag?: string } => ({
  ...(programme === undefined ? {} : { programme }),
  ...(tag === undefined ? {} : { tag }),
});

/** The stored results in what is kept about a file, where it was made from them. */
export const ofResults = ({ results }: ExportRequest): Pick<ExportRequest, 'results'> =>
  results === undefined ? {} : { results };

/**
 * Keeps what was handed out and to whom, with an entry in the audit log for each file. To be called before the files
 * leave: what cannot be recorded is not handed out.
 */
export async function recordExports(
  services: Transaction,
  request: ExportRequest,
  by: { /** Number of a member, or "cli". */ readonly actor: string; readonly jobId?: number | undefined },
  files: readonly FinishedFile[],
  asOf: Date,
): Promise<void> {
  for (const file of files) {
    await services.db.exportFile.create({
      data: {
        office: services.office.key,
        jobId: by.jobId ?? null,
        report: file.report,
        period: periodText(request.period),
        filters: {
          kecamatan: [...request.kecamatan],
          ...ofChosen(request),
          ...ofResults(request),
          purpose: request.purpose,
          of: request.report,
          shown: request.shown,
        },
        format: file.format,
        part: file.part,
        rows: file.rows,
        bytes: file.bytes,
        sha256: file.sha256,
        asOf,
        masked: request.shown !== 'all',
        byMember: by.actor,
        at: services.now(),
      },
    });
    await audit(services, {
      actor: by.actor,
      action: 'export.file',
      subject: `sha256:${file.sha256}`,
      details: {
        report: file.report,
        period: periodText(request.period),
        kecamatan: request.kecamatan,
        ...ofChosen(request),
        ...(request.results === undefined
          ? {}
          : { scope: request.results.scope, results: request.results.fingerprint }),
        format: file.format,
        shown: request.shown,
        part: file.part,
        rows: file.rows,
        bytes: file.bytes,
        asOf: asOf.toISOString(),
      },
    });
  }
}

/** A file that was handed out once. */
export interface HandedOut {
  readonly report: string;
  readonly period: string | undefined;
  readonly format: string;
  readonly part: number;
  readonly rows: number;
  readonly bytes: number;
  readonly sha256: string;
  readonly asOf: Date;
  readonly masked: boolean;
  readonly byMember: string;
  readonly at: Date;
}

/**
 * What was handed out under the fingerprint of a file or of the results that it was made from, or the beginning of one
 * (8 characters at least), newest first.
 */
export async function exportsByFingerprint(
  services: Services,
  fingerprint: string,
): Promise<readonly HandedOut[]> {
  const wanted = fingerprint.trim().toLowerCase();
  if (!/^[0-9a-f]{8,64}$/.test(wanted)) return [];
  const rows = await services.db.exportFile.findMany({
    where: {
      office: services.office.key,
      OR: [
        { sha256: { startsWith: wanted } },
        { filters: { path: ['results', 'fingerprint'], string_starts_with: wanted } },
      ],
    },
    orderBy: { id: 'desc' },
    take: 20,
  });
  return rows.map(({ period, bytes, ...row }) => ({
    ...row,
    period: period ?? undefined,
    bytes: Number(bytes),
  }));
}
