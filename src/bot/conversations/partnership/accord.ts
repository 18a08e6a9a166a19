import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { readDay } from '../../../domain/when/day.ts';
import { line, named } from '../../../i18n.ts';
import { accordKinds, addAccord, type AccordKind } from '../../../services/partnership/partners/accords.ts';
import { partnerById, type Partner } from '../../../services/partnership/partners/partners.ts';
import type { Services } from '../../../services/core/services.ts';
import { memberByNumber } from '../../../services/office/members.ts';
import { button, staffMenuButton } from '../../buttons.ts';
import { partnerRoute } from '../../routes/staff.ts';
import { question, type Form } from '../engine/form.ts';
import { choice, hint, take } from '../engine/reply.ts';
import { fillOne } from '../engine/script.ts';
import { aDay } from '../questions/day.ts';
import { wordsQuestion } from '../questions/words.ts';

interface C {
  readonly partner: Partner | undefined;
  readonly today: Temporal.PlainDate;
}

/** The company, known before the form begins. */
export const ACCORD_PARTNER = { key: 'partner', value: z.number().int() };

const kind = question<C, AccordKind>({
  key: 'kind',
  value: z.enum(accordKinds),
  numbered: false,
  ask: () => line('partner.accord.form.kind'),
  choices: () => accordKinds.map((it) => [choice(it, line(`partner.accord.${it}`), take(it))]),
  hints: [line('common.buttons'), line('common.buttons')],
  label: 'partner.accord.form.kind.label',
  show: (it) => line(`partner.accord.${it}`),
});

const signedOn = question<C, string>({
  ...aDay,
  key: 'signedOn',
  numbered: false,
  ask: () => line('partner.accord.form.signedOn'),
  read: (said, _answers, { today }) => {
    const found = said.kind === 'text' ? readDay(said.text, today) : undefined;
    return found === undefined ? hint() : take(found.toString());
  },
  reader: 'day@2',
  hints: [line('partner.accord.form.day'), line('partner.accord.form.day')],
  label: 'partner.accord.form.signedOn.label',
});

const endsOn = question<C, string>({
  ...aDay,
  key: 'endsOn',
  numbered: false,
  dependsOn: [signedOn.key],
  ask: () => line('partner.accord.form.endsOn'),
  read: (said, answers, { today }) => {
    const found = said.kind === 'text' ? readDay(said.text, today)?.toString() : undefined;
    if (found === undefined) return hint();
    const from = answers.of(signedOn) ?? found;
    return found <= from ? hint(line('partner.accord.form.endsOn.before')) : take(found);
  },
  reader: 'day@2',
  hints: [line('partner.accord.form.day'), line('partner.accord.form.day')],
  label: 'partner.accord.form.endsOn.label',
});

const words = (key: 'number' | 'forOffice' | 'forPartner' | 'dataClause', most: number) =>
  wordsQuestion<C>({
    key,
    numbered: false,
    ask: () => line(`partner.accord.form.${key}`),
    words: { least: 2, most },
    hints: [line(`partner.accord.form.${key}.hint`)],
    label: `partner.accord.form.${key}.label`,
    show: (it) => named(it),
  });

const number = words('number', 80);
const forOffice = words('forOffice', 200);
const forPartner = words('forPartner', 200);
const dataClause = words('dataClause', 80);

const result = z.object({ id: z.number().int() });

/** *Catat kesepakatan*: the paper of the alliance with a company. */
const accordForm: Form<C, Services, z.infer<typeof result>> = {
  name: 'accord',
  version: 1,
  brief: true,
  duty: 'programmes',
  title: 'partner.accord.form.title',
  questions: [kind, number, signedOn, endsOn, forOffice, forPartner, dataClause],
  heading: (_answers, { partner }) => (partner === undefined ? undefined : named(partner.name)),
  async load(services, _who, answers, { today }) {
    const id = answers.of(ACCORD_PARTNER);
    return {
      partner: id === undefined ? undefined : await partnerById(services, id),
      today: Temporal.PlainDate.from(today),
    };
  },
  review: { ask: line('partner.accord.form.review'), send: line('programme.save') },
  async submit(services, who, answers, { partner }) {
    const member = who.member === undefined ? undefined : await memberByNumber(services, who.member.number);
    const [what, from, to] = [answers.of(kind), answers.of(signedOn), answers.of(endsOn)];
    if (member === undefined || partner === undefined || what === undefined) return { id: 0 };
    if (from === undefined || to === undefined) return { id: 0 };
    await addAccord(services, member, partner, {
      kind: what,
      number: answers.of(number) ?? '',
      signedOn: from,
      endsOn: to,
      forOffice: answers.of(forOffice) ?? '',
      forPartner: answers.of(forPartner) ?? '',
      dataClause: answers.of(dataClause) ?? '',
    });
    return { id: partner.id };
  },
  result,
  receipt: ({ id }) => ({
    text: line('partner.accord.form.done'),
    buttons: [[button('partner.back', partnerRoute.to(id))], [staffMenuButton]],
  }),
};

export const accordScript = fillOne(accordForm);
