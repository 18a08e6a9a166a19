import { answeredLines } from '../../../reports/survey-lines.ts';
import { z } from 'zod';
import { businessKinds } from '../../../domain/people/business-kind.ts';
import { UNREADABLE } from '../../../domain/words/unreadable.ts';
import { ownerQuestions } from '../../../domain/partnership/evaluation.ts';
import { evaluationLines, opinionLine } from '../../../reports/evaluation-lines.ts';
import { detailLines } from '../../../reports/step-lines.ts';
import { line, named, type Line, type TextKey } from '../../../i18n.ts';
import { codecs } from '../../../services/core/codecs.ts';
import type { FieldChange } from '../../../services/people/corrections.ts';
import type { DataReaders } from '../../../services/data-rights/data-readers.ts';
import {
  masked,
  type MyApplication,
  type MyBusiness,
  type MyData,
  type MyForm,
} from '../../../services/data-rights/my-data.ts';
import { interestKeys } from '../../../services/people/people.ts';
import { type Services, todayOf } from '../../../services/core/services.ts';
import { scripts } from '../../conversations/index.ts';
import { registration } from '../../conversations/people/register.ts';
import type { Turn } from '../../turn.ts';
import { writeReaders } from './data-copy-readers.ts';
import { writeTrainings } from './data-copy-trainings.ts';
import {
  applicationLine,
  applicationStatusLine,
  caseLine,
  personLines,
  photoLines,
  purposeLine,
} from './data-lines.ts';
import { moment, words, type Page } from './data-page.ts';
import { programmeName, vendorLines } from '../../../reports/application-lines.ts';
import { documentLine } from '../../../reports/document-lines.ts';
import { allTerms, partnerOf, stateLines } from '../../../reports/agreement-lines.ts';
import { shipmentLines } from '../../../reports/shipment-lines.ts';
import { supportLines } from '../../../reports/support-lines.ts';
import { peopleLine, areaName, businessLines } from '../../../reports/business-lines.ts';

export interface DataFile {
  readonly name: string;
  readonly text: string;
}

type Writer = Pick<Turn, 'services' | 'texts' | 'to'>;

/** The same content twice: words for the person, JSON for other programs. No number of 16 digits stands in it. */
export function dataFiles(
  turn: Writer,
  data: MyData,
  forms: readonly MyForm[],
  readers: DataReaders,
): readonly DataFile[] {
  const day = todayOf(turn.services).toString();
  const machine = {
    format: 'umkm-data-copy',
    version: 1,
    madeAt: turn.services.now(),
    office: turn.services.office.name,
    ...masked(data),
    forms: masked(forms),
    readers,
  };
  return [
    // Without a byte order mark some programs on Windows show the text wrongly.
    { name: `data-saya-${day}.txt`, text: `\uFEFF${masked(readable(turn, data, forms, readers))}` },
    {
      name: `data-saya-${day}.json`,
      text: `${JSON.stringify(machine, null, 2).replaceAll(UNREADABLE, turn.texts.plain(line('common.unreadable'), turn.to))}\n`,
    },
  ];
}

function readable(turn: Writer, data: MyData, forms: readonly MyForm[], readers: DataReaders): string {
  const { services, texts, to } = turn;
  const rows: string[] = [];
  const page: Page = {
    put(it, indent = 0) {
      const lines = texts
        .plain(it, to)
        .split('\n')
        .filter((row) => row !== '');
      rows.push(...lines.map((row) => `${'  '.repeat(indent)}${row}`));
    },
    head(title) {
      const text = texts.plain(line(title), to);
      rows.push('', text.toUpperCase(), '='.repeat(text.length));
    },
    section(title, count) {
      page.head(title);
      if (count === 0) page.put(line('data.copy.none'));
    },
  };
  page.put(line('data.copy.title'));
  page.put(line('data.copy.made', { moment: moment(services.now()) }));
  page.put(line('data.copy.nik'));
  writePerson(page, data);
  for (const it of data.businesses) writeBusiness(page, services, it);
  writeConsents(page, services, data);
  writeApplications(page, services, data);
  for (const { name, kind, head } of data.groups)
    page.put(
      line(head ? 'group.copy.head' : 'group.copy', {
        group: name ?? '–',
        kind: { line: line(`group.kind.${kind}`) },
      }),
    );
  page.section('data.copy.cases', data.cases.length);
  for (const it of data.cases) {
    page.put(caseLine(it));
    if (it.text !== undefined) page.put(words(it.text), 1);
    for (const { at, text } of it.messages)
      page.put(line('data.copy.message', { moment: moment(at), text }), 1);
  }
  page.section('data.copy.inquiries', data.inquiries.length);
  for (const { askedAt, answer = 'none', ...it } of data.inquiries)
    page.put(
      line('data.copy.inquiry', {
        ...it,
        moment: moment(askedAt),
        answer: { line: line(`supply.answer.${answer}`) },
      }),
    );
  for (const { on, programmeId, result } of data.calls)
    page.put(
      line('data.copy.call', {
        day: { day: on },
        programme: { line: programmeName(services.programmes.find(programmeId)) },
        result: { line: line(`programme.call.${result}`) },
      }),
    );
  writeTrainings(page, data);
  page.section('data.copy.surveys', data.surveys.length);
  for (const it of data.surveys) for (const text of answeredLines(services.office, it)) page.put(text);
  writeReaders(page, services, readers);
  page.section('data.copy.forms', forms.length);
  for (const it of forms) writeForm(page, it);
  return `${rows.join('\n')}\n`;
}

