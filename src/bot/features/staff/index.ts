import { staffMenuRoute } from '../../routes/staff.ts';
import { onPress, type Press } from '../on-press.ts';
import { announceButtons } from './announce.ts';
import { announcementTools } from './announcements.ts';
import { agreementTools } from './agreements.ts';
import { applicationTools } from './applications.ts';
import { candidateTools } from './candidates.ts';
import { companyAgreementTools } from './company-agreements.ts';
import { deskLinkTools } from './desk-links.ts';
import { documentTools } from './documents.ts';
import { evaluationTools } from './evaluations.ts';
import { exportTools } from './exports.ts';
import { groupTools } from './groups.ts';
import { inspectionTools } from './inspections.ts';
import { memberTools } from './members.ts';
import { showStaffMenu } from './menu.ts';
import { recallTools } from './recalls.ts';
import { recoveryTools } from './recovery.ts';
import { caseListTools } from './case-lists.ts';
import { changeTools } from './changes.ts';
import { caseQueueTools } from './case-queue.ts';
import { caseTools } from './cases.ts';
import { byHandTools } from './by-hand.ts';
import { businessTools } from './businesses.ts';
import { dashboardTools } from './dashboard.ts';
import { auditTools } from './audit.ts';
import { helperTools } from './helper.ts';
import { partnerLetterTools } from './partner-letters.ts';
import { partnerTools } from './partners.ts';
import { phoneButtons } from './phones.ts';
import { readyAnswerTools } from './ready-answers.ts';
import { ringTools } from './rings.ts';
import { resultTools } from './results.ts';
import { matchTools } from './matches.ts';
import { programmeTools } from './programmes.ts';
import { salesTools } from './sales.ts';
import { shipmentTools } from './shipments.ts';
import { stopAll } from './stop-all.ts';
import { stuckTools } from './stuck.ts';
import { supplyTools } from './supplies.ts';
import { supportTools } from './supports.ts';
import { tagSettings } from './tag-settings.ts';
import { tagTools } from './tags.ts';
import { trainingTools } from './trainings.ts';
import { mergeTools } from './merges.ts';
import { verificationTools } from './verifications.ts';

/**
 * Buttons of the office, `s.<area>…`; each area checks its duty by `onDuty`. Presses of anybody else are answered,
 * and lead nowhere.
 */
export function staffButtons(): readonly Press[] {
  return [
    onPress(staffMenuRoute, showStaffMenu),
    ...announceButtons(),
    ...deskLinkTools(),
    ...announcementTools(),
    ...byHandTools(),
    ...changeTools(),
    ...stopAll(),
    ...trainingTools(),
    ...programmeTools(),
    ...matchTools(),
    ...partnerLetterTools(),
    ...partnerTools(),
    ...memberTools(),
    ...exportTools(),
    ...applicationTools(),
    ...groupTools(),
    ...agreementTools(),
    ...shipmentTools(),
    ...supportTools(),
    ...evaluationTools(),
    ...documentTools(),
    ...candidateTools(),
    ...recallTools(),
    ...companyAgreementTools(),
    ...supplyTools(),
    ...verificationTools(),
    ...mergeTools(),
    ...stuckTools(),
    ...recoveryTools(),
    ...salesTools(),
    ...businessTools(),
    ...tagTools(),
    ...tagSettings(),
    ...phoneButtons(),
    ...dashboardTools(),
    ...resultTools(),
    ...inspectionTools(),
    ...caseQueueTools(),
    ...caseTools(),
    ...ringTools(),
    ...readyAnswerTools(),
    ...caseListTools(),
    ...auditTools(),
    ...helperTools(),
  ];
}
