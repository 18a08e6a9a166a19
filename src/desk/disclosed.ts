import { shownFields, type DisclosedField } from '../domain/partnership/candidate.ts';
import { candidateFacts, type CandidateFacts } from '../services/partnership/candidates/candidate-facts.ts';
import type { Candidate } from '../services/partnership/candidates/candidates.ts';
import { disclose, type DisclosureKind } from '../services/partnership/candidates/disclosures.ts';
import type { At } from './screen.ts';

/**
 * What is shown of candidates, each with its row of disclosure, in one transaction that locks them: whoever withdraws at
 * the same moment is not shown.
 * @param some fields that are shown, where it is not all that may be
 */
export async function disclosedFacts(
  { member, note }: At,
  kind: DisclosureKind,
  wanted: readonly Candidate[],
  some?: readonly DisclosedField[],
): Promise<readonly CandidateFacts[]> {
  return note(async (inside) => {
    const facts: CandidateFacts[] = [];
    for (const it of await disclose(inside, member, kind, wanted, some)) {
      const found = await candidateFacts(inside, it);
      if (found !== undefined) facts.push(found);
    }
    return facts;
  });
}

/** All but the phone number, which a page shows only on a press. */
export const withoutPhone: readonly DisclosedField[] = shownFields.filter((field) => field !== 'phone');
