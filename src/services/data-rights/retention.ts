import { Prisma, type PrismaClient } from '../../../prisma/client/client.ts';
import { over } from '../../domain/partnership/application.ts';
import { prefix } from '../../domain/words/clip.ts';
import { audit } from '../core/audit.ts';
import { erasePerson } from './erasure.ts';
import { atomically, type Services, type Transaction } from '../core/services.ts';

/** After how long what goes; undefined: never. */
export interface Terms {
  readonly years: number | undefined;
  readonly days: number | undefined;
}

export interface Outdated {
  readonly key: string;
  /** In the words of whoever runs the server. */
  readonly what: string;
  readonly before: Date;
  readonly rows: number;
}

interface Rule {
  readonly key: string;
  readonly what: string;
  readonly term: keyof Terms;
  count(services: Services, before: Date): Promise<number>;
  /** Takes away a page of at most {@link PAGE} in the transaction it gets; returns how many rows it looked at. */
  take(inside: Transaction, before: Date): Promise<number>;
}

const PAGE = 200;
const DAY_MS = 24 * 3_600_000;

/** Owners all of whose businesses have been closed or gone for so long, and nothing is open with the office. */
const goneOwners = (before: Date): Prisma.PersonWhereInput => ({
  businesses: {
    some: {},
    none: {
      OR: [
        { status: { notIn: ['closed', 'moved'] } },
        { statusSince: { gte: before } },
        { statusSince: null, createdAt: { gte: before } },
      ],
    },
  },
  applications: { every: { status: { in: [...over] } } },
  cases: { every: { status: 'closed' } },
});

const strangers = (before: Date): Prisma.ParticipantWhereInput => ({
  personId: null,
  training: { endsAt: { lt: before } },
  OR: [
    { name: { not: null } },
    { phone: { not: null } },
    { accountId: { not: null } },
    { improve: { not: null } },
  ],
});

const oldCases = (before: Date): Prisma.CaseWhereInput => ({
  status: 'closed',
  closedAt: { lt: before },
  OR: [
    { text: { not: null } },
    { events: { some: { OR: [{ text: { not: null } }, { fileId: { not: null } }] } } },
  ],
});

const closed = (before: Date): Prisma.BusinessWhereInput => ({
  status: { in: ['closed', 'moved'] },
  statusSince: { lt: before },
});

const oldDocuments = (before: Date): Prisma.DocumentWhereInput => ({
  application: { status: { in: [...over] }, steps: { none: { at: { gte: before } } } },
});

const oldSurvey = (before: Date): Prisma.SurveyAnswerWhereInput => ({
  survey: { closesOn: { lt: prefix(before.toISOString(), 10) } },
});

const ids = (rows: readonly { readonly id: number }[]): number[] => rows.map((row) => row.id);

