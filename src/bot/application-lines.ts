import { statuses, type StepDetails } from '../domain/partnership/application.ts';
import type { Programme } from '../domain/eligibility/programme.ts';
import { line, type Line } from '../i18n.ts';
import type { Stepped } from '../services/partnership/application-steps.ts';
import type { Decided } from '../services/partnership/decisions.ts';
import type { Application } from '../services/partnership/applications.ts';

export function programmeName(programme: Programme | undefined): Line {
  return programme === undefined ? line('common.noWords') : { local: programme.name };
}

/** What comes next and by when, for the owner; nothing for what the owner ended. */
export function nextNews(
  programme: Programme | undefined,
  it: Application,
  details: StepDetails,
): readonly Line[] {
  const { status, dueOn } = it;
  const words = { partner: programme?.partner.name ?? '–', day: { day: dueOn } };
  if (it.returned) return [line('application.told.returned', words)];
  switch (status) {
    case 'withdrawn':
      return [];
    case 'submitted':
      return [line('partnership.application.due', { day: { day: dueOn } })];
    case 'accepted':
      return [
        line(
          programme?.kind === 'funding' ? 'application.told.acceptedLoan' : 'application.told.accepted',
          words,
        ),
      ];
    case 'sample':
    case 'trial':
      return [
        line(`application.told.${status}`, {
          ...words,
          on: { day: details.day ?? dueOn },
          quantity: details.quantity ?? '–',
          price: { rupiah: details.price ?? 0 },
        }),
      ];
    default:
      return [line(`application.told.${status}`, words)];
  }
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