const entry = (label: TextKey, value: Line): Line =>
  line('data.entry', { label: { line: line(label) }, value: { line: value } });

function writePerson(page: Page, data: MyData): void {
  const { person } = data;
  page.head('data.copy.person');
  for (const it of personLines(data)) page.put(it);
  page.put(entry('data.copy.since', line('data.copy.moment', { moment: moment(person.since) })));
  page.put(entry('data.copy.proof', named(person.number)));
  if (person.interests.length > 0) page.put(entry('data.copy.interests', interestLine(person.interests)));
}

function interestLine(interests: readonly string[]): Line {
  const known = interestKeys.filter((key) => interests.includes(key));
  return line('data.copy.listed', { list: { list: known.map((key) => line(`register.interests.${key}`)) } });
}

function writeBusiness(page: Page, services: Services, it: MyBusiness): void {
  page.head('data.copy.business');
  for (const text of businessLines(services, it)) page.put(text);
  page.section('data.copy.reports', it.reports.length);
  for (const report of it.reports) {
    page.put(
      line('data.copy.report', {
        month: { month: report.month },
        number: report.number,
        amount: { rupiahFull: report.amount },
      }),
    );
    if (report.toPartner !== undefined)
      page.put(line('agreement.copy.sold', { amount: { rupiah: report.toPartner } }), 1);
    for (const version of report.versions) {
      page.put(
        line('data.copy.version', {
          version: version.version,
          moment: moment(version.at),
          amount: { rupiah: version.amount },
        }),
        1,
      );
      if (version.words !== undefined) page.put(words(version.words), 2);
      if (version.reason !== undefined) page.put(line('data.copy.reason', { reason: version.reason }), 2);
    }
  }
  for (const text of photoLines(it)) page.put(text);
  if (it.tags.length > 0) page.put(line('data.copy.tags', { tags: it.tags.join(', ') }));
  page.section('data.copy.changes', it.changes.length);
  for (const change of it.changes)
    page.put(
      line('data.copy.change', {
        moment: moment(change.at),
        field: { line: fieldName(change.field) },
        before: { line: changed(services, change.field, change.before) },
        after: { line: changed(services, change.field, change.after) },
      }),
    );
  if (it.followUps.length > 0) page.head('data.copy.followUps');
  for (const told of it.followUps)
    page.put(
      line('data.copy.followUp', {
        date: { date: told.on },
        female: told.paidFemale,
        male: told.paidMale,
        family: told.family,
        seasonal: told.seasonal,
        buyers: told.buyers ?? '–',
      }),
    );
  for (const { year, amount } of it.profits)
    page.put(line('profit.copy', { year: String(year), amount: { rupiahFull: amount } }));
  if (it.facts.length > 0) page.head('data.copy.facts');
  for (const fact of it.facts)
    page.put(
      line('data.copy.fact', {
        key: { line: factName(services, fact.key) },
        value: { line: yesNo(fact.value) },
      }),
    );
  if (it.checks.length > 0) page.head('data.copy.checks');
  for (const check of it.checks) {
    const programme = services.programmes.find(check.programmeId);
    page.put(
      line('data.copy.check', {
        day: { day: check.onDate },
        programme: { line: programme === undefined ? line('common.noWords') : { local: programme.name } },
      }),
    );
  }
}

function writeConsents(page: Page, services: Services, data: MyData): void {
  page.section('data.copy.consents', data.consents.length);
  for (const it of data.consents) {
    page.put(
      line('data.copy.consent', {
        purpose: { line: purposeLine(services, it.purpose) },
        moment: moment(it.givenAt),
      }),
    );
    if (it.withdrawnAt !== undefined)
      page.put(line('data.copy.withdrawn', { moment: moment(it.withdrawnAt) }), 1);
    page.put(line('data.copy.consentText', { text: it.text }), 1);
  }
}

function writeApplications(page: Page, services: Services, data: MyData): void {
  page.section('data.copy.applications', data.applications.length);
  for (const it of data.applications) {
    page.put(applicationLine(services, it));
    for (const vendor of vendorLines(it)) page.put(vendor, 1);
    for (const step of it.steps) {
      page.put(
        line('data.copy.step', {
          moment: moment(step.at),
          status: { line: applicationStatusLine(services, it.programmeId, step.status) },
        }),
        1,
      );
      for (const detail of detailLines(step.details)) page.put(detail, 2);
    }
    if (it.agreement !== undefined) writeAgreement(page, services, it, it.agreement);
    for (const document of it.documents) page.put(documentLine(document), 1);
  }
}

