import type { Prisma } from '../../../prisma/client/client.ts';
import type { Matter } from '../../domain/cases/matter.ts';
import { beginningsInText } from '../../domain/people/search-words.ts';
import { maskIdentityNumbers } from '../../domain/people/identity.ts';
import { monthOf } from '../../domain/month/month.ts';
import { addWorkingDays } from '../../domain/when/working-days.ts';
import { idFor, nextNumber } from '../core/numbers.ts';
import { todayOf, type Services, type Transaction } from '../core/services.ts';

/** What a case can be about, with its place among cases of the same day: 0 first. */
const urgencies = {
  /** A message that somebody received and that may be a swindle. */
  suspicious: 0,
  erasure: 1,
  stuck: 1,
  recall: 1,
  /** What both sides of an agreement had agreed to was changed by one of them alone. */
  'one-sided': 1,
  /** Something is wrong with the office itself or with somebody of it. */
  complaint: 1,
  help: 2,
  question: 2,
  'agreement-question': 2,
  'locked-month': 3,
  /** The owner has not received what is said to have been handed over. */
  'support-missing': 3,
  review: 3,
  application: 3,
  /** Asking a partner why it has chosen somebody else. */
  'partner-reason': 3,
  /** Somebody wants to end a running partnership, as the contract says. */
  ending: 2,
  /** The look back at a year of an agreement, and what was agreed there to be done. */
  evaluation: 3,
  'evaluation-task': 3,
  /** One case for many businesses of a kecamatan, as rows. */
  'list-silence': 6,
  'list-falling': 6,
  'list-nib': 6,
} as const;

export type CaseKind = keyof typeof urgencies;
export type ListKind = Extract<CaseKind, `list-${string}`>;

export const caseKinds: readonly CaseKind[] = [
  'suspicious',
  'complaint',
  'erasure',
  'stuck',
  'recall',
  'one-sided',
  'help',
  'question',
  'agreement-question',
  'locked-month',
  'support-missing',
  'review',
  'application',
  'partner-reason',
  'ending',
  'evaluation',
  'evaluation-task',
  'list-silence',
  'list-falling',
  'list-nib',
];

const asked: readonly CaseKind[] = ['question', 'agreement-question', 'partner-reason'];
const wrong: readonly CaseKind[] = ['complaint', 'suspicious', 'one-sided', 'support-missing'];

/** What a case is for people, by what opened it; the migration says the same of those from before. */
const matterOf = (kind: CaseKind): Matter =>
  asked.includes(kind) ? 'question' : wrong.includes(kind) ? 'complaint' : 'request';

/** An application that the partner has let lie goes before new ones of the same day. */
export const urgencyOfApplication = (returned: boolean): number =>
  returned ? urgencies.recall : urgencies.application;

export const isCaseKind = (text: string): text is CaseKind => Object.hasOwn(urgencies, text);

/** Whether the office says by hand that it is done with such a case; others end with what they are about. */
export const resolvedByHand = (kind: CaseKind): boolean =>
  !kind.startsWith('list-') &&
  kind !== 'application' &&
  kind !== 'review' &&
  kind !== 'evaluation' &&
  kind !== 'recall';

export interface NewCase {
  readonly kind: CaseKind;
  readonly accountId: number | undefined;
  readonly personId: number | undefined;
  readonly businessId?: number | undefined;
  /** Free text of a person; identity numbers are masked before it is stored. */
  readonly text?: string | undefined;
  /** Keys and figures that say what it is about; never names or numbers of a person. */
  readonly details?: Readonly<Record<string, string | number | boolean | null>>;
  /** Numbers of members whom it is about: they never see it. */
  readonly notFor?: readonly string[];
  /** What it is about, where one open case is enough: asking again leads to that one. */
  readonly key?: string;
  /** Whose work it is, where neither business nor person tells. */
  readonly kecamatan?: string | undefined;
  /** A picture or recording that Telegram keeps. */
  readonly file?: CaseFile | undefined;
  /** Working days in which it is promised; left out: those of the office for all cases. */
  readonly workingDays?: number;
  /** YYYY-MM-DD, where a day was agreed. */
  readonly dueOn?: string;
}

/**
 * What one person may send another through the bot, beside words: a photo and a recording as Telegram made them, and
 * files whose content was looked at. Nothing else has a name here, so nothing else is passed on.
 */
export const fileKinds = ['photo', 'voice', 'pdf', 'picture'] as const;
type FileKind = (typeof fileKinds)[number];

export interface CaseFile {
  readonly kind: FileKind;
  readonly fileId: string;
}

export interface OpenedCase {
  readonly id: number;
  readonly number: string;
  /** YYYY-MM-DD, the promised day in Indonesian working days. */
  readonly dueOn: string;
}

/** The day until which an answer is promised for a case opened today (working days of the office). */
export function dueDay(services: Services, workingDays = services.office.caseWorkingDays): string {
  return addWorkingDays(todayOf(services), workingDays, services.office.holidays).date.toString();
}

