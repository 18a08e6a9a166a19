import { z } from 'zod';
import { line } from '../../../i18n.ts';
import { findBusinesses } from '../../../services/people/find-business.ts';
import type { Services } from '../../../services/core/services.ts';
import { type Form } from '../engine/form.ts';
import { fillOne } from '../engine/script.ts';
import { button, staffMenuButton } from '../../buttons.ts';
import { businessRoute, findRoute } from '../../routes/staff.ts';
import { wordsQuestion } from '../questions/words.ts';

const wanted = wordsQuestion<unknown>({
  key: 'wanted',
  numbered: false,
  ask: () => line('sales.find.ask'),
  words: { least: 3, most: 80 },
  reader: 'search@1',
  hints: [line('sales.find.hint')],
});

const result = z.object({
  found: z.array(z.object({ id: z.number(), name: z.string(), owner: z.string() })),
  more: z.boolean(),
});

/** *Cari usaha*: by number, phone or name, where the member works. */
const findBusinessForm: Form<unknown, Services, z.infer<typeof result>> = {
  name: 'find-business',
  version: 1,
  brief: true,
  duty: 'sales',
  title: 'sales.find.title',
  questions: [wanted],
  load: () => Promise.resolve(undefined),
  async submit(services, who, answers) {
    if (who.member === undefined) return { found: [], more: false };
    const { found, more } = await findBusinesses(services, who.member, answers.of(wanted) ?? '');
    return {
      more,
      found: found.map(({ business, ownerName }) => ({
        id: business.id,
        name: business.name ?? business.number ?? '–',
        owner: ownerName ?? '–',
      })),
    };
  },
  result,
  receipt: ({ found, more }) => ({
    text: line(found.length === 0 ? 'sales.find.none' : 'sales.find.some'),
    lines: more ? [line('sales.find.more')] : [],
    buttons: [
      ...found.map((it) => [
        { label: line('sales.find.item', { name: it.name, owner: it.owner }), data: businessRoute.to(it.id) },
      ]),
      [button('sales.find.again', findRoute.to())],
      [staffMenuButton],
    ],
  }),
};

export const findBusinessScript = fillOne(findBusinessForm);
