import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSimulator, type Simulator, type Started } from '../../src/simulator/simulator.ts';
import { clientOf, numberIn, type Answer } from './client.ts';

let simulator: Simulator;
let started: Started;
let call: (method: string, parameters?: object) => Promise<Answer>;

beforeAll(async () => {
  simulator = createSimulator({ limits: false });
  started = await simulator.start();
  call = clientOf(simulator, started);
  simulator.createPerson({ id: 1, firstName: 'Siti' }).start();
  simulator.createPerson({ id: 2, firstName: 'Never' });
  simulator.createPerson({ id: 3, firstName: 'Blocks' }).start();
  simulator.person(3).block();
  simulator.createPerson({ id: 4, firstName: 'Gone' }).start();
  simulator.person(4).deactivate();
});

afterAll(() => simulator.stop());

const html = (text: string): object => ({ chat_id: 1, text, parse_mode: 'HTML' });

describe('what Telegram refuses is refused in its words', () => {
  it.each<[title: string, method: string, parameters: object, code: number, description: string]>([
    ['a missing text', 'sendMessage', { chat_id: 1 }, 400, 'Bad Request: message text is empty'],
    ['an empty text', 'sendMessage', { chat_id: 1, text: '' }, 400, 'Bad Request: message text is empty'],
    ['a blank text', 'sendMessage', { chat_id: 1, text: ' \n ' }, 400, 'Bad Request: text must be non-empty'],
    [
      'a text of 4,097',
      'sendMessage',
      { chat_id: 1, text: 'x'.repeat(4097) },
      400,
      'Bad Request: message is too long',
    ],
    ['no chat', 'sendMessage', { text: 'x' }, 400, 'Bad Request: chat_id is empty'],
    ['an unknown chat', 'sendMessage', { chat_id: 99, text: 'x' }, 400, 'Bad Request: chat not found'],
    [
      'an unknown username',
      'sendMessage',
      { chat_id: '@nobody', text: 'x' },
      400,
      'Bad Request: chat not found',
    ],
    [
      'who never began',
      'sendMessage',
      { chat_id: 2, text: 'x' },
      403,
      "Forbidden: bot can't initiate conversation with a user",
    ],
    ['who blocked', 'sendMessage', { chat_id: 3, text: 'x' }, 403, 'Forbidden: bot was blocked by the user'],
    ['who is gone', 'sendMessage', { chat_id: 4, text: 'x' }, 403, 'Forbidden: user is deactivated'],
    [
      'an unknown parse mode',
      'sendMessage',
      { chat_id: 1, text: 'x', parse_mode: 'BBCODE' },
      400,
      'Bad Request: unsupported parse_mode',
    ],
    [
      'an unknown tag',
      'sendMessage',
      html('<p>x</p>'),
      400,
      'Bad Request: can\'t parse entities: Unsupported start tag "p" at byte offset 0',
    ],
    [
      'a bare <',
      'sendMessage',
      html('ä 1 < 2 b'),
      400,
      'Bad Request: can\'t parse entities: Unsupported start tag "" at byte offset 5',
    ],
    [
      'an open tag',
      'sendMessage',
      html('<b>x'),
      400,
      'Bad Request: can\'t parse entities: Can\'t find end tag corresponding to start tag "b"',
    ],
    [
      'crossed tags',
      'sendMessage',
      html('<b><i>test</b></i>'),
      400,
      'Bad Request: can\'t parse entities: Unmatched end tag at byte offset 10, expected "</i>", found "</b>"',
    ],
    [
      'a lone end tag',
      'sendMessage',
      html('x</b>'),
      400,
      "Bad Request: can't parse entities: Unexpected end tag at byte offset 1",
    ],
    [
      'a span without class',
      'sendMessage',
      html('<span>x</span>'),
      400,
      'Bad Request: can\'t parse entities: Tag "span" must have class "tg-spoiler" at byte offset 0',
    ],
    [
      'an open MarkdownV2 entity',
      'sendMessage',
      { chat_id: 1, text: '*x', parse_mode: 'MarkdownV2' },
      400,
      "Bad Request: can't parse entities: Can't find end of Bold entity at byte offset 0",
    ],
    [
      'a reserved character',
      'sendMessage',
      { chat_id: 1, text: 'a.', parse_mode: 'MarkdownV2' },
      400,
      "Bad Request: can't parse entities: Character '.' is reserved and must be escaped with the preceding '\\'",
    ],
    [
      'an entity outside',
      'sendMessage',
      { chat_id: 1, text: 'hello', entities: [{ type: 'bold', offset: 0, length: 100 }] },
      400,
      'Bad Request: entity beginning at UTF-16 offset 0 ends after the end of the text at UTF-16 offset 100',
    ],
    [
      'a reply to nothing',
      'sendMessage',
      { chat_id: 1, text: 'x', reply_parameters: { message_id: 999 } },
      400,
      'Bad Request: message to be replied not found',
    ],
    [
      'a reply without number',
      'sendMessage',
      { chat_id: 1, text: 'x', reply_parameters: {} },
      400,
      'Bad Request: can\'t find field "message_id"',
    ],
    [
      'an edit of nothing',
      'editMessageText',
      { chat_id: 1, message_id: 999, text: 'x' },
      400,
      'Bad Request: message to edit not found',
    ],
    [
      'an edit without number',
      'editMessageText',
      { chat_id: 1, text: 'x' },
      400,
      'Bad Request: message identifier is not specified',
    ],
    [
      "an edit of the person's message",
      'editMessageText',
      { chat_id: 1, message_id: 1, text: 'x' },
      400,
      "Bad Request: message can't be edited",
    ],
    [
      'a deletion of nothing',
      'deleteMessage',
      { chat_id: 1, message_id: 999 },
      400,
      'Bad Request: message to delete not found',
    ],
    [
      'a copy of nothing',
      'copyMessage',
      { chat_id: 1, from_chat_id: 1, message_id: 999 },
      400,
      'Bad Request: message to copy not found',
    ],
    [
      'a forward of nothing',
      'forwardMessage',
      { chat_id: 1, from_chat_id: 1, message_id: 999 },
      400,
      'Bad Request: message to forward not found',
    ],
    [
      'a pin of nothing',
      'pinChatMessage',
      { chat_id: 1, message_id: 999 },
      400,
      'Bad Request: message to pin not found',
    ],
    [
      'an answer to no press',
      'answerCallbackQuery',
      { callback_query_id: '1' },
      400,
      'Bad Request: query is too old and response timeout expired or query ID is invalid',
    ],
    [
      'a toast of 201',
      'answerCallbackQuery',
      { callback_query_id: '1', text: 'x'.repeat(201) },
      400,
      'Bad Request: MESSAGE_TOO_LONG',
    ],
    [
      'an unknown action',
      'sendChatAction',
      { chat_id: 1, action: 'sleeping' },
      400,
      'Bad Request: wrong parameter action in request',
    ],
    [
      'a photo that is missing',
      'sendPhoto',
      { chat_id: 1 },
      400,
      'Bad Request: there is no photo in the request',
    ],
    [
      'a wrong file_id',
      'sendPhoto',
      { chat_id: 1, photo: 'AgACwrong' },
      400,
      'Bad Request: wrong file identifier/HTTP URL specified',
    ],
    [
      'a picture from the web',
      'sendPhoto',
      { chat_id: 1, photo: 'https://a.com/x.png' },
      400,
      'Bad Request: failed to get HTTP URL content',
    ],
    [
      'a caption of 1,025',
      'sendPhoto',
      { chat_id: 1, photo: 'x', caption: 'x'.repeat(1025) },
      400,
      'Bad Request: message caption is too long',
    ],
    [
      'an album of one',
      'sendMediaGroup',
      { chat_id: 1, media: [{ type: 'photo', media: 'x' }] },
      400,
      'Bad Request: too few media to send as an album',
    ],
    ['a wrong file', 'getFile', { file_id: 'x' }, 400, 'Bad Request: invalid file_id'],
    [
      'a place off the earth',
      'sendLocation',
      { chat_id: 1, latitude: 91, longitude: 0 },
      400,
      'Bad Request: wrong location specified',
    ],
    [
      'a wrong command',
      'setMyCommands',
      { commands: [{ command: 'Über', description: 'x' }] },
      400,
      'Bad Request: BOT_COMMAND_INVALID',
    ],
    [
      'a long description',
      'setMyDescription',
      { description: 'x'.repeat(513) },
      400,
      'Bad Request: BOT_DESCRIPTION_INVALID',
    ],
    [
      'a webhook without TLS',
      'setWebhook',
      { url: 'http://a.com' },
      400,
      'Bad Request: bad webhook: An HTTPS URL must be provided for webhook',
    ],
    [
      'a reaction that is none',
      'setMessageReaction',
      { chat_id: 1, message_id: 1, reaction: [{ type: 'emoji', emoji: 'x' }] },
      400,
      'Bad Request: REACTION_INVALID',
    ],
    ['an unknown method', 'sendNothing', {}, 404, 'Not Found: method not found'],
    [
      'a method that is not built',
      'sendInvoice',
      { chat_id: 1 },
      501,
      'Not Implemented: the simulator does not implement sendInvoice',
    ],
  ])('%s', async (_title, method, parameters, code, description) => {
    const answer = await call(method, parameters);
    expect(answer).toMatchObject({ ok: false, status: code, error_code: code, description });
  });

  it('a wrong token', async () => {
    const answer = await fetch(`${started.apiRoot}/bot123456:WRONG/getMe`);
    expect(answer.status).toBe(401);
    expect(await answer.json()).toEqual({ ok: false, error_code: 401, description: 'Unauthorized' });
    const file = await fetch(`${started.apiRoot}/file/bot123456:WRONG/photos/file_0.png`);
    expect(file.status).toBe(401);
  });

  it('an edit that changes nothing', async () => {
    const sent = await call('sendMessage', html('<b>a</b> b'));
    const edit = { chat_id: 1, message_id: numberIn(sent, 'message_id') };
    const same = await call('editMessageText', {
      ...edit,
      text: 'a b ',
      entities: [{ type: 'bold', offset: 0, length: 1 }],
    });
    expect(same.description).toBe(
      'Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
    );
    expect((await call('editMessageText', { ...edit, text: 'a b' })).ok).toBe(true);
    const caption = await call('editMessageCaption', { ...edit, caption: 'x' });
    expect(caption.description).toBe('Bad Request: there is no caption in the message to edit');
  });
});
