import { line } from '../../../i18n.ts';
import { codecs } from '../../../services/core/codecs.ts';
import { todayOf } from '../../../services/core/services.ts';
import { agreementOf, inForce } from '../../../services/partnership/agreements/agreements.ts';
import {
  applicationOfAccount,
  type Application,
} from '../../../services/partnership/applications/applications.ts';
import { groupOfApplication } from '../../../services/partnership/applications/application-group.ts';
import { recordPayment } from '../../../services/partnership/agreements/shipment-acts.ts';
import {
  shipmentOfAccount,
  shipmentsOf,
  type Shipment,
  type ShipmentOf,
} from '../../../services/partnership/agreements/shipments.ts';
import { button, buttonRow, menuButton } from '../../buttons.ts';
import { APPLICATION } from '../../conversations/partnership/agreement-context.ts';
import { SHIPMENT } from '../../conversations/partnership/shipment-context.ts';
import type { Button } from '../../message.ts';
import { agreementRoute, shipmentRoute, shipmentsRoute } from '../../routes/owners.ts';
import { oldPress, say } from '../../send.ts';
import type { BotContext } from '../../turn.ts';
import { enter } from '../enter.ts';
import { onPress, type Press } from '../on-press.ts';
import { notYours } from './applications.ts';
import { partnerOf } from '../../../reports/agreement-lines.ts';
import { shipmentLabel, shipmentLines, shipmentListLines } from '../../../reports/shipment-lines.ts';

/** Most deliveries in one message, newest first. */
const SHOWN = 10;

/** Deliveries and payments of the owner. Numbers may be forged: each is held against the people of this chat. */
export function shipmentButtons(): readonly Press[] {
  return [
    onPress(shipmentsRoute, async (ctx, verb, id) => {
      const { services, account } = ctx.turn;
      const application = await applicationOfAccount(services, account.id, id);
      if (application === undefined) return oldPress(ctx);
      if (application.personId !== account.person?.id) return notYours(ctx);
      await lists[verb](ctx, application);
    }),
    onPress(shipmentRoute, async (ctx, verb, id) => {
      const { services, account } = ctx.turn;
      const found = await shipmentOfAccount(services, account.id, id);
      if (found === undefined) return oldPress(ctx);
      if (found.application.personId !== account.person?.id) return notYours(ctx);
      await verbs[verb](ctx, found);
    }),
  ];
}

const listRow = ({ id }: Application): readonly Button[] =>
  buttonRow('shipment.button.list', shipmentsRoute.to('list', id));

const lists = {
  list: showAll,
  new: (ctx, { id }) => enter(ctx, 'shipment', { open: 'fresh', seed: { [APPLICATION.key]: id } }),
} as const satisfies Readonly<Record<string, (ctx: BotContext, it: Application) => Promise<void>>>;

async function showAll(ctx: BotContext, application: Application): Promise<void> {
  const { services } = ctx.turn;
  const agreement = await agreementOf(services, application);
  if (agreement === undefined || inForce(agreement) === undefined)
    return void (await say(ctx, line('agreement.gone'), [[menuButton]]));
  const all = await shipmentsOf(services, agreement);
  const of = await groupOfApplication(services, application);
  const leads = of?.lead.id === application.id;
  const partner = partnerOf(services, application);
  const today = todayOf(services).toString();
  const open = all.filter(({ state }) => state !== 'paid');
  const shown = [...open, ...all.filter(({ state }) => state === 'paid')].slice(0, SHOWN);
  const [head, ...lines] = shipmentListLines(all, shown, partner, today);
  await say(
    ctx,
    [
      ...(head === undefined ? [] : [head]),
      ...(of === undefined ? [] : [line(leads ? 'shipment.group.lead' : 'shipment.group.mate')]),
      ...lines,
    ],
    [
      ...(of === undefined || leads
        ? [buttonRow('shipment.button.new', shipmentsRoute.to('new', application.id))]
        : []),
      ...shown.map((it) => [itemButton(it)]),
      buttonRow('agreement.button.see', agreementRoute.to('see', application.id)),
      [menuButton],
    ],
  );
}

const itemButton = (it: Shipment): Button => ({
  label: shipmentLabel(it),
  data: shipmentRoute.to('see', it.id),
});

type OfShipment = (ctx: BotContext, it: ShipmentOf) => Promise<void>;

const fills =
  (form: 'shipment' | 'shipment-paid'): OfShipment =>
  (ctx, { shipment, application }) =>
    enter(ctx, form, {
      open: 'fresh',
      seed: { [APPLICATION.key]: application.id, [SHIPMENT.key]: shipment.id },
    });

const verbs = {
  see: showOne,
  paid: fills('shipment-paid'),
  fix: fills('shipment'),
  unpaid: async (ctx, found) => {
    if (found.shipment.said.owner?.paidOn !== undefined) return showOne(ctx, found);
    await ctx.turn.once(`shipment:${found.shipment.id}:unpaid`, codecs.nothing, (inside) =>
      recordPayment(inside, { side: 'owner' }, found, undefined),
    );
    await say(ctx, line('shipment.unpaid.done'), [listRow(found.application), [menuButton]]);
  },
} as const satisfies Readonly<Record<string, OfShipment>>;

async function showOne(ctx: BotContext, { shipment, application }: ShipmentOf): Promise<void> {
  const { services } = ctx.turn;
  const partner = partnerOf(services, application);
  const of = await groupOfApplication(services, application);
  const leads = of?.lead.id === application.id;
  const lines = shipmentLines(shipment, partner, todayOf(services).toString(), 'self');
  await say(ctx, leads ? [...lines, line('shipment.group.lead')] : lines, [
    ...(shipment.state === 'paid'
      ? []
      : [
          [
            button('shipment.button.paid', shipmentRoute.to('paid', shipment.id)),
            button('shipment.button.unpaid', shipmentRoute.to('unpaid', shipment.id)),
          ],
        ]),
    buttonRow(
      of === undefined || leads ? 'shipment.button.fix' : 'shipment.button.fixShare',
      shipmentRoute.to('fix', shipment.id),
    ),
    listRow(application),
    [menuButton],
  ]);
}
