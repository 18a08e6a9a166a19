import { z } from 'zod';
import { formatPhone } from '../../../domain/people/identity.ts';
import { line, named } from '../../../i18n.ts';
import { question, type Answers } from '../engine/form.ts';
import type { Context } from './context.ts';
import { choice, hint, leave, take, shareContact } from '../engine/reply.ts';
import { replyToName } from './names.ts';
import { replyToPhone } from './phone-reply.ts';

export const owner = question<Context, number>({
  key: 'owner',
  value: z.number().int(),
  when: (_answers, context) => context.people.length > 0,
  ask: () => line('register.owner.ask'),
  choices: (_answers, context) => [
    ...context.people.map((person) => [choice(`p${person.id}`, named(person.name ?? '–'), take(person.id))]),
    [choice('other', line('register.owner.other'), take(0))],
  ],
  hints: [line('common.buttons'), line('register.owner.ask')],
  label: 'register.owner.label',
  show: (id, _answers, context) => {
    const name = context.people.find((person) => person.id === id)?.name;
    return name === undefined ? line('register.owner.other') : named(name);
  },
});

/** A person of this chat who registers one more business is not asked again who they are. */
const isNewPerson = (answers: Answers): boolean => (answers.of(owner) ?? 0) === 0;

export const name = question<Context, string>({
  key: 'name',
  value: z.string(),
  when: isNewPerson,
  dependsOn: ['owner'],
  ask: () => line('register.name.ask'),
  read: replyToName,
  reader: 'name@1',
  hints: [line('register.name.hint1'), line('register.name.hint2')],
  label: 'register.name.label',
  show: (value) => named(value),
});

export const salutation = question<Context, 'L' | 'P'>({
  key: 'salutation',
  value: z.enum(['L', 'P']),
  when: isNewPerson,
  dependsOn: ['owner'],
  ask: () => line('register.salutation.ask'),
  choices: () => [
    [
      choice('P', line('register.salutation.P'), take('P')),
      choice('L', line('register.salutation.L'), take('L')),
    ],
  ],
  read: (said) => {
    const text = said.kind === 'text' ? said.text.trim().toLowerCase() : '';
    if (/^(ibu|bu|perempuan|p|wanita|mbak|cewek|ibuk)$/.test(text)) return take('P');
    if (/^(bapak|pak|laki|laki-laki|laki laki|l|pria|mas|cowok)$/.test(text)) return take('L');
    return hint();
  },
  reader: 'salutation@1',
  hints: [line('register.salutation.hint1'), line('register.salutation.hint1')],
  label: 'register.salutation.label',
  show: (value) => line(`register.salutation.${value}`),
});

export const phone = question<Context, string>({
  key: 'phone',
  value: z.string(),
  when: isNewPerson,
  keyboard: { close: 'register.phone.closed' },
  ask: () => line('register.phone.ask'),
  choices: () => [
    [shareContact(line('register.phone.share'))],
    [choice('skip', line('common.button.skip'), leave('skipped'))],
  ],
  read: (said) => replyToPhone(said),
  reader: 'phone@1',
  hints: [line('register.phone.hint1'), line('register.phone.hint2')],
  leaveOpen: line('common.button.later'),
  label: 'register.phone.label',
  show: (value) => named(formatPhone(value)),
});
