import { InputFile } from 'grammy';
import { z } from 'zod';
import { criteriaOf } from '../../../domain/eligibility/standing.ts';
import { possibleActs, type ProgrammeAct } from '../../../domain/eligibility/programme-status.ts';
import { writeProgramme } from '../../../domain/eligibility/programme-file.ts';
import type { OpeningProblem } from '../../../domain/eligibility/opening.ts';
import type { Programme } from '../../../domain/eligibility/programme.ts';
import { clip } from '../../../domain/words/clip.ts';
import { line, type Line } from '../../../i18n.ts';
import { selectionRequest } from '../../../reports/requests.ts';
import { mayExport } from '../../../reports/rights.ts';
import { audit } from '../../../services/core/audit.ts';
import { codecs } from '../../../services/core/codecs.ts';
import { refreshProgrammes } from '../../../services/core/stored-programmes.ts';
import type { ExportRequest } from '../../../services/office/exports.ts';
import type { MemberRow } from '../../../services/office/members.ts';
import {
  actOnProgramme,
  latestOf,
  programmeFile,
  programmeFiles,
  type ProgrammeFile,
} from '../../../services/partnership/programmes/programme-desk.ts';
import {
  previewProgramme,
  type Preview,
} from '../../../services/partnership/programmes/programme-preview.ts';
import { changeSeed } from '../../conversations/partnership/programme/build.ts';
import { testLine } from '../../conversations/partnership/programme/criteria.ts';
import { button, buttonRow, staffMenuButton } from '../../buttons.ts';
import type { Button } from '../../message.ts';
import { areaLine } from '../../member-lines.ts';
import { offerLines } from '../../offer-lines.ts';
import {
  matchesRoute,
  newProgrammeRoute,
  programmeListRoute,
  programmeRoute,
  programmesRoute,
} from '../../routes/staff.ts';
import { partOf, showList, spanOf } from '../../pages.ts';
import { oldPress, say, show } from '../../send.ts';
import { answerPress, type BotContext } from '../../turn.ts';
import { enter } from '../enter.ts';
import { onPress, type Press } from '../on-press.ts';
import { onDuty } from './duty.ts';
import { orderShown } from './exports.ts';

/** *Program kemitraan*: the list, one programme with what it says, and everything that is done with it. */
export function programmeTools(): readonly Press[] {
  return [
    onPress(
      programmesRoute,
      onDuty('programmes', (ctx, member) => showProgrammes(ctx, member)),
    ),
    onPress(programmeListRoute, onDuty('programmes', showProgrammes)),
    onPress(
      newProgrammeRoute,
      onDuty('programmes', (ctx) => enter(ctx, 'programme', { open: 'ask' })),
    ),
    onPress(
      programmeRoute,
      onDuty('programmes', async (ctx, member, id, verb, yes) => {
        const file = await programmeFile(ctx.turn.services, id);
        if (file === undefined) return oldPress(ctx);
        await (verb === undefined ? showProgramme : verbs[verb])(ctx, member, file, yes !== undefined);
      }),
    ),
  ];
}

type Verb = (ctx: BotContext, member: MemberRow, file: ProgrammeFile, sure: boolean) => Promise<void>;

const acts =
  (act: Exclude<ProgrammeAct, 'change'>): Verb =>
  (ctx, member, file, sure) =>
    sure ? doAct(ctx, member, file, act) : askAct(ctx, file, act);

const verbs = {
  change,
  preview: showPreview,
  open: acts('open'),
  close: acts('close'),
  archive: acts('archive'),
  file: sendProgrammeFile,
  selection: orderSelection,
} as const satisfies Readonly<Record<string, Verb>>;

const nameOf = (file: ProgrammeFile): Line => {
  const written = latestOf(file);
  return written === undefined ? line('common.noWords') : { local: written.name };
};

async function showProgrammes(ctx: BotContext, _member: MemberRow, page = 0): Promise<void> {
  const files = await programmeFiles(ctx.turn.services);
  const span = spanOf(page, files.length);
  await showList(ctx, {
    head: line(files.length === 0 ? 'programme.list.none' : 'programme.list'),
    rows: partOf(files, span).map((it) => ({
      text: line('programme.list.item', {
        status: { line: line(`programme.status.${it.status}`) },
        kind: { line: line(`programme.kind.${latestOf(it)?.kind ?? 'supply'}`) },
        name: clip(ctx.turn.texts.plain(nameOf(it), ctx.turn.to), 60),
      }),
      data: programmeRoute.to(it.id),
    })),
    span,
    to: (it) => programmeListRoute.to(it),
    under: [buttonRow('programme.new', newProgrammeRoute.to()), [staffMenuButton]],
  });
}

