import type { Services } from './services.ts';

/** Topics of training that an owner can ask for. */
export const interestKeys = ['packaging', 'online', 'permits', 'bookkeeping', 'quality', 'capital'] as const;
export type Interest = (typeof interestKeys)[number];

/** The random number under which history and consents know a person. */
export async function personNumber(services: Services, personId: number): Promise<string> {
  return (await services.db.person.findUniqueOrThrow({ where: { id: personId }, select: { number: true } }))
    .number;
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
