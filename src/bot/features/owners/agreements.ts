import { answerButtons } from '../../application-lines.ts';
import { oneSidedThings } from '../../../domain/partnership/agreement.ts';
import { line, type Line } from '../../../i18n.ts';
import { z } from 'zod';
import { codecs } from '../../../services/core/codecs.ts';
import {
  agreementStep,
  ownerNo,
  ownerYes,
  reportOneSided,
} from '../../../services/partnership/agreements/agreement-acts.ts';
import {
  agreementOf,
  inForce,
  shownToOwner,
  takesAgreement,
  type Agreement,
  type AgreementVersion,
} from '../../../services/partnership/agreements/agreements.ts';
import { evaluationsOf } from '../../../services/partnership/evaluations/evaluations.ts';
import {
  applicationOfAccount,
  type Application,
} from '../../../services/partnership/applications/applications.ts';
import { todayOf } from '../../../services/core/services.ts';
import { askButton, button, buttonRow, menuButton } from '../../buttons.ts';
import { APPLICATION } from '../../conversations/partnership/agreement-context.ts';
import type { Button } from '../../message.ts';
import {
  agreementRoute,
  agreementTextRoute,
  applicationRoute,
  evaluationRoute,
  oneSidedRoute,
  shipmentsRoute,
  supportsRoute,
} from '../../routes/owners.ts';
import { oldPress, say } from '../../send.ts';
import type { BotContext } from '../../turn.ts';
import { enter } from '../enter.ts';
import { onPress, type Press } from '../on-press.ts';
import { notYours } from './applications.ts';
import {
  allTerms,
  partnerOf,
  plainTerms,
  textHead,
  textLines,
  versionName,
} from '../../../reports/agreement-lines.ts';

type OfAgreement = (ctx: BotContext, application: Application, agreement: Agreement) => Promise<void>;

/** The owner's side of an agreement. Numbers may be forged: each is held against the people of this chat. */
export function agreementButtons(): readonly Press[] {
  return [
    onPress(agreementRoute, (ctx, verb, id) => withOwn(ctx, id, verbs[verb])),
    onPress(agreementTextRoute, (ctx, verb, id, version) =>
      withOwn(ctx, id, async (inside, application, agreement) => {
        const it = shownToOwner(agreement).find((one) => one.version === version);
        if (it === undefined) return gone(inside);
        await onText[verb](inside, application, agreement, it);
      }),
    ),
    onPress(oneSidedRoute, (ctx, id, what) =>
      withOwn(ctx, id, async (inside, application) => {
        const opened = await inside.turn.once(
          `one-sided:${id}:${what}`,
          codecs.optional(codecs.json(z.object({ number: z.string(), dueOn: z.string() }))),
          (tx) => reportOneSided(tx, inside.turn.account.id, application, what),
        );
        if (opened === undefined) return gone(inside);
        await say(
          inside,
          line('agreement.changed.done', {
            number: opened.number,
            day: { day: opened.dueOn },
            kppu: inside.turn.services.office.kppuAddress,
            partner: partnerOf(inside.turn.services, application),
          }),
          [seeRow(application), [menuButton]],
        );
      }),
    ),
  ];
}

async function withOwn(ctx: BotContext, id: number, act: OfAgreement): Promise<void> {
  const { services, account } = ctx.turn;
  const application = await applicationOfAccount(services, account.id, id);
  if (application === undefined) return oldPress(ctx);
  if (application.personId !== account.person?.id) return notYours(ctx);
  const agreement = await agreementOf(services, application);
  if (agreement === undefined || shownToOwner(agreement).length === 0) return gone(ctx);
  await act(ctx, application, agreement);
}

async function gone(ctx: BotContext): Promise<void> {
  await say(ctx, line('agreement.gone'), [[askButton, menuButton]]);
}

const seeRow = ({ id }: Application): readonly Button[] =>
  buttonRow('agreement.button.see', agreementRoute.to('see', id));

const verbs = {
  see: showAgreement,
  ask: (ctx, { id }) => enter(ctx, 'agreement-ask', { open: 'fresh', seed: { [APPLICATION.key]: id } }),
  changed: async (ctx, application, agreement) => {
    if (inForce(agreement) === undefined) return gone(ctx);
    await say(ctx, line('agreement.changed.ask', { partner: partnerOf(ctx.turn.services, application) }), [
      ...oneSidedThings.map((what) =>
        buttonRow(`agreement.changed.${what}`, oneSidedRoute.to(application.id, what)),
      ),
      [button('common.button.noChange', agreementRoute.to('see', application.id))],
    ]);
  },
} as const satisfies Readonly<Record<string, OfAgreement>>;

