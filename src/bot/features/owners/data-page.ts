import { line, type Line, type TextKey } from '../../../i18n.ts';

/** Where the lines of the copy of somebody's data are put. */
export interface Page {
  put(it: Line, indent?: number): void;
  head(title: TextKey): void;
  /** A heading that says when there is nothing under it. */
  section(title: TextKey, count: number): void;
}

export const moment = (at: Date): { readonly moment: string } => ({ moment: at.toISOString() });
/** A text as it was typed. */
export const words = (text: string): Line => line('data.copy.words', { words: text });
