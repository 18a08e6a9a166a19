import { line, type Line } from '../../../i18n.ts';

export const blank = line('common.blank');

/** Lines of one message under a bold first line. */
export function body(title: Line, lines: readonly Line[]): Line {
  return line('partnership.message', { title: { line: title }, body: { paragraphs: lines } });
}

/** The lines when the condition holds, else none. */
export const when = <T>(condition: boolean, ...lines: readonly T[]): readonly T[] => (condition ? lines : []);
