import { GrammyError, type Api } from 'grammy';
import { languageCodes, line, type Texts } from '../i18n.ts';
import type { Log } from '../log.ts';
import { commands } from './features/commands.ts';

/**
 * Name, description and commands of the bot from the locale files: the first thing that people see (Bot API,
 * setMyName, setMyDescription, setMyShortDescription, setMyCommands). Telegram limits how often these may be
 * set, and an unchanged text needs no call, so what stands there is read first.
 */
export async function setProfile(api: Api, texts: Texts, log: Log): Promise<void> {
  try {
    for (const language of languageCodes) {
      const to = { language, salutation: undefined, shortName: undefined };
      const say = (key: Parameters<typeof line>[0]): string => texts.plain(line(key), to);
      // The source language is what everybody sees whose own language has no text.
      const where = language === 'id' ? {} : { language_code: language };
      const [name, description, short, known] = await Promise.all([
        api.getMyName(where),
        api.getMyDescription(where),
        api.getMyShortDescription(where),
        api.getMyCommands(where),
      ]);
      if (name.name !== say('start.profile.name')) await api.setMyName(say('start.profile.name'), where);
      if (description.description !== say('start.profile.description'))
        await api.setMyDescription(say('start.profile.description'), where);
      if (short.short_description !== say('start.profile.short'))
        await api.setMyShortDescription(say('start.profile.short'), where);
      const wanted = commands.flatMap((it) =>
        it.describe === undefined || it.staff === true
          ? []
          : [{ command: it.names[0], description: say(it.describe) }],
      );
      if (JSON.stringify(known) !== JSON.stringify(wanted)) await api.setMyCommands(wanted, where);
    }
  } catch (error) {
    if (error instanceof GrammyError && error.error_code === 401) throw error;
    log.warn({ error }, 'The profile of the bot could not be set; it is tried again at the next start');
  }
}
