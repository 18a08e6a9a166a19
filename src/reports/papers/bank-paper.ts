import { rupiahDigits } from '../../domain/money/rupiah-words.ts';
import { bankFigures, type BankSummaryData, type BankSummaryTexts } from '../pictures/bank-summary.ts';
import type { Block } from '../writers/pdf.ts';

/** *Rekap untuk bank* as a file: it says what the picture of it says, and can be searched, printed and handed in. */
export function bankPaper(data: BankSummaryData, texts: BankSummaryTexts): readonly Block[] {
  const figures = bankFigures(data.months);
  const money = (amount: number | null): string => (amount === null ? '–' : rupiahDigits(amount));
  return [
    { kind: 'heading', text: texts.office },
    { kind: 'title', text: texts.title },
    { kind: 'heading', text: texts.selfReported },
    {
      kind: 'pairs',
      rows: [
        [texts.business, data.businessName],
        [texts.owner, data.ownerName],
        [texts.place, data.place],
        [texts.nib, data.nib],
        [texts.number, data.number],
        [texts.asOf, data.asOf],
      ],
    },
    {
      kind: 'table',
      columns: [
        { header: texts.month, share: 3 },
        { header: texts.sales, share: 3 },
        { header: texts.note, share: 2 },
        { header: texts.reportedOn, share: 3 },
      ],
      rows: data.months.map(({ label, amount, estimate, reportedOn }) => [
        label,
        amount === null ? texts.noReport : rupiahDigits(amount),
        amount !== null && estimate ? texts.estimate : '',
        reportedOn ?? '–',
      ]),
    },
    {
      kind: 'pairs',
      rows: [
        [texts.total(figures.months, figures.estimates), money(figures.months === 0 ? null : figures.total)],
        [texts.average(figures.months, figures.estimates), money(figures.average)],
      ],
    },
    { kind: 'note', text: texts.footer.join('\n') },
  ];
}
