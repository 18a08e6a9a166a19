import { line } from '../../../i18n.ts';
import { caseOfMessage } from '../../../services/cases/case-messages.ts';
import { submittedSince } from '../../../services/core/drafts.ts';
import { answeredBy } from '../../conversations/engine/draft.ts';
import { registration } from '../../conversations/people/register.ts';
import { button, menuButton } from '../../buttons.ts';
import { say } from '../../send.ts';
import { writeInto } from '../case-letters.ts';
import type { Place } from '../place.ts';
import { EDITABLE_MS } from './edited-report.ts';

/**
 * Words that went somewhere, edited in the chat: those of a case go there anew, beside the old ones; those of a
 * registration that was sent lead to the change of the data.
 */
export const editedWords: Place = {
  async meant(ctx, message) {
    if (ctx.editedMessage === undefined) return undefined;
    const { account, services } = ctx.turn;
    const { message_id: messageId } = message;
    const found = await caseOfMessage(services, account.id, { messageId, ofBot: false, text: '' });
    if (found !== undefined)
      return async () => {
        const { kind, number, notes } = await writeInto(ctx, message, { case: found.caseId, way: 'office' });
        const result =
          kind === 'nothing'
            ? line('common.edited.none')
            : kind === 'done'
              ? line('case.more.office', { number })
              : line('case.owner.over');
        await say(ctx, [...notes, result]);
        return 'again';
      };
    if (account.person === undefined) return undefined;
    const since = new Date(services.now().getTime() - EDITABLE_MS);
    const drafts = await submittedSince(services, account.id, [registration.name], since);
    if (!drafts.some((draft) => answeredBy(draft.payload, messageId).length > 0)) return undefined;
    return async () => {
      await say(ctx, line('common.edited.offer'), [
        [button('data.button.correct', 'data-correct'), menuButton],
      ]);
      return 'again';
    };
  },
};
