import { line, type Line, type TextKey } from '../../../i18n.ts';

export const blank = line('common.blank');

/** Lines of one message under a bold first line. */
export function body(title: Line, lines: readonly Line[]): Line {
  return line('partnership.message', { title: { line: title }, body: { paragraphs: lines } });
}

/** The lines when the condition holds, else none. */
export const when = <T>(condition: boolean, ...lines: readonly T[]): readonly T[] => (condition ? lines : []);

/** What few people want to read, folded by Telegram until it is pressed: a line of its own in a message. */
export const folded = (title: TextKey, lines: readonly Line[]): readonly Line[] =>
  when(
    lines.length > 0,
    line('partnership.folded', { title: { line: line(title) }, body: { paragraphs: lines } }),
  );
