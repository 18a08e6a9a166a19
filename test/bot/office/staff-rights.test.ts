import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import cases from '../../../locales/id/case.json' with { type: 'json' };
import common from '../../../locales/id/common.json' with { type: 'json' };
import { partnerSteps, statuses } from '../../../src/domain/partnership/application.ts';
import { may, roles, worksIn, type Duty, type Right, type Role } from '../../../src/domain/office/roles.ts';
import { staffButtons } from '../../../src/bot/features/staff/index.ts';
import { correctAnnouncement } from '../../../src/services/announcements/announcement-changes.ts';
import { addByHand } from '../../../src/services/trainings/attendance.ts';
import { openCase } from '../../../src/services/cases/cases.ts';
import { revokeMember } from '../../../src/services/roles/role-ends.ts';
import { atomically } from '../../../src/services/core/services.ts';
import { agreementRows, applicationOf } from '../../support/agreement.ts';
import { assistedOwner } from '../../support/assisted.ts';
import { HOUR } from '../../support/clock.ts';
import { share } from '../../support/long.ts';
import { officer, type MemberInChat } from '../../support/members.ts';
import { openOffice, type Office, type Owner } from '../../support/office.ts';
import { textOf } from '../../../src/simulator/simulator.ts';
import { storedOwner } from '../../support/people.ts';
import { pressesOf, type Press } from '../../support/presses.ts';
import { everybody, announce } from '../../support/recipients.ts';
import { GRESIK, training } from '../../support/training.ts';
import { enterLetter } from '../../../src/services/partnership/steps/partner-letters.ts';
import { inTransaction } from '../../support/in-transaction.ts';
import { documentOf } from '../../support/documents.ts';
import { SUPPLY_VERSION } from '../../support/programme.ts';

const ELSEWHERE = '35.25.01';
/** The menu, and the way in to one's own desk (test/desk/way-in.test.ts): whatever the role. */
const EVERYBODYS = ['s.menu', 's.komp'];

/** The things that buttons are about; all of them lie in Gresik. */
interface Things {
  readonly business: number;
  readonly person: number;
  readonly question: number;
  readonly list: number;
  readonly training: number;
  readonly announcement: number;
  /** A change of the announcement that waits for a second person. */
  readonly change: number;
  readonly application: number;
  /** Another one, with an agreement in force and a delivery. */
  readonly partnered: number;
  readonly shipment: number;
  readonly support: number;
  readonly evaluation: number;
  /** What an officer has entered from a letter of the company. */
  readonly letter: number;
  readonly document: number;
  /** A document that needs the right to papers. */
  readonly permit: number;
  readonly invitation: number;
  readonly assisted: number;
  /** Somebody without Telegram who takes part in the training. */
  readonly called: number;
  readonly member: string;
  readonly programme: number;
  readonly partner: number;
  readonly accord: number;
}

interface Action {
  readonly duty: Duty;
  readonly data: (of: Things) => string;
  /**
   * open: only the duty decides; place: the thing has to lie where the member works; never: it belongs to somebody
   * else, so that nobody of this test may do it.
   */
  readonly where: 'open' | 'place' | 'never';
  /** Only shows something, so that it can be pressed by everybody who may. */
  readonly shows?: boolean;
}

const open = (duty: Duty, ...all: readonly string[]): readonly Action[] =>
  all.map((data) => ({ duty, data: () => data, where: 'open', shows: true }));
const opens = (duty: Duty, ...all: readonly ((of: Things) => string)[]): readonly Action[] =>
  all.map((data) => ({ duty, data, where: 'open' }));
const views = (duty: Duty, ...all: readonly ((of: Things) => string)[]): readonly Action[] =>
  all.map((data) => ({ duty, data, where: 'place', shows: true }));
const acts = (duty: Duty, ...all: readonly ((of: Things) => string)[]): readonly Action[] =>
  all.map((data) => ({ duty, data, where: 'place' }));
const never = (duty: Duty, ...all: readonly ((of: Things) => string)[]): readonly Action[] =>
  all.map((data) => ({ duty, data, where: 'never' }));

const sending = [
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
];

