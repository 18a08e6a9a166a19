import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from '../src/config.ts';

const APP_KEY = Buffer.alloc(32, 1).toString('base64');
const live = { BOT_TOKEN: '123456:ABC-DEF_ghi', APP_KEY };

function problems(env: Readonly<Record<string, string>>): readonly string[] {
  try {
    readConfig(env);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.message
      .split('\n')
      .slice(1)
      .map((line) => line.replace('  - ', ''));
  }
}

describe('the settings', () => {
  it('without a token are the demo, on port 3000 of this machine', () => {
    expect(readConfig({})).toMatchObject({ mode: 'demo', port: 3000, dataDir: 'data' });
  });

  it('with a token are the real bot, on the embedded database unless a server is named', () => {
    expect(readConfig(live)).toMatchObject({
      mode: 'live',
      apiRoot: 'https://api.telegram.org',
      databaseUrl: undefined,
    });
    expect(readConfig({ ...live, DATABASE_URL: 'postgresql://u:p@db:5432/umkm' })).toMatchObject({
      databaseUrl: 'postgresql://u:p@db:5432/umkm',
    });
    expect(readConfig({ ...live, NODE_ENV: 'production' })).toMatchObject({ mode: 'live' });
  });

  it('take an empty line of .env for not set, and cut spaces', () => {
    expect(readConfig({ BOT_TOKEN: '', DATABASE_URL: ' ', PORT: '  8080 ' })).toMatchObject({
      mode: 'demo',
      port: 8080,
    });
    expect(readConfig({ ...live, OFFICE_NAME: ' Dinas ' }).office.name).toBe('Dinas');
  });

  it.each<readonly [string, Readonly<Record<string, string>>, RegExp]>([
    [
      'a server without a token',
      { DATABASE_URL: 'postgres://u:p@db/x' },
      /^DATABASE_URL: set without BOT_TOKEN/,
    ],
    ['a demo in production', { NODE_ENV: 'production' }, /^BOT_TOKEN: missing under NODE_ENV=production/],
    [
      'a token without a key',
      { BOT_TOKEN: live.BOT_TOKEN },
      /^APP_KEY: missing; make one with: openssl rand -base64 32/,
    ],
    [
      'a key that is too short',
      { ...live, APP_KEY: Buffer.alloc(16).toString('base64') },
      /^APP_KEY: expected 32 bytes in base64/,
    ],
    ['a key that is no base64', { ...live, APP_KEY: 'not a key!' }, /^APP_KEY: expected 32 bytes/],
    ['a token that is none', { ...live, BOT_TOKEN: 'abc' }, /^BOT_TOKEN: expected the token from BotFather/],
    [
      'another kind of database',
      { ...live, DATABASE_URL: 'mysql://u:p@db/x' },
      /^DATABASE_URL: expected postgresql/,
    ],
    [
      'an API over plain http',
      { ...live, TELEGRAM_API_ROOT: 'http://example.org' },
      /^TELEGRAM_API_ROOT: expected https, or http on this machine/,
    ],
    [
      'an API that is no address',
      { ...live, TELEGRAM_API_ROOT: 'nowhere' },
      /^TELEGRAM_API_ROOT: expected an address/,
    ],
    ['a port that is no number', { PORT: '80a' }, /^PORT: expected a whole number from 0 to 65535/],
    ['a port too high', { PORT: '70000' }, /^PORT: expected a whole number/],
    ['a level that is none', { LOG_LEVEL: 'loud' }, /^LOG_LEVEL: /],
    [
      'no month to report',
      { REPORT_OPEN_MONTHS: '0' },
      /^REPORT_OPEN_MONTHS: expected a whole number from 1 to 24/,
    ],
    ['an answer in half a day', { CASE_WORKING_DAYS: '0.5' }, /^CASE_WORKING_DAYS: /],
    ['too many messages', { NEWS_PER_WEEK: '100' }, /^NEWS_PER_WEEK: /],
  ])('refuse %s', (_what, env, message) => {
    expect(problems(env)).toEqual([expect.stringMatching(message)]);
  });

  it.each([
    'http://127.0.0.1:8081',
    'http://localhost:8081/',
    'http://[::1]:8081',
    'https://example.org/api/',
  ])('take %s as an API', (root) => {
    expect(readConfig({ ...live, TELEGRAM_API_ROOT: root })).toMatchObject({
      apiRoot: root.replace(/\/$/, ''),
    });
  });

  it('name all problems in one message, and no value', () => {
    const env = {
      BOT_TOKEN: 'secret-token',
      APP_KEY: 'secret-key',
      DATABASE_URL: 'secret-url',
      PORT: 'x',
      CASE_WORKING_DAYS: '-1',
    };
    expect(problems(env).map((it) => it.split(':')[0])).toEqual([
      'BOT_TOKEN',
      'APP_KEY',
      'DATABASE_URL',
      'PORT',
      'CASE_WORKING_DAYS',
    ]);
    expect(problems(env).join('\n')).not.toContain('secret');
  });
});
