import { localDate, type Month } from '../domain/month/month.ts';
import { monthsShown } from '../domain/sales/report-months.ts';
import { line, type Addressee, type Line, type Texts } from '../i18n.ts';
import { bankPaper } from '../reports/papers/bank-paper.ts';
import {
  bankSummary,
  type BankSummaryData,
  type BankSummaryTexts,
} from '../reports/pictures/bank-summary.ts';
import { pdfBytes, type PaperFrame } from '../reports/writers/pdf.ts';
import { ownerOf } from '../services/people/corrections.ts';
import { placeOfReport, reportedBusiness, type StoredReport } from '../services/sales/sales-history.ts';
import { type Services, todayOf } from '../services/core/services.ts';
import type { Pictures } from './pictures.ts';

/** The pictures of own figures, and the paper of them, by name; whoever orders one has checked its id. */
export const pictures: Pictures = async (services, texts, picture, id, to) => {
  const say = (text: Line): string => texts.plain(text, to);
  switch (picture) {
    case 'sales-chart': {
      const of = await placeOfReport(services, id);
      return of === undefined ? undefined : chart(services, say, of.businessId, of.month);
    }
    case 'bank-summary':
    case 'bank-paper': {
      const page = await bank(services, texts, to, id);
      if (page === undefined) return undefined;
      return picture === 'bank-summary'
        ? bankSummary(page.data, page.texts)
        : pdfBytes(frameOf(services, say, to, page), bankPaper(page.data, page.texts));
    }
    default:
      throw new Error(`expected sales-chart, bank-summary or bank-paper, got ${picture}`);
  }
};

/** The months of a picture, each with its report. */
function lastMonths(
  services: Services,
  reports: readonly StoredReport[],
  atLeast?: Month,
): readonly { readonly month: Month; readonly report: StoredReport | undefined }[] {
  const reported = reports.map(({ month }) => month);
  return monthsShown(reported, todayOf(services), atLeast).map((month) => ({
    month,
    report: reports.find((report) => report.month === month),
  }));
}

async function chart(
  services: Services,
  say: (text: Line) => string,
  businessId: number,
  month: Month,
): Promise<Uint8Array | undefined> {
  const found = await reportedBusiness(services, businessId);
  const months = lastMonths(services, found?.reports ?? [], month);
  // One bar tells nothing.
  if (found === undefined || months.filter(({ report }) => report !== undefined).length < 2) return undefined;
  // The library for charts takes half a second to load, which no start has to wait for.
  const { salesChart } = await import('../reports/pictures/sales-chart.ts');
  return salesChart(
    {
      months: months.map(({ month: of, report }) => ({
        label: say(line('report.chart.month', { month: { monthShort: of } })),
        amount: report?.amount ?? null,
        estimate: report !== undefined && (report.estimate || report.provisional),
      })),
    },
    {
      title: found.business.name ?? '–',
      subtitle: say(line('report.chart.subtitle')),
      noReport: say(line('report.chart.noReport')),
      zero: say(line('report.chart.zero')),
      reported: say(line('report.chart.reported')),
      estimated: say(line('report.chart.estimated')),
      estimateMark: say(line('report.chart.mark')),
      units: {
        thousand: say(line('report.unit.thousand')),
        million: say(line('report.unit.million')),
        billion: say(line('report.unit.billion')),
      },
    },
  );
}

/** What the summary for a bank says, as a picture and as a paper. */
interface BankPage {
  readonly data: BankSummaryData;
  readonly texts: BankSummaryTexts;
}

const frameOf = (
  { office, now }: Services,
  say: (text: Line) => string,
  { language }: Addressee,
  { data, texts }: BankPage,
): PaperFrame => ({
  title: texts.title,
  author: office.name,
  language,
  asOf: now(),
  footer: `${texts.title} · ${data.number} · ${data.asOf}`,
  page: (number) => say(line('paper.page', { number })),
});

async function bank(
  services: Services,
  texts: Texts,
  to: Addressee,
  businessId: number,
): Promise<BankPage | undefined> {
  const say = (text: Line): string => texts.plain(text, to);
  const found = await reportedBusiness(services, businessId);
  const months = lastMonths(services, found?.reports ?? []);
  if (found === undefined || months.length === 0) return undefined;
  const { business, ownerId } = found;
  const date = (day: Date): string =>
    say(line('report.bank.date', { date: { date: localDate(day, services.office.zone).toString() } }));
  const kecamatan = services.office.areas.kecamatan.find((it) => it.code === business.kecamatan)?.name;
  const desa = services.office.areas.desa.find((it) => it.code === business.desa)?.name;
  return {
    data: {
      businessName: business.name ?? '–',
      ownerName: (await ownerOf(services, ownerId)).name ?? '–',
      place: [desa, kecamatan].filter((it) => it !== undefined).join(', '),
      nib:
        business.nib ??
        say(line(`report.bank.nib.${business.nibStatus === 'has' ? 'later' : business.nibStatus}`)),
      number: business.number ?? '–',
      asOf: date(services.now()),
      months: months.map(({ month, report }) => ({
        label: say(line('report.month.name', { month: { month } })),
        amount: report?.amount ?? null,
        estimate: report !== undefined && (report.estimate || report.provisional),
        reportedOn: report === undefined ? null : date(report.updatedAt),
      })),
    },
    texts: {
      office: services.office.name,
      title: say(line('report.bank.title')),
      selfReported: say(line('report.bank.selfReported')),
      business: say(line('report.bank.business')),
      owner: say(line('report.bank.owner')),
      place: say(line('report.bank.place')),
      nib: say(line('report.bank.nib')),
      number: say(line('report.bank.number')),
      asOf: say(line('report.bank.asOf')),
      month: say(line('report.bank.month')),
      sales: say(line('report.bank.sales')),
      note: say(line('report.bank.note')),
      reportedOn: say(line('report.bank.reportedOn')),
      estimate: say(line('report.bank.estimate')),
      noReport: say(line('report.bank.noReport')),
      total: (count, estimates) =>
        say(
          estimates === 0
            ? line('report.bank.total', { months: count })
            : line('report.bank.totalRough', { months: count, estimates }),
        ),
      average: (count, estimates) =>
        say(
          estimates === 0
            ? line('report.bank.average', { months: count })
            : line('report.bank.averageRough', { months: count, estimates }),
        ),
      footer: [say(line('report.bank.footer1')), say(line('report.bank.footer2'))],
    },
  };
}
