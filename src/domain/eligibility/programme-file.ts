/** A programme as a file: the JSON of prisma/programmes. */
import type { Checked } from '../words/data-file.ts';
import { readProgramme } from './programme-reader.ts';
import type { Programme } from './programme.ts';

/** What {@link parseProgramme} reads again as the same programme. */
export function writeProgramme(programme: Programme): string {
  return `${JSON.stringify(programme, undefined, 2)}\n`;
}

/** Reads the text of a file; never throws. */
export function parseProgramme(text: string): Checked<Programme> {
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return { ok: false, problems: [{ where: '', expected: 'a JSON file', got: 'something else' }] };
  }
  return readProgramme(json);
}
