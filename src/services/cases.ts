import { maskIdentityNumbers } from '../domain/identity.ts';
import { jakartaDate, monthOf } from '../domain/month.ts';
import { addWorkingDays } from '../domain/working-days.ts';
import { nextNumber } from './numbers.ts';
import type { Services } from './services.ts';

export type CaseKind =
  | 'help'
  | 'question'
  | 'locked-month'
  | 'erasure'
  | 'stuck'
  | 'recall'
  | 'application'
  | 'review'
  /** A message that somebody received and that may be a swindle. */
  | 'suspicious';

export interface NewCase {
  readonly kind: CaseKind;
  readonly accountId: number | undefined;
  readonly personId: number | undefined;
  readonly businessId?: number | undefined;
  /** Free text of a person; identity numbers are masked before it is stored. */
  readonly text?: string | undefined;
  /** Keys and figures that say what it is about; never names or numbers of a person. */
  readonly details?: Readonly<Record<string, string | number | boolean | null>>;
}

export interface OpenedCase {
  readonly id: number;
  readonly number: string;
  /** YYYY-MM-DD, the promised day in Indonesian working days. */
  readonly dueOn: string;
}

/** The day until which an answer is promised for a case opened today (working days in Asia/Jakarta). */
export function dueDay(services: Services): string {
  const today = jakartaDate(services.now());
  return addWorkingDays(today, services.office.caseWorkingDays, services.holidays).date.toString();
}

/** Opens a case with a number and a promised day. */
export async function openCase(services: Services, it: NewCase): Promise<OpenedCase> {
  const dueOn = dueDay(services);
  const number = await nextNumber(services, 'K', monthOf(jakartaDate(services.now())));
  const row = await services.db.case.create({
    data: {
      number,
      kind: it.kind,
      accountId: it.accountId ?? null,
      personId: it.personId ?? null,
      businessId: it.businessId ?? null,
      dueOn,
      createdAt: services.now(),
      ...(it.details === undefined ? {} : { details: it.details }),
    },
    select: { id: true },
  });
  if (it.text !== undefined)
    await services.db.case.update({
      where: { id: row.id },
      data: { text: services.seal.close(`case:${row.id}:text`, maskIdentityNumbers(it.text).masked) },
    });
  return { id: row.id, number, dueOn };
}

/** "Minta dibantu petugas" at a question of a form. */
export function openHelpCase(
  services: Services,
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
    accountId: at.accountId,
    personId: at.personId,
    details: { form: at.form, question: at.question, draft: at.draftId },
  });
}
