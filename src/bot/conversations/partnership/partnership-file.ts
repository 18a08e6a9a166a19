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
} from '../../../services/partnership/applications/application-desk.ts';
import type { Application } from '../../../services/partnership/applications/applications.ts';
import { button, staffMenuButton } from '../../buttons.ts';
import { deskApplicationRoute, exportsRoute } from '../../routes/staff.ts';
import type { Form } from '../engine/form.ts';
import { fillOne } from '../engine/script.ts';
import { wordsQuestion } from '../questions/words.ts';

/** Which application. */
export const FILED = { key: 'application', value: z.number().int() };

interface Context {
  readonly application: Application | undefined;
}

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
  version: 1,
  brief: true,
  duty: 'export',
  title: 'paper.file.form',
  questions: [letter],
  heading: (_answers, { application }) => (application === undefined ? undefined : named(application.number)),
  load: async (services, who, answers) => {
    const id = answers.of(FILED);
    return {
      application:
        id === undefined || who.member === undefined
          ? undefined
          : await deskApplication(services, who.member, id),
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
      ...(application === undefined
        ? []
        : [[{ label: named(application.number), data: deskApplicationRoute.to(application.id) }]]),
      [button('export.list.button', exportsRoute.to())],
      [staffMenuButton],
    ],
  }),
};

export const partnershipFileScript = fillOne(partnershipFileForm);
