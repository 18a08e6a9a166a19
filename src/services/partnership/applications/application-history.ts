import { z } from 'zod';
import { enders, type ApplicationStatus, type StepDetails } from '../../../domain/partnership/application.ts';
import { maskIdentityNumbers } from '../../../domain/people/identity.ts';
import { codecs, tryDecode } from '../../core/codecs.ts';
import type { Services, Transaction } from '../../core/services.ts';
import { memberByNumber } from '../../office/members.ts';

const reasonPlace = (id: number): string => `application_step:${id}:reason`;
const detailsPlace = (id: number): string => `application_step:${id}:details`;

/** What stands in the column `details`: all that is neither the reason nor the declaration. */
export const writtenDetails = z.object({
  day: z.string().optional(),
  quantity: z.string().optional(),
  price: z.number().optional(),
  result: z.string().optional(),
  paid: z.boolean().optional(),
  endedBy: z.enum(enders).optional(),
  unpaid: z.number().optional(),
  paper: z.string().optional(),
  letter: z.string().optional(),
});
const details = codecs.json(writtenDetails);

export interface NewStep {
  readonly applicationId: number;
  readonly status: ApplicationStatus;
  /** Numbers of whoever took it; neither: the clock. */
  readonly byPerson?: string | undefined;
  readonly byMember?: string | undefined;
  /** YYYY-MM-DD; undefined: nothing more is promised. */
  readonly dueOn?: string | undefined;
  readonly details?: StepDetails;
}

/** Writes one line of the history of an application; returns its id. Identity numbers in words are masked. */
export async function recordStep(services: Transaction, it: NewStep): Promise<number> {
  const { db, seal, now } = services;
  const { reason, clear = false, ...rest } = it.details ?? {};
  const { id } = await db.applicationStep.create({
    data: {
      applicationId: it.applicationId,
      status: it.status,
      byPerson: it.byPerson ?? null,
      byMember: it.byMember ?? null,
      dueOn: it.dueOn ?? null,
      clear,
      at: now(),
    },
    select: { id: true },
  });
  const masked = (text: string): string => maskIdentityNumbers(text).masked;
  const { quantity, result, letter } = rest;
  const written = {
    ...rest,
    ...(quantity === undefined ? {} : { quantity: masked(quantity) }),
    ...(result === undefined ? {} : { result: masked(result) }),
    ...(letter === undefined ? {} : { letter: masked(letter) }),
  };
  if (reason !== undefined || Object.values(rest).some((value) => value !== undefined))
    await db.applicationStep.update({
      where: { id },
      data: {
        reason: reason === undefined ? null : seal.encrypt(reasonPlace(id), masked(reason)),
        details: seal.encrypt(detailsPlace(id), details.encode(written)),
      },
    });
  return id;
}

interface Row {
  readonly id: number;
  readonly reason: Uint8Array | null;
  readonly details: Uint8Array | null;
  readonly clear: boolean;
}

/** What was written down with a step. */
export function detailsOf({ seal }: Services, row: Row): StepDetails {
  const told =
    row.details === null ? undefined : tryDecode(details, seal.show(detailsPlace(row.id), row.details));
  return {
    ...told,
    ...(row.reason === null ? {} : { reason: seal.show(reasonPlace(row.id), row.reason) }),
    ...(row.clear ? { clear: true } : {}),
  };
}

export interface ApplicationStepTaken {
  readonly status: string;
  readonly at: Date;
  readonly by: 'owner' | 'member' | 'clock';
  /** Name of the member who took it, as long as somebody knows it. */
  readonly name: string | undefined;
  /** YYYY-MM-DD */
  readonly dueOn: string | undefined;
  readonly details: StepDetails;
}

/** Everything that was done with an application, oldest first. */
export async function historyOf(
  services: Services,
  applicationId: number,
): Promise<readonly ApplicationStepTaken[]> {
  const rows = await services.db.applicationStep.findMany({
    where: { applicationId },
    orderBy: { id: 'asc' },
  });
  const steps: ApplicationStepTaken[] = [];
  for (const row of rows)
    steps.push({
      status: row.status,
      at: row.at,
      by: row.byPerson !== null ? 'owner' : row.byMember !== null ? 'member' : 'clock',
      name: row.byMember === null ? undefined : (await memberByNumber(services, row.byMember))?.name,
      dueOn: row.dueOn ?? undefined,
      details: detailsOf(services, row),
    });
  return steps;
}

/** What was written down with the last step. */
export async function lastDetails(services: Services, applicationId: number): Promise<StepDetails> {
  const row = await services.db.applicationStep.findFirst({
    where: { applicationId },
    orderBy: { id: 'desc' },
  });
  return row === null ? {} : detailsOf(services, row);
}
