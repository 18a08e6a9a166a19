import type { Need } from '../domain/eligibility/need.ts';
import type { Programme } from '../domain/eligibility/programme.ts';
import { line, type Line } from '../i18n.ts';

/** What a programme offers beside its terms, in words for owners; nothing where nothing of it is stated. */
export function offerLines(programme: Programme): readonly Line[] {
  const { need, seats, groups, duties = [], trial, openTo } = programme;
  const tried = trial === undefined ? undefined : triedLine(trial);
  const lines = [
    ...(need === undefined ? [] : needLines(need)),
    ...(tried === undefined ? [] : [tried]),
    ...(duties.length === 0
      ? []
      : [
          line('programme.offer.duties', {
            duties: { list: duties.map((it) => line(`programme.duty.${it}`)) },
          }),
        ]),
    ...(seats === undefined ? [] : [line('programme.offer.seats', { count: { count: seats } })]),
    ...(groups === undefined
      ? []
      : [line('programme.offer.groups', { count: { count: groups.leastMembers } })]),
    ...(openTo === undefined ? [] : [line('programme.offer.openTo', { day: { day: openTo } })]),
  ];
  return lines.length === 0 ? [] : [line('common.blank'), ...lines];
}

function needLines(need: Need): readonly Line[] {
  const { how, rupiah } = need.price;
  return [
    line('programme.offer.need', {
      item: need.item,
      quantity: { count: need.quantityPerMonth },
      unit: need.unit,
      specification: need.specification,
    }),
    how === 'fixed' && rupiah !== undefined
      ? line('programme.offer.price', { amount: { rupiah }, unit: need.unit })
      : line(`programme.offer.price.${how === 'market' ? 'market' : 'negotiated'}`),
    line('programme.offer.delivery', { place: need.place, days: need.payWithinDays }),
    ...(need.papers.length === 0
      ? []
      : [
          line('programme.offer.papers', {
            papers: { list: need.papers.map((it) => line(`programme.paper.${it}`)) },
          }),
        ]),
  ];
}

function triedLine({ sample, order }: NonNullable<Programme['trial']>): Line | undefined {
  if (sample) return line(order ? 'programme.offer.trial.both' : 'programme.offer.trial.sample');
  return order ? line('programme.offer.trial.order') : undefined;
}
