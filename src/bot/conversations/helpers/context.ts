import { Temporal } from 'temporal-polyfill';
import type { z } from 'zod';
import { worksIn } from '../../../domain/office/roles.ts';
import type { Areas } from '../../../services/core/areas.ts';
import { lastPayloads } from '../../../services/core/drafts.ts';
import type { Services } from '../../../services/core/services.ts';
import { answersOf, draftCodec } from '../engine/draft.ts';
import type { Answers, Moment, Who } from '../engine/form.ts';
import type { Json } from '../engine/json.ts';
import type { Context } from '../questions/index.ts';

export const REGISTER = 'helper-register';

/** What the questions about somebody else look up. */
export interface HelperContext extends Context {
  /** Answers about the owners before, the newest first: "Sama seperti tadi". */
  readonly earlier: readonly Answers[];
}

const EARLIER = 3;

export async function loadHelper(
  services: Services,
  who: Who,
  _answers: Answers,
  moment: Moment,
): Promise<HelperContext> {
  const payloads = await lastPayloads(services, who.accountId, REGISTER, EARLIER);
  return {
    areas: areasOf(services.office.areas, who),
    today: Temporal.PlainDate.from(moment.today),
    people: [],
    earlier: payloads.map((payload) => answersOf(draftCodec.decode(payload).answers)),
  };
}

/** The kecamatan in which this helper works. */
function areasOf(areas: Areas, { member }: Who): Areas {
  if (member === undefined || member.kecamatan.length === 0) return areas;
  return { ...areas, kecamatan: areas.kecamatan.filter((it) => worksIn(member, it.code)) };
}

/** What was answered to this question about the last owner who had an answer. */
export function before<V extends Json>(
  { earlier }: HelperContext,
  asked: { readonly key: string; readonly value: z.ZodType<V> },
): V | undefined {
  for (const answers of earlier) {
    const value = answers.of(asked);
    if (value !== undefined) return value;
  }
  return undefined;
}
