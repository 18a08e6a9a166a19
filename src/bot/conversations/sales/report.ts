import { z } from 'zod';
import { shortName } from '../../../domain/people/name.ts';
import { readReportLine } from '../../../domain/sales/report-line.ts';
import { line, type Line } from '../../../i18n.ts';
import { askForProfit } from '../../../services/partnership/agreements/profits.ts';
import { askForPhotos } from '../../../services/people/photos.ts';
import { recordReport } from '../../../services/sales/sales.ts';
import type { StoredReport } from '../../../services/sales/sales-history.ts';
import type { Services, Transaction } from '../../../services/core/services.ts';
import type { Answers, AnyQuestion, Form, StoredAnswer, SubmittedDraft, Who } from '../engine/form.ts';
import type { Receipt } from '../../message.ts';
import { fillOne, fillOneOf } from '../engine/script.ts';
import { MONEY_READER } from '../questions/money.ts';
import {
  businessName,
  businessOf,
  isLocked,
  keys,
  loadReport,
  monthIn,
  replaceable,
  type ReportContext,
} from './report-context.ts';
import { already } from './report-already.ts';
import type { Style } from './report-amount.ts';
import { business, month } from './report-month.ts';
import { partnerQuestions, storePartnerSales } from './report-partner.ts';
import { reportReceipt, reportResult, resultOf, type ReportResult } from './report-receipt.ts';
import { seedOf, isUnnamed } from './report-told.ts';
import { salesQuestions } from './report-sales.ts';
import { salesAnswer, zeroReasonOf } from './report-zero.ts';
import { workersAnswer, workersQuestions } from './report-workers.ts';
import { menuButton } from '../../buttons.ts';
import { peopleLine } from '../../../reports/business-lines.ts';

type C = ReportContext;

/** Several businesses: the one that is meant stands over every question. */
function heading(answers: Answers, context: C): Line | undefined {
  if (context.businesses.length < 2 || businessOf(answers, context) === undefined) return undefined;
  return line('report.heading', { business: businessName(answers, context) });
}

function speaker(
  _answers: Answers,
  { person }: C,
): { readonly salutation?: 'L' | 'P' | undefined; readonly shortName?: string | undefined } {
  if (person === undefined) return {};
  return {
    salutation: person.salutation,
    shortName: person.name === undefined ? undefined : shortName(person.name),
  };
}

/** The words of a figure counted from days stand in two answers. */
function wordsOf(answers: Answers, stored: StoredAnswer | undefined): string | undefined {
  const [perDay, days] = ['sales.day', 'sales.days'].map((key) => answers.stored(key));
  if (typeof perDay?.value !== 'number' || typeof days?.value !== 'number') return stored?.words;
  if (perDay.value * days.value !== answers.of(salesAnswer)?.amount) return stored?.words;
  return `${perDay.words ?? perDay.value} × ${days.words ?? days.value}`;
}

function submitReport(style: Style): Form<C, Services, ReportResult>['submit'] {
  return async (
    services: Transaction,
    who: Who,
    answers: Answers,
    context: C,
    draft: SubmittedDraft,
  ): Promise<ReportResult> => {
    const own = businessOf(answers, context);
    const figure = answers.of(salesAnswer);
    if (own === undefined || context.person === undefined) return { kind: 'gone' };
    if (figure === undefined) throw new Error('expected an amount before a report is sent');
    const stored = answers.stored(keys.sales);
    const words = wordsOf(answers, stored);
    const recorded = await recordReport(services, {
      personId: context.person.id,
      accountId: who.accountId,
      businessId: own.business.id,
      month: monthIn(answers, context),
      amount: figure.amount,
      estimate: figure.estimate,
      provisional: answers.of(keys.provisional) ?? false,
      toCheck: figure.toCheck ?? false,
      zeroReason: zeroReasonOf(answers),
      // A business that has closed was said to be empty after its workers had been answered.
      workers: zeroReasonOf(answers) === 'closed' ? undefined : answers.of(workersAnswer),
      source: style,
      words,
      reader: words === undefined ? (stored?.reader ?? 'button') : MONEY_READER,
      confirmed: stored?.confirmed,
      draftId: draft.id,
    });
    if (recorded.kind === 'stored') await storePartnerSales(services, answers, context, recorded.report);
    if (recorded.kind === 'stored' && recorded.before === undefined)
      await askForPhotos(services, {
        accountId: who.accountId,
        personId: context.person.id,
        businessId: own.business.id,
      });
    const isPartner = context.partners.some(({ businessId }) => businessId === own.business.id);
    const profitOf =
      recorded.kind === 'stored' && isPartner ? await askForProfit(services, own.business.id) : undefined;
    return {
      ...resultOf(recorded, answers, context, draft.now),
      ...(profitOf === undefined ? {} : { profitOf }),
    };
  };
}

const unnumbered = (question: AnyQuestion<C>): AnyQuestion<C> => ({ ...question, numbered: false });

/** The edited line of a report is read anew; which month the bot had asked for stays. */
const retell: Form<C, Services, ReportResult>['retell'] = {
  keys: [keys.monthTold, keys.salesTold],
  read: (text, answers, context) => {
    const told = readReportLine(text, context.today);
    if (told === undefined) return undefined;
    const known = answers.stored(keys.monthTold)?.value ?? {};
    return seedOf(
      told,
      context.businesses.map((it) => it.business),
      isUnnamed(known) ? known : {},
    );
  },
};

