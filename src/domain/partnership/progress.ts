/** How far an application has come, and what an act makes of it: the table of its way, applied. */
import {
  isBound,
  needsBy,
  partnersTurn,
  statuses,
  wayOf,
  type Actor,
  type ApplicationStatus,
  type Course,
  type Step,
  type StepDetails,
} from './application.ts';

/** Where an application stands, with all that decides what may follow. */
export interface Progress {
  readonly status: ApplicationStatus;
  /** The partner was silent until the promised day: it is the office's turn. */
  readonly returned: boolean;
  /** Of a refused one: whose decision that was, or that a second officer has looked at it already. */
  readonly refusal: 'office' | 'partner' | 'reviewed' | undefined;
  /** The owner has asked that the Dinas's own decision is looked at again. */
  readonly reviewAsked: boolean;
  /** Members who have refused it: another one looks again. */
  readonly refusers: readonly string[];
  /** An agreement is in force. */
  readonly signed: boolean;
  /** Members who may not act: they have declared a relation, or it is their own. */
  readonly barred: readonly string[];
}

/** The steps that are open now to somebody, apart from who exactly it is. */
export function stepsOf(it: Progress, course: Course, by: Actor): readonly Step[] {
  const steps = wayOf(course)[it.status];
  return steps
    .filter((step) => step.by.includes(by) && isOpen(it, step))
    .map((step) => ({ ...step, needs: needsBy(step, by) }));
}

function isOpen(it: Progress, { only }: Step): boolean {
  switch (only) {
    case 'signed':
      return it.signed;
    case 'unsigned':
      return !isBound(it.status, it.signed);
    case 'silence':
      return !it.returned;
    case 'asked-again':
      return it.returned;
    case 'review':
      return it.refusal === 'office' && it.reviewAsked;
    default:
      return true;
  }
}

/** Of the steps of the office those that a member may take, or why another one has to. */
export function openTo(
  member: string,
  { barred, refusers }: Progress,
  steps: readonly Step[],
): { readonly steps: readonly Step[]; readonly another: 'barred' | 'same' | undefined } {
  if (steps.length > 0 && barred.includes(member)) return { steps: [], another: 'barred' };
  const own = steps.filter(({ only }) => only !== 'review' || !refusers.includes(member));
  return { steps: own, another: own.length < steps.length ? 'same' : undefined };
}

export interface Act {
  readonly to: ApplicationStatus;
  readonly by: Actor;
  /** Number of the member of the office or the partner. */
  readonly member?: string | undefined;
  readonly details: StepDetails;
}

/**
 * late: nothing of the kind can follow. incomplete: something is missing. barred, same: another officer has to. size: it
 * is not known to be smaller than the inti.
 */
export const stepRefusals = ['late', 'incomplete', 'barred', 'same', 'size'] as const;
export type Refusal = (typeof stepRefusals)[number];

/** Why this act is not possible; undefined when it is. */
export function refusalOfAct(it: Progress, course: Course, act: Act): Refusal | undefined {
  const step = stepsOf(it, course, act.by).find(({ to }) => to === act.to);
  if (step === undefined) return 'late';
  if (act.member !== undefined && it.barred.includes(act.member)) return 'barred';
  if (step.only === 'review' && act.member !== undefined && it.refusers.includes(act.member)) return 'same';
  const { details } = act;
  if (step.needs.some((need) => details[need] === undefined || (need === 'clear' && !details.clear)))
    return 'incomplete';
  return undefined;
}

/**
 * Where it stands after an act that {@link refusalOfAct} lets pass. Without a free seat an accepted one waits in line.
 */
export function after(it: Progress, act: Act, seatFree: boolean): Progress {
  const waits = act.to === 'accepted' && it.status !== 'accepted' && !seatFree;
  const status = waits ? 'waitlisted' : act.to;
  const own = it.status === 'submitted' || it.status === 'verified';
  const refused = status === 'refused';
  return {
    ...it,
    status,
    returned: act.by === 'clock' && status === it.status,
    refusal: !refused ? undefined : it.status === 'refused' ? 'reviewed' : own ? 'office' : 'partner',
    reviewAsked: false,
    refusers: refused && act.member !== undefined ? [...it.refusers, act.member] : it.refusers,
  };
}

/** What the owner can ask about a refusal: a second look at the Dinas's decision, or the partner's reason. */
export function askableAbout({ status, refusal, reviewAsked }: Progress): 'review' | 'reason' | undefined {
  if (status !== 'refused' || reviewAsked) return undefined;
  return refusal === 'office' ? 'review' : refusal === 'partner' ? 'reason' : undefined;
}

/** A company decides in its own time. */
const PARTNER_DAYS = 10;

/** States in which news are promised until a day, whoever's turn it is. */
export const promisedStatuses: readonly ApplicationStatus[] = statuses.filter(
  (status) => promisedDays({ status, returned: false }, 1) !== undefined,
);

/**
 * Working days in which the next news are promised: the office's own days while it is its turn, more while it is the
 * partner's. Undefined when nothing more is promised.
 */
export function promisedDays(
  { status, returned }: Pick<Progress, 'status' | 'returned'>,
  officeDays: number,
): number | undefined {
  if (status === 'submitted' || status === 'verified' || returned) return officeDays;
  return partnersTurn.includes(status) || status === 'agreement' ? PARTNER_DAYS : undefined;
}
