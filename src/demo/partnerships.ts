/** What happened under the agreements of the demo: texts, deliveries, support, what owners told, and the results. */
import { paperNumber } from './applications.ts';
import { addMonths, localDate, monthOf, type Month } from '../domain/month/month.ts';
import { checklist } from '../domain/partnership/agreement.ts';
import { spanDue } from '../domain/partnership/evaluation.ts';
import { dueOf } from '../domain/partnership/shipment.ts';
import type { NewCase } from '../services/cases/cases.ts';
import { idsFor } from '../services/core/numbers.ts';
import { todayOf, type Transaction } from '../services/core/services.ts';
import { versionPlace, writtenCodec } from '../services/partnership/agreements/agreements.ts';
import { monthOfResults, takeResults } from '../services/partnership/results/results.ts';
import { figuresColumn } from '../services/partnership/evaluations/evaluation-figures.ts';
import {
  evaluationById,
  meetingCodec,
  meetingPlace,
} from '../services/partnership/evaluations/evaluations.ts';
import { signFrom } from '../services/partnership/agreements/agreement-acts.ts';
import { supportPlace } from '../services/partnership/agreements/supports.ts';
import { MAKERS } from './group.ts';
import type { StoredApplication } from './applications.ts';
import { daysAgo } from './days-ago.ts';
import { SECOND_PROGRAMME } from './second-company.ts';

const PAY_WITHIN_DAYS = 14;
/** On this day of a month the goods of the month are sent. */
const SENT_ON = 12;
/** Share of a month's sales that goes to the company, by turns; one depends on it more than is good. */
const SHARES = [0.4, 0.5, 0.35, 0.75, 0.45] as const;
const GROUP_SHARE = 0.4;
/** Before the end of the newest month whose results are due, whatever day it is. */
const TOLD_DAYS_AGO = 50;
/** In the semester of those results, while all partnerships ran. */
const LATELY_GIVEN_DAYS_AGO = 70;
/** Goods are priced in steps of so many rupiah where no price of a piece is fixed. */
const STEP = 10_000;

interface Running {
  readonly agreementId: number;
  readonly application: StoredApplication;
  /** YYYY-MM-DD; undefined as long as the text is only offered. */
  readonly startsOn: string | undefined;
  readonly unitPrice: number | undefined;
  /** The months in which something was delivered. */
  readonly months: readonly Month[];
}

/** Work of the office, and when it came. */
export interface DemoCase {
  readonly at: Date;
  readonly it: NewCase;
}

/** Stores all of it, and takes the results of the last month that is due. Returns the work that is left to the office. */
export async function storePartnerships(
  services: Transaction,
  applications: readonly StoredApplication[],
): Promise<readonly DemoCase[]> {
  const all: Running[] = [];
  for (const it of applications)
    if (it.at.agreement !== undefined) all.push(await storeAgreement(services, it));
  const running = all.filter(({ startsOn }) => startsOn !== undefined);
  await storeShipments(services, running);
  await storeSupports(services, running);
  await storeTold(services, running);
  await takeResults(services, monthOfResults(services));
  return storeEvaluations(services, running);
}

async function storeAgreement(services: Transaction, application: StoredApplication): Promise<Running> {
  const { db, seal, office } = services;
  const { programme, owner, at, number } = application;
  const offeredAt = at.agreement ?? application.appliedAt;
  const signedAt = at.active;
  const day = (moment: Date): string => localDate(moment, office.zone).toString();
  const first = localDate(signedAt ?? offeredAt, office.zone);
  const price = programme.need?.price.rupiah;
  const { id: agreementId } = await db.agreement.create({
    data: { applicationId: application.id, createdBy: 'cli', createdAt: offeredAt },
    select: { id: true },
  });
  const place = { agreementId, version: 1 };
  await db.agreementVersion.create({
    data: {
      ...place,
      status: signedAt === undefined ? 'offered' : 'agreed',
      number: paperNumber(number),
      payWithinDays: PAY_WITHIN_DAYS,
      startsOn: first.toString(),
      endsOn: first.add({ years: 2 }).subtract({ days: 1 }).toString(),
      terms: seal.encrypt(
        versionPlace(place, 'terms'),
        writtenCodec.encode({
          activity: programme.need?.item ?? 'memasok barang sesuai pesanan tiap bulan',
          price: price === undefined ? 'disepakati tiap pesanan' : `Rp${price / 1000}.000 sebuah`,
          unitPrice: price ?? null,
          deductions: null,
          monthlyQuantity: null,
          yearlyValue: null,
          ownTargets: 'barang yang kembali paling banyak 2 dari 100',
          noTargets: null,
          development: 'pelatihan mutu dua kali setahun',
          stopping: 'memberi tahu tertulis 30 hari sebelumnya',
          disputes: 'musyawarah dulu, lalu lewat Dinas',
          ...(application.ofGroup ? { share: { parts: 1, of: MAKERS } } : {}),
        }),
      ),
      proposedBy: 'partner',
      enteredBy: 'cli',
      createdAt: offeredAt,
      checked: [...checklist],
      checkedBy: 'cli',
      offeredAt,
      signFrom: signFrom(services, localDate(offeredAt, office.zone)),
      ...(signedAt === undefined
        ? {}
        : {
            partnerYesAt: signedAt,
            partnerYesBy: 'cli',
            ownerYesAt: signedAt,
            ownerWords: seal.encrypt(versionPlace(place, 'ownerWords'), 'Setuju dengan perjanjian ini.'),
            ownerButton: 'yes',
            decidedAt: signedAt,
          }),
    },
  });
  const endedAt = at.finished ?? at.independent ?? at.ended;
  return {
    agreementId,
    application: { ...application, owner },
    startsOn: signedAt === undefined ? undefined : day(signedAt),
    unitPrice: price,
    months: signedAt === undefined ? [] : wholeMonths(services, signedAt, endedAt),
  };
}

