import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import type { SurveyQuestion, SurveyValue } from '../../../domain/surveys/survey.ts';
import { line, named, type Line } from '../../../i18n.ts';
import { surveyValueLine } from '../../../reports/survey-lines.ts';
import { peopleOf } from '../../../services/core/accounts.ts';
import type { Services } from '../../../services/core/services.ts';
import { businessesOf, type Business } from '../../../services/people/businesses.ts';
import { giveConsent, hasConsent } from '../../../services/people/consents.ts';
import { personNumber } from '../../../services/people/people.ts';
import { keepAnswers } from '../../../services/surveys/survey-answers.ts';
import { isOpenNow, surveyById, type Survey } from '../../../services/surveys/surveys.ts';
import { menuButton } from '../../buttons.ts';
import { consentTexts } from '../../consent-texts.ts';
import { question, type AnyQuestion, type Form } from '../engine/form.ts';
import type { Json } from '../engine/json.ts';
import { choice, discard, hint, leave, take, type Choice } from '../engine/reply.ts';
import { fillOne } from '../engine/script.ts';
import { money, MONEY_READER, replyToMoney } from '../questions/money.ts';
import { replyToWhole } from '../questions/count.ts';
import { kecamatan, type Context as PlaceContext } from '../questions/index.ts';
import { replyToWords } from '../questions/words.ts';

/** Which survey is filled in, and for whom: on a shared phone another may be speaking by now. */
export const SURVEYED = {
  survey: { key: 'survey', value: z.number().int() },
  person: { key: 'person', value: z.number().int() },
} as const;

interface Context extends PlaceContext {
  readonly survey: Survey | undefined;
  readonly isOpen: boolean;
  /** Undefined where the person is none of this chat. */
  readonly personId: number | undefined;
  readonly agreed: boolean;
  /** Of which answers are offered. */
  readonly business: Business | undefined;
}

const keyOf = (at: number): string => `q${at + 1}`;
const MOST_LETTERS = 500;
const MOST_NUMBER = 1_000_000;

const consentText = ({ survey }: Context): Line =>
  line('survey.consent.ask', {
    title: survey?.title ?? '–',
    questions: { count: survey?.questions.length ?? 0 },
  });

const consent = question<Context, 'agreed'>({
  key: 'consent',
  value: z.literal('agreed'),
  numbered: false,
  bare: true,
  byButton: true,
  when: (_answers, { agreed }) => !agreed,
  ask: (_answers, context) => consentText(context),
  choices: () => [
    [choice('agree', line('survey.consent.yes'), take('agreed'))],
    [choice('no', line('survey.consent.no'), discard(line('survey.consent.declined')))],
  ],
  hints: [line('common.consent.button'), line('common.consent.button')],
});

type Parts = Pick<AnyQuestion<Context>, 'value' | 'choices' | 'read' | 'readPhoto' | 'reader'>;

/** How each kind of question is answered, by the readers that every other form has. */
function partsOf(it: SurveyQuestion): Parts {
  switch (it.kind) {
    case 'choice':
      return {
        value: z.number().int(),
        choices: () => it.choices.map((words, at) => [choice(`c${at}`, named(words), take(at))]),
        read: (said) => {
          const typed = said.kind === 'text' ? said.text.trim().toLowerCase() : '';
          const at = it.choices.findIndex((words) => words.toLowerCase() === typed);
          return at === -1 ? hint() : take(at);
        },
        reader: 'choice@1',
      };
    case 'number':
      return {
        value: z.number().int(),
        read: (said) => replyToWhole(said, { least: 0, most: MOST_NUMBER }),
        reader: 'number@1',
      };
    case 'rupiah':
      return {
        value: money,
        read: (said) =>
          replyToMoney(said, {
            confirm: (amount) => line('survey.rupiah.confirm', { amount: { rupiahFull: amount } }),
            offerEstimate: false,
          }),
        reader: MONEY_READER,
      };
    case 'text':
      return {
        value: z.string(),
        read: (said) => replyToWords(said, { least: 1, most: MOST_LETTERS, cut: true, lines: true }),
        reader: 'text@1',
      };
    case 'place': {
      const { choices, read } = kecamatan;
      return {
        value: z.string(),
        ...(choices === undefined ? {} : { choices }),
        ...(read === undefined ? {} : { read }),
        reader: 'area@1',
      };
    }
    case 'photo':
      return {
        value: z.string(),
        readPhoto: (fileId) => (fileId === undefined ? hint() : take(fileId)),
        reader: 'photo@1',
      };
  }
}

