import { BarChart } from 'echarts/charts';
import { AriaComponent, GridComponent, LegendComponent, TitleComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { pngOf } from './png.ts';
import { shortRupiah, type ShortUnits } from './short-rupiah.ts';
import { printable, wrap, type TextStyle } from './svg.ts';

use([BarChart, AriaComponent, GridComponent, LegendComponent, TitleComponent, SVGRenderer]);

/** One row of the chart. `amount` in whole rupiah from 0; null = no report for this month. */
export interface ChartMonth {
  /** The month in words, short: "Okt 2026". */
  readonly label: string;
  readonly amount: number | null;
  readonly estimate: boolean;
}

/** The months of one business, oldest first; at most 12. */
export interface SalesChartData {
  readonly months: readonly ChartMonth[];
}

/** All words of the chart, in the language of whoever reads it. */
export interface SalesChartTexts {
  /** Usually the name of the business. */
  readonly title: string;
  /** For example "Penjualan 12 bulan terakhir". */
  readonly subtitle: string;
  /** Beside a month without a report: "belum ada laporan". */
  readonly noReport: string;
  /** The whole label of a reported zero: "Rp0". */
  readonly zero: string;
  /** Legend: "sesuai catatan" and "kira-kira". */
  readonly reported: string;
  readonly estimated: string;
  /** Before an estimated figure: "±". */
  readonly estimateMark: string;
  readonly units: ShortUnits;
}

const ink = '#1f2937';
const faint = '#6b7280';
const strong = '#0f766e';
const light = '#99d5cd';
const width = 720;
const rowHeight = 50;
const titleStyle: TextStyle = { size: 32, weight: 700 };

/**
 * The sales of up to 12 months as PNG, 720 px wide, below 60 KB: horizontal bars,
 * because twelve figures that one can read on a small phone do not fit beside
 * each other. A month without a report has no bar and says so; a zero has a
 * thin mark and its figure; an estimate is lighter, hatched and marked.
 */
export async function salesChart(data: SalesChartData, texts: SalesChartTexts): Promise<Buffer> {
  return pngOf(salesChartSvg(data, texts));
}

/** The chart as SVG; `salesChart` draws it. */
export function salesChartSvg({ months }: SalesChartData, texts: SalesChartTexts): string {
  if (months.length === 0 || months.length > 12) {
    throw new RangeError(`expected 1 to 12 months, got ${months.length}`);
  }
  const titles = wrap(texts.title, width - 56, titleStyle, 2);
  const top = 84 + titles.length * 40;
  const hasEstimate = months.some(({ amount, estimate }) => estimate && amount !== null);
  const height = top + months.length * rowHeight + (hasEstimate ? 76 : 24);
  const largest = Math.max(1, ...months.map(({ amount }) => amount ?? 0));
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height });
  try {
    chart.setOption({
      animation: false,
      backgroundColor: '#ffffff',
      textStyle: { fontFamily: 'Inter', color: ink },
      aria: { enabled: true, label: { enabled: false }, decal: { show: false } },
      title: {
        left: 28,
        top: 28,
        padding: 0,
        itemGap: 12,
        text: titles.join('\n'),
        subtext: printable(texts.subtitle),
        textStyle: { fontFamily: 'Inter', fontSize: 32, fontWeight: 700, lineHeight: 40, color: ink },
        subtextStyle: { fontFamily: 'Inter', fontSize: 23, color: faint },
      },
      ...(hasEstimate ? { legend: legendOf(texts) } : {}),
      grid: { left: 152, right: 156, top, height: months.length * rowHeight, containLabel: false },
      xAxis: { type: 'value', show: false, min: 0, max: largest },
      yAxis: {
        type: 'category',
        inverse: true,
        data: months.map(({ label }) => printable(label)),
        axisLine: { lineStyle: { color: '#9ca3af', width: 2 } },
        axisTick: { show: false },
        axisLabel: { fontFamily: 'Inter', fontSize: 23, color: ink, margin: 14, interval: 0 },
      },
      series: [
        figureSeries(months, texts, false),
        figureSeries(months, texts, true),
        barelessSeries(months, texts),
      ],
    });
    return chart.renderToSVGString();
  } finally {
    chart.dispose();
  }
}

function legendOf(texts: SalesChartTexts): object {
  return {
    left: 28,
    bottom: 22,
    padding: 0,
    itemGap: 36,
    itemWidth: 34,
    itemHeight: 22,
    selectedMode: false,
    data: [printable(texts.reported), printable(texts.estimated)],
    textStyle: { fontFamily: 'Inter', fontSize: 22, color: ink },
  };
}

const bars = {
  type: 'bar',
  silent: true,
  emphasis: { disabled: true },
  barWidth: 30,
  barGap: '-100%',
  barMinHeight: 5,
} as const;
const labels = {
  show: true,
  position: 'right',
  distance: 10,
  fontFamily: 'Inter',
  fontSize: 24,
  color: ink,
} as const;
const hatch = {
  symbol: 'rect',
  symbolSize: 1,
  color: strong,
  dashArrayX: [1, 0],
  dashArrayY: [3, 8],
  rotation: -Math.PI / 4,
};

/** The bars of one sort of figures; rows of the other sort stay empty, and both share the same place. */
function figureSeries(months: readonly ChartMonth[], texts: SalesChartTexts, estimated: boolean): object {
  const shown = months.map(({ amount, estimate }) =>
    estimate === estimated && amount !== 0 ? amount : null,
  );
  return {
    ...bars,
    name: printable(estimated ? texts.estimated : texts.reported),
    data: shown.map((amount) => amount ?? '-'),
    itemStyle: {
      color: estimated ? light : strong,
      borderRadius: [0, 5, 5, 0],
      ...(estimated ? { decal: hatch } : {}),
    },
    label: {
      ...labels,
      fontWeight: 600,
      formatter: ({ dataIndex }: { readonly dataIndex: number }) => {
        const amount = shown[dataIndex] ?? null;
        if (amount === null) return '';
        return marked(shortRupiah(amount, texts.units), estimated, texts);
      },
    },
  };
}

/** Months without a bar: a reported zero has a grey mark and its figure, a missing report only words. */
function barelessSeries(months: readonly ChartMonth[], texts: SalesChartTexts): object {
  return {
    ...bars,
    data: months.map(({ amount }) => {
      if (amount === null) return { value: 0, itemStyle: { color: 'transparent' }, label: { color: faint } };
      return amount === 0 ? { value: 0, itemStyle: { color: faint }, label: { fontWeight: 600 } } : '-';
    }),
    label: {
      ...labels,
      formatter: ({ dataIndex }: { readonly dataIndex: number }) => {
        const month = months[dataIndex];
        if (month === undefined || month.amount === null) return printable(texts.noReport);
        return marked(texts.zero, month.estimate, texts);
      },
    },
  };
}

function marked(figure: string, estimated: boolean, texts: SalesChartTexts): string {
  return printable(estimated ? `${texts.estimateMark} ${figure}` : figure);
}
