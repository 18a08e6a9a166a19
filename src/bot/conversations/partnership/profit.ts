import { z } from 'zod';
import { line } from '../../../i18n.ts';
import { ownerInAccount } from '../../../services/core/accounts.ts';
import type { Services } from '../../../services/core/services.ts';
import { storeProfit, wasAsked } from '../../../services/partnership/agreements/profits.ts';
import { giveConsent, hasConsent } from '../../../services/people/consents.ts';
import { personNumber } from '../../../services/people/people.ts';
import { consentTexts } from '../../consent-texts.ts';
import { menuButton } from '../../buttons.ts';
import { question, type Form } from '../engine/form.ts';
import { choice, discard, take } from '../engine/reply.ts';
import { fillOne } from '../engine/script.ts';
import { money, MONEY_READER, replyToMoney, type Money } from '../questions/money.ts';

/** Whose profit in which year is told. */
export const EARNER = { key: 'business', value: z.number().int() };
export const EARNED = { key: 'year', value: z.number().int() };

interface Context {
  /** Undefined where nobody was asked, or it is not for whoever fills the form. */
  readonly owner: number | undefined;
  readonly agreed: boolean;
  readonly year: number;
}

const skip = choice('skip', line('profit.skip'), discard(line('profit.skipped')));
const consent = line('profit.consent.ask');

const agree = question<Context, 'agreed'>({
  key: 'agree',
  value: z.literal('agreed'),
  numbered: false,
  bare: true,
  byButton: true,
  when: (_answers, { agreed }) => !agreed,
  ask: () => consent,
  choices: () => [[choice('yes', line('profit.consent.yes'), take('agreed'))], [skip]],
  hints: [line('profit.consent.hint'), consent],
});

const amount = question<Context, Money>({
  key: 'amount',
  value: money,
  numbered: false,
  ask: (_answers, { year }) => line('profit.ask', { year: String(year) }),
  choices: () => [[choice('none', line('profit.none'), take({ amount: 0, estimate: false }))], [skip]],
  read: (said, _answers, { year }) =>
    replyToMoney(said, {
      confirm: (value) => line('profit.confirm', { year: String(year), amount: { rupiahFull: value } }),
      offerEstimate: true,
    }),
  reader: MONEY_READER,
  hints: [line('money.hint.none'), line('money.hint.secondPlain')],
});

const result = z.object({ stored: z.boolean() });

/** *Laba setahun*: asked once a year, with a consent of its own, and skipped by a button wherever it stands. */
const profitForm: Form<Context, Services, z.infer<typeof result>> = {
  name: 'profit',
  version: 1,
  brief: true,
  figures: true,
  title: 'profit.title',
  questions: [agree, amount],
  load: async (services, who, answers) => {
    const [id, year] = [answers.of(EARNER), answers.of(EARNED)];
    const asked = id !== undefined && year !== undefined && (await wasAsked(services, id, year));
    const owner = asked ? await ownerInAccount(services, who.accountId, id) : undefined;
    return {
      owner,
      agreed: owner !== undefined && (await hasConsent(services, owner, 'profit')),
      year: year ?? 0,
    };
  },
  submit: async (services, who, answers, { owner, agreed, year }, draft) => {
    const [businessId, told] = [answers.of(EARNER), answers.of(amount)];
    if (owner === undefined || businessId === undefined || told === undefined) return { stored: false };
    if (!agreed)
      await giveConsent(services, {
        personId: owner,
        personNumber: await personNumber(services, owner),
        purpose: 'profit',
        version: consentTexts.profit.version,
        language: who.language,
        text: draft.wording(consent),
        button: 'yes',
        givenAt: draft.now,
        draftId: draft.id,
      });
    await storeProfit(services, { businessId, year, amount: told.amount });
    return { stored: true };
  },
  result,
  receipt: ({ stored }) => ({
    text: line(stored ? 'profit.done' : 'partnership.gone'),
    buttons: [[menuButton]],
    figures: true,
  }),
};

export const profit = fillOne(profitForm, { fresh: true });
