import { z } from 'zod';
import { readWord } from '../../../domain/words/words.ts';
import { line, type Line, type TextKey } from '../../../i18n.ts';
import { ownerInAccount } from '../../../services/core/accounts.ts';
import type { Services } from '../../../services/core/services.ts';
import { businessesOf } from '../../../services/people/businesses.ts';
import { partnerNameOf, storeFollowUp } from '../../../services/partnership/results/follow-ups.ts';
import { followUpRoute } from '../../routes/owners.ts';
import { button, menuButton } from '../../buttons.ts';
import { question, type Form, type Question } from '../engine/form.ts';
import { choice, leave, take, tell } from '../engine/reply.ts';
import { fillOne } from '../engine/script.ts';
import { countRows, replyToCount } from '../questions/count.ts';
import { partnerInShort } from '../../../reports/application-lines.ts';

/** Whose workers and buyers are told. */
export const FOLLOWED = { key: 'business', value: z.number().int() };

interface Context {
  readonly businessId: number | undefined;
  readonly businessName: string | undefined;
  readonly partner: string;
}

/** "Tidak ada", "belum", "nol" */
function isNobody(text: string): boolean {
  const word = readWord(text.trim().replace(/ (ada|onok|enek)$/iu, ''));
  return word === 'no' || word === 'not-yet' || /^(nol|kosong|nihil)$/iu.test(text.trim());
}

/** A number of people, by button or typed. */
function countQuestion(
  key: string,
  ask: (context: Context) => Line,
  more: Partial<Pick<Question<Context, number>, 'label' | 'leaveOpen'>> & { readonly unknown?: TextKey } = {},
): Question<Context, number> {
  const { unknown, ...rest } = more;
  return question<Context, number>({
    key,
    value: z.number().int().min(0),
    ask: (_answers, context) => ask(context),
    choices: () => [
      ...countRows(key, 0, 7, take),
      [choice('more', line('register.more'), tell(line('register.women.hint1')))],
      ...(unknown === undefined ? [] : [[choice('unknown', line(unknown), leave('skipped'))]]),
    ],
    read: (said) => (said.kind === 'text' && isNobody(said.text) ? take(0) : replyToCount(said, take)),
    reader: 'count@1',
    hints: [line('register.women.hint1'), line('register.women.hint1')],
    show: (count) => line('common.number', { number: count }),
    ...rest,
  });
}

const women = countQuestion('paidFemale', () => line('result.followUp.women.ask'), {
  label: 'result.followUp.women.label',
});
const men = countQuestion('paidMale', () => line('result.followUp.men.ask'), {
  label: 'result.followUp.men.label',
});
const family = countQuestion('family', () => line('result.followUp.family.ask'), {
  label: 'result.followUp.family.label',
});
const seasonal = countQuestion('seasonal', () => line('result.followUp.seasonal.ask'), {
  label: 'result.followUp.seasonal.label',
});
const buyers = countQuestion('buyers', ({ partner }) => line('result.followUp.buyers.ask', { partner }), {
  label: 'result.followUp.buyers.label',
  unknown: 'result.followUp.unknown',
});

const result = z.object({ stored: z.boolean() });

/** *Kabar usaha*: who works there and how, and who buys; the base of two of the results. */
const followUpForm: Form<Context, Services, z.infer<typeof result>> = {
  name: 'follow-up',
  version: 1,
  title: 'result.followUp.title',
  questions: [women, men, family, seasonal, buyers],
  heading: (_answers, { businessName }) =>
    businessName === undefined ? undefined : line('partnership.heading', { business: businessName }),
  load: async (services, who, answers) => {
    const id = answers.of(FOLLOWED);
    const ownerId = id === undefined ? undefined : await ownerInAccount(services, who.accountId, id);
    const business =
      ownerId === undefined ? undefined : (await businessesOf(services, ownerId)).find((it) => it.id === id);
    return {
      businessId: business?.id,
      businessName: business?.name,
      partner: partnerInShort(id === undefined ? undefined : await partnerNameOf(services, id)),
    };
  },
  submit: async (services, _who, answers, { businessId }, draft) => {
    const told = [women, men, family, seasonal].map((it) => answers.of(it));
    const [paidFemale, paidMale, kin, hired] = told;
    if (
      businessId === undefined ||
      paidFemale === undefined ||
      paidMale === undefined ||
      kin === undefined ||
      hired === undefined
    )
      return { stored: false };
    await storeFollowUp(services, {
      businessId,
      draftId: draft.id,
      workforce: { paidFemale, paidMale, family: kin, seasonal: hired },
      buyers: answers.of(buyers),
    });
    return { stored: true };
  },
  result,
  receipt: ({ stored }, answers, { businessId }) =>
    !stored || businessId === undefined
      ? { text: line('partnership.gone'), buttons: [[menuButton]] }
      : {
          text: line('result.followUp.done', {
            female: answers.of(women) ?? 0,
            male: answers.of(men) ?? 0,
            family: answers.of(family) ?? 0,
            seasonal: answers.of(seasonal) ?? 0,
            buyers: answers.of(buyers) ?? '–',
          }),
          buttons: [[button('common.button.changeAnswer', followUpRoute.to(businessId))], [menuButton]],
        },
};

export const followUp = fillOne(followUpForm);