/** The finished months after the one in which it began, up to the one before it ended. */
function wholeMonths(services: Transaction, from: Date, until: Date | undefined): readonly Month[] {
  const monthAt = (at: Date): Month => monthOf(localDate(at, services.office.zone));
  const end = until === undefined ? monthOf(todayOf(services)) : monthAt(until);
  const months: Month[] = [];
  for (let month = addMonths(monthAt(from), 1); month < end; month = addMonths(month, 1)) months.push(month);
  return months;
}

/** One delivery a month, told by both sides; its value is what the owner reported as sold to the company. */
async function storeShipments(services: Transaction, running: readonly Running[]): Promise<void> {
  const { db } = services;
  const reports = await db.salesReport.findMany({
    where: {
      businessId: { in: running.map(({ application }) => application.businessId) },
      provisional: false,
      amount: { gt: 0 },
    },
    select: { id: true, businessId: true, month: true, amount: true, updatedAt: true },
  });
  const reportOf = ({ application }: Running, month: Month) =>
    reports.find((row) => row.businessId === application.businessId && row.month === month);
  // Whoever delivers together has equal shares: what all of them can give.
  const together = running.filter(({ application }) => application.ofGroup);
  const least = (month: Month): number =>
    Math.min(...together.map((it) => Number(reportOf(it, month)?.amount ?? 0)));
  const firstOfGroup = together[0];
  const planned = running.flatMap((it, index) =>
    it.months.flatMap((month, at) => {
      const report = reportOf(it, month);
      const step = it.unitPrice ?? STEP;
      const share = it.application.ofGroup ? GROUP_SHARE : (SHARES[index % SHARES.length] ?? 0.4);
      const amount = it.application.ofGroup ? least(month) : Number(report?.amount ?? 0);
      const pieces = Math.floor((amount * share) / step);
      if (report === undefined || pieces === 0) return [];
      const sent = `${month}-${SENT_ON}`;
      // The newest payment to the head of the group is late.
      const late = it === firstOfGroup && at === it.months.length - 1;
      return [
        {
          it,
          report,
          quantity: it.unitPrice === undefined ? null : pieces,
          value: pieces * step,
          sentOn: sent,
          paidOn: late ? null : dueOf(sent, 5 + ((index + 2 * at) % 9)),
        },
      ];
    }),
  );
  const rows = await db.shipment.createManyAndReturn({
    data: planned.map(({ it, value, sentOn, paidOn, report }) => ({
      agreementId: it.agreementId,
      sentOn,
      dueOn: dueOf(sentOn, PAY_WITHIN_DAYS),
      value,
      deductions: 0,
      state: paidOn === null ? 'unpaid' : 'paid',
      paidOn,
      createdAt: report.updatedAt,
    })),
    select: { id: true, agreementId: true, sentOn: true },
  });
  await db.shipmentEntry.createMany({
    data: planned.flatMap(({ it, quantity, value, sentOn, paidOn, report }) => {
      const row = rows.find((one) => one.agreementId === it.agreementId && one.sentOn === sentOn);
      const entry = {
        shipmentId: row?.id ?? 0,
        quantity,
        value,
        deductions: 0,
        paidOn,
        at: report.updatedAt,
      };
      return [
        { ...entry, side: 'owner', byPerson: it.application.owner.number },
        { ...entry, side: 'partner', byMember: 'cli' },
      ];
    }),
  });
  await db.partnerSale.createMany({
    data: planned.map(({ it, value, report }) => ({
      reportId: report.id,
      agreementId: it.agreementId,
      amount: value,
      at: report.updatedAt,
    })),
  });
}

