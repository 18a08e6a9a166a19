import { z } from 'zod';
import type { Duty } from '../../../domain/office/roles.ts';
import { line, named, type Line, type TextKey } from '../../../i18n.ts';
import type { Services, Transaction } from '../../../services/core/services.ts';
import { inForce, type Terms } from '../../../services/partnership/agreements/agreements.ts';
import { type Recorded, type Teller } from '../../../services/partnership/agreements/shipment-acts.ts';
import { companyShipment } from '../../../services/partnership/candidates/candidates.ts';
import {
  deskShipment,
  shipmentOfAccount,
  type ShipmentOf,
} from '../../../services/partnership/agreements/shipments.ts';
import { button, menuButton, staffMenuButton } from '../../buttons.ts';
import { shipmentsRoute } from '../../routes/owners.ts';
import { companyShipmentsRoute, deskShipmentsRoute } from '../../routes/staff.ts';
import type { Answers, Form, Moment, Who } from '../engine/form.ts';
import type { Button, Receipt } from '../../message.ts';
import { fillOne, type Script } from '../engine/script.ts';
import { loadForCompany, loadForOffice, loadForOwner, type AgreementContext } from './agreement-context.ts';
import { noteLines } from '../../../reports/shipment-lines.ts';

/** The delivery that is meant, where it stands already. */
export const SHIPMENT = { key: 'shipment', value: z.number().int() };

export interface ShipmentContext extends AgreementContext {
  readonly terms: Terms | undefined;
  readonly known: ShipmentOf | undefined;
  readonly kppu: Services['office']['kppuAddress'];
  /** Who tells; undefined where nobody may. */
  readonly by: Teller | undefined;
}

async function loadOwnShipment(
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

/** For a member who tells what the company says: an officer, or somebody of the company itself. */
const loadForMember =
  (shipment: typeof deskShipment, application: typeof loadForOffice) =>
  async (services: Services, who: Who, answers: Answers, moment: Moment): Promise<ShipmentContext> => {
    const id = answers.of(SHIPMENT);
    const { member } = who;
    const known = id === undefined || member === undefined ? undefined : await shipment(services, member, id);
    const context = await application(services, who, answers, moment);
    const by: Teller | undefined = member === undefined ? undefined : { side: 'partner', member };
    return { ...context, known, by, ...more(services, context) };
  };

const more = (
  { office }: Services,
  { agreement }: AgreementContext,
): Pick<ShipmentContext, 'terms' | 'kppu'> => ({
  terms: inForce(agreement)?.terms,
  kppu: office.kppuAddress,
});

/** What the receipt says, the same when the update is repeated; null where nothing was written. */
const told = z
  .object({
    shipment: z.number(),
    application: z.number(),
    sentOn: z.string(),
    dueOn: z.string(),
    value: z.number(),
    differs: z.boolean(),
    cases: z.array(z.string()),
    among: z.number().optional(),
  })
  .nullable();
export type Told = z.infer<typeof told>;

export function toldOf(recorded: Recorded | undefined, application: number): Told {
  if (recorded === undefined) return null;
  const { shipment, cases, among } = recorded;
  const { id, sentOn, dueOn, value, differs } = shipment;
  return {
    shipment: id,
    application,
    sentOn,
    dueOn,
    value,
    differs,
    cases: [...cases],
    ...(among === undefined ? {} : { among }),
  };
}

/** What else has to be said, under the first sentence of a receipt. */
const notesOf = (done: NonNullable<Told>, kppu: string): readonly Line[] =>
  [
    ...(done.among === undefined ? [] : [line('shipment.among', { count: { count: done.among } })]),
    ...noteLines(kppu, { differs: done.differs, cases: done.cases }),
  ].flatMap((it) => [line('common.blank'), it]);

/** What one side reads when it is written down, and what can be done with it beside the list. */
type Said = (done: NonNullable<Told>, partner: string) => { readonly text: Line; readonly next?: Button };

interface ShipmentDialogue extends Pick<
  Form<ShipmentContext, Services, Told>,
  'name' | 'title' | 'questions'
> {
  submit(services: Transaction, answers: Answers, context: ShipmentContext): Promise<Told>;
  /** What is read where nothing was written. */
  readonly gone: TextKey;
  readonly owner: Said;
  readonly office: Said;
  readonly company: Said;
}

/** The same dialogue for an owner, for an officer who tells what the company says, and for the company itself. */
export function shipmentScripts(it: ShipmentDialogue): {
  readonly ownerScript: Script;
  readonly officeScript: Script;
  readonly companyScript: Script;
} {
  const { name, title, questions, submit, gone } = it;
  const common = {
    version: 1,
    brief: true,
    title,
    questions,
    heading: (_answers: Answers, { application, partner }: ShipmentContext) =>
      application === undefined ? undefined : named(`${application.number} · ${partner}`),
    submit: (services: Transaction, _who: Who, answers: Answers, context: ShipmentContext) =>
      submit(services, answers, context),
    result: told,
  };
  const receipt =
    (said: Said, list: (application: number) => Button['data'], last: Button) =>
    (done: Told, _answers: Answers, { partner, kppu }: ShipmentContext): Receipt => {
      if (done === null) return { text: line(gone), buttons: [[last]] };
      const { text, next } = said(done, partner);
      return {
        text,
        lines: notesOf(done, kppu),
        buttons: [
          ...(next === undefined ? [] : [[next]]),
          [button('shipment.button.list', list(done.application))],
          [last],
        ],
      };
    };
  const ofMember = (
    side: 'office' | 'company',
    duty: Duty,
    load: ReturnType<typeof loadForMember>,
    list: (application: number) => Button['data'],
  ): Script =>
    fillOne<ShipmentContext, Told>(
      {
        ...common,
        name: `${name}-${side}`,
        duty,
        forget: true,
        load,
        receipt: receipt(it[side], list, staffMenuButton),
      },
      { fresh: true },
    );
  const ofOwner = receipt(it.owner, (id) => shipmentsRoute.to('list', id), menuButton);
  return {
    ownerScript: fillOne<ShipmentContext, Told>(
      {
        ...common,
        name,
        figures: true,
        load: loadOwnShipment,
        receipt: (done, ...rest) => ({
          ...ofOwner(done, ...rest),
          ...(done === null ? {} : { figures: true }),
        }),
      },
      { fresh: true },
    ),
    officeScript: ofMember('office', 'cases', loadForMember(deskShipment, loadForOffice), (id) =>
      deskShipmentsRoute.to('list', id),
    ),
    companyScript: ofMember('company', 'candidates', loadForMember(companyShipment, loadForCompany), (id) =>
      companyShipmentsRoute.to('list', id),
    ),
  };
}