/** What is known of the business, as an answer to the question. */
function knownOf(it: SurveyQuestion, { business }: Context): SurveyValue {
  switch (it.known) {
    case 'workers':
      return business?.workers === undefined ? null : business.workers.male + business.workers.female;
    case 'sales':
      return business?.usualMonthlySales ?? null;
    case 'kecamatan':
      return business?.kecamatan ?? null;
    case undefined:
      return null;
  }
}

function knownChoice(it: SurveyQuestion, context: Context): readonly Choice[] {
  const known = knownOf(it, context);
  if (known === null) return [];
  const answer: Json = it.kind === 'rupiah' ? { amount: Number(known), estimate: true } : known;
  const words = surveyValueLine(context, it, known);
  return [choice('known', line('survey.known', { value: { line: words } }), take(answer))];
}

/** An answer as it is kept: of an amount only how much. */
const keptOf = (value: Json): SurveyValue => {
  const amount = money.safeParse(value);
  if (amount.success) return amount.data.amount;
  return typeof value === 'string' || typeof value === 'number' ? value : null;
};

/** The questions of a survey, in the words of the office; each may be left open. */
function surveyQuestions(context: Context): readonly AnyQuestion<Context>[] {
  return (context.survey?.questions ?? []).map((it, at) => {
    const { choices, ...parts } = partsOf(it);
    return {
      ...parts,
      key: keyOf(at),
      ask: () => line(`survey.ask.${it.kind}`, { ask: it.ask }),
      choices: (answers, now) => [
        ...knownChoice(it, now).map((known) => [known]),
        ...(choices?.(answers, now) ?? []),
        [choice('skip', line('common.button.skip'), leave('skipped'))],
      ],
      hints: [line(`survey.hint.${it.kind}`), line(`survey.hint.${it.kind}`)],
      label: 'survey.answer.label',
      // Whoever left a question open still reads which one it was.
      ownLabel: named(it.ask.replace(/[?:.\s]+$/, '')),
      showStored: (value, _answers, now) => surveyValueLine(now, it, keptOf(value)),
    } satisfies AnyQuestion<Context>;
  });
}

const result = z.object({ kind: z.enum(['sent', 'closed', 'lost']), day: z.string() });

/** *Isi survei*: first the consent of this survey, then what the office asks, and a last look. */
const surveyForm: Form<Context, Services, z.infer<typeof result>> = {
  name: 'survey',
  version: 1,
  title: 'survey.title',
  goOn: 'survey.goOn',
  questions: [consent],
  more: surveyQuestions,
  takesPhotos: true,
  review: { ask: line('survey.review.ask'), send: line('survey.review.send') },
  load: async (services, who, answers, { today }) => {
    const id = answers.of(SURVEYED.survey);
    const meant = answers.of(SURVEYED.person);
    const people = await peopleOf(services, who.accountId);
    const personId = people.find((it) => it.id === meant)?.id;
    const survey = id === undefined ? undefined : await surveyById(services, id);
    const businesses = personId === undefined ? [] : await businessesOf(services, personId);
    return {
      areas: services.office.areas,
      today: Temporal.PlainDate.from(today),
      people: [],
      survey,
      isOpen: survey !== undefined && isOpenNow(services, survey),
      personId,
      agreed:
        survey !== undefined &&
        personId !== undefined &&
        (await hasConsent(services, personId, `survey:${survey.id}`)),
      business: businesses[0],
    };
  },
  submit: async (services, who, answers, context, draft) => {
    const { survey, personId, agreed } = context;
    if (survey === undefined || personId === undefined) return { kind: 'lost', day: '' };
    const day = survey.closesOn;
    const given = answers.stored(consent.key);
    if (!context.isOpen) return { kind: 'closed', day };
    if (!agreed && (given === undefined || answers.of(consent) === undefined)) return { kind: 'lost', day };
    if (!agreed && given !== undefined)
      await giveConsent(services, {
        personId,
        personNumber: await personNumber(services, personId),
        purpose: `survey:${survey.id}`,
        version: consentTexts.survey.version,
        language: who.language,
        text: draft.wording(consentText(context)),
        button: given.confirmed ?? 'agree',
        givenAt: new Date(given.at),
        draftId: draft.id,
      });
    const values = survey.questions.map((_it, at) => {
      const stored = answers.stored(keyOf(at));
      return stored === undefined || stored.open !== undefined ? null : keptOf(stored.value);
    });
    await keepAnswers(services, survey, { personId, draftId: draft.id, values });
    return { kind: 'sent', day };
  },
  result,
  receipt: ({ kind, day }) => ({
    text:
      kind === 'sent'
        ? line('survey.done')
        : kind === 'closed'
          ? line('survey.closed', { day: { day } })
          : line('survey.lost'),
    buttons: [[menuButton]],
  }),
};

export const survey = fillOne(surveyForm);