function writeAgreement(
  page: Page,
  services: Services,
  application: MyApplication,
  { texts, shipments, supports, evaluations }: NonNullable<MyApplication['agreement']>,
): void {
  const today = todayOf(services).toString();
  const partner = partnerOf(services, application);
  page.put(line('agreement.copy'), 1);
  for (const it of texts) {
    for (const text of [...(it.terms === undefined ? [] : allTerms(it.terms)), ...stateLines(it)])
      page.put(text, 2);
    if (it.ownerWords !== undefined) page.put(words(it.ownerWords), 3);
  }
  for (const it of shipments) for (const text of shipmentLines(it, partner, today, 'self')) page.put(text, 2);
  if (supports.length > 0) for (const text of supportLines(supports)) page.put(text, 2);
  for (const { said, ...it } of evaluations) {
    page.put(line('evaluation.button.open', { until: { date: it.untilOn } }), 2);
    for (const text of evaluationLines(it, [])) page.put(text, 3);
    if (said !== undefined)
      for (const asked of ownerQuestions)
        page.put(line(`evaluation.answers.${asked}`, { said: { line: opinionLine(asked, said[asked]) } }), 3);
  }
}

/** What was typed, under the name of its question; what was pressed stands above and in the other file. */
function writeForm(page: Page, it: MyForm): void {
  const said = Object.entries(it.answers).flatMap(([key, answer]) =>
    [...(answer.before ?? []), answer].flatMap((one) =>
      one.words === undefined ? [] : [{ key, words: one.words }],
    ),
  );
  if (said.length === 0) return;
  const title = scripts.flatMap((script) => script.forms).find((form) => form.name === it.form)?.title;
  page.put(
    line('data.copy.form', {
      form: { line: title === undefined ? line('stuck.form.old') : line(title) },
      moment: moment(it.startedAt),
    }),
  );
  for (const [index, one] of said.entries()) {
    // One text may have answered several questions.
    if (said.findIndex((other) => other.words === one.words) !== index) continue;
    const label = registration.questions.find((question) => question.key === one.key)?.label;
    page.put(
      label === undefined
        ? words(one.words)
        : line('data.copy.answer', { question: { line: line(label) }, value: one.words }),
      1,
    );
  }
}

const fieldNames: Readonly<Record<FieldChange['field'], TextKey>> = {
  name: 'register.business.label',
  kind: 'register.kind.label',
  kindWords: 'register.kind.label',
  kecamatan: 'register.kecamatan.label',
  desa: 'register.desa.label',
  startedYear: 'data.copy.startedYear',
  startedMonth: 'data.copy.startedMonth',
  workers: 'register.workers.label',
  usualMonthlySales: 'register.sales.label',
  usualEstimate: 'data.copy.usualEstimate',
  capital: 'register.capital.label',
  nibStatus: 'data.copy.nibStatus',
  nib: 'register.nib.label',
  status: 'data.status.label',
  'owner.name': 'register.name.label',
  'owner.salutation': 'register.salutation.label',
  'owner.phone': 'register.phone.label',
};

function fieldName(field: FieldChange['field']): Line {
  return line(fieldNames[field]);
}

const people = z.object({ male: z.number(), female: z.number() });
const state = z.object({ status: z.enum(['active', 'paused', 'closed', 'moved']) });

/** What a field held, as it is shown elsewhere. */
function changed(services: Services, field: FieldChange['field'], value: string | undefined): Line {
  if (value === undefined) return line('data.copy.nothing');
  if (value === UNREADABLE) return named(value);
  const stored = codecs.json(z.json()).decode(value);
  const workers = people.safeParse(stored);
  if (workers.success) return peopleLine(workers.data);
  const status = state.safeParse(stored);
  if (status.success) return line(`data.status.${status.data.status}`);
  if (typeof stored === 'number' && (field === 'usualMonthlySales' || field === 'capital'))
    return line('register.sales.amount', { amount: { rupiahFull: stored } });
  if (typeof stored === 'boolean') return line(stored ? 'partnership.answer.yes' : 'partnership.answer.no');
  if (typeof stored !== 'string') return named(value);
  if (field === 'kind') return line(`kind.${businessKinds.find((kind) => kind === stored) ?? 'other'}`);
  if (field === 'nibStatus')
    return stored === 'none' || stored === 'later' || stored === 'unknown'
      ? line(`register.nib.show.${stored}`)
      : line('data.copy.hasNib');
  if (field === 'owner.salutation')
    return line(stored === 'P' ? 'register.salutation.P' : 'register.salutation.L');
  return named(areaName(services, stored) ?? stored);
}

function factName(services: Services, key: string): Line {
  const asked = services.programmes.known
    .flatMap((programme) => programme.questions)
    .find((question) => key === `answer:${question.id}`);
  return asked === undefined ? line('common.noWords') : { local: asked.ask };
}

function yesNo(value: unknown): Line {
  if (value === true) return line('partnership.answer.yes');
  return line(value === false ? 'partnership.answer.no' : 'partnership.answer.unknown');
}
