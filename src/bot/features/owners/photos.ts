import { GrammyError } from 'grammy';
import type { Message } from 'grammy/types';
import { sameAlbum } from '../../../domain/cases/pieces.ts';
import { line, type Line } from '../../../i18n.ts';
import { ownerInAccount } from '../../../services/core/accounts.ts';
import { codecs } from '../../../services/core/codecs.ts';
import { businessesOf, type Business } from '../../../services/people/businesses.ts';
import { hasConsent } from '../../../services/people/consents.ts';
import {
  awaitedPhotos,
  awaitPhotos,
  keepPhoto,
  MOST_PHOTOS,
  photoOutcomes,
  photosOf,
  pointOf,
  removePhoto,
  removePoint,
  type AwaitedPhotos,
} from '../../../services/people/photos.ts';
import { button, buttonRow, menuButton } from '../../buttons.ts';
import { sentIn } from '../../conversations/engine/input.ts';
import type { Button } from '../../message.ts';
import { businessName } from '../../conversations/people/own-business.ts';
import { PICTURED, sendPhotos } from '../../conversations/people/photos.ts';
import { postmarkOf } from '../../postmark.ts';
import { dropPhotoRoute, photoRoute } from '../../routes/owners.ts';
import { inline, oldPress, removeMessage, say } from '../../send.ts';
import type { BotContext } from '../../turn.ts';
import { enter } from '../enter.ts';
import { onPress, type Press } from '../on-press.ts';
import { takesMedia } from '../open-form.ts';
import { ofNew, type Place } from '../place.ts';
import { becomePerson } from './people.ts';

/** *Usaha saya*: photos and the place of a business, which its owner may give or leave. */
export async function showOwnBusiness(ctx: BotContext): Promise<void> {
  const { services, account } = ctx.turn;
  const all = account.person === undefined ? [] : await businessesOf(services, account.person.id);
  const [only] = all;
  if (only !== undefined && all.length === 1) return showBusiness(ctx, only);
  await say(ctx, line('data.which'), [
    ...all.map((it) => [{ label: businessName(it), data: photoRoute.to('see', it.id) }]),
    [menuButton],
  ]);
}

/** Numbers of businesses and photos may be forged: each is held against this chat. */
export function photoButtons(): readonly Press[] {
  return [
    onPress(photoRoute, async (ctx, verb, id) => {
      const { services, account } = ctx.turn;
      const owner = await ownerInAccount(services, account.id, id);
      // On a shared phone the message was for one of them.
      if (owner === undefined || !(await becomePerson(ctx, owner))) return oldPress(ctx);
      const business = (await businessesOf(services, owner)).find((it) => it.id === id);
      if (business === undefined) return oldPress(ctx);
      if (verb !== 'add') await awaitPhotos(services, account.id, undefined);
      await verbs[verb](ctx, business, owner);
    }),
    onPress(dropPhotoRoute, async (ctx, id) => {
      const { account } = ctx.turn;
      const businessId = await ctx.turn.once(`photo:${id}`, codecs.optional(codecs.number), (inside) =>
        removePhoto(inside, account.id, id),
      );
      if (businessId === undefined) return oldPress(ctx);
      await say(ctx, line('photo.dropped'), [backTo(businessId)]);
    }),
  ];
}

const backTo = (id: number): readonly Button[] => [
  button('photo.menu', photoRoute.to('see', id)),
  menuButton,
];

type Verb = (ctx: BotContext, business: Business, owner: number) => Promise<void>;

const verbs = {
  see: showBusiness,
  add: async (ctx, { id }, owner) => {
    const { services, account } = ctx.turn;
    if (!(await hasConsent(services, owner, 'photos')))
      return enter(ctx, 'photos', { open: 'fresh', seed: { [PICTURED.key]: id } });
    await awaitPhotos(services, account.id, { photos: id });
    const { text, buttons } = sendPhotos(id);
    await say(ctx, text, buttons);
  },
  point: (ctx, { id }) =>
    enter(ctx, 'photos', { open: 'fresh', form: 'point', seed: { [PICTURED.key]: id } }),
  show: showAll,
  off: async (ctx, { id }) => {
    await ctx.turn.once(`point:${id}`, codecs.nothing, (inside) => removePoint(inside, id));
    await say(ctx, line('photo.point.dropped'), [backTo(id)]);
  },
  no: async (ctx) => {
    await say(ctx, line('photo.later'), [[menuButton]]);
  },
} as const satisfies Readonly<Record<string, Verb>>;

