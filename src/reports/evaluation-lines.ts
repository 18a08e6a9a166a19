import type { Targets } from '../domain/partnership/evaluation.ts';
import { line, type Line } from '../i18n.ts';

/** What both sides aim at, as it stands in the agreement. */
export function targetLines({ monthlyQuantity, yearlyValue, ownTargets }: Targets): readonly Line[] {
  return [
    ...(monthlyQuantity === null
      ? []
      : [line('agreement.plain.monthlyQuantity', { count: { count: monthlyQuantity } })]),
    ...(yearlyValue === null
      ? []
      : [line('agreement.plain.yearlyValue', { amount: { rupiah: yearlyValue } })]),
    ...(ownTargets === null ? [] : [line('agreement.plain.ownTargets', { words: ownTargets })]),
  ];
}
