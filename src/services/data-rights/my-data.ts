import type { Workforce } from '../../domain/partnership/workforce.ts';
import type { Point } from '../../domain/people/point.ts';
import {
  callResults,
  inquiryAnswers,
  type CallResult,
  type InquiryAnswer,
} from '../../domain/partnership/supply.ts';
import { z } from 'zod';
import { maskIdentityNumbers, maskNik } from '../../domain/people/identity.ts';
import type { StepDetails } from '../../domain/partnership/application.ts';
import { detailsOf } from '../partnership/applications/application-history.ts';
import {
  evaluationsOf,
  ownAnswers,
  type Evaluation,
  type OwnerSaid,
} from '../partnership/evaluations/evaluations.ts';
import {
  agreementOf,
  shownToOwner,
  type Agreement,
  type AgreementVersion,
} from '../partnership/agreements/agreements.ts';
import { groupsOf, type Group } from '../partnership/applications/groups.ts';
import { shipmentsOf, type Shipment } from '../partnership/agreements/shipments.ts';
import { photosOf, pointOf } from '../people/photos.ts';
import { tagsOf } from '../people/tags.ts';
import { profitsOf } from '../partnership/agreements/profits.ts';
import { supportsOf, type Support } from '../partnership/agreements/supports.ts';
import { documentsOf, type Document } from '../partnership/applications/documents.ts';
import { ownRowsOf } from './own-rows.ts';
import { eventPlace } from '../cases/cases.ts';
import { businessesOf, type Business, type Owner } from '../people/businesses.ts';
import { changesOf, ownerOf, type FieldChange } from '../people/corrections.ts';
import { submittedPayload } from '../core/drafts.ts';
import {
  announcementsTo,
  trainingsOf,
  type MyAnnouncement,
  type MyTraining,
} from '../trainings/my-trainings.ts';
import { answersOfPerson, type AnsweredSurvey } from '../surveys/survey-answers.ts';
import { codecs, tryDecode } from '../core/codecs.ts';
import type { Services } from '../core/services.ts';
import { openedDetails } from '../core/witness.ts';

interface MyReport {
  readonly number: string;
  /** YYYY-MM */
  readonly month: string;
  /** Whole rupiah. */
  readonly amount: number;
  readonly estimate: boolean;
  readonly provisional: boolean;
  readonly versions: readonly MyVersion[];
  /** What of it went to the company of an agreement, whole rupiah; undefined where that was not asked. */
  readonly toPartner: number | undefined;
}

interface MyVersion {
  readonly version: number;
  readonly amount: number;
  readonly estimate: boolean;
  readonly zeroReason: string | undefined;
  readonly workers: { readonly male: number; readonly female: number } | undefined;
  readonly source: string;
  /** As it was typed. */
  readonly words: string | undefined;
  readonly reader: string;
  readonly reason: string | undefined;
  readonly at: Date;
}

export interface MyBusiness extends Business {
  /** Changes that the office proposed. */
  readonly proposals: readonly { readonly field: string; readonly status: string; readonly at: Date }[];
  readonly reports: readonly MyReport[];
  readonly changes: readonly FieldChange[];
  readonly followUps: readonly ({ readonly on: string; readonly buyers: number | undefined } & Workforce)[];
  /** Words of the office under which it gathers businesses. */
  readonly tags: readonly string[];
  /** Telegram keeps the files; "Usaha saya" shows them. */
  readonly photos: readonly { readonly at: Date }[];
  readonly point: Point | undefined;
  readonly profits: readonly { readonly year: number; readonly amount: number }[];
  readonly facts: readonly { readonly key: string; readonly value: unknown; readonly answeredAt: Date }[];
  readonly checks: readonly {
    readonly programmeId: string;
    readonly version: number;
    readonly onDate: string;
    readonly facts: unknown;
    readonly result: unknown;
    readonly at: Date;
  }[];
}

interface MyConsent {
  readonly id: number;
  readonly purpose: string;
  readonly version: number;
  readonly text: string;
  readonly button: string;
  readonly details: unknown;
  readonly givenAt: Date;
  readonly withdrawnAt: Date | undefined;
}

