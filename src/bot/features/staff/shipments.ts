import { line } from '../../../i18n.ts';
import { codecs } from '../../../services/core/codecs.ts';
import { audit } from '../../../services/core/audit.ts';
import { todayOf } from '../../../services/core/services.ts';
import type { MemberRow } from '../../../services/office/members.ts';
import { agreementOf } from '../../../services/partnership/agreements/agreements.ts';
import { groupOfApplication } from '../../../services/partnership/applications/application-group.ts';
import { deskApplication } from '../../../services/partnership/applications/application-desk.ts';
import type { Application } from '../../../services/partnership/applications/applications.ts';
import {
  deskShipment,
  latePayments,
  owed,
  shipmentsOf,
  type ShipmentOf,
} from '../../../services/partnership/agreements/shipments.ts';
import { buttonRow, staffMenuButton } from '../../buttons.ts';
import { APPLICATION } from '../../conversations/partnership/agreement-context.ts';
import { SHIPMENT } from '../../conversations/partnership/shipment-context.ts';
import {
  agreementDeskRoute,
  applicationsRoute,
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

/** Deliveries and payments at the Dinas: what the company says is entered here, and late payments rise. */
export function shipmentTools(): readonly Press[] {
  return [
    onPress(latePaymentsRoute, onDuty('cases', showLate)),
    onPress(
      deskShipmentsRoute,
      onDuty('cases', async (ctx, member, verb, id) => {
        const application = await deskApplication(ctx.turn.services, member, id);
        if (application === undefined) return oldPress(ctx);
        if (verb === 'list') return showAll(ctx, member, application);
        await enter(ctx, 'shipment-office', { open: 'fresh', seed: { [APPLICATION.key]: id } });
      }),
    ),
    onPress(
      deskShipmentRoute,
      onDuty('cases', async (ctx, member, verb, id) => {
        const found = await deskShipment(ctx.turn.services, member, id);
        if (found === undefined) return oldPress(ctx);
        if (verb === 'see') return showOne(ctx, member, found);
        await enter(ctx, verb === 'paid' ? 'shipment-paid-office' : 'shipment-office', {
          open: 'fresh',
          seed: { [APPLICATION.key]: found.application.id, [SHIPMENT.key]: id },
        });
      }),
    ),
  ];
}

async function noteRead(ctx: BotContext, member: MemberRow, { id, number }: Application): Promise<void> {
  await ctx.turn.once(`read:shipments:${id}`, codecs.nothing, (inside) =>
    audit(inside, { actor: member.number, action: 'shipment.read', subject: `application:${number}` }),
  );
}

async function showAll(ctx: BotContext, member: MemberRow, application: Application): Promise<void> {
  await noteRead(ctx, member, application);
  const { services } = ctx.turn;
  const agreement = await agreementOf(services, application);
  const all = agreement === undefined ? [] : await shipmentsOf(services, agreement);
  const partner = partnerOf(services, application);
  const today = todayOf(services).toString();
  const shown = all.slice(0, A_PAGE);
  await show(ctx, shipmentListLines(all, shown, partner, today), [
    buttonRow('shipment.button.newPartner', deskShipmentsRoute.to('new', application.id)),
    ...shown.map((it) => [{ label: shipmentLabel(it), data: deskShipmentRoute.to('see', it.id) }]),
    buttonRow('agreement.button.desk', agreementDeskRoute.to(application.id)),
    [staffMenuButton],
  ]);
}

async function showOne(
  ctx: BotContext,
  member: MemberRow,
  { shipment, application }: ShipmentOf,
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
      buttonRow('shipment.button.paidPartner', deskShipmentRoute.to('paid', shipment.id)),
      buttonRow('shipment.button.fixPartner', deskShipmentRoute.to('fix', shipment.id)),
      buttonRow('shipment.button.list', deskShipmentsRoute.to('list', application.id)),
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
