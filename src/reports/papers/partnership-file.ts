import { z } from 'zod';
import { maskPhone } from '../../domain/people/identity.ts';
import { promisedDays } from '../../domain/partnership/progress.ts';
import { auditActions } from '../../domain/office/audit-actions.ts';
import { line, type Line, type TextKey } from '../../i18n.ts';
import {
  applicationFile,
  type ApplicationFile,
} from '../../services/partnership/applications/application-desk.ts';
import {
  groupOfApplication,
  type GroupOf,
} from '../../services/partnership/applications/application-group.ts';
import {
  applicationById,
  erasedApplication,
  NOBODY,
  type Application,
} from '../../services/partnership/applications/applications.ts';
import { historyOf } from '../../services/partnership/applications/application-history.ts';
import { agreementOf } from '../../services/partnership/agreements/agreements.ts';
import { evaluationsOf } from '../../services/partnership/evaluations/evaluations.ts';
import { checkOf, publishedProgramme } from '../../services/partnership/applications/checks.ts';
import { documentsOf } from '../../services/partnership/applications/documents.ts';
import { fieldKeys, type Programme } from '../../domain/eligibility/programme.ts';
import { purposeName } from '../consents.ts';
import { criteriaLines } from '../criteria-lines.ts';
import { detailLines } from '../step-lines.ts';
import { memberNames } from '../member-names.ts';
import type { Source } from '../report.ts';
import type { Block } from '../writers/pdf.ts';
import { evaluationBlocks } from './evaluation-minutes.ts';
import type { Paper } from './paper.ts';
import {
  accordBlocks,
  agreementBlocks,
  caseBlocks,
  disclosureBlocks,
  groupBlocks,
  shipmentBlocks,
  supportBlocks,
} from './partnership-life.ts';

/**
 * *Berkas kemitraan*: everything of one application, for whoever has to answer for it. NIK and phone number are masked: it
 * travels through Telegram.
 */
export const partnershipFile: Paper = {
  key: 'partnership-file',
  title: 'paper.file.title',
  byKecamatan: true,
  duty: 'cases',
  tables: [],
  async *blocks(source, { about, purpose, actor }) {
    const { services, kecamatan, word } = source;
    const application =
      about === undefined
        ? undefined
        : ((await applicationById(services, about)) ?? (await erasedApplication(services, { id: about })));
    const file = application === undefined ? undefined : await applicationFile(services, application);
    const within = kecamatan.length === 0 || kecamatan.includes(file?.business.kecamatan ?? '');
    const isThere = file !== undefined || application?.personId === NOBODY;
    if (application === undefined || !isThere || !within)
      throw new Error('expected an application in the kecamatan for which the paper was ordered');
    const programme = await publishedProgramme(
      services,
      application.programmeId,
      application.programmeVersion,
    );
    yield { kind: 'note', text: services.office.name };
    yield { kind: 'title', text: word(line('paper.file.head', { number: application.number })) };
    yield {
      kind: 'pairs',
      rows: [
        [word('paper.asked'), purpose ?? '–'],
        [word('paper.orderedBy'), (await memberNames(source))(actor)],
        [word('export.info.asOf'), momentOf(source, source.asOf)],
      ],
    };
    const of = await groupOfApplication(services, application);
    yield* whoBlocks(source, file);
    yield* programmeBlocks(source, application, programme);
    yield* accordBlocks(source, application, programme.partner.id);
    if (of !== undefined) yield* groupBlocks(source, of);
    yield* eligibilityBlocks(source, application);
    yield* stepBlocks(source, file?.steps ?? (await historyOf(services, application.id)));
    const agreement = await agreementOf(services, application);
    if (agreement !== undefined) {
      yield* agreementBlocks(source, agreement);
      yield* shipmentBlocks(source, application, agreement);
      yield* supportBlocks(source, agreement);
    }
    const evaluations =
      agreement === undefined ? [] : await evaluationsOf(services, { agreementId: agreement.id });
    for (const evaluation of evaluations) yield* evaluationBlocks(source, { evaluation, application });
    yield* caseBlocks(source, application, actor);
    yield* consentBlocks(source, application, of);
    yield* documentBlocks(source, application);
    yield* disclosureBlocks(source, application);
    yield* accessBlocks(source, application);
    yield { kind: 'note', text: word('paper.file.masked') };
    yield { kind: 'note', text: word('paper.fingerprint') };
  },
};