const actions: readonly Action[] = [
  ...open('announce', 's.announce', 's.send'),
  ...views(
    'announce',
    (of) => `s.send.${of.announcement}.show`,
    (of) => `s.change.${of.change}.show`,
  ),
  ...views('announce', (of) => `s.hand.${of.announcement}`),
  // Siti has Telegram: nobody finds her there.
  ...never(
    'announce',
    ...['', '.told', '.untold', '.joins', '.unjoins'].map(
      (verb) => (of: Things) => `s.hand.p.${of.announcement}.${of.person}${verb}`,
    ),
  ),
  ...acts(
    'announce',
    (of) => `s.announce.${of.training}`,
    (of) => `s.basis.${of.announcement}`,
    ...sending.map((verb) => (of: Things) => `s.send.${of.announcement}.${verb}`),
    ...['yes', 'no'].map((verb) => (of: Things) => `s.change.${of.change}.${verb}`),
  ),
  ...open('stop', 's.stop'),
  ...opens(
    'stop',
    () => 's.stop.yes',
    () => 's.stop.end',
  ),
  ...open('trainings', 's.tr', 's.tr.list.0'),
  ...views(
    'trainings',
    (of) => `s.tr.${of.training}`,
    ...['list', 'wait', 'here', 'call', 'sheet', 'wa', 'mood'].map(
      (verb) => (of: Things) => `s.tr.${of.training}.${verb}`,
    ),
  ),
  ...acts(
    'trainings',
    ...['code', 'add', 'move', 'seats', 'off'].map((verb) => (of: Things) => `s.tr.${of.training}.${verb}`),
    () => 's.here.1.0.0',
    () => 's.here.1.1.0',
    ...['take', 'decline', 'leave'].map((verb) => () => `s.call.1.${verb}`),
  ),
  ...views(
    'trainings',
    (of) => `s.call.${of.called}`,
    (of) => `s.hp.call.${of.called}`,
  ),
  ...open('cases', 's.app', 's.groups.0', ...statuses.map((status) => `s.app.l.${status}.0`)),
  ...views(
    'cases',
    (of) => `s.app.${of.application}`,
    (of) => `s.app.${of.application}.check`,
    (of) => `s.hp.app.${of.application}`,
    (of) => `s.hp.verify.${of.business}`,
    (of) => `s.hp.case.${of.question}`,
    (of) => `s.hp.row.${of.list}.${of.business}`,
  ),
  ...acts(
    'cases',
    ...['yes', 'clear', 'related'].map((sure) => (of: Things) => `s.app.${of.application}.verified.${sure}`),
    ...statuses.map((status) => (of: Things) => `s.app.${of.application}.${status}`),
  ),
  ...views(
    'cases',
    (of) => `s.agr.${of.partnered}`,
    (of) => `s.agr.${of.partnered}.all.1`,
    (of) => `s.ship.list.${of.partnered}`,
    (of) => `s.ship.see.${of.shipment}`,
    (of) => `s.sup.list.${of.partnered}`,
    (of) => `s.eval.${of.evaluation}`,
    (of) => `s.eval.${of.evaluation}.answers`,
    (of) => `s.letter.${of.letter}.show`,
  ),
  ...open('cases', 's.letters.0'),
  // Only the one who has entered it takes it back.
  ...never('cases', (of) => `s.letter.${of.letter}.back`),
  ...acts(
    'cases',
    (of) => `s.agr.${of.partnered}.draft`,
    ...['check', 'offer', 'partner-yes', 'signed', 'drop'].map(
      (verb) => (of: Things) => `s.agr.${of.partnered}.${verb}.1`,
    ),
    (of) => `s.agr.${of.partnered}.drop.1.yes`,
    ...['yes', 'no'].map((verb) => (of: Things) => `s.letter.${of.letter}.${verb}`),
    ...['letter', 'meeting', 'task', 'paper', 'continue', 'change', 'continue.yes'].map(
      (verb) => (of: Things) => `s.eval.${of.evaluation}.${verb}`,
    ),
    (of) => `s.ship.new.${of.partnered}`,
    (of) => `s.sup.new.${of.partnered}`,
    ...['give', 'paper'].map((verb) => (of: Things) => `s.sup.${verb}.${of.support}`),
    ...['paid', 'fix'].map((verb) => (of: Things) => `s.ship.${verb}.${of.shipment}`),
  ),
  ...never('cases', ...['yes', 'no'].map((answer) => () => `s.words.999.${answer}`)),
  ...open('cases', 's.late.0'),
  ...views(
    'cases',
    (of) => `s.doc.${of.application}`,
    (of) => `s.doc.open.${of.document}`,
  ),
  ...opens(
    'export',
    () => 's.dash.note',
    () => 's.file',
  ),
  ...acts('export', (of) => `s.file.${of.application}`),
  ...views('papers', (of) => `s.doc.open.${of.permit}`),
  ...acts(
    'cases',
    (of) => `s.doc.seen.${of.document}`,
    (of) => `s.doc.identity.${of.document}`,
  ),
  ...acts(
    'papers',
    (of) => `s.doc.seen.${of.permit}`,
    (of) => `s.doc.identity.${of.permit}`,
  ),
  ...open('cases', 's.verify', 's.verify.open.0', 's.verify.twice.0'),
  ...views('cases', (of) => `s.verify.${of.business}`),
  ...acts(
    'cases',
    ...['right', 'fix', 'two'].map((verb) => (of: Things) => `s.verify.${of.business}.${verb}`),
  ),
  ...open('cases', 's.stuck'),
  ...views(
    'cases',
    (of) => `s.stuck.p${of.person}`,
    (of) => `s.stuck.p${of.person}.free`,
  ),
  ...acts(
    'cases',
    (of) => `s.stuck.p${of.person}.yes`,
    (of) => `s.recover.new.${of.person}`,
  ),
  ...never(
    'cases',
    () => 's.recover.999.link',
    () => 's.recover.999.stop',
  ),
  ...open('answers', 's.ready', 's.ready.999'),
  ...open('answers', 's.tagset', 's.tagset.list.0'),
  ...never(
    'answers',
    () => 's.tagset.999',
    ...['name', 'end', 'end-yes'].map((verb) => () => `s.tagset.999.${verb}`),
  ),
  ...opens(
    'answers',
    () => 's.ready.new',
    () => 's.ready.999.end',
    () => 's.ready.999.end-yes',
  ),
  ...open(
    'cases',
    's.cases',
    's.cases.find',
    's.cases.kinds',
    's.cases.areas',
    's.cases.give',
    ...['mine', 'free', 'late', 'all', 'lists', 'k-question', `a-${GRESIK}`].map((view) => `s.cases.${view}`),
  ),
  ...never('cases', () => 's.cases.give.nobody'),
  ...opens(
    'cases',
    () => 's.cases.mine.0.take',
    () => 's.cases.mine.0.done',
    () => 's.cases.mine.0.done.yes',
  ),
  ...views(
    'cases',
    (of) => `s.case.${of.question}`,
    ...['give', 'merge', 'review'].map((verb) => (of: Things) => `s.case.${of.question}.${verb}`),
  ),
  ...acts(
    'cases',
    (of) => `s.ring.${of.question}`,
    (of) => `s.ring.note.${of.question}`,
    ...[
      'file',
      'claim',
      'over',
      'release',
      'answer',
      'note',
      'next',
      'resolve',
      'destroyed',
      'apply',
      'give.nobody',
      'now',
      'merge.999',
      'merge.999-yes',
    ].map((verb) => (of: Things) => `s.case.${of.question}.${verb}`),
  ),
  ...views(
    'cases',
    (of) => `s.rows.${of.list}`,
    (of) => `s.rows.${of.list}.rest`,
    (of) => `s.row.${of.list}.${of.business}`,
  ),
  ...acts(
    'cases',
    (of) => `s.rows.${of.list}.rest.yes`,
    ...['reached', 'not-reached', 'not-needed'].map(
      (verb) => (of: Things) => `s.row.${of.list}.${of.business}.${verb}`,
    ),
  ),
  ...views('cases', (of) => `s.merge.${of.business}`),
  ...never(
    'cases',
    ...['', '.ask', '.two', '.into', '.from', '.two.yes'].map(
      (step) => (of: Things) => `s.merge.${of.business}.999${step}`,
    ),
    () => 's.merged.999.yes',
    () => 's.merged.999.no',
  ),
  ...open('sales', 's.sales', 's.sales.2026-10', 's.find'),
  ...opens(
    'sales',
    ...['remind', 'lock', 'unlock'].flatMap((verb) => [
      () => `s.sales.2026-10.${verb}`,
      () => `s.sales.2026-10.${verb}.yes`,
    ]),
  ),
  ...views(
    'sales',
    (of) => `s.biz.${of.business}`,
    (of) => `s.biz.${of.business}.history`,
    ...['photos', 'point'].map((look) => (of: Things) => `s.biz.${of.business}.${look}`),
    (of) => `s.tags.${of.business}`,
    (of) => `s.hp.biz.${of.business}`,
  ),
  ...acts(
    'sales',
    (of) => `s.biz.${of.business}.record`,
    (of) => `s.tags.${of.business}.999`,
    (of) => `s.tags.new.${of.business}`,
  ),
  ...acts('cases', (of) => `s.biz.${of.assisted}.link`),
  ...open('dashboard', 's.dash', 's.result'),
  ...never(
    'dashboard',
    () => 's.result.k-35.25.16',
    () => 's.result.all.meaning',
    () => 's.result.all.areas',
  ),
  ...open('inspect', 's.inspect'),
  ...opens(
    'inspect',
    () => 's.inspect.rows.0',
    () => 's.inspect.log.0',
  ),
  ...views('inspect', () => 's.inspect.apps.0'),
  ...acts('inspect', (of) => `s.inspect.f.${of.partnered}`),
  ...never('inspect', () => 's.inspect.r.all'),
  ...open('export', 's.export', 's.export.check'),
  ...opens('export', () => 's.export.new'),
  ...never(
    'export',
    () => 's.export.999.cancel',
    () => 's.result.print.all',
    () => 's.result.rows.all',
  ),
  ...open('assist', 's.help', 's.help.list', 's.help.owners'),
  ...opens(
    'assist',
    () => 's.help.new',
    () => 's.help.sheet',
  ),
  ...never(
    'assist',
    () => 's.help.go.999',
    (of) => `s.help.o.${of.assisted}`,
    (of) => `s.hp.help.${of.assisted}`,
    (of) => `s.help.fix.${of.assisted}`,
    ...['', '.list.0', '.join.1', '.along.1', '.leave.1', '.leave-yes.1'].map(
      (verb) => (of: Things) => `s.help.g.${of.assisted}${verb}`,
    ),
    (of) => `s.help.stop.${of.assisted}`,
    (of) => `s.help.stop.${of.assisted}.yes`,
    (of) => `s.help.stop.${of.assisted}.erase`,
  ),
  ...opens(
    'cases',
    () => 's.help.move',
    (of) => `s.help.from.${of.member}`,
  ),
  ...never('cases', (of) => `s.help.to.${of.member}.${of.member}.yes`),
  ...open('programmes', 's.prog', 's.prog.list.0', 's.partner', 's.partner.list.0'),
  ...opens(
    'announce',
    (of) => `s.prog.tell.${of.programme}`,
    (of) => `s.prog.tell.${of.programme}.yes`,
  ),
  ...opens(
    'programmes',
    () => 's.prog.new',
    () => 's.partner.new',
    (of) => `s.prog.${of.programme}`,
    (of) => `s.prog.fit.${of.programme}`,
    (of) => `s.prog.fit.${of.programme}.${GRESIK}.0`,
    ...['change', 'preview', 'open', 'close', 'archive', 'file', 'selection', 'archive.yes'].map(
      (verb) => (of: Things) => `s.prog.${of.programme}.${verb}`,
    ),
    (of) => `s.partner.${of.partner}`,
    ...['', '.fix', '.end'].map((verb) => (of: Things) => `s.accord.${of.accord}${verb}`),
    ...['edit', 'accord', 'people', 'invite', 'supply'].map(
      (verb) => (of: Things) => `s.partner.${of.partner}.${verb}`,
    ),
  ),
  ...never(
    'programmes',
    () => 's.supply.of.999.0',
    () => 's.supply.desk.999',
    ...['yes', 'no', 'stop'].map((verb) => () => `s.supply.desk.999.${verb}`),
  ),
  // Siti has not agreed to be called.
  ...never(
    'programmes',
    ...['', '.interested', '.declined', '.not-reached'].map(
      (verb) => (of: Things) => `s.prog.call.${of.programme}.${of.business}${verb}`,
    ),
  ),
  ...open('candidates', 's.cand', 's.destroy', 's.supply', 's.supply.list.0'),
  // Whoever stands for no company sees no applicant.
  ...never(
    'candidates',
    (of) => `s.cand.l.${of.programme}.0`,
    (of) => `s.cand.${of.application}`,
    (of) => `s.cand.${of.application}.papers`,
    (of) => `s.cand.${of.application}.vendor`,
    ...['photos', 'point'].map((look) => (of: Things) => `s.cand.${of.application}.${look}`),
    ...partnerSteps.map((step) => (of: Things) => `s.cand.${of.application}.${step}`),
    (of) => `s.cand.g.${of.application}`,
    ...['', '.1.ready', '.1.ask', '.1.yes'].map(
      (verb) => (of: Things) => `s.cand.agr.${of.partnered}${verb}`,
    ),
    ...['', '.done', '.yes'].map((verb) => (of: Things) => `s.destroy.${of.question}${verb}`),
    (of) => `s.cand.eval.${of.evaluation}`,
    ...['yes', 'no'].map((answer) => () => `s.sign.999.${answer}`),
    ...['list', 'new'].map((verb) => (of: Things) => `s.cand.sent.${verb}.${of.partnered}`),
    ...['see', 'paid', 'fix'].map((verb) => (of: Things) => `s.cand.sent.${verb}.${of.shipment}`),
    (of) => `s.cand.by.${of.application}`,
    (of) => `s.cand.doc.${of.document}`,
    (of) => `s.cand.file.${of.programme}`,
    () => 's.supply.new',
    () => 's.supply.999',
    () => 's.supply.999.ask',
    () => 's.supply.yes.999.0',
  ),
  ...open('members', 's.members', 's.invitations'),
  ...opens(
    'members',
    () => 's.invite',
    (of) => `s.member.${of.invitation}.yes`,
    (of) => `s.member.${of.invitation}.no`,
    (of) => `s.invitation.${of.invitation}.yes`,
    ...['who', 'change', 'revoke'].map((verb) => (of: Things) => `s.${verb}.${of.member}`),
    (of) => `s.revoke.${of.member}.yes`,
  ),
  ...open('audit', 's.audit', 's.audit.all.all.0', 's.auditBy.all'),
];

