import { join } from 'node:path';
import { z } from 'zod';
import { isWithinDay } from './domain/when/office-hours.ts';
import { readSpan, type QuietSpans, type Span } from './domain/when/quiet-hours.ts';

const KEY_BYTES = 32;

const text = z.string().trim().min(1);
const whole = (low: number, high: number) =>
  z
    .string()
    .trim()
    .regex(/^\d+$/, `expected a whole number from ${low} to ${high}`)
    .transform(Number)
    .refine((n) => n >= low && n <= high, `expected a whole number from ${low} to ${high}`);

const isLoopback = (url: URL): boolean => ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);

const apiRoot = text
  .refine((value) => URL.canParse(value), 'expected an address such as https://api.telegram.org')
  .refine((value) => {
    if (!URL.canParse(value)) return true;
    const url = new URL(value);
    return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url));
  }, 'expected https, or http on this machine (127.0.0.1): the token travels in the address')
  .transform((value) => value.replace(/\/+$/, ''));

const heartbeat = text
  .refine((value) => URL.canParse(value), 'expected an address such as https://heartbeat.example/my-bot')
  .refine((value) => {
    if (!URL.canParse(value)) return true;
    const url = new URL(value);
    return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url));
  }, 'expected https, or http on this machine (127.0.0.1)');

const deskUrl = text
  .refine((value) => URL.canParse(value), 'expected an address such as https://meja.example.go.id')
  .refine((value) => {
    if (!URL.canParse(value)) return true;
    const url = new URL(value);
    const isBare = url.pathname === '/' && url.search === '' && url.username === '';
    return isBare && (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url)));
  }, 'expected https without a path, or http on this machine (127.0.0.1)')
  .transform((value) => (URL.canParse(value) ? new URL(value).origin : value));

/** "off", or a number. */
const offOr = (low: number, high: number) =>
  z
    .string()
    .trim()
    .default('off')
    .pipe(z.union([z.literal('off').transform(() => undefined), whole(low, high)]));

const key32 = text
  .transform((value) => Buffer.from(value, 'base64'))
  .refine(
    (key) => key.length === KEY_BYTES,
    `expected ${KEY_BYTES} bytes in base64; make one with: openssl rand -base64 ${KEY_BYTES}`,
  );

const botToken = text.regex(/^\d+:[\w-]+$/, 'expected the token from BotFather, such as 123456:ABC-DEF');

const databaseUrl = text.regex(
  /^postgres(ql)?:\/\/\S+$/,
  'expected postgresql://user:password@host:5432/name',
);

const span = z
  .string()
  .trim()
  .transform((value, context) => {
    const read = readSpan(value);
    if (read !== undefined) return read;
    context.addIssue({ code: 'custom', message: 'expected two times such as 20.00-07.00' });
    return z.NEVER;
  });

/** Who signs a paper: name, rank and NIP. */
export interface Signatory {
  readonly name: string;
  readonly rank: string;
  readonly nip: string;
}

const signatory = text.transform((value, context): Signatory => {
  const [name, rank, nip, ...more] = value.split(';').map((part) => part.trim());
  if (name && rank && nip && more.length === 0) return { name, rank, nip };
  context.addIssue({ code: 'custom', message: 'expected name; rank; NIP' });
  return z.NEVER;
});

/** Every variable that the process reads, with its check. `.env.example` lists the same ones (tested). */
export const variables = {
  BOT_TOKEN: botToken.optional(),
  APP_KEY: key32.optional(),
  DATABASE_URL: databaseUrl.optional(),
  DATA_DIR: text.default('data'),
  PORT: z.string().trim().default('3000').pipe(whole(0, 65_535)),
  TELEGRAM_API_ROOT: apiRoot.default('https://api.telegram.org'),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error']).default('info'),
  NODE_ENV: text.optional(),
  OFFICE_NAME: text.optional(),
  OFFICE_SITE: text.optional(),
  RETENTION_TEXT: text.optional(),
  TAX_TEXT: text.optional(),
  CREDIT_SALES_TEXT: text.optional(),
  DEPENDENCE_PERCENT: z.string().trim().default('70').pipe(whole(1, 100)),
  PAPER_ADDRESS: text.optional(),
  PAPER_BY: signatory.optional(),
  PAPER_KNOWN: signatory.optional(),
  KPPU_ADDRESS: text.default('kppu.go.id'),
  DATA_OFFICER: text.default('belum ditunjuk; silakan tanya petugas'),
  REPORT_OPEN_MONTHS: z.string().trim().default('6').pipe(whole(1, 24)),
  CASE_WORKING_DAYS: z.string().trim().default('3').pipe(whole(1, 30)),
  CLAIM_WORKING_DAYS: z.string().trim().default('3').pipe(whole(1, 30)),
  REVIEW_WORKING_DAYS: z.string().trim().default('5').pipe(whole(1, 30)),
  OFFICE_HOURS: span
    .refine(isWithinDay, 'expected a time and a later one of the same day, such as 08.00-15.30')
    .prefault('08.00-15.30'),
  NEWS_PER_WEEK: z.string().trim().default('3').pipe(whole(1, 14)),
  QUIET_HOURS: span.prefault('20.00-07.00'),
  QUIET_FRIDAY: span.prefault('11.00-13.00'),
  SECOND_PERSON_ABOVE: z
    .string()
    .trim()
    .default('200')
    .pipe(z.union([z.literal('off').transform(() => undefined), whole(0, 1_000_000)])),
  SENDS_PER_SECOND: z.string().trim().default('30').pipe(whole(1, 1_000)),
  COLLAPSE_ANSWERS: z.enum(['on', 'off']).default('on'),
  PRICE_INDEX_FILE: text.optional(),
  BACKUP_KEY: key32.optional(),
  BACKUP_DIR: text.optional(),
  BACKUP_KEEP_DAYS: z.string().trim().default('30').pipe(whole(1, 3_650)),
  JOURNAL_DIR: text.optional(),
  RETENTION_YEARS: offOr(1, 100),
  RETENTION_DAYS: offOr(30, 36_500),
  HEARTBEAT_URL: heartbeat.optional(),
  EXPORT_LAYOUT: text.optional(),
  DESK_URL: deskUrl.optional(),
} as const;

