import { z } from 'zod';
import { line, named, type Line } from '../../../i18n.ts';
import { codecs } from '../../../services/core/codecs.ts';
import { canWithdraw, isBound, over } from '../../../domain/partnership/application.ts';
import { askableAbout } from '../../../domain/partnership/progress.ts';
import { lastDetails } from '../../../services/partnership/applications/application-history.ts';
import { programmeOf, progressOf } from '../../../services/partnership/applications/application-progress.ts';
import { askAboutRefusal, askToEnd } from '../../../services/partnership/applications/reviews.ts';
import {
  applicationOfAccount,
  isSigned,
  withdrawApplication,
  type Application,
} from '../../../services/partnership/applications/applications.ts';
import { agreementOf, inForce, shownToOwner } from '../../../services/partnership/agreements/agreements.ts';
import { businessesOf } from '../../../services/people/businesses.ts';
import { nextNews, aboutRow, shipmentsRow, statusName } from '../../application-lines.ts';
import { detailLines } from '../../../reports/step-lines.ts';
import { nikForm } from '../../conversations/partnership/apply-nik.ts';
import { askButton, button, menuButton, buttonRow } from '../../buttons.ts';
import {
  applicationVerbRoute,
  applicationRoute,
  ownCaseRoute,
  agreementRoute,
  documentsRoute,
  readersRoute,
} from '../../routes/owners.ts';
import { oldPress, say } from '../../send.ts';
import type { BotContext } from '../../turn.ts';
import { enter } from '../enter.ts';
import { onPress, type Press } from '../on-press.ts';
import { recallsAbout } from '../../../services/partnership/partners/recalls.ts';
import { toDestroyLines } from '../../../reports/disclosure-lines.ts';
import { programmeName, vendorLines } from '../../../reports/application-lines.ts';
import { partnerOf } from '../../../reports/agreement-lines.ts';

/** One application in the words for owners, and what can still be done with it. */
export async function showApplication(ctx: BotContext, application: Application): Promise<void> {
  const { services } = ctx.turn;
  const programme = programmeOf(services, application);
  const business = (await businessesOf(services, application.personId)).find(
    (it) => it.id === application.businessId,
  );
  const details = await lastDetails(services, application.id);
  const agreement = await agreementOf(services, application);
  const signed = inForce(agreement) !== undefined;
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
          ...vendorLines(application),
          ...detailLines(details),
          ...nextNews(programme, application, details),
        ],
      },
    }),
    [
      ...(application.status === 'submitted' && application.nikBy !== 'given'
        ? [[button('partnership.button.addNik', applicationVerbRoute.to('nik', application.id))]]
        : []),
      ...(await aboutRow(services, application)),
      ...(shownToOwner(agreement).length === 0
        ? []
        : [[button('agreement.button.see', agreementRoute.to('see', application.id))]]),
      ...shipmentsRow(application, agreement),
      ...(over.includes(application.status)
        ? []
        : [buttonRow('document.button.send', documentsRoute.to(application.id))]),
      [askButton, menuButton],
      ...(isBound(application.status, signed)
        ? [[button('partnership.button.end', applicationVerbRoute.to('end', application.id))]]
        : []),
      ...(canWithdraw(application.status, signed)
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
    if (application.nikBy === 'given' || !(await mayWithdraw(ctx, application)))
      return showApplication(ctx, application);
    await enter(ctx, 'apply', { open: 'fresh', form: nikForm.name, seed: { application: application.id } });
  },
  withdraw: askToWithdraw,
  'withdraw-yes': withdraw,
  keep: async (ctx, { number }) => {
    await say(ctx, line('partnership.application.kept', { number }), [[menuButton]]);
  },
  about: explainAsking,
  'about-yes': askAbout,
  end: explainEnding,
  'end-yes': wantsToEnd,
} as const satisfies Readonly<Record<string, OfApplication>>;

const mayWithdraw = async (ctx: BotContext, it: Application): Promise<boolean> =>
  canWithdraw(it.status, await isSigned(ctx.turn.services, it));
const isBoundNow = async (ctx: BotContext, it: Application): Promise<boolean> =>
  isBound(it.status, await isSigned(ctx.turn.services, it));

