import { clip } from '../domain/words/clip.ts';
import { line, named, type Line } from '../i18n.ts';
import type { OpenCase } from '../services/cases/case-desk.ts';
import { ringingKinds, type Rung } from '../services/cases/case-rings.ts';
import type { Services } from '../services/core/services.ts';
import type { Button } from './message.ts';
import { ownerTitle } from './conversations/helpers/words.ts';
import { formName } from './form-names.ts';
import { ringRoute } from './routes/staff.ts';

const WORDS_ALONE = 300;
const WORDS_EACH = 80;
/** So many fit on a small screen, and so many numbers beside each other under them. */
const MOST = 8;
const IN_A_ROW = 4;

/** What new cases are about: one alone with more of its words, several numbered as in their note. */
export function rungLines(services: Services, rung: readonly Rung[]): readonly Line[] {
  const [first, ...others] = rung;
  if (first === undefined) return [];
  if (others.length === 0) {
    const kind = ringingKinds.find((it) => it === first.it.kind) ?? 'question';
    return [line(`case.ring.${kind}`, wordsOf(services, first.it, WORDS_ALONE))];
  }
  return [
    line('case.ring.many', { count: { count: rung.length } }),
    ...rung
      .slice(0, MOST)
      .map(({ place, it }) =>
        line('case.ring.item', { number: place, ...wordsOf(services, it, WORDS_EACH) }),
      ),
    ...(rung.length > MOST ? [line('case.ring.more', { count: { count: rung.length - MOST } })] : []),
  ];
}

/** Numbers to press, as {@link rungLines} shows them. */
export function numberButtons(rung: readonly Rung[]): readonly (readonly Button[])[] {
  const all = rung
    .slice(0, MOST)
    .map(({ place, it }): Button => ({ label: named(String(place)), data: ringRoute.to(it.id) }));
  return [all.slice(0, IN_A_ROW), all.slice(IN_A_ROW)].filter((row) => row.length > 0);
}

function wordsOf(
  services: Services,
  it: OpenCase,
  most: number,
): { readonly who: { readonly line: Line }; readonly text: { readonly line: Line } } {
  const { name, salutation } = it.who;
  const place = services.office.areas.kecamatan.find(({ code }) => code === it.kecamatan)?.name;
  const who = name === undefined ? line('case.ring.stranger') : ownerTitle(name, salutation);
  const said =
    it.text ?? it.events.find(({ kind, text }) => kind === 'message-in' && text !== undefined)?.text;
  const { form } = it.details;
  const text =
    said !== undefined
      ? named(clip(said.replaceAll(/\s+/g, ' '), most))
      : typeof form === 'string'
        ? formName(form)
        : line('case.event.file');
  return {
    who: { line: place === undefined ? who : line('case.ring.who', { who: { line: who }, place }) },
    text: { line: text },
  };
}
