import { line } from '../../../i18n.ts';
import { codecs } from '../../../services/core/codecs.ts';
import { consentsOf, hasConsent, withdrawConsent } from '../../../services/people/consents.ts';
import { button, menuButton } from '../../buttons.ts';
import { programmeConsentRoute, programmeNewsRoute, withdrawRoute } from '../../routes/owners.ts';
import { oldPress, say } from '../../send.ts';
import type { BotContext } from '../../turn.ts';
import { enter } from '../enter.ts';
import { consented, registered } from '../guards.ts';
import { onPress, type Press } from '../on-press.ts';
import { checkPartnership } from './partnership.ts';
import { becomePerson } from './people.ts';

/** *Kabar kemitraan*: whether it may come by chat and by phone, and companies may ask; each with what changes it. */
export async function showProgrammeNews(ctx: BotContext): Promise<void> {
  const { services, account } = ctx.turn;
  if (account.person === undefined) return;
  const given = await consentsOf(services, account.person.id);
  const chat = given.find((it) => it.purpose === 'programme-news');
  const calls = given.find((it) => it.purpose === 'programme-calls');
  const found = given.find((it) => it.purpose === 'be-found');
  const state = (it: typeof chat) => ({
    line: line(it === undefined ? 'partnership.news.off' : 'partnership.news.on'),
  });
  const end = (it: NonNullable<typeof chat>, key: 'programme-news' | 'programme-calls' | 'be-found') => ({
    label: line('data.consents.withdraw', { purpose: { line: line(`data.purpose.${key}`) } }),
    data: withdrawRoute.to(it.id),
  });
  await say(
    ctx,
    line('partnership.news.now', { chat: state(chat), phone: state(calls), found: state(found) }),
    [
      [
        chat === undefined
          ? button('partnership.news.chat', programmeConsentRoute.to('news'))
          : end(chat, 'programme-news'),
      ],
      [
        calls === undefined
          ? button('partnership.news.call', programmeConsentRoute.to('calls'))
          : end(calls, 'programme-calls'),
      ],
      [
        found === undefined
          ? button('supply.consent.give', programmeConsentRoute.to('found'))
          : end(found, 'be-found'),
      ],
      [menuButton],
    ],
  );
}

/** Buttons with the person whom a message was for; the number may be forged. */
export function programmeNewsButtons(): readonly Press[] {
  return [
    onPress(programmeConsentRoute, (ctx, which) =>
      registered(async (inner) => {
        const { services, account } = inner.turn;
        const purpose = which === 'found' ? 'be-found' : (`programme-${which}` as const);
        // Whoever has agreed already is not asked again.
        await (account.person !== undefined && (await hasConsent(services, account.person.id, purpose))
          ? showProgrammeNews(inner)
          : enter(inner, 'programme-news', { open: 'fresh', form: purpose }));
      })(ctx),
    ),
    onPress(programmeNewsRoute, async (ctx, verb, id) => {
      if (!(await becomePerson(ctx, id))) return oldPress(ctx);
      await verbs[verb](ctx, id);
    }),
  ];
}

const verbs = {
  see: (ctx: BotContext) => consented(checkPartnership)(ctx),
  async stop(ctx: BotContext, personId: number) {
    await ctx.turn.once('programme-news', codecs.nothing, async (inside) => {
      await withdrawConsent(inside, personId, 'programme-news');
    });
    await say(ctx, line('partnership.news.stopped'), [
      [button('partnership.news.title', 'programme-news')],
      [menuButton],
    ]);
  },
} as const;
