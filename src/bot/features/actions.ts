import { line } from '../../i18n.ts';
import { setReminders, stopNews } from '../../services/people.ts';
import { hasConsent } from '../../services/consents.ts';
import { say } from '../send.ts';
import type { BotContext } from '../turn.ts';
import { enter } from './enter.ts';
import { checkCode } from './owners/check-code.ts';
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
import { showMenu } from './owners/menu.ts';
import { checkPartnership } from './owners/partnership.ts';
import { choosePerson } from './owners/people.ts';
import { chooseBankSummary, startReport } from './owners/reports.ts';
import { showStanding, showTrainings } from './owners/training-list.ts';
import { showStaffMenu } from './staff/menu.ts';

export type Action = (ctx: BotContext) => Promise<void>;

/** For what needs a registered business. */
export function registered(action: Action): Action {
  return async (ctx) => {
    if (ctx.turn.account.person !== undefined) return action(ctx);
    await say(ctx, line('start.notRegistered'), [
      [{ label: line('start.menu.register'), data: 'register' }],
      [{ label: line('common.button.menu'), data: 'menu' }],
    ]);
  };
}

/** Who withdrew the consent to registration and reports is not recorded any more until it is given again. */
export function consented(action: Action): Action {
  return async (ctx) => {
    const { person } = ctx.turn.account;
    if (person === undefined || (await hasConsent(ctx.turn.services, person.id, 'registration')))
      return action(ctx);
    await say(ctx, line('data.consents.needed'), [
      [{ label: line('data.consents.again'), data: 'consent-again' }],
      [
        { label: line('start.menu.data'), data: 'data' },
        { label: line('common.button.menu'), data: 'menu' },
      ],
    ]);
  };
}

/** What a menu button, a command and plain words can start: one name for all three. */
export const actions = {
  menu: (ctx) => showMenu(ctx),
  register: consented((ctx) => enter(ctx, 'register', { open: 'ask' })),
  ask: (ctx) => enter(ctx, 'ask'),
  report: registered(consented(startReport)),
  'hide-figures': hideFigures,
  'bank-summary': registered(chooseBankSummary),
  partnership: registered(consented(checkPartnership)),
  official: async (ctx) => {
    const buttons = [
      ...(ctx.turn.account.person === undefined
        ? [[{ label: line('start.menu.register'), data: 'register' }]]
        : []),
      [
        { label: line('start.menu.ask'), data: 'ask' },
        { label: line('common.button.menu'), data: 'menu' },
      ],
    ];
    await say(ctx, line('start.official', { bot: ctx.me.username }), buttons);
  },
  trainings: (ctx) => showTrainings(ctx),
  'my-trainings': showStanding,
  news: registered((ctx) => enter(ctx, 'register', { open: 'fresh', form: 'training-news' })),
  nib: async (ctx) => {
    await say(ctx, line('start.nib'), [
      [
        { label: line('start.menu.ask'), data: 'ask' },
        { label: line('common.button.menu'), data: 'menu' },
      ],
    ]);
  },
  tax: async (ctx) => {
    await say(ctx, line('common.tax'), [
      [
        { label: line('start.menu.ask'), data: 'ask' },
        { label: line('common.button.menu'), data: 'menu' },
      ],
    ]);
  },
  write: async (ctx) => {
    await say(ctx, line('start.voice.writeDone'));
  },
  data: registered(showData),
  'data-correct': registered(correctData),
  'data-copy': registered(sendCopy),
  'data-consents': registered(showConsents),
  'data-status': registered(changeBusinessStatus),
  'data-unchanged': async (ctx) => {
    await say(ctx, line('data.unchanged'), [
      [
        { label: line('start.menu.data'), data: 'data' },
        { label: line('common.button.menu'), data: 'menu' },
      ],
    ]);
  },
  'consent-again': registered(giveConsentAgain),
  erase: askErasure,
  language: chooseLanguage,
  staff: showStaffMenu,
  switch: registered(choosePerson),
  stop: async (ctx) => {
    if (ctx.turn.account.person === undefined) {
      await say(ctx, line('start.stop.nobody'), [[{ label: line('common.button.menu'), data: 'menu' }]]);
      return;
    }
    await say(ctx, line('start.stop.ask'), [
      [{ label: line('start.stop.news'), data: 'stop-news' }],
      [{ label: line('start.stop.reminders'), data: 'stop-reminders' }],
      [{ label: line('start.stop.all'), data: 'stop-all' }],
      [{ label: line('start.stop.closed'), data: 'data-status' }],
      [{ label: line('start.stop.never'), data: 'stop-never' }],
    ]);
  },
  'stop-news': registered((ctx) => stopped(ctx, 'start.stop.newsDone', true, false)),
  'stop-reminders': registered((ctx) => stopped(ctx, 'start.stop.remindersDone', false, true)),
  'stop-all': registered((ctx) => stopped(ctx, 'start.stop.allDone', true, true)),
  'stop-never': async (ctx) => {
    await say(ctx, line('start.stop.neverDone'), [[{ label: line('common.button.menu'), data: 'menu' }]]);
  },
  check: checkCode,
  'nudge.no': async (ctx) => {
    await say(ctx, line('common.nudge.closed'), [[{ label: line('common.button.menu'), data: 'menu' }]]);
  },
  'start-again': registered(async (ctx) => {
    const { person } = ctx.turn.account;
    if (person === undefined) return;
    await ctx.turn.once('start-again', async (inside) => {
      await setReminders(inside, person.id, true);
      return '';
    });
    // News needs a consent of its own, so it is asked for, never switched on.
    if (await hasConsent(ctx.turn.services, person.id, 'training-news'))
      await say(ctx, line('start.again.done'), [[{ label: line('common.button.menu'), data: 'menu' }]]);
    else await enter(ctx, 'register', { open: 'fresh', form: 'training-news' });
  }),
} satisfies Readonly<Record<string, Action>>;

export type ActionName = keyof typeof actions;

export function isAction(name: string): name is ActionName {
  return Object.hasOwn(actions, name);
}

async function stopped(
  ctx: BotContext,
  text: 'start.stop.newsDone' | 'start.stop.remindersDone' | 'start.stop.allDone',
  news: boolean,
  reminders: boolean,
): Promise<void> {
  const { person } = ctx.turn.account;
  if (person === undefined) return;
  await ctx.turn.once('stop', async (inside) => {
    if (news) await stopNews(inside, person.id);
    if (reminders) await setReminders(inside, person.id, false);
    return '';
  });
  await say(ctx, line(text), [
    [{ label: line('start.again.button'), data: 'start-again' }],
    [{ label: line('common.button.menu'), data: 'menu' }],
  ]);
}
