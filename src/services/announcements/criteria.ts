import { z } from 'zod';
import { businessKinds } from '../../domain/people/business-kind.ts';
import { isMonth } from '../../domain/month/month.ts';
import { interestKeys } from '../people/people.ts';

/** Classes by PP 7/2021, as an audience can name them. */
export const audienceClasses = ['micro', 'small', 'medium', 'large'] as const;

/**
 * Whom an announcement is for. The groups are combined with AND, the values of a group with OR; an empty group
 * leaves nobody out. What concerns a business has to hold of one and the same business.
 */
export const criteria = z.object({
  /** Codes of kecamatan in which the business is. */
  kecamatan: z.array(z.string()).readonly(),
  /** Codes of desa: of their kecamatan only those who are there; left out, and for kecamatan without one: everywhere in it. */
  desa: z.array(z.string()).readonly().optional(),
  kinds: z.array(z.enum(businessKinds)).readonly(),
  classes: z.array(z.enum(audienceClasses)).readonly(),
  interests: z.array(z.enum(interestKeys)).readonly(),
  /** Names of tags that the office has put on the business; audiences of before know none. */
  tags: z.array(z.string()).readonly().default([]),
  /** Only those who have never come to a training. */
  neverAttended: z.boolean(),
  /** Only those who have not reported this month, 'YYYY-MM'. */
  notReported: z.string().refine(isMonth, "expected a month 'YYYY-MM'").nullable(),
  /** Only those who fulfil the hard criteria of this programme today. */
  programme: z.string().nullable(),
  /** Only those who have got this earlier announcement of a training or a survey and have answered it, or have not; left out: everybody. */
  followUp: z
    .object({
      announcement: z.number().int(),
      /** Its code, for the words about it. */
      code: z.string(),
      answered: z.boolean(),
    })
    .readonly()
    .optional(),
});
export type Criteria = z.infer<typeof criteria>;

/** What beside the criteria decides who is reached. */
export interface AudienceOptions {
  /** Whoever takes part in it already is not invited again. */
  readonly trainingId?: number | undefined;
  /** Whoever has answered it already is not asked again. */
  readonly surveyId?: number | undefined;
  /** Passes the weekly cap. */
  readonly urgent: boolean;
  /** Topic of the training, for those who want news of their topics only. */
  readonly topic?: string | undefined;
  /** Code of the kecamatan of the venue, for those who want news from near only. */
  readonly venueKecamatan?: string | undefined;
}
