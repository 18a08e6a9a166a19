import { z } from 'zod';
import { MOST_MEMBERS } from '../../../../domain/eligibility/need.ts';
import { findKecamatan } from '../../../../domain/people/area.ts';
import { readDay } from '../../../../domain/when/day.ts';
import { line } from '../../../../i18n.ts';
import type { Areas } from '../../../../services/core/areas.ts';
import { question } from '../../engine/form.ts';
import { choice, hint, leave, take } from '../../engine/reply.ts';
import { replyToWhole } from '../../questions/count.ts';
import { aDay } from '../../questions/day.ts';
import type { ProgrammeContext } from './context.ts';
import { isSupply } from './offer.ts';

type C = ProgrammeContext;

const MOST = 100_000;

export const seats = question<C, number>({
  key: 'seats',
  value: z.number().int().min(1).max(MOST),
  ask: () => line('programme.seats'),
  choices: () => [[choice('skip', line('programme.seats.none'), leave('skipped'))]],
  read: (said) => replyToWhole(said, { least: 1, most: MOST }),
  reader: 'count@1',
  hints: [line('programme.seats.hint'), line('programme.seats.hint')],
  label: 'programme.seats.label',
  show: (it) => line('programme.count', { count: { count: it } }),
});

/** Seats by code of kecamatan, typed as "Manyar 10, Bungah 5". */
export const seatsByKecamatan = question<C, Record<string, number>>({
  key: 'seatsByKecamatan',
  value: z.record(z.string(), z.number().int()),
  when: (answers) => answers.of(seats) !== undefined,
  dependsOn: [seats.key],
  ask: () => line('programme.seats.kecamatan'),
  choices: () => [[choice('skip', line('programme.seats.kecamatan.none'), leave('skipped'))]],
  read: (said, answers, { areas }) => {
    const found = said.kind === 'text' ? readSeats(said.text, areas) : undefined;
    if (found === undefined) return hint();
    const all = answers.of(seats) ?? 0;
    const sum = Object.values(found).reduce((total, it) => total + it, 0);
    return sum > all
      ? hint(line('programme.seats.kecamatan.tooMany', { sum: { count: sum }, all: { count: all } }))
      : take(found);
  },
  reader: 'seats@1',
  hints: [line('programme.seats.kecamatan.hint'), line('programme.seats.kecamatan.hint')],
  label: 'programme.seats.kecamatan.label',
  show: (it, _answers, { areas }) =>
    line('programme.listed', {
      items: {
        list: Object.entries(it).map(([code, count]) =>
          line('programme.seats.kecamatan.item', {
            name: areas.kecamatan.find((area) => area.code === code)?.name ?? code,
            count: { count },
          }),
        ),
      },
    }),
});

/** Undefined when a part of it is no kecamatan with a number. */
function readSeats(text: string, areas: Areas): Record<string, number> | undefined {
  const seen: Record<string, number> = {};
  for (const part of text.split(/[,;\n]+/).filter((it) => it.trim() !== '')) {
    const [, name = '', count = ''] = /^\s*(\D+?)[\s:=]*(\d{1,5})\s*$/.exec(part) ?? [];
    const found = findKecamatan(name, areas.kecamatan);
    if (found.kind !== 'ok' || Number(count) === 0) return undefined;
    seen[found.value.code] = Number(count);
  }
  return Object.keys(seen).length === 0 ? undefined : seen;
}

/** Whether groups may apply, and how many members have to qualify. */
export const groups = question<C, number>({
  key: 'groups',
  value: z.number().int().min(2).max(MOST_MEMBERS),
  when: isSupply,
  ask: () => line('programme.groups'),
  choices: () => [
    [choice('skip', line('programme.groups.none'), leave('skipped'))],
    [3, 5, 10].map((it) =>
      choice(`n${it}`, line('programme.groups.count', { count: { count: it } }), take(it)),
    ),
  ],
  read: (said) => replyToWhole(said, { least: 2, most: MOST_MEMBERS }),
  reader: 'count@1',
  hints: [line('programme.groups.hint'), line('programme.groups.hint')],
  label: 'programme.groups.label',
  show: (it) => line('programme.groups.count', { count: { count: it } }),
});

export const openFrom = question<C, string>({
  ...aDay,
  key: 'openFrom',
  ask: () => line('programme.openFrom'),
  choices: () => [[choice('skip', line('programme.openFrom.now'), leave('skipped'))]],
  read: (said, _answers, { today }) => {
    const found = said.kind === 'text' ? readDay(said.text, today) : undefined;
    return found === undefined ? hint() : take(found.toString());
  },
  reader: 'day@2',
  hints: [line('programme.day.hint'), line('programme.day.hint')],
  label: 'programme.openFrom.label',
});

export const openTo = question<C, string>({
  ...aDay,
  key: 'openTo',
  dependsOn: [openFrom.key],
  ask: () => line('programme.openTo'),
  choices: () => [[choice('skip', line('programme.openTo.none'), leave('skipped'))]],
  read: (said, answers, { today }) => {
    const found = said.kind === 'text' ? readDay(said.text, today)?.toString() : undefined;
    if (found === undefined) return hint();
    const least = [today.toString(), answers.of(openFrom) ?? ''].toSorted().at(-1) ?? '';
    return found < least ? hint(line('programme.openTo.before')) : take(found);
  },
  reader: 'day@2',
  hints: [line('programme.day.hint'), line('programme.day.hint')],
  label: 'programme.openTo.label',
});
