import { personFromRow, type PersonName } from '../core/accounts.ts';
import type { Services } from '../core/services.ts';

/** Topics of training that an owner can ask for. */
export const interestKeys = ['packaging', 'online', 'permits', 'bookkeeping', 'quality', 'capital'] as const;
export type Interest = (typeof interestKeys)[number];

/** The random number under which history and consents know a person. */
export async function personNumber(services: Services, personId: number): Promise<string> {
  return (await services.db.person.findUniqueOrThrow({ where: { id: personId }, select: { number: true } }))
    .number;
}

/** Whom a random number stands for; undefined when there is nobody (any more). */
export async function nameByNumber(services: Services, number: string): Promise<PersonName | undefined> {
  const row = await services.db.person.findUnique({
    where: { number },
    select: { id: true, number: true, name: true, salutation: true },
  });
  return row === null ? undefined : personFromRow(services, row);
}

export async function setInterests(
  services: Services,
  personId: number,
  interests: readonly Interest[],
): Promise<void> {
  await services.db.person.update({ where: { id: personId }, data: { interests: [...interests] } });
}

export async function setReminders(services: Services, personId: number, on: boolean): Promise<void> {
  await services.db.person.update({ where: { id: personId }, data: { reminders: on } });
}
