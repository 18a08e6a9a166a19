import { InputFile } from 'grammy';
import { line, type Line, type TextKey } from '../../../i18n.ts';
import type { HelperSheet } from '../../../reports/pictures/helper-sheet.ts';
import { codecs } from '../../../services/core/codecs.ts';
import {
  noteServedRead,
  servedBusinesses,
  type ServedBusiness,
} from '../../../services/helpers/assistance.ts';
import type { MemberRow } from '../../../services/office/members.ts';
import { readAloud } from '../../conversations/helpers/consent.ts';
import { ownerTitle } from '../../conversations/helpers/words.ts';
import { button, staffMenuButton } from '../../buttons.ts';
import { helperMenuRoute } from '../../routes/staff.ts';
import { inline } from '../../send.ts';
import { answerPress, type BotContext } from '../../turn.ts';

const CONSENT_LINES = 12;
const FIGURE_LINES = 16;
const MOST_OWNERS = 40;

/**
 * *Lembar cetak*: the consent with lines to sign, and lines for the figures of a month in the numbers of the list, so
 * that what stands on paper can be typed as it stands.
 */
export async function sendSheets(ctx: BotContext, member: MemberRow): Promise<void> {
  await ctx.turn.once('served', codecs.nothing, (inside) =>
    noteServedRead(inside, member, { list: 'sheet' }),
  );
  const served = (await servedBusinesses(ctx.turn.services, member)).slice(0, MOST_OWNERS);
  await answerPress(ctx);
  // The library that draws takes half a second to load, which no start has to wait for.
  const { helperSheet } = await import('../../../reports/pictures/helper-sheet.ts');
  const { texts, to } = ctx.turn;
  const menu = inline(ctx, [[button('helper.menu', helperMenuRoute.to())], [staffMenuButton]]);
  await ctx.replyWithDocument(new InputFile(await helperSheet(consentPage(ctx)), 'lembar-izin.png'), {
    caption: texts.html(line('helper.sheet.consentCaption'), to),
    parse_mode: 'HTML',
  });
  await ctx.replyWithDocument(
    new InputFile(await helperSheet(figuresPage(ctx, served)), 'lembar-angka.png'),
    {
      caption: texts.html(line('helper.sheet.figuresCaption'), to),
      parse_mode: 'HTML',
      reply_markup: menu,
    },
  );
}

type Words = (it: Line) => string;

const wordsOf =
  ({ turn }: BotContext): Words =>
  (it) =>
    turn.texts.plain(it, turn.to);

const columns = (word: Words, parts: readonly (readonly [TextKey, number])[]): HelperSheet['columns'] =>
  parts.map(([key, part]) => ({ header: word(line(key)), part }));

function consentPage(ctx: BotContext): HelperSheet {
  const word = wordsOf(ctx);
  return {
    office: ctx.turn.services.office.name,
    title: word(line('helper.sheet.consentTitle')),
    paragraphs: word(readAloud).split('\n'),
    columns: columns(word, [
      ['helper.sheet.number', 1.5],
      ['register.name.label', 5],
      ['register.business.label', 5],
      ['register.phone.label', 4],
      ['helper.agreedOn.label', 3.7],
      ['helper.sheet.signature', 4],
    ]),
    rows: Array.from({ length: CONSENT_LINES }, (_, at) => [String(at + 1)]),
    least: CONSENT_LINES,
    footer: word(line('helper.sheet.consentFooter')),
  };
}

function figuresPage(ctx: BotContext, served: readonly ServedBusiness[]): HelperSheet {
  const word = wordsOf(ctx);
  return {
    office: ctx.turn.services.office.name,
    title: word(line('helper.sheet.figuresTitle')),
    paragraphs: word(line('helper.sheet.figuresHow')).split('\n'),
    columns: columns(word, [
      ['helper.sheet.number', 1.5],
      ['register.name.label', 5],
      ['register.business.label', 5],
      ['report.month.label', 3],
      ['helper.sheet.sales', 5],
      ['helper.sheet.toldBy', 4],
    ]),
    rows: served.map(({ owner, business }, at) => [
      String(at + 1),
      word(ownerTitle(owner.name, owner.salutation)),
      business.name ?? '–',
    ]),
    least: FIGURE_LINES,
    footer: word(line('helper.sheet.figuresFooter')),
  };
}
