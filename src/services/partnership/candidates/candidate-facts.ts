import type { BusinessClass, MonthlySales } from '../../../domain/people/business-class.ts';
import { localDate } from '../../../domain/month/calendar.ts';
import { addMonths, monthOf } from '../../../domain/month/month.ts';
import {
  markOf,
  salesBand,
  usualSales,
  type Looked,
  type Mark,
  type SalesBand,
  type ShownField,
} from '../../../domain/partnership/candidate.ts';
import { maskNik } from '../../../domain/people/identity.ts';
import { todayOf, type Services } from '../../core/services.ts';
import { businessesOf, type Business, type Owner } from '../../people/businesses.ts';
import { changesOf, ownerOf } from '../../people/corrections.ts';
import { classFacts, classOf } from '../../people/eligibility.ts';
import { agreementOf, inForce } from '../agreements/agreements.ts';
import type { Candidate } from './candidates.ts';
import { shipmentsOf } from '../agreements/shipments.ts';

/** What a company sees of an applicant. It holds nothing beyond the fields that it may see. */
export interface CandidateFacts {
  readonly candidate: Candidate;
  readonly owner: Pick<Partial<Owner>, 'name' | 'phone'>;
  readonly business: Partial<
    Pick<
      Business,
      | 'name'
      | 'kind'
      | 'kindWords'
      | 'kecamatan'
      | 'desa'
      | 'startedYear'
      | 'startedMonth'
      | 'workers'
      | 'nibStatus'
      | 'nib'
    >
  >;
  readonly maskedNik: string | undefined;
  readonly class: { readonly class: BusinessClass | undefined; readonly estimated: boolean } | undefined;
  readonly sales: SalesBand | undefined;
  /** Whole rupiah of a usual month. */
  readonly exactSales: number | undefined;
  readonly marks: ReadonlyMap<ShownField, Mark>;
  /** What the business has sold to this company under the agreement, as both sides have it. */
  readonly sold: { readonly count: number; readonly value: number } | undefined;
}

/** Opens what a company may see of an applicant; to be disclosed before. Undefined when nobody stands there any more. */
export async function candidateFacts(
  services: Services,
  candidate: Candidate,
): Promise<CandidateFacts | undefined> {
  const { application, fields } = candidate;
  const { personId, businessId } = application;
  const business = (await businessesOf(services, personId)).find(({ id }) => id === businessId);
  if (business === undefined) return undefined;
  const has = (field: ShownField): boolean => fields.includes(field);
  const owner = has('owner-name') || has('phone') ? await ownerOf(services, personId) : undefined;
  const looked = await lookedAt(services, application);
  const months = has('class') || has('sales-12-months') ? await monthsOf(services, businessId) : [];
  const today = todayOf(services);
  const running = monthOf(today);
  const last = months.filter(({ month }) => month >= addMonths(running, -12) && month < running);
  const usual = business.usualMonthlySales === undefined ? [] : [business.usualMonthlySales];
  const sales = last.length === 0 ? usual : last.map(({ amount }) => amount);
  const classified = classOf(classFacts({ business, facts: new Map(), reports: months }, today), today);
  return {
    candidate,
    owner: {
      ...(has('owner-name') ? { name: owner?.name } : {}),
      ...(has('phone') ? { phone: owner?.phone } : {}),
    },
    business: {
      ...(has('business-name') ? { name: business.name } : {}),
      ...(has('kind') ? { kind: business.kind, kindWords: business.kindWords } : {}),
      ...(has('kecamatan') ? { kecamatan: business.kecamatan } : {}),
      ...(has('desa') ? { desa: business.desa } : {}),
      ...(has('started') ? { startedYear: business.startedYear, startedMonth: business.startedMonth } : {}),
      ...(has('workers') ? { workers: business.workers } : {}),
      ...(has('nib-status') ? { nibStatus: business.nibStatus } : {}),
      ...(has('nib') ? { nib: business.nib } : {}),
    },
    maskedNik: has('nik') ? await maskedNikOf(services, personId) : undefined,
    class: has('class') ? { class: classified.class, estimated: classified.estimated } : undefined,
    sales: has('sales-12-months') ? salesBand(sales) : undefined,
    exactSales: has('sales-exact') ? usualSales(sales) : undefined,
    marks: new Map(fields.map((field) => [field, markOf(field, looked)])),
    sold: await soldTo(services, candidate),
  };
}

async function monthsOf({ db }: Services, businessId: number): Promise<readonly MonthlySales[]> {
  const rows = await db.salesReport.findMany({
    where: { businessId },
    select: { month: true, amount: true, estimate: true },
  });
  return rows.map(({ amount, ...row }) => ({ ...row, amount: Number(amount) }));
}

async function maskedNikOf({ db, seal }: Services, personId: number): Promise<string | undefined> {
  const person = await db.person.findUnique({ where: { id: personId }, select: { nik: true } });
  return person?.nik === null || person === null
    ? undefined
    : maskNik(seal.show(`person:${personId}:nik`, person.nik));
}

async function lookedAt(services: Services, { id, businessId }: Candidate['application']): Promise<Looked> {
  const { db, office } = services;
  const check = await db.verification.findFirst({ where: { businessId, status: 'right' } });
  const at = check?.decidedAt ?? undefined;
  return {
    checkedOn: at === undefined ? undefined : localDate(at, office.zone).toString(),
    changedSince:
      at === undefined
        ? []
        : (await changesOf(services, businessId)).filter((it) => it.at > at).map((it) => it.field),
    licenceSeen:
      (await db.document.count({
        where: { applicationId: id, kind: 'licence', sha256: { not: null }, seenAt: { not: null } },
      })) > 0,
  };
}

/** Only under an agreement, and only what went to this company. */
async function soldTo(services: Services, { application }: Candidate): Promise<CandidateFacts['sold']> {
  const agreement = await agreementOf(services, application);
  if (agreement === undefined || inForce(agreement) === undefined) return undefined;
  const shipments = await shipmentsOf(services, agreement);
  return { count: shipments.length, value: shipments.reduce((sum, { value }) => sum + value, 0) };
}
