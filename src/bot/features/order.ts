import type { MiddlewareFn } from 'grammy';
import type { Layouts } from '../../reports/layout.ts';
import type { BotContext } from '../turn.ts';
import { caption } from './captions.ts';
import { notUnderstood } from './fallback.ts';
import { forwarded } from './forwards.ts';
import { askAgain, leaveForm } from './open-form.ts';
import { caseReply } from './owners/case-replies.ts';
import { sentDocument } from './owners/documents.ts';
import { offerToOffice } from './owners/case-offers.ts';
import { editedReport } from './owners/edited-report.ts';
import { editedWords } from './owners/edited-words.ts';
import { sentPhoto } from './owners/photos.ts';
import { aims, secret } from './owners/plain-words.ts';
import { smallTalk } from './owners/small-talk.ts';
import { sharedNumber, strayNumber } from './owners/takeovers.ts';
import { voice } from './owners/voices.ts';
import { latePiece, piece } from './pieces.ts';
import type { Place, Take } from './place.ts';
import { silence } from './silence.ts';
import { slash } from './slash.ts';
import { filledSheets } from './staff/filled-sheet.ts';
import { programmeFileSent } from './staff/programme-import.ts';

/** What comes before the question of a form that is open: the form is left, and asked again where that fits. */
export const beforeForms = [
  'silence',
  'slash',
  'edited-report',
  'edited-words',
  'number',
  'sheet',
  'programme',
  'reply',
  'document',
  'photo',
  'piece',
  'forwarded',
] as const;
/** What a message can be where no form is open, or none takes it. */
export const withoutForm = [
  'secret',
  'aim',
  'stray-number',
  'small-talk',
  'late-piece',
  'voice',
  'offer',
  'caption',
  'not-understood',
] as const;

type PlaceName = (typeof beforeForms)[number] | (typeof withoutForm)[number];

/**
 * What a message of a person is: the first of these that it can be. A form that is open stands between the two lists.
 * Presses of buttons have no part in it: each says itself what it is for.
 */
export function orderOfPlaces(layouts: Layouts): {
  readonly before: MiddlewareFn<BotContext>;
  readonly after: MiddlewareFn<BotContext>;
} {
  const places: Readonly<Record<PlaceName, Place>> = {
    silence,
    slash,
    'edited-report': editedReport,
    'edited-words': editedWords,
    number: sharedNumber,
    sheet: filledSheets(layouts),
    programme: programmeFileSent,
    reply: caseReply,
    document: sentDocument,
    photo: sentPhoto,
    piece,
    forwarded,
    secret,
    aim: aims,
    'stray-number': strayNumber,
    'small-talk': smallTalk,
    'late-piece': latePiece,
    voice,
    offer: offerToOffice,
    caption,
    'not-understood': notUnderstood,
  };
  const takes = new WeakMap<BotContext, Take>();

  async function first(ctx: BotContext, names: readonly PlaceName[]): Promise<Take | 'silence' | undefined> {
    const message = ctx.message ?? ctx.editedMessage;
    if (message === undefined) return undefined;
    for (const name of names) {
      const meant = await places[name].meant(ctx, message);
      if (meant !== undefined) return meant;
    }
    return undefined;
  }

  return {
    async before(ctx, next) {
      const meant = await first(ctx, beforeForms);
      if (meant === 'silence') return;
      if (meant !== undefined) {
        takes.set(ctx, meant);
        // A conversation can be entered only behind the place where it is installed: it is taken there.
        await leaveForm(ctx);
      }
      await next();
    },
    async after(ctx, next) {
      const meant = takes.get(ctx) ?? (await first(ctx, withoutForm));
      if (meant === undefined || meant === 'silence') return next();
      if ((await meant()) === 'again') await askAgain(ctx);
    },
  };
}