interface Standing {
  readonly role: Role;
  readonly rights: readonly Right[];
  readonly kecamatan: readonly string[];
}

/**
 * Every so manieth button is tried with the database by one standing in `npm test`. A role has up to six standings, and
 * seven has no factor in common with six: the standings that one button meets differ in rights and in place.
 */
const EVERY = 7;

const everyRight: readonly Right[] = ['send', 'export', 'nik', 'papers'];

const standings: readonly Standing[] = roles.flatMap((role) =>
  // Rights apart mean something only where the role has the duty that needs them.
  (['partner', 'helper', 'auditor'].includes(role) ? [everyRight] : [[], everyRight]).flatMap((rights) =>
    [[], [GRESIK], [ELSEWHERE]].map((kecamatan) => ({ role, rights, kecamatan })),
  ),
);

function allowed(of: Standing, { duty, where }: Action): boolean {
  return may(of, duty) && where !== 'never' && (where === 'open' || worksIn(of, GRESIK));
}

describe('what everybody in the office may do', () => {
  let office: Office;
  let things: Things;
  let siti: Owner;
  let helper: MemberInChat;
  let tables: string | undefined;

  beforeAll(async () => {
    office = await openOffice();
    const { prisma } = office.database;
    siti = await storedOwner(office);
    const admin = await officer(office, { name: 'Kepala', role: 'admin', rights: everyRight });
    helper = await officer(office, { name: 'Pendamping', role: 'helper', rights: [] });
    const { personId, businessId } = await assistedOwner(office, helper.member, {
      name: 'Sumiati Rahasia',
      phone: '+6281255550001',
      kecamatan: GRESIK,
    });
    const business = await prisma.business.findFirstOrThrow({ where: { ownerId: { not: personId } } });
    const person = business.ownerId ?? 0;
    await siti.walk('/menu', '>Tanya petugas', 'Pertanyaan yang rahasia');
    const question = await prisma.case.findFirstOrThrow({ where: { kind: 'question' } });
    const list = await inTransaction(office.services, (inside) =>
      openCase(inside, {
        kind: 'list-nib',
        accountId: undefined,
        personId: undefined,
        kecamatan: GRESIK,
      }),
    );
    await prisma.caseRow.create({ data: { caseId: list.id, businessId: business.id, details: {} } });
    const consent = await prisma.consent.findFirstOrThrow({ where: { personId: person } });
    const application = await prisma.application.create({
      data: {
        office: 'gresik',
        number: 'P-2611-0001',
        businessId: business.id,
        personId: person,
        personNumber: consent.personNumber,
        programmeId: 'sig-supply',
        programmeVersion: SUPPLY_VERSION,
        consentId: consent.id,
        nikBy: 'officer',
        dueOn: '2026-11-05',
      },
    });
    const partnered = await applicationOf(office.services, {
      personId: person,
      personNumber: consent.personNumber,
      businessId: business.id,
    });
    const agreement = await agreementRows(office.services, partnered);
    const { id: shipment } = await prisma.shipment.create({
      data: {
        agreementId: agreement,
        sentOn: '2026-10-01',
        dueOn: '2026-10-15',
        value: 2_500_000,
        deductions: 0,
        state: 'unpaid',
        createdAt: office.clock.now(),
      },
    });
    const { id: evaluation } = await prisma.evaluation.create({
      data: {
        agreementId: agreement,
        year: 1,
        fromOn: '2025-10-01',
        untilOn: '2026-09-30',
        openedAt: office.clock.now(),
        ownerSaid: { payment: 'no', support: 'yes', again: 'no' },
        ownerAt: office.clock.now(),
      },
    });
    await inTransaction(office.services, (inside) =>
      enterLetter(inside, admin.member, partnered, {
        kind: 'letter-answers',
        evaluation,
        said: { quality: 'no', again: 'no' },
        letter: '047/SIG/2026 rahasia',
      }),
    );
    const letter = await prisma.pendingChange.findFirstOrThrow();
    const { id: support } = await prisma.support.create({
      data: {
        agreementId: agreement,
        kind: 'means',
        source: 'inti',
        repaid: false,
        toldBy: 'partner',
        enteredBy: admin.member.number,
        promisedAt: office.clock.now(),
      },
    });
    const announcement = await announce(prisma, office.services, admin.member, {
      text: 'Kabar rahasia.',
      audience: { ...everybody, kecamatan: [GRESIK] },
    });
    // It has gone out, so that everything can be done with it.
    await prisma.announcement.update({
      where: { id: announcement.id },
      data: { status: 'paused', startedAt: office.clock.now() },
    });
    const change = await atomically(prisma, office.services, async (inside) => {
      await correctAnnouncement(inside, announcement.id, admin.member, 'Kabar rahasia di u.to');
      return inside.db.pendingChange.findFirstOrThrow({ where: { kind: 'announcement-text' } });
    });
    const { id: trainingId } = await training(office, { kecamatan: GRESIK });
    const added = await atomically(prisma, office.services, (inside) =>
      addByHand(inside, trainingId, admin.member, {
        who: {
          stranger: {
            name: 'Sumiati Panggil',
            phone: '+6281255550002',
            salutation: 'P',
            kecamatan: GRESIK,
          },
        },
        source: 'phone',
      }),
    );
    if (!('participant' in added)) throw new Error(`expected a participant, got ${added.kind}`);
    const programme = await prisma.programme.findFirstOrThrow({ where: { programmeId: 'sig-supply' } });
    const { id: accord } = await prisma.accord.create({
      data: {
        partnerId: programme.partnerId,
        kind: 'agreement',
        number: '001/PKS/2026',
        signedOn: '2026-01-01',
        startsOn: '2026-01-01',
        endsOn: '2026-01-31',
        dataClause: 'Pasal 7',
        createdBy: admin.member.number,
        createdAt: office.clock.now(),
      },
    });
    things = {
      programme: programme.id,
      partner: programme.partnerId,
      accord,
      business: business.id,
      person,
      question: question.id,
      list: list.id,
      training: trainingId,
      called: added.participant.id,
      announcement: announcement.id,
      change: change.id,
      application: application.id,
      partnered: partnered.id,
      shipment,
      support,
      evaluation,
      letter: letter.id,
      document: await documentOf(office, application.id, 'product'),
      permit: await documentOf(office, application.id, 'licence'),
      invitation: 1,
      assisted: businessId,
      member: admin.member.number,
    };
  });
  afterAll(() => office.close());

  /**
   * What stands in the database, apart from what every update leaves, and from the audit log: a read that was refused
   * may be noted there. One statement that stays the same, so that it is planned once.
   */
  async function rows(): Promise<Readonly<Record<string, string>>> {
    const { prisma } = office.database;
    tables ??= (
      await prisma.$queryRaw<readonly { readonly name: string }[]>`
        SELECT relname::text AS name FROM pg_class
        WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
          AND relname NOT IN ('audit', 'effect', 'inbox_update', 'account', 'instance', 'job_run', '_prisma_migrations')`
    )
      .map(
        ({ name }) =>
          `SELECT '${name}' AS name, sum(hashtextextended(t::text, 0))::text AS rows FROM "${name}" t`,
      )
      .join(' UNION ALL ');
    const found =
      await prisma.$queryRawUnsafe<readonly { readonly name: string; readonly rows: string | null }[]>(
        tables,
      );
    const { stoppedAt, stoppedBy } = await prisma.instance.findFirstOrThrow();
    return {
      stopped: `${stoppedAt?.toISOString()} ${stoppedBy}`,
      ...Object.fromEntries(found.map((it) => [it.name, it.rows ?? ''])),
    };
  }

  async function press(owner: Owner, data: string): Promise<string> {
    office.clock.advance(HOUR / 60);
    const said = await owner.act((person) => person.pressData(person.messages.at(-1)?.message_id ?? 0, data));
    return said.join('\n');
  }

  const secrets = ['Siti Aminah', 'Otak-otak', 'Sumiati', 'rahasia', '0812'];
  const { noDuty, 'press.unknown': unknown } = common;
  const refused = [noDuty, unknown, cases.no];

  it('reads about people only what cannot be passed on, and a phone number only where it was asked for', async () => {
    const budi = await officer(office, { name: 'Budi Santoso', rights: everyRight });
    const { prisma } = office.database;
    const people = ['Siti Aminah', 'Otak-otak', 'Sumiati', 'Bu Siti'];
    const phones = [siti.person.phone, '81255550001', '81255550002'].map((it) =>
      it.replaceAll(/\D/g, '').replace(/^62/, ''),
    );
    const looks = (): Promise<number> => prisma.audit.count({ where: { action: 'phone.read' } });
    let named = 0;
    const shownTo = async (pressed: Press, data: string): Promise<void> => {
      const looked = await looks();
      const { sent } = await pressed(data);
      const asks = data.startsWith('s.hp.');
      expect((await looks()) - looked, data).toBe(asks ? 1 : 0);
      for (const { text, kept } of sent) {
        if (people.some((name) => text.includes(name))) {
          named++;
          expect(kept, `${data}: ${text}`).toBe(true);
        }
        const digits = text.replaceAll(/\D/g, '');
        expect(
          phones.some((phone) => digits.includes(phone)),
          `${data}: ${text}`,
        ).toBe(asks);
        if (text.includes('https://t.me/')) expect(kept, `${data}: ${text}`).toBe(false);
      }
      if (asks) expect(sent.map((it) => it.kept)).toEqual([true]);
    };
    const all = actions.filter((it) => it.shows === true && may(budi.member, it.duty));
    const pressed = await pressesOf(office, budi.person.id);
    for (const action of all) await shownTo(pressed, action.data(things));
    const helps = await pressesOf(office, helper.person.id);
    for (const data of ['s.help.owners', `s.help.o.${things.assisted}`, `s.hp.help.${things.assisted}`])
      await shownTo(helps, data);
    expect(named).toBeGreaterThan(15);
    // What an owner answers in a case comes by itself.
    await press(budi, `s.case.${things.question}.answer`);
    await budi.walk('Baik, Bu.');
    await office.idle();
    await siti.walk('>Balas', 'Kata-kata dari pemilik');
    await office.idle();
    const note = budi.person.messages.findLast((it) => textOf(it).includes('Kata-kata dari pemilik'));
    expect(note?.has_protected_content).toBe(true);
    // What somebody reads about themselves is theirs.
    await siti.say('/dataku');
    expect(siti.person.messages.filter((it) => it.has_protected_content === true)).toEqual([]);
  });

  /** Somebody new of the office, who becomes whatever a test wants of them. */
  async function anybody(): Promise<(wanted: Standing) => Promise<Press>> {
    const { person, member } = await officer(office, { name: 'Anggota Uji' });
    return async ({ role, rights, kecamatan }) => {
      await office.database.prisma.member.update({
        where: { number: member.number },
        data: {
          role,
          rights: [...rights],
          kecamatan: [...kecamatan],
          ...(role === 'auditor' ? { inspects: 'all', untilOn: '2027-12-31' } : {}),
        },
      });
      return pressesOf(office, person.id);
    };
  }

  /** Presses of these buttons say nothing of what is secret and change nothing. */
  async function changesNothing(
    pressed: (data: string) => Promise<string>,
    all: readonly Action[],
  ): Promise<void> {
    const before = await rows();
    for (const action of all) {
      const said = await pressed(action.data(things));
      const heard = secrets.filter((secret) => said.includes(secret));
      if (heard.length > 0) throw new Error(`${action.data(things)} says ${heard.join(', ')}: ${said}`);
    }
    expect(await rows()).toEqual(before);
  }

  /** Whether a press was refused for a duty: that is noted, and nothing else is done. */
  const isRefused = ({ said, writes }: Awaited<ReturnType<Press>>): boolean =>
    said === noDuty && writes.length === 1 && writes[0]?.startsWith('refused:') === true;

  it('whoever lacks a duty is refused every button of it, before anything is looked up', async () => {
    const become = await anybody();
    for (const standing of standings.filter((it) => it.kecamatan.length === 0)) {
      const press = await become(standing);
      const before = await rows();
      for (const { data, duty } of actions.filter((it) => !may(standing, it.duty))) {
        const pressed = await press(data(things));
        // Only where nothing but a right is missing may a button look for itself.
        const lacksRight = may({ ...standing, rights: everyRight }, duty);
        if (!isRefused(pressed) && (!lacksRight || secrets.some((secret) => pressed.said.includes(secret))))
          throw new Error(`${standing.role} with ${data(things)}: ${JSON.stringify(pressed)}`);
      }
      expect(await rows()).toEqual(before);
    }
  });

  /** Whoever has no role now is refused all of these. */
  async function refusesAll(chatId: number, all: readonly Action[]): Promise<void> {
    const press = await pressesOf(office, chatId);
    for (const { data } of all) {
      const pressed = await press(data(things));
      if (!isRefused(pressed)) throw new Error(`${data(things)}: ${JSON.stringify(pressed)}`);
    }
  }

  it('nobody goes beyond the own place, also by a button made by hand, and everybody gets what is theirs', async () => {
    const become = await anybody();
    for (const [row, standing] of standings.entries()) {
      const press = await become(standing);
      const some = share(actions, row, EVERY).filter((it) => may(standing, it.duty));
      const said = async (data: string): Promise<string> => {
        office.clock.advance(HOUR / 60);
        return (await press(data)).said;
      };
      await changesNothing(
        said,
        some.filter((it) => !allowed(standing, it)),
      );
      for (const action of some.filter((it) => it.shows === true && allowed(standing, it))) {
        const shown = await said(action.data(things));
        const no = shown === '' || refused.some((text) => shown.includes(text));
        if (no) throw new Error(`${standing.role}, ${action.data(things)}: ${shown}`);
      }
    }
  });

  it('of a role that has ended nothing is left', async () => {
    for (const [row, role] of roles.entries()) {
      const owner = await officer(office, {
        name: 'Anggota Uji',
        role,
        rights: everyRight,
        kecamatan: [GRESIK],
      });
      await inTransaction(office.services, (inside) => revokeMember(inside, 'cli', owner.member.number));
      await office.idle();
      const had = actions.filter((it) => allowed(owner.member, it));
      await changesNothing((data) => press(owner, data), share(had, row, 3 * EVERY));
      await refusesAll(owner.person.id, had);
    }
  });

  it('an owner may do none of it', async () => {
    const owner = office.owner('Joko');
    await owner.say('/start');
    const some = share(actions, 0, EVERY);
    await changesNothing((data) => press(owner, data), some);
    await refusesAll(owner.person.id, actions);
    // That it was tried stands in the audit log; nothing else changes.
    const { id } = await office.database.prisma.account.findUniqueOrThrow({
      where: { chatId: owner.person.id },
    });
    const tried = await office.database.prisma.audit.count({
      where: { actor: 'stranger', action: 'duty.refused', subject: `account:${id}` },
    });
    expect(tried).toBe(some.length);
  });

  it('every button of the office stands in this table', () => {
    const routes = staffButtons().map(({ route }) => route);
    expect(routes.length).toBeGreaterThan(50);
    const all = actions.map((action) => action.data(things));
    const missing = routes.filter(
      ({ prefix, read }) => !EVERYBODYS.includes(prefix) && !all.some((data) => read(data) !== undefined),
    );
    expect(missing.map(({ prefix }) => prefix)).toEqual([]);
    // Every word of its tables, too.
    expect(
      routes.flatMap(({ prefix, read, words }) =>
        words
          .filter((word) => !all.some((data) => read(data)?.includes(word)))
          .map((word) => `${word} of ${prefix}`),
      ),
    ).toEqual([]);
  });

  it('whoever works elsewhere changes nothing here, whatever is pressed, and sees nothing', async () => {
    const anywhere = [
      // Their own drafts and chats, and what they may do for everybody or where they work.
      'draft',
      'conversation',
      'outgoing',
      'pending_change',
      'journal_entry',
      'month_lock',
      'report_reminder',
      'export_job',
      'export_file',
    ];
    const become = await anybody();
    for (const [row, role] of (['officer', 'admin', 'staff'] as const).entries()) {
      const press = await become({ role, rights: everyRight, kecamatan: [ELSEWHERE] });
      const before = await rows();
      for (const action of share(actions, row, EVERY)) {
        office.clock.advance(HOUR / 60);
        const { said } = await press(action.data(things));
        expect(
          secrets.filter((secret) => said.includes(secret)),
          `${action.data(things)}: ${said}`,
        ).toEqual([]);
      }
      const after = await rows();
      const changed = Object.keys(after).filter((name) => after[name] !== before[name]);
      expect(changed.filter((name) => !anywhere.includes(name) && name !== 'stopped')).toEqual([]);
    }
  });

  it('breaks no rule of the Bot API on the way', () => {
    expect(office.simulator.violations).toEqual([]);
  });
});
