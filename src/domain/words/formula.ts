/**
 * Cells of a CSV file that a spreadsheet would take for a formula ("CSV injection"). Only text is passed through
 * here; figures of our own are numbers.
 */

// what Excel, LibreOffice and Google Sheets begin a formula with, also in its full-width form
const DANGEROUS = /^'*[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/;

/** A text that no spreadsheet computes: an apostrophe in front of what could be a formula. */
export function neutralise(text: string): string {
  return DANGEROUS.test(text) ? `'${text}` : text;
}

/** Undoes {@link neutralise}, also after a spreadsheet has opened and stored the file. */
export function restore(text: string): string {
  return text.startsWith("'") && DANGEROUS.test(text) ? text.slice(1) : text;
}
