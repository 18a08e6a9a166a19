import { FEWEST, roundedAmount } from '../domain/sales/suppression.ts';
import { areaSpread, type AreaSpread, type Share } from '../domain/partnership/area-spread.ts';
import type { Spread } from '../domain/partnership/quantile.ts';
import type { PaymentResult } from '../domain/partnership/trade.ts';
import type { JobsAdded } from '../domain/partnership/workforce.ts';
import type { ResultFigures } from '../domain/partnership/results.ts';
import { isTextKey, line, named, type Line, type TextKey } from '../i18n.ts';
import type { StoredResults } from '../services/partnership/results/results.ts';
import type { Services } from '../services/core/services.ts';
import { enough, isShareTold, shownAreas, shownResults, type ShownResults } from './result-shown.ts';

const blank = line('common.blank');
const percent = (share: number): number => Math.round(share * 100);

/**
 * The stored results of a scope in plain sentences, rounded; n and the rate of answers stand beside every figure. Sums
 * that would tell about somebody beside the sums of other scopes are left out.
 */
export function resultLines(services: Services, stored: StoredResults, scope: Line): readonly Line[] {
  const { office } = services;
  const { figures, last, takenAt } = stored;
  const { centre, islands, kecamatan } = office.areas;
  const spread = areaSpread(figures.areas, { centre, islands });
  const now = shownResults(services, stored);
  const { few, payment, support } = now;
  return [
    line('result.head', {
      scope: { line: scope },
      day: { date: figures.period.last },
      taken: { moment: takenAt.toISOString() },
    }),
    blank,
    ...(few ? [line('result.few')] : countLines(now)),
    ...(few
      ? []
      : [blank, ...spreadLines(now, spread, kecamatan.length), ...boughtLines(services, now, last.bought)]),
    ...(few ? [] : [blank, line('result.jobs.head'), ...shownJobs(services, now, last.jobs)]),
    ...(few ? [] : [blank, line('result.sales.head'), ...salesLines(figures, office.priceIndex?.source)]),
    ...(few ? [] : [blank, line('result.independence.head'), ...independenceLines(figures, now)]),
    ...titled('result.profit.head', few || figures.profit === undefined ? [] : [profitLine(figures.profit)]),
    ...titled('result.payment.head', paymentLines(payment)),
    ...titled(
      'result.support.head',
      support.map(({ kind, businesses, value }) => {
        const it = { kind: { line: line(`support.kind.${kind}`) }, count: { count: businesses } };
        return value === undefined
          ? line('result.support', it)
          : line('result.support.value', { ...it, amount: { rupiah: value } });
      }),
    ),
    blank,
    line('result.meaning.self'),
  ];
}

/** What a scope of results is called. */
export function scopeName({ office, programmes }: Services, scope: string): Line {
  const [kind, key = ''] = scope.split(':');
  if (kind === 'kecamatan')
    return line('result.scope.kecamatan', {
      name: office.areas.kecamatan.find(({ code }) => code === key)?.name ?? key,
    });
  if (kind === 'partner')
    return line('result.scope.partner', {
      name: programmes.known.find(({ partner }) => partner.id === key)?.partner.name ?? key,
    });
  if (kind === 'programme') {
    const programme = programmes.find(key);
    return programme === undefined ? named(key) : { local: programme.name };
  }
  return line('result.scope.all');
}

/** Form of PP 7/2021 art. 106. */
export function formName(form: string): Line {
  const key = `result.form.${form}`;
  return line(isTextKey(key) ? key : 'result.form.none');
}

/** A count, or that it is under five. */
const countSaid = (it: number | undefined): Line =>
  it === undefined ? line('result.count.few') : line('paper.figure', { count: { count: it } });

function countLines({ counts, forms }: ShownResults): readonly Line[] {
  const { unique, active, fresh, ended, cumulative } = counts;
  return [
    line('result.counts.head'),
    line('result.counts', {
      active: { line: countSaid(active) },
      unique: { line: countSaid(unique) },
      fresh: { line: countSaid(fresh) },
      ended: { line: countSaid(ended) },
      cumulative: { line: countSaid(cumulative) },
    }),
    ...forms.map(([form, count]) =>
      line('result.form', { form: { line: formName(form) }, count: { line: countSaid(count) } }),
    ),
    line('result.counts.note'),
  ];
}

