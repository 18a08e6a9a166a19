import { line, type Line } from '../../../i18n.ts';
import type { Transaction } from '../../../services/core/services.ts';
import { recordPartnerSale } from '../../../services/partnership/agreements/partner-sales.ts';
import { question, type Answers, type AnyQuestion, type Question } from '../engine/form.ts';
import { choice, hint, leave, take } from '../engine/reply.ts';
import { money, MONEY_READER, replyToMoney, type Money } from '../questions/money.ts';
import { businessOf, keys, type PartnerOfBusiness, type ReportContext } from './report-context.ts';
import { salesAnswer } from './report-zero.ts';

type C = ReportContext;

/** Where the answer about a company stands. */
export const answerTo = ({ agreementId }: Pick<PartnerOfBusiness, 'agreementId'>) => ({
  key: `partner.${agreementId}`,
  value: money,
});

/** What was sold in the month: as it was just said, or as it stands. */
function soldIn(answers: Answers, context: C): number {
  const said = answers.of(salesAnswer)?.amount;
  const month = answers.of(keys.month);
  return said ?? businessOf(answers, context)?.reports.find((it) => it.month === month)?.amount ?? 0;
}

/** How much of a figure went to one company: nothing, all of it, or an amount that is no more than the figure. */
export function soldToQuestion<C>({
  partner,
  sold,
  skip,
  ...rest
}: Pick<Question<C>, 'key' | 'dependsOn' | 'when' | 'ask'> & {
  readonly partner: string;
  readonly sold: (answers: Answers, context: C) => number;
  /** For whoever tells it of somebody else, and may not know. */
  readonly skip?: Line;
}): AnyQuestion<C> {
  return question<C, Money>({
    ...rest,
    value: money,
    numbered: false,
    choices: (answers, context) => [
      [
        choice('none', line('support.sold.none'), take({ amount: 0, estimate: false })),
        choice('all', line('support.sold.all'), take({ amount: sold(answers, context), estimate: false })),
      ],
      ...(skip === undefined ? [] : [[choice('skip', skip, leave('skipped'))]]),
    ],
    read: (said, answers, context) => {
      const most = sold(answers, context);
      const reply = replyToMoney(said, {
        confirm: (amount) => line('support.sold.confirm', { partner, amount: { rupiahFull: amount } }),
        offerEstimate: true,
      });
      const isMore =
        reply.kind === 'propose' &&
        reply.options.some((option) => (money.safeParse(option.value).data?.amount ?? 0) > most);
      return isMore ? hint(line('support.sold.more', { amount: { rupiah: most } })) : reply;
    },
    reader: MONEY_READER,
    hints: [line('money.hint.none'), line('money.hint.secondPlain')],
    label: 'support.sold.label',
    show: ({ amount }) => line('support.sold.show', { partner, amount: { rupiah: amount } }),
  });
}

/** One question for each company that the business delivers to; of anybody else it is never asked. */
export function partnerQuestions({ partners }: C): readonly AnyQuestion<C>[] {
  return partners.map((it) =>
    soldToQuestion<C>({
      key: answerTo(it).key,
      partner: it.partner,
      dependsOn: [keys.business.key, keys.sales],
      when: (answers, context) =>
        businessOf(answers, context)?.business.id === it.businessId && soldIn(answers, context) > 0,
      ask: () => line('support.sold.ask', { partner: it.partner }),
      sold: soldIn,
    }),
  );
}

/** Companies of the business of this report that were not asked about. */
export function unasked(answers: Answers, context: C): readonly PartnerOfBusiness[] {
  const own = businessOf(answers, context)?.business.id;
  return context.partners.filter((it) => it.businessId === own && answers.of(answerTo(it)) === undefined);
}

/** Stores the answers with the month. */
export async function storePartnerSales(
  services: Transaction,
  answers: Answers,
  { partners }: C,
  report: { readonly id: number; readonly businessId: number },
): Promise<void> {
  for (const it of partners) {
    const amount = answers.of(answerTo(it))?.amount;
    if (amount !== undefined && it.businessId === report.businessId)
      await recordPartnerSale(services, { reportId: report.id, agreementId: it.agreementId, amount });
  }
}
