import type { Duty } from '../../../domain/office/roles.ts';
import { line, type TextKey } from '../../../i18n.ts';
import { codecs } from '../../../services/core/codecs.ts';
import { audit } from '../../../services/core/audit.ts';
import { todayOf, type Services } from '../../../services/core/services.ts';
import type { MemberRow } from '../../../services/office/members.ts';
import { agreementOf } from '../../../services/partnership/agreements/agreements.ts';
import { groupOfApplication } from '../../../services/partnership/applications/application-group.ts';
import { deskApplication } from '../../../services/partnership/applications/application-desk.ts';
import type { Application } from '../../../services/partnership/applications/applications.ts';
import { candidateOf, companyShipment } from '../../../services/partnership/candidates/candidates.ts';
import {
  deskShipment,
  latePayments,
  owed,
  shipmentsOf,
  type ShipmentOf,
} from '../../../services/partnership/agreements/shipments.ts';
import { button, buttonRow, staffMenuButton } from '../../buttons.ts';
import type { Button } from '../../message.ts';
import type { CallbackData } from '../../routes/route.ts';
import { APPLICATION } from '../../conversations/partnership/agreement-context.ts';
import { SHIPMENT } from '../../conversations/partnership/shipment-context.ts';
import {
  agreementDeskRoute,
  applicationsRoute,
  candidateRoute,
  companyShipmentRoute,
  companyShipmentsRoute,
  deskShipmentRoute,
  deskShipmentsRoute,
  latePaymentsRoute,
} from '../../routes/staff.ts';
import { A_PAGE, showList, spanSeen } from '../../pages.ts';
import { oldPress, show } from '../../send.ts';
import type { BotContext } from '../../turn.ts';
import { enter } from '../enter.ts';
import { onPress, type Press } from '../on-press.ts';
import { onDuty } from './duty.ts';
import { partnerOf } from '../../../reports/agreement-lines.ts';
import { shipmentLabel, shipmentLines, shipmentListLines } from '../../../reports/shipment-lines.ts';

/** Who tells what the company says: the Dinas for it, or its own people. */
interface Side {
  readonly duty: Duty;
  /** The forms of this side end so. */
  readonly forms: 'office' | 'company';
  readonly words: Readonly<Record<'new' | 'paid' | 'fix', TextKey>>;
  list(verb: 'list' | 'new', application: number): CallbackData;
  one(verb: 'see' | 'paid' | 'fix', shipment: number): CallbackData;
  /** What stands above the deliveries. */
  above(application: number): Button;
  application(services: Services, member: MemberRow, id: number): Promise<Application | undefined>;
  shipment(services: Services, member: MemberRow, id: number): Promise<ShipmentOf | undefined>;
}

const dinas: Side = {
  duty: 'cases',
  forms: 'office',
  words: {
    new: 'shipment.button.newPartner',
    paid: 'shipment.button.paidPartner',
    fix: 'shipment.button.fixPartner',
  },
  list: deskShipmentsRoute.to,
  one: deskShipmentRoute.to,
  above: (id) => button('agreement.button.desk', agreementDeskRoute.to(id)),
  application: deskApplication,
  shipment: deskShipment,
};

const company: Side = {
  duty: 'candidates',
  forms: 'company',
  words: { new: 'shipment.button.new', paid: 'shipment.button.paid', fix: 'shipment.button.fix' },
  list: companyShipmentsRoute.to,
  one: companyShipmentRoute.to,
  above: (id) => button('candidate.back.one', candidateRoute.to(id)),
  application: async (services, member, id) => (await candidateOf(services, member, id))?.application,
  shipment: companyShipment,
};

/** Deliveries and payments at the Dinas, where late payments rise, and in the room of the company. */
export function shipmentTools(): readonly Press[] {
  return [
    onPress(latePaymentsRoute, onDuty('cases', showLate)),
    onPress(deskShipmentsRoute, onDuty(dinas.duty, listFor(dinas))),
    onPress(deskShipmentRoute, onDuty(dinas.duty, oneFor(dinas))),
    onPress(companyShipmentsRoute, onDuty(company.duty, listFor(company))),
    onPress(companyShipmentRoute, onDuty(company.duty, oneFor(company))),
  ];
}