const schema = z.object(variables);

/** What an office sets once: names, promised times and sentences it has approved. */
export interface OfficeSettings {
  /** Undefined: those of its place (prisma/areas/office.json). */
  readonly name: string | undefined;
  readonly site: string | undefined;
  /** Approved sentences; without them the neutral ones of the locale files are used. */
  readonly retentionText: string | undefined;
  readonly taxText: string | undefined;
  readonly creditSalesText: string | undefined;
  /** What stands under the name of the office at the head of its papers. */
  readonly paperAddress: string | undefined;
  /** Who writes the papers of the office, and who knows of them; undefined: blanks for the hand. */
  readonly paperBy: Signatory | undefined;
  readonly paperKnown: Signatory | undefined;
  /** Where somebody turns to whose partner has changed an agreement alone. */
  readonly kppuAddress: string;
  /** Who looks after the protection of data, and how they are reached. */
  readonly dataOfficer: string;
  /** When more of the sales than this goes to one company, the office (never the company) sees it as a sign to talk. */
  readonly dependencePercent: number;
  /** How many finished months can still be reported or corrected by the owner. */
  readonly reportOpenMonths: number;
  /** Working days within which an answer of a person is promised. */
  readonly caseWorkingDays: number;
  /** Working days after which a payment counts as owed again that only the company says it has made. */
  readonly claimWorkingDays: number;
  /** Working days within which a second officer looks again at what the Dinas has decided. */
  readonly reviewWorkingDays: number;
  /** When people of the office are at work, on its working days and by its clocks. */
  readonly hours: Span;
  /** Most training messages to one person in a week. */
  readonly newsPerWeek: number;
  /** When the bot begins no conversation by itself, by the clocks of the office. */
  readonly quiet: QuietSpans;
  /** Announcements to more people than this need a second person; undefined: never because of their size. */
  readonly secondPersonAbove: number | undefined;
  /** Messages a second for the whole bot (Bot API: about 30, more only where Telegram has granted it). */
  readonly sendsPerSecond: number;
  /** Whether a question is changed into one line once it is answered. */
  readonly collapseAnswers: boolean;
  /** File of a price index by month; undefined: results are shown in the money of each month only. */
  readonly priceIndexFile: string | undefined;
  /** Where the desk stands in browsers, such as https://meja.example.go.id; undefined: it is off. */
  readonly deskUrl: string | undefined;
}

/** How data are kept safe, and until when they are kept. */
export interface Keeping {
  /** 32 bytes that encrypt the backups; without it none are made. */
  readonly backupKey: Buffer | undefined;
  readonly backupDir: string;
  /** Backups hold what was erased since, so they end after this many days. */
  readonly backupKeepDays: number;
  /** Where the journal lies that keeps the erased erased after a restore; outside the database. */
  readonly journalDir: string;
  /** After so many years closed businesses and the words behind figures are taken away; undefined: never. */
  readonly retentionYears: number | undefined;
  /** After so many days sent messages, ended forms and records of exports are taken away; undefined: never. */
  readonly retentionDays: number | undefined;
  /** Called every few minutes while the bot works; whoever watches it notices when the calls stop. */
  readonly heartbeatUrl: string | undefined;
}

