import { firstFree, slug } from '../../../domain/words/slug.ts';
import { Prisma } from '../../../../prisma/client/client.ts';
import { openingProblems, type OpeningProblem } from '../../../domain/eligibility/opening.ts';
import { readProgramme } from '../../../domain/eligibility/programme-reader.ts';
import {
  possibleActs,
  programmeStatuses,
  type ProgrammeAct,
  type ProgrammeState,
} from '../../../domain/eligibility/programme-status.ts';
import type { Programme } from '../../../domain/eligibility/programme.ts';
import { audit } from '../../core/audit.ts';
import { keepVersion, programmeJson } from '../../core/stored-programmes.ts';
import { todayOf, type Services, type Transaction } from '../../core/services.ts';
import { accordInForce } from '../partners/accords.ts';
import { partnerFromRow, peopleOfPartner, type Partner } from '../partners/partners.ts';

/** A programme as the office works with it. */
export interface ProgrammeFile extends ProgrammeState {
  readonly id: number;
  readonly programmeId: string;
  readonly partner: Partner;
  /** The version that holds now; undefined before the first was published. */
  readonly current: Programme | undefined;
  /** The next version as it stands now. */
  readonly draft: Programme | undefined;
}

type Row = Prisma.ProgrammeGetPayload<{ include: { partner: true } }>;

function fileFromRow({ programmes }: Services, row: Row): ProgrammeFile {
  const status = programmeStatuses.find((it) => it === row.status);
  if (status === undefined) throw new Error(`programme ${row.id}: unknown status ${row.status}`);
  const draft = row.draft === null ? undefined : readProgramme(row.draft);
  return {
    id: row.id,
    programmeId: row.programmeId,
    partner: partnerFromRow(row.partner),
    status,
    current: row.version === null ? undefined : programmes.find(row.programmeId, row.version),
    draft: draft?.ok === true ? draft.value : undefined,
    hasDraft: draft?.ok === true,
  };
}

/** What the office last wrote: the draft, and otherwise what holds now. */
export const latestOf = ({ draft, current }: ProgrammeFile): Programme | undefined => draft ?? current;

/** All programmes of the office, those that are open first, then newest first; archived ones last. */
export async function programmeFiles(services: Services): Promise<readonly ProgrammeFile[]> {
  const rows = await services.db.programme.findMany({
    where: { office: services.office.key },
    include: { partner: true },
    orderBy: { id: 'desc' },
  });
  const order = ['open', 'draft', 'closed', 'archived'] as const;
  return rows
    .map((row) => fileFromRow(services, row))
    .toSorted((a, b) => order.indexOf(a.status) - order.indexOf(b.status));
}

/** Undefined for none of this office: the number may be forged. */
export async function programmeFile(services: Services, id: number): Promise<ProgrammeFile | undefined> {
  const row = await services.db.programme.findFirst({
    where: { id, office: services.office.key },
    include: { partner: true },
  });
  return row === null ? undefined : fileFromRow(services, row);
}

export type Drafted =
  | { readonly kind: 'drafted'; readonly id: number }
  /** It is archived, or of another company or kind: nothing was written. */
  | { readonly kind: 'late' };

/** Of the words of the name; the number behind has its place within what a button carries. */
export async function freeProgrammeId({ db, office }: Services, name: string): Promise<string> {
  const rows = await db.programme.findMany({ where: { office: office.key }, select: { programmeId: true } });
  const published = await db.programmeVersion.findMany({
    where: { office: office.key },
    select: { programmeId: true },
  });
  return firstFree(
    slug(name, 16) || 'program',
    [...rows, ...published].map((row) => row.programmeId),
  );
}

/**
 * Writes the next version of a programme; nobody but the office sees it before it is opened. The company is that of
 * the row, and a new row has the version 1.
 */
