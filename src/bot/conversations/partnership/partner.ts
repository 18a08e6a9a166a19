import { z } from 'zod';
import { intiClasses, type IntiClass } from '../../../domain/eligibility/need.ts';
import { line, named } from '../../../i18n.ts';
import type { Services } from '../../../services/core/services.ts';
import { memberByNumber } from '../../../services/office/members.ts';
import { partnerById, savePartner, type Partner } from '../../../services/partnership/partners/partners.ts';
import { button, staffMenuButton } from '../../buttons.ts';
import { partnerRoute } from '../../routes/staff.ts';
import { question, type Form } from '../engine/form.ts';
import { choice, take, tell } from '../engine/reply.ts';
import { fillOne } from '../engine/script.ts';
import { wordsQuestion } from '../questions/words.ts';

interface C {
  readonly partner: Partner | undefined;
}

/** The company that is changed, known before the form begins. */
const PARTNER = { key: 'partner', value: z.number().int() };

const name = wordsQuestion<C>({
  key: 'name',
  numbered: false,
  ask: () => line('partner.form.name'),
  words: { least: 3, most: 100 },
  hints: [line('partner.form.name.hint')],
  label: 'partner.form.name.label',
  show: (it) => named(it),
});

const size = question<C, IntiClass>({
  key: 'class',
  value: z.enum(intiClasses),
  numbered: false,
  ask: () => line('partner.form.class'),
  choices: () => [
    ...intiClasses.map((it) => [choice(it, line(`partner.form.class.${it}`), take(it))]),
    // PP 7/2021 art. 107: nobody else can be the inti.
    [choice('smaller', line('partner.form.class.smaller'), tell(line('partner.form.class.refused')))],
  ],
  hints: [line('common.buttons'), line('common.buttons')],
  label: 'partner.form.class.label',
  show: (it) => line(`partnership.class.${it}`),
});

/** Begins the form with what is stored of a company. */
export const partnerSeed = (it: Partner): Readonly<Record<string, string | number>> => ({
  [PARTNER.key]: it.id,
  [name.key]: it.name,
  [size.key]: it.class,
});

const result = z.object({ id: z.number().int() });

/** *Perusahaan baru*, and changing one. */
const partnerForm: Form<C, Services, z.infer<typeof result>> = {
  name: 'partner',
  version: 1,
  brief: true,
  duty: 'programmes',
  title: 'partner.form.title',
  questions: [name, size],
  async load(services, _who, answers) {
    const id = answers.of(PARTNER);
    return { partner: id === undefined ? undefined : await partnerById(services, id) };
  },
  review: { ask: line('partner.form.review'), send: line('programme.save') },
  async submit(services, who, answers, { partner }) {
    const member = who.member === undefined ? undefined : await memberByNumber(services, who.member.number);
    const wanted = { name: answers.of(name), class: answers.of(size) };
    if (member === undefined || wanted.name === undefined || wanted.class === undefined) return { id: 0 };
    const saved = await savePartner(services, member, {
      id: partner?.id,
      name: wanted.name,
      class: wanted.class,
    });
    return { id: saved.id };
  },
  result,
  receipt: ({ id }) => ({
    text: line('partner.form.done'),
    buttons: [[button('partner.back', partnerRoute.to(id))], [staffMenuButton]],
  }),
};

export const partnerScript = fillOne(partnerForm);