export interface MyApplication {
  readonly number: string;
  readonly programmeId: string;
  readonly programmeVersion: number;
  readonly status: string;
  readonly appliedAt: Date;
  /** YYYY-MM-DD */
  readonly dueOn: string;
  /** The company's own number of the owner. */
  readonly vendorNumber: string | undefined;
  readonly steps: readonly {
    readonly status: string;
    readonly at: Date;
    readonly details: StepDetails;
  }[];
  /** What was agreed, delivered and given; undefined where there is no agreement. */
  readonly agreement:
    | {
        readonly texts: readonly AgreementVersion[];
        readonly shipments: readonly Shipment[];
        readonly supports: readonly Support[];
        readonly evaluations: readonly (Evaluation & { readonly said: OwnerSaid | undefined })[];
      }
    | undefined;
  readonly documents: readonly Document[];
}

interface MyInquiry {
  readonly askedAt: Date;
  readonly partner: string;
  readonly quantity: number;
  readonly item: string;
  readonly answer: InquiryAnswer | undefined;
}

export interface MyCase {
  readonly number: string;
  readonly kind: string;
  readonly status: string;
  readonly text: string | undefined;
  readonly createdAt: Date;
  /** YYYY-MM-DD */
  readonly dueOn: string;
  /** What was written in it, oldest first. */
  readonly messages: readonly { readonly at: Date; readonly text: string }[];
}

/** Everything that is kept about one person, for display. The NIK is masked: it never travels through Telegram. */
export interface MyData {
  readonly person: Owner & {
    readonly number: string;
    readonly maskedNik: string | undefined;
    readonly interests: readonly string[];
    readonly reminders: boolean;
    readonly since: Date;
  };
  readonly businesses: readonly MyBusiness[];
  /** Withdrawn ones too. */
  readonly consents: readonly MyConsent[];
  readonly applications: readonly MyApplication[];
  /** Groups that they are in. */
  readonly groups: readonly (Pick<Group, 'kind' | 'name'> & { readonly head: boolean })[];
  readonly cases: readonly MyCase[];
  /** What companies that look for suppliers have asked. */
  readonly inquiries: readonly MyInquiry[];
  /** Calls of the office about programmes, by day (YYYY-MM-DD). */
  readonly calls: readonly {
    readonly programmeId: string;
    readonly on: string;
    readonly result: CallResult;
  }[];
  readonly trainings: readonly MyTraining[];
  readonly announcements: readonly MyAnnouncement[];
  readonly surveys: readonly AnsweredSurvey[];
  /** Moves to another chat that an officer began. */
  readonly recoveries: readonly { readonly createdAt: Date; readonly outcome: string | null }[];
}

