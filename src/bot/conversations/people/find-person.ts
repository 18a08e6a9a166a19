import { z } from 'zod';
import { line } from '../../../i18n.ts';
import { audit } from '../../../services/core/audit.ts';
import { findPeople, MOST, type Search } from '../../../services/people/people-search.ts';
import type { Services } from '../../../services/core/services.ts';
import { type Form } from '../engine/form.ts';
import { fillOne } from '../engine/script.ts';
import { button, staffMenuButton } from '../../buttons.ts';
import { stuckRoute } from '../../routes/staff.ts';
import { wordsQuestion } from '../questions/words.ts';

interface Context {
  /** Looked up before it is recorded and shown: it takes long for a name. */
  readonly search?: Search;
}

const wanted = wordsQuestion<Context>({
  key: 'wanted',
  numbered: false,
  ask: () => line('stuck.find.ask'),
  words: { least: 3, most: 80 },
  hints: [line('stuck.find.hint')],
});

const result = z.object({
  found: z.array(
    z.object({
      target: z.string(),
      name: z.string().optional(),
      numbers: z.array(z.string()),
    }),
  ),
});

/** *Kenapa macet*, first step: whom it is about. Every search stands in the audit log. */
const findForm: Form<Context, Services, z.infer<typeof result>> = {
  name: 'find-person',
  version: 1,
  brief: true,
  duty: 'cases',
  forget: true,
  title: 'stuck.find.title',
  questions: [wanted],
  load: () => Promise.resolve({}),
  look: async (services, who, answers, context, place) => {
    const text = answers.of(wanted);
    if (place !== 'submit' || text === undefined || who.member === undefined) return context;
    return { search: await findPeople(services, who.member, text) };
  },
  submit: async (services, who, _answers, { search }) => {
    if (search === undefined || who.member === undefined) return { found: [] };
    await audit(services, {
      actor: who.member.number,
      action: 'person.search',
      details: { by: search.by, found: search.found.length },
    });
    return {
      found: search.found.map((it) => ({
        target: it.personId === undefined ? `a${it.accountId}` : `p${it.personId}`,
        ...(it.name === undefined ? {} : { name: it.name }),
        numbers: [...it.businesses],
      })),
    };
  },
  result,
  receipt: ({ found }) => ({
    text:
      found.length === 0
        ? line('stuck.found.none')
        : line(found.length > MOST ? 'stuck.found.more' : 'stuck.found', {
            count: { count: Math.min(found.length, MOST) },
          }),
    buttons: [
      ...found.slice(0, MOST).map((it) => [
        {
          label: it.target.startsWith('a')
            ? line('stuck.found.stranger')
            : line('stuck.found.item', {
                name: it.name ?? '–',
                numbers: it.numbers.slice(0, 2).join(', ') || '–',
              }),
          data: stuckRoute.to(it.target),
        },
      ]),
      [button('stuck.again', stuckRoute.to())],
      [staffMenuButton],
    ],
  }),
};

export const findPerson = fillOne(findForm);
