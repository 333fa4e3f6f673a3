import { growingWait } from '../provider/waits.ts';
import type { Clock } from '../util/clock.ts';
import type { ProblemData } from '../util/problem.ts';
import type { Turnstile } from '../util/turnstile.ts';
import type { LanePause } from './plan.ts';

/** A day in milliseconds: what asks for a longer pause is no pause. */
const LONGEST_PAUSE = 86_400_000;

/** Refusals without any answer in between after which nobody believes in a next time. */
const MOST_REFUSALS = 20;

/**
 * The requests that share one rate limit. A refusal pauses all of them for as long as the server says; then a single
 * request is sent to see whether it answers again, before the others follow.
 */
export class Lane<I> {
  readonly name: string;
  /** What is still to be sent, next first. */
  readonly queue: I[];
  running = 0;
  /** Failures one after the other. */
  failures = 0;
  #stopped: ProblemData | undefined;
  #pause: LanePause | undefined;
  #refusals = 0;
  readonly #halt = new AbortController();
  readonly #clock: Clock;

  constructor(name: string, queue: I[], clock: Clock) {
    this.name = name;
    this.queue = queue;
    this.#clock = clock;
  }

  get pause(): LanePause | undefined {
    return this.#pause;
  }

  /** Why nothing more is sent; undefined while the lane goes on. */
  get stopped(): ProblemData | undefined {
    return this.#stopped;
  }

  /** Nothing more is sent. Those who wait go on at once. */
  stop(why: ProblemData): void {
    this.#stopped ??= why;
    this.#halt.abort();
  }

  /**
   * What to wait for before a request may be sent; undefined when it may be sent now. Rejects with the abort. `ended`
   * opens whenever a request has ended, `changed` is called when a pause is over.
   */
  obstacle(ended: Turnstile, changed: () => void, signal: AbortSignal): Promise<void> | undefined {
    if (this.#stopped) return undefined;
    if (this.#pause) return this.#sitOut(this.#pause, changed, signal);
    return this.#refusals > 0 && this.running > 0 ? ended.next() : undefined;
  }

  /** The server refused a request because there are too many. */
  refused(problem: ProblemData): void {
    this.#refusals += 1;
    const wait = problem.retryAfterMs ?? growingWait(this.#refusals);
    if (wait > LONGEST_PAUSE || this.#refusals > MOST_REFUSALS) {
      this.stop(problem);
      return;
    }
    const until = this.#clock.now() + wait;
    if (!this.#pause || until > this.#pause.until) this.#pause = { lane: this.name, until, problem };
  }

  /** The server answered, well or not, but not that there are too many. */
  answered(): void {
    this.#refusals = 0;
  }

  /** Lets time pass, in milliseconds, but no more than the lane has. Throws the abort. */
  async sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
    try {
      await this.#clock.sleep(milliseconds, AbortSignal.any([signal, this.#halt.signal]));
    } catch (thrown) {
      if (!this.#stopped || signal.aborted) throw thrown;
    }
  }

  async #sitOut(pause: LanePause, changed: () => void, signal: AbortSignal): Promise<void> {
    await this.sleep(Math.max(0, pause.until - this.#clock.now()), signal);
    // A later refusal may have made it longer, or another worker may have ended it.
    if (this.#pause !== pause) return;
    this.#pause = undefined;
    changed();
  }
}
