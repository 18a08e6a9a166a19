import { solve } from 'yalps';
import type { PartSum } from '../../src/domain/partnership/sum-groups.ts';

/**
 * The attack on sums that are shown together, as a statistician would make it: every single part of every owner is an
 * unknown that is not negative, and its smallest and largest value are sought, from outside or by an owner who knows
 * the own parts (`insiders`). Tells the first amount that somebody comes too near to, in words.
 */
export function nearlyTold(shown: readonly PartSum[], insiders = true): string | undefined {
  const parts = new Map<string, { readonly owner: number; readonly amount: number }>();
  for (const { parts: own } of shown)
    for (const { owner, of, amount } of own) if (amount > 0) parts.set(`${owner} ${of}`, { owner, amount });
  const owners = [...new Set([...parts.values()].map(({ owner }) => owner))];
  const targets = [
    ...[...parts].map(([id, it]) => ({ ...it, ids: [id], name: id })),
    ...owners.map((owner) => {
      const own = [...parts].filter(([, it]) => it.owner === owner);
      return {
        owner,
        ids: own.map(([id]) => id),
        amount: own.reduce((sum, [, { amount }]) => sum + amount, 0),
        name: `all of ${owner}`,
      };
    }),
  ];
  for (const { owner, ids, amount, name } of targets)
    for (const insider of [undefined, ...owners.filter((it) => insiders && it !== owner)]) {
      const known = [...parts].filter(([, it]) => it.owner === insider);
      const knows = known.reduce((sum, [, it]) => sum + it.amount, 0);
      const margin = insider === undefined ? amount / 4 : (amount + Math.min(amount, knows)) / 9;
      const bound = (direction: 'maximize' | 'minimize'): number =>
        solve({
          direction,
          objective: 'goal',
          constraints: [
            ...shown.map(({ key, parts: own }): [string, { equal: number }] => [
              key,
              { equal: own.reduce((sum, it) => sum + it.amount, 0) },
            ]),
            ...known.map(([id, it]): [string, { equal: number }] => [id, { equal: it.amount }]),
          ],
          variables: [...parts.keys()].map((id): [string, [string, number][]] => [
            id,
            [
              ...shown
                .filter(({ parts: own }) => own.some((it) => `${it.owner} ${it.of}` === id))
                .map(({ key }): [string, number] => [key, 1]),
              [id, 1],
              ['goal', ids.includes(id) ? 1 : 0],
            ],
          ]),
        }).result;
      const near = amount * 1e-4;
      const [least, most] = [bound('minimize'), bound('maximize')];
      if (most < amount + margin - near || least > amount - margin + near)
        return `${name} (${amount}) as ${least} to ${most} to ${insider ?? 'anybody'}`;
    }
  return undefined;
}
