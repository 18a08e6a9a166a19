import { z } from 'zod';
import { prefix } from '../../../domain/words/clip.ts';
import { findDesa, findKecamatan, isTown, type AreaReason } from '../../../domain/people/area.ts';
import { line, named, type Line, type TextKey } from '../../../i18n.ts';
import { commonest, desaOf, type Areas } from '../../../services/core/areas.ts';
import { partOf, spanOf } from '../../pages.ts';
import { question, type Answers } from '../engine/form.ts';
import {
  choice,
  decline,
  hint,
  inPairs,
  jump,
  mark,
  propose,
  refuse,
  take,
  type Choice,
  type Refusals,
  type Reply,
  type ReplyOf,
  type Rows,
} from '../engine/reply.ts';
import type { Context } from './context.ts';

/** The kecamatan named like the kabupaten is "the town"; those on an island carry its name. */
export function kecamatanLabel(it: Areas['kecamatan'][number]): Line {
  if (isTown(it)) return line('register.kecamatan.city', { name: it.name });
  if (it.island !== 'Jawa') return line('register.kecamatan.island', { name: it.name, island: it.island });
  return named(it.name);
}

/** The page (from 0) of the whole list, where it is open in the place of the commonest. */
const openPage = (key: string) => ({ key: `${key}.page`, value: z.number().int().min(0) });

/** Buttons of one page of a whole list, in pairs. */
const A_PAGE = 20;

/** The commonest places of a question, and the way to all of them; what is not there is written. */
function placeRows<P extends { readonly code: string; readonly name: string }>(
  key: string,
  areas: Areas,
  places: readonly P[],
  label: (it: P) => Line,
  answers: Answers,
): Rows {
  const rows = (shown: readonly P[]): Rows =>
    inPairs(shown.map((it) => choice(it.code, label(it), take(it.code))));
  const page = openPage(key);
  const turn = (code: string, to: TextKey, at: number): Choice =>
    choice(code, line(to), mark({ [page.key]: at }));
  const common = commonest(areas, places);
  const open = answers.of(page);
  if (common.length === places.length) return rows(common);
  if (open === undefined) return [...rows(common), [turn('all', 'register.place.all', 0)]];
  const span = spanOf(open, places.length, A_PAGE);
  const all = places.toSorted((a, b) => a.name.localeCompare(b.name, 'id'));
  const turns = [
    ...(span.page > 0 ? [turn('back-page', 'staff.previous', span.page - 1)] : []),
    ...(span.page + 1 < span.pages ? [turn('on-page', 'staff.next', span.page + 1)] : []),
  ];
  return [...rows(partOf(all, span)), ...(turns.length === 0 ? [] : [turns])];
}

/** Buttons of the question for a kecamatan, of all or of `some`. */
export function kecamatanRows(areas: Areas, answers: Answers, some = areas.kecamatan): Rows {
  return placeRows(kecamatan.key, areas, some, kecamatanLabel, answers);
}

export const kecamatan = question<Context, string>({
  key: 'kecamatan',
  value: z.string(),
  ask: () => line('register.kecamatan.ask'),
  choices: (answers, { areas }) => kecamatanRows(areas, answers),
  read: (said, _answers, { areas }) => {
    if (said.kind !== 'text') return hint();
    const found = findKecamatan(said.text, areas.kecamatan);
    if (found.kind === 'ok') return take(found.value.code);
    if (found.kind === 'none') return refuseArea(found.reason);
    const shown = found.likely === undefined ? found.candidates : [found.likely];
    return shown.length === 0 ? hint() : proposeAreas(shown.map((it) => ({ code: it.code, name: it.name })));
  },
  reader: 'area@1',
  hints: [line('register.kecamatan.hint1'), line('register.kecamatan.hint2')],
  help: (answers, { areas }) => [
    ...kecamatanRows(areas, answers),
    [choice('outside', line('register.kecamatan.outside'), decline(line('register.kecamatan.outsideNote')))],
  ],
  label: 'register.kecamatan.label',
  show: (code, _answers, { areas }) => named(areas.kecamatan.find((it) => it.code === code)?.name ?? code),
});

const NO_AREA: Refusals<AreaReason> = {
  // That the place was not found is what the question of each form says first.
  'not-found': undefined,
  'no-letters': 'register.area.letters',
  'too-short': 'register.area.short',
};

/** The reason for which no place was found. */
export const refuseArea = (reason: AreaReason): ReplyOf<'hint'> => refuse(NO_AREA, reason);

/** "Maksudnya Lumpur?" for one, a choice for several. */
function proposeAreas(areas: readonly { readonly code: string; readonly name: string }[]): Reply {
  const [one] = areas;
  return propose(
    areas.length === 1 && one !== undefined
      ? line('register.desa.suggest', { name: one.name })
      : line('register.desa.several'),
    line('common.button.no'),
    ...areas.slice(0, 8).map((it) => ({
      code: it.code,
      label: areas.length === 1 ? line('common.button.yesThis', { value: it.name }) : named(it.name),
      value: it.code,
    })),
  );
}

const changeKecamatan = choice(
  'kecamatan',
  line('register.desa.changeKecamatan'),
  jump('kecamatan', { clear: ['kecamatan', 'desa', openPage('desa').key] }),
);

function desaRows(areas: Areas, answers: Answers): Rows {
  const places = desaOf(areas, answers.of(kecamatan) ?? '');
  return [...placeRows('desa', areas, places, (it) => named(it.name), answers), [changeKecamatan]];
}

export const desa = question<Context, string>({
  key: 'desa',
  value: z.string(),
  dependsOn: ['kecamatan'],
  // Without a kecamatan there is no list to choose from.
  when: (answers) => answers.stored('kecamatan')?.open === undefined,
  ask: (answers, { areas }) => {
    const example = desaOf(areas, answers.of(kecamatan) ?? '')[0]?.name ?? '';
    return line('register.desa.ask', { example: prefix(example, 3).toLowerCase() });
  },
  choices: (answers, { areas }) => desaRows(areas, answers),
  read: (said, answers, { areas }) => {
    if (said.kind !== 'text') return hint();
    const within = answers.of(kecamatan) ?? '';
    const found = findDesa(said.text, areas.desa, within);
    if (found.kind === 'ok') return take(found.value.code);
    if (found.kind === 'ambiguous') {
      const shown = found.likely === undefined ? found.candidates : [found.likely];
      if (shown.length > 0) return proposeAreas(shown);
    }
    const here = areas.kecamatan.find((it) => it.code === within)?.name ?? '';
    if (found.kind === 'none' && found.reason === 'elsewhere') {
      const others = areas.kecamatan
        .filter((it) => found.elsewhere.includes(it.code))
        .map((it) => named(it.name));
      return hint(line('register.desa.elsewhere', { others: { list: others }, kecamatan: here }));
    }
    return found.kind === 'none' && found.reason !== 'not-found'
      ? refuseArea(found.reason)
      : hint(line('register.desa.hint1', { kecamatan: here }));
  },
  reader: 'area@1',
  hints: [line('register.desa.hint2'), line('register.desa.hint2')],
  help: (answers, { areas }) => [
    ...desaRows(areas, answers),
    [choice('outside', line('register.kecamatan.outside'), decline(line('register.kecamatan.outsideNote')))],
  ],
  label: 'register.desa.label',
  show: (code, _answers, { areas }) => named(areas.desa.find((it) => it.code === code)?.name ?? code),
});
