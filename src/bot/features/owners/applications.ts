import { z } from 'zod';
import { line, named } from '../../../i18n.ts';
import { codecs } from '../../../services/core/codecs.ts';
import {
  applicationOfAccount,
  canWithdraw,
  refusalOf,
  withdrawApplication,
  type Application,
} from '../../../services/partnership/applications.ts';
import { businessesOf } from '../../../services/people/businesses.ts';
import { nextNews, programmeName, programmeOf } from '../../application-lines.ts';
import { statusName } from '../../conversations/partnership/partnership-result.ts';
import { nikForm } from '../../conversations/partnership/apply-nik.ts';
import { askButton, button, buttonRow, menuButton } from '../../buttons.ts';
import { applicationRoute, applicationVerbRoute, documentsRoute } from '../../routes/owners.ts';
import { oldPress, say } from '../../send.ts';
import type { BotContext } from '../../turn.ts';
import { enter } from '../enter.ts';
import { onPress, type Press } from '../on-press.ts';

/** One application in the words for owners, and what can still be done with it. */
export async function showApplication(ctx: BotContext, application: Application): Promise<void> {
  const { services } = ctx.turn;
  const programme = programmeOf(services, application);
  const business = (await businessesOf(services, application.personId)).find(
    (it) => it.id === application.businessId,
  );
  const refusal = await refusalOf(services, application.id);
  await say(
    ctx,
    line('partnership.lines', {
      lines: {
        paragraphs: [
          line('partnership.application.show', {
            number: application.number,
            programme: { line: programmeName(programme) },
            business: {
              line: business?.name === undefined ? line('partnership.unnamed') : named(business.name),
            },
            status: { line: statusName(application.status, programme) },
            moment: { moment: application.appliedAt.toISOString() },
          }),
          ...(refusal === undefined ? [] : [line('application.told.reason', { reason: refusal })]),
          ...nextNews(programme, application),
        ],
      },
    }),
    [
      ...(application.status === 'submitted' && application.nikBy !== 'given'
        ? [[button('partnership.button.addNik', applicationVerbRoute.to('nik', application.id))]]
        : []),
      buttonRow('document.button.send', documentsRoute.to(application.id)),
      [askButton, menuButton],
      ...(canWithdraw(application.status)
        ? [[button('partnership.button.withdraw', applicationVerbRoute.to('withdraw', application.id))]]
        : []),
    ],
  );
}

/** Several people share this chat, and another one of them is speaking now. */
export async function notYours(ctx: BotContext): Promise<void> {
  await say(ctx, line('partnership.otherPerson'), [[button('start.menu.switch', 'switch')], [menuButton]]);
}

/** The buttons of an application. Their numbers may be forged: each is held against the people of this chat. */
export function applicationButtons(): readonly Press[] {
  return [
    onPress(applicationRoute, (ctx, id) => withOwn(ctx, id, showApplication)),
    onPress(applicationVerbRoute, (ctx, verb, id) => withOwn(ctx, id, verbs[verb])),
  ];
}

/** Runs `act` on an application of the person who speaks now. */
export async function withOwn(ctx: BotContext, id: number, act: OfApplication): Promise<void> {
  const { services, account } = ctx.turn;
  const application = await applicationOfAccount(services, account.id, id);
  if (application === undefined) return oldPress(ctx);
  if (application.personId !== account.person?.id) return notYours(ctx);
  await act(ctx, application);
}

type OfApplication = (ctx: BotContext, it: Application) => Promise<void>;

/** Everything that an owner can do with an application. */
const verbs = {
  nik: async (ctx, application) => {
    if (application.nikBy === 'given' || !canWithdraw(application.status))
      return showApplication(ctx, application);
    await enter(ctx, 'apply', { open: 'fresh', form: nikForm.name, seed: { application: application.id } });
  },
  withdraw: askToWithdraw,
  'withdraw-yes': withdraw,
  keep: async (ctx, { number }) => {
    await say(ctx, line('partnership.application.kept', { number }), [[menuButton]]);
  },
} as const satisfies Readonly<Record<string, OfApplication>>;

function partnerOf(ctx: BotContext, application: Application): string {
  return ctx.turn.services.programmes.find((it) => it.id === application.programmeId)?.partner.name ?? '–';
}

async function askToWithdraw(ctx: BotContext, application: Application): Promise<void> {
  if (!canWithdraw(application.status)) return showApplication(ctx, application);
  await say(
    ctx,
    line('partnership.application.withdraw', {
      number: application.number,
      partner: partnerOf(ctx, application),
    }),
    [
      [button('partnership.button.withdrawYes', applicationVerbRoute.to('withdraw-yes', application.id))],
      [button('common.button.noChange', applicationVerbRoute.to('keep', application.id))],
    ],
  );
}

const outcome = z.object({
  kind: z.enum(['withdrawn', 'before', 'agreement']),
  recall: z.boolean().optional(),
});

async function withdraw(ctx: BotContext, application: Application): Promise<void> {
  const { account } = ctx.turn;
  const done = await ctx.turn.once('withdraw', codecs.json(outcome), (inside) =>
    withdrawApplication(inside, account.id, application),
  );
  const params = { number: application.number, partner: partnerOf(ctx, application) };
  if (done.kind === 'agreement') {
    await say(ctx, line('partnership.application.agreement', params), [[askButton, menuButton]]);
    return;
  }
  const said = line(
    done.kind === 'withdrawn' ? 'partnership.application.withdrawn' : 'partnership.application.before',
    params,
  );
  await say(
    ctx,
    line('partnership.lines', {
      lines: {
        paragraphs: [said, ...(done.recall === true ? [line('partnership.application.recall', params)] : [])],
      },
    }),
    [[menuButton]],
  );
}