async function askToWithdraw(ctx: BotContext, application: Application): Promise<void> {
  if (!(await mayWithdraw(ctx, application))) return showApplication(ctx, application);
  await say(
    ctx,
    line('partnership.application.withdraw', {
      number: application.number,
      partner: partnerOf(ctx.turn.services, application),
    }),
    [
      [button('partnership.button.withdrawYes', applicationVerbRoute.to('withdraw-yes', application.id))],
      [button('common.button.noChange', applicationVerbRoute.to('keep', application.id))],
    ],
  );
}

const outcome = z.object({
  kind: z.enum(['withdrawn', 'before', 'agreement']),
  recall: z.object({ number: z.string(), dueOn: z.string() }).optional(),
});

async function withdraw(ctx: BotContext, application: Application): Promise<void> {
  const { account } = ctx.turn;
  const done = await ctx.turn.once('withdraw', codecs.json(outcome), (inside) =>
    withdrawApplication(inside, account.id, application),
  );
  const params = { number: application.number, partner: partnerOf(ctx.turn.services, application) };
  if (done.kind === 'agreement') {
    await say(ctx, line('partnership.application.agreement', params), [
      ...((await isBoundNow(ctx, application))
        ? [[button('partnership.button.end', applicationVerbRoute.to('end', application.id))]]
        : []),
      [askButton, menuButton],
    ]);
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
        paragraphs: [said, ...(await requestedLines(ctx, done.recall, params.partner))],
      },
    }),
    [
      ...(done.recall === undefined ? [] : [[button('data.button.readers', readersRoute.to())]]),
      [menuButton],
    ],
  );
}

/** The number of a request to the company, and what it had been shown until then. */
async function requestedLines(
  { turn: { services, account } }: BotContext,
  recall: z.infer<typeof outcome>['recall'],
  partner: string,
): Promise<readonly Line[]> {
  if (recall === undefined) return [];
  const { number, dueOn } = recall;
  const asked = (await recallsAbout(services, account.person?.id ?? 0)).find((it) => it.number === number);
  const seen = asked === undefined ? [] : await toDestroyLines(services, asked.about);
  return [
    line('partnership.application.recall', { partner, number, day: { day: dueOn } }),
    ...(seen.length === 0 ? [] : [line('candidate.recall.seen'), ...seen]),
  ];
}

/** The Dinas can look at its own decision again; about the partner's it can only ask. The owner knows before asking. */
async function explainAsking(ctx: BotContext, application: Application): Promise<void> {
  const about = askableAbout(await progressOf(ctx.turn.services, application));
  if (about === undefined) return showApplication(ctx, application);
  await say(ctx, line(`partnership.about.${about}`, { partner: partnerOf(ctx.turn.services, application) }), [
    [button(`partnership.button.aboutYes.${about}`, applicationVerbRoute.to('about-yes', application.id))],
    [menuButton],
  ]);
}

const opened = z.object({ id: z.number(), number: z.string(), dueOn: z.string() }).nullable();

async function askAbout(ctx: BotContext, application: Application): Promise<void> {
  const { account } = ctx.turn;
  const it = await ctx.turn.once(
    'about',
    codecs.json(opened),
    async (inside) => (await askAboutRefusal(inside, account.id, application)) ?? null,
  );
  if (it === null) return showApplication(ctx, application);
  await say(ctx, line('partnership.about.done', { number: it.number, day: { day: it.dueOn } }), [
    [menuButton],
  ]);
}

async function explainEnding(ctx: BotContext, application: Application): Promise<void> {
  if (!(await isBoundNow(ctx, application))) return showApplication(ctx, application);
  const params = { number: application.number, partner: partnerOf(ctx.turn.services, application) };
  await say(ctx, line('partnership.end', params), [
    [button('partnership.button.endYes', applicationVerbRoute.to('end-yes', application.id))],
    [button('common.button.noChange', applicationVerbRoute.to('keep', application.id))],
  ]);
}

async function wantsToEnd(ctx: BotContext, application: Application): Promise<void> {
  const { account } = ctx.turn;
  if (!(await isBoundNow(ctx, application))) return showApplication(ctx, application);
  const it = await ctx.turn.once('end', codecs.json(opened), (inside) =>
    askToEnd(inside, account.id, application),
  );
  if (it === null) return;
  await say(ctx, line('partnership.end.done', { number: it.number, day: { day: it.dueOn } }), [
    [button('partnership.button.endWhy', ownCaseRoute.to('reply', it.id))],
    [menuButton],
  ]);
}
