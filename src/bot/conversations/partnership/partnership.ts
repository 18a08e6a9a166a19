import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import type { Programme } from '../../../domain/eligibility/programme.ts';
import { missingFacts } from '../../../domain/eligibility/eligibility.ts';
import { line } from '../../../i18n.ts';
import { ownerInAccount, peopleOf } from '../../../services/core/accounts.ts';
import { checkBusiness, checked } from '../../../services/partnership/applications/checks.ts';
import {
  knownBusinesses,
  unansweredQuestions,
  programmesOn,
  storeAnswers,
  type Known,
} from '../../../services/people/eligibility.ts';
import type { Services } from '../../../services/core/services.ts';
import type { Form } from '../engine/form.ts';
import { fillOne, fillOneOf } from '../engine/script.ts';
import { resultReceipt } from './partnership-result.ts';
import { newFacts, seedsOf } from './partnership-facts.ts';
import { menuButton } from '../../buttons.ts';
import {
  type Context,
  type Mode,
  BUSINESS,
  chosen,
  nameOf,
  factQuestions,
  programmeQuestions,
} from './partnership-questions.ts';

const result = z.union([checked, z.object({ gone: z.literal(true) })]);
type Result = z.infer<typeof result>;

/** What is known of businesses, and what a check by these programmes still has to ask. */
export function checkContext(
  services: Services,
  today: Temporal.PlainDate,
  programmes: readonly Programme[],
  known: readonly Known[],
  salutation: 'L' | 'P' | undefined,
): Context {
  return {
    areas: services.office.areas,
    today,
    people: [],
    programmes,
    foreign: false,
    used: new Set(missingFacts(programmes, {}, today)),
    owns: known.map((it) => ({
      known: it,
      open: unansweredQuestions(programmes, it, today),
      seeds: { ...seedsOf(it), ...(salutation === undefined ? {} : { salutation }) },
    })),
  };
}

function formOf(mode: Mode): Form<Context, Services, Result> {
  return {
    name: mode === 'ask' ? 'partnership' : 'partnership-change',
    version: 2,
    title: 'partnership.title',
    ...(mode === 'change'
      ? {
          brief: true,
          review: { ask: line('partnership.change.ask'), send: line('partnership.change.send') },
        }
      : {}),
    questions: factQuestions(mode),
    more: (context) => programmeQuestions(mode, context),
    heading: (answers, context) => {
      const own = chosen(answers, context);
      return own === undefined || (context.owns.length < 2 && !context.foreign)
        ? undefined
        : line('partnership.heading', { business: { line: nameOf(own) } });
    },
    load: async (services, who, answers, moment) => {
      const today = Temporal.PlainDate.from(moment.today);
      const programmes = programmesOn(services.programmes.open, today);
      const meant = answers.of(BUSINESS);
      // On a shared phone another person may be speaking by now: what was begun stays with whose business it is.
      const ownerId =
        (meant === undefined ? undefined : await ownerInAccount(services, who.accountId, meant)) ??
        who.personId;
      const known = ownerId === undefined ? [] : await knownBusinesses(services, ownerId);
      const salutation = (await peopleOf(services, who.accountId)).find(
        (person) => person.id === ownerId,
      )?.salutation;
      return {
        ...checkContext(services, today, programmes, known, salutation),
        foreign: ownerId !== who.personId,
      };
    },
    submit: async (services, _who, answers, context, draft) => {
      const own = chosen(answers, context);
      const ownerId = own?.known.business.ownerId;
      if (own === undefined || ownerId === undefined) return { gone: true };
      const { id } = own.known.business;
      await storeAnswers(services, {
        personId: ownerId,
        businessId: id,
        draftId: draft.id,
        ...newFacts(answers, context.programmes),
      });
      const fresh = (await knownBusinesses(services, ownerId)).find((it) => it.business.id === id);
      return fresh === undefined ? { gone: true } : checkBusiness(services, fresh);
    },
    result,
    receipt: (done, _answers, context) =>
      'gone' in done
        ? { text: line('partnership.gone'), buttons: [[menuButton]] }
        : resultReceipt(done, context.programmes),
  };
}

export const partnershipForm = formOf('ask');
export const partnershipChangeForm = formOf('change');

/** *Cek kemitraan*: asks what is missing, then shows the class and every open programme. */
export const partnership = fillOneOf(fillOne(partnershipForm), fillOne(partnershipChangeForm));
