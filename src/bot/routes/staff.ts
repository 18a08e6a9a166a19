import { callResults } from '../../domain/partnership/supply.ts';
import { looks } from '../../domain/partnership/candidate.ts';
import { partnerSteps, statuses } from '../../domain/partnership/application.ts';
import { officePresses } from '../../domain/partnership/agreement.ts';
import { goesOn } from '../../domain/partnership/evaluation.ts';
import { id, matching, member, month, number, oneOf, route } from './route.ts';

/** Buttons of the office, `s.<area>…`. */

const page = number(4);
const yes = oneOf('yes');

export const staffMenuRoute = route('s.menu');
/** Under a sample of a message: whoever presses one, nothing happens. */
export const sampleRoute = route('s.preview');
/** A way in to the desk, and the number that is said to stand on its page. */
export const deskNumberRoute = route('s.komp').and(id).and(number(2));
export const dashboardRoute = route('s.dash');
/** Whose results: of everybody, a kecamatan, a company or a programme. */
const resultScope = matching(String.raw`all|[kmp]-[a-z0-9.-]{1,40}`);
export const resultsRoute = route('s.result').maybe(resultScope).maybe(oneOf('meaning', 'areas'));
/** The papers of the results of a scope. */
export const resultPapersRoute = route('s.result.print').and(resultScope);
/** The rows behind them. */
export const resultRowsRoute = route('s.result.rows').and(resultScope);
export const inspectionRoute = route('s.inspect');
export const inspectedResultRoute = route('s.inspect.r').and(resultScope);
export const inspectedPageRoute = route('s.inspect').and(oneOf('rows', 'apps')).and(page);
/** An application. */
export const inspectedFileRoute = route('s.inspect.f').and(id);
/** Only what is older than an entry (0: the newest). */
export const inspectedLogRoute = route('s.inspect.log').and(id).maybe(page);
export const dashboardNoteRoute = route('s.dash.note');

/** A card that shows whose number is asked for, its row, and a row of its list. */
export const phoneRoute = route('s.hp')
  .and(oneOf('biz', 'verify', 'app', 'case', 'row', 'call', 'help'))
  .and(id)
  .maybe(id);

export const deskRoute = route('s.cases');
export const caseKindsRoute = route('s.cases.kinds');
export const caseAreasRoute = route('s.cases.areas');
export const giveAllRoute = route('s.cases.give').maybe(member);
/** A view, a kind or a kecamatan; a page; and what is done with all of it. */
export const queueRoute = route('s.cases')
  .and(matching(String.raw`mine|free|late|all|lists|k-[a-z-]{3,20}|a-\d\d\.\d\d\.\d\d`))
  .maybe(page)
  .maybe(oneOf('take', 'done', 'done.yes'));
/** The last one is whom it is given to, that a figure is to be applied, or what a review comes to. */
export const caseRoute = route('s.case')
  .and(id)
  .maybe(
    oneOf(
      'claim',
      'over',
      'release',
      'answer',
      'note',
      'next',
      'resolve',
      'destroyed',
      'file',
      'apply',
      'give',
      'review',
      'merge',
      'now',
    ),
  )
  .maybe(member);
/** A new case that is taken and answered: in a form, or with the words under which the button stands. */
export const ringRoute = route('s.ring').and(id);
/** The same words as a note, when a colleague was faster. */
export const ringNoteRoute = route('s.ring.note').and(id);
export const findCaseRoute = route('s.cases.find');
export const readyAnswersRoute = route('s.ready');
export const newReadyAnswerRoute = route('s.ready.new');
export const readyAnswerRoute = route('s.ready').and(id).maybe(oneOf('end', 'end-yes'));
/** A list and a page of it. */
export const rowsRoute = route('s.rows').and(id).maybe(page);
export const restRoute = route('s.rows').and(id).and(oneOf('rest')).maybe(yes);
/** A list, a business in it, and what came of it. */
export const rowRoute = route('s.row')
  .and(id)
  .and(id)
  .maybe(oneOf('reached', 'not-reached', 'not-needed'));