/** The text in force first, then the one that waits for a yes, each in plain words. */
async function showAgreement(ctx: BotContext, application: Application, agreement: Agreement): Promise<void> {
  const valid = inForce(agreement);
  const offered = takesAgreement(application.status)
    ? shownToOwner(agreement).findLast(({ state }) => state.status === 'offered')
    : undefined;
  const shown = [valid, offered].filter((it) => it !== undefined);
  const last = shown.length === 0 ? shownToOwner(agreement).slice(-1) : shown;
  await say(
    ctx,
    last.flatMap((it, at) => [
      ...(at === 0 ? [] : [line('common.blank')]),
      ...textLines(ctx.turn.services, application, agreement, it, plainTerms),
    ]),
    [
      ...(offered === undefined ? [] : answerButtons(application, offered)),
      ...last.map((it) => [
        {
          label: line('agreement.button.text', { name: { line: versionName(agreement, it) } }),
          data: agreementTextRoute.to('all', application.id, it.version),
        },
      ]),
      ...(valid === undefined
        ? []
        : [
            buttonRow('shipment.button.list', shipmentsRoute.to('list', application.id)),
            buttonRow('support.button.list', supportsRoute.to(application.id)),
            ...(await evaluationsOf(ctx.turn.services, valid))
              .filter((it) => it.decision === undefined && !it.ownerAnswered)
              .map(({ id }) => buttonRow('evaluation.button.own', evaluationRoute.to(id))),
            buttonRow('agreement.button.changed', agreementRoute.to('changed', application.id)),
          ]),
      [button('partnership.button.application', applicationRoute.to(application.id))],
      [menuButton],
    ],
  );
}

type OfText = (
  ctx: BotContext,
  application: Application,
  agreement: Agreement,
  it: AgreementVersion,
) => Promise<void>;

const onText = {
  all: async (ctx, application, agreement, it) => {
    await say(ctx, textLines(ctx.turn.services, application, agreement, it, allTerms), [
      ...(it.state.status === 'offered' ? answerButtons(application, it) : []),
      seeRow(application),
      [menuButton],
    ]);
  },
  sign: askToSign,
  yes: sign,
  no: async (ctx, application, _agreement, it) => {
    await say(ctx, line('agreement.no.sure', { partner: partnerOf(ctx.turn.services, application) }), [
      buttonRow('agreement.button.noYes', agreementTextRoute.to('no-yes', application.id, it.version)),
      [
        button('agreement.button.ask', agreementRoute.to('ask', application.id)),
        button('common.button.noChange', agreementRoute.to('see', application.id)),
      ],
    ]);
  },
  'no-yes': async (ctx, application, _agreement, it) => {
    const done = await ctx.turn.once(
      `agreement:${application.id}:${it.version}:no`,
      codecs.json(agreementStep),
      (inside) => ownerNo(inside, application, it.version),
    );
    await say(ctx, line(done.kind === 'done' ? 'agreement.no.done' : 'agreement.refused.late'), [
      seeRow(application),
      [askButton, menuButton],
    ]);
  },
} as const satisfies Readonly<Record<string, OfText>>;

/** The words that are agreed to stand above the button that agrees. */
function signedWords(
  ctx: BotContext,
  application: Application,
  agreement: Agreement,
  it: AgreementVersion,
): readonly Line[] {
  return [
    textHead(ctx.turn.services, application, agreement, it),
    ...(it.terms === undefined ? [] : allTerms(it.terms)),
    line('common.blank'),
    line('agreement.sign.ask'),
  ];
}

async function askToSign(
  ctx: BotContext,
  application: Application,
  agreement: Agreement,
  it: AgreementVersion,
): Promise<void> {
  const { state, terms } = it;
  if (state.status !== 'offered' || state.ownerYes || terms === undefined)
    return showAgreement(ctx, application, agreement);
  if (state.signFrom !== undefined && todayOf(ctx.turn.services).toString() < state.signFrom)
    return tooEarly(ctx, application, state.signFrom);
  await say(ctx, signedWords(ctx, application, agreement, it), [
    buttonRow('agreement.button.signYes', agreementTextRoute.to('yes', application.id, it.version)),
    [
      button('agreement.button.ask', agreementRoute.to('ask', application.id)),
      button('common.button.noChange', agreementRoute.to('see', application.id)),
    ],
  ]);
}

async function tooEarly(ctx: BotContext, application: Application, from: string): Promise<void> {
  await say(ctx, line('agreement.refused.too-early', { day: { day: from } }), [
    [button('agreement.button.ask', agreementRoute.to('ask', application.id))],
    seeRow(application),
    [menuButton],
  ]);
}

async function sign(
  ctx: BotContext,
  application: Application,
  agreement: Agreement,
  it: AgreementVersion,
): Promise<void> {
  const { texts, to } = ctx.turn;
  const words = signedWords(ctx, application, agreement, it)
    .map((one) => texts.plain(one, to))
    .join('\n');
  const done = await ctx.turn.once(
    `agreement:${application.id}:${it.version}:yes`,
    codecs.json(agreementStep),
    (inside) => ownerYes(inside, application, it.version, { words, button: 'agreement.button.signYes' }),
  );
  if (done.kind === 'refused') {
    if (done.why === 'too-early' && done.from !== undefined) return tooEarly(ctx, application, done.from);
    await say(ctx, line('agreement.refused.late'), [seeRow(application), [menuButton]]);
    return;
  }
  await say(
    ctx,
    line(done.status === 'agreed' ? 'agreement.sign.agreed' : 'agreement.sign.waits', {
      partner: partnerOf(ctx.turn.services, application),
    }),
    [seeRow(application), [menuButton]],
  );
}
