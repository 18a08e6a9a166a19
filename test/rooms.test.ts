import { readdirSync, readFileSync } from 'node:fs';
import { join, normalize, sep } from 'node:path';
import { describe, expect, it } from 'vitest';

/** Rooms in their order: each knows itself and those before it. */
const HOUSES: Readonly<Record<string, readonly string[]>> = {
  'src/domain': [
    'words',
    'month',
    'when',
    'money',
    'people-count',
    'people',
    'office',
    'eligibility',
    'sales',
    'partnership',
    'surveys',
    'trainings',
    'announcements',
    'cases',
  ],
  'src/services': [
    'core',
    'office',
    'people',
    'cases',
    'sales',
    'surveys',
    'trainings',
    'announcements',
    'roles',
    'partnership',
    'helpers',
    'data-rights',
    'journal',
    'backup',
  ],
  'src/services/partnership': [
    'partners',
    'applications',
    'programmes',
    'agreements',
    'candidates',
    'evaluations',
    'steps',
    'results',
  ],
};

/** Every file of the program in a folder. */
function sourcesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((it) => /\.tsx?$/.test(it))
    .map((it) => join(folder, it));
}

describe('the office', () => {
  it('is named nowhere but in the files about its area; in the simulator invented people live there', () => {
    const named = [
      ...sourcesIn('src').filter((it) => !it.startsWith(join('src', 'simulator', sep))),
      ...readdirSync('locales', { recursive: true, encoding: 'utf8' })
        .filter((it) => it.endsWith('.json'))
        .map((it) => join('locales', it)),
    ].filter((it) => /Asia\/Jakarta|Gresik|\+07:00/.test(readFileSync(it, 'utf8')));
    expect(named).toEqual([]);
  });

  it('has its own zone: no text names one', () => {
    const texts = readdirSync('locales', { recursive: true, encoding: 'utf8' }).filter((it) =>
      it.endsWith('.json'),
    );
    expect(texts.filter((it) => /\bWI(?:B|TA|T)\b/.test(readFileSync(join('locales', it), 'utf8')))).toEqual(
      [],
    );
  });
});

describe('the engine of the forms', () => {
  it('stands above what messages are made of and what sends them', () => {
    const below = readdirSync('src/bot', { recursive: true, encoding: 'utf8' }).filter((it) =>
      /^(outbox\b|routes\b|message\.ts|buttons\.ts|send\.ts|pages\.ts)/.test(it),
    );
    const found = below
      .filter((it) => it.endsWith('.ts'))
      .filter((it) => readFileSync(join('src/bot', it), 'utf8').includes('conversations/engine/'));
    expect(found).toEqual([]);
  });
});

describe('a comment', () => {
  it('is a sentence with a person in it: nobody is called "who" alone', () => {
    const headless = [...sourcesIn('src'), ...sourcesIn('test'), join('prisma', 'schema.prisma')].flatMap(
      (file) =>
        Array.from(readFileSync(file, 'utf8').matchAll(/\/\*[\s\S]*?\*\/|\/\/.*/g), ([comment]) =>
          comment.replaceAll(/\s*\n\s*\*?\s*/g, ' '),
        )
          .filter((it) => /\b(?:for|of|to|by|from|than|only|with) who\b(?! (?:and what|exactly)|,)/i.test(it))
          .map((it) => `${file}: ${it}`),
    );
    expect(headless).toEqual([]);
  });
});

describe('a reply to an answer', () => {
  it('is made by the builders of the engine alone', () => {
    const literal = sourcesIn(join('src', 'bot', 'conversations')).filter((it) =>
      /kind: '(?:propose|jump|hint|tell|mark|decline)'/.test(readFileSync(it, 'utf8')),
    );
    expect(literal).toEqual([join('src', 'bot', 'conversations', 'engine', 'reply.ts')]);
  });
});

describe('what a schema reads', () => {
  it('is read by readAs where it has to fit, so that what zod says reaches nobody, and by safeParse elsewhere', () => {
    const bare = sourcesIn('src').filter((it) =>
      /(?<!\b(?:JSON|Date))\s*\.parse\(/.test(readFileSync(it, 'utf8')),
    );
    expect(bare).toEqual([]);
  });
});

describe('a test of one run alone', () => {
  it('is not there in the other: what CI skips counts as failed, but for Chromium where it is missing', () => {
    const skipped = sourcesIn('test').filter(
      (it) =>
        it !== join('test', 'rooms.test.ts') &&
        /\b(?:it|describe)\.(?:(?:runIf|skip|todo)\b|skipIf\((?!chromiumMissing))/.test(
          readFileSync(it, 'utf8'),
        ),
    );
    expect(skipped).toEqual([]);
  });
});

describe('a message that the bot begins', () => {
  it('is queued by one file alone', () => {
    const queues = sourcesIn('src').filter((it) =>
      /INTO outgoing\b|\boutgoing\.(?:create|upsert)|function queueTo\b/.test(readFileSync(it, 'utf8')),
    );
    expect(queues).toEqual([join('src', 'services', 'core', 'outgoing.ts')]);
  });
});

describe.each(Object.entries(HOUSES))('the rooms of %s', (house, order) => {
  const files = readdirSync(house, { recursive: true, encoding: 'utf8' }).filter((it) => it.endsWith('.ts'));

  it('are all known, and no file stands outside of them', () => {
    expect(new Set(files.map((it) => it.split(sep)[0]))).toEqual(new Set(order));
  });

  it('know those before them', () => {
    const found = files.flatMap((file) =>
      Array.from(
        readFileSync(join(house, file), 'utf8').matchAll(/\bfrom '(\.\.?\/[^']+)'/g),
        ([, path = '']) => normalize(join(file, '..', path)),
      )
        .filter((target) => !target.startsWith('..') && placeOf(target) > placeOf(file))
        .map((target) => `${file} -> ${target}`),
    );
    expect([...new Set(found)].toSorted()).toEqual([]);
  });

  function placeOf(file: string): number {
    return order.indexOf(file.split(sep)[0] ?? '');
  }
});
