import type { Report } from '../report.ts';
import { dashboardNote } from './dashboard-note.ts';
import { evaluationMinutes } from './evaluation-minutes.ts';
import { partnershipFile } from './partnership-file.ts';
import type { Paper } from './paper.ts';
import { resultNote } from './result-note.ts';
import { selectionMinutes } from './selection-minutes.ts';
import { surveyPaper } from './survey-paper.ts';

const papers: readonly Paper[] = [
  partnershipFile,
  evaluationMinutes,
  selectionMinutes,
  dashboardNote,
  resultNote,
  surveyPaper,
];

export function paperOf(key: string): Paper | undefined {
  return papers.find((paper) => paper.key === key);
}

/** A table that goes along with a paper. */
export function tableOf(key: string): Report | undefined {
  return papers.flatMap(({ tables }) => tables).find((table) => table.key === key);
}
