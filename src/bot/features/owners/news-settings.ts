import { line, named, type TextKey } from '../../../i18n.ts';
import { codecs } from '../../../services/core/codecs.ts';
import { peopleOf } from '../../../services/core/accounts.ts';
import {
  newsSettings,
  setNewsScope,
  type NewsScope,
  type NewsSettings,
} from '../../../services/people/news-settings.ts';
import { interestLine, topicsSeed } from '../../conversations/people/training-news.ts';
import { meantFor } from '../../conversations/people/own-business.ts';
import { button, menuButton } from '../../buttons.ts';
import { newsOfRoute, newsRoute } from '../../routes/owners.ts';
import { oldPress, say } from '../../send.ts';
import type { BotContext } from '../../turn.ts';
import { enter } from '../enter.ts';
import { onPress, type Press } from '../on-press.ts';
import { registered } from '../guards.ts';
import { becomePerson } from './people.ts';
import { stopNews } from './stopping.ts';

/** *Atur kabar pelatihan*, for the person whose turn it is. */
export async function showNewsSettings(ctx: BotContext): Promise<void> {
  const { services, account } = ctx.turn;
  const { person } = account;
  if (person === undefined) return;
  const settings = await newsSettings(services, person.id);
  if (!settings.agreed) {
    await say(ctx, line('training.news.off'), [[button('start.trainings.news', 'news')], [menuButton]]);
    return;
  }
  const shared = (await peopleOf(services, account.id)).length > 1;
  const lines = [
    ...(shared ? [line('training.join.for', { name: { line: named(person.name ?? '–') } })] : []),
    ...nowLines(settings),
    line('training.news.ask'),
  ];
  const set = (key: TextKey, verb: keyof typeof verbs) => [
    { label: line(key), data: newsRoute.to(verb, person.id) },
  ];
  await say(ctx, lines, [
    set('training.news.near', 'near'),
    set('training.news.topics', 'topics'),
    ...(settings.scope === 'all' ? [] : [set('training.news.all', 'all')]),
    set('training.news.stop', 'stop'),
    [button('training.news.keep', 'stop-never')],
  ]);
}

function nowLines({ scope, interests }: NewsSettings) {
  if (scope === 'all') return [];
  if (scope === 'near') return [line('training.news.nowNear')];
  return [line('training.news.nowTopics', { topics: { list: interests.map(interestLine) } })];
}

async function setScope(ctx: BotContext, scope: NewsScope): Promise<void> {
  const { person } = ctx.turn.account;
  if (person === undefined) return;
  await ctx.turn.once('news-scope', codecs.nothing, (inside) => setNewsScope(inside, person.id, scope));
  await say(ctx, line(scope === 'near' ? 'training.news.nearDone' : 'training.news.allDone'), [
    [button('broadcast.button.news', newsOfRoute.to(person.id))],
    [menuButton],
  ]);
}

async function chooseTopics(ctx: BotContext): Promise<void> {
  const { person } = ctx.turn.account;
  if (person === undefined) return;
  const { interests } = await newsSettings(ctx.turn.services, person.id);
  await enter(ctx, 'news-topics', {
    open: 'fresh',
    seed: { ...meantFor(person.id), ...topicsSeed(interests) },
  });
}

/** Buttons with the person whom an announcement was for; the number may be forged. */
export function newsButtons(): readonly Press[] {
  return [
    onPress(newsOfRoute, async (ctx, id) => {
      if (id !== undefined && !(await becomePerson(ctx, id))) return oldPress(ctx);
      await registered(showNewsSettings)(ctx);
    }),
    onPress(newsRoute, async (ctx, verb, id) => {
      if (!(await becomePerson(ctx, id))) return oldPress(ctx);
      await verbs[verb](ctx);
    }),
  ];
}

/** What can be chosen about training news. */
const verbs = {
  near: registered((ctx) => setScope(ctx, 'near')),
  all: registered((ctx) => setScope(ctx, 'all')),
  topics: registered(chooseTopics),
  stop: stopNews,
} as const satisfies Readonly<Record<string, (ctx: BotContext) => Promise<void>>>;
