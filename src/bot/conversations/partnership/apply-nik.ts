import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { line } from '../../../i18n.ts';
import { addNik, applicationOfAccount } from '../../../services/partnership/applications/applications.ts';
import type { Services } from '../../../services/core/services.ts';
import type { Form } from '../engine/form.ts';
import { programmeOf } from '../../../services/partnership/applications/application-progress.ts';
import { nikGiven, nikQuestion, type NikContext } from './nik.ts';
import { menuButton } from '../../buttons.ts';

const APPLICATION = { key: 'application', value: z.number().int() };

interface LaterContext extends NikContext {
  readonly personId: number | undefined;
}

/** "Isi nanti": the NIK alone, for an application that was sent without it. */
export const nikForm: Form<LaterContext, Services, 'given' | 'later' | 'officer'> = {
  name: 'apply-nik',
  version: 1,
  brief: true,
  title: 'partnership.nik.title',
  questions: [{ ...nikQuestion<LaterContext>(() => true), numbered: false }],
  load: async (services, who, answers, moment) => {
    const id = answers.of(APPLICATION);
    const application =
      id === undefined ? undefined : await applicationOfAccount(services, who.accountId, id);
    const programme = application === undefined ? undefined : programmeOf(services, application);
    return {
      today: Temporal.PlainDate.from(moment.today),
      nikPrefix: services.office.areas.nikPrefix,
      nikPartner: programme?.partnerFields.includes('nik') === true ? programme.partner.name : undefined,
      personId: application?.personId,
    };
  },
  submit: async (services, _who, answers, context) => {
    const { nik, nikBy } = nikGiven(answers, context);
    if (nik === undefined || context.personId === undefined) return nikBy === 'given' ? 'later' : nikBy;
    await addNik(services, context.personId, nik);
    return 'given';
  },
  result: z.enum(['given', 'later', 'officer']),
  receipt: (done) => ({
    text: line(
      done === 'given'
        ? 'partnership.nik.saved'
        : done === 'officer'
          ? 'partnership.nik.savedOfficer'
          : 'partnership.nik.savedLater',
    ),
    buttons: [[menuButton]],
  }),
};
