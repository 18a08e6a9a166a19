import { guideReaders } from '../../domain/office/guide.ts';
import { oneSidedThings } from '../../domain/partnership/agreement.ts';
import { removalReasons } from '../../domain/partnership/group.ts';
import { documentKinds } from '../../domain/partnership/document.ts';
import { id, matching, month, number, oneOf, route } from './route.ts';

/** Buttons of owners and of people who are not known yet, beside the names of actions. */

export const languageRoute = route('language').and(oneOf('id', 'en'));
/** A person who shares the chat. */
export const personRoute = route('person').and(id);

/** A business. */
export const businessDataRoute = route('data.business').and(id);
/** A consent. */
/** A page. */
export const readersRoute = route('data.readers').maybe(number(3));
export const withdrawRoute = route('withdraw').and(id);
export const withdrawnRoute = route('withdrawn').and(id);
/** A move to another chat. */
export const objectionRoute = route('recovery').and(id).and(oneOf('stop'));
export const proposalRoute = route('proposal').and(id).and(oneOf('yes', 'no'));

export const claimRoute = route('claim');
export const claimNoRoute = route('claim.no');
/** An offer. */
export const claimOfferRoute = route('claim').and(id);

/** A month and whom it is for. */
export const reportMonthRoute = route('report').and(month).maybe(id);
export const zeroRoute = route('report.zero').and(month).maybe(id);
export const storedReportRoute = route('report')
  .and(oneOf('change', 'people', 'partner'))
  .and(id);
export const remindLaterRoute = route('remind.later').and(month).and(id);
/** A person. */
export const remindStopRoute = route('remind.stop').and(id);
/** A business. */
export const bankRoute = route('bank').and(id);
/** A business whose reports are read or corrected, and the page. */
export const ownReportsRoute = route('reports').and(oneOf('see', 'change')).and(id).maybe(number(3));
/** A page. */
export const ownRequestsRoute = route('requests').and(number(3));

export const ownCaseRoute = route('case')
  .and(oneOf('see', 'reply', 'yes', 'send'))
  .and(id);

/** What is done with photos and the place of a business. */
export const photoRoute = route('photo')
  .and(oneOf('see', 'add', 'point', 'show', 'off', 'no'))
  .and(id);
/** A photo. */
export const dropPhotoRoute = route('photo.drop').and(id);

/** A recording that waits. */
export const voiceRoute = route('voice').and(oneOf('send', 'write')).and(id);

const code = matching('[A-Z0-9]{6}');
export const reportCodeRoute = route('cek').and(oneOf('report', 'differs')).maybe(code);
export const sameCodeRoute = route('cek.same').and(code);

/** A business that tells who works there and who buys. */
export const followUpRoute = route('follow').and(id);

/** A business that was asked for its profit, and the year. */
export const profitRoute = route('profit').and(id).and(number(4));

export const applicationRoute = route('application').and(id);
export const applicationVerbRoute = route('application')
  .and(oneOf('nik', 'withdraw', 'withdraw-yes', 'keep', 'about', 'about-yes', 'end', 'end-yes'))
  .and(id);
/** An application whose agreement is meant. */
export const agreementRoute = route('agreement')
  .and(oneOf('see', 'ask', 'changed'))
  .and(id);
/** The same, and the text that was on the screen: no other one is agreed to. */
export const agreementTextRoute = route('agreement')
  .and(oneOf('all', 'sign', 'yes', 'no', 'no-yes'))
  .and(id)
  .and(number(3));
export const oneSidedRoute = route('agreement.changed')
  .and(id)
  .and(oneOf(...oneSidedThings));
/** An application under whose agreement is delivered. */
export const shipmentsRoute = route('ship').and(oneOf('list', 'new')).and(id);
/** A delivery. */
export const shipmentRoute = route('ship')
  .and(oneOf('see', 'paid', 'unpaid', 'fix'))
  .and(id);
/** An application under whose agreement something is given. */
export const supportsRoute = route('support.list').and(id);
/** Something that was given: received, or not yet. */
export const supportRoute = route('support').and(oneOf('yes', 'no')).and(id);
/** An evaluation that an owner is asked about. */
export const evaluationRoute = route('evaluation').and(id);
/** An application: what was sent for it, and what more could be. */
export const documentsRoute = route('application.docs').and(id);
/** What comes next, and for which application. */
export const sendDocumentRoute = route('application.docs')
  .and(oneOf(...documentKinds))
  .and(id);
/** A business. */
export const changeAnswersRoute = route('partnership.change').and(id);
/** A check. */
export const checkRoute = route('partnership')
  .and(oneOf('see', 'details', 'apply', 'send', 'review'))
  .and(id);

/** What is done with news of a programme, and for whom it was. */
export const programmeNewsRoute = route('programme.news').and(oneOf('see', 'stop')).and(id);
/** A consent of its own that is asked for. */
export const programmeConsentRoute = route('programme.agree').and(oneOf('news', 'calls', 'found'));
/** Whether a company that looks for suppliers may see the owner: a question that was asked. */
export const inquiryRoute = route('supply').and(oneOf('yes', 'no')).and(id);

/** A group that somebody is in. */
export const groupRoute = route('group')
  .and(oneOf('see', 'invite', 'leave', 'leave-yes', 'head'))
  .and(id);
/** A group, whom its head takes out of it, and why. */
export const groupOutRoute = route('group.out')
  .and(id)
  .maybe(id)
  .maybe(oneOf(...removalReasons));
export const foundGroupRoute = route('group.found');
/** A group, and the programme for which it applies. */
export const groupApplyRoute = route('group.apply').and(id).maybe(matching('[a-z0-9-]{1,20}'));
/** An application of a group, and whom the message was for. */
export const groupApplicationRoute = route('group.app')
  .and(oneOf('see', 'details', 'join', 'no', 'send', 'send-yes'))
  .and(id)
  .maybe(id);

/** An application of a group, a member's own in it, and how many parts that one has. */
export const groupShareRoute = route('group.share').and(id).maybe(id).maybe(number(2));

/** A page. */
export const trainingsRoute = route('t.list').and(number(3));
export const ownTrainingsRoute = route('t.mine');
export const trainingRoute = route('t')
  .and(oneOf('see', 'place', 'ask'))
  .and(id);
/** A training and who joins it. */
export const joinRoute = route('t.join').and(id).maybe(id);
export const cannotComeRoute = route('t.no').and(id).and(id);
export const participantRoute = route('t')
  .and(oneOf('cal', 'sub', 'self', 'leave', 'leave-yes', 'keep', 'take', 'pass', 'come'))
  .and(id);
export const rateRoute = route('t.rate')
  .and(id)
  .and(oneOf(1, 2, 3));
/** A participant, how the code came here, and the code, without which nobody is recorded. */
export const hereRoute = route('t.here').and(id).and(oneOf('code', 'qr')).and(matching('[A-Za-z0-9]{1,12}'));
export const codeAgainRoute = route('t.retry');
export const atTheDoorRoute = route('t.door');

/** A survey, and whom it was sent to. */
export const surveyRoute = route('survey').and(id).maybe(id);
/** A survey that is answered once more. */
export const surveyAgainRoute = route('survey.again').and(id);

/** Whom an announcement was for. */
export const newsOfRoute = route('t.news').maybe(id);
export const newsRoute = route('news')
  .and(oneOf('near', 'topics', 'all', 'stop'))
  .and(id);

/** A guide to be sent. */
export const guideRoute = route('guide').and(oneOf(...guideReaders));
