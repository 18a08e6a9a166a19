import { z } from 'zod';
import { localDate } from '../../domain/month/calendar.ts';
import type { Role } from '../../domain/office/roles.ts';
import { ownRowsOf } from './own-rows.ts';
import { disclosuresOf, type Disclosed } from '../partnership/candidates/disclosures.ts';
import { recallsAbout, type OwnRecall } from '../partnership/partners/recalls.ts';
import { allMembers } from '../office/members.ts';
import type { Services } from '../core/services.ts';

/** Who of the office did what with somebody's data on one day; the name of the member stays with the office. */
export interface DataRead {
  /** YYYY-MM-DD */
  readonly day: string;
  /** `server`: whoever works with the command line. */
  readonly role: Role | 'server';
  /** As in the audit log. */
  readonly action: string;
  readonly times: number;
}

/** A file that may hold them. */
interface DataExport {
  readonly day: string;
  readonly role: Role | 'server';
  readonly report: string;
}

/** To whom an application was passed on. */
interface DataPassedOn {
  readonly day: string;
  readonly programmeId: string;
  readonly application: string;
}

export interface DataReaders {
  readonly reads: readonly DataRead[];
  readonly exports: readonly DataExport[];
  readonly passedOn: readonly DataPassedOn[];
  /** What companies were shown, newest first. */
  readonly disclosed: readonly Disclosed[];
  /** What they were asked to destroy, newest first. */
  readonly recalls: readonly OwnRecall[];
}

/** Entries that reach this service at once; a busy office writes some hundred a day. */
const PAGE = 1_000;

const exported = z.object({ report: z.string(), kecamatan: z.array(z.string()) });
const about = z.object({ person: z.string() });

/** Who has seen, changed or received the data of a person, oldest first, as it stands in the audit log. */
export async function dataReaders(services: Services, personId: number): Promise<DataReaders> {
  const { db } = services;
  const person = await db.person.findUniqueOrThrow({
    where: { id: personId },
    select: { number: true, createdAt: true },
  });
  const named = await subjectsOf(services, personId, person.number);
  const roles = new Map((await allMembers(services)).map((it) => [it.number, it.role]));
  const roleOf = (actor: string): Role | 'server' | undefined =>
    actor === 'cli' ? 'server' : roles.get(actor);
  const inFile = await fileRule(services, personId);
  const reads = new Map<string, DataRead>();
  const exports = new Map<string, DataExport>();
  for (let after = 0; ;) {
    const page = await db.audit.findMany({
      where: {
        id: { gt: after },
        OR: [
          { subject: { in: [...named.always] } },
          { subject: { in: [...named.trainings] }, action: { startsWith: 'participant.' } },
          { action: 'export.file', at: { gte: person.createdAt } },
        ],
      },
      select: { id: true, at: true, actor: true, action: true, details: true },
      orderBy: { id: 'asc' },
      take: PAGE,
    });
    for (const { at, actor, action, details } of page) {
      const role = roleOf(actor);
      if (role === undefined) continue;
      const day = dayOf(services, at);
      const other = about.safeParse(details).data?.person;
      if (action === 'export.file') {
        const file = exported.safeParse(details).data;
        if (file !== undefined && inFile(file))
          exports.set(`${day} ${role} ${file.report}`, { day, role, report: file.report });
        // The list of a training is of everybody in it; what was done there with another person is not theirs.
      } else if (
        !action.startsWith('participant.') ||
        action === 'participant.read' ||
        other === person.number
      ) {
        const key = `${day} ${role} ${action}`;
        reads.set(key, { day, role, action, times: (reads.get(key)?.times ?? 0) + 1 });
      }
    }
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) break;
    after = last.id;
  }
  return {
    reads: [...reads.values()],
    exports: [...exports.values()],
    passedOn: await passedOn(services, personId),
    disclosed: await disclosuresOf(services, { personId }),
    recalls: await recallsAbout(services, personId),
  };
}

/** What the audit log calls things of this person. */
async function subjectsOf(
  services: Services,
  personId: number,
  number: string,
): Promise<{ readonly always: readonly string[]; readonly trainings: readonly string[] }> {
  const { db } = services;
  const { businesses, cases } = await ownRowsOf(services, personId, number);
  const ofBusinesses = { businessId: { in: [...businesses] } };
  const owned = await db.business.findMany({
    where: { ownerId: personId },
    select: { id: true, number: true },
  });
  const applications = await db.application.findMany({ where: { personId }, select: { number: true } });
  const reports = await db.salesReport.findMany({ where: ofBusinesses, select: { number: true } });
  const asked = await db.case.findMany({
    // Lists of the office in which one of their businesses stands are cases as well.
    where: { OR: [{ id: { in: [...cases] } }, { rows: { some: ofBusinesses } }] },
    select: { number: true },
  });
  const joined = await db.participant.findMany({
    where: { personId },
    select: { training: { select: { number: true } } },
  });
  return {
    always: [
      number,
      `person:${number}`,
      ...owned.map((it) => `business:${it.number ?? it.id}`),
      ...applications.map((it) => `application:${it.number}`),
      ...reports.map((it) => `report:${it.number}`),
      ...asked.map((it) => `case:${it.number}`),
    ],
    trainings: joined.map((it) => `training:${it.training.number}`),
  };
}

/** Whether a file can hold something of this person: files say what they are about, not who stands in them. */
async function fileRule(
  { db }: Services,
  personId: number,
): Promise<(file: z.infer<typeof exported>) => boolean> {
  const places = await db.business.findMany({ where: { ownerId: personId }, select: { kecamatan: true } });
  const applications = await db.application.count({ where: { personId } });
  const counts: Readonly<Record<string, number>> = {
    trainings: 0,
    summary: 0,
    audit: 0,
    // What was read for it stands in the log by itself.
    'partnership-file': 0,
    'evaluation-minutes': 0,
    'dashboard-note': 0,
    'result-note': 0,
    'result-table': 0,
    'result-areas': 0,
    'partnership-table': 0,
    // What a company was shown in a file is a disclosure.
    candidates: 0,
    participants: await db.participant.count({ where: { personId } }),
    applications,
    selection: applications,
    // The same people as in its workbook.
    'selection-minutes': applications,
    cases: await db.case.count({ where: { personId } }),
    consents: await db.consent.count({ where: { personId } }),
  };
  return ({ report, kecamatan }) =>
    (counts[report] ?? places.length) > 0 &&
    (kecamatan.length === 0 || places.some((it) => kecamatan.includes(it.kecamatan ?? '')));
}

async function passedOn(services: Services, personId: number): Promise<readonly DataPassedOn[]> {
  const applications = await services.db.application.findMany({
    where: { personId },
    select: {
      programmeId: true,
      number: true,
      steps: { select: { status: true, at: true }, orderBy: { id: 'asc' } },
    },
    orderBy: { id: 'asc' },
  });
  return applications.flatMap(({ programmeId, number, steps }) =>
    steps.flatMap(({ status, at }, index) =>
      // A partner that was silent and asked again got nothing more.
      status === 'forwarded' && steps[index - 1]?.status !== status
        ? [{ day: dayOf(services, at), programmeId, application: number }]
        : [],
    ),
  );
}

const dayOf = ({ office }: Services, at: Date): string => localDate(at, office.zone).toString();
