import type { Clock } from '../core/util/clock.ts';

/** The machine's own time. A sleep of no time lets everything else that waits go first. */
export const systemClock: Clock = {
  now: () => Date.now(),
  sleep(milliseconds, signal) {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const done = (): void => {
        signal?.removeEventListener('abort', abort);
        resolve();
      };
      const cancel = milliseconds > 0 ? timeout(done, milliseconds) : immediate(done);
      const abort = (): void => {
        cancel();
        reject(signal?.reason);
      };
      signal?.addEventListener('abort', abort, { once: true });
    });
  },
};

function timeout(done: () => void, milliseconds: number): () => void {
  const timer = setTimeout(done, milliseconds);
  return () => clearTimeout(timer);
}

function immediate(done: () => void): () => void {
  const handle = setImmediate(done);
  return () => clearImmediate(handle);
}
