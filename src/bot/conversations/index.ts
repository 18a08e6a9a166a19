import { correctAnnouncementScript, withdrawAnnouncementScript } from './announcement-change.ts';
import { announce } from './announce/index.ts';
import { refuseApplication } from './application-refuse.ts';
import { apply } from './apply.ts';
import { addParticipant } from './training-tools/add.ts';
import { cancelTrainingScript, moveTraining, resizeTrainingScript } from './training-tools/changes.ts';
import { ask } from './ask.ts';
import { businessStatus } from './business-status.ts';
import { caseAnswerScript, caseReplyScript } from './case-words.ts';
import { caseNextScript, caseNoteScript, caseResolveScript } from './case-tools.ts';
import { checkCode } from './check-code.ts';
import { consentAgainScript } from './consent-again.ts';
import { correct } from './correct.ts';
import type { Script } from './engine/script.ts';
import { erase } from './erase.ts';
import { exportScript } from './export.ts';
import { findPerson } from './find-person.ts';
import { feedback } from './feedback.ts';
import { findBusinessScript } from './find-business.ts';
import { fingerprintScript } from './fingerprint.ts';
import { assistedRegistrationScript } from './helper/register.ts';
import { assistedReportScript } from './helper/report.ts';
import { joinTraining } from './join-training.ts';
import { changeMemberScript } from './member-change.ts';
import { inviteScript } from './member-invite.ts';
import { newsTopicsScript } from './news-topics.ts';
import { officeReportScript } from './office-report.ts';
import { partnership } from './partnership.ts';
import { proposeChange } from './propose-change.ts';
import { recoverAccount } from './recover-account.ts';
import { register } from './register.ts';
import { report } from './report.ts';
import { salesSheetScript } from './sales-sheet.ts';
import { substitute } from './substitute.ts';
import { takeoverScript } from './takeover.ts';
import { noteTwice } from './verification-note.ts';

/** Every conversation that an owner can hold with the bot. */
export const scripts: readonly Script[] = [
  register,
  report,
  ask,
  partnership,
  apply,
  correct,
  businessStatus,
  consentAgainScript,
  erase,
  joinTraining,
  substitute,
  feedback,
  checkCode,
  newsTopicsScript,
  announce,
  correctAnnouncementScript,
  withdrawAnnouncementScript,
  addParticipant,
  moveTraining,
  resizeTrainingScript,
  cancelTrainingScript,
  exportScript,
  fingerprintScript,
  salesSheetScript,
  assistedRegistrationScript,
  assistedReportScript,
  takeoverScript,
  refuseApplication,
  proposeChange,
  noteTwice,
  findPerson,
  recoverAccount,
  findBusinessScript,
  officeReportScript,
  caseAnswerScript,
  caseReplyScript,
  caseNoteScript,
  caseNextScript,
  caseResolveScript,
  inviteScript,
  changeMemberScript,
];
