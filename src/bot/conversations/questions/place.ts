import { z } from 'zod';
import { prefix } from '../../../domain/words/clip.ts';
import { findDesa, findKecamatan, isTown, type AreaReason } from '../../../domain/people/area.ts';
import { line, named, type Line } from '../../../i18n.ts';
import { desaOf, type Areas } from '../../../services/core/areas.ts';
import { question } from '../engine/form.ts';
import {
  choice,
  decline,
  hint,
  inPairs,
  refuse,
  take,
  type Refusals,
  type Reply,
  type ReplyOf,
} from '../engine/reply.ts';
import type { Context } from './context.ts';

/** The kecamatan named like the kabupaten is "the town"; those on an island carry its name. */
export function kecamatanLabel(it: Areas['kecamatan'][number]): Line {
  if (isTown(it)) return line('register.kecamatan.city');
  if (it.island !== 'Jawa') return line('register.kecamatan.island', { name: it.name, island: it.island });
  return named(it.name);
}

export const kecamatan = question<Context, string>({
  key: 'kecamatan',
  value: z.string(),
  ask: () => line('register.kecamatan.ask'),
  choices: (_answers, { areas }) =>
    inPairs(
      areas.kecamatan
        .toSorted((a, b) => a.name.localeCompare(b.name, 'id'))
        .map((it) => choice(it.code, kecamatanLabel(it), take(it.code))),
    ),
  read: (said, _answers, { areas }) => {
    if (said.kind !== 'text') return hint();
    const found = findKecamatan(said.text, areas.kecamatan);
    if (found.kind === 'ok') return take(found.value.code);
    if (found.kind === 'none') return refuseArea(found.reason);
    const shown = found.likely === undefined ? found.candidates : [found.likely];
    return shown.length === 0 ? hint() : propose(shown.map((it) => ({ code: it.code, name: it.name })));
  },
  reader: 'area@1',
  hints: [line('register.kecamatan.hint1'), line('register.kecamatan.hint2')],
  help: (_answers, { areas }) => [
    ...inPairs(
      areas.kecamatan
        .toSorted((a, b) => a.name.localeCompare(b.name, 'id'))
        .map((it) => choice(it.code, kecamatanLabel(it), take(it.code))),
    ),
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
function propose(areas: readonly { readonly code: string; readonly name: string }[]): Reply {
  const [one] = areas;
  return {
    kind: 'propose',
    text:
      areas.length === 1 && one !== undefined
        ? line('register.desa.suggest', { name: one.name })
        : line('register.desa.several'),
    options: areas.slice(0, 8).map((it) => ({
      code: it.code,
      label: areas.length === 1 ? line('common.button.yesThis', { value: it.name }) : named(it.name),
      value: it.code,
    })),
    again: line('common.button.no'),
  };
}

const changeKecamatan = choice('kecamatan', line('register.desa.changeKecamatan'), {
  kind: 'jump',
  to: 'kecamatan',
  clear: ['kecamatan', 'desa'],
});

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
  choices: (answers, { areas }) => [
    ...inPairs(
      desaOf(areas, answers.of(kecamatan) ?? '').map((it) => choice(it.code, named(it.name), take(it.code))),
    ),
    [changeKecamatan],
  ],
  read: (said, answers, { areas }) => {
    if (said.kind !== 'text') return hint();
    const within = answers.of(kecamatan) ?? '';
    const found = findDesa(said.text, areas.desa, within);
    if (found.kind === 'ok') return take(found.value.code);
    if (found.kind === 'ambiguous') {
      const shown = found.likely === undefined ? found.candidates : [found.likely];
      if (shown.length > 0) return propose(shown);
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
    ...inPairs(
      desaOf(areas, answers.of(kecamatan) ?? '').map((it) => choice(it.code, named(it.name), take(it.code))),
    ),
    [changeKecamatan],
    [choice('outside', line('register.kecamatan.outside'), decline(line('register.kecamatan.outsideNote')))],
  ],
  label: 'register.desa.label',
  show: (code, _answers, { areas }) => named(areas.desa.find((it) => it.code === code)?.name ?? code),
});
