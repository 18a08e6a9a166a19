import { z } from 'zod';
import { line } from '../../../i18n.ts';
import { renameTag } from '../../../services/announcements/tag-changes.ts';
import type { Services } from '../../../services/core/services.ts';
import { MOST_TAG, tagByName } from '../../../services/people/tags.ts';
import type { Form } from '../engine/form.ts';
import { fillOne } from '../engine/script.ts';
import { BUSINESS } from '../sales/office-report.ts';
import { button, staffMenuButton } from '../../buttons.ts';
import { businessTagsRoute, tagsRoute } from '../../routes/staff.ts';
import { wordsQuestion } from '../questions/words.ts';

type C = Readonly<Record<string, never>>;

const name = wordsQuestion<C>({
  key: 'name',
  numbered: false,
  ask: () => line('sales.tag.ask'),
  words: { least: 3, most: MOST_TAG },
  hints: [line('sales.tag.hint')],
});

const result = z.object({ kind: z.enum(['done', 'full', 'no']), name: z.string(), business: z.number() });

/** *Tanda baru*: a word under which the office gathers businesses. */
const tagForm: Form<C, Services, z.infer<typeof result>> = {
  name: 'tag',
  version: 1,
  brief: true,
  duty: 'sales',
  title: 'sales.tag.new',
  questions: [name],
  load: () => Promise.resolve({}),
  async submit(services, { member }, answers) {
    const [business = 0, called = ''] = [answers.of(BUSINESS), answers.of(name)];
    const kind =
      member === undefined ? 'no' : await tagByName(services, member, { businessId: business, name: called });
    return { kind, name: called, business };
  },
  result,
  receipt: (done) => ({
    text: line(`sales.tag.${done.kind}`, { name: done.name }),
    buttons: [[button('sales.tag.back', businessTagsRoute.to(done.business))], [staffMenuButton]],
  }),
};

export const tagScript = fillOne(tagForm);

/** The tag that gets another name, known before the form begins. */
export const TAG = { key: 'tag', value: z.number().int() };

const renamed = z.object({ kind: z.enum(['done', 'taken', 'no']), name: z.string() });

/** *Ganti nama* of a tag. */
const tagRenameForm: Form<C, Services, z.infer<typeof renamed>> = {
  name: 'tag-rename',
  version: 1,
  brief: true,
  duty: 'answers',
  title: 'sales.tags.rename',
  questions: [name],
  load: () => Promise.resolve({}),
  async submit(services, { member }, answers) {
    const [id = 0, called = ''] = [answers.of(TAG), answers.of(name)];
    const kind = member === undefined ? 'no' : await renameTag(services, member, { id, name: called });
    return { kind, name: called };
  },
  result: renamed,
  receipt: (done) => ({
    text: line(`sales.tags.renamed.${done.kind}`, done.kind === 'no' ? {} : { name: done.name }),
    buttons: [[button('sales.tags.back', tagsRoute.to())], [staffMenuButton]],
  }),
};

export const tagRenameScript = fillOne(tagRenameForm);
