import { checklist } from '../../domain/partnership/agreement.ts';
import { localDate } from '../../domain/month/calendar.ts';
import { line, type Line } from '../../i18n.ts';
import { todayOf } from '../../services/core/services.ts';
import { inForce, agreementOf, type Agreement } from '../../services/partnership/agreements/agreements.ts';
import { shipmentsOf } from '../../services/partnership/agreements/shipments.ts';
import { supportsOf, type Support } from '../../services/partnership/agreements/supports.ts';
import { casesAbout } from '../../services/partnership/applications/application-cases.ts';
import type { GroupOf } from '../../services/partnership/applications/application-group.ts';
import type { Application } from '../../services/partnership/applications/applications.ts';
import { disclosuresOf } from '../../services/partnership/candidates/disclosures.ts';
import { accordsOf } from '../../services/partnership/partners/accords.ts';
import { accordLines } from '../accord-lines.ts';
import { allTerms, partnerOf, stateLines, versionName } from '../agreement-lines.ts';
import { disclosureLine } from '../disclosure-lines.ts';
import type { Source } from '../report.ts';
import { saidLine, shipmentLine, totalLines } from '../shipment-lines.ts';
import { supportItem } from '../support-lines.ts';
import type { Block } from '../writers/pdf.ts';

const linesIn = ({ word }: Source, all: readonly Line[]): string => all.map((it) => word(it)).join('\n');

/** A day as a paper says it. @param day YYYY-MM-DD */
const dayText = ({ word }: Source, day: string): string => word(line('paper.day', { day: { date: day } }));

const dayOrNone = (source: Source, at: Date | undefined): string =>
  at === undefined ? '–' : dayText(source, localDate(at, source.services.office.zone).toString());

/** *Kesepakatan Bersama* and *Perjanjian Kerja Sama* with the company that held on or after the day of applying. */
export async function* accordBlocks(
  source: Source,
  { appliedAt }: Application,
  partnerCode: string,
): AsyncGenerator<Block> {
  const { services, word } = source;
  const partner = await services.db.partner.findFirst({
    where: { office: services.office.key, code: partnerCode },
    select: { id: true },
  });
  const applied = localDate(appliedAt, services.office.zone).toString();
  const all = partner === null ? [] : await accordsOf(services, partner.id);
  const held = all.filter(({ endsOn }) => endsOn >= applied);
  yield { kind: 'heading', text: word('paper.file.accords') };
  yield held.length === 0
    ? { kind: 'text', text: word('paper.none') }
    : { kind: 'text', text: linesIn(source, held.flatMap(accordLines)).trim() };
}

/** With whom it was applied for: the others by the number of their application alone. */
export async function* groupBlocks(source: Source, { group, mates }: GroupOf): AsyncGenerator<Block> {
  const { services, word, known } = source;
  yield { kind: 'heading', text: word('export.column.group') };
  yield {
    kind: 'pairs',
    rows: [
      [word(`group.kind.${group.kind}`), group.name ?? '–'],
      [word('export.column.groupNumber'), String(group.id)],
      [word('paper.file.members'), String(mates.filter(({ status }) => status !== 'withdrawn').length)],
    ],
  };
  const rows: string[][] = [];
  for (const mate of mates.toSorted((a, b) => a.id - b.id)) {
    const share = inForce(await agreementOf(services, mate))?.terms?.share;
    rows.push([
      mate.number,
      known('export.application', mate.status) ?? mate.status,
      share === undefined ? '–' : word(line('paper.file.share.parts', share)),
    ]);
  }
  yield {
    kind: 'table',
    columns: [
      { header: word('export.column.application'), share: 3 },
      { header: word('export.column.applicationStatus'), share: 4 },
      { header: word('paper.file.share'), share: 3 },
    ],
    rows,
  };
}

/** Every text of the agreement with its checklist, the days to read it, and how both sides have said yes. */
export function* agreementBlocks(source: Source, agreement: Agreement): Generator<Block> {
  const { word } = source;
  const flag = (yes: boolean): string => word(yes ? 'export.flag.yes' : 'export.flag.no');
  for (const it of agreement.versions) {
    const { signFrom, checked } = it.state;
    yield { kind: 'heading', text: word(versionName(agreement, it)) };
    yield {
      kind: 'text',
      text: linesIn(source, [
        ...stateLines(it),
        ...(it.terms === undefined ? [line('agreement.erased')] : allTerms(it.terms)),
      ]),
    };
    yield {
      kind: 'pairs',
      rows: [
        [word('paper.file.version'), String(it.version)],
        [word('agreement.draft.by.label'), word(`agreement.side.${it.proposedBy}`)],
        [word('paper.file.signFrom'), signFrom === undefined ? '–' : dayText(source, signFrom)],
        ...checklist.map((item): readonly [string, string] => [
          word(`agreement.check.${item}`),
          flag(checked.includes(item)),
        ]),
      ],
    };
    if (it.ownerWords !== undefined)
      yield { kind: 'note', text: `${word('paper.file.ownerWords')}: ${it.ownerWords}` };
  }
}

