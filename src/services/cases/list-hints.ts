import { hasConsent } from '../people/consents.ts';
import type { Services } from '../core/services.ts';

/** Whether a person still wants reminders, and still consents to what they are about. */
export async function wantsReminders(services: Services, personId: number): Promise<boolean> {
  const person = await services.db.person.findUnique({
    where: { id: personId },
    select: { reminders: true },
  });
  return person?.reminders === true && (await hasConsent(services, personId, 'registration'));
}

/** Whether a business of this person runs without an NIB. */
export async function lacksNib(services: Services, personId: number): Promise<boolean> {
  const count = await services.db.business.count({
    where: { ownerId: personId, status: 'active', nibStatus: { in: ['none', 'unknown', 'later'] } },
  });
  return count > 0;
}
