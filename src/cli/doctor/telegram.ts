import { Api, GrammyError } from 'grammy';
import { line, languageCodes, type Texts } from '../../i18n.ts';
import { clip } from '../../domain/words/clip.ts';
import { broken, look, ok, span, type Finding } from './finding.ts';

const PATIENCE_S = 10;
const ODD_MS = 5_000;
const WRONG_MS = 60_000;

/** Whether Telegram knows this bot, and shows it as the locale files want it. */
export async function telegramFindings(
  it: { readonly token: string; readonly apiRoot: string; readonly botId: number },
  texts: Texts,
): Promise<readonly Finding[]> {
  const api = new Api(it.token, { apiRoot: it.apiRoot, timeoutSeconds: PATIENCE_S });
  try {
    const me = await api.getMe();
    const hook = await api.getWebhookInfo();
    return [
      me.id === it.botId
        ? ok('Bot API', `@${me.username}, number ${me.id}`)
        : broken(
            'Bot API',
            `@${me.username} is bot ${me.id}, the database is of bot ${it.botId}`,
            'put the right token into BOT_TOKEN',
          ),
      hook.url === undefined || hook.url === ''
        ? ok('webhook', 'none, as it should be')
        : broken(
            'webhook',
            'another program has set one on this token',
            'find that program and stop it, then restart the bot; if nobody knows it, change the token (OPERATIONS.md)',
          ),
      hook.pending_update_count > 100
        ? look(
            'waiting at Telegram',
            `${hook.pending_update_count} updates`,
            'is the bot running? Telegram keeps them 24 hours',
          )
        : ok('waiting at Telegram', `${hook.pending_update_count} updates`),
      me.can_join_groups
        ? look(
            'groups',
            'the bot can be added to groups',
            '@BotFather: /mybots, Bot Settings, Allow Groups: turn off',
          )
        : ok('groups', 'cannot be added to groups'),
      await profileFinding(api, texts),
    ];
  } catch (error) {
    if (error instanceof GrammyError && (error.error_code === 401 || error.error_code === 404))
      return [
        broken(
          'Bot API',
          `Telegram refuses the token (${error.error_code})`,
          'copy the token again from @BotFather into BOT_TOKEN',
        ),
      ];
    if (error instanceof GrammyError)
      return [
        broken(
          'Bot API',
          `Telegram answers ${error.error_code}: ${clip(error.description, 100)}`,
          error.error_code === 409
            ? 'another program uses this token: find it and stop it'
            : 'look again in a few minutes',
        ),
      ];
    return [
      broken(
        'Bot API',
        'Telegram cannot be reached',
        'look at the network and the firewall (api.telegram.org, port 443), or at TELEGRAM_API_ROOT',
      ),
    ];
  }
}

async function profileFinding(api: Api, texts: Texts): Promise<Finding> {
  const wrong: string[] = [];
  for (const language of languageCodes) {
    const to = { language, salutation: undefined, shortName: undefined };
    const where = language === 'id' ? {} : { language_code: language };
    const { name } = await api.getMyName(where);
    const { description } = await api.getMyDescription(where);
    if (name !== texts.plain(line('start.profile.name'), to)) wrong.push(`name (${language})`);
    if (description !== texts.plain(line('start.profile.description'), to))
      wrong.push(`description (${language})`);
  }
  return wrong.length === 0
    ? ok('profile', 'name and description are those of the locale files')
    : look(
        'profile',
        `differs from the locale files: ${wrong.join(', ')}`,
        'restart the bot: it sets them at its start (Telegram limits how often)',
      );
}

/** Compares the clock of this machine with the one of Telegram's server, as its answer says it. */
export async function clockFinding(apiRoot: string, now: () => Date): Promise<readonly Finding[]> {
  try {
    const asked = now();
    const answer = await fetch(apiRoot, {
      method: 'HEAD',
      redirect: 'manual',
      signal: AbortSignal.timeout(PATIENCE_S * 1_000),
    });
    await answer.body?.cancel();
    const said = Date.parse(answer.headers.get('date') ?? '');
    if (Number.isNaN(said)) return [];
    // The header has whole seconds and was written somewhere between.
    const off = (asked.getTime() + now().getTime()) / 2 - said - 500;
    return [clockState('clock', off)];
  } catch {
    return [];
  }
}

/** How far a clock is off, in ms; above zero: this machine is ahead. */
export function clockState(part: string, off: number): Finding {
  const size = Math.abs(off);
  if (size <= ODD_MS) return ok(part, 'right to a few seconds');
  const says = `${span(size) === 'less than a minute' ? `${Math.round(size / 1_000)} seconds` : span(size)} ${off > 0 ? 'ahead' : 'behind'}`;
  return size > WRONG_MS
    ? broken(part, says, 'switch on time synchronisation: timedatectl set-ntp true')
    : look(part, says, 'switch on time synchronisation: timedatectl set-ntp true');
}