const momentOf = ({ word }: Source, at: Date): string =>
  word(line('export.moment', { moment: { moment: at.toISOString() } }));

const labelledIn =
  ({ word }: Source) =>
  (label: TextKey, value: string | undefined): readonly [string, string] => [word(label), value ?? '–'];

/** Who it is; of an erased owner only that it is so. */
function* whoBlocks(source: Source, file: ApplicationFile | undefined): Generator<Block> {
  const { services, word, known } = source;
  const { areas } = services.office;
  yield { kind: 'heading', text: word('paper.file.who') };
  if (file === undefined) {
    yield { kind: 'text', text: word('paper.file.erased') };
    return;
  }
  const { owner, maskedNik, business, checked } = file;
  const place = [...areas.desa, ...areas.kecamatan]
    .filter(({ code }) => code === business.desa || code === business.kecamatan)
    .map(({ name }) => name);
  const labelled = labelledIn(source);
  yield {
    kind: 'pairs',
    rows: [
      labelled('export.column.owner', owner.name),
      labelled('export.column.phone', owner.phone === undefined ? undefined : maskPhone(owner.phone)),
      labelled('export.column.nik', maskedNik),
      labelled('export.column.name', business.name),
      labelled('export.column.number', business.number),
      labelled('export.column.kind', business.kindWords ?? known('kind', business.kind)),
      labelled('paper.file.place', place.length === 0 ? undefined : place.join(', ')),
      [word('paper.file.checked'), word(checked ? 'export.flag.yes' : 'export.flag.no')],
    ],
  };
}

function* programmeBlocks(source: Source, application: Application, programme: Programme): Generator<Block> {
  const { word, known } = source;
  const labelled = labelledIn(source);
  yield { kind: 'heading', text: word('paper.file.programme') };
  yield {
    kind: 'pairs',
    rows: [
      labelled('export.column.programme', word({ local: programme.name })),
      labelled('paper.file.version', String(application.programmeVersion)),
      labelled('paper.file.partner', programme.partner.name),
      labelled('export.column.appliedAt', momentOf(source, application.appliedAt)),
      labelled('export.column.applicationStatus', known('export.application', application.status)),
      labelled(
        'export.column.dueOn',
        // The day of the last promise stays where nothing is promised any more.
        promisedDays(application, 1) === undefined
          ? undefined
          : word(line('paper.day', { day: { day: application.dueOn } })),
      ),
    ],
  };
}

/** The check before the application, each criterion with the number of its source. */
async function* eligibilityBlocks(source: Source, application: Application): AsyncGenerator<Block> {
  const { services, word } = source;
  const result = await checkOf(services, application);
  yield { kind: 'heading', text: word('paper.file.eligibility') };
  if (result === undefined) {
    yield { kind: 'text', text: word('application.check.none') };
    return;
  }
  const programme = await publishedProgramme(services, result.programmeId, result.programmeVersion);
  const lines: readonly Line[] = [
    line('application.check.head', { day: { date: result.on } }),
    line(`application.check.${result.overall}`),
    ...criteriaLines(programme, result, services.office.areas),
  ];
  yield { kind: 'text', text: lines.map((it) => word(it)).join('\n') };
}