const common = {
  version: 1,
  figures: true,
  heading,
  speaker,
  load: loadReport,
  result: reportResult,
  receipt: reportReceipt,
} as const;

/** The report question by question: business, month, sales, who works there, review. */
export const guidedReport: Form<C, Services, ReportResult> = {
  ...common,
  name: 'report',
  retell,
  title: 'report.title',
  goOn: 'report.goOn',
  questions: [business, month, already, ...salesQuestions('guided'), ...workersQuestions],
  more: partnerQuestions,
  review: {
    ask: line('report.review.ask'),
    send: line('common.button.send'),
    about: (answers, context) =>
      context.businesses.length > 1
        ? []
        : [line('report.review.business', { business: businessName(answers, context) })],
    // A correction and a figure for a closed month were confirmed with everything that they change.
    when: (answers, context) => replaceable(answers, context) === undefined && !isLocked(answers, context),
  },
  submit: submitReport('guided'),
};

/** "lapor 2,5 jt": what was written is confirmed and sent; who works there stays not reported. */
export const lineReport: Form<C, Services, ReportResult> = {
  ...common,
  name: 'report-line',
  retell,
  title: 'report.title',
  brief: true,
  questions: [
    business,
    month,
    already,
    ...salesQuestions('line'),
    ...workersQuestions.filter((it) => it.key !== workersAnswer.key),
    laterWorkers(),
  ].map(unnumbered),
  submit: submitReport('line'),
};

/** The workers are asked for in a one-line report only when a correction asks for it. */
function laterWorkers(): AnyQuestion<C> {
  const workers = workersQuestions.find((it) => it.key === workersAnswer.key);
  if (workers === undefined) throw new Error(`expected a question named ${workersAnswer.key}`);
  return { ...workers, when: (answers) => answers.has(keys.changed) };
}

const peopleResult = z.object({
  kind: z.enum(['stored', 'open', 'locked', 'gone']),
  month: z.string(),
  number: z.string(),
  dueOn: z.string(),
  male: z.number(),
  female: z.number(),
});
type PeopleResult = z.infer<typeof peopleResult>;

/** *Isi yang bekerja* after a one-line report: one question, the figure stays as it is. */
export const peopleOfReport: Form<C, Services, PeopleResult> = {
  ...common,
  name: 'report-people',
  title: 'report.people.title',
  brief: true,
  figures: false,
  questions: workersQuestions.map((it) =>
    unnumbered(it.key === workersAnswer.key ? { ...it, when: () => true } : it),
  ),
  submit: async (services, who, answers, context, draft) => {
    const people = answers.of(workersAnswer);
    const report = reportIn(answers, context);
    const base = {
      month: monthIn(answers, context),
      number: '',
      dueOn: '',
      male: people?.male ?? 0,
      female: people?.female ?? 0,
    };
    if (report === undefined || context.person === undefined) return { ...base, kind: 'gone' };
    if (people === undefined) return { ...base, kind: 'open' };
    const { amount, estimate, provisional, toCheck, zeroReason, businessId, source } = report;
    const recorded = await recordReport(services, {
      personId: context.person.id,
      accountId: who.accountId,
      businessId,
      month: report.month,
      amount,
      estimate,
      provisional,
      toCheck,
      zeroReason,
      workers: people,
      source,
      words: answers.stored(workersAnswer.key)?.words,
      reader: 'people@1',
      confirmed: answers.stored(workersAnswer.key)?.confirmed,
      draftId: draft.id,
    });
    return recorded.kind === 'locked'
      ? { ...base, kind: 'locked', number: recorded.number, dueOn: recorded.dueOn }
      : { ...base, kind: recorded.kind };
  },
  result: peopleResult,
  receipt: peopleReceipt,
};

function reportIn(answers: Answers, context: C): StoredReport | undefined {
  const month = answers.of(keys.month);
  return businessOf(answers, context)?.reports.find((report) => report.month === month);
}

function peopleReceipt(done: PeopleResult): Receipt {
  const buttons = [[menuButton]];
  if (done.kind === 'gone') return { text: line('report.business.gone'), buttons };
  if (done.kind === 'open') return { text: line('report.people.open'), buttons };
  const month = { month: { month: done.month } };
  if (done.kind === 'stored')
    return { text: line('report.people.receipt', { ...month, people: { line: peopleLine(done) } }), buttons };
  return {
    ...reportReceipt({ kind: 'locked', number: done.number, dueOn: done.dueOn, month: done.month }),
    figures: false,
    buttons,
  };
}

const partnerResult = z.object({ kind: z.enum(['stored', 'gone']) });

/** *Isi yang ke mitra* after a one-line report: what of the figure went to the company. */
export const partnerOfReport: Form<C, Services, z.infer<typeof partnerResult>> = {
  ...common,
  name: 'report-partner',
  title: 'support.sold.title',
  brief: true,
  questions: [],
  more: partnerQuestions,
  submit: async (services, _who, answers, context) => {
    const report = reportIn(answers, context);
    if (report === undefined || context.person === undefined) return { kind: 'gone' };
    await storePartnerSales(services, answers, context, report);
    return { kind: 'stored' };
  },
  result: partnerResult,
  receipt: ({ kind }) => ({
    text: line(kind === 'gone' ? 'report.business.gone' : 'support.sold.done'),
    buttons: [[menuButton]],
    figures: true,
  }),
};

export const report = fillOneOf(
  fillOne(guidedReport),
  fillOne(lineReport),
  fillOne(peopleOfReport),
  fillOne(partnerOfReport),
);
