import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import type { Prisma } from '../../../../prisma/client/client.ts';
import { localDate } from '../../../domain/month/calendar.ts';
import { instantAt } from '../../../domain/when/dates.ts';
import { figuresOf, type SideFigures, type Targets } from '../../../domain/partnership/evaluation.ts';
import type { CaseKind } from '../../cases/cases.ts';
import { codecs } from '../../core/codecs.ts';
import type { Services } from '../../core/services.ts';
import type { Redaction } from '../../people/redaction.ts';
import { agreementOf, inForce } from '../agreements/agreements.ts';
import type { EvaluationOf } from './evaluations.ts';
import { isOwed, shipmentsOf } from '../agreements/shipments.ts';

/** What happened in the years of an evaluation, from the rows of both sides. */
export interface EvaluationFigures {
  /** Undefined once the text of the agreement is gone. */
  readonly targets: Targets | undefined;
  readonly owner: SideFigures;
  readonly partner: SideFigures;
  /** Deliveries of which the two say different things, and those that are still owed. */
  readonly differing: number;
  readonly owed: number;
  /** Support, without what has to be given back. */
  readonly supports: {
    readonly promised: number;
    /** As the company says, and as the owner or a signed paper says. */
    readonly handedOver: number;
    readonly received: number;
    readonly denied: number;
  };
  readonly complaints: { readonly all: number; readonly open: number };
}

/** Cases in which one side is not content. */
const COMPLAINTS: readonly CaseKind[] = ['one-sided', 'support-missing', 'agreement-question', 'ending'];

const count = z.number().int();
const side = z
  .object({
    deliveries: count,
    quantity: count.optional(),
    value: count,
    paid: count,
    daysToPay: z.number().optional(),
  })
  .transform((it): SideFigures => ({ ...it, quantity: it.quantity, daysToPay: it.daysToPay }));
const targets = z.object({
  monthlyQuantity: count.nullable(),
  yearlyValue: count.nullable(),
  ownTargets: z.string().nullable(),
  noTargets: z.string().nullable().default(null),
});
const kept = codecs.json<EvaluationFigures>(
  z
    .object({
      targets: targets.optional(),
      owner: side,
      partner: side,
      differing: count,
      owed: count,
      supports: z.object({ promised: count, handedOver: count, received: count, denied: count }),
      complaints: z.object({ all: count, open: count }),
    })
    .transform((it) => ({ ...it, targets: it.targets })),
);

const placeOf = ({ id }: Pick<EvaluationOf['evaluation'], 'id'>): string => `evaluation:${id}:figures`;

/** The column that keeps what was evaluated as it was. */
export async function figuresColumn(
  services: Services,
  it: EvaluationOf,
): Promise<{ readonly figures: Uint8Array<ArrayBuffer> }> {
  const text = kept.encode(await countNow(services, it));
  return { figures: services.seal.encrypt(placeOf(it.evaluation), text) };
}

export interface EvaluatedFigures {
  readonly figures: EvaluationFigures;
  /** What the rows of both sides say by now, where that is something else. */
  readonly now: EvaluationFigures | undefined;
}

/** What was evaluated, and beside it what was corrected since; before the meeting what the rows say now. */
export async function evaluatedFigures(services: Services, it: EvaluationOf): Promise<EvaluatedFigures> {
  const now = await countNow(services, it);
  const row = await services.db.evaluation.findUnique({
    where: { id: it.evaluation.id },
    select: { figures: true, agreement: { select: { application: { select: { personId: true } } } } },
  });
  const sealed = row?.figures ?? undefined;
  const text = sealed === undefined ? undefined : services.seal.tryDecrypt(placeOf(it.evaluation), sealed);
  if (text === undefined) return { figures: now, now: undefined };
  // An erasure took rows away: what is left corrects nothing.
  const isErased = row?.agreement.application.personId === null;
  return { figures: kept.decode(text), now: isErased || kept.encode(now) === text ? undefined : now };
}

/**
 * Takes a person out of evaluations, of which the figures stay: the minutes go, and so do targets in own words. To be
 * called before names are gone.
 */
export async function forgetEvaluations(
  { db, seal }: Services,
  whose: Prisma.ApplicationWhereInput,
  redaction: Redaction,
): Promise<void> {
  const rows = await db.evaluation.findMany({
    where: { agreement: { application: whose } },
    select: { id: true, figures: true, partnerLetter: true },
  });
  for (const { id, figures: sealed, partnerLetter } of rows) {
    const text = sealed === null ? undefined : seal.tryDecrypt(placeOf({ id }), sealed);
    const figures = text === undefined ? undefined : kept.decode(text);
    const left =
      figures?.targets === undefined
        ? figures
        : { ...figures, targets: { ...figures.targets, ownTargets: null, noTargets: null } };
    await db.evaluation.update({
      where: { id },
      data: {
        meeting: null,
        partnerLetter: partnerLetter === null ? null : redaction.everything(partnerLetter),
        figures: left === undefined ? null : seal.encrypt(placeOf({ id }), kept.encode(left)),
      },
    });
  }
}

async function countNow(
  services: Services,
  { evaluation, application }: EvaluationOf,
): Promise<EvaluationFigures> {
  const { db, office } = services;
  const { agreementId: id, fromOn, untilOn } = evaluation;
  const within = (day: string): boolean => fromOn <= day && day <= untilOn;
  const shipments = (await shipmentsOf(services, { id })).filter(({ sentOn }) => within(sentOn));
  const supports = (await db.support.findMany({ where: { agreementId: id, repaid: false } })).filter(
    ({ promisedAt }) => within(localDate(promisedAt, office.zone).toString()),
  );
  const start = (day: Temporal.PlainDate): Date => instantAt(day, new Temporal.PlainTime(), office.zone);
  const complaints = await db.case.findMany({
    where: {
      office: office.key,
      kind: { in: [...COMPLAINTS] },
      details: { path: ['application'], equals: application.id },
      createdAt: {
        gte: start(Temporal.PlainDate.from(fromOn)),
        lt: start(Temporal.PlainDate.from(untilOn).add({ days: 1 })),
      },
    },
    select: { status: true },
  });
  const terms = inForce(await agreementOf(services, application))?.terms;
  return {
    targets:
      terms === undefined
        ? undefined
        : {
            monthlyQuantity: terms.monthlyQuantity,
            yearlyValue: terms.yearlyValue,
            ownTargets: terms.ownTargets,
            noTargets: terms.noTargets,
          },
    owner: figuresOf(shipments, 'owner'),
    partner: figuresOf(shipments, 'partner'),
    differing: shipments.filter(({ differs }) => differs).length,
    owed: shipments.filter((it) => isOwed(services, it)).length,
    supports: {
      promised: supports.length,
      handedOver: supports.filter(({ handedOverAt }) => handedOverAt !== null).length,
      received: supports.filter(({ status }) => status === 'received').length,
      denied: supports.filter(({ status, deniedAt }) => status !== 'received' && deniedAt !== null).length,
    },
    complaints: {
      all: complaints.length,
      open: complaints.filter(({ status }) => status === 'open').length,
    },
  };
}
