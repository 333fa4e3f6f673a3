import type { Clock } from '../../src/core/util/clock.ts';

interface Sleeper {
  due: number;
  wake: () => void;
}

/**
 * Time that passes when the test says so. With `auto`, it jumps to the next sleeper as soon as everything else has
 * come to rest; only for code that talks to no socket, since a socket's answer is not seen coming.
 */
export class FakeClock implements Clock {
  /** Each sleep that was asked for, in milliseconds, in order. */
  readonly slept: number[] = [];
  #now: number;
  #sleepers = new Set<Sleeper>();
  #auto: boolean;
  #resting = false;

  constructor(options: { now?: string; auto?: boolean } = {}) {
    this.#now = Date.parse(options.now ?? '2026-11-21T00:00:00Z');
    this.#auto = options.auto ?? false;
  }

  /** How many wait at the moment. Zero when nothing was left behind. */
  get pending(): number {
    return this.#sleepers.size;
  }

  now(): number {
    return this.#now;
  }

  sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    this.slept.push(milliseconds);
    return new Promise((resolve, reject) => {
      const sleeper: Sleeper = { due: this.#now + milliseconds, wake: () => end(resolve) };
      const onAbort = () => end(() => reject(signal?.reason));
      const end = (settle: () => void) => {
        this.#sleepers.delete(sleeper);
        signal?.removeEventListener('abort', onAbort);
        settle();
      };
      this.#sleepers.add(sleeper);
      if (signal?.aborted) onAbort();
      else signal?.addEventListener('abort', onAbort, { once: true });
      if (this.#auto) this.#whenAtRest();
    });
  }

  /** Lets the time pass and wakes who is due, in order. */
  advance(milliseconds: number): void {
    const until = this.#now + milliseconds;
    for (let next = this.#next(); next && next.due <= until; next = this.#next()) {
      this.#now = Math.max(this.#now, next.due);
      next.wake();
    }
    this.#now = until;
  }

  /** The machine sleeps: the time goes on, and timers stand still. */
  fallAsleep(milliseconds: number): void {
    this.#now += milliseconds;
    for (const sleeper of this.#sleepers) sleeper.due += milliseconds;
  }

  /** Somebody sets the clock, also back. Timers do not care. */
  set(now: number): void {
    this.fallAsleep(now - this.#now);
  }

  #next(): Sleeper | undefined {
    return [...this.#sleepers].sort((a, b) => a.due - b.due)[0];
  }

  #whenAtRest(turns = 4): void {
    if (this.#resting && turns === 4) return;
    this.#resting = true;
    setImmediate(() => {
      if (turns > 0) {
        this.#whenAtRest(turns - 1);
        return;
      }
      this.#resting = false;
      const next = this.#next();
      if (next) this.advance(next.due - this.#now);
      if (this.#sleepers.size > 0) this.#whenAtRest();
    });
  }
}
