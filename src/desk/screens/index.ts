import type { Screen } from '../screen.ts';
import { application } from './application.tsx';
import { applications } from './applications.tsx';
import { announce } from './announce.tsx';
import { announcement } from './announcement.tsx';
import { announcementHand } from './announcement-hand.tsx';
import { announcements } from './announcements.tsx';
import { auditLog } from './audit-log.tsx';
import { business } from './business.tsx';
import { businesses } from './businesses.tsx';
import { candidate } from './candidate.tsx';
import { candidateCompare } from './candidate-compare.tsx';
import { candidates } from './candidates.tsx';
import { desks } from './desks.tsx';
import { candidateDocument, document } from './document.ts';
import { inspection } from './inspection.tsx';
import { member } from './member.tsx';
import { members } from './members.tsx';
import { ownerListScreen } from './owner-list.tsx';
import { ownerListsScreen } from './owner-lists.tsx';
import { registration } from './registration.tsx';
import { registrations } from './registrations.tsx';
import { request } from './request.tsx';
import { requests } from './requests.tsx';
import { results } from './results.tsx';
import { sales } from './sales.tsx';
import { salesFigure } from './sales-figure.tsx';
import { salesLock, salesRemind } from './sales-month.tsx';
import { salesPaste } from './sales-paste.tsx';
import { survey } from './survey.tsx';
import { surveyNew } from './survey-new.tsx';
import { surveys } from './surveys.tsx';
import { sending } from './sending.tsx';
import { today } from './today.tsx';

/** The screens of the desk, in the order of the sections. */
export const screens: readonly Screen[] = [
  today,
  requests,
  request,
  businesses,
  // Before what would take its word for a number.
  ownerListsScreen,
  ownerListScreen,
  business,
  sales,
  // What would take the words of others for a number comes after them, here and below.
  salesPaste,
  salesLock,
  salesRemind,
  salesFigure,
  announcements,
  announce,
  announcement,
  announcementHand,
  surveys,
  surveyNew,
  survey,
  registrations,
  registration,
  applications,
  application,
  document,
  candidates,
  // Before what would take its word for a number.
  candidateCompare,
  candidate,
  candidateDocument,
  results,
  inspection,
  sending,
  members,
  member,
  auditLog,
  desks,
];