async function showBusiness(ctx: BotContext, business: Business): Promise<void> {
  const { services } = ctx.turn;
  const { id } = business;
  const { length } = await photosOf(services, id);
  const point = await pointOf(services, id);
  const known = point === undefined ? 'no' : 'yes';
  await say(
    ctx,
    [
      line('photo.page', {
        business: { line: businessName(business) },
        photos: length,
        most: MOST_PHOTOS,
        point: { line: line(`photo.page.${known}`) },
      }),
      line('common.blank'),
      line('photo.free'),
    ],
    [
      ...(length < MOST_PHOTOS ? [buttonRow('photo.button.add', photoRoute.to('add', id))] : []),
      buttonRow(`photo.button.point.${known}`, photoRoute.to('point', id)),
      ...(length === 0 && point === undefined
        ? []
        : [buttonRow('photo.button.show', photoRoute.to('show', id))]),
      ...(point === undefined ? [] : [buttonRow('photo.button.off', photoRoute.to('off', id))]),
      [menuButton],
    ],
  );
}

/** Each photo with the button that takes it away, then the point. */
async function showAll(ctx: BotContext, { id }: Business): Promise<void> {
  const { services } = ctx.turn;
  for (const photo of await photosOf(services, id)) {
    const drop = [buttonRow('photo.button.drop', dropPhotoRoute.to(photo.id))];
    const isShown = await shownPhoto(ctx, photo.fileId, { reply_markup: inline(ctx, drop) });
    if (!isShown) await say(ctx, line('photo.lost'), drop);
  }
  const point = await pointOf(services, id);
  if (point !== undefined) await ctx.replyWithLocation(point.latitude, point.longitude);
  await say(ctx, line('photo.shown'), [backTo(id)]);
}

/** False when Telegram no longer knows the file. */
async function shownPhoto(
  ctx: BotContext,
  fileId: string,
  more: Parameters<BotContext['replyWithPhoto']>[1],
): Promise<boolean> {
  try {
    await ctx.replyWithPhoto(fileId, more);
    return true;
  } catch (error) {
    if (error instanceof GrammyError && error.error_code === 400) return false;
    throw error;
  }
}

/** A photo after "Tambah foto". */
export const sentPhoto: Place = ofNew(async (ctx, message) => {
  const { services, account } = ctx.turn;
  if ((message.photo ?? message.document) === undefined || takesMedia(ctx)) return undefined;
  // The rest of an album goes where its first picture went: into a case, or out of the chat.
  if (account.letter !== undefined && sameAlbum(account.letter, postmarkOf(message))) return undefined;
  const awaited = await awaitedPhotos(services, account.id);
  if (awaited === undefined) return undefined;
  const owner = await ownerInAccount(services, account.id, awaited.photos);
  if (owner === undefined || owner !== account.person?.id) return undefined;
  return async () => {
    await take(ctx, message, owner, awaited);
    return 'again';
  };
});

async function take(
  ctx: BotContext,
  message: Message,
  personId: number,
  awaited: AwaitedPhotos,
): Promise<void> {
  const { services, account } = ctx.turn;
  const input = sentIn(message);
  const { photos: businessId } = awaited;
  const photo = message.photo?.at(-1);
  const isPaper = input.kind === 'other' && (input.paper === true || input.caption?.hasNik === true);
  if (isPaper || photo === undefined) {
    await say(ctx, isPaper ? await removeMessage(ctx, message, 'paper') : line('photo.file'));
    return;
  }
  const of = { fileId: photo.file_id, source: photo.file_unique_id };
  const outcome = await ctx.turn.once('photo', codecs.word(photoOutcomes), (inside) =>
    keepPhoto(inside, { personId, businessId }, of),
  );
  const { media_group_id: group } = message;
  // Of an album the same is said once.
  const isSaid = group !== undefined && awaited.group === group && awaited.said === outcome;
  if (!isSaid)
    await say(ctx, outcomeLine(outcome), [
      [button('photo.button.done', photoRoute.to('see', businessId)), menuButton],
    ]);
  await awaitPhotos(services, account.id, {
    photos: businessId,
    ...(group === undefined ? {} : { group, said: outcome }),
  });
}

const outcomeLine = (outcome: (typeof photoOutcomes)[number]): Line =>
  line(`photo.${outcome}`, { most: MOST_PHOTOS });
