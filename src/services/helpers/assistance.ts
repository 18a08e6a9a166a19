import { Temporal } from 'temporal-polyfill';
import type { Prisma } from '../../../prisma/client/client.ts';
import { type Month, localDate } from '../../domain/month/month.ts';
import { monthState } from '../../domain/sales/report-months.ts';
import { may, worksIn, type Standing } from '../../domain/office/roles.ts';
import { audit } from '../core/audit.ts';
import {
  businessFromRow,
  newBusiness,
  newPerson,
  type Business,
  type BusinessFields,
  type Owner,
} from '../people/businesses.ts';
import { insertRows } from '../core/new-rows.ts';
import { openCase, type OpenedCase } from '../cases/cases.ts';
import { giveConsent, withdrawConsent, type NewConsent } from '../people/consents.ts';
import { noteUnknown, type AskKey } from '../people/eligibility.ts';
import { recordPartnerSale } from '../partnership/agreements/partner-sales.ts';
import { groupsOf, leaveGroup } from '../partnership/applications/groups.ts';
import { recordReport, type Teller } from '../sales/sales.ts';
import { lockedMonths, reportsOf, type StoredReport } from '../sales/sales-history.ts';
import { todayOf, type Services, type Transaction } from '../core/services.ts';
import { sealedWitness, WITNESS } from '../core/witness.ts';
import { awaitingVerification } from '../people/verifications.ts';
import { instantAt } from '../../domain/when/dates.ts';

/** A member who helps, as much as the rules need. */
export type Helper = Standing & { readonly number: string };

/** How an owner consented who does not use the bot: read aloud before a witness, or on a signed sheet. */
export const consentWays = ['oral', 'signed'] as const;
type ConsentWay = (typeof consentWays)[number];

/** The consent of somebody who does not use the bot, as a helper has recorded it. */
export interface AssistedConsent {
  readonly version: number;
  readonly language: string;
  /** As it was read aloud, or as it stands on the sheet. */
  readonly text: string;
  readonly way: ConsentWay;
  /** Who heard it, when it was read aloud. */
  readonly witness: string | undefined;
  /** YYYY-MM-DD */
  readonly agreedOn: string;
  readonly recordedAt: Date;
}

export interface AssistedRegistration {
  readonly draftId: number;
  readonly owner: Owner;
  readonly consent: AssistedConsent;
  readonly business: BusinessFields;
  readonly unknown: readonly AskKey[];
}

export type AssistedRegistered =
  | { readonly kind: 'stored'; readonly personId: number; readonly number: string }
  /** The business is where this helper does not work. */
  | { readonly kind: 'elsewhere' };

/**
 * Stores an owner who was asked by a helper: no chat belongs to them, and the recorded consent covers registration
 * and reports only.
 */
export async function registerAssisted(
  services: Transaction,
  helper: Helper,
  it: AssistedRegistration,
): Promise<AssistedRegistered> {
  if (!may(helper, 'assist', it.business.kecamatan ?? '')) return { kind: 'elsewhere' };
  const by = { helper: helper.number };
  const person = await newPerson(services, by, it.owner);
  await insertRows(services.db, person.rows);
  await giveConsent(services, {
    ...assistedProof(services, helper, person.id, it.consent, it.draftId),
    personId: person.id,
    personNumber: person.number,
    purpose: 'registration',
  });
  const business = await newBusiness(services, by, person.id, it.business, it.draftId);
  await insertRows(services.db, [...business.rows, awaitingVerification(services, business.id)]);
  await noteUnknown(services, business.id, it.unknown);
  await audit(services, {
    actor: helper.number,
    action: 'helper.register',
    subject: person.number,
    details: { business: business.number, way: it.consent.way },
  });
  return { kind: 'stored', personId: person.id, number: business.number };
}