const rules: readonly Rule[] = [
  {
    key: 'owners',
    what: 'owners whose businesses are all closed or gone: erased, their figures stay without a name',
    term: 'years',
    count: ({ db }, before) => db.person.count({ where: goneOwners(before) }),
    async take(services, before) {
      const rows = await services.db.person.findMany({
        where: goneOwners(before),
        select: { id: true },
        orderBy: { id: 'asc' },
        // An erasure is many statements; the bot works beside.
        take: 10,
      });
      for (const { id } of rows) await erasePerson(services, { personId: id });
      return rows.length;
    },
  },
  {
    key: 'words',
    what: 'words behind figures; figure, reader and time stay',
    term: 'years',
    count: ({ db }, before) => db.salesVersion.count({ where: { at: { lt: before }, words: { not: null } } }),
    async take({ db }, before) {
      return db.$executeRaw`
        UPDATE sales_version SET words = NULL WHERE (report_id, version) IN (
          SELECT report_id, version FROM sales_version WHERE at < ${before} AND words IS NOT NULL LIMIT ${PAGE})`;
    },
  },
  {
    key: 'changes',
    what: 'what fields of businesses held before they were corrected',
    term: 'years',
    count: ({ db }, before) => db.businessChange.count({ where: { at: { lt: before } } }),
    async take({ db }, before) {
      const rows = await db.businessChange.findMany({
        where: { at: { lt: before } },
        select: { id: true },
        take: PAGE,
      });
      return (await db.businessChange.deleteMany({ where: { id: { in: ids(rows) } } })).count;
    },
  },
  {
    key: 'cases',
    what: 'texts and files of closed cases; number, kind, dates and outcome stay',
    term: 'years',
    count: ({ db }, before) => db.case.count({ where: oldCases(before) }),
    async take({ db }, before) {
      const rows = await db.case.findMany({ where: oldCases(before), select: { id: true }, take: PAGE });
      await db.case.updateMany({
        where: { id: { in: ids(rows) } },
        data: { text: null, nextAction: null, details: Prisma.DbNull },
      });
      await db.caseEvent.updateMany({
        where: { caseId: { in: ids(rows) } },
        data: { text: null, fileId: null, fileKind: null },
      });
      await db.caseWords.deleteMany({ where: { caseId: { in: ids(rows) } } });
      return rows.length;
    },
  },
  {
    key: 'documents',
    what: 'photos and papers of applications that have ended',
    term: 'years',
    count: ({ db }, before) => db.document.count({ where: oldDocuments(before) }),
    async take({ db }, before) {
      const rows = await db.document.findMany({
        where: oldDocuments(before),
        select: { id: true },
        take: PAGE,
      });
      return (await db.document.deleteMany({ where: { id: { in: ids(rows) } } })).count;
    },
  },
  {
    key: 'photos',
    what: 'photos and places on the map of businesses that have closed or moved away',
    term: 'years',
    count: async ({ db }, before) =>
      (await db.businessPhoto.count({ where: { business: closed(before) } })) +
      (await db.businessPoint.count({ where: { business: closed(before) } })),
    async take({ db }, before) {
      const photos = await db.businessPhoto.findMany({
        where: { business: closed(before) },
        select: { id: true },
        take: PAGE,
      });
      const points = await db.businessPoint.findMany({
        where: { business: closed(before) },
        select: { id: true },
        take: PAGE,
      });
      await db.businessPhoto.deleteMany({ where: { id: { in: ids(photos) } } });
      await db.businessPoint.deleteMany({ where: { id: { in: ids(points) } } });
      return photos.length + points.length;
    },
  },
  {
    key: 'searches',
    what: 'searches of companies for suppliers, with who was asked and what they said',
    term: 'years',
    count: ({ db }, before) => db.supplySearch.count({ where: { createdAt: { lt: before } } }),
    async take({ db }, before) {
      const rows = await db.supplySearch.findMany({
        where: { createdAt: { lt: before } },
        select: { id: true },
        take: PAGE,
      });
      return (await db.supplySearch.deleteMany({ where: { id: { in: ids(rows) } } })).count;
    },
  },
  {
    key: 'surveys',
    what: 'what was answered in surveys that have closed; the questions stay',
    term: 'years',
    count: ({ db }, before) => db.surveyAnswer.count({ where: oldSurvey(before) }),
    async take({ db }, before) {
      const rows = await db.surveyAnswer.findMany({
        where: oldSurvey(before),
        select: { surveyId: true, personId: true },
        take: PAGE,
      });
      return (await db.surveyAnswer.deleteMany({ where: { OR: rows } })).count;
    },
  },
  {
    key: 'guests',
    what: 'names and numbers of people who came to a training without registering; attendance and rating stay',
    term: 'years',
    count: ({ db }, before) => db.participant.count({ where: strangers(before) }),
    async take({ db }, before) {
      const rows = await db.participant.findMany({
        where: strangers(before),
        select: { id: true },
        take: PAGE,
      });
      return (
        await db.participant.updateMany({
          where: { id: { in: ids(rows) } },
          data: {
            accountId: null,
            name: null,
            phone: null,
            salutation: null,
            substitute: null,
            improve: null,
          },
        })
      ).count;
    },
  },
  {
    key: 'forms',
    what: 'forms that were sent, thrown away or left unfinished',
    term: 'days',
    count: ({ db }, before) => db.draft.count({ where: { updatedAt: { lt: before } } }),
    async take({ db }, before) {
      const rows = await db.draft.findMany({
        where: { updatedAt: { lt: before } },
        select: { id: true },
        take: PAGE,
      });
      return (await db.draft.deleteMany({ where: { id: { in: ids(rows) } } })).count;
    },
  },
  {
    key: 'messages',
    what: 'queue entries of messages that were sent or skipped',
    term: 'days',
    count: ({ db }, before) => db.outgoing.count({ where: { doneAt: { lt: before } } }),
    async take({ db }, before) {
      const rows = await db.outgoing.findMany({
        where: { doneAt: { lt: before } },
        select: { id: true },
        take: PAGE,
      });
      return (await db.outgoing.deleteMany({ where: { id: { in: ids(rows) } } })).count;
    },
  },
  {
    key: 'takeovers',
    what: 'offers and links for taking data over that have ended',
    term: 'days',
    count: ({ db }, before) => db.takeover.count({ where: { expiresAt: { lt: before } } }),
    async take({ db }, before) {
      const rows = await db.takeover.findMany({
        where: { expiresAt: { lt: before } },
        select: { id: true },
        take: PAGE,
      });
      return (await db.takeover.deleteMany({ where: { id: { in: ids(rows) } } })).count;
    },
  },
  {
    key: 'exports',
    what: 'records and fingerprints of exported files; the audit log still says who exported what',
    term: 'days',
    count: ({ db }, before) => db.exportFile.count({ where: { at: { lt: before } } }),
    async take({ db }, before) {
      const rows = await db.exportFile.findMany({
        where: { at: { lt: before } },
        select: { id: true },
        take: PAGE,
      });
      const { count } = await db.exportFile.deleteMany({ where: { id: { in: ids(rows) } } });
      await db.exportJob.deleteMany({ where: { doneAt: { lt: before }, files: { none: {} } } });
      return count;
    },
  },
];

