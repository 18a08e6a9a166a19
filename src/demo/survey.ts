/** One survey that is open in the demo, with enough answers to be shown. */
import { rights } from '../domain/office/roles.ts';
import { line, type Texts } from '../i18n.ts';
import type { SurveyQuestion } from '../domain/surveys/survey.ts';
import { consentTexts } from '../bot/consent-texts.ts';
import { todayOf, type Transaction } from '../services/core/services.ts';
import { keepAnswers } from '../services/surveys/survey-answers.ts';
import { createSurvey, surveyById } from '../services/surveys/surveys.ts';
import { daysAgo } from './days-ago.ts';
import type { StoredOwner } from './store.ts';

const ASKED_DAYS_AGO = 6;
const OPEN_DAYS = 14;
const ANSWERED = 24;
const TITLE = 'Kebutuhan pelatihan tahun depan';

const QUESTIONS: readonly SurveyQuestion[] = [
  {
    kind: 'choice',
    ask: 'Pelatihan apa yang paling dibutuhkan?',
    choices: ['Kemasan', 'Jualan online', 'Pembukuan', 'Izin dan halal'],
  },
  { kind: 'number', ask: 'Berapa orang yang bekerja di usaha ini?', choices: [], known: 'workers' },
  { kind: 'rupiah', ask: 'Berapa tambahan modal yang dibutuhkan?', choices: [] },
  { kind: 'place', ask: 'Di kecamatan mana pelatihannya sebaiknya?', choices: [], known: 'kecamatan' },
  { kind: 'text', ask: 'Apa kendala terbesar usaha ini sekarang?', choices: [] },
];
const WORRIES = ['Bahan baku naik', 'Pembeli berkurang', 'Belum punya izin', 'Modal kurang'];

/** Stores it with what people have answered; `by` is the number of the officer who made it. */
export async function storeSurvey(
  services: Transaction,
  texts: Texts,
  by: string,
  owners: readonly StoredOwner[],
): Promise<void> {
  const before = { ...services, now: () => daysAgo(services, ASKED_DAYS_AGO) };
  const today = todayOf(services);
  const id = await createSurvey(
    before,
    { number: by, role: 'officer', rights: [...rights], kecamatan: [] },
    {
      title: TITLE,
      questions: QUESTIONS,
      opensOn: today.subtract({ days: ASKED_DAYS_AGO }).toString(),
      closesOn: today.add({ days: OPEN_DAYS }).toString(),
    },
  );
  const survey = id === undefined ? undefined : await surveyById(services, id);
  if (survey === undefined) throw new Error('expected the survey that was just made');
  const text = texts.plain(
    line('survey.consent.ask', { title: TITLE, questions: { count: QUESTIONS.length } }),
    { language: 'id', salutation: undefined, shortName: undefined },
  );
  const people = owners
    .filter((it) => it.registeredAt < before.now() && it.news && it.chatId !== undefined)
    .slice(-ANSWERED);
  await services.db.consent.createMany({
    data: people.map((it) => ({
      office: services.office.key,
      personId: it.id,
      personNumber: it.number,
      purpose: `survey:${survey.id}`,
      version: consentTexts.survey.version,
      language: 'id',
      text,
      button: 'agree',
      givenAt: daysAgo(services, ASKED_DAYS_AGO - 1),
    })),
  });
  for (const [index, it] of people.entries()) {
    const place = it.stored[0]?.sample.fields.kecamatan ?? null;
    await keepAnswers({ ...services, now: () => daysAgo(services, 1 + (index % ASKED_DAYS_AGO)) }, survey, {
      personId: it.id,
      draftId: undefined,
      values: [
        index % 7 < 3 ? 0 : index % 3,
        1 + (index % 6),
        (1 + (index % 5)) * 2_500_000,
        place,
        WORRIES[index % WORRIES.length] ?? null,
      ],
    });
  }
}