export const applicationsRoute = route('s.app');
/** A page. */
export const groupsRoute = route('s.groups').and(page);
export const applicationListRoute = route('s.app.l')
  .and(oneOf(...statuses))
  .and(page);
/** What it shows or where it goes; then that it is sure, that there is no relation, or that there is one. */
export const deskApplicationRoute = route('s.app')
  .and(id)
  .maybe(oneOf('check', ...statuses))
  .maybe(oneOf('yes', 'clear', 'related'));

/** What an officer has entered in the name of a company, which they take back or a second one decides; a page of them. */
export const letterRoute = route('s.letter')
  .and(id)
  .and(oneOf('show', 'yes', 'no', 'back'));
export const lettersRoute = route('s.letters').and(page);

/** An application whose agreement is meant, what is done with it, the text that was on the screen. */
export const agreementDeskRoute = route('s.agr')
  .and(id)
  .maybe(oneOf('draft', 'all', 'check', ...officePresses))
  .maybe(number(3))
  .maybe(yes);

/** An application under whose agreement is delivered. */
export const deskShipmentsRoute = route('s.ship').and(oneOf('list', 'new')).and(id);
/** A delivery, and what the company says of it. */
export const deskShipmentRoute = route('s.ship')
  .and(oneOf('see', 'paid', 'fix'))
  .and(id);
/** An application under whose agreement something is given. */
export const deskSupportsRoute = route('s.sup').and(oneOf('list', 'new')).and(id);
/** Something that is given. */
export const deskSupportRoute = route('s.sup').and(oneOf('give', 'paper')).and(id);
/** An evaluation, what is done with it, and that it is sure. */
export const deskEvaluationRoute = route('s.eval')
  .and(id)
  .maybe(oneOf('answers', 'letter', 'meeting', 'task', 'paper', ...goesOn))
  .maybe(yes);
export const latePaymentsRoute = route('s.late').and(page);
/** An application. */
export const deskDocumentsRoute = route('s.doc').and(id);
/** A document. */
export const deskDocumentRoute = route('s.doc')
  .and(oneOf('open', 'seen', 'identity'))
  .and(id);

/** An application: all of it as one PDF; without one its number is asked for. */
export const partnershipFileRoute = route('s.file').maybe(id);

export const registrationsRoute = route('s.verify');
export const registrationListRoute = route('s.verify').and(oneOf('open', 'twice')).and(page);
/** A business. */
/** Two registrations, of which the second may stay: both, what moves, how, and that it is sure. */
export const mergeRoute = route('s.merge')
  .and(id)
  .maybe(id)
  .maybe(oneOf('ask', 'two', 'into', 'from'))
  .maybe(yes);
/** A merging that waits for a second person. */
export const mergeDecisionRoute = route('s.merged').and(id).and(oneOf('yes', 'no'));
export const registrationRoute = route('s.verify')
  .and(id)
  .maybe(oneOf('right', 'fix', 'two'));

/** A person (`p12`), or a chat in which nobody has registered (`a12`). */
export const stuckRoute = route('s.stuck')
  .maybe(matching(String.raw`[pa]\d{1,9}`))
  .maybe(oneOf('free', 'yes'));
/** A person. */
export const recoverRoute = route('s.recover.new').and(id);
export const recoveryRoute = route('s.recover').and(id).and(oneOf('link', 'stop'));

export const salesRoute = route('s.sales')
  .maybe(month)
  .maybe(oneOf('remind', 'lock', 'unlock'))
  .maybe(yes);
export const findRoute = route('s.find');
export const businessRoute = route('s.biz')
  .and(id)
  .maybe(oneOf('record', 'history', ...looks));
/** Tags of a business; a tag that is put on it or taken away. */
export const businessTagsRoute = route('s.tags').and(id).maybe(id);
/** The tags of the office; a page of them; and one, with what is done about it. */
export const tagsRoute = route('s.tagset');
export const tagListRoute = route('s.tagset.list').and(page);
export const tagRoute = route('s.tagset')
  .and(id)
  .maybe(oneOf('name', 'end', 'end-yes'));
export const newTagRoute = route('s.tags.new').and(id);
export const businessLinkRoute = route('s.biz').and(id).and(oneOf('link'));