function* stepBlocks(source: Source, steps: ApplicationFile['steps']): Generator<Block> {
  const { word, known } = source;
  yield { kind: 'heading', text: word('paper.file.steps') };
  yield {
    kind: 'table',
    columns: [
      { header: word('paper.when'), share: 3 },
      { header: word('export.column.applicationStatus'), share: 3 },
      { header: word('paper.by'), share: 3 },
      { header: word('paper.reason'), share: 4 },
    ],
    rows: steps.map((it) => [
      momentOf(source, it.at),
      known('export.application', it.status) ?? it.status,
      it.name ?? word(`application.step.by.${it.by}`),
      detailLines(it.details).map(word).join('\n'),
    ]),
  };
}

async function* consentBlocks(
  source: Source,
  { personId, programmeId, consentId }: Application,
  of: GroupOf | undefined,
): AsyncGenerator<Block> {
  const { services, word } = source;
  const purpose = {
    in: [
      'registration',
      'photos',
      `partner:${programmeId}`,
      `exact:${programmeId}`,
      ...(of === undefined ? [] : [`group:${of.group.id}`]),
    ],
  };
  const consents = await services.db.consent.findMany({
    // The proof of the one it rests on stays when its owner is erased.
    where: { OR: [{ personId, purpose }, { id: consentId }] },
    orderBy: { id: 'asc' },
  });
  yield { kind: 'heading', text: word('paper.file.consents') };
  for (const it of consents) {
    yield {
      kind: 'pairs',
      rows: [
        [word('paper.file.purpose'), purposeName(source, it.purpose) ?? it.purpose],
        [word('paper.file.version'), String(it.version)],
        [word('paper.file.given'), momentOf(source, it.givenAt)],
        [word('paper.file.withdrawn'), it.withdrawnAt === null ? '–' : momentOf(source, it.withdrawnAt)],
      ],
    };
    yield { kind: 'note', text: it.text };
  }
}

async function* documentBlocks(source: Source, { id }: Application): AsyncGenerator<Block> {
  const { services, word } = source;
  const documents = await documentsOf(services, id);
  yield { kind: 'heading', text: word('paper.file.documents') };
  if (documents.length === 0) {
    yield { kind: 'text', text: word('paper.none') };
    return;
  }
  yield {
    kind: 'table',
    columns: [
      { header: word('paper.file.what'), share: 3 },
      { header: word('paper.when'), share: 3 },
      { header: word('paper.file.seen'), share: 3 },
      { header: word('paper.file.sha256'), share: 5 },
    ],
    rows: documents.map((it) => [
      word(line(`document.kind.${it.kind}`)),
      momentOf(source, it.receivedAt),
      it.seenAt === undefined ? '–' : momentOf(source, it.seenAt),
      it.sha256,
    ]),
  };
}

/** What was passed on to the partner. */
const disclosure = z.object({ fields: z.array(z.enum(fieldKeys)) });

/** Who has looked at it, changed it, or passed it on, as it stands in the audit log. */
async function* accessBlocks(source: Source, { number }: Application): AsyncGenerator<Block> {
  const { services, word } = source;
  const entries = await services.db.audit.findMany({
    where: { subject: `application:${number}`, at: { lte: source.asOf } },
    orderBy: { id: 'asc' },
  });
  const nameOf = await memberNames(source);
  const rows: string[][] = [];
  for (const { at, actor, action, details } of entries) {
    const known = auditActions.find((it) => it === action);
    const did = known === undefined ? action : word(line(`member.audit.action.${known}`));
    const fields = disclosure.safeParse(details).data?.fields ?? [];
    const passedOn = fields.map((field) => word(line(`partnership.apply.field.${field}`))).join(', ');
    rows.push([momentOf(source, at), nameOf(actor), passedOn === '' ? did : `${did}: ${passedOn}`]);
  }
  yield { kind: 'heading', text: word('paper.file.access') };
  yield {
    kind: 'table',
    columns: [
      { header: word('paper.when'), share: 3 },
      { header: word('paper.by'), share: 3 },
      { header: word('paper.file.did'), share: 5 },
    ],
    rows,
  };
}
