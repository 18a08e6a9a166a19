import type { Api } from 'grammy';
import type { PrismaClient } from '../../../prisma/client/client.ts';
import { line, type Texts } from '../../i18n.ts';
import { accountOf } from '../../services/accounts.ts';
import { openCase } from '../../services/cases.ts';
import { once, type Cause } from '../../services/effects.ts';
import type { Services } from '../../services/services.ts';
import { addresseeOf } from '../turn.ts';

export interface ApologyEdges {
  readonly prisma: PrismaClient;
  readonly services: Services;
  readonly texts: Texts;
  readonly api: Api;
}

/**
 * For an update that was set aside: one case for the staff, then one kind sentence to the person. Both may be
 * asked for again after a death; the case is opened once, the sentence may come twice.
 */
export async function apologise(
  { prisma, services, texts, api }: ApologyEdges,
  chatId: number,
  cause: Cause,
): Promise<void> {
  const account = await accountOf(services, chatId, 'id');
  await once(prisma, services, cause, 'set-aside', async (inside) => {
    const { number } = await openCase(inside, {
      kind: 'stuck',
      accountId: account.id,
      personId: account.person?.id,
      details: { update: cause.updateId },
    });
    return number;
  });
  const to = addresseeOf(account);
  await api.sendMessage(chatId, texts.plain(line('common.trouble'), to), {
    reply_markup: {
      inline_keyboard: [[{ text: texts.plain(line('common.button.continue'), to), callback_data: 'menu' }]],
    },
  });
}