/** A training that is announced again. */
export const announceRoute = route('s.announce').maybe(id);
/** An announcement. */
export const basisRoute = route('s.basis').and(id);
export const announcementsRoute = route('s.send');
export const announcementRoute = route('s.send')
  .and(id)
  .and(
    oneOf(
      'show',
      'approve',
      'refuse',
      'pause',
      'resume',
      'cancel',
      'cancelYes',
      'unknown',
      'resend',
      'leave',
      'correct',
      'withdraw',
      'silent',
      'answered',
      'series',
      'seriesYes',
    ),
  );
/** An announcement, and a page of whoever fits it without Telegram. */
export const byHandListRoute = route('s.hand').and(id).maybe(page);
/** An announcement, one of these people, and what is ticked or unticked. */
export const byHandRoute = route('s.hand.p')
  .and(id)
  .and(id)
  .maybe(oneOf('told', 'untold', 'joins', 'unjoins'));
/** A change that waits for a second person. */
export const changeRoute = route('s.change')
  .and(id)
  .and(oneOf('show', 'yes', 'no'));
export const stopAllRoute = route('s.stop');
export const stopAllYesRoute = route('s.stop.yes');
export const startAllRoute = route('s.stop.end');

export const staffTrainingsRoute = route('s.tr');
/** A page. */
export const staffTrainingListRoute = route('s.tr.list').and(page);
export const staffTrainingRoute = route('s.tr')
  .and(id)
  .maybe(oneOf('list', 'wait', 'here', 'call', 'code', 'sheet', 'wa', 'mood', 'add', 'move', 'seats', 'off'))
  .maybe(page);
/** A participant, whether they are here, and the page that is shown again. */
export const presentRoute = route('s.here').and(id).and(oneOf(0, 1)).and(page);
/** A participant, and what they have said. */
export const callRoute = route('s.call')
  .and(id)
  .maybe(oneOf('take', 'decline', 'leave'));

export const exportsRoute = route('s.export');
export const newExportRoute = route('s.export.new');
export const fingerprintRoute = route('s.export.check');
export const exportRoute = route('s.export').and(id).and(oneOf('cancel'));

export const helperMenuRoute = route('s.help');
export const newOwnerRoute = route('s.help.new');
/** A draft. */
export const goOnRoute = route('s.help.go').and(id);
export const monthListRoute = route('s.help.list');
export const sheetsRoute = route('s.help.sheet');
export const servedRoute = route('s.help.owners').maybe(number(3));
/** A business. */
export const servedOneRoute = route('s.help').and(oneOf('o', 'fix')).and(id);
/** A business, what is done about its groups, and the page, the group or the application of a group. */
export const servedGroupRoute = route('s.help.g')
  .and(id)
  .maybe(oneOf('list', 'join', 'along', 'leave', 'leave-yes'))
  .maybe(id);
export const endServiceRoute = route('s.help.stop').and(id).maybe(oneOf('yes', 'erase'));
const helper = matching(String.raw`[\w-]{1,16}`);
export const moveOwnersRoute = route('s.help.move');
export const moveFromRoute = route('s.help.from').and(helper);
export const moveToRoute = route('s.help.to').and(helper).and(helper).maybe(yes);

export const programmesRoute = route('s.prog');
/** A page. */
export const programmeListRoute = route('s.prog.list').and(page);
export const newProgrammeRoute = route('s.prog.new');
export const programmeRoute = route('s.prog')
  .and(id)
  .maybe(oneOf('change', 'preview', 'open', 'close', 'archive', 'file', 'selection'))
  .maybe(yes);
const area = matching(String.raw`\d\d\.\d\d\.\d\d`);
/** A programme: who fits, in a kecamatan, and a page of their names. */
export const matchesRoute = route('s.prog.fit').and(id);
export const matchListRoute = route('s.prog.fit').and(id).and(area).and(page);
/** A programme, a business whose owner may be called about it, and what came of the call. */
export const callMatchRoute = route('s.prog.call')
  .and(id)
  .and(id)
  .maybe(oneOf(...callResults));
