import { z } from 'zod';
import { readAs } from '../../../domain/words/read-as.ts';
import { line } from '../../../i18n.ts';
import { endingAccord } from '../../../services/partnership/partners/accords.ts';
import { button } from '../../buttons.ts';
import { partnerRoute } from '../../routes/staff.ts';
import type { Words } from './words.ts';

const params = z.object({ accord: z.number().int(), partner: z.number().int() });

/** The alliance with a company ends soon; not due any more when another accord outlasts it. */
export const accordEnds: Words = async (services, message) => {
  const { accord: id, partner: of } = readAs(params, message.params);
  const found = await endingAccord(services, of, id);
  if (found === undefined) return undefined;
  const { partner, accord } = found;
  return {
    text: line('partner.accord.ends', {
      kind: { line: line(`partner.accord.${accord.kind}`) },
      number: accord.number,
      partner: partner.name,
      day: { day: accord.endsOn },
    }),
    buttons: [[button('partner.back', partnerRoute.to(partner.id))]],
  };
};
