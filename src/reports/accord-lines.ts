import { line, type Line } from '../i18n.ts';
import type { Accord } from '../services/partnership/partners/accords.ts';

/** What an accord with a company is, until when it holds, and who signed it. */
export const accordLine = (it: Accord): Line =>
  line('partner.accord.item', {
    kind: { line: line(`partner.accord.${it.kind}`) },
    number: it.number,
    from: { date: it.signedOn },
    to: { date: it.endsOn },
    office: it.forOffice,
    partner: it.forPartner,
    clause: it.dataClause,
  });
