import type { Clock } from '../../util/clock.ts';

/** Lets one through at a time, and the next not before `gap` milliseconds have passed. Who waits keeps its turn. */
export class Pace {
  readonly #clock: Clock;
  readonly #gap: number;
  #next = 0;

  constructor(clock: Clock, gap: number) {
    this.#clock = clock;
    this.#gap = gap;
  }

  /** Resolves when it is the caller's turn. Rejects with the signal's reason when it aborts. */
  async turn(signal: AbortSignal): Promise<void> {
    const now = this.#clock.now();
    const at = Math.max(now, this.#next);
    this.#next = at + this.#gap;
    if (at > now) await this.#clock.sleep(at - now, signal);
    signal.throwIfAborted();
  }
}
