import { businessKinds } from '../../../domain/people/business-kind.ts';
import { line, type Line, type TextKey } from '../../../i18n.ts';
import { consentSlips, formSheet, type FormSheet } from '../../../reports/pictures/consent-slips.ts';
import { lineSheet } from '../../../reports/pictures/line-sheet.ts';
import type { Drawn } from '../../../reports/pictures/svg.ts';
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
import { sendSheets } from '../../sheets.ts';
import { answerPress, type BotContext } from '../../turn.ts';

const FIGURE_LINES = 16;
const MOST_OWNERS = 40;

/**
 * *Lembar cetak*: slips of the consent to sign, the questions of the registration to fill in by hand, and lines for the
 * figures of a month in the numbers of the list, so that what stands on paper can be typed as it stands.
 */
export async function sendHelperSheets(ctx: BotContext, member: MemberRow): Promise<void> {
  await ctx.turn.once('served', codecs.nothing, (inside) =>
    noteServedRead(inside, member, { list: 'sheet' }),
  );
  const served = (await servedBusinesses(ctx.turn.services, member)).slice(0, MOST_OWNERS);
  await answerPress(ctx);
  const { texts, to } = ctx.turn;
  const word: Words = (it) => texts.plain(it, to);
  const office = ctx.turn.services.office.name;
  await sendSheets(ctx, {
    name: 'surat-izin',
    title: word(line('helper.sheet.consentTitle')),
    pages: [consentPage(office, word)],
    caption: line('helper.sheet.consentCaption'),
  });
  await sendSheets(ctx, {
    name: 'lembar-pendaftaran',
    title: word(line('helper.sheet.formTitle')),
    pages: [formPage(office, word)],
    caption: line('helper.sheet.formCaption'),
  });
  await sendSheets(
    ctx,
    {
      name: 'lembar-angka',
      title: word(line('helper.sheet.figuresTitle')),
      pages: figuresPages(office, word, served),
      caption: line('helper.sheet.figuresCaption'),
    },
    [[button('helper.menu', helperMenuRoute.to())], [staffMenuButton]],
  );
}

type Words = (it: Line) => string;

function consentPage(office: string, word: Words): Drawn {
  const fields = (...keys: readonly TextKey[]): readonly string[] => keys.map((key) => word(line(key)));
  return consentSlips({
    office,
    title: word(line('helper.sheet.consentTitle')),
    paragraphs: word(readAloud)
      .split('\n')
      .filter((text) => text !== ''),
    fields: [
      fields('register.name.label', 'register.business.label', 'register.phone.label'),
      fields('helper.agreedOn.label', 'helper.witness.label', 'helper.sheet.helper'),
    ],
    signature: word(line('helper.sheet.signature')),
    footer: word(line('helper.sheet.consentFooter')),
  });
}

type Options = readonly TextKey[];

/** The questions of the registration as they are asked in the chat; the capital is only asked of a young business. */
const questions: readonly (readonly [label: TextKey, hint: TextKey, options?: Options])[] = [
  ['register.name.label', 'helper.sheet.hint.name'],
  ['register.salutation.label', 'common.blank', ['register.salutation.P', 'register.salutation.L']],
  ['register.kecamatan.label', 'helper.sheet.hint.kecamatan'],
  ['register.desa.label', 'helper.sheet.hint.desa'],
  ['register.business.label', 'helper.sheet.hint.business'],
  ['register.kind.label', 'helper.sheet.hint.kind', businessKinds.map((kind): TextKey => `kind.${kind}`)],
  ['register.started.label', 'helper.sheet.hint.started'],
  ['register.capital.label', 'helper.sheet.hint.capital'],
  ['register.workers.label', 'helper.sheet.hint.workers'],
  ['register.sales.label', 'helper.sheet.hint.sales'],
  ['register.nib.label', 'helper.sheet.hint.nib'],
  ['register.phone.label', 'helper.sheet.hint.phone'],
];

function formPage(office: string, word: Words): Drawn {
  let number = 0;
  return formSheet({
    office,
    title: word(line('helper.sheet.formTitle')),
    how: word(line('helper.sheet.formHow')),
    questions: questions.map(([label, hint, options = []]): FormSheet['questions'][number] => ({
      number: label === 'register.capital.label' ? undefined : ++number,
      label: word(line(label)),
      hint: word(line(hint)),
      options: options.map((it) => word(line(it))),
    })),
    footer: word(line('helper.sheet.figuresFooter')),
  });
}

function figuresPages(office: string, word: Words, served: readonly ServedBusiness[]): readonly Drawn[] {
  const column = (key: TextKey, part: number) => ({ header: word(line(key)), part });
  return lineSheet({
    office,
    title: word(line('helper.sheet.figuresTitle')),
    paragraphs: word(line('helper.sheet.figuresHow')).split('\n'),
    columns: [
      column('helper.sheet.number', 1.5),
      column('register.name.label', 5),
      column('register.business.label', 5),
      column('report.month.label', 3),
      column('helper.sheet.sales', 5),
      column('helper.sheet.toldBy', 4),
    ],
    rows: served.map(({ owner, business }, at) => [
      String(at + 1),
      word(ownerTitle(owner.name, owner.salutation)),
      business.name ?? '–',
    ]),
    least: FIGURE_LINES,
    footer: word(line('helper.sheet.figuresFooter')),
  });
}
