import { z } from 'zod';
import { deskChecks, NEEDED, type DeskCheck } from '../../../domain/people/desk-check.ts';
import { line } from '../../../i18n.ts';
import { beginRecovery, deskOf, type Desk } from '../../../services/data-rights/recovery.ts';
import type { Services } from '../../../services/core/services.ts';
import { question, type AnyQuestion, type Form } from '../engine/form.ts';
import { fillOne } from '../engine/script.ts';
import { button, staffMenuButton } from '../../buttons.ts';
import { recoveryRoute, stuckRoute } from '../../routes/staff.ts';
import { choice, discard, take } from '../engine/reply.ts';
import { wordsQuestion } from '../questions/words.ts';

/** Whose account it is. */
export const WHO = { key: 'who', value: z.number().int() };

interface Context {
  /** Undefined for somebody outside the member's area. */
  readonly desk: Desk | undefined;
}

const isReady = ({ desk }: Context): boolean =>
  desk !== undefined && !desk.blocked && desk.checks.length >= NEEDED;

const card = question<Context, true>({
  key: 'card',
  value: z.literal(true),
  numbered: false,
  ask: (_answers, context) => {
    const { desk } = context;
    if (desk === undefined) return line('recovery.card.gone');
    const name = desk.name ?? '–';
    if (isReady(context)) return line('recovery.card.ask', { name });
    return line(desk.blocked ? 'recovery.card.blocked' : 'recovery.card.tooLittle', { name });
  },
  choices: (_answers, context) => [
    ...(isReady(context) ? [[choice('yes', line('recovery.card.yes'), take(true))]] : []),
    [choice('no', line('recovery.card.no'), discard(line('recovery.stopped')))],
  ],
  hints: [line('common.buttons'), line('common.buttons')],
});

/** The answers are compared at the end and all at once, so that nobody learns which one did not fit. */
function checkQuestion(check: DeskCheck): AnyQuestion<Context> & { readonly value: z.ZodType<string> } {
  return wordsQuestion<Context>({
    key: check,
    numbered: false,
    when: (_answers, { desk }) => desk?.checks.includes(check) === true,
    ask: () => line(`recovery.check.${check}`),
    words: { least: 1, most: 60 },
    hints: [line('recovery.check.hint')],
  });
}

const checks = deskChecks.map((check) => ({ check, asked: checkQuestion(check) }));

const result = z.object({
  kind: z.enum(['begun', 'mismatch', 'blocked', 'too-little', 'unknown']),
  id: z.number().optional(),
});

/** *Pulihkan akun*: the card, then questions from what is stored; the officer never sees the answers. */
const recoverForm: Form<Context, Services, z.infer<typeof result>> = {
  name: 'recover-account',
  version: 1,
  brief: true,
  duty: 'cases',
  forget: true,
  title: 'recovery.title',
  questions: [card, ...checks.map((it) => it.asked)],
  load: async (services, who, answers) => {
    const personId = answers.of(WHO);
    return {
      desk:
        personId === undefined || who.member === undefined
          ? undefined
          : await deskOf(services, who.member, personId),
    };
  },
  submit: async (services, who, answers) => {
    const personId = answers.of(WHO);
    if (personId === undefined || who.member === undefined) return { kind: 'unknown' };
    const given = checks.flatMap(({ check, asked }) => {
      const text = answers.of(asked);
      return text === undefined ? [] : [[check, text] as const];
    });
    return beginRecovery(services, who.member, personId, new Map(given));
  },
  result,
  receipt: ({ kind, id }) => ({
    text: line(`recovery.${kind}`),
    buttons: [
      ...(id === undefined ? [] : [[button('recovery.begun.link', recoveryRoute.to(id, 'link'))]]),
      [button('stuck.again', stuckRoute.to())],
      [staffMenuButton],
    ],
  }),
};

export const recoverAccount = fillOne(recoverForm);
