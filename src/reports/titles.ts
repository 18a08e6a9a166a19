import type { TextKey } from '../i18n.ts';
import { reportOf } from './index.ts';
import { paperOf, tableOf } from './papers/index.ts';

/** What people call a file that is or was handed out; one that is no longer known is called an export. */
export function fileTitle(key: string): TextKey {
  if (key === 'summary') return 'export.report.summary';
  return (reportOf(key) ?? paperOf(key) ?? tableOf(key))?.title ?? 'export.title';
}
