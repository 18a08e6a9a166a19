import { dashboardNote } from './office-note.ts';
import { partnershipFile } from './partnership-file.ts';
import type { Paper } from './paper.ts';

const papers: readonly Paper[] = [partnershipFile, dashboardNote];

export function paperOf(key: string): Paper | undefined {
  return papers.find((paper) => paper.key === key);
}
