import type { Telegram } from '../telegram.ts';
import { createDispatcher } from './dispatcher.ts';
import { createExporter } from './exporter.ts';
import type { ExporterOptions } from './exporting.ts';
import type { SendingOptions } from './sending.ts';
import { createTakingBack } from './taking-back.ts';

export interface OutboxOptions
  extends Omit<SendingOptions, 'api' | 'replies' | 'budget'>, Omit<ExporterOptions, 'api' | 'budget'> {
  readonly telegram: Telegram;
}

/** Everything that the bot begins by itself: messages, and files that were ordered. */
export interface Outbox {
  /** At start: says what a death has interrupted. */
  recover(): Promise<void>;
  /** Sends the messages that are due, and begins what was ordered. Resolves when the messages have gone out. */
  run(): Promise<void>;
  /** The same for whoever does not wait for it: what was queued goes out at once, not only at the next tick. */
  wake(): void;
  /** Resolves when everything that is due now has gone out. */
  idle(): Promise<void>;
  stop(): Promise<void>;
}

export function createOutbox({ telegram, ...options }: OutboxOptions): Outbox {
  const { log } = options;
  const { budget, queued, files, replies } = telegram;
  const messages = createDispatcher({ ...options, budget, api: queued, replies });
  const exports = createExporter({ ...options, budget, api: files });
  const takingBack = createTakingBack({ ...options, api: queued });
  const run = (): Promise<void> => {
    exports.run().catch((error: unknown) => log.error({ error }, 'An ordered export could not be made'));
    takingBack
      .run()
      .catch((error: unknown) => log.error({ error }, 'What has to leave a chat could not be looked for'));
    return messages.run();
  };
  return {
    async recover() {
      await messages.recover();
      await exports.recover();
    },
    run,
    wake() {
      run().catch((error: unknown) => log.error({ error }, 'What the bot begins could not be sent'));
    },
    async idle() {
      await exports.run();
      await takingBack.run();
      await messages.run();
    },
    async stop() {
      await exports.stop();
      await takingBack.stop();
      await messages.stop();
    },
  };
}
