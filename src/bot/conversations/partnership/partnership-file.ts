import { z } from 'zod';
import { line, named } from '../../../i18n.ts';
import { letterWords, partnershipFileRequest } from '../../../reports/requests.ts';
import { mayExport } from '../../../reports/rights.ts';
import type { Services } from '../../../services/core/services.ts';
import { orderExport } from '../../../services/office/export-jobs.ts';
import { businessesOf } from '../../../services/people/businesses.ts';
import {
  deskApplication,
  noteFileOrdered,
  numberedApplication,
} from '../../../services/partnership/applications/application-desk.ts';
import { NOBODY, type Application } from '../../../services/partnership/applications/applications.ts';
import { button, staffMenuButton } from '../../buttons.ts';
import { deskApplicationRoute, exportsRoute } from '../../routes/staff.ts';
import { question, type Form } from '../engine/form.ts';
import { hint, take } from '../engine/reply.ts';
import { fillOne } from '../engine/script.ts';
import { wordsQuestion } from '../questions/words.ts';

/** Which application. */
export const FILED = { key: 'application', value: z.number().int() };

interface Context {
  /** It was on the screen already. */
  readonly given: boolean;
  readonly application: Application | undefined;
}

const number = question<Context, string>({
  key: 'number',
  value: z.string(),
  numbered: false,
  when: (_answers, { given }) => !given,
  ask: () => line('paper.file.number.ask'),
  read: (said) => {
    const found = said.kind === 'text' ? /\bP-\d{4}-\d{4,}\b/i.exec(said.text)?.[0] : undefined;
    return found === undefined ? hint() : take(found.toUpperCase());
  },
  reader: 'text@1',
  hints: [line('paper.file.number.hint'), line('paper.file.number.hint')],
  label: 'paper.file.number.label',
  show: (it) => named(it),
});

const letter = wordsQuestion<Context>({
  key: 'letter',
  numbered: false,
  ask: () => line('paper.file.letter.ask'),
  words: letterWords,
  hints: [line('paper.file.letter.hint')],
  label: 'paper.file.letter.label',
  show: (text) => named(text),
});

const result = z.object({ kind: z.enum(['ordered', 'busy', 'refused']) });

/** *Berkas kemitraan*: which letter asks for it, then it is made like every other file. */
const partnershipFileForm: Form<Context, Services, z.infer<typeof result>> = {
  name: 'partnership-file',
  version: 2,
  brief: true,
  duty: 'export',
  title: 'paper.file.form',
  questions: [number, letter],
  heading: (_answers, { application }) => (application === undefined ? undefined : named(application.number)),
  load: async (services, who, answers) => {
    const [id, typed] = [answers.of(FILED), answers.of(number)];
    const { member } = who;
    return {
      given: id !== undefined,
      application:
        member === undefined
          ? undefined
          : id !== undefined
            ? await deskApplication(services, member, id)
            : typed === undefined
              ? undefined
              : await numberedApplication(services, member, typed),
    };
  },
  async submit(services, who, answers, { application }, draft) {
    const { member } = who;
    const asked = answers.of(letter);
    if (application === undefined || member === undefined || asked === undefined) return { kind: 'refused' };
    const business = (await businessesOf(services, application.personId)).find(
      (it) => it.id === application.businessId,
    );
    const within = business?.kecamatan === undefined ? [] : [business.kecamatan];
    const request = partnershipFileRequest(application.id, within, asked);
    if (!mayExport(member, request)) return { kind: 'refused' };
    const { kind } = await orderExport(services, {
      chatId: who.chatId,
      member: member.number,
      request,
      draftId: draft.id,
    });
    if (kind === 'ordered') await noteFileOrdered(services, member, application, asked);
    return { kind };
  },
  result,
  receipt: ({ kind }, _answers, { application }) => ({
    text: line(kind === 'ordered' ? 'export.form.receipt' : `export.form.${kind}`),
    buttons: [
      ...(application === undefined || application.personId === NOBODY
        ? []
        : [[{ label: named(application.number), data: deskApplicationRoute.to(application.id) }]]),
      [button('export.list.button', exportsRoute.to())],
      [staffMenuButton],
    ],
  }),
};

export const partnershipFileScript = fillOne(partnershipFileForm);