async function showProgramme(ctx: BotContext, member: MemberRow, file: ProgrammeFile): Promise<void> {
  const { id, status, current, draft, partner } = file;
  const written = latestOf(file);
  const possible = possibleActs(file);
  const doing = (act: ProgrammeAct): readonly (readonly Button[])[] =>
    possible.includes(act)
      ? [
          buttonRow(
            act === 'open' && current !== undefined && draft !== undefined
              ? 'programme.do.publish'
              : `programme.do.${act}`,
            programmeRoute.to(id, act),
          ),
        ]
      : [];
  await show(
    ctx,
    [
      line('programme.one', {
        name: { line: nameOf(file) },
        partner: partner.name,
        kind: { line: line(`programme.kind.${written?.kind ?? 'supply'}`) },
        status: { line: line(`programme.status.${status}`) },
        version: current === undefined ? '–' : String(current.version),
      }),
      ...(draft === undefined ? [] : [line('programme.one.draft', { version: draft.version })]),
      ...(written === undefined ? [] : contentLines(ctx, written)),
    ],
    [
      ...doing('open'),
      ...(written === undefined ? [] : [buttonRow('programme.preview', programmeRoute.to(id, 'preview'))]),
      ...(status === 'open' ? [buttonRow('programme.matches', matchesRoute.to(id))] : []),
      ...doing('change'),
      ...doing('close'),
      ...doing('archive'),
      ...(status === 'closed' || status === 'archived' ? selectionRow(member, file) : []),
      ...(written === undefined ? [] : [buttonRow('programme.file', programmeRoute.to(id, 'file'))]),
      buttonRow('programme.menu', programmesRoute.to()),
      [staffMenuButton],
    ],
  );
}

function contentLines(ctx: BotContext, written: Programme): readonly Line[] {
  const { areas } = ctx.turn.services.office;
  return [
    ...(written.form === undefined
      ? []
      : [line('programme.one.form', { form: { line: line(`programme.form.${written.form}`) } })]),
    ...(written.desk === undefined
      ? []
      : [line('programme.one.desk', { desk: { line: line(`programme.desk.${written.desk}`) } })]),
    ...written.about.map((local): Line => ({ local })),
    ...offerLines(written),
    line('common.blank'),
    line('programme.criteria.label'),
    ...criteriaOf(written)
      .filter((it) => it.active)
      .map((it) =>
        line('programme.one.criterion', {
          it: { line: testLine(it.test, { base: written, areas }) },
          weight: { line: line(`programme.criterion.weight.${it.weight}`) },
          source: it.source.article === undefined ? it.source.law : `${it.source.law}, ${it.source.article}`,
        }),
      ),
  ];
}

async function change(ctx: BotContext, _member: MemberRow, file: ProgrammeFile): Promise<void> {
  const written = latestOf(file);
  if (written === undefined || !possibleActs(file).includes('change')) return sayLate(ctx, file);
  await enter(ctx, 'programme', { open: 'fresh', seed: changeSeed(file, written) });
}

async function askAct(
  ctx: BotContext,
  file: ProgrammeFile,
  act: Exclude<ProgrammeAct, 'change'>,
): Promise<void> {
  if (!possibleActs(file).includes(act)) return sayLate(ctx, file);
  await say(ctx, line(`programme.sure.${act}`, { name: { line: nameOf(file) } }), [
    buttonRow(`programme.yes.${act}`, programmeRoute.to(file.id, act, 'yes')),
    [button('common.button.noChange', programmeRoute.to(file.id))],
  ]);
}

const problems: readonly [OpeningProblem, ...OpeningProblem[]] = [
  'form',
  'need',
  'inti',
  'accord',
  'over',
  'early',
];
const acted = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('done') }),
  z.object({ kind: z.literal('refused'), problems: z.array(z.enum(problems)).readonly() }),
  z.object({ kind: z.literal('late') }),
]);