/** Shares of partners, but those that would tell about fewer than five of them. */
function spreadLines({ counts }: ShownResults, it: AreaSpread, all: number): readonly Line[] {
  if (counts.unique === undefined) return [line('result.spread.head'), line('result.few')];
  const beside = (key: TextKey, { partners, registered }: Share): readonly Line[] =>
    partners === undefined || registered === undefined || !isShareTold(partners, it.partners)
      ? []
      : [line(key, { partners: percent(partners), registered: percent(registered) })];
  const alone = (key: TextKey, share: number | undefined): readonly Line[] =>
    share === undefined || !isShareTold(share, it.partners) ? [] : [line(key, { percent: percent(share) })];
  return [
    line('result.spread.head'),
    line('result.spread', { reached: it.reached, all }),
    ...alone('result.spread.top', it.topThree),
    line('result.spread.n', { partners: { count: it.partners }, registered: { count: it.registered } }),
    ...beside('result.spread.outside', it.outsideCentre),
    ...beside('result.spread.islands', it.islands),
    ...beside('result.spread.women', it.women),
    ...alone('result.spread.first', it.firstTime),
  ];
}

/** Results of an earlier month. */
type Earlier = Pick<StoredResults, 'figures' | 'shown'> | undefined;

const since = ({ figures }: NonNullable<Earlier>): Line =>
  line('result.earlier', { day: { date: figures.period.last } });

function boughtLines(services: Services, now: ShownResults, last: Earlier): readonly Line[] {
  const said = ({ bought }: ShownResults): readonly Line[] =>
    bought === undefined ? [] : [line('result.spread.bought', { amount: { rupiah: bought } })];
  if (now.bought !== undefined || last === undefined) return said(now);
  const before = said(shownResults(services, last));
  return before.length === 0 ? [] : [...before, since(last)];
}

function shownJobs(services: Services, now: ShownResults, last: Earlier): readonly Line[] {
  if (now.jobs !== undefined) return jobLines(now.jobs, now.lost);
  const before = last === undefined ? undefined : shownResults(services, last);
  return last === undefined || before?.jobs === undefined
    ? [line('result.hidden')]
    : [...jobLines(before.jobs, before.lost), since(last)];
}

function jobLines(jobs: JobsAdded, isBounded: boolean): readonly Line[] {
  const all = jobs.known + jobs.silent + jobs.withoutBaseline;
  const signed = (count: number): string => (count > 0 ? `+${count}` : String(count).replace('-', '−'));
  return [
    line('result.jobs', {
      change: signed(jobs.paid),
      male: signed(jobs.male),
      female: signed(jobs.female),
      ...knownOf(jobs.known, all),
    }),
    jobs.owner === undefined
      ? line('result.jobs.together', { family: signed(jobs.family), seasonal: signed(jobs.seasonal) })
      : line('result.jobs.apart', {
          owner: signed(jobs.owner),
          family: signed(jobs.family),
          seasonal: signed(jobs.seasonal),
        }),
    ...(jobs.silent === 0
      ? []
      : [
          isBounded
            ? line('result.jobs.silent', {
                count: { count: jobs.silent },
                worst: signed(jobs.worst),
                best: signed(jobs.best),
              })
            : line('result.jobs.silent.only', { count: { count: jobs.silent } }),
        ]),
    ...(jobs.withoutBaseline === 0
      ? []
      : [line('result.jobs.none', { count: { count: jobs.withoutBaseline } })]),
  ];
}

/** How many have told, of all that ever joined: the same "all" for every figure. */
const knownOf = (known: number, all: number) => ({
  known: { count: known },
  all: { count: all },
  percent: percent(all === 0 ? 0 : known / all),
});

/** "naik 12%", "turun 3%", "tetap" */
function changeLine(change: number): Line {
  const rounded = percent(change);
  if (rounded === 0) return line('result.zero');
  return line(rounded > 0 ? 'result.up' : 'result.down', { percent: Math.abs(rounded) });
}

function salesLines({ sales, counts }: ResultFigures, source: string | undefined): readonly Line[] {
  const { reported, season, deflated, usual, before, now, comparison } = sales;
  const short = (
    key: TextKey,
    it: Spread | undefined,
    more: Readonly<Record<string, string>> = {},
  ): readonly Line[] =>
    enough(it)
      ? [
          line(key, {
            median: { line: changeLine(it.median) },
            ...knownOf(it.known, counts.cumulative),
            ...more,
          }),
        ]
      : [];
  return [
    ...(enough(reported)
      ? [
          line('result.sales', {
            median: { line: changeLine(reported.median) },
            lower: { line: changeLine(reported.lowerQuartile) },
            upper: { line: changeLine(reported.upperQuartile) },
            ...knownOf(reported.known, counts.cumulative),
          }),
          ...(before === undefined || now === undefined
            ? []
            : [
                line('result.sales.amounts', {
                  before: { rupiah: roundedAmount(before) },
                  now: { rupiah: roundedAmount(now) },
                }),
              ]),
          ...boundLines(reported),
        ]
      : [line('result.few')]),
    ...short('result.sales.season', season),
    ...(source === undefined ? [] : short('result.sales.deflated', deflated, { source })),
    ...short('result.sales.usual', usual),
    ...(sales.withoutBaseline === 0
      ? []
      : [line('result.sales.none', { count: { count: sales.withoutBaseline } })]),
    ...(comparison === undefined || comparison.partners < FEWEST
      ? []
      : [
          line('result.sales.comparison', {
            ...knownOf(comparison.partners, counts.cumulative),
            change: { line: changeLine(comparison.partnersChange) },
            others: { count: comparison.others },
            othersChange: { line: changeLine(comparison.othersChange) },
          }),
        ]),
  ];
}

