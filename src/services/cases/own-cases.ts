import type { Account } from '../core/accounts.ts';
import type { Services } from '../core/services.ts';
import { itemOf, type CaseItem } from './case-desk.ts';
import type { CaseKind } from './cases.ts';

/** A case as whoever asked for it sees it in a list. */
export interface OwnCase extends CaseItem {
  /** Their words; undefined where the bot opened it at the press of a button. */
  readonly text: string | undefined;
  readonly createdAt: Date;
}

/** What people ask the office for. An application is a case as well, and has a page of its own. */
const ownKinds: readonly CaseKind[] = [
  'suspicious',
  'complaint',
  'erasure',
  'one-sided',
  'help',
  'question',
  'agreement-question',
  'locked-month',
  'support-missing',
  'review',
  'partner-reason',
  'ending',
];

/** The newest `most` cases that somebody opened in this chat, without those of others who use it, too. */
export async function casesOfChat(
  { db, seal, office }: Services,
  { id: accountId, person }: Pick<Account, 'id' | 'person'>,
  most: number,
): Promise<readonly OwnCase[]> {
  const rows = await db.case.findMany({
    where: {
      office: office.key,
      accountId,
      kind: { in: [...ownKinds] },
      OR: [{ personId: null }, ...(person === undefined ? [] : [{ personId: person.id }])],
    },
    orderBy: { id: 'desc' },
    take: most,
  });
  return rows.flatMap((row) => {
    const item = itemOf(row);
    const { id, text, createdAt } = row;
    return item === undefined
      ? []
      : [{ ...item, text: text === null ? undefined : seal.show(`case:${id}:text`, text), createdAt }];
  });
}
