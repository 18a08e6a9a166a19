import { statuses, type ApplicationStatus, type StepDetails } from '../domain/partnership/application.ts';
import type { Programme } from '../domain/eligibility/programme.ts';
import { askableAbout } from '../domain/partnership/progress.ts';
import { line, type Line } from '../i18n.ts';
import type { Services } from '../services/core/services.ts';
import { inForce, type Agreement } from '../services/partnership/agreements/agreements.ts';
import type { GroupOf } from '../services/partnership/applications/application-group.ts';
import { progressOf } from '../services/partnership/applications/application-progress.ts';
import type { Stepped } from '../services/partnership/steps/application-steps.ts';
import type { Decided } from '../services/partnership/steps/decisions.ts';
import type { Application } from '../services/partnership/applications/applications.ts';
import { button, buttonRow } from './buttons.ts';
import type { Button } from './conversations/engine/form.ts';
import type { CallbackData } from './routes/route.ts';
import { applicationVerbRoute, shipmentsRoute } from './routes/owners.ts';
import { candidateGroupRoute, candidateRoute } from './routes/staff.ts';

/** A company as it calls itself in short: what stands in brackets at the end of its name. */
export function partnerInShort(name: string | undefined): string {
  return /\(([^()]{2,12})\)$/.exec(name ?? '')?.[1] ?? name ?? '–';
}

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
  const words = { partner: partnerInShort(programme?.partner.name), day: { day: dueOn } };
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
        ...(it.groupApplicationId === null ? [] : [line('application.told.together')]),
      ];
    default:
      return [line(`application.told.${status}`, words)];
  }
}

/** Under which number the company knows the owner. */
export const vendorLines = ({ vendorNumber: number }: Pick<Application, 'vendorNumber'>): readonly Line[] =>
  number === undefined ? [] : [line('candidate.vendor', { number })];

/** What the owner can ask about a refusal, if anything. */
export async function aboutRow(services: Services, application: Application): Promise<(readonly Button[])[]> {
  const about = askableAbout(await progressOf(services, application));
  return about === undefined
    ? []
    : [[button(`partnership.button.about.${about}`, applicationVerbRoute.to('about', application.id))]];
}

/** Deliveries and payments under an agreement that is in force. */
export const shipmentsRow = (
  { id }: Application,
  agreement: Agreement | undefined,
): readonly (readonly Button[])[] =>
  inForce(agreement) === undefined ? [] : [buttonRow('shipment.button.list', shipmentsRoute.to('list', id))];

/** A status in the words of the office. */
export const stateName = (status: string): Line => {
  const known = statuses.find((it) => it === status);
  return known === undefined ? line('common.noWords') : line(`application.state.${known}`);
};

/** A status for its owner: where nothing else is to be said to an owner, in the very words of the office. */
export function statusName(status: ApplicationStatus, programme: Programme | undefined): Line {
  // A loan that runs is no cooperation.
  if (status === 'active' && programme?.kind === 'funding') return line('partnership.status.activeLoan');
  switch (status) {
    case 'submitted':
    case 'verified':
    case 'forwarded':
    case 'accepted':
    case 'agreement':
    case 'withdrawn':
    case 'independent':
    case 'ended':
    case 'repaid':
      return line(`partnership.status.${status}`, { partner: partnerInShort(programme?.partner.name) });
    default:
      return line('partnership.lines', { lines: { within: stateName(status) } });
  }
}

/** Where a company decides about a candidate: of a group together. */
export const candidatePage = ({ id, groupApplicationId }: Application): CallbackData =>
  (groupApplicationId === null ? candidateRoute : candidateGroupRoute).to(id);

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
