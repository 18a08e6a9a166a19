import { z } from 'zod';
import { line, named, type Line } from '../../../i18n.ts';
import type { Services } from '../../../services/core/services.ts';
import { inForce, type Terms } from '../../../services/partnership/agreements.ts';
import { type Recorded, type Teller } from '../../../services/partnership/shipment-acts.ts';
import { deskShipment, shipmentOfAccount, type ShipmentOf } from '../../../services/partnership/shipments.ts';
import { noteLines } from '../../shipment-lines.ts';
import type { Answers, Moment, Who } from '../engine/form.ts';
import { loadForOffice, loadForOwner, type AgreementContext } from './agreement-context.ts';

/** The delivery that is meant, where it stands already. */
export const SHIPMENT = { key: 'shipment', value: z.number().int() };

export interface ShipmentContext extends AgreementContext {
  readonly terms: Terms | undefined;
  readonly known: ShipmentOf | undefined;
  readonly kppu: Services['office']['kppuAddress'];
  /** Who tells; undefined where nobody may. */
  readonly by: Teller | undefined;
}

export async function loadOwnShipment(
  services: Services,
  who: Who,
  answers: Answers,
  moment: Moment,
): Promise<ShipmentContext> {
  const id = answers.of(SHIPMENT);
  const known = id === undefined ? undefined : await shipmentOfAccount(services, who.accountId, id);
  const context = await loadForOwner(services, who, answers, moment);
  return { ...context, known, by: { side: 'owner' }, ...more(services, context) };
}

export async function loadDeskShipment(
  services: Services,
  who: Who,
  answers: Answers,
  moment: Moment,
): Promise<ShipmentContext> {
  const id = answers.of(SHIPMENT);
  const { member } = who;
  const known =
    id === undefined || member === undefined ? undefined : await deskShipment(services, member, id);
  const context = await loadForOffice(services, who, answers, moment);
  const by: Teller | undefined = member === undefined ? undefined : { side: 'partner', member };
  return { ...context, known, by, ...more(services, context) };
}

const more = (
  { office }: Services,
  { agreement }: AgreementContext,
): Pick<ShipmentContext, 'terms' | 'kppu'> => ({
  terms: inForce(agreement)?.terms,
  kppu: office.kppuAddress,
});

export const shipmentHeading = (
  _answers: Answers,
  { application, partner }: ShipmentContext,
): Line | undefined => (application === undefined ? undefined : named(`${application.number} · ${partner}`));

/** What the receipt says, the same when the update is repeated; null where nothing was written. */
export const told = z
  .object({
    shipment: z.number(),
    application: z.number(),
    sentOn: z.string(),
    dueOn: z.string(),
    value: z.number(),
    differs: z.boolean(),
    cases: z.array(z.string()),
  })
  .nullable();
export type Told = z.infer<typeof told>;

export function toldOf(recorded: Recorded | undefined, application: number): Told {
  if (recorded === undefined) return null;
  const { shipment, cases } = recorded;
  const { id, sentOn, dueOn, value, differs } = shipment;
  return { shipment: id, application, sentOn, dueOn, value, differs, cases: [...cases] };
}

/** What else has to be said, under the first sentence of a receipt. */
export const notesOf = (done: NonNullable<Told>, kppu: string): readonly Line[] =>
  noteLines(kppu, { differs: done.differs, cases: done.cases }).flatMap((it) => [line('common.blank'), it]);
