import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import type { Month } from '../../../domain/month/month.ts';
import { line } from '../../../i18n.ts';
import {
  recordAssisted,
  servedBusinesses,
  type AssistedOutcome,
} from '../../../services/helpers/assistance.ts';
import { forgetDraft } from '../../../services/core/drafts.ts';
import { lockedMonths } from '../../../services/sales/sales-history.ts';
import type { Teller } from '../../../services/sales/sales.ts';
import type { Services } from '../../../services/core/services.ts';
import type { Form } from '../engine/form.ts';
import type { Receipt } from '../../message.ts';
import { fillOne } from '../engine/script.ts';
import { ownerOfPlace } from './figures.ts';
import {
  LIST,
  type Telling,
  TOLD,
  type ReportContext,
  month,
  monthIn,
  list,
  told,
  partnerQuestions,
} from './report-questions.ts';
import { partnersOf } from '../sales/report-context.ts';
import { answerTo } from '../sales/report-partner.ts';
import { doubt } from './report-doubt.ts';
import { button } from '../../buttons.ts';
import { helperMenuRoute, monthListRoute } from '../../routes/staff.ts';

export const REPORT = 'helper-report';

/** The businesses of the list in their order, fixed when it is opened: numbers never come to mean somebody else. */
export const ORDER = { key: 'order', value: z.array(z.number().int()) };

const toldBy: Readonly<Record<Telling, Teller>> = {
  met: 'owner',
  phone: 'owner',
  family: 'family',
  note: 'owner',
};

const result = z.object({
  month: z.string(),
  stored: z.number(),
  changed: z.number(),
  same: z.number(),
  /** Who was left out, and why. */
  left: z.array(z.object({ number: z.number(), why: z.enum(['locked', 'unfinished', 'gone']) })),
});
type Result = z.infer<typeof result>;

/** *Laporan bulan ini*: the figures of all owners of a helper in one message, with one confirmation. */
const assistedReport: Form<ReportContext, Services, Result> = {
  name: REPORT,
  version: 1,
  duty: 'assist',
  title: 'helper.report.title',
  brief: true,
  figures: true,
  questions: [month, list, doubt, told],
  more: partnerQuestions,
  heading: (_answers, { places }) => {
    const [only, ...others] = places;
    return only === undefined || others.length > 0
      ? undefined
      : line('helper.heading', { owner: { line: ownerOfPlace(only.served) } });
  },
  load: async (services, who, answers, moment) => {
    const ids = answers.of(ORDER) ?? [];
    const served = who.member === undefined ? [] : await servedBusinesses(services, who.member, ids);
    return {
      today: Temporal.PlainDate.from(moment.today),
      places: ids.map((id, at) => ({
        number: at + 1,
        served: served.find(({ business }) => business.id === id),
      })),
      locks: await lockedMonths(services),
      partners: await partnersOf(services, ids),
      openMonths: services.office.reportOpenMonths,
    };
  },
  submit: async (services, who, answers, { partners }, draft) => {
    const { member } = who;
    const how = answers.of(TOLD);
    const read = answers.of(LIST);
    if (member === undefined || how === undefined || read === undefined)
      throw new Error('expected a helper and a confirmed list before figures are stored');
    const ids = answers.of(ORDER) ?? [];
    const outcomes = await recordAssisted(
      services,
      member,
      read.entries.flatMap(({ number, words, amount, estimate, toCheck }) => {
        const businessId = ids[number - 1];
        return businessId === undefined || amount === undefined
          ? []
          : [
              {
                businessId,
                month: monthIn(answers),
                amount,
                estimate,
                toCheck: toCheck ?? false,
                words,
                toldBy: toldBy[how],
                confirmed: how,
                toPartners: partners.flatMap((it) => {
                  const sold = it.businessId === businessId ? answers.of(answerTo(it)) : undefined;
                  return sold === undefined ? [] : [{ agreementId: it.agreementId, amount: sold.amount }];
                }),
              },
            ];
      }),
    );
    // Ten owners stand in this draft; what was said about each stands with its figure.
    await forgetDraft(services, draft.id);
    return resultOf(outcomes, ids, monthIn(answers));
  },
  result,
  receipt,
};

function resultOf(outcomes: readonly AssistedOutcome[], ids: readonly number[], month: Month): Result {
  const count = (kind: AssistedOutcome['kind']): number => outcomes.filter((it) => it.kind === kind).length;
  return {
    month,
    stored: count('new'),
    changed: count('changed'),
    same: count('same'),
    left: outcomes.flatMap(({ businessId, kind }) =>
      kind === 'locked' || kind === 'unfinished' || kind === 'gone'
        ? [{ number: ids.indexOf(businessId) + 1, why: kind }]
        : [],
    ),
  };
}

function receipt(done: Result): Receipt {
  const values = {
    month: { month: done.month },
    stored: { count: done.stored },
    changed: { count: done.changed },
    same: { count: done.same },
  };
  return {
    text: line('helper.report.done', values),
    lines: done.left.map(({ number, why }) => line(`helper.report.left.${why}`, { number })),
    buttons: [
      [button('helper.menu.list', monthListRoute.to())],
      [button('report.receipt.hide', 'hide-figures')],
      [button('helper.menu', helperMenuRoute.to())],
    ],
    figures: true,
  };
}

export const assistedReportScript = fillOne(assistedReport);