/** Every delivery and its payment, as each side tells it. */
export async function* shipmentBlocks(
  source: Source,
  application: Application,
  agreement: Agreement,
): AsyncGenerator<Block> {
  const { services, word } = source;
  const partner = partnerOf(services, application);
  const today = todayOf(services).toString();
  const all = (await shipmentsOf(services, agreement)).toReversed();
  yield { kind: 'heading', text: word('shipment.button.list') };
  const total = totalLines(all);
  if (total.length > 0) yield { kind: 'text', text: linesIn(source, total) };
  if (all.length === 0) return;
  yield {
    kind: 'table',
    columns: [
      { header: word('shipment.sent.label'), share: 3 },
      { header: word('paper.file.due'), share: 3 },
      { header: word('agreement.side.owner'), share: 4 },
      { header: word('agreement.side.partner'), share: 4 },
      { header: word('export.column.applicationStatus'), share: 5 },
    ],
    rows: all.map((it) => [
      dayText(source, it.sentOn),
      dayText(source, it.dueOn),
      word(saidLine(it.said.owner)),
      word(saidLine(it.said.partner)),
      linesIn(source, [
        shipmentLine(it, partner, today),
        ...(it.differs ? [line('shipment.done.differs')] : []),
      ]),
    ]),
  };
}

/** What was given with its days, and apart from it what has to be given back. */
export async function* supportBlocks(source: Source, agreement: Agreement): AsyncGenerator<Block> {
  const { services, word } = source;
  const all = await supportsOf(services, agreement);
  const [given, loans] = [all.filter(({ repaid }) => !repaid), all.filter(({ repaid }) => repaid)];
  yield { kind: 'heading', text: word('support.button.list') };
  yield given.length === 0 ? { kind: 'text', text: word('support.list.none') } : supportTable(source, given);
  if (loans.length === 0) return;
  yield { kind: 'heading', text: word('support.list.loans') };
  yield supportTable(source, loans);
}

const supportTable = (source: Source, rows: readonly Support[]): Block => ({
  kind: 'table',
  columns: [
    { header: source.word('paper.file.what'), share: 7 },
    ...(['promised', 'handedOver', 'received'] as const).map((it) => ({
      header: source.word(`paper.file.${it}`),
      share: 3,
    })),
  ],
  rows: rows.map((it) => [
    linesIn(source, supportItem(it)),
    ...[it.promisedAt, it.handedOverAt, it.receivedAt].map((at) => dayOrNone(source, at)),
  ]),
});

/** Complaints, questions, second looks and the wish to end; of a change by one side alone the way to KPPU, as it was told. */
export async function* caseBlocks(
  source: Source,
  application: Application,
  reader: string,
): AsyncGenerator<Block> {
  const { services, word, known } = source;
  const all = await casesAbout(services, application, reader);
  yield { kind: 'heading', text: word('export.report.cases') };
  if (all.length === 0) {
    yield { kind: 'text', text: word('paper.none') };
    return;
  }
  yield {
    kind: 'table',
    columns: [
      { header: word('export.column.case'), share: 3 },
      { header: word('export.column.caseKind'), share: 5 },
      { header: word('export.column.createdAt'), share: 3 },
      { header: word('export.column.dueOn'), share: 3 },
      { header: word('export.column.caseStatus'), share: 3 },
      { header: word('export.column.closedAt'), share: 3 },
    ],
    rows: all.map((it) => [
      it.number,
      [
        known('export.case', it.kind) ?? it.kind,
        ...(it.what === undefined ? [] : [word(`agreement.changed.${it.what}`)]),
      ].join(': '),
      dayOrNone(source, it.createdAt),
      dayText(source, it.dueOn),
      known('export.caseStatus', it.status) ?? it.status,
      dayOrNone(source, it.closedAt),
    ]),
  };
  const changed = all.filter(({ kind }) => kind === 'one-sided');
  if (changed.length > 0)
    yield {
      kind: 'text',
      text: word(
        line('shipment.done.case', {
          numbers: changed.map(({ number }) => number).join(', '),
          kppu: services.office.kppuAddress,
        }),
      ),
    };
  yield { kind: 'note', text: word('paper.file.cases.note') };
}

/** What people of the company were shown, by day and post. */
export async function* disclosureBlocks(source: Source, { id }: Application): AsyncGenerator<Block> {
  const all = await disclosuresOf(source.services, { applicationId: id });
  yield { kind: 'heading', text: source.word('data.copy.disclosed') };
  yield {
    kind: 'text',
    text: all.length === 0 ? source.word('paper.none') : linesIn(source, all.map(disclosureLine)),
  };
}
