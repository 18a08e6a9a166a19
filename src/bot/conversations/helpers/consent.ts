import { z } from 'zod';
import { readDay } from '../../../domain/when/day.ts';
import { line, named, type Line } from '../../../i18n.ts';
import { consentWays, type AssistedConsent } from '../../../services/helpers/assistance.ts';
import { question, type Answers, type SubmittedDraft, type Who } from '../engine/form.ts';
import { choice, discard, hint, take, tell, type Choice, type Reply } from '../engine/reply.ts';
import { before, type HelperContext } from './context.ts';
import { aboutOwner } from './words.ts';
import { aDay } from '../questions/day.ts';
import { replyToName } from '../questions/names.ts';

type C = HelperContext;

/** What is read aloud to the owner, and stands on the sheet. */
export const readAloud: Line = aboutOwner(line('register.consent.ask'), line('helper.you'));

const agreed = (way: (typeof consentWays)[number], on: string): Reply => take(way, { agreedOn: on });

/** What is read aloud, what more can be read, and what is said where the owner does not agree. */
export interface ReadAloud<Ctx> {
  readonly text: (context: Ctx) => Line;
  readonly full?: Line;
  readonly declined: Line;
}

/** How the owner consented; without it nothing of the owner is stored. */
export const consentWay = <Ctx extends C>({ text, full, declined }: ReadAloud<Ctx>) =>
  question<Ctx, (typeof consentWays)[number]>({
    key: 'consent',
    value: z.enum(consentWays),
    numbered: false,
    bare: true,
    ask: (_answers, context) => line('helper.consent.ask', { text: { line: text(context) } }),
    choices: (_answers, { today }) => [
      [choice('oral', line('helper.consent.oral'), agreed('oral', today.toString()))],
      [choice('signed', line('helper.consent.signed'), agreed('signed', today.toString()))],
      [choice('earlier', line('helper.consent.earlier'), take('signed'))],
      [
        ...(full === undefined
          ? []
          : [choice('read', line('register.consent.read'), tell(aboutOwner(full, line('helper.you'))))]),
        choice('refuse', line('register.consent.refuse'), discard(declined)),
      ],
    ],
    hints: [line('helper.consent.hint'), line('helper.consent.hint')],
    label: 'helper.consent.label',
    show: (value) => line(`helper.consent.show.${value}`),
  });

export const way = consentWay<C>({
  text: () => readAloud,
  full: line('register.consent.full'),
  declined: line('helper.consent.declined'),
});

/** Who heard it when it was read aloud. */
export const witness: ReturnType<typeof question<C, string>> = question<C, string>({
  key: 'witness',
  value: z.string(),
  numbered: false,
  dependsOn: ['consent'],
  when: (answers) => answers.of(way) === 'oral',
  ask: () => line('helper.witness.ask'),
  choices: (_answers, context) => {
    const last = before(context, { key: 'witness', value: z.string() });
    return last === undefined ? [] : [[same(named(last), take(last))]];
  },
  read: replyToName,
  reader: 'name@1',
  hints: [line('helper.witness.hint'), line('helper.witness.hint')],
  label: 'helper.witness.label',
  show: (value) => named(value),
});

const DAYS = 6;

/** When the sheet was signed; known already where it was today. */
export const agreedOn = question<C, string>({
  ...aDay,
  key: 'agreedOn',
  numbered: false,
  ask: () => line('helper.agreedOn.ask'),
  choices: (_answers, { today }) =>
    Array.from({ length: DAYS }, (_, at) => today.subtract({ days: at }).toString()).map((it) => [
      choice(`d${it}`, line('data.day', { day: { day: it } }), take(it)),
    ]),
  read: (said, _answers, { today }) => {
    const found = said.kind === 'text' ? readPast(said.text, today) : undefined;
    return found === undefined ? hint() : take(found);
  },
  reader: 'day@1',
  hints: [line('helper.agreedOn.hint'), line('helper.agreedOn.hint')],
  label: 'helper.agreedOn.label',
});

/** A day of the last year that is not in the future. */
function readPast(text: string, today: C['today']): string | undefined {
  const found = readDay(text, today);
  if (found === undefined) return undefined;
  const away = found.until(today).total({ unit: 'day' });
  return away >= 0 && away <= 366 ? found.toString() : undefined;
}

/** "Sama seperti tadi: Lumpur" */
export function same(what: Line, reply: Reply): Choice {
  return choice('same', line('helper.same', { what: { line: what } }), reply);
}

/** A consent as these answers record it; undefined as long as one of them is missing. */
export function recordedConsent(
  answers: Answers,
  { language }: Who,
  draft: SubmittedDraft,
  { version, text }: { readonly version: number; readonly text: Line },
): AssistedConsent | undefined {
  const [how, on] = [answers.of(way), answers.of(agreedOn)];
  return how === undefined || on === undefined
    ? undefined
    : {
        version,
        language,
        text: draft.wording(text),
        way: how,
        witness: answers.of(witness),
        agreedOn: on,
        recordedAt: new Date(answers.stored(way.key)?.at ?? draft.now),
      };
}
