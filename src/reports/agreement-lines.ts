import { line, type Line } from '../i18n.ts';
import { targetLines } from './evaluation-lines.ts';
import { letterLines } from './step-lines.ts';
import { todayOf, type Services } from '../services/core/services.ts';
import {
  isAddendum,
  type Agreement,
  type AgreementVersion,
  type Terms,
} from '../services/partnership/agreements/agreements.ts';
import type { SignedPaper } from '../services/partnership/agreements/agreement-acts.ts';
import type { Application } from '../services/partnership/applications/applications.ts';
import { programmeOf } from '../services/partnership/applications/application-progress.ts';
import { partnerInShort } from './application-lines.ts';

/** The company of an application, in short. */
export function partnerOf(
  services: Services,
  application: Pick<Application, 'programmeId' | 'programmeVersion'>,
): string {
  return partnerInShort(programmeOf(services, application)?.partner.name);
}

/** Half a page in plain words: what is sold, price, when it is paid, what is deducted, how to stop. */
export function plainTerms(terms: Terms): readonly Line[] {
  return [
    line('agreement.plain.activity', { activity: terms.activity }),
    ...(terms.share === undefined
      ? []
      : [line('agreement.plain.share', { parts: terms.share.parts, of: terms.share.of })]),
    line('agreement.plain.price', { price: terms.price }),
    line('agreement.plain.paid', { paid: { line: payDays(terms.payWithinDays) } }),
    terms.deductions === null
      ? line('agreement.plain.noDeductions')
      : line('agreement.plain.deductions', { deductions: terms.deductions }),
    line('agreement.plain.duration', { from: { date: terms.startsOn }, to: { date: terms.endsOn } }),
    ...targetLines(terms),
    line('agreement.plain.stopping', { stopping: terms.stopping }),
  ];
}

export function payDays(days: number): Line {
  return days === 0 ? line('agreement.pay.cash') : line('agreement.pay.days', { days });
}

/** The same on a button. */
export function payDaysLabel(days: number): Line {
  return days === 0 ? line('agreement.pay.label.cash') : line('agreement.pay.label.days', { days });
}

/** The whole as it is kept here. */
export function allTerms(terms: Terms): readonly Line[] {
  return [
    ...(terms.number === undefined ? [] : [line('agreement.plain.number', { number: terms.number })]),
    ...plainTerms(terms),
    line('agreement.plain.development', { development: terms.development }),
    line('agreement.plain.disputes', { disputes: terms.disputes }),
  ];
}

/** "Perjanjian", or "Perubahan perjanjian ke-2" where it changes one that was agreed to. */
export function versionName(agreement: Agreement, it: AgreementVersion): Line {
  return isAddendum(agreement, it)
    ? line('agreement.name.change', { version: it.version })
    : line('agreement.name.first');
}

/** A paper that both sides have signed. */
export const paperLines = ({ number, givenOn, signedOn }: SignedPaper): readonly Line[] => [
  line('agreement.plain.number', { number }),
  line('agreement.at.given', { day: { day: givenOn } }),
  line('agreement.at.signed', { day: { day: signedOn } }),
];

/** Where a text stands, with its days. */
export function stateLines({
  state,
  onPaper,
  offeredAt,
  partnerYesAt,
  partnerLetter,
  ownerYesAt,
  decidedAt,
}: AgreementVersion): readonly Line[] {
  const moment = (at: Date | undefined) => ({ moment: (at ?? new Date(0)).toISOString() });
  return [
    line(onPaper ? 'agreement.state.signed' : `agreement.state.${state.status}`),
    ...(offeredAt === undefined ? [] : [line('agreement.at.offered', { at: moment(offeredAt) })]),
    ...(ownerYesAt === undefined ? [] : [line('agreement.at.ownerYes', { at: moment(ownerYesAt) })]),
    ...(partnerYesAt === undefined ? [] : [line('agreement.at.partnerYes', { at: moment(partnerYesAt) })]),
    ...letterLines(partnerLetter),
    ...(decidedAt === undefined || state.status === 'agreed'
      ? []
      : [line('agreement.at.ended', { at: moment(decidedAt) })]),
  ];
}

export function textHead(
  services: Services,
  application: Application,
  agreement: Agreement,
  it: AgreementVersion,
): Line {
  return line('agreement.text.with', {
    name: { line: versionName(agreement, it) },
    partner: partnerOf(services, application),
  });
}

/** What the owner reads of a text, and, when it is agreed to, keeps in the chat. */
export function textLines(
  services: Services,
  application: Application,
  agreement: Agreement,
  it: AgreementVersion,
  terms: typeof plainTerms,
): readonly Line[] {
  return [
    textHead(services, application, agreement, it),
    ...(it.terms === undefined ? [line('agreement.erased')] : terms(it.terms)),
    line('common.blank'),
    ...stateLines(it),
    ...waitLines(it, todayOf(services).toString()),
  ];
}

function waitLines({ state }: AgreementVersion, today: string): readonly Line[] {
  if (state.status !== 'offered' || state.ownerYes || state.signFrom === undefined) return [];
  return [
    today < state.signFrom
      ? line('agreement.wait', { day: { day: state.signFrom } })
      : line('agreement.noHurry'),
  ];
}