/** The moment before which a rule's rows go; undefined when its term is off. */
function limitOf({ now }: Services, terms: Terms, { term }: Rule): Date | undefined {
  const count = terms[term];
  if (count === undefined) return undefined;
  const at = now();
  return term === 'days'
    ? new Date(at.getTime() - count * DAY_MS)
    : new Date(Date.UTC(at.getUTCFullYear() - count, at.getUTCMonth(), at.getUTCDate(), at.getUTCHours()));
}

/** What is older than its time by the terms of the office, counted; changes nothing. */
export async function outdated(services: Services, terms: Terms): Promise<readonly Outdated[]> {
  const found: Outdated[] = [];
  for (const rule of rules) {
    const before = limitOf(services, terms, rule);
    if (before !== undefined)
      found.push({ key: rule.key, what: rule.what, before, rows: await rule.count(services, before) });
  }
  return found;
}

/**
 * Takes away what is older than its time, page by page, each page in one transaction with its entry in the audit log.
 * Consents, the audit log, members, and the ledgers of what was sent are never touched: they hold proof, not people.
 */
export async function forgetOutdated(
  prisma: PrismaClient,
  services: Services,
  terms: Terms,
  it: { readonly signal: AbortSignal; readonly onProgress: (done: number, total: number) => void },
): Promise<ReadonlyMap<string, number>> {
  const due = await outdated(services, terms);
  const total = due.reduce((sum, { rows }) => sum + rows, 0);
  const taken = new Map<string, number>();
  let done = 0;
  for (const rule of rules) {
    const before = limitOf(services, terms, rule);
    if (before === undefined) continue;
    for (;;) {
      it.signal.throwIfAborted();
      const count = await atomically(prisma, services, (inside) => takePage(inside, rule, before));
      if (count === 0) break;
      done += count;
      taken.set(rule.key, (taken.get(rule.key) ?? 0) + count);
      it.onProgress(Math.min(done, total), total);
    }
  }
  return taken;
}

async function takePage(services: Transaction, rule: Rule, before: Date): Promise<number> {
  const count = await rule.take(services, before);
  if (count > 0)
    await audit(services, {
      actor: 'cli',
      action: 'retention.forget',
      subject: rule.key,
      details: { before: before.toISOString(), rows: count },
    });
  return count;
}
