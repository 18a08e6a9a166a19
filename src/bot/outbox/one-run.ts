export interface OneRun {
  run(): Promise<void>;
  /** Resolves when the run that is under way has ended, whatever came of it. */
  over(): Promise<void>;
}

/**
 * Makes one run at a time of some work. A call during a run leads to one more: what it meant may have become due after
 * the run had looked. Nothing is begun any more once `ended` is aborted.
 */
export function oneRun(work: () => Promise<void>, ended: AbortSignal): OneRun {
  let running: Promise<void> | undefined;
  let again = false;
  return {
    run() {
      if (running !== undefined) {
        again = true;
        return running;
      }
      running = (async () => {
        do {
          again = false;
          await work();
        } while (again && !ended.aborted);
      })().finally(() => {
        running = undefined;
      });
      return running;
    },
    async over() {
      await running?.catch(() => undefined);
    },
  };
}
