/**
 * The way of an application, as a table: which step follows which, who takes it, and what it cannot be taken without.
 * Whatever does not stand in it is not possible.
 */
import { Temporal } from 'temporal-polyfill';
import type { Programme } from '../eligibility/programme.ts';

export const statuses = [
  'submitted',
  'verified',
  'forwarded',
  /** Uji contoh. */
  'sample',
  /** Pesanan percobaan. */
  'trial',
  'waitlisted',
  'accepted',
  'refused',
  'agreement',
  'active',
  'finished',
  /** Mandiri: it needs the partnership no more. */
  'independent',
  /** Diakhiri, by one side or both. */
  'ended',
  /** A loan that was paid out, and one that was paid back. */
  'disbursed',
  'repaid',
  'withdrawn',
] as const;
export type ApplicationStatus = (typeof statuses)[number];

/** Who takes a step. What the partner says, the office may write down. */
export type Actor = 'office' | 'partner' | 'owner' | 'clock';

/** Who has ended a running partnership. */
export const enders = ['owner', 'partner', 'both'] as const;

/** What is written down with a step. */
export interface StepDetails {
  /** Why; the owner reads it. */
  readonly reason?: string | undefined;
  /** The officer declares to have no family tie to the applicant and no interest. */
  readonly clear?: boolean | undefined;
  /** YYYY-MM-DD: of the sample, the order, or the end. */
  readonly day?: string | undefined;
  readonly quantity?: string | undefined;
  /** Whole rupiah, of the whole order. */
  readonly price?: number | undefined;
  /** What came of the sample or order before. */
  readonly result?: string | undefined;
  /** Whether the trial order was paid. */
  readonly paid?: boolean | undefined;
  readonly endedBy?: (typeof enders)[number] | undefined;
  /** Whole rupiah that are still owed; 0: nothing. */
  readonly unpaid?: number | undefined;
  /** The agreement in force, by its number or its first day; nobody writes it down with the step. */
  readonly paper?: string | undefined;
  /** The letter in which the company said so, where the office writes it down. */
  readonly letter?: string | undefined;
}
export type Need = Exclude<keyof StepDetails, 'paper'>;

/** How long the words of a step are, in characters. */
export const stepWords = {
  result: { least: 3, most: 200 },
  quantity: { least: 1, most: 80 },
  reason: { least: 5, most: 300 },
  letter: { least: 3, most: 80 },
} as const satisfies Partial<Record<Need, { readonly least: number; readonly most: number }>>;

/** Whether a step can name this day: one from today on and within two years, of an end also one of the last year. */
export function isStepDay(
  to: ApplicationStatus,
  day: Temporal.PlainDate,
  today: Temporal.PlainDate,
): boolean {
  const first = to === 'ended' ? today.subtract({ years: 1 }) : today;
  return (
    Temporal.PlainDate.compare(day, first) >= 0 &&
    Temporal.PlainDate.compare(day, today.add({ years: 2 })) <= 0
  );
}

/** What a programme asks for on the way; its version of the day of applying. */
export type Course = Pick<Programme, 'kind' | 'trial'>;

export interface Step {
  readonly to: ApplicationStatus;
  readonly by: readonly Actor[];
  readonly needs: readonly Need[];
  /**
   * asked-again: after the partner's silence. silence: the promised day of the partner has passed. review: the second
   * look at the Dinas's own decision. seat: one is free. signed: an agreement is in force, since without one nothing
   * runs (UU 20/2008 art. 34). unsigned: none is yet.
   */
  readonly only?: 'asked-again' | 'silence' | 'review' | 'seat' | 'signed' | 'unsigned';
}

const OFFICE: readonly Actor[] = ['office'];
const PARTNER: readonly Actor[] = ['partner', 'office'];

const checked: readonly Step[] = [{ to: 'refused', by: OFFICE, needs: ['reason', 'clear'] }];
/** The partner chooses among those it got; it may be silent, and asked again. */
const chosen = (status: ApplicationStatus, ...needs: readonly Need[]): readonly Step[] => [
  { to: 'refused', by: PARTNER, needs: ['reason', ...needs] },
  { to: status, by: ['clock'], needs: [], only: 'silence' },
  { to: status, by: OFFICE, needs: [], only: 'asked-again' },
];
const ending: Step = { to: 'ended', by: OFFICE, needs: ['endedBy', 'day', 'unpaid', 'reason'] };
const withdrawal: Step = { to: 'withdrawn', by: ['owner'], needs: [], only: 'unsigned' };
const sample: Step = { to: 'sample', by: PARTNER, needs: ['day', 'quantity'] };
const trial = (...needs: readonly Need[]): Step => ({
  to: 'trial',
  by: PARTNER,
  needs: [...needs, 'day', 'quantity', 'price'],
});
const accepted = (...needs: readonly Need[]): Step => ({ to: 'accepted', by: PARTNER, needs });

