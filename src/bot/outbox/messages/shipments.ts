import { z } from 'zod';
import { readAs } from '../../../domain/words/read-as.ts';
import { line } from '../../../i18n.ts';
import { owed, shipmentById } from '../../../services/partnership/agreements/shipments.ts';
import { button, buttonRow } from '../../buttons.ts';
import { shipmentRoute, shipmentsRoute } from '../../routes/owners.ts';
import type { Words } from './words.ts';
import { partnerOf } from '../../../reports/agreement-lines.ts';
import { noteLines, saidLine } from '../../../reports/shipment-lines.ts';

const params = z.object({ shipment: z.number().int() });

/** "Sudah dibayar?"; not due any more once the owner has said so. */
export const shipmentPaid: Words = async (services, message) => {
  const found = await shipmentById(services, readAs(params, message.params).shipment);
  if (found === undefined || found.shipment.state === 'paid') return undefined;
  const { shipment, application } = found;
  const values = {
    partner: partnerOf(services, application),
    day: { date: shipment.sentOn },
    amount: { rupiah: owed(shipment) },
  };
  const claimed = shipment.state === 'claimed' ? shipment.said.partner?.paidOn : undefined;
  return {
    text:
      claimed === undefined
        ? line('shipment.ask', { ...values, due: { date: shipment.dueOn } })
        : line('shipment.ask.claimed', { ...values, paid: { date: claimed } }),
    buttons: [
      [
        button('shipment.button.paid', shipmentRoute.to('paid', shipment.id)),
        button('shipment.button.unpaid', shipmentRoute.to('unpaid', shipment.id)),
      ],
      buttonRow('shipment.button.list', shipmentsRoute.to('list', application.id)),
    ],
  };
};

const changed = params.extend({ cases: z.string() });

/** What the company says is not as it was agreed: a case is open, and the way to KPPU is shown. */
export const shipmentChanged: Words = async (services, message) => {
  const { shipment: id, cases } = readAs(changed, message.params);
  const found = await shipmentById(services, id);
  if (found === undefined) return undefined;
  const { shipment, application } = found;
  return {
    text: line('partnership.lines', {
      lines: {
        paragraphs: [
          line('shipment.changed', {
            partner: partnerOf(services, application),
            day: { date: shipment.sentOn },
            said: { line: saidLine(shipment.said.partner) },
          }),
          ...noteLines(services.office.kppuAddress, { differs: shipment.differs, cases: [cases] }),
        ],
      },
    }),
    buttons: [buttonRow('shipment.button.list', shipmentsRoute.to('list', application.id))],
  };
};
