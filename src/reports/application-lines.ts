import type { Programme } from '../domain/eligibility/programme.ts';
import {
  statuses,
  type ApplicationStatus,
  type Need,
  type Step,
  type StepDetails,
} from '../domain/partnership/application.ts';
import { needsSecond } from '../domain/partnership/decision.ts';
import { line, type Line, type TextKey } from '../i18n.ts';
import type { GroupOf } from '../services/partnership/applications/application-group.ts';
import type { Application } from '../services/partnership/applications/applications.ts';
import type { Stepped } from '../services/partnership/steps/application-steps.ts';
import type { Decided } from '../services/partnership/steps/decisions.ts';
import type { Entered } from '../services/partnership/steps/partner-letters.ts';
import { detailLines } from './step-lines.ts';

/** A company as it calls itself in short: what stands in brackets at the end of its name. */
export function partnerInShort(name: string | undefined): string {
  return /\(([^()]{2,12})\)$/.exec(name ?? '')?.[1] ?? name ?? '–';
}

export function programmeName(programme: Programme | undefined): Line {
  return programme === undefined ? line('common.noWords') : { local: programme.name };
}

/** Under which number the company knows the owner. */
export const vendorLines = ({ vendorNumber: number }: Pick<Application, 'vendorNumber'>): readonly Line[] =>
  number === undefined ? [] : [line('candidate.vendor', { number })];

/** A status in the words of the office. */
export const stateName = (status: string): Line => {
  const known = statuses.find((it) => it === status);
  return known === undefined ? line('common.noWords') : line(`application.state.${known}`);
};

/** What became of a step that a company wants. */
export const decidedText = (decided: Decided, number: string): Line =>
  decided.kind === 'waits'
    ? line(`candidate.waits.${decided.for}`, { number })
    : decided.kind === 'unknown'
      ? line('candidate.gone')
      : steppedText(decided, number);

/** What became of a step, for the officer who took it. */
export function steppedText(done: Stepped, number: string): Line {
  if (done.kind === 'unknown') return line('application.refuse.unknown');
  const values = { number, state: { line: stateName(done.status) } };
  if (done.kind !== 'done') return line(`application.${done.kind}`, values);
  return line('partnership.lines', {
    lines: {
      paragraphs: [
        line('application.done', values),
        ...(done.dueOn === null ? [] : [line('application.done.due', { day: { day: done.dueOn } })]),
        line(done.told ? 'application.done.told' : 'application.done.call'),
      ],
    },
  });
}

/** For whom a step of the office holds, where it was applied for together. */
export function groupLines({ id }: Application, of: GroupOf | undefined): readonly Line[] {
  if (of === undefined) return [];
  return [
    line('common.blank'),
    line(of.lead.id === id ? 'application.group.lead' : 'application.group.mate', {
      group: of.group.name ?? '–',
      count: { count: of.mates.filter(({ status }) => status !== 'withdrawn').length },
    }),
  ];
}

/** What became of what an officer has entered. */
export function enteredText(done: Entered, number: string): Line {
  if (done.kind !== 'waits') return steppedText(done, number);
  return line(done.alone ? 'change.letter.alone' : 'change.letter.waits', { number });
}

/** What a step of the office is called. */
export function stepLabel({ to, only }: Step): TextKey {
  if (only === 'review') return to === 'refused' ? 'application.do.uphold' : 'application.do.reopen';
  if (only === 'asked-again') return 'application.do.again';
  switch (to) {
    case 'verified':
    case 'forwarded':
    case 'agreement':
      return `application.do.${to}`;
    case 'submitted':
    case 'withdrawn':
    case 'waitlisted':
      return 'application.do.again';
    case 'sample':
    case 'trial':
    case 'accepted':
    case 'refused':
    case 'active':
    case 'finished':
    case 'independent':
    case 'ended':
    case 'disbursed':
    case 'repaid':
      return `application.state.${to}`;
  }
}

/** A step as it is read back before it is taken. */
interface WantedLines {
  readonly number: string;
  readonly to: ApplicationStatus;
  readonly needs: readonly Need[];
  readonly details: StepDetails;
  /** Somebody of the company takes it, not the office. */
  readonly byCompany: boolean;
}

/** What the owner will read, what is declared with a yes, and whether a second officer has to agree. */
export function sureLines({ number, to, needs, details, byCompany }: WantedLines): readonly Line[] {
  const key = byCompany ? 'candidate.step.sure' : 'application.step.sure';
  const values = { number, next: { line: stateName(to) } };
  const written = detailLines(details);
  const more = [
    ...(needs.includes('clear') ? [line('application.clear')] : []),
    ...(needsSecond(to, needs) ? [line('change.letter.second')] : []),
  ];
  return [
    written.length === 0
      ? line(`${key}.plain`, values)
      : line(key, { ...values, details: { paragraphs: written } }),
    ...(more.length === 0 ? [] : [line('common.blank'), ...more]),
  ];
}
