import { isList, isRecord, stringOf } from '../../json.ts';
import type { BotCommand } from '../../types.ts';
import type { ProfileText } from '../../world/profile.ts';
import { chatOf } from '../access.ts';
import type { Call, Method } from '../context.ts';
import { badRequest } from '../refusal.ts';

/** getMe. */
const getMe: Method = ({ world }) => ({
  ...world.me,
  first_name: world.profile.text('name', '') ?? world.me.first_name,
  can_join_groups: true,
  can_read_all_group_messages: false,
  supports_guest_queries: false,
  supports_inline_queries: false,
  can_connect_to_business: false,
  has_main_web_app: false,
  has_topics_enabled: false,
  allows_users_to_create_topics: false,
  can_manage_bots: false,
});

const logOut: Method = () => true;

function languageOf(call: Call): string {
  const language = call.params.text('language_code') ?? '';
  if (language !== '' && !/^[a-z]{2}$/.test(language)) throw badRequest('invalid language code specified');
  return language;
}

function scopeOf(call: Call): string {
  const scope = call.params.json('scope');
  if (scope === undefined) return 'default';
  if (!isRecord(scope)) throw badRequest("can't parse BotCommandScope: Expected an Object");
  const type = stringOf(scope, 'type') ?? '';
  switch (type) {
    case 'default':
    case 'all_private_chats':
    case 'all_group_chats':
    case 'all_chat_administrators':
      return type;
    case 'chat':
    case 'chat_administrators':
    case 'chat_member': {
      const chat = textOf(scope['chat_id']);
      if (chat === '') throw badRequest("can't parse BotCommandScope: chat_id is empty");
      if (call.world.chats.get(Number(chat)) === undefined) throw badRequest('chat not found');
      return type === 'chat_member' ? `${type}:${chat}:${textOf(scope['user_id'])}` : `${type}:${chat}`;
    }
    default:
      throw badRequest("can't parse BotCommandScope: Unsupported type specified");
  }
}

function textOf(id: unknown): string {
  return typeof id === 'number' || typeof id === 'string' ? String(id) : '';
}

function readCommands(call: Call): BotCommand[] {
  const given = call.params.json('commands');
  if (!isList(given)) throw badRequest("can't parse commands JSON object");
  if (given.length > 100) throw badRequest('BOT_COMMANDS_TOO_MUCH');
  return given.map((item) => {
    const record = isRecord(item) ? item : {};
    const command = (stringOf(record, 'command') ?? '').replace(/^\//, '');
    const description = (stringOf(record, 'description') ?? '').trim();
    if (command === '') throw badRequest('command name is empty');
    if (!/^[a-z0-9_]{1,32}$/.test(command)) throw badRequest('BOT_COMMAND_INVALID');
    if (description === '') throw badRequest('command description is empty');
    if (description.length > 256) throw badRequest('BOT_COMMAND_DESCRIPTION_INVALID');
    return { command, description };
  });
}

/** setMyCommands, getMyCommands, deleteMyCommands, by scope and language. */
const setMyCommands: Method = (call) => {
  const commands = readCommands(call);
  call.world.profile.setCommands(scopeOf(call), languageOf(call), commands);
  return true;
};

const getMyCommands: Method = (call) => call.world.profile.commands(scopeOf(call), languageOf(call)) ?? [];

const deleteMyCommands: Method = (call) => {
  call.world.profile.setCommands(scopeOf(call), languageOf(call), undefined);
  return true;
};

/** setMyName, setMyDescription, setMyShortDescription and their getters. */
function textSetter(kind: ProfileText, limit: number, refusal: string): Method {
  return (call) => {
    const text = call.params.text(kind) ?? '';
    const language = languageOf(call);
    if (text.length > limit) throw badRequest(refusal);
    call.world.profile.setText(kind, language, text);
    return true;
  };
}

function textGetter(kind: ProfileText): Method {
  return (call) => {
    const usual = kind === 'name' ? call.world.me.first_name : '';
    return { [kind]: call.world.profile.textFor(kind, languageOf(call)) ?? usual };
  };
}

function menuChat(call: Call): number | undefined {
  return call.params.has('chat_id') ? chatOf(call).chat.id : undefined;
}

/** setChatMenuButton, getChatMenuButton. */
const setChatMenuButton: Method = (call) => {
  const button = call.params.json('menu_button') ?? { type: 'default' };
  const type = isRecord(button) ? stringOf(button, 'type') : undefined;
  if (type !== 'commands' && type !== 'default' && type !== 'web_app') {
    throw badRequest("can't parse MenuButton: Unsupported type specified");
  }
  call.world.profile.setMenuButton(menuChat(call), type === 'default' ? undefined : button);
  return true;
};

const getChatMenuButton: Method = (call) => call.world.profile.menuButton(menuChat(call));

export const profileMethods = {
  getMe,
  logOut,
  close: logOut,
  setMyCommands,
  getMyCommands,
  deleteMyCommands,
  setMyName: textSetter('name', 64, 'BOT_TITLE_INVALID'),
  getMyName: textGetter('name'),
  setMyDescription: textSetter('description', 512, 'BOT_DESCRIPTION_INVALID'),
  getMyDescription: textGetter('description'),
  setMyShortDescription: textSetter('short_description', 120, 'BOT_SHORT_DESCRIPTION_INVALID'),
  getMyShortDescription: textGetter('short_description'),
  setChatMenuButton,
  getChatMenuButton,
};
