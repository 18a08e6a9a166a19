import { z } from 'zod';
import { line } from '../../../../i18n.ts';
import {
  draftProgramme,
  freeProgrammeId,
} from '../../../../services/partnership/programmes/programme-desk.ts';
import type { Services } from '../../../../services/core/services.ts';
import { button, buttonRow, staffMenuButton } from '../../../buttons.ts';
import { programmeRoute, programmesRoute } from '../../../routes/staff.ts';
import type { Form } from '../../engine/form.ts';
import { fillOne } from '../../engine/script.ts';
import { built } from './build.ts';
import { loadProgramme, type ProgrammeContext } from './context.ts';
import { criteria } from './criteria.ts';
import { criterionQuestions } from './criterion.ts';
import { needQuestions } from './need.ts';
import { about, company, desk, duties, form, kind, title, trial } from './offer.ts';
import { groups, openFrom, openTo, seats, seatsByKecamatan } from './seats.ts';

type C = ProgrammeContext;

const result = z.object({ kind: z.enum(['drafted', 'late', 'lost']), id: z.number().int().optional() });

/** *Program baru*, and the next version of one: all of it is a draft that only the office sees. */
const programmeForm: Form<C, Services, z.infer<typeof result>> = {
  name: 'programme',
  version: 2,
  duty: 'programmes',
  title: 'programme.title',
  questions: [
    company,
    kind,
    form,
    desk,
    title,
    about,
    ...needQuestions,
    ...criterionQuestions,
    criteria,
    seats,
    seatsByKecamatan,
    groups,
    openFrom,
    openTo,
    duties,
    trial,
  ],
  heading: (_answers, { base }) => (base === undefined ? undefined : { local: base.name }),
  load: loadProgramme,
  review: { ask: line('programme.review'), send: line('programme.save') },
  async submit(services, who, answers, context) {
    const { member } = who;
    const partner = context.file?.partner ?? context.partners.find((it) => it.id === answers.of(company));
    if (member === undefined || partner === undefined) return { kind: 'lost' };
    const id = context.file?.programmeId ?? (await freeProgrammeId(services, answers.of(title) ?? ''));
    const drafted = await draftProgramme(
      services,
      member.number,
      partner,
      built(answers, context, { id, partner }),
    );
    return drafted.kind === 'drafted' ? { kind: 'drafted', id: drafted.id } : { kind: 'late' };
  },
  result,
  receipt: ({ kind: how, id }) => ({
    text: line(`programme.done.${how}`),
    buttons: [
      ...(id === undefined
        ? []
        : [
            buttonRow('programme.preview', programmeRoute.to(id, 'preview')),
            buttonRow('programme.show', programmeRoute.to(id)),
          ]),
      [button('programme.menu', programmesRoute.to())],
      [staffMenuButton],
    ],
  }),
};

export const programmeScript = fillOne(programmeForm);
