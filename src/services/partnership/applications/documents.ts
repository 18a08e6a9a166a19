import { over } from '../../../domain/partnership/application.ts';
import type { Prisma } from '../../../../prisma/client/client.ts';
import {
  documentKinds,
  hasRoom,
  isPaper,
  type DocumentKind,
  type Held,
} from '../../../domain/partnership/document.ts';
import { contentFormats, type ContentFormat } from '../../../domain/words/sent-file.ts';
import { chatOfPerson } from '../../core/accounts.ts';
import { audit } from '../../core/audit.ts';
import { queueTo } from '../../core/outgoing.ts';
import type { Services, Transaction } from '../../core/services.ts';
import { may } from '../../../domain/office/roles.ts';
import type { Officer } from '../../office/in-area.ts';
import type { MemberRow } from '../../office/members.ts';
import { applicationById, lockApplication, type Application } from './applications.ts';
import type { Arrived } from './document-content.ts';

const DAY_MS = 24 * 3_600_000;
/** News that could not be sent within these days is of no use any more. */
const NEWS_DAYS = 7;

/** A document that has arrived as a whole. */
export interface Document {
  readonly id: number;
  readonly applicationId: number;
  readonly kind: DocumentKind;
  readonly format: ContentFormat;
  readonly bytes: number;
  /** Hexadecimal. */
  readonly sha256: string;
  readonly receivedAt: Date;
  /** When the office had looked at it; undefined: nobody else may see it. */
  readonly seenAt: Date | undefined;
}

/** Whether a member of the office may open it: papers may show a NIK or an account number. */
export const mayOpenDocument = (member: MemberRow, { kind }: Pick<Document, 'kind'>): boolean =>
  !isPaper(kind) || may(member, 'papers');

/** Whether a company may: an officer has looked at it, and it is none of the papers. */
export const isForCompany = ({ kind, seenAt }: Document): boolean => seenAt !== undefined && !isPaper(kind);

const columns = {
  id: true,
  applicationId: true,
  kind: true,
  format: true,
  bytes: true,
  sha256: true,
  receivedAt: true,
  seenAt: true,
} satisfies Prisma.DocumentSelect;

function fromRow(row: Prisma.DocumentGetPayload<{ select: typeof columns }>): readonly Document[] {
  const { sha256 } = row;
  const format = contentFormats.find((it) => it === row.format);
  if (sha256 === null || format === undefined) return [];
  const kind = documentKinds.find((it) => it === row.kind) ?? 'other';
  return [{ ...row, kind, format, sha256, seenAt: row.seenAt ?? undefined }];
}

/** The documents of an application, oldest first. */
export async function documentsOf({ db }: Services, applicationId: number): Promise<readonly Document[]> {
  const rows = await db.document.findMany({
    where: { applicationId, sha256: { not: null } },
    select: columns,
    orderBy: { id: 'asc' },
  });
  return rows.flatMap(fromRow);
}

/** Undefined for one that is gone, or was never there. */
export async function documentById({ db }: Services, id: number): Promise<Document | undefined> {
  const row = await db.document.findUnique({ where: { id }, select: columns });
  return row === null ? undefined : fromRow(row)[0];
}

/** What an application has so far, beside one that is looked at. */
export async function heldBy({ db }: Services, applicationId: number): Promise<Held> {
  const { _count, _sum } = await db.document.aggregate({
    where: { applicationId, sha256: { not: null } },
    _count: true,
    _sum: { bytes: true },
  });
  return { count: _count, bytes: _sum.bytes ?? 0 };
}

/** Whether this very content stands among the documents of an application. */
export async function isHeld({ db }: Services, applicationId: number, source: string): Promise<boolean> {
  return (await db.document.count({ where: { applicationId, source, sha256: { not: null } } })) > 0;
}

export type Counted = 'kept' | 'full' | 'over';

/**
 * Counts a file that has arrived among the documents of its application. Where it has no room, or the application is
 * over meanwhile, it goes: two chats of a family may send at once.
 */
export async function countDocument(
  services: Transaction,
  application: Application,
  { id, bytes, sha256 }: Arrived,
): Promise<Counted> {
  const { db } = services;
  const status = (await lockApplication(services, application))?.status;
  const stands = (await applicationById(services, application.id)) !== undefined;
  const isOpen = stands && status !== undefined && !over.includes(status);
  if (isOpen && hasRoom(await heldBy(services, application.id), bytes)) {
    await db.document.update({ where: { id }, data: { bytes, sha256 } });
    return 'kept';
  }
  await db.document.deleteMany({ where: { id } });
  return isOpen ? 'full' : 'over';
}

const aboutDocument = (application: Application, { id, kind }: Document) => ({
  subject: `application:${application.number}`,
  details: { document: id, kind },
});

/** Records who opens a document, before it is shown. */
export async function noteDocumentRead(
  services: Transaction,
  member: Officer,
  application: Application,
  document: Document,
): Promise<void> {
  await audit(services, {
    actor: member.number,
    action: 'document.read',
    ...aboutDocument(application, document),
  });
}

/** Marks a document as looked at by the office: from now on it may be shown to the partner. Only the first counts. */
export async function markSeen(
  services: Transaction,
  member: Officer,
  application: Application,
  document: Document,
): Promise<void> {
  const { count } = await services.db.document.updateMany({
    where: { id: document.id, seenAt: null },
    data: { seenAt: services.now(), seenBy: member.number },
  });
  if (count === 0) return;
  await audit(services, {
    actor: member.number,
    action: 'document.seen',
    ...aboutDocument(application, document),
  });
}

/** Takes away a paper of identity at once and tells the owner. False when it has no chat that can be reached. */
export async function removeIdentityPaper(
  services: Transaction,
  member: Officer,
  application: Application,
  document: Document,
): Promise<boolean> {
  const { count } = await services.db.document.deleteMany({ where: { id: document.id } });
  if (count > 0)
    await audit(services, {
      actor: member.number,
      action: 'document.remove',
      ...aboutDocument(application, document),
    });
  const accountId = await chatOfPerson(services, application.personId);
  await queueTo(services, [
    {
      key: `document-removed:${document.id}`,
      accountId,
      personId: application.personId,
      kind: 'document-removed',
      params: { application: application.id },
      lastsMs: NEWS_DAYS * DAY_MS,
    },
  ]);
  return accountId !== undefined;
}
