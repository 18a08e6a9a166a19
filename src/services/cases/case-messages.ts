import { z } from 'zod';
import { readAs } from '../../domain/words/read-as.ts';
import { caseById } from './case-desk.ts';
import type { OutgoingKind } from '../core/outgoing.ts';
import type { Services } from '../core/services.ts';

/** What somebody of the office writes to an owner. */
const TO_OWNER: readonly OutgoingKind[] = ['case-message', 'case-resolved', 'application-step'];
/** What an owner wrote, as it is shown to whoever has taken the case. */
const TO_OFFICE: readonly OutgoingKind[] = ['case-answer'];
/** So long after a message of the office, words that fit nowhere may be an answer to it. */
const ANSWERED_WITHIN_MS = 3 * 24 * 3_600_000;

const params = z.object({
  case: z.number().int().optional(),
  event: z.number().int().optional(),
  step: z.number().int().optional(),
});

/** Notes that a message of a chat stands in a case: a reply to it goes there, too. */
export async function rememberCaseMessage(
  services: Services,
  it: { readonly accountId: number; readonly messageId: number; readonly caseId: number },
): Promise<void> {
  await services.db.caseMessage.createMany({ data: [{ ...it, at: services.now() }], skipDuplicates: true });
}

/** Whether this message of a chat stands in a case already. */
export async function isInCase(services: Services, accountId: number, messageId: number): Promise<boolean> {
  return (await services.db.caseMessage.count({ where: { accountId, messageId } })) > 0;
}

/** A message of a chat with a case. */
export interface CaseMessageFound {
  readonly caseId: number;
  /** Who would read a reply to it. */
  readonly to: 'office' | 'owner';
}

/**
 * The case that a message of this chat belongs to: one of the person's own in it, one of the office, or, for what no
 * row knows any more (the process died while it went out), one of the bot's whose words name the case.
 */
export async function caseOfMessage(
  services: Services,
  accountId: number,
  message: { readonly messageId: number; readonly ofBot: boolean; readonly text: string },
): Promise<CaseMessageFound | undefined> {
  const { db } = services;
  const { messageId } = message;
  const own = await db.caseMessage.findUnique({ where: { accountId_messageId: { accountId, messageId } } });
  if (own !== null) return { caseId: own.caseId, to: 'office' };
  if (!message.ofBot) return undefined;
  const row = await db.outgoing.findFirst({
    where: { accountId, messageId, kind: { in: [...TO_OWNER, ...TO_OFFICE] } },
  });
  if (row !== null) {
    const caseId = await caseIn(services, row.params);
    const to = TO_OFFICE.some((kind) => kind === row.kind) ? 'owner' : 'office';
    return caseId === undefined ? undefined : { caseId, to };
  }
  const numbers = message.text.match(/\bK-\d{4,9}\b/g) ?? [];
  const named = await db.case.findFirst({
    where: { office: services.office.key, number: { in: numbers }, accountId },
    select: { id: true },
    orderBy: { id: 'desc' },
  });
  return named === null ? undefined : { caseId: named.id, to: 'office' };
}

/** What somebody of the office has lately written to an owner. */
export interface OfficeWord {
  readonly caseId: number;
  readonly number: string;
  /** Name of whoever wrote it; undefined where the message does not say. */
  readonly member: string | undefined;
  /** Whether it asks something, so that "iya" may be the answer. */
  readonly asks: boolean;
}

/** The newest message of the office to this chat, when it is not older than three days. */
export async function lastOfficeWord(services: Services, accountId: number): Promise<OfficeWord | undefined> {
  const since = new Date(services.now().getTime() - ANSWERED_WITHIN_MS);
  const row = await services.db.outgoing.findFirst({
    where: {
      accountId,
      kind: { in: [...TO_OWNER] },
      status: { in: ['sent', 'unknown'] },
      doneAt: { gt: since },
    },
    orderBy: { id: 'desc' },
  });
  const caseId = row === null ? undefined : await caseIn(services, row.params);
  const it = caseId === undefined ? undefined : await caseById(services, caseId);
  if (row === null || it?.accountId !== accountId) return undefined;
  const { event } = readAs(params, row.params);
  const said = it.events.find(({ id }) => id === event);
  const asks = said?.text?.includes('?') === true;
  return { caseId: it.id, number: it.number, member: said?.by ?? it.assigneeName, asks };
}

async function caseIn(services: Services, given: unknown): Promise<number | undefined> {
  const { case: caseId, step } = readAs(params, given);
  if (caseId !== undefined || step === undefined) return caseId;
  const taken = await services.db.applicationStep.findUnique({
    where: { id: step },
    select: { application: { select: { id: true, businessId: true } } },
  });
  if (taken === null) return undefined;
  const { id, businessId } = taken.application;
  const found = await services.db.case.findFirst({
    where: { kind: 'application', businessId, details: { path: ['application'], equals: id } },
    select: { id: true },
  });
  return found?.id;
}
