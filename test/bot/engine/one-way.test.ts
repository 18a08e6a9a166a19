import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { describe, expect, it } from 'vitest';

/** The files under `folder` in which `pattern` is found, with `/` between their parts. */
function filesWith(pattern: RegExp, folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && pattern.test(readFileSync(join(folder, file), 'utf8')))
    .map((file) => file.split(sep).join('/'))
    .toSorted();
}

const CONVERSATIONS = 'src/bot/conversations';

describe('one way leads', () => {
  it('to a reply or a button: engine/reply.ts', () => {
    expect(filesWith(/\bkind: '(accept|hint|tell|mark|decline)'|\bfree: true\b/, CONVERSATIONS)).toEqual([
      'engine/reply.ts',
    ]);
    expect(filesWith(/\{\s*code: [^{}\n]*,\s*label: [^{}\n]*\),\s*reply:/, CONVERSATIONS)).toEqual([]);
  });

  it('to own words as an answer: questions/words.ts; those who count otherwise say why', () => {
    expect(filesWith(/\btakeWords\b/, CONVERSATIONS)).toEqual([
      // Asks back what leads elsewhere.
      'announcements/announce/message.ts',
      // Finds the kecamatan in it.
      'announcements/announce/training.ts',
      // One of a list, or own words.
      'announcements/cancel-reason.ts',
      // The name of the officer whom a complaint is about, where no button has it.
      'cases/ask.ts',
      // Only places that can be filled in stand in them.
      'cases/ready-answer.ts',
      'engine/reply.ts',
      // The kind of a business that none of the list is.
      'questions/business.ts',
      'questions/names.ts',
      'questions/words.ts',
    ]);
  });

  it('to a conversation of one form: fillOne; only the registration leads from form to form', () => {
    expect(filesWith(/\bconversation\(/, CONVERSATIONS)).toEqual(['engine/script.ts', 'people/register.ts']);
  });

  it('to a part of the engine: a function', () => {
    expect(filesWith(/^(export )?(abstract )?class /m, CONVERSATIONS)).toEqual([]);
  });

  it('to a message of lines: say', () => {
    expect(filesWith(/\bsend\(\s*ctx,\s*paragraphs\(/, 'src/bot')).toEqual(['send.ts']);
  });
});