/** Reads everything that is kept about a person; only for that person. */
export async function myData(services: Services, personId: number): Promise<MyData> {
  const { db, seal } = services;
  const row = await db.person.findUniqueOrThrow({ where: { id: personId } });
  const owner = await ownerOf(services, personId);
  const businesses: MyBusiness[] = [];
  for (const it of await businessesOf(services, personId))
    businesses.push({ ...it, ...(await behind(services, it.id)) });
  const consents = await db.consent.findMany({ where: { personId }, orderBy: { id: 'asc' } });
  const applications = await db.application.findMany({
    where: { personId },
    include: { steps: { orderBy: { id: 'asc' } } },
    orderBy: { id: 'asc' },
  });
  const agreements = new Map<number, MyApplication['agreement']>();
  for (const it of applications) agreements.set(it.id, await agreementBehind(services, it));
  const documents: (readonly Document[])[] = [];
  for (const { id } of applications) documents.push(await documentsOf(services, id));
  const { cases } = await ownRowsOf(services, personId, row.number);
  const asked = await db.case.findMany({
    where: { id: { in: [...cases] } },
    include: { events: { orderBy: { id: 'asc' } } },
    orderBy: { id: 'asc' },
  });
  return {
    person: {
      ...owner,
      number: row.number,
      maskedNik: row.nik === null ? undefined : maskNik(seal.show(`person:${personId}:nik`, row.nik)),
      interests: row.interests,
      reminders: row.reminders,
      since: row.createdAt,
    },
    businesses,
    consents: consents.map((it) => ({
      id: it.id,
      purpose: it.purpose,
      version: it.version,
      text: it.text,
      button: it.button,
      details: openedDetails(services, personId, it.details ?? undefined),
      givenAt: it.givenAt,
      withdrawnAt: it.withdrawnAt ?? undefined,
    })),
    applications: applications.map((it, at) => ({
      documents: documents[at] ?? [],
      number: it.number,
      programmeId: it.programmeId,
      programmeVersion: it.programmeVersion,
      status: it.status,
      appliedAt: it.appliedAt,
      dueOn: it.dueOn,
      vendorNumber: it.vendorNumber ?? undefined,
      steps: it.steps.map((step) => ({
        status: step.status,
        at: step.at,
        details: detailsOf(services, step),
      })),
      agreement: agreements.get(it.id),
    })),
    cases: asked.map((it) => ({
      number: it.number,
      kind: it.kind,
      status: it.status,
      text: it.text === null ? undefined : seal.show(`case:${it.id}:text`, it.text),
      createdAt: it.createdAt,
      dueOn: it.dueOn,
      messages: it.events.flatMap(({ id, at, text }) =>
        text === null ? [] : [{ at, text: seal.show(eventPlace(id), text) }],
      ),
    })),
    inquiries: await inquiriesTo(services, personId),
    calls: await callsTo(services, personId),
    trainings: await trainingsOf(services, personId),
    announcements: await announcementsTo(services, personId),
    surveys: await answersOfPerson(services, personId),
    groups: (await groupsOf(services, personId)).map(({ kind, name, headId }) => ({
      kind,
      name,
      head: headId === personId,
    })),
    recoveries: await db.recovery.findMany({
      where: { personId },
      select: { createdAt: true, outcome: true },
      orderBy: { id: 'asc' },
    }),
  };
}

async function inquiriesTo({ db }: Services, personId: number): Promise<MyData['inquiries']> {
  const rows = await db.supplyInquiry.findMany({
    where: { personId },
    include: { search: { include: { partner: { select: { name: true } } } } },
    orderBy: { id: 'asc' },
  });
  return rows.map(({ askedAt, answer, search: { partner, quantity, item } }) => ({
    askedAt,
    partner: partner.name,
    quantity,
    item,
    answer: inquiryAnswers.find((it) => it === answer),
  }));
}

async function callsTo({ db }: Services, personId: number): Promise<MyData['calls']> {
  const rows = await db.programmeCall.findMany({ where: { personId }, orderBy: { at: 'asc' } });
  return rows.map(({ programmeId, calledOn: on, result }) => ({
    programmeId,
    on,
    result: callResults.find((it) => it === result) ?? 'not-reached',
  }));
}

/** The texts that the person was shown, and everything under them. */
async function agreementBehind(
  services: Services,
  application: { readonly id: number },
): Promise<MyApplication['agreement']> {
  const agreement = await agreementOf(services, application);
  return agreement === undefined
    ? undefined
    : {
        texts: shownToOwner(agreement),
        shipments: await shipmentsOf(services, agreement),
        supports: await supportsOf(services, agreement),
        evaluations: await evaluationsBehind(services, agreement),
      };
}

/** With the owner's own answers. */
async function evaluationsBehind(
  services: Services,
  { id: agreementId }: Agreement,
): Promise<NonNullable<MyApplication['agreement']>['evaluations']> {
  const all = await evaluationsOf(services, { agreementId });
  return Promise.all(all.map(async (it) => ({ ...it, said: await ownAnswers(services, it.id) })));
}

async function behind(
  services: Services,
  businessId: number,
): Promise<
  Pick<
    MyBusiness,
    | 'reports'
    | 'changes'
    | 'facts'
    | 'checks'
    | 'proposals'
    | 'followUps'
    | 'profits'
    | 'tags'
    | 'photos'
    | 'point'
  >
