import { z } from 'zod';
import { readAs } from '../../../domain/words/read-as.ts';
import type { Programme } from '../../../domain/eligibility/programme.ts';
import type { AskKey, Known, NewAnswers } from '../../../services/people/eligibility.ts';
import type { Answers, StoredAnswer } from '../engine/form.ts';
import type { Json } from '../engine/json.ts';
import * as registration from '../questions/index.ts';

/** What is stored of a business, as answers to the questions of a check; null = asked, and not known. */
export function seedsOf({ business, facts }: Known): Readonly<Record<string, Json>> {
  const asked = (key: AskKey): Json | undefined => (facts.has(key) ? null : undefined);
  const {
    startedYear: year,
    startedMonth: month,
    workers,
    usualMonthlySales,
    capital,
    nibStatus,
    nib,
  } = business;
  const seeds: Readonly<Record<string, Json | undefined>> = {
    started: year === undefined ? asked('startedYear') : { year, ...(month === undefined ? {} : { month }) },
    month: year !== undefined && month === undefined ? asked('startedMonth') : undefined,
    workers: workers === undefined ? asked('workers') : { ...workers },
    sales:
      usualMonthlySales === undefined
        ? asked('class')
        : { amount: usualMonthlySales, estimate: business.usualEstimate },
    capital: capital === undefined ? asked('capital') : { amount: capital, estimate: true },
    nib:
      nib ??
      (nibStatus === 'has'
        ? 'later'
        : nibStatus === 'unknown'
          ? facts.has('nib')
            ? 'unknown'
            : undefined
          : nibStatus),
  };
  const answers = [...facts].flatMap(([key, value]): [string, Json][] =>
    key.startsWith('answer:')
      ? [[key.replace(':', '.'), value === null ? 'unknown' : value ? 'yes' : 'no']]
      : [],
  );
  return Object.fromEntries([
    ...Object.entries(seeds).flatMap(([key, value]): [string, Json][] =>
      value === undefined ? [] : [[key, value]],
    ),
    ...answers,
  ]);
}

/** The answers of this filling, and behind them what is stored already. */
export function withKnown(answers: Answers, seeds: Readonly<Record<string, Json>>): Answers {
  return {
    ...answers,
    of: (question) => {
      const given = answers.of(question);
      if (given !== undefined || answers.stored(question.key) !== undefined) return given;
      const known = question.value.safeParse(seeds[question.key]);
      return known.success ? known.data : undefined;
    },
  };
}

/** What this filling has added or changed; what was only shown again is left out. */
export function newFacts(
  answers: Answers,
  programmes: readonly Programme[],
): Pick<NewAnswers, 'business' | 'answers' | 'unknown'> {
  const unknown: AskKey[] = [];
  const given = (key: string, fact: AskKey): boolean => {
    const stored = answers.stored(key);
    if (stored === undefined || stored.reader === 'seed') return false;
    if (stored.open === 'skipped') unknown.push(fact);
    return stored.open === undefined || stored.open === 'skipped';
  };
  const started = answers.of(registration.started);
  const kind = answers.of(registration.kind);
  const nib = answers.of(registration.nib);
  const hasDigits = nib !== undefined && /^\d{13}$/.test(nib);
  const givesYear = given('started', 'startedYear');
  const givesMonth = given('month', 'startedMonth');
  const business: NewAnswers['business'] = {
    ...(given('kecamatan', 'kecamatan') ? { kecamatan: answers.of(registration.kecamatan) } : {}),
    ...(given('kind', 'kind') ? { kind: kind?.kind, kindWords: kind?.words } : {}),
    ...(givesYear ? { startedYear: started?.year } : {}),
    ...(givesYear || givesMonth
      ? { startedMonth: started?.month ?? answers.of(registration.startedMonth) }
      : {}),
    ...(given('workers', 'workers') ? { workers: answers.of(registration.workers) } : {}),
    ...(given('sales', 'class')
      ? { usualMonthlySales: answers.of(registration.sales)?.amount, usualEstimate: true }
      : {}),
    ...(given('capital', 'capital') ? { capital: answers.of(registration.capital)?.amount } : {}),
    ...(given('nib', 'nib') && nib !== undefined
      ? { nibStatus: hasDigits ? 'has' : readAs(status, nib), nib: hasDigits ? nib : undefined }
      : {}),
  };
  if (nib === 'unknown' && isNew(answers.stored('nib'))) unknown.push('nib');
  const questions = new Set(programmes.flatMap((programme) => programme.questions.map((it) => it.id)));
  const yesNo = [...questions].flatMap((id): [string, boolean | null][] => {
    const stored = answers.stored(`answer.${id}`);
    if (!isNew(stored) || stored?.open !== undefined) return [];
    return [[id, stored?.value === 'yes' ? true : stored?.value === 'no' ? false : null]];
  });
  return { business, answers: Object.fromEntries(yesNo), unknown };
}

const status = z.enum(['none', 'later', 'unknown']);

function isNew(stored: StoredAnswer | undefined): boolean {
  return stored !== undefined && stored.reader !== 'seed';
}
