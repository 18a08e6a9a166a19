/** Everything in a programme that owners read, with its place in the file. */
import type { LocalText, Programme } from './programme.ts';

interface PlacedText {
  readonly where: string;
  readonly text: string;
}

export function programmeTexts(programme: Programme): readonly PlacedText[] {
  const { name, notice, about, words, terms, questions, criteria, need, partner } = programme;
  const all = (where: string, it: LocalText | undefined): readonly PlacedText[] =>
    it === undefined
      ? []
      : [
          { where: `${where}.id`, text: it.id },
          ...(it.en === undefined ? [] : [{ where: `${where}.en`, text: it.en }]),
        ];
  return [
    ...all('name', name),
    ...all('notice', notice),
    { where: 'partner.name', text: partner.name },
    ...about.flatMap((it, at) => all(`about[${at}]`, it)),
    ...words.flatMap((it, at) => all(`words[${at}].means`, it.means)),
    ...terms.flatMap((it, at) => all(`terms[${at}].text`, it.text)),
    ...questions.flatMap((it, at) => [
      ...all(`questions[${at}].ask`, it.ask),
      ...all(`questions[${at}].hint`, it.hint),
    ]),
    ...criteria.flatMap((it, at) =>
      (['fulfilled', 'not-yet', 'unknown'] as const).flatMap((state) =>
        all(`criteria[${at}].texts.${state}`, it.texts[state]),
      ),
    ),
    ...(need === undefined
      ? []
      : (['item', 'specification', 'unit', 'place'] as const).map((key) => ({
          where: `need.${key}`,
          text: need[key],
        }))),
  ];
}