> {
  const { db, seal } = services;
  const reports = await db.salesReport.findMany({
    where: { businessId },
    include: { versions: { orderBy: { version: 'asc' } }, partnerSales: { select: { amount: true } } },
    orderBy: { month: 'asc' },
  });
  const facts = await db.businessFact.findMany({ where: { businessId }, orderBy: { key: 'asc' } });
  const checks = await db.eligibilityCheck.findMany({ where: { businessId }, orderBy: { id: 'asc' } });
  const followUps = await db.followUp.findMany({ where: { businessId }, orderBy: { id: 'asc' } });
  return {
    followUps: followUps.map((it) => ({
      on: it.onDate,
      paidMale: it.paidMale,
      paidFemale: it.paidFemale,
      family: it.family,
      seasonal: it.seasonal,
      buyers: it.buyers ?? undefined,
    })),
    reports: reports.map((it) => ({
      number: it.number,
      month: it.month,
      amount: Number(it.amount),
      estimate: it.estimate,
      provisional: it.provisional,
      toPartner:
        it.partnerSales.length === 0
          ? undefined
          : it.partnerSales.reduce((sum, { amount }) => sum + Number(amount), 0),
      versions: it.versions.map((version) => ({
        version: version.version,
        amount: Number(version.amount),
        estimate: version.estimate,
        zeroReason: version.zeroReason ?? undefined,
        workers:
          version.workersMale === null || version.workersFemale === null
            ? undefined
            : { male: version.workersMale, female: version.workersFemale },
        source: version.source,
        words:
          version.words === null
            ? undefined
            : seal.show(`sales_version:${version.reportId}:${version.version}:words`, version.words),
        reader: version.reader,
        reason:
          version.reason === null
            ? undefined
            : seal.show(`sales_version:${version.reportId}:${version.version}:reason`, version.reason),
        at: version.at,
      })),
    })),
    changes: await changesOf(services, businessId),
    proposals: await db.changeProposal.findMany({
      where: { businessId },
      select: { field: true, status: true, at: true },
      orderBy: { id: 'asc' },
    }),
    photos: (await photosOf(services, businessId)).map(({ at }) => ({ at })),
    point: await pointOf(services, businessId),
    tags: (await tagsOf(services, businessId)).map(({ name }) => name),
    profits: [...((await profitsOf(services, [businessId])).get(businessId) ?? [])].map(([year, amount]) => ({
      year,
      amount,
    })),
    facts: facts.map((it) => ({ key: it.key, value: it.value, answeredAt: it.answeredAt })),
    checks: checks.map((it) => ({
      programmeId: it.programmeId,
      version: it.version,
      onDate: it.onDate,
      facts: it.facts,
      result: it.result,
      at: it.at,
    })),
  };
}

const answer = z.object({
  value: z.json(),
  words: z.string().optional(),
  reader: z.string(),
  at: z.string(),
  confirmed: z.string().optional(),
  open: z.string().optional(),
  before: z.array(z.object({ value: z.json(), words: z.string().optional(), at: z.string() })).optional(),
});
const filled = codecs.json(z.object({ answers: z.record(z.string(), answer) }));

/** One filled-in form with every answer, as it was typed and how it was read. */
export interface MyForm {
  readonly form: string;
  readonly status: string;
  readonly startedAt: Date;
  readonly answers: Readonly<Record<string, z.infer<typeof answer>>>;
}

/** The person's own words: every form that they filled in, in the order of time. */
export async function myForms(services: Services, personId: number): Promise<readonly MyForm[]> {
  const { number } = await services.db.person.findUniqueOrThrow({
    where: { id: personId },
    select: { number: true },
  });
  const { drafts } = await ownRowsOf(services, personId, number);
  const rows = await services.db.draft.findMany({
    where: { id: { in: [...drafts] } },
    select: { id: true, form: true, status: true, startedAt: true },
    orderBy: { id: 'asc' },
  });
  const forms: MyForm[] = [];
  for (const row of rows) {
    const payload = await submittedPayload(services, row.id);
    const read = payload === undefined ? undefined : tryDecode(filled, payload);
    if (read !== undefined)
      forms.push({
        form: row.form,
        status: row.status,
        startedAt: row.startedAt,
        answers: read.answers,
      });
  }
  return forms;
}

/** Masks every number of 16 digits in whatever is handed out, however deep it stands. */
export function masked<T>(value: T): T;
export function masked(value: unknown): unknown {
  if (typeof value === 'string') return maskIdentityNumbers(value).masked;
  if (Array.isArray(value)) return value.map((item) => masked(item));
  if (value instanceof Date || typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, masked(item)]));
}