type Way = Readonly<Record<ApplicationStatus, readonly Step[]>>;

export function wayOf({ kind, trial: asked }: Course): Way {
  const loan = kind === 'funding';
  const wantsSample = !loan && asked?.sample === true;
  const wantsOrder = !loan && asked?.order === true;
  const disbursed: Step = { to: 'disbursed', by: PARTNER, needs: [] };
  const repaid: Step = { to: 'repaid', by: PARTNER, needs: [] };
  return {
    submitted: [{ to: 'verified', by: OFFICE, needs: ['clear'] }, ...checked, withdrawal],
    verified: [{ to: 'forwarded', by: OFFICE, needs: [] }, ...checked, withdrawal],
    forwarded: [wantsSample ? sample : wantsOrder ? trial() : accepted(), ...chosen('forwarded'), withdrawal],
    sample: [wantsOrder ? trial('result') : accepted('result'), ...chosen('sample'), withdrawal],
    trial: [accepted('result', 'paid'), ...chosen('trial', 'paid'), withdrawal],
    waitlisted: [
      { to: 'accepted', by: ['clock'], needs: [], only: 'seat' },
      { to: 'refused', by: PARTNER, needs: ['reason'] },
      withdrawal,
    ],
    accepted: [
      loan ? disbursed : { to: 'agreement', by: OFFICE, needs: [] },
      ...chosen('accepted'),
      withdrawal,
    ],
    refused: [
      { to: 'verified', by: OFFICE, needs: ['reason', 'clear'], only: 'review' },
      { to: 'refused', by: OFFICE, needs: ['reason', 'clear'], only: 'review' },
    ],
    agreement: [
      ...(loan ? [disbursed] : [{ to: 'active', by: OFFICE, needs: [], only: 'signed' } as const, ending]),
      withdrawal,
    ],
    active: loan
      ? [repaid]
      : [{ to: 'finished', by: OFFICE, needs: [] }, { to: 'independent', by: OFFICE, needs: [] }, ending],
    disbursed: loan ? [repaid] : [],
    finished: [],
    independent: [],
    ended: [],
    repaid: [],
    withdrawn: [],
  };
}

/** What somebody has to write down with a step: the office also where it has the company's word from. */
export const needsBy = ({ by: takers, needs }: Step, by: Actor): readonly Need[] =>
  by === 'office' && takers.includes('partner') ? [...needs, 'letter'] : needs;

/** What has to be written down with a step, wherever it is open. */
export function needsOf(
  course: Course,
  from: ApplicationStatus,
  to: ApplicationStatus,
  by: Actor,
): readonly Need[] {
  const step = wayOf(course)[from].find((it) => it.to === to);
  return step === undefined ? [] : needsBy(step, by);
}

/** Of what was said about a step, only what it needs. */
export function onlyNeeded(needs: readonly Need[], it: StepDetails): StepDetails {
  const one = <N extends Need>(need: N): StepDetails[N] => (needs.includes(need) ? it[need] : undefined);
  return {
    reason: one('reason'),
    clear: one('clear'),
    day: one('day'),
    quantity: one('quantity'),
    price: one('price'),
    result: one('result'),
    paid: one('paid'),
    endedBy: one('endedBy'),
    unpaid: one('unpaid'),
    letter: one('letter'),
  };
}

const of = (...some: readonly ApplicationStatus[]): readonly ApplicationStatus[] => some;

/** Where a company itself takes an application. */
export const partnerSteps = ['sample', 'trial', 'accepted', 'refused', 'disbursed', 'repaid'] as const;

/** After these one may apply again. */
export const over = of('refused', 'finished', 'independent', 'ended', 'repaid', 'withdrawn');
/** A contract runs or money was paid out: it says how it ends, not the owner alone. */
export const running = of('active', 'disbursed');
/** An agreement can be signed here, and binds from then on. */
export const signing = of('accepted', 'agreement');
/** The company makes or keeps a contract with them. */
export const contracting = of('agreement', ...running);
/** The partner has the data, and no contract that runs says that it may keep them. */
export const withPartner = of('forwarded', 'sample', 'trial', 'waitlisted', ...signing);
/** They hold one of the seats of a programme. */
export const seated = of(...signing, ...running);
/** It is the partner's turn. */
export const partnersTurn = of('forwarded', 'sample', 'trial', 'accepted');

/** Whether a contract says how it ends. `signed`: an agreement is in force, both sides have said yes to it. */
export const isBound = (status: ApplicationStatus, signed: boolean): boolean =>
  running.includes(status) || (signed && signing.includes(status));

/** Until the agreement is signed an owner can withdraw alone; afterwards the contract says how. */
export const canWithdraw = (status: ApplicationStatus, signed: boolean): boolean =>
  !over.includes(status) && !isBound(status, signed);
