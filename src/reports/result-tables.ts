import { isTextKey } from '../i18n.ts';
import {
  resultFingerprint,
  storedResults,
  type StoredResults,
} from '../services/partnership/results/results.ts';
import { column, type Report, type Row, type Source } from './report.ts';
import { formName } from './result-lines.ts';
import { shownAreas, shownResults } from './result-shown.ts';

interface Results {
  readonly scope: string;
  readonly fingerprint: string;
  readonly own: StoredResults;
  /** Of the same month, by scope. */
  readonly all: ReadonlyMap<string, StoredResults>;
}

/** The stored results that something is made from: those that it was ordered with, and no others. */
export async function resultsOf({ services, period, results }: Source): Promise<Results> {
  if (period === undefined || results === undefined)
    throw new Error('expected an order that names stored results, got none');
  const all = await storedResults(services, period.last);
  const own = all.get(results.scope);
  if (own === undefined || resultFingerprint(all) !== results.fingerprint)
    throw new Error(`expected the results ${results.scope} of ${period.last} as they were ordered`);
  return { ...results, own, all };
}

/** The figures that a partner asks for, each with n and what it means; what is hidden in the results is hidden here. */
export const resultTable: Report = {
  key: 'result-table',
  title: 'paper.results.table.title',
  hasPeriod: true,
  byKecamatan: true,
  duty: 'dashboard',
  formats: ['xlsx'],
  columns: () => [
    column('indicator', 'text', 50),
    column('figure', 'number', 22),
    column('known', 'number', 10),
    column('outOf', 'number', 10),
    column('meaning', 'text', 70),
  ],
  count: () => Promise.resolve(indicators.length),
  async *pages(source) {
    yield resultRows(source, (await resultsOf(source)).own);
  },
};

const indicators = [
  'unique',
  'active',
  'fresh',
  'ended',
  'cumulative',
  'paid',
  'female',
  'male',
  'owner',
  'family',
  'seasonal',
  'before',
  'now',
  'change',
  'bought',
  'days',
] as const;

/** Rows of {@link resultTable}. */
export function resultRows({ services, word }: Source, stored: StoredResults): readonly Row[] {
  const { cumulative } = stored.figures.counts;
  const { counts, jobs, sales, before, now, bought, payment } = shownResults(services, stored);
  const workers = {
    known: jobs?.known,
    outOf: jobs === undefined ? undefined : cumulative,
  };
  const sold = {
    known: sales?.known,
    outOf: sales === undefined ? undefined : cumulative,
  };
  const figures: Readonly<Record<(typeof indicators)[number], Row>> = {
    unique: { figure: counts.unique },
    active: { figure: counts.active },
    fresh: { figure: counts.fresh },
    ended: { figure: counts.ended },
    cumulative: { figure: counts.cumulative },
    paid: { figure: jobs?.paid, ...workers },
    female: { figure: jobs?.female, ...workers },
    male: { figure: jobs?.male, ...workers },
    owner: { figure: jobs?.owner, ...workers },
    family: { figure: jobs?.family, ...workers },
    seasonal: { figure: jobs?.seasonal, ...workers },
    before: { figure: before, ...sold },
    now: { figure: now, ...sold },
    change: { figure: sales === undefined ? undefined : Math.round(sales.median * 100), ...sold },
    bought: { figure: bought },
    days: {
      figure: payment?.days === undefined ? undefined : Math.round(payment.days),
      known: payment?.paid,
    },
  };
  return indicators.map((key): Row => {
    const meaning = `paper.results.${key}.meaning`;
    const { figure, ...more } = figures[key];
    return {
      indicator: word(`paper.results.${key}`),
      figure: figure ?? word('paper.results.hidden'),
      ...more,
      meaning: isTextKey(meaning) ? word(meaning) : undefined,
    };
  });
}

/** Partners of each kecamatan beside its registered businesses. */
export const areaTable: Report = {
  key: 'result-areas',
  title: 'paper.results.areas.title',
  hasPeriod: true,
  byKecamatan: true,
  duty: 'dashboard',
  formats: ['xlsx'],
  columns: () => [
    column('kecamatan', 'text', 24),
    column('registeredCount', 'number', 16),
    column('partners', 'number', 12),
    column('partnersPerThousand', 'number', 20),
    column('boughtPerThousand', 'rupiah', 26),
  ],
  count: ({ services }) => Promise.resolve(services.office.areas.kecamatan.length),
  async *pages(source) {
    yield areaRows(source, await resultsOf(source));
  },
};

/** Rows of {@link areaTable}; of a kecamatan only its own. */
export function areaRows({ services, word }: Source, { scope, own, all }: Results): readonly Row[] {
  return shownAreas(services, own, scope, all)
    .filter(
      ({ kecamatan, partners }) => partners > 0 || scope === `kecamatan:${kecamatan}` || scope === 'all',
    )
    .map(({ kecamatan, registered, partners, partnersPerThousand, boughtPerThousand }) => ({
      kecamatan: services.office.areas.kecamatan.find(({ code }) => code === kecamatan)?.name ?? kecamatan,
      registeredCount: registered,
      partners: partnersPerThousand === undefined ? word('paper.results.hidden') : partners,
      partnersPerThousand: partnersPerThousand ?? word('paper.results.hidden'),
      boughtPerThousand: boughtPerThousand ?? word('paper.results.hidden'),
    }));
}

/**
 * Every partnership programme of the results with its company, as Peraturan Menteri Investasi/BKPM 1/2022 (changed by
 * 3/2025) has them listed. Only the names of its documents were read; every other column says that it is not verified.
 */
export const partnershipTable: Report = {
  key: 'partnership-table',
  title: 'paper.results.list.title',
  hasPeriod: true,
  byKecamatan: true,
  duty: 'dashboard',
  formats: ['xlsx'],
  columns: () => [
    column('intiName', 'text', 36),
    column('programme', 'text', 40),
    column('partnershipForm', 'text', 24),
    column('activeCount', 'number', 18),
    column('everCount', 'number', 18),
    column('boughtValue', 'rupiah', 22),
    column('commitment', 'text', 36),
    column('businessAccord', 'text', 36),
  ],
  count: ({ services }) => Promise.resolve(services.programmes.known.length),
  async *pages(source) {
    yield partnershipRows(source, await resultsOf(source));
  },
};

/** Rows of {@link partnershipTable}; none for a kecamatan, since programmes are counted as a whole. */
export function partnershipRows({ services, word }: Source, { scope, all }: Results): readonly Row[] {
  const [kind, key] = scope.split(':');
  return [...all].flatMap(([other, stored]): readonly Row[] => {
    const [what, id = ''] = other.split(':');
    const programme = what === 'programme' ? services.programmes.find(id) : undefined;
    const meant = kind === 'all' || other === scope || (kind === 'partner' && programme?.partner.id === key);
    if (programme === undefined || !meant) return [];
    const { counts, bought } = shownResults(services, stored);
    return [
      {
        intiName: programme.partner.name,
        programme: word({ local: programme.name }),
        partnershipForm: word(formName(programme.form ?? '')),
        activeCount: counts.active ?? word('paper.results.hidden'),
        everCount: counts.cumulative ?? word('paper.results.hidden'),
        boughtValue: bought ?? word('paper.results.hidden'),
      },
    ];
  });
}
