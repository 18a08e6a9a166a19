import type { OutgoingKind } from '../../../services/core/outgoing.ts';
import type { Words } from './words.ts';
import { accordEnds } from './accords.ts';
import { approval, held, receipt, selfPaused } from './announcements.ts';
import { applicationNews, applicationStep, reviewDecided, documentRemoved } from './applications.ts';
import { decisionNewsOf } from './decisions.ts';
import { agreementAgreed, agreementCompany, agreementOffered } from './agreements.ts';
import { changeAsked, changeDecided, textNotice } from './changes.ts';
import {
  caseAnswer,
  caseAssigned,
  caseHelped,
  caseMessage,
  caseMorning,
  caseResolved,
  voiceSent,
} from './cases.ts';
import { caseRing } from './case-rings.ts';
import { nibHint, salesFell } from './list-hints.ts';
import { invitationOpened, memberChanged, memberEnded, memberWelcome } from './members.ts';
import { evaluationDecided, evaluationOwner, evaluationPartner } from './evaluations.ts';
import { groupAsked, groupAskedHelper, groupNewsOf } from './groups.ts';
import { followUp } from './follow-up.ts';
import { registrationsMerged } from './merges.ts';
import { helperEnded, helperHanded } from './helpers.ts';
import { nudge } from './nudge.ts';
import { photosAsked } from './photos.ts';
import { programmeNews } from './programme-news.ts';
import { queuePaused } from './queue-paused.ts';
import { officeReport } from './office-report.ts';
import { reportReminder } from './report-reminder.ts';
import { chatFreed } from './chat-freed.ts';
import { recallAsked } from './recalls.ts';
import { changeProposed, proposalAnswered } from './proposals.ts';
import {
  recoveryLeft,
  recoveryMoved,
  recoveryNotice,
  recoveryOpened,
  recoveryStopped,
} from './recoveries.ts';
import { seatGiven, seatLapsed, seatNone, seatOffer, seatWaits, seatWithdrawn } from './seats.ts';
import { shipmentChanged, shipmentPaid } from './shipments.ts';
import { supplyAsked, supplyNewsOf } from './supply.ts';
import { supportGiven } from './supports.ts';
import {
  trainingCancelled,
  trainingChanged,
  trainingFeedback,
  trainingNear,
  trainingReason,
  trainingToday,
  trainingTomorrow,
} from './training-reminders.ts';

/** What each kind of queued message says. */
export const words: Readonly<Record<OutgoingKind, Words>> = {
  'invitation-opened': invitationOpened,
  'member-welcome': memberWelcome,
  'member-changed': memberChanged,
  'member-ended': memberEnded,
  approval,
  'change-asked': changeAsked,
  'change-decided': changeDecided,
  'text-notice': textNotice,
  held,
  receipt,
  'self-paused': selfPaused,
  'queue-paused': queuePaused,
  'application-step': applicationStep,
  'accord-ends': accordEnds,
  'application-news': applicationNews,
  'decision-news': decisionNewsOf,
  'recall-asked': recallAsked,
  'review-decided': reviewDecided,
  'agreement-offered': agreementOffered,
  'agreement-agreed': agreementAgreed,
  'agreement-company': agreementCompany,
  'shipment-paid': shipmentPaid,
  'shipment-changed': shipmentChanged,
  'support-given': supportGiven,
  'evaluation-owner': evaluationOwner,
  'evaluation-partner': evaluationPartner,
  'evaluation-decided': evaluationDecided,
  'document-removed': documentRemoved,
  'change-proposed': changeProposed,
  'proposal-answered': proposalAnswered,
  'chat-freed': chatFreed,
  'recovery-opened': recoveryOpened,
  'recovery-notice': recoveryNotice,
  'recovery-stopped': recoveryStopped,
  'recovery-moved': recoveryMoved,
  'recovery-left': recoveryLeft,
  'registrations-merged': registrationsMerged,
  nudge,
  'report-reminder': reportReminder,
  'helper-ended': helperEnded,
  'helper-handed': helperHanded,
  'office-report': officeReport,
  'case-message': caseMessage,
  'case-resolved': caseResolved,
  'case-answer': caseAnswer,
  'case-ring': caseRing,
  'case-helped': caseHelped,
  'case-assigned': caseAssigned,
  'voice-sent': voiceSent,
  'case-morning': caseMorning,
  'sales-fell': salesFell,
  'nib-hint': nibHint,
  'follow-up': followUp,
  'photos-asked': photosAsked,
  'programme-news': programmeNews,
  'supply-asked': supplyAsked,
  'supply-news': supplyNewsOf,
  'group-news': groupNewsOf,
  'group-asked': groupAsked,
  'group-asked-helper': groupAskedHelper,
  'seat-offer': seatOffer,
  'seat-given': seatGiven,
  'seat-waits': seatWaits,
  'seat-lapsed': seatLapsed,
  'seat-withdrawn': seatWithdrawn,
  'seat-none': seatNone,
  'training-near': trainingNear,
  'training-tomorrow': trainingTomorrow,
  'training-today': trainingToday,
  'training-feedback': trainingFeedback,
  'training-changed': trainingChanged,
  'training-cancelled': trainingCancelled,
  'training-reason': trainingReason,
};

export function isOutgoingKind(kind: string): kind is OutgoingKind {
  return Object.hasOwn(words, kind);
}