async function storeSupports(services: Transaction, running: readonly Running[]): Promise<void> {
  const ids = await idsFor(services, 'support', 3 * running.length);
  await services.db.support.createMany({
    data: running.flatMap(({ agreementId, application }, index) => {
      const promisedAt = application.at.active ?? application.appliedAt;
      const later = (days: number): Date => new Date(promisedAt.getTime() + days * 24 * 3_600_000);
      const row = (id: number, what: string) => ({
        id,
        agreementId,
        what: services.seal.encrypt(supportPlace(id), what),
        source: 'inti',
        toldBy: 'partner',
        enteredBy: 'cli',
        promisedAt,
      });
      const [first = 0, second = 0, third = 0] = ids.slice(3 * index, 3 * index + 3);
      const given = { status: 'handed-over', handedOverAt: later(20), handedOverBy: 'cli' };
      return [
        {
          ...row(first, 'Pelatihan mutu dua hari'),
          kind: 'guidance',
          value: 1_500_000,
          repaid: false,
          ...given,
          status: 'received',
          receivedAt: later(21),
          receivedBy: 'owner',
        },
        index % 2 === 0
          ? {
              ...row(second, 'Mesin, dibayar kembali tiap bulan'),
              kind: 'means',
              value: 3_000_000,
              repaid: true,
              ...given,
            }
          : { ...row(second, 'Meja pameran di kantor perusahaan'), kind: 'marketing', repaid: false },
        {
          ...row(third, 'Pendampingan mencatat stok'),
          kind: 'guidance',
          value: 500_000 + 10_000 * index,
          repaid: false,
          ...given,
          status: 'received',
          receivedAt: daysAgo(services, LATELY_GIVEN_DAYS_AGO + index),
          receivedBy: 'owner',
        },
      ];
    }),
  });
}

/** Who works there and how many buy, told when it began and lately: every other business has one paid worker more. */
async function storeTold(services: Transaction, running: readonly Running[]): Promise<void> {
  await services.db.followUp.createMany({
    data: running.flatMap(({ application: { businessId, owner, appliedAt, at } }, index) => {
      const { male, female } = owner.businesses[0].fields.workers ?? { male: 1, female: 1 };
      const family = Math.min(2, male + female);
      const paidMale = Math.max(0, male - 1);
      const paidFemale = Math.max(0, female - 1);
      const told = (when: Date, more: number) => ({
        businessId,
        onDate: localDate(when, services.office.zone).toString(),
        paidMale: paidMale + (index % 4 === 2 ? more : 0),
        paidFemale: paidFemale + (index % 4 === 0 ? more : 0),
        family,
        seasonal: index % 3,
        buyers: 1 + (index % 3) + more,
        enteredBy: 'telegram',
        at: when,
      });
      const ended = at.finished ?? at.independent ?? at.ended;
      const lately = daysAgo(services, TOLD_DAYS_AGO);
      return [told(appliedAt, 0), told(ended !== undefined && ended < lately ? ended : lately, 1)];
    }),
  });
}

/**
 * The first year of agreements is looked back at: with the company of the examples it is decided, with the other one
 * the meeting is still to come. Returns the work that this leaves to the office.
 */
async function storeEvaluations(
  services: Transaction,
  running: readonly Running[],
): Promise<readonly DemoCase[]> {
  const { db, seal } = services;
  const today = todayOf(services);
  const open: DemoCase[] = [];
  for (const { agreementId, application, startsOn = today.toString() } of running) {
    const span = spanDue(startsOn, 0, today);
    if (span === undefined || application.status !== 'active') continue;
    const isDecided = application.programme.id !== SECOND_PROGRAMME;
    const openedAt = daysAgo(services, today.since(span.untilOn).days - 1);
    const { id } = await db.evaluation.create({
      data: {
        ...span,
        agreementId,
        openedAt,
        ownerSaid: { payment: 'yes', support: 'partly', again: 'yes' },
        ownerAt: daysAgo(services, 5),
        partnerSaid: { quality: 'yes', again: 'yes' },
        partnerBy: 'cli',
        partnerLetter: '117/PBL/2026',
        partnerAt: daysAgo(services, 4),
      },
      select: { id: true },
    });
    if (isDecided) {
      const it = await evaluationById(services, id);
      const meeting = {
        place: 'Kantor Dinas',
        present: 'pemilik usaha, bagian pengadaan perusahaan, petugas Dinas',
        minutes: 'Kiriman sesuai pesanan. Perusahaan berjanji menambah satu pelatihan mutu.',
      };
      await db.evaluation.update({
        where: { id },
        data: {
          metOn: today.subtract({ days: 3 }).toString(),
          metBy: 'cli',
          meeting: seal.encrypt(meetingPlace(id), meetingCodec.encode(meeting)),
          ...(it === undefined ? {} : await figuresColumn(services, it)),
          decision: 'continue',
          decidedBy: 'cli',
          decidedAt: daysAgo(services, 2),
        },
      });
    } else {
      const { number, owner, businessId } = application;
      open.push({
        at: openedAt,
        it: {
          kind: 'evaluation',
          key: `evaluation:${id}`,
          accountId: undefined,
          personId: owner.id,
          businessId,
          details: { application: application.id, number, evaluation: id },
          workingDays: 30,
        },
      });
    }
  }
  return open;
}
