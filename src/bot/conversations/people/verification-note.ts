import { z } from 'zod';
import { line } from '../../../i18n.ts';
import type { Services } from '../../../services/core/services.ts';
import { decideVerification, waitingBeside } from '../../../services/people/verifications.ts';
import type { Form } from '../engine/form.ts';
import { fillOne } from '../engine/script.ts';
import { ABOUT, nextRegistration, waiting } from './propose-change.ts';
import { button, staffMenuButton } from '../../buttons.ts';
import { registrationsRoute } from '../../routes/staff.ts';
import { wordsQuestion } from '../questions/words.ts';

/** The number of the registration, for the receipt. */
export const NUMBER = { key: 'number', value: z.string() };

type C = Readonly<Record<string, never>>;

const note = wordsQuestion<C>({
  key: 'note',
  numbered: false,
  ask: () => line('verification.twice.ask'),
  words: { least: 5, most: 300 },
  hints: [line('verification.twice.hint')],
});

const result = z.object({ done: z.boolean(), number: z.string(), ...waiting });

/** *Kemungkinan ganda*, with a note for the colleagues. */
const twiceForm: Form<C, Services, z.infer<typeof result>> = {
  name: 'verification-twice',
  version: 1,
  brief: true,
  duty: 'cases',
  forget: true,
  title: 'verification.twice.title',
  questions: [note],
  load: () => Promise.resolve({}),
  submit: async (services, { member }, answers) => {
    const [id, text, number] = [answers.of(ABOUT), answers.of(note), answers.of(NUMBER) ?? '–'];
    if (id === undefined || text === undefined || member === undefined)
      return { done: false, number, left: 0 };
    const done = await decideVerification(services, member, id, { status: 'twice', note: text });
    return { done, number, ...(await waitingBeside(services, member, id)) };
  },
  result,
  receipt: ({ done, number, ...rest }) => ({
    text: line(done ? 'verification.twice.done' : 'verification.late', { number }),
    buttons: [
      ...nextRegistration(rest),
      [button('verification.back', registrationsRoute.to())],
      [staffMenuButton],
    ],
  }),
};

export const noteTwice = fillOne(twiceForm);
