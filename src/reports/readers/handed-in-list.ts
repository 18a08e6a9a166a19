import { setImmediate as breathe } from 'node:timers/promises';
import type { Texts } from '../../i18n.ts';
import { todayOf, type Services } from '../../services/core/services.ts';
import { contentOfList, type HandedInList } from '../../services/people/owner-lists.ts';
import { readOwnerLists, SheetChoiceError, type OwnerList } from './owner-list.ts';
import { UnreadableSheet } from './unpack.ts';

/** What a file that was handed in comes to. */
export type ReadHandedIn =
  | { readonly kind: 'lists'; readonly lists: readonly OwnerList[] }
  /** Several sheets hold a list: which one is to be chosen; none: the one that was asked for does not. */
  | { readonly kind: 'which'; readonly sheets: readonly string[] }
  | { readonly kind: 'unreadable'; readonly reason: UnreadableSheet['reason'] }
  | { readonly kind: 'gone' };

/** Reads the file of a list once more; `sheets` in the place of those that were chosen before. */
export async function readHandedIn(
  services: Services,
  texts: Texts,
  list: HandedInList,
  sheets: readonly string[] = list.sheets,
): Promise<ReadHandedIn> {
  const file = await contentOfList(services, list);
  if (file === undefined) return { kind: 'gone' };
  const about = { areas: services.office.areas, texts, today: todayOf(services), sheets };
  try {
    return { kind: 'lists', lists: await readOwnerLists(file, about, () => breathe()) };
  } catch (error) {
    if (error instanceof UnreadableSheet) return { kind: 'unreadable', reason: error.reason };
    if (error instanceof SheetChoiceError) return { kind: 'which', sheets: error.sheets };
    throw error;
  }
}
