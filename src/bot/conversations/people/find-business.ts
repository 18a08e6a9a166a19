import { z } from 'zod';
import { clip } from '../../../domain/words/clip.ts';
import { line } from '../../../i18n.ts';
import { findBusinesses } from '../../../services/people/find-business.ts';
import type { Services } from '../../../services/core/services.ts';
import { question, type Form } from '../engine/form.ts';
import { fillOne } from '../engine/script.ts';
import { hint, takeWords } from '../questions/context.ts';

const LONGEST = 80;

const wanted = question<unknown, string>({
  key: 'wanted',
  value: z.string().min(3).max(LONGEST),
  numbered: false,
  ask: () => line('sales.find.ask'),
  read: (said) => {
    const text = said.kind === 'text' ? said.text.trim() : '';
    return text.length >= 3 && text.length <= LONGEST ? takeWords(text) : hint();
  },
  reader: 'search@1',
  hints: [line('sales.find.hint'), line('sales.find.hint')],
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
        name: clip(business.name ?? business.number ?? '–', 30),
        owner: clip(ownerName ?? '–', 25),
      })),
    };
  },
  result,
  receipt: ({ found, more }) => ({
    text: line(found.length === 0 ? 'sales.find.none' : 'sales.find.some'),
    lines: more ? [line('sales.find.more')] : [],
    buttons: [
      ...found.map((it) => [
        { label: line('sales.find.item', { name: it.name, owner: it.owner }), data: `s.biz.${it.id}` },
      ]),
      [{ label: line('sales.find.again'), data: 's.find' }],
      [{ label: line('staff.button.menu'), data: 's.menu' }],
    ],
  }),
};

export const findBusinessScript = fillOne(findBusinessForm);
