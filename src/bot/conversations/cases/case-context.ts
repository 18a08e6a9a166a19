import type { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { localDate, type Zone } from '../../../domain/month/calendar.ts';
import type { HolidayYear } from '../../../domain/when/working-days.ts';
import { line, named, type Line } from '../../../i18n.ts';
import { caseFor, type OpenCase } from '../../../services/cases/case-desk.ts';
import { memberByNumber, type MemberRow } from '../../../services/office/members.ts';
import type { Services } from '../../../services/core/services.ts';
import type { Answers, Moment, Who } from '../engine/form.ts';
import type { Receipt } from '../../message.ts';
import { button } from '../../buttons.ts';
import { caseRoute, deskRoute } from '../../routes/staff.ts';

/** The case that such a form is about, known before it begins. */
export const CASE = { key: 'case', value: z.number().int() };

/** What the forms of the office about one case look up. */
export interface CaseContext {
  /** Undefined when there is none, or when it is not this member's to work on. */
  readonly it: OpenCase | undefined;
  readonly member: MemberRow | undefined;
  readonly now: Date;
  readonly today: Temporal.PlainDate;
  readonly zone: Zone;
  readonly holidays: readonly HolidayYear[];
}

export async function loadCase(
  services: Services,
  who: Who,
  answers: Answers,
  { now }: Moment,
): Promise<CaseContext> {
  const id = answers.of(CASE);
  const member = who.member === undefined ? undefined : await memberByNumber(services, who.member.number);
  return {
    member,
    it: id === undefined || member === undefined ? undefined : await caseFor(services, member, id),
    now,
    today: localDate(now, services.office.zone),
    zone: services.office.zone,
    holidays: services.office.holidays,
  };
}

export const caseHeading = (_answers: Answers, { it }: CaseContext): Line | undefined =>
  it === undefined ? undefined : named(it.number);

/** What is said after a step, with the way back to the case. */
export function backToCase(id: number | undefined, text: Line): Receipt {
  return {
    text,
    buttons: [
      ...(id === undefined ? [] : [[button('case.button.back', caseRoute.to(id))]]),
      [button('case.desk.back', deskRoute.to())],
    ],
  };
}

/** What is said after an answer to the owner; `until`, an ISO instant: it waits for the morning, or for a press. */
export function afterAnswer(id: number, until: string | undefined): Receipt {
  if (until === undefined) return backToCase(id, line('case.answer.done'));
  const { text, buttons } = backToCase(id, line('case.answer.later', { moment: { moment: until } }));
  return { text, buttons: [[button('case.answer.now', caseRoute.to(id, 'now'))], ...buttons] };
}

export const stepResult = z.object({
  kind: z.enum(['done', 'no']),
  case: z.number(),
  number: z.string(),
  status: z.string(),
});
export type StepDone = z.infer<typeof stepResult>;

/** What a step has led to, as a form keeps it. */
export function stepDone(
  id: number | undefined,
  step: { readonly kind: 'done'; readonly case: OpenCase } | { readonly kind: 'no' },
): StepDone {
  return step.kind === 'done'
    ? { kind: 'done', case: step.case.id, number: step.case.number, status: step.case.status }
    : { kind: 'no', case: id ?? 0, number: '', status: '' };
}