/** What proves such a consent: who recorded it, how and when it was given, and who heard it. */
export function assistedProof(
  services: Services,
  helper: Helper,
  personId: number,
  { way, witness, agreedOn, recordedAt, ...consent }: AssistedConsent,
  draftId: number,
): Omit<NewConsent, 'personId' | 'personNumber' | 'purpose'> {
  const { zone } = services.office;
  const today = localDate(recordedAt, zone).toString();
  return {
    ...consent,
    button: way,
    givenAt:
      agreedOn === today
        ? recordedAt
        : instantAt(Temporal.PlainDate.from(agreedOn), new Temporal.PlainTime(12), zone),
    draftId,
    details: {
      helper: helper.number,
      way,
      agreedOn,
      recordedAt: recordedAt.toISOString(),
      ...(witness === undefined ? {} : { [WITNESS]: sealedWitness(services, personId, witness) }),
    },
  };
}

/** A business that a helper serves. */
export interface ServedBusiness {
  readonly business: Business;
  readonly owner: {
    readonly id: number;
    readonly number: string;
    readonly name: string | undefined;
    readonly salutation: 'L' | 'P' | undefined;
    /** E.164 */
    readonly phone: string | undefined;
  };
  /** Oldest month first. */
  readonly reports: readonly StoredReport[];
}

/**
 * Whom a helper serves: entered by that helper or handed over, as long as nobody uses a chat of their own and the
 * consent holds. A takeover, a withdrawal and a handing over end it at once.
 */
const servedBy = (number: string): Prisma.PersonWhereInput => ({
  assistedBy: number,
  accounts: { none: {} },
  consents: { some: { purpose: 'registration', withdrawnAt: null } },
});

/** The businesses that a helper serves, in the order in which they were entered; `ids`: only these. */
export async function servedBusinesses(
  services: Services,
  helper: Helper,
  ids?: readonly number[],
): Promise<readonly ServedBusiness[]> {
  const rows = await services.db.business.findMany({
    where: {
      owner: servedBy(helper.number),
      status: { in: ['active', 'paused'] },
      ...(ids === undefined ? {} : { id: { in: [...ids] } }),
    },
    include: { owner: { select: { id: true, number: true, name: true, salutation: true, phone: true } } },
    orderBy: { id: 'asc' },
  });
  const reports = await reportsOf(
    services,
    rows.map((row) => row.id),
  );
  return rows.flatMap(({ owner, ...row }) => {
    if (owner === null || !worksIn(helper, row.kecamatan ?? '')) return [];
    const open = (field: string, sealed: Uint8Array | null): string | undefined =>
      sealed === null ? undefined : services.seal.show(`person:${owner.id}:${field}`, sealed);
    return [
      {
        business: businessFromRow(services, row),
        owner: {
          id: owner.id,
          number: owner.number,
          name: open('name', owner.name),
          salutation: owner.salutation === 'L' || owner.salutation === 'P' ? owner.salutation : undefined,
          phone: open('phone', owner.phone),
        },
        reports: reports.filter((report) => report.businessId === row.id),
      },
    ];
  });
}

/** How many businesses a helper serves; tells nothing about anybody. */
export function countServed(services: Services, helper: Helper): Promise<number> {
  return services.db.business.count({
    where: {
      owner: servedBy(helper.number),
      status: { in: ['active', 'paused'] },
      ...(helper.kecamatan.length === 0 ? {} : { kecamatan: { in: [...helper.kecamatan] } }),
    },
  });
}

/** Notes that a helper is about to see names or figures: the whole list, or one business. */
export async function noteServedRead(
  services: Transaction,
  helper: Helper,
  what: { readonly list: string } | { readonly business: ServedBusiness },
): Promise<void> {
  await audit(
    services,
    'list' in what
      ? {
          actor: helper.number,
          action: 'helper.list',
          details: { for: what.list, businesses: await countServed(services, helper) },
        }
      : {
          actor: helper.number,
          action: 'helper.read',
          subject: what.business.owner.number,
          details: { business: what.business.business.number ?? null },
        },
  );
}

/**
 * An owner without Telegram withdraws the consent through the helper, who loses the access with it, and leaves every
 * group; `erase` asks the office to erase the data, too. Undefined when it is not this helper's to do.
 */
