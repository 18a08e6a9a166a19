import { line } from '../../../i18n.ts';
import { findDraft } from '../../../services/core/drafts.ts';
import { hasAnswered, wasAskedIn } from '../../../services/surveys/survey-answers.ts';
import { isOpenNow, surveyById } from '../../../services/surveys/surveys.ts';
import { todayOf } from '../../../services/core/services.ts';
import { answerIn } from '../../conversations/engine/draft.ts';
import { SURVEYED } from '../../conversations/surveys/survey.ts';
import { button, menuButton } from '../../buttons.ts';
import { surveyAgainRoute, surveyRoute } from '../../routes/owners.ts';
import { oldPress, say } from '../../send.ts';
import type { BotContext } from '../../turn.ts';
import { enter } from '../enter.ts';
import { consented, registered, type Action } from '../guards.ts';
import { onPress, type Press } from '../on-press.ts';
import { becomePerson } from './people.ts';

/** *Isi survei*; its number may be forged, so only somebody who was asked gets to the questions. */
export function surveyButtons(): readonly Press[] {
  return [
    onPress(surveyRoute, async (ctx, id, personId) => {
      if (personId !== undefined) await becomePerson(ctx, personId);
      await registered(consented(opening(id, false)))(ctx);
    }),
    onPress(surveyAgainRoute, (ctx, id) => registered(consented(opening(id, true)))(ctx)),
  ];
}

const opening =
  (id: number, again: boolean): Action =>
  async (ctx) => {
    const { services, account } = ctx.turn;
    const person = account.person?.id;
    const survey = person === undefined ? undefined : await surveyById(services, id);
    if (person === undefined || survey === undefined || !(await wasAskedIn(services, id, person)))
      return oldPress(ctx);
    const { opensOn, closesOn } = survey;
    if (!isOpenNow(services, survey)) {
      const isOver = closesOn < todayOf(services).toString();
      const text = isOver
        ? line('survey.closed', { day: { day: closesOn } })
        : line('survey.early', { day: { day: opensOn } });
      await say(ctx, text, [[menuButton]]);
      return;
    }
    if (await isBegun(ctx, id, person)) return enter(ctx, 'survey', { open: 'ask' });
    if (!again && (await hasAnswered(services, id, person))) {
      await say(ctx, line('survey.already'), [
        [button('survey.again', surveyAgainRoute.to(id))],
        [menuButton],
      ]);
      return;
    }
    const seed = { [SURVEYED.survey.key]: id, [SURVEYED.person.key]: person };
    await enter(ctx, 'survey', { open: 'fresh', seed });
  };

/** Whether this person has begun this survey here: it goes on where it was left. */
async function isBegun(ctx: BotContext, surveyId: number, personId: number): Promise<boolean> {
  const { services, account } = ctx.turn;
  const draft = await findDraft(services, account.id, 'survey');
  return (
    draft !== undefined &&
    answerIn(draft.payload, SURVEYED.survey) === surveyId &&
    answerIn(draft.payload, SURVEYED.person) === personId
  );
}
