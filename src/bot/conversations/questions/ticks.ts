import { z } from 'zod';
import { line, type Line, type TextKey } from '../../../i18n.ts';
import { question, type AnyQuestion, type Answers, type Question } from '../engine/form.ts';
import { choice, hint, inPairs, mark, take, tell, type Reply } from '../engine/reply.ts';

/** Something that can be ticked. */
interface Tick {
  /** At most 20 characters of a button's code. */
  readonly code: string;
  readonly label: Line;
}

export interface TickQuestion<C> {
  readonly key: string;
  readonly ask: (answers: Answers, context: C) => Line;
  readonly label: TextKey;
  readonly show: (codes: readonly string[], context: C) => Line;
  readonly ticks: (context: C) => readonly Tick[];
  /** What answers without ticking: all, or none. */
  readonly instead: (context: C) => { readonly label: Line; readonly value: readonly string[] };
  /** The code that was typed, or what to say to what is none. */
  readonly read?: (text: string, context: C) => string | Reply | undefined;
  readonly when?: (answers: Answers, context: C) => boolean;
  readonly dependsOn?: readonly string[];
}

/** Where the ticks stand while the list is open; given beforehand, the list begins with them. */
export const ticksOf = (key: string) => ({ key: `${key}.ticks`, value: z.array(z.string()) });

/** A question with boxes to tick, an answer without ticking, and *Selesai*. */
export function tickQuestion<C>(it: TickQuestion<C>): Question<C, string[]> & AnyQuestion<C> {
  const ticks = ticksOf(it.key);
  const toggled = (code: string, answers: Answers): Reply => {
    const now = answers.of(ticks) ?? [];
    return mark({ [ticks.key]: now.includes(code) ? now.filter((one) => one !== code) : [...now, code] });
  };
  return question<C, string[]>({
    key: it.key,
    value: z.array(z.string()),
    numbered: false,
    ...(it.dependsOn === undefined ? {} : { dependsOn: it.dependsOn }),
    ...(it.when === undefined ? {} : { when: it.when }),
    ask: it.ask,
    choices: (answers, context) => {
      const on = answers.of(ticks) ?? [];
      const instead = it.instead(context);
      const known = it.ticks(context);
      const chosen = on.filter((code) => known.some((tick) => tick.code === code));
      return [
        [choice('instead', instead.label, take([...instead.value]))],
        ...inPairs(
          known.map(({ code, label }) =>
            choice(
              `x.${code}`,
              line(on.includes(code) ? 'member.tick.on' : 'member.tick.off', { name: { line: label } }),
              toggled(code, answers),
            ),
          ),
        ),
        [
          choice(
            'done',
            line('member.tick.done'),
            chosen.length === 0 ? tell(line('member.tick.nothing')) : take(chosen),
          ),
        ],
      ];
    },
    read: (said, answers, context) => {
      const read = said.kind === 'text' ? it.read?.(said.text, context) : undefined;
      if (typeof read !== 'string') return read ?? hint();
      return it.ticks(context).some(({ code }) => code === read) ? toggled(read, answers) : hint();
    },
    hints: [line('member.tick.hint'), line('member.tick.hint')],
    label: it.label,
    show: (codes, _answers, context) => it.show(codes, context),
  });
}
