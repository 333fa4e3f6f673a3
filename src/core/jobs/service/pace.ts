import type { Clock } from '../../util/clock.ts';

/** Lets one through at a time, and the next not before `gap` milliseconds have passed. Who waits keeps its turn. */
export class Pace {
  readonly #clock: Clock;
  readonly #gap: number;
  #next = 0;
  #waiting = 0;

  constructor(clock: Clock, gap: number) {
    this.#clock = clock;
    this.#gap = gap;
  }

  /** Resolves when it is the caller's turn. Rejects with the signal's reason when it aborts. */
  async turn(signal: AbortSignal): Promise<void> {
    const now = this.#clock.now();
    // A turn that lies further ahead than those who wait need comes from a clock that was set back.
    const at = Math.min(Math.max(now, this.#next), now + this.#gap * (this.#waiting + 1));
    this.#next = at + this.#gap;
    this.#waiting++;
    try {
      if (at > now) await this.#clock.sleep(at - now, signal);
    } finally {
      this.#waiting--;
    }
    signal.throwIfAborted();
  }
}
