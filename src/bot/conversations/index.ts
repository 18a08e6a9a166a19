import {
  correctAnnouncementScript,
  withdrawAnnouncementScript,
} from './announcements/announcement-change.ts';
import { askAgreement } from './partnership/agreement-ask.ts';
import { checkAgreement } from './partnership/agreement-check.ts';
import { draftAgreement } from './partnership/agreement-draft.ts';
import { caseDestroyedScript } from './partnership/case-destroyed.ts';
import { companyShipmentForm, officeShipment, ownerShipment } from './partnership/shipment.ts';
import { companyPayment, officePayment, ownerPayment } from './partnership/shipment-paid.ts';
import { promisedSupport, signedSupport } from './partnership/support.ts';
import { signedAgreement } from './partnership/agreement-signed.ts';
import { partnerYes } from './partnership/partner-letter.ts';
import { letterEvaluation, ownerEvaluation, partnerEvaluation } from './partnership/evaluation-answers.ts';
import { evaluationMeeting, evaluationTask } from './partnership/evaluation-meeting.ts';
import { profit } from './partnership/profit.ts';
import { announce } from './announcements/announce/index.ts';
import { groupApplyScript } from './partnership/group-apply.ts';
import { groupScript } from './partnership/group.ts';
import { followUp } from './partnership/follow-up.ts';
import { stepApplicationScript } from './partnership/application-step.ts';
import { apply } from './partnership/apply.ts';
import { accordScript, endAccordScript } from './partnership/accord.ts';
import { partnerScript } from './partnership/partner.ts';
import { programmeScript } from './partnership/programme/index.ts';
import { candidateStepScript } from './partnership/candidate-step.ts';
import { supplySearchScript } from './partnership/supply-search.ts';
import { vendorNumberScript } from './partnership/vendor-number.ts';
import { checkReviewScript } from './partnership/check-review.ts';
import { addParticipant } from './trainings/tools/add.ts';
import { cancelTrainingScript, moveTraining, resizeTrainingScript } from './trainings/tools/changes.ts';
import { ask } from './cases/ask.ts';
import { businessStatus } from './people/business-status.ts';
import { caseAnswerScript, caseReplyScript } from './cases/case-words.ts';
import { findCaseScript } from './cases/find-case.ts';
import { readyAnswerScript } from './cases/ready-answer.ts';
import { caseNextScript, caseNoteScript, caseResolveScript } from './cases/case-tools.ts';
import { checkCode } from './announcements/check-code.ts';
import { consentAgainScript } from './data-rights/consent-again.ts';
import { correct } from './people/correct.ts';
import type { Script } from './engine/script.ts';
import { erase } from './data-rights/erase.ts';
import { exportScript } from './office/export.ts';
import { findPerson } from './people/find-person.ts';
import { feedback } from './trainings/feedback.ts';
import { findBusinessScript } from './people/find-business.ts';
import { fingerprintScript } from './office/fingerprint.ts';
import { assistedRegistrationScript } from './helpers/register.ts';
import { assistedAlongScript, assistedCheckScript, assistedJoinScript } from './helpers/group.ts';
import { assistedReportScript } from './helpers/report.ts';
import { joinTraining } from './trainings/join-training.ts';
import { changeMemberScript } from './office/member-change.ts';
import { inviteScript } from './office/member-invite.ts';
import { newsTopicsScript } from './people/news-topics.ts';
import { officeReportScript } from './sales/office-report.ts';
import { partnershipFileScript } from './partnership/partnership-file.ts';
import { partnership } from './partnership/partnership.ts';
import { programmeConsents } from './people/programme-consents.ts';
import { proposeChange } from './people/propose-change.ts';
import { recoverAccount } from './data-rights/recover-account.ts';
import { register } from './people/register.ts';
import { report } from './sales/report.ts';
import { salesSheetScript } from './sales/sales-sheet.ts';
import { substitute } from './trainings/substitute.ts';
import { tagRenameScript, tagScript } from './people/tag.ts';
import { takeoverScript } from './people/takeover.ts';
import { photos } from './people/photos.ts';
import { survey } from './surveys/survey.ts';
import { noteTwice } from './people/verification-note.ts';

/** Every conversation that an owner can hold with the bot. */
export const scripts: readonly Script[] = [
  register,
  report,
  ask,
  partnership,
  apply,
  followUp,
  profit,
  photos,
  correct,
  businessStatus,
  consentAgainScript,
  erase,
  joinTraining,
  substitute,
  feedback,
  survey,
  checkCode,
  newsTopicsScript,
  programmeConsents,
  groupScript,
  groupApplyScript,
  announce,
  correctAnnouncementScript,
  withdrawAnnouncementScript,
  addParticipant,
  moveTraining,
  resizeTrainingScript,
  cancelTrainingScript,
  exportScript,
  partnershipFileScript,
  fingerprintScript,
  salesSheetScript,
  assistedRegistrationScript,
  assistedReportScript,
  assistedJoinScript,
  assistedAlongScript,
  assistedCheckScript,
  takeoverScript,
  stepApplicationScript,
  candidateStepScript,
  supplySearchScript,
  vendorNumberScript,
  checkReviewScript,
  draftAgreement,
  checkAgreement,
  askAgreement,
  ownerShipment,
  officeShipment,
  companyShipmentForm,
  ownerPayment,
  officePayment,
  companyPayment,
  promisedSupport,
  signedSupport,
  ownerEvaluation,
  partnerEvaluation,
  letterEvaluation,
  partnerYes,
  signedAgreement,
  evaluationMeeting,
  evaluationTask,
  proposeChange,
  noteTwice,
  findPerson,
  recoverAccount,
  findBusinessScript,
  officeReportScript,
  tagScript,
  tagRenameScript,
  caseAnswerScript,
  caseReplyScript,
  caseNoteScript,
  caseNextScript,
  caseResolveScript,
  caseDestroyedScript,
  readyAnswerScript,
  findCaseScript,
  inviteScript,
  changeMemberScript,
  partnerScript,
  accordScript,
  endAccordScript,
  programmeScript,
];
