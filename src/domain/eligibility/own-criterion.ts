/** Criteria that an officer puts together: the typed tests, with words that owners read. */
import type { Criterion, LocalText, Question, Test } from './programme.ts';

/** A yes/no question that nobody has asked before. */
interface OwnQuestion {
  readonly is: 'question';
  readonly ask: string;
  readonly wanted: boolean;
}

/** The tests that can be chosen; an answer to a question comes with the question. */
export type OwnTest = Exclude<Test, { readonly is: 'answer' | 'consent' }> | OwnQuestion;

export interface OwnCriterion {
  readonly test: OwnTest;
  readonly weight: Criterion['weight'];
  /** Where the rule stands; undefined for what office and company have agreed. */
  readonly law?: string | undefined;
  /** First and last day, YYYY-MM-DD. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

const text = (id: string, en: string): LocalText => ({ id, en });

type Texts = Criterion['texts'];

const TEXTS: Readonly<Record<Exclude<OwnTest['is'], 'question'>, Texts>> = {
  'age-at-least': {
    fulfilled: text(
      'Usaha ini sudah berjalan paling sedikit {months} bulan.',
      'This business has been running for at least {months} months.',
    ),
    'not-yet': text(
      'Usaha ini belum berjalan {months} bulan. Syarat ini terpenuhi mulai {date}.',
      'This business has not been running for {months} months yet. The condition is met from {date}.',
    ),
    unknown: text(
      'Belum diketahui sejak kapan usaha ini berjalan.',
      'It is not known yet since when this business has been running.',
    ),
  },
  'class-in': {
    fulfilled: text(
      'Usaha ini termasuk {class}, jadi cocok.',
      'This business counts as {class}, so it fits.',
    ),
    'not-yet': text(
      'Usaha ini termasuk {class}, jadi belum cocok. Program ini untuk {classes}.',
      'This business counts as {class}, so it does not fit yet. This programme is for {classes}.',
    ),
    unknown: text(
      'Besar usaha ini belum diketahui, karena angka penjualannya belum ada.',
      'The size of this business is not known, because there are no sales figures yet.',
    ),
  },
  'kecamatan-in': {
    fulfilled: text(
      'Tempat usaha di Kecamatan {kecamatan}, termasuk wilayah program ini.',
      'The place of business is in Kecamatan {kecamatan}, within the area of this programme.',
    ),
    'not-yet': text(
      'Tempat usaha di Kecamatan {kecamatan}, di luar wilayah program ini.',
      'The place of business is in Kecamatan {kecamatan}, outside the area of this programme.',
    ),
    unknown: text(
      'Kecamatan tempat usaha belum diketahui.',
      'The kecamatan of the business is not known yet.',
    ),
  },
  'kind-in': {
    fulfilled: text(
      'Jenis usahanya {kind}, sesuai dengan program ini.',
      'The kind of business is {kind}, which fits this programme.',
    ),
    'not-yet': text(
      'Jenis usahanya {kind}. Program ini untuk {kinds}.',
      'The kind of business is {kind}. This programme is for {kinds}.',
    ),
    unknown: text('Jenis usahanya belum diketahui.', 'The kind of business is not known yet.'),
  },
  nib: {
    fulfilled: text(
      'Usaha ini sudah punya NIB (Nomor Induk Berusaha).',
      'This business has an NIB (business identification number).',
    ),
    'not-yet': text(
      'Usaha ini belum punya NIB (Nomor Induk Berusaha). Mengurusnya gratis dan bisa dibantu.',
      'This business has no NIB (business identification number) yet. Getting one is free, and there is help.',
    ),
    unknown: text(
      'Belum diketahui apakah usaha ini punya NIB (Nomor Induk Berusaha).',
      'It is not known yet whether this business has an NIB (business identification number).',
    ),
  },
  'workers-at-least': {
    fulfilled: text(
      'Ada {workers} orang yang bekerja, paling sedikit {limit}.',
      '{workers} people work there, at least {limit} are asked for.',
    ),
    'not-yet': text(
      'Baru ada {workers} orang yang bekerja. Program ini minta paling sedikit {limit}.',
      'Only {workers} people work there. This programme asks for at least {limit}.',
    ),
    unknown: text(
      'Jumlah orang yang bekerja belum diketahui.',
      'How many people work there is not known yet.',
    ),
  },
  'workers-at-most': {
    fulfilled: text(
      'Ada {workers} orang yang bekerja, paling banyak {limit}.',
      '{workers} people work there, at most {limit} may.',
    ),
    'not-yet': text(
      'Ada {workers} orang yang bekerja. Program ini untuk paling banyak {limit}.',
      '{workers} people work there. This programme is for at most {limit}.',
    ),
    unknown: text(
      'Jumlah orang yang bekerja belum diketahui.',
      'How many people work there is not known yet.',
    ),
  },
  'reported-at-least': {
    fulfilled: text(
      'Penjualan sudah dilaporkan {reported} bulan.',
      'Sales of {reported} months are reported.',
    ),
    'not-yet': text(
      'Penjualan baru dilaporkan {reported} bulan. Yang diminta {months} bulan.',
      'Sales of only {reported} months are reported. {months} months are asked for.',
    ),
    unknown: text(
      'Jumlah bulan yang dilaporkan belum diketahui.',
      'The number of reported months is not known yet.',
    ),
  },
};

/** Whoever reads the answer sees the question; what looks like a placeholder of ours is none. */
function questionTexts(ask: string): Texts {
  const asked = withoutBraces(ask);
  return {
    fulfilled: text(`Jawabannya cocok: "${asked}"`, `The answer fits: "${asked}"`),
    'not-yet': text(`Jawabannya belum cocok: "${asked}"`, `The answer does not fit yet: "${asked}"`),
    unknown: text(`Belum dijawab: "${asked}"`, `Not answered yet: "${asked}"`),
  };
}

/** Braces would stand for a parameter. */
export const withoutBraces = (words: string): string => words.replaceAll(/[{}]/g, '');

/**
 * A criterion of a programme, with its question where it has one. `id` is unique within the programme; `question` in
 * all programmes, since the same id means the same question everywhere.
 */
export function makeCriterion(
  { test, weight, law, from, to }: OwnCriterion,
  ids: { readonly id: string; readonly question: string },
): { readonly criterion: Criterion; readonly question: Question | undefined } {
  const shared = {
    id: ids.id,
    weight,
    active: true,
    source:
      law === undefined
        ? { law: 'Ketentuan Dinas dan perusahaan mitra', standing: 'read' as const }
        : { law, standing: 'believed' as const },
    ...(from === undefined ? {} : { validFrom: from }),
    ...(to === undefined ? {} : { validTo: to }),
  };
  if (test.is !== 'question')
    return { criterion: { ...shared, test, texts: TEXTS[test.is] }, question: undefined };
  return {
    criterion: {
      ...shared,
      test: { is: 'answer', question: ids.question, wanted: test.wanted },
      texts: questionTexts(test.ask),
    },
    question: { id: ids.question, ask: { id: withoutBraces(test.ask) } },
  };
}
