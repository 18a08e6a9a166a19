import { line, type Line } from '../i18n.ts';
import { todayOf, type Services } from '../services/core/services.ts';
import type { SupplySearch } from '../services/partnership/candidates/supply-searches.ts';

/** What a company looks for, in one line. */
export const searchName = ({ quantity, item, neededBy }: SupplySearch): Line =>
  line('supply.item', { quantity: { count: quantity }, item, day: { date: neededBy } });

/** How far a search is; nobody can answer after its day. */
export function searchState(services: Services, { state, neededBy }: SupplySearch): Line {
  const isLate = neededBy < todayOf(services).toString();
  return line(`supply.state.${isLate && state !== 'stopped' ? 'over' : state}`);
}
