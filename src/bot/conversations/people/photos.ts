import { z } from 'zod';
import { kmOutside, type Box } from '../../../domain/people/point.ts';
import { line } from '../../../i18n.ts';
import { ownerInAccount } from '../../../services/core/accounts.ts';
import type { Services, Transaction } from '../../../services/core/services.ts';
import { giveConsent, hasConsent } from '../../../services/people/consents.ts';
import { personNumber } from '../../../services/people/people.ts';
import { awaitPhotos, FOR_COMPANIES, keepPoint, MOST_PHOTOS } from '../../../services/people/photos.ts';
import { consentTexts } from '../../consent-texts.ts';
import { button, menuButton } from '../../buttons.ts';
import { photoRoute } from '../../routes/owners.ts';
import { question, type Answers, type Form, type SubmittedDraft, type Who } from '../engine/form.ts';
import type { Receipt } from '../../message.ts';
import { choice, discard, hint, propose, sharePlace, take } from '../engine/reply.ts';
import { fillOne, fillOneOf } from '../engine/script.ts';

/** The business that is shown, known before the form begins. */
export const PICTURED = { key: 'business', value: z.number().int() };

interface Context {
  /** Undefined where the business is of nobody in this chat. */
  readonly owner: number | undefined;
  readonly agreed: boolean;
  readonly bounds: readonly Box[];
}

const consent = line('photo.consent.ask');

/** Asked before the first photo or place: by the office alone, or by companies, too. */
const agree = question<Context, string>({
  key: 'agree',
  value: z.enum([FOR_COMPANIES, 'office']),
  numbered: false,
  bare: true,
  byButton: true,
  when: (_answers, { agreed }) => !agreed,
  ask: () => consent,
  choices: () => [
    [choice(FOR_COMPANIES, line('photo.consent.all'), take(FOR_COMPANIES))],
    [choice('office', line('photo.consent.office'), take('office'))],
    [choice('no', line('photo.consent.no'), discard(line('photo.consent.declined')))],
  ],
  hints: [line('photo.consent.hint'), consent],
});

const point = question<Context, { readonly latitude: number; readonly longitude: number }>({
  key: 'point',
  value: z.object({ latitude: z.number(), longitude: z.number() }),
  numbered: false,
  keyboard: { close: 'photo.point.closed' },
  ask: () => line('photo.point.ask'),
  choices: () => [[sharePlace(line('photo.point.share'))]],
  // A live one is taken where it is now; its movements are no answers.
  readPlace: ({ latitude, longitude }, _answers, { bounds }) => {
    const value = { latitude, longitude };
    const km = kmOutside(value, bounds);
    return km === undefined
      ? take(value)
      : propose(line('photo.point.far', { km }), line('photo.point.again'), {
          code: 'here',
          label: line('photo.point.here'),
          value,
        });
  },
  read: () => hint(),
  hints: [line('photo.point.hint'), line('photo.point.ask')],
});

const result = z.object({ business: z.number(), stored: z.boolean() });
type Stored = z.infer<typeof result>;
type PhotoForm = Form<Context, Services, Stored>;

const common = {
  version: 1,
  brief: true,
  load: async (services: Services, who: Who, answers: Answers): Promise<Context> => {
    const id = answers.of(PICTURED);
    const owner = id === undefined ? undefined : await ownerInAccount(services, who.accountId, id);
    return {
      owner,
      agreed: owner !== undefined && (await hasConsent(services, owner, 'photos')),
      bounds: services.office.areas.bounds,
    };
  },
  result,
} as const;

async function storeConsent(
  services: Transaction,
  who: Who,
  answers: Answers,
  owner: number,
  draft: SubmittedDraft,
): Promise<void> {
  const chosen = answers.of(agree);
  if (chosen === undefined || (await hasConsent(services, owner, 'photos'))) return;
  await giveConsent(services, {
    personId: owner,
    personNumber: await personNumber(services, owner),
    purpose: 'photos',
    version: consentTexts.photos.version,
    language: who.language,
    text: draft.wording(consent),
    button: chosen,
    givenAt: draft.now,
    draftId: draft.id,
  });
}

/** What to send now that it was agreed to. */
export const sendPhotos = (business: number): Receipt => ({
  text: line('photo.send', { most: MOST_PHOTOS }),
  buttons: [[button('photo.button.done', photoRoute.to('see', business))], [menuButton]],
});

const toBusiness = (business: number): Receipt['buttons'] => [
  [button('photo.menu', photoRoute.to('see', business)), menuButton],
];

/** The consent; the photos themselves are taken outside of a form, as many as come at once. */
const photosForm: PhotoForm = {
  ...common,
  name: 'photos',
  title: 'photo.title',
  questions: [agree],
  submit: async (services, who, answers, { owner }, draft) => {
    const business = answers.of(PICTURED) ?? 0;
    if (owner === undefined) return { business, stored: false };
    await storeConsent(services, who, answers, owner, draft);
    await awaitPhotos(services, who.accountId, { photos: business });
    return { business, stored: true };
  },
  receipt: ({ business, stored }) =>
    stored ? sendPhotos(business) : { text: line('photo.gone'), buttons: [[menuButton]] },
};

/** *Lokasi usaha*: a point on the map, asked back when it is far from where the office works. */
const pointForm: PhotoForm = {
  ...common,
  name: 'point',
  title: 'photo.point.title',
  questions: [agree, point],
  submit: async (services, who, answers, { owner }, draft) => {
    const business = answers.of(PICTURED) ?? 0;
    const told = answers.of(point);
    if (owner === undefined || told === undefined) return { business, stored: false };
    await storeConsent(services, who, answers, owner, draft);
    return { business, stored: await keepPoint(services, { personId: owner, businessId: business }, told) };
  },
  receipt: ({ business, stored }) => ({
    text: line(stored ? 'photo.point.done' : 'photo.gone'),
    buttons: stored ? toBusiness(business) : [[menuButton]],
  }),
};

export const photos = fillOneOf(fillOne(photosForm, { fresh: true }), fillOne(pointForm, { fresh: true }));
