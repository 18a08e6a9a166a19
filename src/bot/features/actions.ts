import { line } from '../../i18n.ts';
import { stoppables } from '../../services/people/stopping.ts';
import { askButton, dataButton, menuButton, registerButton } from '../buttons.ts';
import type { ActionName } from '../routes/actions.ts';
import { say } from '../send.ts';
import { enter } from './enter.ts';
import { consented, registered, type Action } from './guards.ts';
import { checkCode } from './owners/check-code.ts';
import { showGroups } from './owners/groups.ts';
import { answerTrust, chooseGuide, showHelp } from './owners/guide.ts';
import { hideFigures } from './owners/hide-figures.ts';
import { chooseLanguage } from './owners/language.ts';
import {
  askErasure,
  changeBusinessStatus,
  correctData,
  giveConsentAgain,
  sendCopy,
  showConsents,
  showData,
} from './owners/my-data.ts';
import { showMenu, showMore } from './owners/menu.ts';
import { showNewsSettings } from './owners/news-settings.ts';
import { showOwnBusiness } from './owners/photos.ts';
import { checkPartnership } from './owners/partnership.ts';
import { showProgrammeNews } from './owners/programme-news.ts';
import { choosePerson } from './owners/people.ts';
import { chooseReports } from './owners/own-reports.ts';
import { showRequests } from './owners/own-requests.ts';
import { startReport } from './owners/reports.ts';
import { showStanding, showTrainings } from './owners/training-list.ts';
import {
  askWhatToStop,
  bringBack,
  bringBackAll,
  startAgain,
  stop,
  stopNews,
  stopReminders,
} from './owners/stopping.ts';
import { cancel } from './cancel.ts';
import { sendDeskLink } from './staff/desk-links.ts';
import { showStaffMenu } from './staff/menu.ts';

/** What the names of a menu button, a command and plain words start. */
export const actions = {
  menu: (ctx) => showMenu(ctx),
  cancel,
  register: consented((ctx) => enter(ctx, 'register', { open: 'ask' })),
  ask: (ctx) => enter(ctx, 'ask'),
  help: showHelp,
  guide: chooseGuide,
  seen: answerTrust('seen'),
  lost: answerTrust('lost'),
  cost: answerTrust('cost'),
  child: answerTrust('child'),
  use: answerTrust('use'),
  report: registered(consented(startReport)),
  'hide-figures': hideFigures,
  'my-reports': registered(chooseReports),
  'my-requests': (ctx) => showRequests(ctx),
  'my-business': registered(consented(showOwnBusiness)),
  more: registered(showMore),
  partnership: registered(consented(checkPartnership)),
  official: async (ctx) => {
    const buttons = [
      ...(ctx.turn.account.person === undefined ? [[registerButton]] : []),
      [askButton, menuButton],
    ];
    await say(ctx, line('start.official', { bot: ctx.me.username }), buttons);
  },
  trainings: (ctx) => showTrainings(ctx),
  'my-trainings': showStanding,
  news: registered((ctx) => enter(ctx, 'register', { open: 'fresh', form: 'training-news' })),
  'programme-news': registered(showProgrammeNews),
  nib: async (ctx) => {
    await say(ctx, line('start.nib'), [[askButton, menuButton]]);
  },
  tax: async (ctx) => {
    await say(ctx, line('common.tax'), [[askButton, menuButton]]);
  },
  data: registered(showData),
  'data-correct': registered(correctData),
  'data-copy': registered(sendCopy),
  'data-consents': registered(showConsents),
  'data-status': registered(changeBusinessStatus),
  'data-unchanged': async (ctx) => {
    await say(ctx, line('data.unchanged'), [[dataButton, menuButton]]);
  },
  'consent-again': registered(giveConsentAgain),
  erase: askErasure,
  language: chooseLanguage,
  staff: showStaffMenu,
  computer: sendDeskLink,
  switch: registered(choosePerson),
  stop: askWhatToStop,
  'stop-news': (ctx) => stopNews(ctx),
  'stop-reminders': (ctx) => stopReminders(ctx),
  'stop-own': stop(['own'], 'start.stop.ownDone', 'again-own'),
  'stop-all': stop(stoppables, 'start.stop.allDone', 'start-again'),
  'stop-never': async (ctx) => {
    await say(ctx, line('start.stop.neverDone'), [[menuButton]]);
  },
  check: checkCode,
  'nudge.no': async (ctx) => {
    await say(ctx, line('common.nudge.closed'), [[menuButton]]);
  },
  'start-again': startAgain,
  'again-news': (ctx) => bringBack.news(ctx),
  'again-reports': (ctx) => bringBack.reports(ctx),
  'again-own': (ctx) => bringBack.own(ctx),
  'again-all': bringBackAll,
  'news-settings': registered(showNewsSettings),
  groups: registered(consented(showGroups)),
} satisfies Readonly<Record<ActionName, Action>>;
