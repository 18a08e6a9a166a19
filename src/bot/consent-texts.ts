/**
 * The texts that people agree to. The version is kept with every consent as the proof of what was read: it is raised
 * with every change of the words, and a test compares the words of each version with those that stand here.
 */
export interface ConsentText {
  readonly version: number;
  /** Keys of its texts in the locales, each with all keys below it. */
  readonly keys: readonly string[];
}

export const consentTexts = {
  /** Also read aloud by a helper, and asked again after it was withdrawn or an account was taken over. */
  registration: { version: 2, keys: ['register.consent.ask', 'register.consent.full'] },
  trainingNews: { version: 1, keys: ['register.news.ask'] },
  programmeNews: { version: 1, keys: ['partnership.news.ask'] },
  programmeCalls: { version: 1, keys: ['partnership.calls.ask'] },
  beFound: { version: 1, keys: ['supply.consent.ask'] },
  exactSales: { version: 1, keys: ['partnership.exact.ask'] },
  profit: { version: 2, keys: ['profit.consent.ask'] },
  photos: { version: 1, keys: ['photo.consent.ask'] },
  training: { version: 1, keys: ['training.guest.consent'] },
  survey: { version: 1, keys: ['survey.consent.ask'] },
  /** In a group: asked of the founder and of everybody who joins. */
  group: { version: 1, keys: ['group.consent'] },
  /** To one application of a group. */
  groupPartner: {
    version: 3,
    keys: ['group.apply.consent', 'partnership.apply.shown', 'partnership.apply.field'],
  },
  partner: {
    version: 3,
    keys: [
      'partnership.apply.consent.ask',
      'partnership.apply.consent.full',
      'partnership.apply.shown',
      'partnership.apply.field',
    ],
  },
} as const satisfies Readonly<Record<string, ConsentText>>;