const listFor =
  (side: Side) =>
  async (ctx: BotContext, member: MemberRow, verb: 'list' | 'new', id: number): Promise<void> => {
    const application = await side.application(ctx.turn.services, member, id);
    if (application === undefined) return oldPress(ctx);
    if (verb === 'list') return showAll(ctx, member, application, side);
    await enter(ctx, `shipment-${side.forms}`, { open: 'fresh', seed: { [APPLICATION.key]: id } });
  };

const oneFor =
  (side: Side) =>
  async (ctx: BotContext, member: MemberRow, verb: 'see' | 'paid' | 'fix', id: number): Promise<void> => {
    const found = await side.shipment(ctx.turn.services, member, id);
    if (found === undefined) return oldPress(ctx);
    if (verb === 'see') return showOne(ctx, member, found, side);
    await enter(ctx, verb === 'paid' ? `shipment-paid-${side.forms}` : `shipment-${side.forms}`, {
      open: 'fresh',
      seed: { [APPLICATION.key]: found.application.id, [SHIPMENT.key]: id },
    });
  };

async function noteRead(ctx: BotContext, member: MemberRow, { id, number }: Application): Promise<void> {
  await ctx.turn.once(`read:shipments:${id}`, codecs.nothing, (inside) =>
    audit(inside, { actor: member.number, action: 'shipment.read', subject: `application:${number}` }),
  );
}

async function showAll(
  ctx: BotContext,
  member: MemberRow,
  application: Application,
  side: Side,
): Promise<void> {
  await noteRead(ctx, member, application);
  const { services } = ctx.turn;
  const agreement = await agreementOf(services, application);
  const all = agreement === undefined ? [] : await shipmentsOf(services, agreement);
  const partner = partnerOf(services, application);
  const today = todayOf(services).toString();
  const shown = all.slice(0, A_PAGE);
  await show(ctx, shipmentListLines(all, shown, partner, today), [
    buttonRow(side.words.new, side.list('new', application.id)),
    ...shown.map((it) => [{ label: shipmentLabel(it), data: side.one('see', it.id) }]),
    [side.above(application.id)],
    [staffMenuButton],
  ]);
}

async function showOne(
  ctx: BotContext,
  member: MemberRow,
  { shipment, application }: ShipmentOf,
  side: Side,
): Promise<void> {
  await noteRead(ctx, member, application);
  const { services } = ctx.turn;
  const leads = (await groupOfApplication(services, application))?.lead.id === application.id;
  const partner = partnerOf(services, application);
  await show(
    ctx,
    [
      ...shipmentLines(shipment, partner, todayOf(services).toString(), 'office'),
      ...(leads ? [line('shipment.group.lead')] : []),
    ],
    [
      buttonRow(side.words.paid, side.one('paid', shipment.id)),
      buttonRow(side.words.fix, side.one('fix', shipment.id)),
      buttonRow('shipment.button.list', side.list('list', application.id)),
      [staffMenuButton],
    ],
  );
}

/** Who has not been paid in time, the oldest first. */
async function showLate(ctx: BotContext, member: MemberRow, page: number): Promise<void> {
  const { services } = ctx.turn;
  const found = await latePayments(services, member, { skip: page * A_PAGE, take: A_PAGE + 1 });
  const shown = found.slice(0, A_PAGE);
  await ctx.turn.once(`read:late-payments:${page}`, codecs.nothing, (inside) =>
    audit(inside, {
      actor: member.number,
      action: 'shipment.late',
      details: { page, shown: shown.length },
    }),
  );
  await showList(ctx, {
    head: line(shown.length === 0 ? 'shipment.late.none' : 'shipment.late.head'),
    rows: shown.map(({ shipment, application }) => ({
      text: line('shipment.late.item', {
        number: application.number,
        partner: partnerOf(services, application),
        amount: { rupiah: owed(shipment) },
        due: { dayShort: shipment.dueOn },
      }),
      data: deskShipmentRoute.to('see', shipment.id),
    })),
    span: spanSeen(page, found),
    to: (it) => latePaymentsRoute.to(it),
    under: [buttonRow('application.back', applicationsRoute.to()), [staffMenuButton]],
  });
}
