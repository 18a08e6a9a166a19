import { maskIdentityNumbers } from '../../../domain/people/identity.ts';
import { line, type Line } from '../../../i18n.ts';
import { rememberCaseMessage } from '../../../services/cases/case-messages.ts';
import { openHelpCase } from '../../../services/cases/cases.ts';
import { keepVoice } from '../../../services/cases/voices.ts';
import { closeDraft, emptyDraft, rewriteDraft } from '../../../services/core/drafts.ts';
import { rememberLetter } from '../../../services/core/last-letter.ts';
import type { Transaction } from '../../../services/core/services.ts';
import { postmarkOf } from '../../postmark.ts';
import { answersOf, type DraftState } from './draft.ts';
import { changeOf, whoOf, type Filling } from './filling.ts';
import type { Form, StoredAnswer } from './form.ts';
import type { Json } from './json.ts';
import type { Outcome } from './outcome.ts';
import type { Step } from './position.ts';

/**
 * The writes of an answer that need more than the draft row: sending, throwing away, a
 * case for whoever asks for help. Gives the outcome with what they add to it.
 */
export async function conclude<C, R extends Json>(
  inside: Transaction,
  filling: Filling<C, R>,
  move: Step,
  outcome: Outcome,
): Promise<Outcome> {
  const { ctx, row } = filling;
  if (move.keep !== undefined && ctx.message !== undefined) {
    const { account } = ctx.turn;
    const kept = await keepVoice(
      inside,
      { accountId: account.id, byPerson: account.person?.number },
      { ...move.keep, messageId: ctx.message.message_id },
    );
    await rewriteDraft(inside, row.id, changeOf(filling));
    return { ...outcome, kept };
  }
  if (move.ending === 'discarded') {
    await closeDraft(inside, row.id, 'discarded');
    return outcome;
  }
  const say =
    move.help === undefined
      ? outcome.say
      : [
          await askedForHelp(inside, filling, { question: move.help, left: move.ending === 'left' }),
          ...outcome.say,
        ];
  if (move.ending === 'submit') return { ...outcome, say, result: await submit(inside, filling) };
  await rewriteDraft(inside, row.id, changeOf(filling));
  return { ...outcome, say };
}

async function askedForHelp<C, R extends Json>(
  inside: Transaction,
  { ctx, form, row }: Filling<C, R>,
  { question, left }: { readonly question: string; readonly left: boolean },
): Promise<Line> {
  const { accountId, personId } = whoOf(ctx);
  const help = await openHelpCase(inside, {
    accountId,
    personId,
    form: form.name,
    question,
    draftId: row.id,
  });
  return line(left ? 'common.helpAskedLeft' : 'common.helpAsked', {
    number: help.number,
    day: { day: help.dueOn },
  });
}

async function submit<C, R extends Json>(
  inside: Transaction,
  { ctx, form, row, state, context }: Filling<C, R>,
): Promise<R> {
  const who = whoOf(ctx);
  const result = await form.submit(inside, who, answersOf(state.answers), context, {
    id: row.id,
    now: inside.now(),
    wording: (text) => ctx.turn.texts.plain(text, ctx.turn.to),
  });
  const to = form.goesOn?.(result);
  if (to !== undefined && ctx.message !== undefined) {
    const { message } = ctx;
    await rememberLetter(inside, who.accountId, postmarkOf(message), { to });
    // A reply to these words, weeks later, belongs where they went.
    if (to.way === 'office')
      await rememberCaseMessage(inside, {
        accountId: who.accountId,
        messageId: message.message_id,
        caseId: to.case,
      });
  }
  if (form.forget === true) await emptyDraft(inside, row.id);
  else await closeDraft(inside, row.id, 'submitted', JSON.stringify(withoutNik(form, state)));
  return result;
}

/** Once it is stored with the person, a NIK stays in the draft only masked. */
function withoutNik<C, S, R extends Json>(form: Form<C, S, R>, state: DraftState): DraftState {
  const secret = new Set(
    form.questions.flatMap((question) => (question.takesNik === true ? [question.key] : [])),
  );
  if (secret.size === 0) return state;
  const masked = Object.entries(state.answers).map(([key, answer]): [string, StoredAnswer] =>
    secret.has(key) && typeof answer.value === 'string'
      ? [key, { ...answer, value: maskIdentityNumbers(answer.value).masked, before: undefined }]
      : [key, answer],
  );
  return { ...state, answers: Object.fromEntries(masked) };
}
