import { hasConsent } from './consents.ts';
import { interestKeys, type Interest } from './people.ts';
import type { Services } from '../core/services.ts';

/** all: every training; near: those in a kecamatan of an own business; topics: those about an own interest. */
const newsScopes = ['all', 'near', 'topics'] as const;
export type NewsScope = (typeof newsScopes)[number];

export interface NewsSettings {
  /** Whether the consent to training news is in force. */
  readonly agreed: boolean;
  readonly scope: NewsScope;
  readonly interests: readonly Interest[];
}

export async function newsSettings(services: Services, personId: number): Promise<NewsSettings> {
  const { newsScope, interests } = await services.db.person.findUniqueOrThrow({
    where: { id: personId },
    select: { newsScope: true, interests: true },
  });
  return {
    agreed: await hasConsent(services, personId, 'training-news'),
    scope: newsScopes.find((scope) => scope === newsScope) ?? 'all',
    interests: interestKeys.filter((interest) => interests.includes(interest)),
  };
}

/** Effective for what is queued as well: it is looked up at the moment of sending. */
export async function setNewsScope(services: Services, personId: number, scope: NewsScope): Promise<void> {
  await services.db.person.update({ where: { id: personId }, data: { newsScope: scope } });
}
