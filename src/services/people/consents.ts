import { redactionOf, type Redaction } from './redaction.ts';
import type { Services } from '../core/services.ts';

/** Those that stand for themselves, and can be withdrawn one by one. */
export const ownPurposes = [
  'registration',
  'training-news',
  'programme-news',
  'programme-calls',
  'be-found',
  'profit',
  'photos',
] as const;
export type OwnPurpose = (typeof ownPurposes)[number];

/** Of a programme: its company sees the application, and, by a consent of its own, the figure of sales. */
export type Purpose =
  | OwnPurpose
  | 'training'
  | `partner:${string}`
  | `exact:${string}`
  | `group:${number}`
  | `survey:${number}`;

/** What a purpose is about: one that stands for itself, a programme, a group, a survey, or the training of a stranger. */
export type Subject =
  | { readonly of: 'own'; readonly purpose: OwnPurpose }
  | { readonly of: 'partner' | 'exact'; readonly programme: string }
  | { readonly of: 'group'; readonly group: number }
  | { readonly of: 'survey'; readonly survey: number }
  | { readonly of: 'training' };

/** Reads a purpose as it is stored; undefined for one that this version does not know. */
export function subjectOf(purpose: string): Subject | undefined {
  const own = ownPurposes.find((it) => it === purpose);
  if (own !== undefined) return { of: 'own', purpose: own };
  if (purpose === 'training') return { of: 'training' };
  const [, of, id] = /^(partner|exact|group|survey):(.+)$/.exec(purpose) ?? [];
  if (id === undefined) return undefined;
  if (of === 'group') return /^\d+$/.test(id) ? { of, group: Number(id) } : undefined;
  if (of === 'survey') return /^\d+$/.test(id) ? { of, survey: Number(id) } : undefined;
  return { of: of === 'exact' ? 'exact' : 'partner', programme: id };
}

/** Whether this version knows a purpose. */
export const isPurpose = (text: string): text is Purpose => subjectOf(text) !== undefined;

export interface NewConsent {
  readonly personId: number;
  readonly personNumber: string;
  readonly purpose: Purpose;
  /** Version of the text; a changed text is a new version and is asked again. */
  readonly version: number;
  readonly language: string;
  /** The text as it was read. */
  readonly text: string;
  readonly button: string;
  readonly givenAt: Date;
  readonly draftId: number;
  readonly details?: Readonly<Record<string, string | readonly string[]>>;
}

/** Records a consent with its proof (UU 27/2022 art. 22 and 24): version, time, text and button. */
export async function giveConsent(services: Services, it: NewConsent): Promise<number> {
  const { details, ...consent } = it;
  const row = await services.db.consent.create({
    data: {
      office: services.office.key,
      ...redacted(consent, await redactionOf(services, it.personId)),
      ...(details === undefined ? {} : { details: JSON.parse(JSON.stringify(details)) }),
    },
    select: { id: true },
  });
  return row.id;
}

/** The proof outlives the person, and its column is not sealed: a name in the wording is not kept. */
export function redacted<Consent extends Pick<NewConsent, 'text'>>(
  consent: Consent,
  redaction: Redaction,
): Consent {
  return { ...consent, text: redaction.text(consent.text) };
}

/**
 * The same proof of somebody who has not registered and joins one training: the number of the participant stands in
 * the place of a person. The text is read before a name is known, so there is none in it.
 */
export async function giveStrangerConsent(
  services: Services,
  it: Omit<NewConsent, 'personId' | 'personNumber' | 'details'>,
  participantId: number,
): Promise<void> {
  await services.db.consent.create({
    data: { office: services.office.key, ...it, personNumber: `participant:${participantId}` },
  });
}

/** Ends every consent of a person for a purpose (art. 9 and 40: effective at once). Returns how many. */
export async function withdrawConsent(
  services: Services,
  personId: number,
  purpose: Purpose,
): Promise<number> {
  const { count } = await services.db.consent.updateMany({
    where: { personId, purpose, withdrawnAt: null },
    data: { withdrawnAt: services.now() },
  });
  return count;
}

export interface ConsentGiven {
  readonly id: number;
  readonly purpose: string;
  readonly version: number;
  readonly givenAt: Date;
}

/** The consents in force, oldest first. */
export async function consentsOf(services: Services, personId: number): Promise<readonly ConsentGiven[]> {
  return services.db.consent.findMany({
    where: { personId, withdrawnAt: null },
    select: { id: true, purpose: true, version: true, givenAt: true },
    orderBy: { givenAt: 'asc' },
  });
}

export async function hasConsent(services: Services, personId: number, purpose: Purpose): Promise<boolean> {
  return (await services.db.consent.count({ where: { personId, purpose, withdrawnAt: null } })) > 0;
}
