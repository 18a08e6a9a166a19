import { z } from 'zod';
import type { Prisma } from '../../../prisma/client/client.ts';
import { may, type Standing } from '../../domain/office/roles.ts';
import { fitsQuestion, type SurveyValue } from '../../domain/surveys/survey.ts';
import { audit } from '../core/audit.ts';
import { codecs, tryDecode } from '../core/codecs.ts';
import type { Services, Transaction } from '../core/services.ts';
import { surveyById, type Survey } from './surveys.ts';

const place = (surveyId: number, personId: number): string => `survey_answer:${surveyId}:${personId}`;
const codec = codecs.json<readonly SurveyValue[]>(z.array(z.union([z.string(), z.number(), z.null()])));

/** Whether somebody was asked: the survey went to them, in the chat or by hand. */
export async function wasAskedIn({ db }: Services, surveyId: number, personId: number): Promise<boolean> {
  const announcement = { surveyId };
  const sent = await db.delivery.count({
    where: { announcement, personId, status: { in: ['sending', 'sent', 'unknown'] } },
  });
  return sent > 0 || (await db.handDelivery.count({ where: { announcement, personId } })) > 0;
}

export async function hasAnswered({ db }: Services, surveyId: number, personId: number): Promise<boolean> {
  return (await db.surveyAnswer.count({ where: { surveyId, personId } })) > 0;
}

/** Keeps what somebody has answered, one value for each question in its order; answered again, the last time counts. */
export async function keepAnswers(
  { db, seal, now }: Transaction,
  survey: Survey,
  it: {
    readonly personId: number;
    /** Undefined for what no form has led to. */
    readonly draftId: number | undefined;
    readonly values: readonly SurveyValue[];
  },
): Promise<void> {
  const { personId, draftId } = it;
  const values = survey.questions.map((question, at) => {
    const value = it.values[at] ?? null;
    return fitsQuestion(question, value) ? value : null;
  });
  const row = {
    answers: seal.encrypt(place(survey.id, personId), codec.encode(values)),
    draftId: draftId ?? null,
    at: now(),
  };
  await db.surveyAnswer.upsert({
    where: { surveyId_personId: { surveyId: survey.id, personId } },
    create: { surveyId: survey.id, personId, ...row },
    update: row,
  });
}

/** What one person has answered. */
export interface AnsweredSurvey {
  readonly survey: Survey;
  readonly at: Date;
  readonly values: readonly SurveyValue[];
}

/** Everything that a person has answered, for their copy of the data. */
export async function answersOfPerson(
  services: Services,
  personId: number,
): Promise<readonly AnsweredSurvey[]> {
  const rows = await services.db.surveyAnswer.findMany({ where: { personId }, orderBy: { surveyId: 'asc' } });
  const found: AnsweredSurvey[] = [];
  for (const row of rows) {
    const survey = await surveyById(services, row.surveyId);
    if (survey !== undefined) found.push({ survey, at: row.at, values: valuesOf(services, row) });
  }
  return found;
}

/** What one of those who answered has said, one value a question, without whom it is from. */
export type SurveyRow = readonly SurveyValue[];

/** People with a business in these kecamatan (codes); empty: all. */
const within = (kecamatan: readonly string[]): Prisma.SurveyAnswerWhereInput =>
  kecamatan.length === 0 ? {} : { person: { businesses: { some: { kecamatan: { in: [...kecamatan] } } } } };

/** What was answered by people in these kecamatan (codes; empty: all), in the order of time. */
export async function answersIn(
  services: Services,
  surveyId: number,
  kecamatan: readonly string[],
): Promise<readonly SurveyRow[]> {
  const rows = await services.db.surveyAnswer.findMany({
    where: { surveyId, ...within(kecamatan) },
    orderBy: [{ at: 'asc' }, { personId: 'asc' }],
  });
  return rows.map((row) => valuesOf(services, row));
}

/**
 * What was answered by people where the member works; the look stands in the audit log. Undefined for a member who may not
 * announce.
 */
export async function readAnswers(
  services: Transaction,
  member: Standing & { readonly number: string },
  surveyId: number,
): Promise<readonly SurveyRow[] | undefined> {
  if (!may(member, 'announce')) return undefined;
  const rows = await answersIn(services, surveyId, member.kecamatan);
  await audit(services, {
    actor: member.number,
    action: 'survey.read',
    subject: `survey:${surveyId}`,
    details: { rows: rows.length },
  });
  return rows;
}

/** How many have answered, where the member works. */
export function countAnswers({ db }: Services, member: Standing, surveyId: number): Promise<number> {
  return db.surveyAnswer.count({ where: { surveyId, ...within(member.kecamatan) } });
}

/** The consent is withdrawn: what was answered goes. */
export async function forgetAnswers({ db }: Services, surveyId: number, personId: number): Promise<void> {
  await db.surveyAnswer.deleteMany({ where: { surveyId, personId } });
}

/** Two registrations become one: what the other has answered comes along, unless the one that stays has itself. */
export async function moveAnswers(
  services: Transaction,
  { from, into }: { readonly from: number; readonly into: number },
): Promise<void> {
  const { db, seal } = services;
  const rows = await db.surveyAnswer.findMany({ where: { personId: { in: [from, into] } } });
  for (const row of rows.filter(({ personId }) => personId === from)) {
    const { surveyId } = row;
    if (rows.some((it) => it.personId === into && it.surveyId === surveyId)) continue;
    await db.surveyAnswer.update({
      where: { surveyId_personId: { surveyId, personId: from } },
      data: {
        personId: into,
        answers: seal.encrypt(place(surveyId, into), codec.encode(valuesOf(services, row))),
      },
    });
  }
}

function valuesOf(
  { seal }: Services,
  row: Prisma.SurveyAnswerGetPayload<Record<string, never>>,
): readonly SurveyValue[] {
  const opened = seal.tryDecrypt(place(row.surveyId, row.personId), row.answers);
  return opened === undefined ? [] : (tryDecode(codec, opened) ?? []);
}
