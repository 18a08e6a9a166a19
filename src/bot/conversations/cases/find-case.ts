import { z } from 'zod';
import { clip } from '../../../domain/words/clip.ts';
import { line } from '../../../i18n.ts';
import { audit } from '../../../services/core/audit.ts';
import { findCases, MOST_CASES, type FoundCase } from '../../../services/cases/case-search.ts';
import type { Services } from '../../../services/core/services.ts';
import type { Form } from '../engine/form.ts';
import { fillOne } from '../engine/script.ts';
import { button } from '../../buttons.ts';
import { caseRoute, deskRoute, findCaseRoute } from '../../routes/staff.ts';
import { wordsQuestion } from '../questions/words.ts';

interface Context {
  /** Looked up before it is recorded and shown. */
  readonly found?: readonly FoundCase[];
}

const wanted = wordsQuestion<Context>({
  key: 'wanted',
  numbered: false,
  ask: () => line('case.find.ask'),
  words: { least: 3, most: 80 },
  hints: [line('case.find.hint')],
});

const result = z.object({
  cases: z.array(z.object({ id: z.number(), number: z.string(), words: z.string() })),
});

/** *Cari kata*: cases by what was written in them. Every search stands in the audit log. */
const findForm: Form<Context, Services, z.infer<typeof result>> = {
  name: 'find-case',
  version: 1,
  brief: true,
  duty: 'cases',
  forget: true,
  title: 'case.desk.find',
  questions: [wanted],
  load: () => Promise.resolve({}),
  look: async (services, who, answers, context, place) => {
    const typed = answers.of(wanted);
    if (place !== 'submit' || typed === undefined || who.member === undefined) return context;
    return { found: await findCases(services, who.member, typed) };
  },
  submit: async (services, who, _answers, { found = [] }) => {
    if (who.member === undefined) return { cases: [] };
    await audit(services, {
      actor: who.member.number,
      action: 'case.search',
      details: { found: found.length },
    });
    return {
      cases: found.map(({ id, number, text }) => ({
        id,
        number,
        words: clip(text.replaceAll(/\s+/g, ' '), 70),
      })),
    };
  },
  result,
  receipt: ({ cases }) => {
    const shown = cases.slice(0, MOST_CASES);
    const buttons = shown.map(({ id }, at) => ({
      label: line('case.find.number', { number: at + 1 }),
      data: caseRoute.to(id),
    }));
    return {
      text: line(
        shown.length === 0
          ? 'case.find.none'
          : cases.length > shown.length
            ? 'case.find.more'
            : 'case.find.some',
        {
          count: { count: shown.length },
        },
      ),
      lines: shown.map(({ number, words }, at) => line('case.find.item', { place: at + 1, number, words })),
      buttons: [
        ...[buttons.slice(0, 4), buttons.slice(4)].filter((row) => row.length > 0),
        [button('case.find.again', findCaseRoute.to())],
        [button('case.desk.back', deskRoute.to())],
      ],
    };
  },
};

export const findCaseScript = fillOne(findForm);
