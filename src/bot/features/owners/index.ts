import type { MiddlewareFn } from 'grammy';
import { line } from '../../../i18n.ts';
import { formRoute } from '../../routes/forms.ts';
import { route } from '../../routes/route.ts';
import { sampleRoute } from '../../routes/staff.ts';
import { answerPress, type BotContext } from '../../turn.ts';
import { actions } from '../actions.ts';
import { onPress, type Press } from '../on-press.ts';
import { leaveForm } from '../open-form.ts';
import { agreementButtons } from './agreements.ts';
import { applicationButtons } from './applications.ts';
import { caseButtons } from './case-buttons.ts';
import { checkButtons } from './check-code.ts';
import { evaluationButtons } from './evaluations.ts';
import { followUpButtons } from './follow-up.ts';
import { documentButtons } from './documents.ts';
import { inquiryButtons } from './inquiries.ts';
import { groupApplicationButtons } from './group-applications.ts';
import { groupButtons } from './groups.ts';
import { guideButtons } from './guide.ts';
import { languageButtons } from './language.ts';
import { myDataButtons } from './my-data.ts';
import { newsButtons } from './news-settings.ts';
import { partnershipButtons } from './partnership.ts';
import { personButtons } from './people.ts';
import { programmeNewsButtons } from './programme-news.ts';
import { photoButtons } from './photos.ts';
import { proposalButtons } from './proposals.ts';
import { objectionButtons } from './recovery.ts';
import { reportButtons } from './report-buttons.ts';
import { shipmentButtons } from './shipments.ts';
import { supportButtons } from './supports.ts';
import { surveyButtons } from './surveys.ts';
import { takeoverButtons } from './takeovers.ts';
import { trainingButtons } from './training-buttons.ts';
import { voiceButtons } from './voices.ts';

/**
 * Menu buttons end an open conversation before it takes the press. The draft that was open stays, and the menu offers
 * to go on with it.
 */
export function interruptions(): MiddlewareFn<BotContext> {
  return async (ctx, next) => {
    const pressed = ctx.callbackQuery?.data;
    if (pressed === sampleRoute.to()) return answerPress(ctx, line('broadcast.preview.button'));
    if (pressed !== undefined && !pressed.startsWith(`${formRoute.prefix}.`)) await leaveForm(ctx);
    await next();
  };
}

/** Menu buttons, all of them names of actions, and buttons under messages to owners. */
export function ownerButtons(): readonly Press[] {
  return [
    ...Object.entries(actions).map(([name, action]) => onPress(route(name), action)),
    ...guideButtons(),
    ...myDataButtons(),
    ...languageButtons(),
    ...personButtons(),
    ...partnershipButtons(),
    ...applicationButtons(),
    ...followUpButtons(),
    ...agreementButtons(),
    ...shipmentButtons(),
    ...supportButtons(),
    ...evaluationButtons(),
    ...documentButtons(),
    ...photoButtons(),
    ...reportButtons(),
    ...trainingButtons(),
    ...checkButtons(),
    ...newsButtons(),
    ...programmeNewsButtons(),
    ...surveyButtons(),
    ...inquiryButtons(),
    ...groupButtons(),
    ...groupApplicationButtons(),
    ...proposalButtons(),
    ...objectionButtons(),
    ...caseButtons(),
    ...takeoverButtons(),
    ...voiceButtons(),
  ];
}
