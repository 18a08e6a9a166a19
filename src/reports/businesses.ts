import { Temporal } from 'temporal-polyfill';
import { formatPhone } from '../domain/people/identity.ts';
import { classFacts, classOf } from '../services/people/eligibility.ts';
import {
  areaNames,
  businessesWhere,
  businessPages,
  placeCells,
  placeColumns,
  startOf,
  type ReportedBusiness,
} from './business-rows.ts';
import { column, dayOf, formats, type Report, type Row, type Source } from './report.ts';
import { yearlySales } from './yearly-sales.ts';

/** Every business as it is now, with its owner. */
export const businesses: Report = {
  key: 'businesses',
  title: 'export.report.businesses',
  hasPeriod: false,
  byKecamatan: true,
  byTag: true,
  duty: 'sales',
  formats,
  columns: () => [
    ...placeColumns,
    column('kindWords', 'text', 24),
    column('class', 'text', 12),
    column('started', 'text', 12),
    column('workersMale', 'number', 10),
    column('workersFemale', 'number', 10),
    column('usualSales', 'rupiah', 18),
    column('usualEstimate', 'flag', 12),
    column('capital', 'rupiah', 18),
    column('nibStatus', 'text', 18),
    column('nib', 'text', 16),
    column('salutation', 'text', 6),
    column('phone', 'text', 18, 'phone'),
    column('nik', 'text', 20, 'nik'),
    column('telegram', 'flag', 12),
    column('status', 'text', 18),
    column('statusSince', 'date', 14),
    column('registered', 'date', 14),
    column('person', 'text', 16),
    column('origin', 'text', 18),
    column('tags', 'text', 24),
  ],
  count: (source) => source.services.db.business.count({ where: businessesWhere(source) }),
  async *pages(source) {
    const areaName = areaNames(source);
    const today = Temporal.PlainDate.from(dayOf(source, source.asOf) ?? '');
    for await (const page of businessPages(source, 'everything')) {
      const reports = await yearlySales(
        source,
        page.map((it) => it.business.id),
      );
      yield page.map((it): Row => {
        const known = { business: it.business, facts: new Map(), reports: reports.get(it.business.id) ?? [] };
        return {
          ...placeCells(source, areaName, it),
          ...cells(source, it),
          class: source.known('export.class', classOf(classFacts(known, today), today).class),
        };
      });
    }
  },
};

function cells(source: Source, { business, owner, source: from, unclaimed, tags }: ReportedBusiness): Row {
  return {
    kindWords: business.kindWords,
    started: startOf(business),
    workersMale: business.workers?.male,
    workersFemale: business.workers?.female,
    usualSales: business.usualMonthlySales,
    usualEstimate: business.usualMonthlySales === undefined ? undefined : business.usualEstimate,
    capital: business.capital,
    nibStatus: source.known('export.nib', business.nibStatus),
    nib: business.nib,
    salutation: owner.salutation,
    phone: owner.phone === undefined ? undefined : formatPhone(owner.phone),
    nik: owner.nik,
    telegram: owner.telegram,
    status: source.known('data.status', business.status),
    statusSince: dayOf(source, business.statusSince),
    registered: dayOf(source, business.createdAt),
    person: owner.number,
    origin: source.known('export.origin', unclaimed ? 'unclaimed' : from),
    tags,
  };
}
