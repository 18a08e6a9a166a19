import type { ApplicationStatus, StepDetails } from '../domain/partnership/application.ts';
import type { Programme } from '../domain/eligibility/programme.ts';
import { askableAbout } from '../domain/partnership/progress.ts';
import { line, type Line } from '../i18n.ts';
import { partnerInShort, stateName } from '../reports/application-lines.ts';
import type { Services } from '../services/core/services.ts';
import {
  inForce,
  type Agreement,
  type AgreementVersion,
} from '../services/partnership/agreements/agreements.ts';
import { progressOf } from '../services/partnership/applications/application-progress.ts';
import type { Application } from '../services/partnership/applications/applications.ts';
import { button, buttonRow } from './buttons.ts';
import type { Button } from './message.ts';
import type { CallbackData } from './routes/route.ts';
import { agreementRoute, agreementTextRoute, applicationVerbRoute, shipmentsRoute } from './routes/owners.ts';
import { candidateGroupRoute, candidateRoute } from './routes/staff.ts';

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

/** What the owner can answer to a text that waits: yes, a question, no. */
export function answerButtons(
  { id }: Application,
  { version, state }: AgreementVersion,
): readonly (readonly Button[])[] {
  return state.ownerYes
    ? [buttonRow('agreement.button.ask', agreementRoute.to('ask', id))]
    : [
        buttonRow('agreement.button.sign', agreementTextRoute.to('sign', id, version)),
        [
          button('agreement.button.ask', agreementRoute.to('ask', id)),
          button('agreement.button.no', agreementTextRoute.to('no', id, version)),
        ],
      ];
}
