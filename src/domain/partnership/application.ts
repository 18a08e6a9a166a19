/** The way of an application through the office and the partner. */
export const statuses = [
  'submitted',
  'verified',
  'forwarded',
  'accepted',
  'refused',
  'agreement',
  'active',
  'finished',
  'withdrawn',
] as const;
export type ApplicationStatus = (typeof statuses)[number];

/** What the office may make of it; withdrawing is the owner's. */
const NEXT: Readonly<Record<ApplicationStatus, readonly ApplicationStatus[]>> = {
  submitted: ['verified', 'refused'],
  verified: ['forwarded', 'refused'],
  forwarded: ['accepted', 'refused'],
  accepted: ['agreement', 'refused'],
  agreement: ['active'],
  active: ['finished'],
  refused: [],
  finished: [],
  withdrawn: [],
};

export function nextStatuses(status: ApplicationStatus): readonly ApplicationStatus[] {
  return NEXT[status];
}

/** Whether news are promised after a status. */
export const awaitsNews = (status: ApplicationStatus): boolean => promisedDays(status, 1) !== undefined;

/** A company decides in its own time. */
const PARTNER_DAYS = 10;

/**
 * Working days in which the next news is promised after a status: the office's own days while it is its turn, more
 * while it is the partner's. Undefined when nothing more is promised.
 */
export function promisedDays(status: ApplicationStatus, officeDays: number): number | undefined {
  switch (status) {
    case 'submitted':
    case 'verified':
      return officeDays;
    case 'forwarded':
    case 'accepted':
    case 'agreement':
      return PARTNER_DAYS;
    default:
      return undefined;
  }
}
