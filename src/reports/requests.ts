import { monthOfDay, semesterUpTo } from '../domain/partnership/results.ts';
import type { ExportRequest } from '../services/office/exports.ts';
import { resultFingerprint, type StoredResults } from '../services/partnership/results/results.ts';

/** What is asked for where a file is made of what is on the screen; who may have it says mayExport (rights.ts). */
const common = { shown: 'none' } as const;

/** The memorandum of stored results with its tables: of exactly those that are shown. */
export function resultNoteRequest(
  scope: string,
  { figures, takenAt }: StoredResults,
  all: ReadonlyMap<string, StoredResults>,
): ExportRequest {
  const [kind, key = ''] = scope.split(':');
  return {
    ...common,
    report: 'result-note',
    period: { first: monthOfDay(semesterUpTo(figures.month).first), last: figures.month },
    kecamatan: kind === 'kecamatan' ? [key] : [],
    results: { scope, takenAt: takenAt.toISOString(), fingerprint: resultFingerprint(all) },
    format: 'pdf',
    purpose: null,
  };
}

/** *Dari mana angka ini*: the rows behind the stored results of a scope. */
export function resultBasisRequest(
  scope: string,
  stored: StoredResults,
  all: ReadonlyMap<string, StoredResults>,
): ExportRequest {
  return { ...resultNoteRequest(scope, stored, all), report: 'result-basis', format: 'xlsx' };
}

/** How long the number of a letter is that asks for a file, in characters. */
export const letterWords = { least: 3, most: 100 } as const;

/**
 * *Berkas kemitraan* of one application.
 * @param kecamatan where the business is, or for what an auditor may read
 * @param letter that asks for it
 */
export const partnershipFileRequest = (
  about: number,
  kecamatan: readonly string[],
  letter: string,
): ExportRequest => ({
  ...common,
  report: 'partnership-file',
  period: null,
  kecamatan: [...kecamatan],
  format: 'pdf',
  about,
  purpose: letter,
});

/** Candidates of a programme, each with the row that says what of it is shown. */
export const candidateFileRequest = (
  programme: string,
  kecamatan: readonly string[],
  disclosures: readonly number[],
): ExportRequest => ({
  ...common,
  report: 'candidates',
  period: null,
  kecamatan: [...kecamatan],
  programme,
  format: 'xlsx',
  disclosures: [...disclosures],
  purpose: null,
});

/** *Berita Acara Seleksi* of a programme, with its workbook. */
export const selectionRequest = (programme: string, kecamatan: readonly string[]): ExportRequest => ({
  ...common,
  report: 'selection-minutes',
  period: null,
  kecamatan: [...kecamatan],
  programme,
  format: 'pdf',
  purpose: null,
});

/** The results of a survey where a member works, with the workbook that goes along. */
export const surveyPaperRequest = (about: number, kecamatan: readonly string[]): ExportRequest => ({
  ...common,
  report: 'survey-paper',
  period: null,
  kecamatan: [...kecamatan],
  format: 'pdf',
  about,
  purpose: null,
});
