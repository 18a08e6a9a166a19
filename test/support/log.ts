import { Writable } from 'node:stream';
import { pino } from 'pino';
import { describeError, type Log } from '../../src/log.ts';

export interface HeardLog {
  readonly log: Log;
  /** The sentences logged so far, errors and warnings only. */
  readonly sentences: readonly string[];
  /** Everything, as it would stand in the log file. */
  readonly text: string;
  /** Resolves when a sentence like this was logged. */
  heard(sentence: RegExp): Promise<void>;
}

/** A log that a test can read. */
export function heardLog(): HeardLog {
  const lines: string[] = [];
  const waiting = new Set<() => void>();
  const stream = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk));
      for (const look of waiting) look();
      done();
    },
  });
  const log = pino(
    { level: 'debug', base: null, serializers: { error: (error: unknown) => describeError(error) } },
    stream,
  );
  const sentences = (): readonly string[] =>
    lines.flatMap((line) => {
      const { level, msg }: { readonly level: number; readonly msg: string } = JSON.parse(line);
      return level >= 40 ? [msg] : [];
    });
  return {
    log,
    get sentences() {
      return sentences();
    },
    get text() {
      return lines.join('');
    },
    heard(sentence) {
      return new Promise((resolve) => {
        const look = (): void => {
          if (!sentences().some((it) => sentence.test(it))) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      });
    },
  };
}
