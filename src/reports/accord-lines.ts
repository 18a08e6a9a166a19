import { line, type Line } from '../i18n.ts';
import type { Accord } from '../services/partnership/partners/accords.ts';

/** What an accord with a company is, when it was signed and holds, and whether it was corrected or ended early. */
export const accordLines = (it: Accord): readonly Line[] => [
  accordLine(it),
  ...(it.correction === undefined ? [] : [line('partner.accord.item.corrected', { why: it.correction })]),
  ...(it.ended === undefined
    ? []
    : [line('partner.accord.item.ended', { day: { date: it.ended.on }, why: it.ended.why })]),
];

const accordLine = (it: Accord): Line =>
  line('partner.accord.item', {
    kind: { line: line(`partner.accord.${it.kind}`) },
    number: it.number,
    signed: { date: it.signedOn },
    from: { date: it.startsOn },
    to: { date: it.endsOn },
    office: it.forOffice,
    partner: it.forPartner,
    clause: it.dataClause,
  });
