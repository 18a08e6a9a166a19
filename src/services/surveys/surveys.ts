import { z } from 'zod';
import type { Prisma } from '../../../prisma/client/client.ts';
import { may, type Standing } from '../../domain/office/roles.ts';
import {
  isOpenOn,
  knownFacts,
  MOST_QUESTIONS,
  questionKinds,
  type KnownFact,
  type SurveyPeriod,
  type SurveyQuestion,
} from '../../domain/surveys/survey.ts';
import { readAs } from '../../domain/words/read-as.ts';
import { audit } from '../core/audit.ts';
import { todayOf, type Services, type Transaction } from '../core/services.ts';

export interface Survey extends SurveyPeriod {
  readonly id: number;
  readonly title: string;
  readonly questions: readonly SurveyQuestion[];
  /** Number of the member. */
  readonly createdBy: string;
  readonly createdAt: Date;
}

const isKnownFact = (text: string): text is KnownFact => Object.hasOwn(knownFacts, text);

/** The guard of what comes back from the database. */
const questions: z.ZodType<readonly SurveyQuestion[]> = z.array(
  z.object({
    kind: z.enum(questionKinds),
    ask: z.string(),
    choices: z.array(z.string()),
    known: z.custom<KnownFact>((it) => typeof it === 'string' && isKnownFact(it)).optional(),
  }),
);

type Stored = Prisma.SurveyGetPayload<Record<string, never>>;

function surveyFromRow(row: Stored): Survey {
  return {
    id: row.id,
    title: row.title,
    questions: readAs(questions, row.questions),
    opensOn: row.opensOn,
    closesOn: row.closesOn,
    createdBy: row.createdBy,
    createdAt: row.createdAt,
  };
}

/** What is asked, and when. */
export type NewSurvey = Pick<Survey, 'title' | 'questions' | 'opensOn' | 'closesOn'>;

/**
 * Stores a survey; nobody is asked before it is announced. It is never altered afterwards: whoever is asked is asked the
 * same. Undefined for a member who may not announce.
 * @throws RangeError when there is no question, or more than {@link MOST_QUESTIONS}
 */
export async function createSurvey(
  services: Transaction,
  member: Standing & { readonly number: string },
  it: NewSurvey,
): Promise<number | undefined> {
  if (!may(member, 'announce')) return undefined;
  const { length } = it.questions;
  if (length < 1 || length > MOST_QUESTIONS)
    throw new RangeError(`expected 1 to ${MOST_QUESTIONS} questions, got ${length}`);
  const { id } = await services.db.survey.create({
    data: {
      office: services.office.key,
      title: it.title,
      questions: it.questions.map((question) => ({
        kind: question.kind,
        ask: question.ask,
        choices: [...question.choices],
        ...(question.known === undefined ? {} : { known: question.known }),
      })),
      opensOn: it.opensOn,
      closesOn: it.closesOn,
      createdBy: member.number,
      createdAt: services.now(),
    },
    select: { id: true },
  });
  await audit(services, {
    actor: member.number,
    action: 'survey.create',
    subject: `survey:${id}`,
    details: { questions: length, opensOn: it.opensOn, closesOn: it.closesOn },
  });
  return id;
}

export async function surveyById({ db, office }: Services, id: number): Promise<Survey | undefined> {
  const row = await db.survey.findFirst({ where: { id, office: office.key } });
  return row === null ? undefined : surveyFromRow(row);
}

/** The newest first; a survey by itself says nothing about anybody. */
export async function recentSurveys({ db, office }: Services, take: number): Promise<readonly Survey[]> {
  const rows = await db.survey.findMany({ where: { office: office.key }, orderBy: { id: 'desc' }, take });
  return rows.map(surveyFromRow);
}

/** Those that can still be answered, the newest first: they can be announced. */
export async function openSurveys(services: Services): Promise<readonly Survey[]> {
  const { db, office } = services;
  const rows = await db.survey.findMany({
    where: { office: office.key, closesOn: { gte: todayOf(services).toString() } },
    orderBy: { id: 'desc' },
  });
  return rows.map(surveyFromRow);
}

/** Whether a survey can be answered today. */
export const isOpenNow = (services: Services, it: SurveyPeriod): boolean =>
  isOpenOn(it, todayOf(services).toString());
