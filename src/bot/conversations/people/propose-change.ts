import { z } from 'zod';
import { localDate } from '../../../domain/month/calendar.ts';
import { line, named, type Line } from '../../../i18n.ts';
import { codecs } from '../../../services/core/codecs.ts';
import type { Correction } from '../../../services/people/corrections.ts';
import { proposeChange as propose, type Proposal } from '../../../services/people/proposals.ts';
import type { Services } from '../../../services/core/services.ts';
import { registrationToFix, waitingBeside } from '../../../services/people/verifications.ts';
import { changeLines, newValues } from './correct.ts';
import { asked, field, fieldKeys, lines } from './correct-questions.ts';
import { answersOf } from '../engine/draft.ts';
import { question, type Answers, type AnyQuestion, type Form, type StoredAnswer } from '../engine/form.ts';
import type { Button } from '../../message.ts';
import { fillOne } from '../engine/script.ts';
import { businessName, loadOf, type OwnContext } from './own-business.ts';
import { button, staffMenuButton } from '../../buttons.ts';
import { registrationRoute, registrationsRoute } from '../../routes/staff.ts';
import { choice, discard, hint, take } from '../engine/reply.ts';

/** The business that an officer looks at. */
export const ABOUT = { key: 'about', value: z.number().int() };

type C = OwnContext;

/** The officer's own number must not be shared here by a button, so the number is typed. */
function typed(it: AnyQuestion<C>): AnyQuestion<C> {
  if (it.key !== 'phone' || it.when === undefined || it.showStored === undefined) return it;
  const { key, value, read, reader, hints, dependsOn, when, showStored, label } = it;
  return {
    key,
    value,
    numbered: false,
    when,
    showStored,
    hints,
    ask: () => line('verification.propose.phone'),
    ...(dependsOn === undefined ? {} : { dependsOn }),
    ...(reader === undefined ? {} : { reader }),
    ...(label === undefined ? {} : { label }),
    ...(read === undefined
      ? {}
      : {
          read: (said, answers, context) => (said.kind === 'contact' ? hint() : read(said, answers, context)),
        }),
  };
}

const save = question<C, true>({
  key: 'save',
  value: z.literal(true),
  numbered: false,
  dependsOn: fieldKeys,
  ask: (answers, context) => {
    const changes = changeLines(answers, context);
    return changes.length === 0
      ? line('verification.propose.same')
      : line('verification.propose.confirm', { changes: { line: lines(changes) } });
  },
  choices: (answers, context) =>
    changeLines(answers, context).length === 0
      ? [[choice('same', line('common.button.noChange'), discard(line('data.unchanged')))]]
      : [[choice('yes', line('verification.propose.send'), take(true))]],
  hints: [line('common.buttons'), line('common.buttons')],
});

const questions: readonly AnyQuestion<C>[] = [field, ...asked.map(typed), save];

/** The answers about the data, without what stands around them in the draft. */
function kept(answers: Answers): string {
  const found = questions.flatMap(({ key }) => {
    const stored = key === save.key ? undefined : answers.stored(key);
    return stored === undefined
      ? []
      : [
          [
            key,
            { value: stored.value, ...(stored.open === undefined ? {} : { open: stored.open }) },
          ] as const,
        ];
  });
  return JSON.stringify(Object.fromEntries(found));
}

const stored = codecs.json(
  z.record(
    z.string(),
    z.object({ value: z.json(), open: z.enum(['skipped', 'later', 'officer']).optional() }),
  ),
);

/** What a proposal would change now: in words, and as columns. */
export async function proposed(
  services: Services,
  it: Proposal,
): Promise<
  | {
      readonly business: Line;
      readonly changes: readonly Line[];
      readonly change: Pick<Correction, 'business' | 'owner'>;
    }
  | undefined
> {
  const now = services.now();
  const all = await loadOf(services, it.personId, localDate(now, services.office.zone).toString());
  const business = all.businesses.find((own) => own.id === it.businessId);
  if (business === undefined) return undefined;
  const context = { ...all, businesses: [business] };
  const answers = answersOf(
    Object.fromEntries(
      Object.entries(stored.decode(it.answers)).map(([key, { value, open }]): [string, StoredAnswer] => [
        key,
        { value, reader: 'office@1', at: now.toISOString(), ...(open === undefined ? {} : { open }) },
      ]),
    ),
  );
  return {
    business: businessName(business),
    changes: changeLines(answers, context),
    change: newValues(answers, context),
  };
}

/** What is left to look at, as the result of a form keeps it. */
export const waiting = { left: z.number(), next: z.number().optional() };

/** The way to the next registration, with how many are left; no row when there is none. */
export function nextRegistration(it: {
  readonly left: number;
  readonly next?: number | undefined;
}): readonly (readonly Button[])[] {
  const label = line('verification.button.next', { count: { count: it.left } });
  return it.next === undefined ? [] : [[{ label, data: registrationRoute.to(it.next) }]];
}

const result = z.object({
  kind: z.enum(['asked', 'call', 'gone']),
  number: z.string(),
  id: z.number(),
  ...waiting,
});

/** *Minta diperbaiki*: one field by its number and the question of the registration; the owner decides. */
const proposeForm: Form<C, Services, z.infer<typeof result>> = {
  name: 'propose-change',
  version: 2,
  brief: true,
  duty: 'cases',
  forget: true,
  title: 'verification.propose.title',
  questions,
  heading: (_answers, { businesses: [business] }) =>
    business === undefined
      ? undefined
      : line('verification.propose.heading', {
          number: business.number ?? '–',
          business: { line: businessName(business) },
        }),
  load: async (services, who, answers, moment) => {
    const id = answers.of(ABOUT);
    const personId =
      id === undefined || who.member === undefined
        ? undefined
        : await registrationToFix(services, who.member, id);
    const all = await loadOf(services, personId, moment.today);
    return { ...all, businesses: all.businesses.filter((it) => it.id === id) };
  },
  submit: async (services, who, answers, { businesses: [business] }) => {
    const changed = answers.of(field);
    if (business === undefined || who.member === undefined || changed === undefined)
      return { kind: 'gone', number: '–', id: 0, left: 0 };
    const done = await propose(services, who.member, {
      businessId: business.id,
      field: changed,
      answers: kept(answers),
    });
    return {
      kind: done === undefined ? 'gone' : done.told ? 'asked' : 'call',
      number: business.number ?? '–',
      id: business.id,
      ...(await waitingBeside(services, who.member, business.id)),
    };
  },
  result,
  receipt: ({ kind, number, id, ...rest }) => ({
    text: kind === 'gone' ? line('verification.gone') : line(`verification.propose.done.${kind}`, { number }),
    buttons: [
      ...nextRegistration(rest),
      ...(kind === 'gone' ? [] : [[{ label: named(number), data: registrationRoute.to(id) }]]),
      [button('verification.back', registrationsRoute.to())],
      [staffMenuButton],
    ],
  }),
};

export const proposeChange = fillOne(proposeForm);
