import { line, named } from '../../../i18n.ts';
import { accountOf, peopleOf, setActivePerson } from '../../../services/core/accounts.ts';
import { button } from '../../buttons.ts';
import { personRoute } from '../../routes/owners.ts';
import { oldPress, say } from '../../send.ts';
import { addresseeOf, type BotContext } from '../../turn.ts';
import { onPress, type Press } from '../on-press.ts';
import { showMenu } from './menu.ts';

/** Several people share one phone: who is speaking now? */
export async function choosePerson(ctx: BotContext): Promise<void> {
  const people = await peopleOf(ctx.turn.services, ctx.turn.account.id);
  await say(ctx, line('start.switch.ask'), [
    ...people.map((person) => [{ label: named(person.name ?? '–'), data: personRoute.to(person.id) }]),
    [button('start.switch.other', 'register')],
  ]);
}

/**
 * From now on the chat speaks for this person, whose message or button was used. False, and nothing changes, for
 * somebody who does not use this chat: numbers in buttons may be forged.
 */
export async function becomePerson(ctx: BotContext, personId: number): Promise<boolean> {
  const { services, account } = ctx.turn;
  if (account.person?.id === personId) return true;
  if (!(await setActivePerson(services, account.id, personId))) return false;
  ctx.turn.account = await accountOf(services, account.chatId, account.language);
  ctx.turn.to = addresseeOf(ctx.turn.account);
  return true;
}

export function personButtons(): readonly Press[] {
  return [
    onPress(personRoute, async (ctx, id) => {
      if (!(await becomePerson(ctx, id))) return oldPress(ctx);
      await say(ctx, line('start.switch.done'));
      await showMenu(ctx);
    }),
  ];
}
