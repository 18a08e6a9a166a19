import { z } from 'zod';
import { line } from '../../../i18n.ts';
import { codecs } from '../../../services/core/codecs.ts';
import { agreementOf } from '../../../services/partnership/agreements/agreements.ts';
import { applicationOfAccount } from '../../../services/partnership/applications/applications.ts';
import {
  denySupport,
  receiveSupport,
  supportOfAccount,
  supportsOf,
  type SupportOf,
} from '../../../services/partnership/agreements/supports.ts';
import { button, buttonRow, menuButton } from '../../buttons.ts';
import { agreementRoute, supportRoute, supportsRoute } from '../../routes/owners.ts';
import { oldPress, say } from '../../send.ts';
import type { BotContext } from '../../turn.ts';
import { onPress, type Press } from '../on-press.ts';
import { notYours } from './applications.ts';
import { supportLines } from '../../../reports/support-lines.ts';

/** What is given to the owner. Numbers may be forged: each is held against the people of this chat. */
export function supportButtons(): readonly Press[] {
  return [
    onPress(supportsRoute, showAll),
    onPress(supportRoute, async (ctx, verb, id) => {
      const { services, account } = ctx.turn;
      const found = await supportOfAccount(services, account.id, id);
      if (found === undefined) return oldPress(ctx);
      if (found.application.personId !== account.person?.id) return notYours(ctx);
      await verbs[verb](ctx, found);
    }),
  ];
}

async function showAll(ctx: BotContext, id: number): Promise<void> {
  const { services, account } = ctx.turn;
  const application = await applicationOfAccount(services, account.id, id);
  if (application === undefined) return oldPress(ctx);
  if (application.personId !== account.person?.id) return notYours(ctx);
  const agreement = await agreementOf(services, application);
  const all = agreement === undefined ? [] : await supportsOf(services, agreement);
  await say(
    ctx,
    [line('support.own'), ...supportLines(all)],
    [
      ...all
        .filter(({ status }) => status === 'handed-over')
        .map((it) => [
          button('support.button.yes', supportRoute.to('yes', it.id)),
          button('support.button.no', supportRoute.to('no', it.id)),
        ]),
      buttonRow('agreement.button.see', agreementRoute.to('see', id)),
      [menuButton],
    ],
  );
}

const opened = codecs.optional(codecs.json(z.object({ number: z.string(), dueOn: z.string() })));

const verbs = {
  yes: async (ctx, found) => {
    const { support, application } = found;
    const done = await ctx.turn.once(`support:${support.id}:yes`, codecs.boolean, (inside) =>
      receiveSupport(inside, found),
    );
    await say(ctx, line(done ? 'support.yes.done' : 'support.late'), [
      buttonRow('support.button.list', supportsRoute.to(application.id)),
      [menuButton],
    ]);
  },
  no: async (ctx, found) => {
    const { support, application } = found;
    const done = await ctx.turn.once(`support:${support.id}:no`, opened, (inside) =>
      denySupport(inside, found),
    );
    await say(
      ctx,
      done === undefined
        ? line('support.late')
        : line('support.no.done', { number: done.number, day: { day: done.dueOn } }),
      [buttonRow('support.button.list', supportsRoute.to(application.id)), [menuButton]],
    );
  },
} as const satisfies Readonly<Record<string, (ctx: BotContext, it: SupportOf) => Promise<void>>>;
