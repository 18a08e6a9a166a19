import { InputFile } from 'grammy';
import type { Line } from '../i18n.ts';
import type { Drawn } from '../reports/pictures/svg.ts';
import { drawnPdf } from '../reports/writers/pdf.ts';
import type { Button } from './message.ts';
import { inline } from './send.ts';
import type { BotContext } from './turn.ts';

/** Pages for a printer, and what is said of them. */
interface Sheets {
  /** Of the file, without its ending. */
  readonly name: string;
  readonly title: string;
  readonly pages: readonly Drawn[];
  readonly caption: Line;
  /** The figures of this moment; left out: now. */
  readonly asOf?: Date;
}

/** Sends pages as one PDF with its buttons. It is made to be printed, so nothing keeps it from being saved. */
export async function sendSheets(
  ctx: BotContext,
  { name, title, pages, caption, asOf }: Sheets,
  buttons: readonly (readonly Button[])[] = [],
): Promise<void> {
  const { services, texts, to } = ctx.turn;
  const paper = await drawnPdf(
    { title, author: services.office.name, language: to.language, asOf: asOf ?? services.now() },
    pages,
  );
  await ctx.replyWithDocument(new InputFile(paper, `${name}.pdf`), {
    caption: texts.html(caption, to),
    parse_mode: 'HTML',
    ...(buttons.length === 0 ? {} : { reply_markup: inline(ctx, buttons) }),
  });
}
