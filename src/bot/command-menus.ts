import { GrammyError, type Api } from 'grammy';
import { isLanguage, line, type Texts } from '../i18n.ts';
import type { Log } from '../log.ts';
import { commands } from './features/commands.ts';

/** Telegram's command menu of single chats: members of the office see theirs, nobody else does. */
export interface CommandMenus {
  /** Called with every update; asks Telegram only when something has changed since this process began. */
  sync(chatId: number, isMember: boolean, language: string): Promise<void>;
}

/** Bot API, setMyCommands with BotCommandScopeChat. `known`: chats that had a menu of their own when this began. */
export function createCommandMenus(api: Api, texts: Texts, log: Log, known: readonly number[]): CommandMenus {
  const shown = new Map<number, boolean>(known.map((chatId) => [chatId, true]));
  const set = new Set<number>();
  return {
    async sync(chatId, isMember, language) {
      if (isMember ? set.has(chatId) : shown.get(chatId) !== true) return;
      const scope = { type: 'chat', chat_id: chatId } as const;
      const to = {
        language: isLanguage(language) ? language : 'id',
        salutation: undefined,
        shortName: undefined,
      } as const;
      shown.set(chatId, isMember);
      if (isMember) set.add(chatId);
      else set.delete(chatId);
      try {
        if (isMember)
          await api.setMyCommands(
            commands.flatMap((it) =>
              it.describe === undefined
                ? []
                : [{ command: it.names[0], description: texts.plain(line(it.describe), to) }],
            ),
            { scope },
          );
        else await api.deleteMyCommands({ scope });
      } catch (error) {
        if (error instanceof GrammyError && error.error_code === 401) throw error;
        log.debug({ error }, 'The command menu of a chat could not be set');
      }
    },
  };
}
