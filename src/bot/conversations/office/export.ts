import type { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { prefix } from '../../../domain/words/clip.ts';
import { findKecamatan } from '../../../domain/people/area.ts';
import { addMonths, monthOf, localDate } from '../../../domain/month/month.ts';
import {
  lastQuarter,
  quarterOf,
  readPeriod,
  type Period,
  type PeriodReason,
} from '../../../domain/month/period.ts';
import type { Standing } from '../../../domain/office/roles.ts';
import { line, named, type Line } from '../../../i18n.ts';
import { periodLine } from '../../../reports/info.ts';
import { reportOf } from '../../../reports/index.ts';
import type { Report } from '../../../reports/report.ts';
import { expectedRows, mayExport, reportsFor } from '../../../reports/rights.ts';
import type { Programme } from '../../../domain/eligibility/programme.ts';
import type { Areas } from '../../../services/core/areas.ts';
import { orderExport } from '../../../services/office/export-jobs.ts';
import type { ExportRequest } from '../../../services/office/exports.ts';
import type { Services } from '../../../services/core/services.ts';
import { tagsOfOffice, type Tag } from '../../../services/people/tags.ts';
import { question, type Answers, type Form } from '../engine/form.ts';
import { choice, hint, inPairs, propose, refuse, take, type Refusals, type Reply } from '../engine/reply.ts';
import { fillOne } from '../engine/script.ts';
import { tickQuestion } from '../questions/ticks.ts';
import { wordsQuestion } from '../questions/words.ts';
import { kecamatanLabel, refuseArea } from '../questions/place.ts';
import { button, staffMenuButton } from '../../buttons.ts';
import { exportsRoute } from '../../routes/staff.ts';

interface C {
  readonly member: Standing | undefined;
  readonly reports: readonly Report[];
  readonly areas: Areas;
  readonly tags: readonly Tag[];
  /** Every one that was ever open, also one that is over: its file is made when it closes. */
  readonly programmes: readonly Programme[];
  readonly today: Temporal.PlainDate;
  /** Looked up for the review alone. */
  readonly rows?: number;
}

const isKnown = (text: string): boolean => reportOf(text) !== undefined;

const what = question<C, string>({
  key: 'report',
  value: z.string().refine(isKnown),
  needed: true,
  ask: () => line('export.form.report.ask'),
  choices: (_answers, { reports }) =>
    reports.map((report) => [choice(report.key, line(report.title), take(report.key))]),
  hints: [line('common.buttons'), line('common.buttons')],
  label: 'export.form.report.label',
  show: (key) => line(reportOf(key)?.title ?? 'export.title'),
});

const chosen = (answers: Answers): Report | undefined => reportOf(answers.of(what) ?? '');

const periodValue = z.object({ first: z.string(), last: z.string() });

/** The usual periods: one button each, the last finished ones first. */
function usualPeriods({ today }: C): readonly Period[] {
  const running = monthOf(today);
  const last = addMonths(running, -1);
  const quarter = quarterOf(running);
  const all = [
    { first: last, last },
    { first: running, last: running },
    lastQuarter(today),
    { first: quarter.first, last: running },
    { first: `${prefix(running, 4)}-01`, last: running },
  ];
  return all.filter(
    (it, at) => all.findIndex((other) => other.first === it.first && other.last === it.last) === at,
  );
}

function replyPeriod(text: string, today: Temporal.PlainDate): Reply {
  const read = readPeriod(text, today);
  if (read.kind === 'ok') return take(read.value);
  if (read.kind === 'ambiguous')
    return propose(
      read.candidates.length === 1 && read.candidates[0] !== undefined
        ? line('export.form.period.maybe', { period: { line: periodLine(read.candidates[0]) } })
        : line('export.form.period.ask'),
      line('common.button.no'),
      ...read.candidates.map((period, at) => ({
        code: `p${at}`,
        label: line('export.form.period.button', { period: { line: periodLine(period) } }),
        value: period,
      })),
    );
  return refuse(NO_PERIOD, read.reason);
}

const NO_PERIOD: Refusals<PeriodReason> = {
  'no-period': undefined,
  doubtful: undefined,
  backwards: 'export.form.period.backwards',
  future: 'export.form.period.future',
  'too-long': 'export.form.period.long',
  'two-months': 'export.form.period.one',
};

const period = question<C, Period>({
  key: 'period',
  value: periodValue,
  dependsOn: ['report'],
  numbered: false,
  when: (answers) => chosen(answers)?.hasPeriod === true,
  ask: () => line('export.form.period.ask'),
  choices: (_answers, context) =>
    usualPeriods(context).map((it) => [
      choice(
        `${it.first}.${it.last}`,
        line('export.form.period.button', { period: { line: periodLine(it) } }),
        take(it),
      ),
    ]),
  read: (said, _answers, { today }) => (said.kind === 'text' ? replyPeriod(said.text, today) : hint()),
  reader: 'period@1',
  hints: [line('export.form.period.hint'), line('export.form.period.hint')],
  label: 'export.form.period.label',
  show: (value) => periodLine(value),
});

const limitsOf = ({ member }: C): readonly string[] => member?.kecamatan ?? [];

/** Empty for all. */
const kecamatan = tickQuestion<C>({
  key: 'kecamatan',
  dependsOn: ['report'],
  // One kecamatan alone leaves nothing to choose.
  when: (answers, context) => chosen(answers)?.byKecamatan === true && limitsOf(context).length !== 1,
  ask: () => line('export.form.kecamatan.ask'),
  label: 'export.form.kecamatan.label',
  ticks: (context) =>
    context.areas.kecamatan
      .filter(({ code }) => limitsOf(context).length === 0 || limitsOf(context).includes(code))
      .toSorted((a, b) => a.name.localeCompare(b.name, 'id'))
      .map((it) => ({ code: it.code, label: kecamatanLabel(it) })),
  instead: (context) => ({
    label: line(limitsOf(context).length === 0 ? 'export.form.kecamatan.all' : 'export.form.kecamatan.mine'),
    value: limitsOf(context),
  }),
  read: (text, { areas }) => {
    const found = findKecamatan(text, areas.kecamatan);
    return found.kind === 'ok' ? found.value.code : found.kind === 'none' ? refuseArea(found.reason) : hint();
  },
  show: (codes, { areas }): Line =>
    codes.length === 0
      ? line('export.form.kecamatan.all')
      : line('export.form.kecamatan.show', {
          names: { list: areas.kecamatan.filter((it) => codes.includes(it.code)).map(kecamatanLabel) },
        }),
});

const programme = question<C, string>({
  key: 'programme',
  value: z.string(),
  dependsOn: ['report'],
  numbered: false,
  when: (answers) => chosen(answers)?.byProgramme === true,
  ask: () => line('export.form.programme.ask'),
  choices: (_answers, { programmes }) =>
    programmes.map(({ id, name }) => [choice(id, { local: name }, take(id))]),
  hints: [line('common.buttons'), line('common.buttons')],
  label: 'export.form.programme.label',
  show: (id, _answers, { programmes }) => {
    const found = programmes.find((it) => it.id === id);
    return found === undefined ? line('common.noWords') : { local: found.name };
  },
});

/** The row of a tag, 0 for all businesses. */
const tag = question<C, number>({
  key: 'tag',
  value: z.number().int(),
  dependsOn: ['report'],
  numbered: false,
  when: (answers, { tags }) => chosen(answers)?.byTag === true && tags.length > 0,
  ask: () => line('export.form.tag.ask'),
  choices: (_answers, { tags }) => [
    [choice('0', line('export.form.tag.all'), take(0))],
    ...inPairs(tags.map(({ id, name }) => choice(String(id), named(name), take(id)))),
  ],
  hints: [line('common.buttons'), line('common.buttons')],
  label: 'export.form.tag.label',
  show: (id, _answers, { tags }) => {
    const found = tags.find((it) => it.id === id);
    return found === undefined ? line('export.form.tag.all') : named(found.name);
  },
});

const phone = question<C, 'none' | 'phone'>({
  key: 'phone',
  value: z.enum(['none', 'phone']),
  dependsOn: ['report'],
  numbered: false,
  when: (answers) => chosen(answers)?.callList === true,
  ask: () => line('export.form.phone.ask'),
  choices: () => [
    [choice('masked', line('export.form.phone.hide'), take('none'))],
    [choice('shown', line('export.form.phone.show'), take('phone'))],
  ],
  hints: [line('common.buttons'), line('common.buttons')],
  label: 'export.form.phone.label',
  show: (value) => line(value === 'phone' ? 'export.form.phone.show' : 'export.form.phone.hide'),
});

const format = question<C, 'xlsx' | 'csv'>({
  key: 'format',
  value: z.enum(['xlsx', 'csv']),
  dependsOn: ['report'],
  numbered: false,
  when: (answers) => (chosen(answers)?.formats.length ?? 2) > 1,
  ask: () => line('export.form.format.ask'),
  choices: () => [
    [
      choice('xlsx', line('export.form.format.xlsx'), take('xlsx')),
      choice('csv', line('export.form.format.csv'), take('csv')),
    ],
  ],
  hints: [line('common.buttons'), line('common.buttons')],
  label: 'export.form.format.label',
  show: (value) => line(`export.form.format.${value}`),
});

const usualPurposes = ['report', 'call', 'meeting'] as const;

const purpose = wordsQuestion<C>({
  key: 'purpose',
  ask: () => line('export.form.purpose.ask'),
  choices: () =>
    usualPurposes.map((it) => [choice(it, line(`export.form.purpose.${it}`), take(`purpose:${it}`))]),
  words: { least: 3, most: 100 },
  hints: [line('export.form.purpose.hint')],
  label: 'export.form.purpose.label',
  show: (text) => purposeLine(text),
});

function purposeLine(text: string): Line {
  const usual = usualPurposes.find((it) => text === `purpose:${it}`);
  return usual === undefined ? { local: { id: text, en: text } } : line(`export.form.purpose.${usual}`);
}

/** The export that the answers ask for; undefined while something is missing. */
function requestOf(answers: Answers, context: C, said: (it: Line) => string): ExportRequest | undefined {
  const report = chosen(answers);
  if (report === undefined) return undefined;
  const limits = limitsOf(context);
  const within = answers.of(kecamatan) ?? [...limits];
  const [onlyFormat] = report.formats;
  const of = answers.of(programme);
  const withTag = report.byTag === true ? context.tags.find(({ id }) => id === answers.of(tag)) : undefined;
  return {
    report: report.key,
    period: report.hasPeriod ? (answers.of(period) ?? null) : null,
    kecamatan: report.byKecamatan ? within : [],
    ...(report.byProgramme === true && of !== undefined ? { programme: of } : {}),
    ...(withTag === undefined ? {} : { tag: withTag.name }),
    format: report.formats.length > 1 ? (answers.of(format) ?? 'xlsx') : (onlyFormat ?? 'csv'),
    shown: report.callList === true ? (answers.of(phone) ?? 'none') : 'none',
    purpose: said(purposeLine(answers.of(purpose) ?? '')),
  };
}

const result = z.object({ kind: z.enum(['ordered', 'busy', 'refused']) });

/** *Ekspor*: what, of when, of where, as what, for what. */
const exportForm: Form<C, Services, z.infer<typeof result>> = {
  name: 'export',
  version: 4,
  brief: true,
  duty: 'export',
  title: 'export.title',
  questions: [what, programme, period, kecamatan, tag, phone, format, purpose],
  load: async (services, who, _answers, { now }) => ({
    member: who.member,
    reports: reportsFor(who.member),
    areas: services.office.areas,
    tags: await tagsOfOffice(services),
    programmes: services.programmes.known,
    today: localDate(now, services.office.zone),
  }),
  async look(services, { member }, answers, context, place) {
    const request = place === 'review' ? requestOf(answers, context, () => '') : undefined;
    return request === undefined || member === undefined
      ? context
      : { ...context, rows: await expectedRows(services, request, member.number) };
  },
  review: {
    ask: line('export.form.review'),
    send: line('export.form.send'),
    about: (answers, { rows }) => [
      ...(rows === undefined ? [] : [line('export.form.rows', { rows: { count: rows } })]),
      answers.of(phone) === 'phone' ? line('export.form.nik.masked') : line('export.form.phone.masked'),
    ],
  },
  async submit(services, who, answers, context, draft) {
    const request = requestOf(answers, context, draft.wording);
    const { member } = who;
    if (request === undefined || member === undefined || !mayExport(member, request))
      return { kind: 'refused' };
    const { kind } = await orderExport(services, {
      chatId: who.chatId,
      member: member.number,
      request,
      draftId: draft.id,
    });
    return { kind };
  },
  result,
  receipt: ({ kind }) => ({
    text: line(kind === 'ordered' ? 'export.form.receipt' : `export.form.${kind}`),
    buttons: [[button('export.list.button', exportsRoute.to())], [staffMenuButton]],
  }),
};

export const exportScript = fillOne(exportForm);