export async function withdrawAssisted(
  services: Transaction,
  helper: Helper,
  businessId: number,
  erase: boolean,
): Promise<{ readonly erasure: OpenedCase | undefined } | undefined> {
  const [served] = await servedBusinesses(services, helper, [businessId]);
  if (served === undefined) return undefined;
  const { owner } = served;
  // Nobody could take them out of a group, or their application back, any more.
  for (const { id } of await groupsOf(services, owner.id))
    await leaveGroup(services, { personId: owner.id, accountId: undefined }, id);
  await withdrawConsent(services, owner.id, 'registration');
  const erasure = erase
    ? await openCase(services, {
        kind: 'erasure',
        accountId: undefined,
        personId: owner.id,
        details: { requestedAt: services.now().toISOString(), helper: helper.number },
      })
    : undefined;
  await audit(services, {
    actor: helper.number,
    action: 'helper.withdraw',
    subject: owner.number,
    details: { erase },
  });
  return { erasure };
}

/** One figure that a helper writes for an owner. Money in whole rupiah. */
export interface AssistedFigure {
  readonly businessId: number;
  readonly month: Month;
  readonly amount: number;
  readonly estimate: boolean;
  readonly toCheck: boolean;
  readonly words: string;
  /** Who told it. */
  readonly toldBy: Teller;
  /** The button that confirmed it, which also says how it was told. */
  readonly confirmed: string;
  /** What of it went to the companies of agreements. */
  readonly toPartners: readonly { readonly agreementId: number; readonly amount: number }[];
}

export interface AssistedOutcome {
  readonly businessId: number;
  readonly kind: 'new' | 'changed' | 'same' | 'locked' | 'unfinished' | 'gone';
}

/**
 * Stores what owners told a helper about a finished month. What is locked, or no longer served by this helper, is
 * left out and said so.
 */
export async function recordAssisted(
  services: Transaction,
  helper: Helper,
  figures: readonly AssistedFigure[],
): Promise<readonly AssistedOutcome[]> {
  const ids = figures.map((it) => it.businessId);
  await services.db.$queryRaw`SELECT id FROM business WHERE id = ANY(${ids}) ORDER BY id FOR UPDATE`;
  const served = await servedBusinesses(services, helper, ids);
  const locks = await lockedMonths(services);
  const outcomes: AssistedOutcome[] = [];
  for (const figure of figures) {
    const own = served.find(({ business }) => business.id === figure.businessId);
    const today = todayOf(services);
    const state = monthState(figure.month, today, locks, services.office.reportOpenMonths);
    const kind =
      own === undefined
        ? 'gone'
        : state === 'locked'
          ? 'locked'
          : state === 'open'
            ? await recordOne(services, helper, own, figure)
            : 'unfinished';
    outcomes.push({ businessId: figure.businessId, kind });
  }
  return outcomes;
}

async function recordToPartners(
  services: Transaction,
  reportId: number,
  { toPartners }: AssistedFigure,
): Promise<void> {
  for (const it of toPartners) await recordPartnerSale(services, { reportId, ...it });
}

async function recordOne(
  services: Transaction,
  helper: Helper,
  { business, owner, reports }: ServedBusiness,
  it: AssistedFigure,
): Promise<AssistedOutcome['kind']> {
  const stands = reports.find(({ month }) => month === it.month);
  if (stands?.amount === it.amount && stands.estimate === it.estimate && !stands.provisional) {
    await recordToPartners(services, stands.id, it);
    return 'same';
  }
  const recorded = await recordReport(services, {
    personId: owner.id,
    accountId: undefined,
    businessId: business.id,
    month: it.month,
    amount: it.amount,
    estimate: it.estimate,
    provisional: false,
    toCheck: it.toCheck,
    zeroReason: it.amount === 0 ? 'unsaid' : undefined,
    workers: undefined,
    source: 'helper',
    words: it.words,
    reader: 'rupiah@1',
    confirmed: it.confirmed,
    draftId: undefined,
    office: { member: helper.number, toldBy: it.toldBy, reason: undefined },
  });
  if (recorded.kind !== 'stored') return 'gone';
  await recordToPartners(services, recorded.report.id, it);
  await audit(services, {
    actor: helper.number,
    action: 'helper.report',
    subject: owner.number,
    details: { report: recorded.report.number, month: it.month, version: recorded.report.version },
  });
  return recorded.before === undefined ? 'new' : 'changed';
}
