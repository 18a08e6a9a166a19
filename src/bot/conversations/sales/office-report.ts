import type { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { addMonths, monthOf, type Month, localDate } from '../../../domain/month/month.ts';
import { monthState } from '../../../domain/sales/report-months.ts';
import { line, named, type Line } from '../../../i18n.ts';
import { businessFor, type SeenBusiness } from '../../../services/people/find-business.ts';
import { recordByOffice, tellingWays } from '../../../services/sales/office-reports.ts';
import { tellers } from '../../../services/sales/sales.ts';
import { lockedMonths, reportsOf, type StoredReport } from '../../../services/sales/sales-history.ts';
import type { Services } from '../../../services/core/services.ts';
import { question, type Answers, type Form } from '../engine/form.ts';
import { fillOne } from '../engine/script.ts';
import { replyToMonthSaid } from '../questions/month-reply.ts';
import { money, MONEY_READER, replyToMoney } from '../questions/money.ts';
import { button, staffMenuButton } from '../../buttons.ts';
import { businessRoute, findRoute } from '../../routes/staff.ts';
import { choice, take } from '../engine/reply.ts';
import { wordsQuestion } from '../questions/words.ts';

/** The business that such a form is about, known before it begins. */
export const BUSINESS = { key: 'business', value: z.number().int() };

interface C {
  /** Undefined when there is none, or when it belongs to another kecamatan. */
  readonly found: SeenBusiness | undefined;
  readonly reports: readonly StoredReport[];
  readonly today: Temporal.PlainDate;
  readonly locks: readonly Month[];
  readonly openMonths: number;
}

const month = question<C, Month>({
  key: 'month',
  value: z.string().regex(/^\d{4}-\d{2}$/),
  ask: () => line('sales.record.month'),
  choices: (_answers, context) => {
    const running = monthOf(context.today);
    return [addMonths(running, -1), addMonths(running, -2)].map((it) => [
      choice(
        it,
        line(has(it, context) ? 'sales.record.month.has' : 'report.month.choice', { month: { month: it } }),
        take(it),
      ),
    ]);
  },
  read: (said, _answers, { today }) =>
    replyToMonthSaid(said, { today, take: (it) => take(it), provisional: true }),
  reader: 'month@1',
  hints: [line('sales.record.month.hint'), line('sales.record.month.hint')],
  label: 'sales.record.month.label',
  show: (value) => line('report.month.choice', { month: { month: value } }),
});

const has = (it: Month, { reports }: C): boolean => reports.some((report) => report.month === it);

function storedReport(answers: Answers, { reports }: C): StoredReport | undefined {
  return reports.find((report) => report.month === answers.of(month));
}

const amount = question<C, z.infer<typeof money>>({
  key: 'amount',
  value: money,
  dependsOn: ['month'],
  ask: (answers, context) => {
    const now = storedReport(answers, context);
    const about = { month: { month: answers.of(month) ?? '' } };
    return now === undefined
      ? line('sales.record.amount', about)
      : line('sales.record.amountNow', { ...about, now: { rupiahFull: now.amount } });
  },
  choices: () => [[choice('zero', line('sales.record.amount.zero'), take({ amount: 0, estimate: false }))]],
  read: (said, answers) =>
    replyToMoney(said, {
      confirm: (value, estimate) =>
        line(estimate ? 'sales.record.confirmEstimate' : 'sales.record.confirm', {
          amount: { rupiahFull: value },
          month: { month: answers.of(month) ?? '' },
        }),
      offerEstimate: true,
    }),
  reader: MONEY_READER,
  hints: [line('money.hint.none'), line('money.hint.secondPlain')],
  label: 'sales.record.amount.label',
  show: (value) =>
    line(value.estimate ? 'sales.record.amount.showEstimate' : 'sales.record.amount.show', {
      amount: { rupiahFull: value.amount },
    }),
});

const toldBy = question<C, (typeof tellers)[number]>({
  key: 'told',
  value: z.enum(tellers),
  ask: () => line('sales.record.told'),
  choices: () => tellers.map((it) => [choice(it, line(`sales.record.told.${it}`), take(it))]),
  hints: [line('common.buttons'), line('common.buttons')],
  label: 'sales.record.told.label',
  show: (value) => line(`sales.record.told.${value}`),
});

const how = question<C, (typeof tellingWays)[number]>({
  key: 'how',
  value: z.enum(tellingWays),
  ask: () => line('sales.record.how'),
  choices: () => [
    [
      choice('phone', line('sales.record.how.phone'), take('phone')),
      choice('whatsapp', line('sales.record.how.whatsapp'), take('whatsapp')),
    ],
    [
      choice('visit', line('sales.record.how.visit'), take('visit')),
      choice('paper', line('sales.record.how.paper'), take('paper')),
    ],
  ],
  hints: [line('common.buttons'), line('common.buttons')],
  label: 'sales.record.how.label',
  show: (value) => line(`sales.record.how.${value}`),
});

/** Asked where a figure stands already, or the month is closed. */
const reason = wordsQuestion<C>({
  key: 'reason',
  numbered: false,
  dependsOn: ['month'],
  when: (answers, context) => {
    const chosen = answers.of(month);
    if (chosen === undefined) return false;
    return (
      storedReport(answers, context) !== undefined ||
      monthState(chosen, context.today, context.locks, context.openMonths) === 'locked'
    );
  },
  ask: () => line('sales.record.reason'),
  words: { least: 3, most: 200 },
  hints: [line('sales.record.reason.hint')],
  label: 'sales.record.reason.label',
  show: (value) => named(value),
});

const result = z.object({
  kind: z.enum(['stored', 'same', 'gone']),
  business: z.number(),
  name: z.string(),
  month: z.string(),
  amount: z.number(),
  number: z.string(),
  version: z.number(),
});

/** *Catat laporan*: what somebody told the office, by whom and how; also the correction of a figure, with its reason. */
const officeReportForm: Form<C, Services, z.infer<typeof result>> = {
  name: 'office-report',
  version: 1,
  duty: 'sales',
  title: 'sales.record.title',
  brief: true,
  questions: [month, amount, toldBy, how, reason],
  review: { ask: line('sales.record.review'), send: line('sales.record.send') },
  heading: (_answers, { found }): Line | undefined =>
    found === undefined ? undefined : named(found.business.name ?? found.business.number ?? '–'),
  async load(services, who, answers, { now }) {
    const id = answers.of(BUSINESS);
    const found =
      id === undefined || who.member === undefined ? undefined : await businessFor(services, who.member, id);
    return {
      found,
      reports: found === undefined ? [] : await reportsOf(services, [found.business.id]),
      today: localDate(now, services.office.zone),
      locks: await lockedMonths(services),
      openMonths: services.office.reportOpenMonths,
    };
  },
  async submit(services, who, answers, { found }, draft) {
    const figure = answers.of(amount);
    const about = answers.of(month);
    const { member } = who;
    const told = answers.of(toldBy);
    const way = answers.of(how);
    const none = { business: 0, name: '', month: about ?? '', amount: 0, number: '', version: 0 };
    if (
      found === undefined ||
      member === undefined ||
      figure === undefined ||
      about === undefined ||
      told === undefined ||
      way === undefined
    )
      return { ...none, kind: 'gone' };
    const done = await recordByOffice(services, member, found, {
      month: about,
      amount: figure.amount,
      estimate: figure.estimate,
      toCheck: figure.toCheck ?? false,
      words: answers.stored(amount.key)?.words,
      confirmed: answers.stored(amount.key)?.confirmed,
      toldBy: told,
      how: way,
      reason: answers.of(reason),
      draftId: draft.id,
    });
    const base = { ...none, business: found.business.id, name: found.business.name ?? '–' };
    return done.kind === 'stored'
      ? {
          ...base,
          kind: 'stored',
          amount: done.report.amount,
          number: done.report.number,
          version: done.report.version,
        }
      : { ...base, kind: done.kind };
  },
  result,
  receipt: (done) => ({
    text:
      done.kind === 'stored'
        ? line('sales.record.done', {
            name: done.name,
            month: { month: done.month },
            amount: { rupiahFull: done.amount },
            number: done.number,
            version: done.version,
          })
        : line(`sales.record.${done.kind}`),
    buttons: [
      ...(done.business === 0 ? [] : [[button('sales.biz.back', businessRoute.to(done.business))]]),
      [button('sales.find.again', findRoute.to())],
      [staffMenuButton],
    ],
  }),
};

export const officeReportScript = fillOne(officeReportForm);