function boundLines({ unknown, worst, best }: Spread): readonly Line[] {
  if (unknown === 0) return [];
  return worst === undefined || best === undefined
    ? [line('result.sales.boundless')]
    : [
        line('result.sales.bounds', {
          worst: { line: changeLine(worst) },
          best: { line: changeLine(best) },
        }),
      ];
}

function independenceLines({ independence }: ResultFigures, { selling }: ShownResults): readonly Line[] {
  const { toOthers, buyers } = independence;
  const told = ({ known, unknown }: Spread) => knownOf(known, known + unknown);
  const lines = [
    ...(enough(toOthers)
      ? [line('result.independence.share', { share: percent(toOthers.median), ...told(toOthers) })]
      : []),
    ...(enough(buyers)
      ? [line('result.independence.buyers', { count: { count: buyers.median }, ...told(buyers) })]
      : []),
    ...(selling === undefined
      ? []
      : [
          line('result.independence.selling', {
            yes: { line: countSaid(selling.yes) },
            no: { line: countSaid(selling.no) },
            unknown: { line: countSaid(selling.unknown) },
          }),
        ]),
  ];
  return lines.length === 0 ? [line('result.few')] : lines;
}

const titled = (head: TextKey, lines: readonly Line[]): readonly Line[] =>
  lines.length === 0 ? [] : [blank, line(head), ...lines];

/** What businesses told of their profit in a year. */
const profitLine = ({ year, median, known, all }: NonNullable<ResultFigures['profit']>): Line =>
  line('result.profit', {
    year: String(year),
    amount: { rupiah: median },
    ...knownOf(known, all),
  });

/** How fast the partners pay. */
function paymentLines(payment: PaymentResult | undefined): readonly Line[] {
  if (payment === undefined) return [];
  const { days, paid, overdue } = payment;
  return [
    ...(days === undefined
      ? []
      : [line('result.payment', { days: { count: Math.round(days) }, paid: { count: paid } })]),
    ...(overdue === 0 ? [] : [line('result.payment.overdue', { count: { count: overdue } })]),
  ];
}

/** What each figure counts, for whoever has to answer for it. */
export const meaningLines: readonly Line[] = [
  line('result.meaning'),
  blank,
  line('result.meaning.active'),
  line('result.meaning.all'),
  line('result.meaning.spread'),
  line('result.meaning.jobs'),
  line('result.meaning.sales'),
  line('result.meaning.season'),
  line('result.meaning.bought'),
  line('result.meaning.independence'),
  line('result.meaning.payment'),
  line('result.meaning.profit'),
  line('result.meaning.support'),
  line('result.meaning.similar'),
];

/** Partners and what they bought in each kecamatan per 1,000 registered businesses, in one line each. */
export function areaLines(
  services: Services,
  stored: StoredResults,
  scope: string,
  all: ReadonlyMap<string, StoredResults>,
): readonly Line[] {
  const areas = shownAreas(services, stored, scope, all).filter(({ partners }) => partners > 0);
  const name = (code: string): string =>
    services.office.areas.kecamatan.find((it) => it.code === code)?.name ?? code;
  return [
    line('result.areas.head', { day: { date: stored.figures.period.last } }),
    blank,
    ...areas.map(({ kecamatan, partners, partnersPerThousand, boughtPerThousand }) => {
      if (partnersPerThousand === undefined) return line('result.areas.row.few', { name: name(kecamatan) });
      const it = {
        name: name(kecamatan),
        partners: { count: partners },
        share: { line: line('paper.figure', { count: { count: partnersPerThousand } }) },
      };
      return boughtPerThousand === undefined
        ? line('result.areas.row', it)
        : line('result.areas.row.bought', { ...it, amount: { rupiah: boughtPerThousand } });
    }),
    ...(areas.length === 0 ? [line('result.areas.none')] : []),
    blank,
    line(scope === 'all' ? 'result.areas.note' : 'result.areas.note.scope'),
  ];
}
