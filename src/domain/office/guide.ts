import { may, type Standing } from './roles.ts';

/** Whom a guide is written for. */
export const guideReaders = ['owner', 'helper', 'officer'] as const;

export type GuideReader = (typeof guideReaders)[number];

/** Guides that somebody may have: the owners' is everybody's, the others belong to a work. */
export function guidesFor(member: Standing | undefined): readonly GuideReader[] {
  const duties = { helper: 'assist', officer: 'cases' } as const;
  return guideReaders.filter((it) => it === 'owner' || may(member, duties[it]));
}
