import { raw, type html } from 'hono/html';
import type { Line } from '../i18n.ts';
import type { At } from './screen.ts';

type Html = ReturnType<typeof html>;

/** Lines of the chat with their bold words; an empty one begins a new paragraph. */
export function Lines({ at, lines }: { at: At; lines: readonly Line[] }): Html {
  const paragraphs: string[][] = [[]];
  for (const it of lines) {
    const words = at.html(it);
    if (words === '') paragraphs.push([]);
    else paragraphs.at(-1)?.push(words);
  }
  return (
    <>
      {paragraphs
        .filter((words) => words.length > 0)
        .map((words) => (
          // What is data in it was escaped with the words.
          <p class="lines">{raw(words.join('\n').trim())}</p>
        ))}
    </>
  );
}
