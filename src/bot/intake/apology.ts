import type { Api } from 'grammy';
import { line, type Texts } from '../../i18n.ts';
import type { Log } from '../../log.ts';
import { codecs } from '../../services/core/codecs.ts';
import { accountIdOf, accountOf } from '../../services/core/accounts.ts';
import { openCase } from '../../services/cases/cases.ts';
import { once, type Cause } from '../../services/core/effects.ts';
import type { DatabaseClient, Services } from '../../services/core/services.ts';
import { buttonRow, keyboardOf, menuButton } from '../buttons.ts';
import { addresseeOf } from '../turn.ts';
import { waitFor } from './waits.ts';

export interface ApologyDependencies {
  readonly prisma: DatabaseClient;
  readonly services: Services;
  readonly texts: Texts;
  readonly api: Api;
  readonly log: Log;
}

/**
 * For an update that was set aside: one case for the staff, then one kind sentence to the person. Both may be
 * asked for again after a death; the case is opened once, the sentence may come twice. Whatever has failed in the
 * update may fail here again, so no part needs another: without a readable name the words are plain, and without a
 * case the sentence still goes out. Resolves with whether the staff find a case.
 */
export async function apologise(
  dependencies: ApologyDependencies,
  chatId: number,
  cause: Cause,
): Promise<boolean> {
  const { prisma, services, texts, api, log } = dependencies;
  const part = async <T>(run: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await run();
    } catch (error) {
      // The database or Telegram cannot work now: all of it is tried again later.
      if (waitFor(error, 0, 1) !== undefined) throw error;
      log.error({ error }, 'A part of an apology failed; the rest of it goes on');
      return undefined;
    }
  };
  const account = await part(() => accountOf(services, chatId, 'id'));
  const number = await part(() =>
    once(prisma, services, cause, 'set-aside', codecs.string, async (inside) => {
      const opened = await openCase(inside, {
        kind: 'stuck',
        accountId: await accountIdOf(inside, chatId),
        personId: account?.person?.id,
        details: { update: cause.updateId },
      });
      return opened.number;
    }),
  );
  const to = addresseeOf(account ?? { language: 'id', person: undefined });
  await api.sendMessage(chatId, texts.plain(line('common.trouble'), to), {
    reply_markup: keyboardOf(texts, [buttonRow('common.button.continue', menuButton.data)], to),
  });
  return number !== undefined;
}
