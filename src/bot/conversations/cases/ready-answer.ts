import { z } from 'zod';
import { isFillable, MOST_READY, MOST_TITLE } from '../../../domain/cases/ready-answer.ts';
import { line, type Line } from '../../../i18n.ts';
import type { Services } from '../../../services/core/services.ts';
import { memberByNumber } from '../../../services/office/members.ts';
import { addReadyAnswer } from '../../../services/cases/ready-answers.ts';
import type { Form } from '../engine/form.ts';
import { hint, takeWords } from '../engine/reply.ts';
import { fillOne } from '../engine/script.ts';
import { button, staffMenuButton } from '../../buttons.ts';
import { readyAnswersRoute } from '../../routes/staff.ts';
import { wordsQuestion } from '../questions/words.ts';

type C = Readonly<Record<string, never>>;

/** How the places for the owner are written; they stand in no text, where they would be filled at once. */
const PLACES = { you: '{sapaan}', name: '{nama}' };
const withPlaces = (key: 'case.ready.text.ask' | 'case.ready.text.place' | 'case.ready.text.hint'): Line =>
  line(key, PLACES);

const title = wordsQuestion<C>({
  key: 'title',
  ask: () => line('case.ready.title.ask'),
  words: { least: 3, most: MOST_TITLE },
  hints: [line('case.ready.title.hint')],
});

const text = wordsQuestion<C>({
  key: 'text',
  ask: () => withPlaces('case.ready.text.ask'),
  words: { least: 10, most: MOST_READY, lines: true },
  accept: (words) => (isFillable(words) ? takeWords(words) : hint(withPlaces('case.ready.text.place'))),
  hints: [withPlaces('case.ready.text.hint')],
});

const result = z.object({ kind: z.enum(['done', 'full', 'no']), title: z.string() });

/** *Jawaban siap pakai*: an admin writes down what is asked every week. */
const readyForm: Form<C, Services, z.infer<typeof result>> = {
  name: 'ready-answer',
  version: 1,
  brief: true,
  duty: 'answers',
  title: 'case.ready.menu',
  questions: [title, text],
  load: () => Promise.resolve({}),
  async submit(services, who, answers) {
    const [called = '', words] = [answers.of(title), answers.of(text)];
    const member = who.member === undefined ? undefined : await memberByNumber(services, who.member.number);
    if (member === undefined || words === undefined) return { kind: 'no', title: called };
    return { kind: await addReadyAnswer(services, member, { title: called, text: words }), title: called };
  },
  result,
  receipt: (done) => ({
    text: line(`case.ready.${done.kind}`, { title: done.title }),
    buttons: [[button('case.ready.back', readyAnswersRoute.to())], [staffMenuButton]],
  }),
};

export const readyAnswerScript = fillOne(readyForm);
