import { readFile } from 'node:fs/promises';
import type { GuideReader } from '../../domain/office/guide.ts';
import type { Span } from '../../domain/when/quiet-hours.ts';
import { line, type Language, type Line, type Texts } from '../../i18n.ts';
import { PROJECT } from '../../project.ts';
import type { Services } from '../../services/core/services.ts';
import { pdfBytes, type Block } from '../writers/pdf.ts';

/** What each guide shows, by the names of its pictures, in the order of its steps. */
export const guideSteps = {
  owner: ['start', 'register', 'report', 'reports', 'training', 'ask'],
  helper: ['assist', 'consent', 'form', 'list', 'figures', 'handover'],
  officer: ['desk', 'ring', 'check', 'announce', 'people', 'sales'],
} as const satisfies Readonly<Record<GuideReader, readonly string[]>>;

/** What people ask first. */
export const firstQuestions = [
  'real',
  'seen',
  'lost',
  'tax',
  'cost',
  'correct',
  'zero',
  'child',
  'stop',
  'erase',
  'answer',
  'use',
] as const;

/** Steps beside each other on the page. */
const BESIDE = 3;

/** Where a picture lies, made by test/browser/guide.test.ts. */
export const guidePicture = (name: string): URL => new URL(`locales/guide/${name}.png`, PROJECT);

const hoursOf = ({ from, until }: Span): string =>
  [from, until].map((it) => it.toString({ smallestUnit: 'minute' }).replace(':', '.')).join('–');

/**
 * A guide as PDF of two pages (A4): six steps with pictures of the chat, and the answers to what people ask first. It
 * speaks to nobody in particular, since it is printed and passed on. `bot`: the bot's name, without @.
 */
export async function guide(
  { office, now }: Services,
  texts: Texts,
  {
    reader,
    bot,
    language,
  }: { readonly reader: GuideReader; readonly bot: string; readonly language: Language },
): Promise<Uint8Array> {
  const to = { language, salutation: undefined, shortName: undefined };
  const params = { bot, hours: hoursOf(office.hours), days: { count: office.caseWorkingDays } };
  const say = (it: Line): string => texts.plain(it, to);
  const title = say(line(`guide.${reader}.title`));
  const steps = await Promise.all(
    guideSteps[reader].map(async (name, at) => ({
      heading: `${at + 1}. ${say(line(`guide.${name}.title`))}`,
      text: say(line(`guide.${name}.text`, params)),
      picture: await readFile(guidePicture(name)),
    })),
  );
  const blocks: readonly Block[] = [
    { kind: 'title', text: title },
    { kind: 'text', text: say(line(`guide.${reader}.intro`, params)) },
    { kind: 'steps', columns: steps.slice(0, BESIDE) },
    { kind: 'steps', columns: steps.slice(BESIDE) },
    { kind: 'page' },
    { kind: 'title', text: say(line(`guide.${reader}.questions`)) },
    {
      kind: 'answers',
      rows: firstQuestions.map((it) => [
        say(line(`guide.q.${it}`)),
        say(line(`guide.a.${it}`, params)).trim(),
      ]),
    },
    { kind: 'text', text: say(line(`guide.${reader}.last`, params)) },
  ];
  return pdfBytes(
    {
      title,
      author: office.name,
      language,
      asOf: now(),
      footer: `${title} · ${office.name}`,
      page: (number) => say(line('paper.page', { number })),
    },
    blocks,
  );
}
