import { z } from 'zod';
import { statuses } from '../../../domain/partnership/application.ts';
import { line, named } from '../../../i18n.ts';
import {
  deskApplication,
  stepApplication,
  type Stepped,
} from '../../../services/partnership/application-desk.ts';
import type { Application } from '../../../services/partnership/applications.ts';
import type { Services } from '../../../services/core/services.ts';
import { steppedText } from '../../application-lines.ts';
import { question, type Form } from '../engine/form.ts';
import { fillOne } from '../engine/script.ts';
import { button, staffMenuButton } from '../../buttons.ts';
import { applicationsRoute, deskApplicationRoute } from '../../routes/staff.ts';
import { choice, take } from '../engine/reply.ts';
import { wordsQuestion } from '../questions/words.ts';

/** Which application, and where it stood when the officer pressed. */
export const REFUSED = { key: 'application', value: z.number().int() };
export const STOOD = { key: 'from', value: z.enum(statuses) };

interface Context {
  readonly application: Application | undefined;
}

const reason = wordsQuestion<Context>({
  key: 'reason',
  numbered: false,
  ask: () => line('application.refuse.ask'),
  words: { least: 5, most: 300 },
  hints: [line('application.refuse.hint')],
});

const sure = question<Context, true>({
  key: 'sure',
  value: z.literal(true),
  numbered: false,
  dependsOn: [reason.key],
  ask: (answers, { application }) =>
    line('application.refuse.sure', {
      reason: answers.of(reason) ?? '',
      number: application?.number ?? '–',
    }),
  choices: () => [[choice('yes', line('application.refuse.yes'), take(true))]],
  hints: [line('common.buttons'), line('common.buttons')],
});

const result = z.custom<Stepped>().and(z.object({ kind: z.enum(['done', 'late', 'unknown']) }));

/** *Ditolak*: the reason that the owner will read, then the step. */
const refuseForm: Form<Context, Services, z.infer<typeof result>> = {
  name: 'application-refuse',
  version: 1,
  brief: true,
  duty: 'cases',
  forget: true,
  title: 'application.refuse.title',
  questions: [reason, sure],
  heading: (_answers, { application }) => (application === undefined ? undefined : named(application.number)),
  load: async (services, who, answers) => {
    const id = answers.of(REFUSED);
    return {
      application:
        id === undefined || who.member === undefined
          ? undefined
          : await deskApplication(services, who.member, id),
    };
  },
  submit: async (services, who, answers, { application }) => {
    const [why, from] = [answers.of(reason), answers.of(STOOD)];
    if (application === undefined || who.member === undefined || why === undefined || from === undefined)
      return { kind: 'unknown' };
    return stepApplication(services, who.member, { id: application.id, from, to: 'refused', reason: why });
  },
  result,
  receipt: (done, _answers, { application }) => ({
    text: steppedText(done, application?.number ?? '–'),
    buttons: [
      ...(application === undefined
        ? []
        : [[{ label: named(application.number), data: deskApplicationRoute.to(application.id) }]]),
      [button('application.back', applicationsRoute.to())],
      [staffMenuButton],
    ],
  }),
};

export const refuseApplication = fillOne(refuseForm);
