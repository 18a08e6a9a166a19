import { z } from 'zod';
import { line } from '../../../i18n.ts';
import { question } from '../engine/form.ts';
import { choice, take, tell, type Reply } from '../engine/reply.ts';

/** The consent to registration and reports, in the words that are kept as its proof; `refused` answers a refusal. */
export const consentQuestion = <C>(refused: Reply) =>
  question<C, 'agreed'>({
    key: 'consent',
    value: z.literal('agreed'),
    numbered: false,
    bare: true,
    ask: () => line('register.consent.ask'),
    choices: () => [
      [choice('agree', line('register.consent.agree'), take('agreed'))],
      [
        choice('read', line('register.consent.read'), tell(line('register.consent.full'))),
        choice('refuse', line('register.consent.refuse'), refused),
      ],
    ],
    hints: [line('common.consent.button'), line('register.consent.ask')],
  });
