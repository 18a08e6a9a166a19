import { line, named, type Line } from '../../../i18n.ts';
import { masked, type MyBusiness, type MyData, type MyForm } from '../../../services/my-data.ts';
import { formTitle } from '../../conversations/titles.ts';
import type { Turn } from '../../turn.ts';
import { applicationLine, businessLines, caseLine, jakartaDay, personLines, purposeLine } from './data-lines.ts';

export interface DataFile {
  readonly name: string;
  readonly text: string;
}

type Writer = Pick<Turn, 'services' | 'texts' | 'to'>;

/** The same content twice: words for the person, JSON for other programs. No number of 16 digits stands in it. */
export function dataFiles(turn: Writer, data: MyData, forms: readonly MyForm[]): readonly DataFile[] {
  const day = jakartaDay(turn.services.now());
  const machine = { format: 'umkm-data-copy', version: 1, madeAt: turn.services.now(), office: turn.services.office.name, ...masked(data), forms: masked(forms) };
  return [
    // Windows shows the text rightly only with a byte order mark.
    { name: `data-saya-${day}.txt`, text: `\uFEFF${masked(readable(turn, data, forms))}` },
    { name: `data-saya-${day}.json`, text: `${JSON.stringify(machine, null, 2)}\n` },
  ];
}

function readable(turn: Writer, data: MyData, forms: readonly MyForm[]): string {
  const { services, texts, to } = turn;
  const rows: string[] = [];
  const put = (it: Line, indent = 0): void => {
    rows.push(...texts.plain(it, to).split('\n').map((row) => `${'  '.repeat(indent)}${row}`));
  };
  const head = (it: Line): void => {
    const text = texts.plain(it, to);
    rows.push('', text.toUpperCase(), '='.repeat(text.length));
  };
  const entry = (label: Line, value: Line): Line => line('data.entry', { label: { line: label }, value: { line: value } });
  const moment = (at: Date): { readonly moment: string } => ({ moment: at.toISOString() });

  put(line('data.copy.title'));
  put(line('data.copy.made', { moment: moment(services.now()) }));
  put(line('data.copy.nik'));

  head(line('data.copy.person'));
  for (const it of personLines(data)) put(it);
  put(entry(line('data.copy.since'), line('data.copy.moment', { moment: moment(data.person.since) })));
  put(entry(line('data.copy.proof'), named(data.person.number)));
  if (data.person.interests.length > 0) put(entry(line('data.copy.interests'), named(data.person.interests.join(', '))));

  for (const it of data.businesses) writeBusiness(it);

  head(line('data.copy.consents'));
  for (const it of data.consents) {
    put(line('data.copy.consent', { purpose: { line: purposeLine(services, it.purpose) }, moment: moment(it.givenAt) }));
    if (it.withdrawnAt !== undefined) put(line('data.copy.withdrawn', { moment: moment(it.withdrawnAt) }), 1);
    put(line('data.copy.consentText', { text: it.text }), 1);
  }

  section('data.copy.applications', data.applications.length);
  for (const it of data.applications) {
    put(applicationLine(services, it));
    for (const step of it.steps) put(line('data.copy.step', { moment: moment(step.at), status: step.status }), 1);
  }

  section('data.copy.cases', data.cases.length);
  for (const it of data.cases) {
    put(caseLine(it));
    if (it.text !== undefined) put(line('data.copy.words', { words: it.text }), 1);
  }

  section('data.copy.forms', forms.length);
  for (const it of forms) writeForm(it);
  return `${rows.join('\n')}\n`;

  function section(title: 'data.copy.applications' | 'data.copy.cases' | 'data.copy.forms' | 'data.copy.reports' | 'data.copy.changes', count: number): void {
    head(line(title));
    if (count === 0) put(line('data.copy.none'));
  }

  function writeBusiness(it: MyBusiness): void {
    head(line('data.copy.business'));
    for (const text of businessLines(services, it)) put(text);
    section('data.copy.reports', it.reports.length);
    for (const report of it.reports) {
      put(line('data.copy.report', { month: { month: report.month }, number: report.number, amount: { rupiahFull: report.amount } }));
      for (const version of report.versions) {
        put(line('data.copy.version', { version: version.version, moment: moment(version.at), amount: { rupiah: version.amount } }), 1);
        if (version.words !== undefined) put(line('data.copy.words', { words: version.words }), 2);
      }
    }
    section('data.copy.changes', it.changes.length);
    for (const change of it.changes)
      put(line('data.copy.change', { moment: moment(change.at), field: change.field, before: { line: shown(change.before) }, after: { line: shown(change.after) } }));
    if (it.facts.length > 0) head(line('data.copy.facts'));
    for (const fact of it.facts) put(line('data.copy.fact', { key: fact.key, value: JSON.stringify(fact.value) }));
    if (it.checks.length > 0) head(line('data.copy.checks'));
    for (const check of it.checks) put(line('data.copy.check', { day: { day: check.onDate }, programme: check.programmeId }));
  }

  function writeForm(it: MyForm): void {
    const title = formTitle(it.form);
    put(line('data.copy.form', { form: { line: title === undefined ? named(it.form) : line(title) }, moment: moment(it.startedAt) }));
    for (const [key, answer] of Object.entries(it.answers)) {
      put(line('data.copy.answer', { question: key, value: JSON.stringify(answer.value) }), 1);
      for (const words of [...(answer.before ?? []), answer].flatMap((said) => said.words ?? [])) put(line('data.copy.words', { words }), 2);
    }
  }

  function shown(value: string | undefined): Line {
    return value === undefined ? line('data.copy.nothing') : named(value.replaceAll(/^"|"$/g, ''));
  }
}
