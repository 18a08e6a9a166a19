import { line } from '../../../i18n.ts';
import { consentTexts } from '../../consent-texts.ts';
import { button, menuButton } from '../../buttons.ts';
import { fillOne, fillOneOf } from '../engine/script.ts';
import { consentForm } from './consent-form.ts';

const answers = {
  yes: line('partnership.news.yes'),
  no: line('partnership.news.no'),
  declined: line('partnership.news.declined'),
  hint: line('partnership.news.hint'),
  receipt: () => ({
    text: line('partnership.news.given'),
    buttons: [[button('partnership.news.title', 'programme-news')], [menuButton]],
  }),
} as const;

const programmeNews = consentForm({
  purpose: 'programme-news',
  title: 'partnership.news.title',
  ask: line('partnership.news.ask'),
  version: consentTexts.programmeNews.version,
  ...answers,
});

const programmeCalls = consentForm({
  purpose: 'programme-calls',
  title: 'partnership.calls.title',
  ask: line('partnership.calls.ask'),
  version: consentTexts.programmeCalls.version,
  ...answers,
});

const beFound = consentForm({
  purpose: 'be-found',
  title: 'supply.consent.title',
  ask: line('supply.consent.ask'),
  version: consentTexts.beFound.version,
  ...answers,
});

/** News of programmes by chat and by phone, and being found by companies: each asked for by itself. */
export const programmeConsents = fillOneOf(fillOne(programmeNews), fillOne(programmeCalls), fillOne(beFound));
