import { z } from 'zod';
import { readAs } from '../../../domain/words/read-as.ts';
import { line } from '../../../i18n.ts';
import { memberByNumber } from '../../../services/office/members.ts';
import { changedFigure } from '../../../services/sales/figure-history.ts';
import type { Words } from './words.ts';
import { button } from '../../buttons.ts';
import { reportMonthRoute } from '../../routes/owners.ts';

const params = z.object({ report: z.number().int(), version: z.number().int(), member: z.string() });

/** Tells an owner that the office has recorded or changed a figure; not due when it was changed again meanwhile. */
export const officeReport: Words = async (services, message) => {
  const it = readAs(params, message.params);
  const { person } = message;
  const figure = await changedFigure(services, it.report, it.version);
  if (person === undefined || figure === undefined) return undefined;
  const about = {
    member: (await memberByNumber(services, it.member))?.name ?? '–',
    business: figure.business ?? '–',
    month: { month: figure.month },
    amount: { rupiahFull: figure.amount },
  };
  return {
    text:
      figure.before === undefined
        ? line('sales.told.new', about)
        : line('sales.told.changed', { ...about, before: { rupiahFull: figure.before } }),
    buttons: [
      [button('sales.told.fix', reportMonthRoute.to(figure.month, person.id))],
      [button('sales.told.ask', 'ask')],
    ],
  };
};
