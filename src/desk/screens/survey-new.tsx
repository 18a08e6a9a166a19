import { randomInt } from 'node:crypto';
import type { Child } from 'hono/jsx';
import { MOST_QUESTIONS, questionKinds } from '../../domain/surveys/survey.ts';
import { line, type Line } from '../../i18n.ts';
import { kindLabels } from '../../reports/survey-lines.ts';
import { codecs } from '../../services/core/codecs.ts';
import { todayOf } from '../../services/core/services.ts';
import { createSurvey, surveyById } from '../../services/surveys/surveys.ts';
import type { Typed } from '../announce-form.ts';
import type { At, Screen, Shown } from '../screen.ts';
import { facts, questionNumbers, readSurvey, typedOf } from '../survey-form.ts';

/** A new survey, or a copy of one that was made before (`?dari=`); nobody is asked before it is announced. */
export const surveyNew: Screen = {
  path: '/survei/baru',
  duty: 'announce',
  async show(at) {
    const from = at.url.searchParams.get('dari');
    const known = /^\d{1,9}$/.test(from ?? '') ? await surveyById(at.services, Number(from)) : undefined;
    const typed: Typed = known === undefined ? { field: () => undefined, all: () => [] } : typedOf(known);
    return formPage(at, typed, []);
  },
  async act(at, sent) {
    if (sent.act !== 'save') return undefined;
    const { survey, problems } = readSurvey(at, sent);
    if (survey === undefined) return formPage(at, sent, problems);
    const id = await sent.once(
      'survey',
      codecs.number,
      async (inside) => (await createSurvey(inside, at.member, survey)) ?? 0,
    );
    return id === 0 ? undefined : { say: 'saved', to: `/survei/${id}?kata=saved` };
  },
};

function formPage(at: At, typed: Typed, problems: readonly Line[]): Shown {
  const value = (name: string): string => typed.field(name) ?? '';
  return {
    title: line('desk.survey.new.title'),
    body: (
      <>
        <p>
          <a href="/survei">{at.text('desk.survey.back')}</a>
        </p>
        {problems.length === 0 ? undefined : (
          <ul class="alert">
            {problems.map((problem) => (
              <li>{at.say(problem)}</li>
            ))}
          </ul>
        )}
        <form method="post">
          <input type="hidden" name="once" value={String(randomInt(2 ** 47))} />
          <p class="soft">
            {at.say(line('desk.survey.new.about', { questions: { count: MOST_QUESTIONS } }))}
          </p>
          <fieldset>
            <legend>{at.text('desk.survey.new.period')}</legend>
            <label>
              {at.text('desk.surveys.what')}
              <br />
              <input name="judul" value={value('judul')} data-key="a" />
            </label>
            <label>
              {at.text('desk.survey.new.opens')}
              <br />
              <input type="date" name="mulai" value={value('mulai') || todayOf(at.services).toString()} />
            </label>
            <label>
              {at.text('desk.survey.new.closes')}
              <br />
              <input type="date" name="sampai" value={value('sampai')} />
            </label>
          </fieldset>
          {questionNumbers.map((number) => (
            <Question at={at} number={number} value={value} />
          ))}
          <p>
            <button class="main" name="act" value="save">
              {at.text('desk.survey.new.save')}
            </button>
          </p>
        </form>
      </>
    ),
  };
}

interface QuestionProps {
  readonly at: At;
  readonly number: number;
  readonly value: (name: string) => string;
}

/** One question; those behind the first are folded away until they are used. */
function Question({ at, number, value }: QuestionProps): Child {
  const kind = value(`jenis${number}`);
  const known = value(`tahu${number}`);
  return (
    <details open={number === 1 || kind !== '' || value(`tanya${number}`) !== ''}>
      <summary>{at.say(line('desk.survey.new.question', { number }))}</summary>
      <label>
        {at.text('desk.survey.new.kind')}
        <br />
        <select name={`jenis${number}`}>
          <option value="" selected={kind === ''}>
            {at.text('desk.survey.new.unused')}
          </option>
          {questionKinds.map((it) => (
            <option value={it} selected={kind === it}>
              {at.text(kindLabels[it])}
            </option>
          ))}
        </select>
      </label>
      <label>
        {at.text('desk.survey.new.ask')}
        <br />
        <textarea name={`tanya${number}`}>{value(`tanya${number}`)}</textarea>
      </label>
      <label>
        {at.text('desk.survey.new.choices')}
        <br />
        <textarea name={`pilihan${number}`}>{value(`pilihan${number}`)}</textarea>
      </label>
      <label>
        {at.text('desk.survey.new.known')}
        <br />
        <select name={`tahu${number}`}>
          <option value="" selected={known === ''}>
            {at.text('desk.announce.no')}
          </option>
          {facts.map((it) => (
            <option value={it} selected={known === it}>
              {at.text(`desk.survey.known.${it}`)}
            </option>
          ))}
        </select>
      </label>
    </details>
  );
}