export async function draftProgramme(
  services: Transaction,
  actor: string,
  partner: Partner,
  written: Programme,
): Promise<Drafted> {
  const { db, office, now } = services;
  const key = { office: office.key, programmeId: written.id };
  await db.programme.upsert({
    where: { office_programmeId: key },
    create: { ...key, partnerId: partner.id, createdBy: actor, createdAt: now(), updatedAt: now() },
    update: {},
  });
  await lock(services, key.programmeId);
  const row = await db.programme.findUniqueOrThrow({
    where: { office_programmeId: key },
    include: { partner: true },
  });
  const before = fileFromRow(services, row);
  const isOther =
    before.partner.id !== partner.id || (latestOf(before)?.kind ?? written.kind) !== written.kind;
  if (isOther || !possibleActs(before).includes('change')) return { kind: 'late' };
  const draft = asDraft(written, before.partner, await nextVersion(services, written.id));
  await db.programme.update({
    where: { id: row.id },
    data: { draft: programmeJson(draft), updatedAt: now() },
  });
  await audit(services, {
    actor,
    action: 'programme.change',
    subject: `programme:${written.id}`,
    details: { version: draft.version },
  });
  return { kind: 'drafted', id: row.id };
}

/** As it will be published: with the company of the row, and how large that is (PP 7/2021 art. 107). */
function asDraft(written: Programme, partner: Partner, version: number): Programme {
  return {
    ...written,
    version,
    partner: { id: partner.code, name: partner.name },
    ...(written.kind === 'supply' ? { inti: { class: partner.class } } : {}),
  };
}

export type Acted =
  | { readonly kind: 'done' }
  /** It cannot be opened, for these reasons. */
  | { readonly kind: 'refused'; readonly problems: readonly OpeningProblem[] }
  /** Not there, or somebody else was faster: nothing was written. */
  | { readonly kind: 'late' };

/**
 * Opens, closes or archives a programme. Opening publishes what is drafted as a version that never changes. Two people
 * who press at once do it once. What this process knows is to be read anew afterwards (`refreshProgrammes`).
 */
export async function actOnProgramme(
  services: Transaction,
  actor: string,
  id: number,
  act: Exclude<ProgrammeAct, 'change'>,
): Promise<Acted> {
  const { db, now } = services;
  const key = (await programmeFile(services, id))?.programmeId;
  if (key !== undefined) await lock(services, key);
  const file = await programmeFile(services, id);
  if (file === undefined || !possibleActs(file).includes(act)) return { kind: 'late' };
  if (act === 'open') {
    const problems = await problemsOf(services, file);
    if (problems.length > 0) return { kind: 'refused', problems };
    if (file.draft !== undefined) {
      const published = asDraft(file.draft, file.partner, await nextVersion(services, file.programmeId));
      await keepVersion(services, published);
      await db.programme.update({
        where: { id },
        data: { version: published.version, draft: Prisma.DbNull, shipped: false },
      });
    }
  }
  const status = { open: 'open', close: 'closed', archive: 'archived' }[act];
  await db.programme.update({ where: { id }, data: { status, updatedAt: now() } });
  await audit(services, { actor, action: `programme.${act}`, subject: `programme:${file.programmeId}` });
  return { kind: 'done' };
}

/** What stands in the way of opening a programme now. */
async function problemsOf(services: Services, file: ProgrammeFile): Promise<readonly OpeningProblem[]> {
  const written = latestOf(file);
  if (written === undefined) return [];
  const { members, invited } = await peopleOfPartner(services, file.partner.id);
  return openingProblems(written, {
    today: todayOf(services).toString(),
    companyClass: file.partner.class,
    roomIsUsed: members.length + invited.length > 0,
    accordInForce: (await accordInForce(services, file.partner.id)) !== undefined,
  });
}

async function nextVersion({ db, office }: Transaction, programmeId: string): Promise<number> {
  const { _max: last } = await db.programmeVersion.aggregate({
    where: { office: office.key, programmeId },
    _max: { version: true },
  });
  return (last.version ?? 0) + 1;
}

async function lock({ db, office }: Transaction, programmeId: string): Promise<void> {
  await db.$queryRaw`
    SELECT id FROM programme WHERE office = ${office.key} AND programme_id = ${programmeId} FOR UPDATE`;
}
