import { describe, expect, it } from 'vitest';
import { questionResult } from '../../../src/domain/surveys/survey-result.ts';
import { isOpenOn, type QuestionKind, type SurveyQuestion } from '../../../src/domain/surveys/survey.ts';

const asked = (kind: QuestionKind, choices: readonly string[] = []): SurveyQuestion => ({
  kind,
  ask: 'Apa?',
  choices,
});
const times = (count: number, value: number): readonly number[] => Array.from({ length: count }, () => value);

describe('the answers to a question of a survey', () => {
  it('are counted by choice, and groups of under five stay hidden with one more that would tell them', () => {
    const question = asked('choice', ['Kemasan', 'Foto', 'Modal', 'Izin']);
    const values = [...times(8, 0), ...times(2, 1), ...times(6, 2), null];
    expect(questionResult(question, values)).toMatchObject({
      answered: 16,
      counted: [
        { key: '0', people: 8 },
        { key: '1', people: undefined },
        { key: '2', people: undefined },
        { key: '3', people: 0 },
      ],
    });
  });

  it('tell nothing while under five have answered', () => {
    const few = questionResult(asked('number'), [1, 2, 3, 4]);
    expect(few).toEqual({ answered: undefined, counted: [], figures: undefined });
    expect(questionResult(asked('choice', ['Ya', 'Tidak']), [0, 0])).toMatchObject({ counted: [] });
    expect(questionResult(asked('text'), [])).toMatchObject({ answered: 0 });
  });

  it('come to a sum, a mean and a median, unless one of them makes up nearly all', () => {
    expect(questionResult(asked('rupiah'), [100, 200, 300, 400, 500, null]).figures).toEqual({
      sum: 1_500,
      mean: 300,
      median: 300,
    });
    expect(questionResult(asked('rupiah'), [1, 1, 1, 1, 9_000]).figures).toBeUndefined();
  });

  it('that do not fit the question are left out', () => {
    const values = [7, 'x', -1, null, ...times(5, 0)];
    expect(questionResult(asked('choice', ['Ya', 'Tidak']), values).answered).toBe(5);
  });
});

it('a survey is open on its first and its last day', () => {
  const period = { opensOn: '2026-11-02', closesOn: '2026-11-04' };
  const days = ['2026-11-01', '2026-11-02', '2026-11-04', '2026-11-05'];
  expect(days.map((day) => isOpenOn(period, day))).toEqual([false, true, true, false]);
});