/** A programme whose owners are told. */
export const tellRoute = route('s.prog.tell').and(id).maybe(yes);
export const partnersRoute = route('s.partner');
/** A page. */
export const partnerListRoute = route('s.partner.list').and(page);
export const newPartnerRoute = route('s.partner.new');
export const partnerRoute = route('s.partner')
  .and(id)
  .maybe(oneOf('edit', 'accord', 'people', 'invite', 'supply'));
/** An accord with a company. */
export const accordRoute = route('s.accord').and(id).maybe(oneOf('fix', 'end'));

export const candidatesRoute = route('s.cand');
/** An evaluation that the company is asked about. */
export const companyEvaluationRoute = route('s.cand.eval').and(id);
/** A programme, and a page of whoever has applied to it. */
export const candidateListRoute = route('s.cand.l').and(id).and(page);
/** What is shown of it, or where it goes. */
export const candidateRoute = route('s.cand')
  .and(id)
  .maybe(oneOf('papers', 'vendor', ...looks, ...partnerSteps));
/** Deliveries under an agreement of the own company. */
export const companyShipmentsRoute = route('s.cand.sent').and(oneOf('list', 'new')).and(id);
export const companyShipmentRoute = route('s.cand.sent')
  .and(oneOf('see', 'paid', 'fix'))
  .and(id);
/** A step that was prepared, and whether it is signed. */
export const decisionRoute = route('s.sign').and(id).and(oneOf('yes', 'no'));
/** A step of a company with words of its own, and whether the office lets them pass. */
export const decisionWordsRoute = route('s.words').and(id).and(oneOf('yes', 'no'));
/** Up to four applications side by side. */
export const comparisonRoute = route('s.cand.by').and(id).maybe(id).maybe(id).maybe(id);
/** An application of a group that the company sees as one. */
export const candidateGroupRoute = route('s.cand.g').and(id);
/** A programme, all of whose candidates go into a file. */
export const candidateFileRoute = route('s.cand.file').and(id);
/** An application under whose agreement a text waits, which text, and that it is prepared, or agreed to for sure. */
export const companyAgreementRoute = route('s.cand.agr')
  .and(id)
  .maybe(number(3))
  .maybe(oneOf('ready', 'ask', 'yes'));
/** What the company is asked to destroy. */
export const recallsRoute = route('s.destroy');
export const recallRoute = route('s.destroy').and(id).maybe(oneOf('done', 'yes'));
/** A document. */
export const candidateDocumentRoute = route('s.cand.doc').and(id);

export const suppliesRoute = route('s.supply');
/** A page. */
export const supplyListRoute = route('s.supply.list').and(page);
export const newSupplyRoute = route('s.supply.new');
/** A search for suppliers, as the company sees it. */
export const supplyRoute = route('s.supply').and(id).maybe(oneOf('ask'));
/** A search, and a page of whoever said "Mau". */
export const suppliersRoute = route('s.supply.yes').and(id).and(page);
/** A company, and a page of its searches, as the office sees them. */
export const deskSuppliesRoute = route('s.supply.of').and(id).and(page);
/** A search, as the office sees it: its words may pass or not, or it ends. */
export const deskSupplyRoute = route('s.supply.desk')
  .and(id)
  .maybe(oneOf('yes', 'no', 'stop'));

export const membersRoute = route('s.members').maybe(page);
export const memberRoute = route('s')
  .and(oneOf('who', 'change', 'revoke'))
  .and(member)
  .maybe(yes);
export const inviteRoute = route('s.invite');
export const invitationsRoute = route('s.invitations');
export const invitationRoute = route('s.invitation').and(id).maybe(yes);
/** Whether whoever opened an invitation is the right person. */
export const openedInvitationRoute = route('s.member').and(id).and(oneOf('yes', 'no'));

const day = matching(String.raw`\d{4}-\d\d-\d\d|all`);
/** A day or all, an actor or all, up to which entry (0: the newest), and a page. */
export const auditRoute = route('s.audit');
export const auditViewRoute = route('s.audit').and(day).and(member).and(id).maybe(page);
export const auditByRoute = route('s.auditBy').and(day);