interface Common {
  /** Port on 127.0.0.1, of the demo page or of the desk; 0 takes a free one. */
  readonly port: number;
  readonly dataDir: string;
  readonly keeping: Keeping;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error';
  /** A JSON file with the office's own columns of exported reports. */
  readonly exportLayout: string | undefined;
  readonly office: OfficeSettings;
}

export interface DemoConfig extends Common {
  readonly mode: 'demo';
}

export interface LiveConfig extends Common {
  readonly mode: 'live';
  readonly botToken: string;
  readonly apiRoot: string;
  readonly appKey: Buffer;
  readonly databaseUrl: string | undefined;
}

export type Config = DemoConfig | LiveConfig;

/** Thrown with every problem of the environment at once, one a line. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/**
 * Reads the settings of the process.
 *
 * Without `BOT_TOKEN` this is the demo; the demo refuses `DATABASE_URL` and `NODE_ENV=production`,
 * so that a lost `.env` never starts a demo instead of the bot.
 * @throws ConfigError naming all problems together
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  // An empty line such as `DATABASE_URL=` in .env means "not set".
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim() !== ''));
  const parsed = schema.safeParse(given);
  const problems = parsed.success
    ? []
    : parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  const isLive = given['BOT_TOKEN'] !== undefined;
  if (isLive && given['APP_KEY'] === undefined)
    problems.push(
      'APP_KEY: missing; make one with: openssl rand -base64 32, and keep a copy apart from the backups',
    );
  if (given['BACKUP_KEY'] !== undefined && given['BACKUP_KEY'].trim() === given['APP_KEY']?.trim())
    problems.push(
      'BACKUP_KEY: the same as APP_KEY; make one of its own with: openssl rand -base64 32, so that who has one of them cannot read everything',
    );
  if (!isLive && given['DATABASE_URL'] !== undefined)
    problems.push(
      'DATABASE_URL: set without BOT_TOKEN; set BOT_TOKEN for the real bot, or remove DATABASE_URL for the demo',
    );
  if (!isLive && given['NODE_ENV'] === 'production')
    problems.push('BOT_TOKEN: missing under NODE_ENV=production; the demo never runs in production');
  if (!parsed.success || problems.length > 0)
    throw new ConfigError(
      `The settings have ${problems.length} problem(s):\n${problems.map((p) => `  - ${p}`).join('\n')}`,
    );

  const value = parsed.data;
  const common: Common = {
    port: value.PORT,
    dataDir: value.DATA_DIR,
    logLevel: value.LOG_LEVEL,
    exportLayout: value.EXPORT_LAYOUT,
    keeping: {
      backupKey: value.BACKUP_KEY,
      backupDir: value.BACKUP_DIR ?? join(value.DATA_DIR, 'backups'),
      backupKeepDays: value.BACKUP_KEEP_DAYS,
      journalDir: value.JOURNAL_DIR ?? join(value.DATA_DIR, 'journal'),
      retentionYears: value.RETENTION_YEARS,
      retentionDays: value.RETENTION_DAYS,
      heartbeatUrl: value.HEARTBEAT_URL,
    },
    office: {
      name: value.OFFICE_NAME,
      site: value.OFFICE_SITE,
      retentionText: value.RETENTION_TEXT,
      taxText: value.TAX_TEXT,
      creditSalesText: value.CREDIT_SALES_TEXT,
      paperAddress: value.PAPER_ADDRESS,
      paperBy: value.PAPER_BY,
      paperKnown: value.PAPER_KNOWN,
      kppuAddress: value.KPPU_ADDRESS,
      dataOfficer: value.DATA_OFFICER,
      dependencePercent: value.DEPENDENCE_PERCENT,
      reportOpenMonths: value.REPORT_OPEN_MONTHS,
      caseWorkingDays: value.CASE_WORKING_DAYS,
      claimWorkingDays: value.CLAIM_WORKING_DAYS,
      reviewWorkingDays: value.REVIEW_WORKING_DAYS,
      hours: value.OFFICE_HOURS,
      newsPerWeek: value.NEWS_PER_WEEK,
      quiet: { daily: value.QUIET_HOURS, friday: value.QUIET_FRIDAY },
      secondPersonAbove: value.SECOND_PERSON_ABOVE,
      sendsPerSecond: value.SENDS_PER_SECOND,
      collapseAnswers: value.COLLAPSE_ANSWERS === 'on',
      priceIndexFile: value.PRICE_INDEX_FILE,
      deskUrl: value.DESK_URL,
    },
  };
  if (value.BOT_TOKEN === undefined || value.APP_KEY === undefined) return { ...common, mode: 'demo' };
  return {
    ...common,
    mode: 'live',
    botToken: value.BOT_TOKEN,
    apiRoot: value.TELEGRAM_API_ROOT,
    appKey: value.APP_KEY,
    databaseUrl: value.DATABASE_URL,
  };
}