/** Opens a case with a number and a promised day; with a key that is open already, that case gets the new words. */
export async function openCase(services: Transaction, it: NewCase): Promise<OpenedCase> {
  const { db, now, office } = services;
  if (it.key !== undefined) {
    const known = await db.case.findUnique({ where: { office_key: { office: office.key, key: it.key } } });
    if (known !== null && known.status !== 'closed') return addTo(services, known, it);
    if (known !== null) await db.case.update({ where: { id: known.id }, data: { key: null } });
  }
  const dueOn = it.dueOn ?? dueDay(services, it.workingDays);
  const number = await nextNumber(services, 'K', monthOf(todayOf(services)));
  const id = await idFor(services, 'case');
  await db.case.createMany({
    data: {
      office: office.key,
      id,
      number,
      kind: it.kind,
      matter: matterOf(it.kind),
      notFor: [...(it.notFor ?? [])],
      accountId: it.accountId ?? null,
      personId: it.personId ?? null,
      businessId: it.businessId ?? null,
      kecamatan: it.kecamatan ?? (await kecamatanOf(services, it)),
      key: it.key ?? null,
      urgency: urgencies[it.kind],
      dueOn,
      createdAt: now(),
      ...(it.text === undefined ? {} : { text: sealedText(services, id, it.text) }),
      ...(it.details === undefined ? {} : { details: it.details }),
    },
  });
  if (it.text !== undefined) await addWords(services, id, it.text);
  if (it.file !== undefined) await addEvent(services, id, { kind: 'message-in', file: it.file });
  return { id, number, dueOn };
}

/** The same matter again: the newest figures count, and the case is the office's turn. */
async function addTo(
  services: Services,
  known: { readonly id: number; readonly number: string; readonly dueOn: string },
  it: NewCase,
): Promise<OpenedCase> {
  await services.db.case.update({
    where: { id: known.id },
    data: {
      status: 'open',
      waitingFor: 'office',
      resolvedAt: null,
      closesOn: null,
      ...(it.details === undefined ? {} : { details: it.details }),
    },
  });
  await addEvent(services, known.id, { kind: 'message-in', text: it.text, file: it.file });
  return { id: known.id, number: known.number, dueOn: known.dueOn };
}

async function kecamatanOf(services: Services, { businessId, personId }: NewCase): Promise<string | null> {
  const where =
    businessId === undefined
      ? personId === undefined
        ? undefined
        : { ownerId: personId }
      : { id: businessId };
  if (where === undefined) return null;
  return (await services.db.business.findFirst({ where, orderBy: { id: 'asc' } }))?.kecamatan ?? null;
}

/** What can happen in a case. */
export const caseEventKinds = [
  'claimed',
  'released',
  'note',
  'message-out',
  'message-in',
  'handed-over',
  /** Another case about the same was joined to it; its number is the text. */
  'merged',
  'next',
  'resolved',
  'confirmed',
  /** The owner said thanks. */
  'thanked',
  'reopened',
  'closed',
  /** A company says that it has destroyed what it was asked to; by its letter, where the office wrote it down. */
  'destroyed',
  'escalated',
  /** What the case is about went on, such as an application. */
  'status',
  /** The partner was silent until the promised day. */
  'returned',
] as const;
export type CaseEventKind = (typeof caseEventKinds)[number];

export interface NewCaseEvent {
  readonly kind: CaseEventKind;
  /** Number of the member; undefined when the owner or the clock did it. */
  readonly byMember?: string | undefined;
  /** Free text of a person; identity numbers are masked before it is stored. */
  readonly text?: string | undefined;
  readonly file?: CaseFile | undefined;
  readonly details?: Prisma.InputJsonObject;
}

/** Writes one line of the history of a case; returns its id. */
export async function addEvent(services: Services, caseId: number, it: NewCaseEvent): Promise<number> {
  const { db, seal, now } = services;
  const row = await db.caseEvent.create({
    data: {
      caseId,
      kind: it.kind,
      byMember: it.byMember ?? null,
      fileId: it.file?.fileId ?? null,
      fileKind: it.file?.kind ?? null,
      at: now(),
      ...(it.details === undefined ? {} : { details: it.details }),
    },
    select: { id: true },
  });
  if (it.text !== undefined) {
    await db.caseEvent.update({
      where: { id: row.id },
      data: { text: seal.encrypt(eventPlace(row.id), maskIdentityNumbers(it.text).masked) },
    });
    await addWords(services, caseId, it.text);
  }
  return row.id;
}

const sealedText = ({ seal }: Services, id: number, text: string): Uint8Array<ArrayBuffer> =>
  seal.encrypt(`case:${id}:text`, maskIdentityNumbers(text).masked);

/** Gives words to a case that was opened without; they are found from then on. */
export async function writeText(services: Transaction, id: number, text: string): Promise<void> {
  await services.db.case.update({ where: { id }, data: { text: sealedText(services, id, text) } });
  await addWords(services, id, text);
}

/** Makes a case findable by what was just written in it. */
async function addWords({ db, seal }: Services, caseId: number, text: string): Promise<void> {
  const words = beginningsInText(maskIdentityNumbers(text).masked).map((it) => seal.token(`case:${it}`));
  await db.$executeRaw`
    INSERT INTO case_words AS w (case_id, words) VALUES (${caseId}, ${words}::bigint[])
    ON CONFLICT (case_id) DO UPDATE
    SET words = ARRAY(SELECT DISTINCT word FROM unnest(w.words || excluded.words) AS word)`;
}

export const eventPlace = (id: number): string => `case_event:${id}:text`;

/** "Minta dibantu petugas" at a question of a form. */
export function openHelpCase(
  services: Transaction,
  at: {
    readonly accountId: number;
    readonly personId: number | undefined;
    readonly form: string;
    readonly question: string;
    readonly draftId: number;
  },
): Promise<OpenedCase> {
  return openCase(services, {
    kind: 'help',
    key: `help:${at.draftId}:${at.question}`,
    accountId: at.accountId,
    personId: at.personId,
    details: { form: at.form, question: at.question, draft: at.draftId },
  });
}
