import { SingleBar } from 'cli-progress';

/** Where a command says things: a terminal, or whoever is connected to the running bot. */
export interface Terminal {
  /** A line of the result, on standard output. */
  say(line: string): void;
  /** A line about what went wrong or what to watch, on standard error. */
  warn(line: string): void;
  /** Long work begins; nothing is shown where nobody looks. */
  progress(what: string): Progress;
}

export interface Progress {
  /** `total` may still change while the work goes on. */
  update(done: number, total: number): void;
  end(): void;
}

/** The terminal of this process; bars stand on standard error, and only when that is a terminal. */
export function processTerminal(): Terminal {
  return {
    say: (line) => console.log(line),
    warn: (line) => console.error(line),
    progress: (what) => (process.stderr.isTTY ? progressBar(what) : silentProgress),
  };
}

const silentProgress: Progress = { update: () => undefined, end: () => undefined };

function progressBar(what: string): Progress {
  const bar = new SingleBar({
    format: `${what} {bar} {percentage} % | {value}/{total} | {eta_formatted}`,
    stream: process.stderr,
    hideCursor: true,
    clearOnComplete: true,
  });
  let started = false;
  return {
    update(done, total) {
      if (!started) bar.start(total, done);
      started = true;
      bar.setTotal(total);
      bar.update(done);
    },
    end() {
      if (started) bar.stop();
      started = false;
    },
  };
}
