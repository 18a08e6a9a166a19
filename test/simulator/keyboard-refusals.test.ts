import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSimulator, type Simulator } from '../../src/simulator/simulator.ts';
import { clientOf, type Answer } from './client.ts';

let simulator: Simulator;
let call: (method: string, parameters?: object) => Promise<Answer>;

beforeAll(async () => {
  simulator = createSimulator({ limits: false });
  call = clientOf(simulator, await simulator.start());
  simulator.createPerson({ id: 1, firstName: 'Siti' }).start();
});

afterAll(() => simulator.stop());

function button(fields: object): object {
  return { chat_id: 1, text: 'x', reply_markup: { inline_keyboard: [[fields]] } };
}

describe('keyboards that Telegram refuses are refused in its words', () => {
  it.each<[title: string, method: string, parameters: object, code: number, description: string]>([
    [
      'callback data of 65 bytes',
      'sendMessage',
      button({ text: 'x', callback_data: 'ä'.repeat(32) + 'x' }),
      400,
      'Bad Request: BUTTON_DATA_INVALID',
    ],
    [
      'empty callback data',
      'sendMessage',
      button({ text: 'x', callback_data: '' }),
      400,
      "Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    ],
    [
      'a button without text',
      'sendMessage',
      button({ callback_data: 'x' }),
      400,
      'Bad Request: can\'t parse inline keyboard button: Can\'t find field "text"',
    ],
    [
      'an empty button text',
      'sendMessage',
      button({ text: ' ', callback_data: 'x' }),
      400,
      'Bad Request: inline keyboard button text must be non-empty',
    ],
    [
      'a bad URL',
      'sendMessage',
      button({ text: 'x', url: 'not-a-url' }),
      400,
      "Bad Request: inline keyboard button URL 'not-a-url' is invalid: Wrong HTTP URL",
    ],
    [
      'an FTP URL',
      'sendMessage',
      button({ text: 'x', url: 'ftp://a.com' }),
      400,
      "Bad Request: inline keyboard button URL 'ftp://a.com' is invalid: Unsupported URL protocol",
    ],
    [
      'a web app without TLS',
      'sendMessage',
      button({ text: 'x', web_app: { url: 'http://a.com' } }),
      400,
      "Bad Request: inline keyboard button Web App URL 'http://a.com' is invalid: Only HTTPS links are allowed",
    ],
    [
      'a pay button',
      'sendMessage',
      button({ text: 'x', pay: true }),
      400,
      'Bad Request: BUTTON_TYPE_INVALID',
    ],
    [
      '101 buttons',
      'sendMessage',
      {
        chat_id: 1,
        text: 'x',
        reply_markup: {
          inline_keyboard: Array.from({ length: 101 }, () => [{ text: 'x', callback_data: 'x' }]),
        },
      },
      400,
      'Bad Request: reply markup is too long',
    ],
    [
      'rows that are no list',
      'sendMessage',
      { chat_id: 1, text: 'x', reply_markup: { inline_keyboard: 'x' } },
      400,
      'Bad Request: field "inline_keyboard" must be of type Array',
    ],
    [
      'a markup that is no JSON',
      'sendMessage',
      { chat_id: 1, text: 'x', reply_markup: '{' },
      400,
      "Bad Request: can't parse reply keyboard markup JSON object",
    ],
    [
      'a flag that is no boolean',
      'sendMessage',
      { chat_id: 1, text: 'x', reply_markup: { remove_keyboard: 'yes' } },
      400,
      'Bad Request: field "remove_keyboard" must be of type Boolean',
    ],
  ])('%s', async (_title, method, parameters, code, description) => {
    const answer = await call(method, parameters);
    expect(answer).toMatchObject({ ok: false, status: code, error_code: code, description });
  });
});
