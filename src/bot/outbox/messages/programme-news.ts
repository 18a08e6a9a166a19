import { z } from 'zod';
import { readAs } from '../../../domain/words/read-as.ts';
import { missingOf } from '../../../domain/eligibility/fit.ts';
import { line, named } from '../../../i18n.ts';
import { criterionText } from '../../../reports/criteria-lines.ts';
import { newsNow, toldFits } from '../../../services/partnership/programmes/programme-news.ts';
import { button } from '../../buttons.ts';
import { programmeNewsRoute } from '../../routes/owners.ts';
import type { Words } from './words.ts';

const params = z.object({
  programme: z.string(),
  version: z.number().int(),
  business: z.number().int(),
  fit: z.enum(toldFits),
});

/** That a business may apply, or what is still missing; not due when either has changed since. */
export const programmeNews: Words = async (services, { person, params: given }) => {
  const about = readAs(params, given);
  const now = person === undefined ? undefined : await newsNow(services, person.id, about);
  if (person === undefined || now === undefined) return undefined;
  const { programme, evaluation, name } = now;
  const of = {
    business: { line: name === undefined ? line('partnership.unnamed') : named(name) },
    programme: { line: { local: programme.name } },
  };
  const missing = missingOf(evaluation).map((it) => criterionText(programme, it, services.office.areas));
  return {
    text:
      about.fit === 'fits'
        ? line(`partnership.news.fits.${programme.kind}`, of)
        : [
            line('partnership.news.nearly', { ...of, missing: { list: missing } }),
            line('partnership.news.later'),
          ],
    buttons: [
      [button('partnership.news.see', programmeNewsRoute.to('see', person.id))],
      [button('partnership.news.stop', programmeNewsRoute.to('stop', person.id))],
    ],
  };
};
