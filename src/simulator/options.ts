import type { Limits } from './api/limiter.ts';

/** Somebody to create; ids may be any positive number. */
export interface PersonOptions {
  readonly id: number;
  readonly firstName: string;
  readonly lastName?: string;
  readonly username?: string;
  /** 'id' when left out; null for a client that tells none. */
  readonly languageCode?: string | null;
  readonly phone?: string;
  /** Whether the bot may write first, because they pressed MULAI some time ago. */
  readonly started?: boolean;
  /** One line about the person for the page of the demo, such as "belum terdaftar". */
  readonly note?: string;
  /** Under which heading they stand on the page, such as "Pemilik". */
  readonly group?: string;
  /** False: they chat, but the page does not list them. */
  readonly listed?: boolean;
}

export interface GroupOptions {
  readonly id: number;
  readonly title: string;
}

export interface SimulatorOptions {
  /** '123456:SIMULATOR' when left out; the bot's id is the number before the colon. */
  readonly token?: string;
  readonly username?: string;
  readonly botName?: string;
  /** 0, any free port, when left out. */
  readonly port?: number;
  /** Where chats, files and ids are kept over a restart; in memory when left out. */
  readonly dataDir?: string;
  readonly now?: () => number | Date;
  /** Milliseconds of a steady clock for the flood limits. */
  readonly elapsed?: () => number;
  /** Telegram's limits when left out; false: none. */
  readonly limits?: Partial<Limits> | false;
  /** How long every call takes, getUpdates excepted. */
  readonly latencyMs?: number;
  /** Whether calls are remembered for tests; true when left out. */
  readonly keepCalls?: boolean;
  /** How many messages, events and violations are kept; 10,000 when left out. */
  readonly history?: number;
  /** How long a press waits for its answer; 60 s when left out. */
  readonly callbackLifetimeMs?: number;
  /** People that are there from the start, as the page lists them. */
  readonly people?: readonly PersonOptions[];
}

export const TELEGRAM_LIMITS: Limits = {
  perSecond: 30,
  perChatPerSecond: 1,
  perChatBurst: 20,
  perGroupPerMinute: 20,
};

export const NO_LIMITS: Limits = {
  perSecond: 0,
  perChatPerSecond: 0,
  perChatBurst: 1,
  perGroupPerMinute: 0,
};
