import { z } from 'zod';
import { readContactPhone } from '../../../domain/people/identity.ts';
import { line, type Line } from '../../../i18n.ts';
import { codecs } from '../../../services/core/codecs.ts';
import {
  declineOffers,
  offerByPhone,
  redeemTakeoverLink,
  reconsiderOffers,
  takeoverOffer,
  type TakeoverOffer,
} from '../../../services/helpers/takeovers.ts';
import { findDraft } from '../../../services/core/drafts.ts';
import { OFFER } from '../../conversations/people/takeover.ts';
import { askButton, button, menuButton, registerButton } from '../../buttons.ts';
import { resumeRoute } from '../../routes/forms.ts';
import { claimNoRoute, claimOfferRoute, claimRoute } from '../../routes/owners.ts';
import { oldPress, say, send } from '../../send.ts';
import type { BotContext } from '../../turn.ts';
import { enter } from '../enter.ts';
import { onPress, type Press } from '../on-press.ts';
import { ofNew, type Place } from '../place.ts';

const offers = z.array(z.number().int());

/**
 * Whoever sends the own number (Telegram names the sender as its owner), under which somebody else entered data, is
 * offered to take it over. Any other number leads nowhere and tells nothing.
 */
export const sharedNumber: Place = ofNew(async (ctx, { contact, from }) => {
  const { account, services } = ctx.turn;
  if (contact === undefined) return undefined;
  const phone = readContactPhone(contact.phone_number, true);
  if (contact.user_id !== from?.id || phone.kind !== 'ok') return undefined;
  // Other forms ask for a number, too, and go on with it.
  if (Object.keys(ctx.conversation.active()).some((id) => !id.startsWith('register@'))) return undefined;
  const ids = await ctx.turn.once('takeover', codecs.json(offers), async (inside) =>
    (await offerByPhone(inside, account.id, phone.value)).map((it) => it.id),
  );
  const found: TakeoverOffer[] = [];
  for (const id of ids) {
    const offer = await takeoverOffer(services, id, account.id);
    if (offer !== undefined) found.push(offer);
  }
  if (found.length === 0) return undefined;
  return async () => {
    // The key for sending a number stands on the keyboard until it is taken away.
    await send(ctx, ctx.turn.texts.html(line('helper.claim.thanks'), ctx.turn.to), { remove_keyboard: true });
    await showOffers(ctx, found);
    return 'done';
  };
});

async function showOffers(ctx: BotContext, found: readonly TakeoverOffer[]): Promise<void> {
  const [only, ...others] = found;
  const names = (it: TakeoverOffer | undefined): string => it?.businesses.join(', ') ?? '–';
  const text: Line =
    others.length === 0 ? line('helper.claim.offer', { business: names(only) }) : line('helper.claim.offers');
  await say(ctx, text, [
    ...found.map((it) => [
      {
        label:
          others.length === 0
            ? line('helper.claim.yes')
            : line('helper.claim.yesThis', { business: names(it) }),
        data: claimOfferRoute.to(it.id),
      },
    ]),
    [button('helper.claim.no', claimNoRoute.to())],
  ]);
}

/** The answer to an offer, and the button of the menu. */
export function takeoverButtons(): readonly Press[] {
  return [
    onPress(claimRoute, askForNumber),
    onPress(claimNoRoute, decline),
    onPress(claimOfferRoute, async (ctx, id) => {
      const offer = await takeoverOffer(ctx.turn.services, id, ctx.turn.account.id);
      if (offer === undefined) return oldPress(ctx);
      await enter(ctx, 'takeover', { open: 'fresh', seed: { [OFFER.key]: id } });
    }),
  ];
}

async function askForNumber(ctx: BotContext): Promise<void> {
  const { texts, to } = ctx.turn;
  await ctx.turn.once('claim', codecs.nothing, (inside) => reconsiderOffers(inside, ctx.turn.account.id));
  await send(ctx, texts.html(line('helper.claim.ask'), to), {
    keyboard: [[{ text: texts.label(line('register.phone.share'), to), request_contact: true }]],
    resize_keyboard: true,
    one_time_keyboard: true,
  });
}

async function decline(ctx: BotContext): Promise<void> {
  await ctx.turn.once('claim-no', codecs.nothing, (inside) => declineOffers(inside, ctx.turn.account.id));
  const begun = await findDraft(ctx.turn.services, ctx.turn.account.id, 'register');
  await say(ctx, line('helper.claim.notMine'), [
    ...(begun !== undefined
      ? [[button('common.button.continue', resumeRoute.to(begun.id))]]
      : ctx.turn.account.person === undefined
        ? [[registerButton]]
        : []),
    [menuButton],
  ]);
}

/** A number that nothing asked for. */
export const strayNumber: Place = ofNew((ctx, { contact, from }) =>
  contact === undefined
    ? undefined
    : async () => {
        const key = contact.user_id === from?.id ? 'helper.claim.none' : 'helper.claim.notOwn';
        await send(ctx, ctx.turn.texts.html(line(key), ctx.turn.to), { remove_keyboard: true });
        await say(ctx, line('helper.claim.otherWays'), [
          ...(ctx.turn.account.person === undefined ? [[registerButton]] : []),
          [askButton],
          [menuButton],
        ]);
        return 'done';
      },
);

/** A link `a-<code>` that the office made at the desk: the first chat that opens it is asked. */
export async function followTakeoverLink(ctx: BotContext, code: string): Promise<boolean> {
  const { account, services } = ctx.turn;
  const id = await ctx.turn.once(
    'takeover-link',
    codecs.optional(codecs.number),
    async (inside) => (await redeemTakeoverLink(inside, code, account.id))?.id,
  );
  const offer = id === undefined ? undefined : await takeoverOffer(services, id, account.id);
  if (offer === undefined) return false;
  await showOffers(ctx, [offer]);
  return true;
}