async function doAct(
  ctx: BotContext,
  member: MemberRow,
  file: ProgrammeFile,
  act: Exclude<ProgrammeAct, 'change'>,
): Promise<void> {
  const { services } = ctx.turn;
  const done = await ctx.turn.once(`programme:${file.id}:${act}`, codecs.json(acted), (inside) =>
    actOnProgramme(inside, member.number, file.id, act),
  );
  await refreshProgrammes(services);
  if (done.kind === 'late') return sayLate(ctx, file);
  const text =
    done.kind === 'done'
      ? [line(`programme.acted.${act}`, { name: { line: nameOf(file) } })]
      : [line('programme.refused'), ...done.problems.map((it) => line(`programme.refused.${it}`))];
  await say(ctx, text, [
    ...(act === 'close' && done.kind === 'done' ? selectionRow(member, file) : []),
    ...back(file),
  ]);
}

const selectionOf = ({ kecamatan }: MemberRow, { programmeId }: ProgrammeFile): ExportRequest =>
  selectionRequest(programmeId, kecamatan);

/** *Berita Acara Seleksi* of a programme that is closed, made like every other file. */
async function orderSelection(ctx: BotContext, member: MemberRow, file: ProgrammeFile): Promise<void> {
  // Nobody can have applied to what was never opened.
  if (file.current === undefined) return sayLate(ctx, file);
  await orderShown(ctx, member, `selection:${file.id}`, selectionOf(member, file), back(file));
}

const selectionRow = (member: MemberRow, file: ProgrammeFile): readonly (readonly Button[])[] =>
  mayExport(member, selectionOf(member, file))
    ? [buttonRow('export.report.selection', programmeRoute.to(file.id, 'selection'))]
    : [];

const back = ({ id }: ProgrammeFile): readonly (readonly Button[])[] => [
  buttonRow('programme.show', programmeRoute.to(id)),
  buttonRow('programme.menu', programmesRoute.to()),
  [staffMenuButton],
];

async function sayLate(ctx: BotContext, file: ProgrammeFile): Promise<void> {
  await say(ctx, line('programme.late'), back(file));
}

/** Numbers alone: whom a programme would take is not shown here. */
async function showPreview(ctx: BotContext, member: MemberRow, file: ProgrammeFile): Promise<void> {
  const { services } = ctx.turn;
  const written = latestOf(file);
  if (written === undefined) return sayLate(ctx, file);
  await answerPress(ctx, line('programme.preview.counting'));
  await ctx.turn.once(`preview:programme:${file.id}`, codecs.nothing, (inside) =>
    audit(inside, {
      actor: member.number,
      action: 'programme.preview',
      subject: `programme:${file.programmeId}`,
    }),
  );
  const counts = await previewProgramme(services, member, written);
  await say(ctx, previewLines(ctx, member, written, counts), back(file));
}

function previewLines(
  ctx: BotContext,
  member: MemberRow,
  written: Programme,
  counts: Preview,
): readonly Line[] {
  const { areas } = ctx.turn.services.office;
  const named = criteriaOf(written);
  return [
    line('programme.preview.head', {
      name: { line: { local: written.name } },
      area: { line: areaLine(member.kecamatan, areas) },
      count: { count: counts.businesses },
    }),
    line('programme.preview.meet', { count: { count: counts.meet } }),
    line('programme.preview.nearly', { count: { count: counts.nearly } }),
    line('programme.preview.unknown', { count: { count: counts.unknown } }),
    ...(counts.excludes.length === 0 ? [] : [line('common.blank'), line('programme.preview.excludes')]),
    ...counts.excludes.flatMap(({ criterion, count }) => {
      const it = named.find(({ id }) => id === criterion);
      return it === undefined
        ? []
        : [
            line('programme.preview.exclude', {
              it: { line: testLine(it.test, { base: written, areas }) },
              count: { count },
            }),
          ];
    }),
  ];
}

/** *Simpan berkas*: what the command line and *Kirim berkas* read again. */
async function sendProgrammeFile(ctx: BotContext, member: MemberRow, file: ProgrammeFile): Promise<void> {
  const written = latestOf(file);
  if (written === undefined) return sayLate(ctx, file);
  await ctx.turn.once(`file:programme:${file.id}`, codecs.nothing, (inside) =>
    audit(inside, {
      actor: member.number,
      action: 'programme.file',
      subject: `programme:${file.programmeId}`,
    }),
  );
  await answerPress(ctx);
  await ctx.replyWithDocument(
    new InputFile(Buffer.from(writeProgramme(written)), `${written.id}-v${written.version}.json`),
    { caption: ctx.turn.texts.plain(line('programme.file.caption'), ctx.turn.to) },
  );
}
