import { restore } from '../../domain/words/formula.ts';

/**
 * The text of a cell as a person sees it, undefined when it is empty. Spreadsheets write characters that XML does not
 * know as _xHHHH_ (_x000D_ ends a line), and such a text also reaches CSV files.
 */
export function cellText(text: string): string | undefined {
  const seen = restore(
    text.replaceAll(/_x([0-9A-Fa-f]{4})_/g, (_all, hex: string) => String.fromCharCode(parseInt(hex, 16))),
  )
    .replaceAll('\0', '')
    .trim();
  return seen === '' ? undefined : seen;
}
