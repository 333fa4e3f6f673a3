import { growingWait } from '../provider/waits.ts';
import { Problem, type ProblemData, toProblemData } from '../util/problem.ts';
import { Turnstile } from '../util/turnstile.ts';
import { Lane } from './lane.ts';
import type { PlanAnswer, PlanEntry, PlanHost, PlanItem, PlanOptions, PlanResult } from './plan.ts';
import { PlanState } from './planState.ts';

/**
 * Sends many requests and writes each answer into the journal, so that a run that was ended at any moment goes on
 * where it was: what the journal has with the same hash is never asked again. What failed before is. Throws only when
 * the journal does.
 */
export async function runPlan<I extends PlanItem, T>(
  items: readonly I[],
  options: PlanOptions,
  host: PlanHost<I, T>,
  signal: AbortSignal,
): Promise<PlanResult> {
  const state = new PlanState<I, T>(items, await host.journal.read());
  return new PlanRun(state, options, host, signal).run();
}

/** What a server that says so says to every request. */
const ENDS_LANE: ReadonlySet<string> = new Set(['unauthorized', 'quota']);

/** A request that may be sent, and what to call when it has ended: see `PlanState.start`. */
interface Turn<I> {
  item: I;
  end: () => I[];
}

class PlanRun<I extends PlanItem, T> {
  readonly #state: PlanState<I, T>;
  readonly #options: PlanOptions;
  readonly #host: PlanHost<I, T>;
  /** Aborts when the user does, or when the journal fails. */
  readonly #signal: AbortSignal;
  readonly #broken = new AbortController();
  readonly #lanes: Lane<I>[];
  readonly #ended = new Turnstile();
  /** How often an item was sent that may be sent again. */
  readonly #attempts = new Map<string, number>();
  #isCapped = false;

  constructor(state: PlanState<I, T>, options: PlanOptions, host: PlanHost<I, T>, signal: AbortSignal) {
    this.#state = state;
    this.#options = options;
    this.#host = host;
    this.#signal = AbortSignal.any([signal, this.#broken.signal]);
    this.#lanes = [...state.waitingByLane()].map(([name, queue]) => new Lane(name, queue, host.clock));
  }

  async run(): Promise<PlanResult> {
    this.#changed();
    const { concurrency } = this.#options;
    const workers = this.#lanes.flatMap(lane =>
      Array.from({ length: Math.min(Math.max(1, concurrency), lane.queue.length) }, () => this.#work(lane)),
    );
    await Promise.all(workers);
    if (this.#broken.signal.aborted) throw this.#broken.signal.reason;
    const progress = this.#progress();
    const why = this.#lanes.find(lane => lane.stopped)?.stopped;
    if (progress.waiting === 0) return { outcome: 'finished', progress };
    if (this.#signal.aborted || !why) return { outcome: 'cancelled', progress };
    return { outcome: this.#isCapped ? 'capped' : 'stopped', progress, problem: why };
  }

  async #work(lane: Lane<I>): Promise<void> {
    try {
      for (let turn = await this.#next(lane); turn; turn = await this.#next(lane)) {
        const pause = await this.#take(turn, lane);
        if (pause === undefined) continue;
        await lane.sleep(pause, this.#signal);
        lane.queue.unshift(turn.item);
      }
    } catch (thrown) {
      if (!this.#signal.aborted) this.#broken.abort(new Problem(toProblemData(thrown)));
    } finally {
      this.#ended.open();
    }
  }

  /** Waits until a request may be sent and can be paid. Undefined when there is none, or none any more. */
  async #next(lane: Lane<I>): Promise<Turn<I> | undefined> {
    for (;;) {
      const obstacle = lane.obstacle(this.#ended, () => this.#changed(), this.#signal);
      if (obstacle) {
        await obstacle;
        continue;
      }
      const item = lane.queue[0];
      if (!item || lane.stopped || this.#signal.aborted) return undefined;
      const known = this.#state.known(item);
      if (known || this.#state.follow(item)) {
        lane.queue.shift();
        if (known) await this.#share(item, known);
        continue;
      }
      const refusal = this.#refusal(item);
      if (!refusal) {
        lane.queue.shift();
        lane.running += 1;
        return { item, end: this.#state.start(item) };
      }
      // What is under way may turn out cheaper than what was set aside for it.
      if (this.#state.running === 0) this.#stopAll(refusal);
      else await this.#ended.next();
    }
  }

  #stopAll(why: ProblemData): void {
    this.#isCapped = true;
    for (const lane of this.#lanes) lane.stop(why);
  }

  #refusal(item: I): ProblemData | undefined {
    const { maxPrice } = this.#options;
    const expected = this.#state.expected(item);
    if (maxPrice !== undefined && this.#state.committed + expected > maxPrice) return tooExpensive(maxPrice);
    return this.#host.refuses?.(expected);
  }

  /** Sends a request. Returns the milliseconds after which it is to be sent again; undefined when it is not. */
  async #take(turn: Turn<I>, lane: Lane<I>): Promise<number | undefined> {
    const { item } = turn;
    this.#changed();
    try {
      const answer = await this.#ask(item);
      const { problem } = answer;
      if (problem && this.#signal.aborted) {
        if (answer.price && !this.#broken.signal.aborted) await this.#noteCost(item, answer);
        return undefined;
      }
      if (problem?.code === 'rate-limited') {
        lane.refused(problem);
        lane.queue.unshift(item);
        return undefined;
      }
      lane.answered();
      if (problem && ENDS_LANE.has(problem.code)) {
        lane.stop(problem);
        return undefined;
      }
      const pause = problem && this.#pauseBeforeNextAttempt(item, problem);
      if (pause === undefined) await this.#finish(turn, answer, lane);
      else if (answer.price !== undefined) await this.#noteCost(item, answer);
      return pause;
    } finally {
      lane.running -= 1;
      // After a failure those who wanted the same answer ask themselves.
      const sharers = turn.end();
      const known = this.#state.known(item);
      if (!known) lane.queue.unshift(...sharers);
      else for (const sharer of sharers) await this.#share(sharer, known);
      this.#ended.open();
      this.#changed();
    }
  }

  async #ask(item: I): Promise<PlanAnswer<T>> {
    try {
      return await this.#host.ask(item, this.#signal);
    } catch (thrown) {
      return { problem: toProblemData(thrown) };
    }
  }

  #pauseBeforeNextAttempt(item: I, { retryable, retryAfterMs }: ProblemData): number | undefined {
    const attempt = (this.#attempts.get(item.id) ?? 0) + 1;
    if (!retryable || attempt >= (this.#options.attempts ?? 3)) return undefined;
    this.#attempts.set(item.id, attempt);
    return retryAfterMs ?? growingWait(attempt);
  }

  /** An item is done when the journal says so, and not before. */
  async #finish({ item, end }: Turn<I>, answer: PlanAnswer<T>, lane: Lane<I>): Promise<void> {
    lane.failures = answer.problem ? lane.failures + 1 : 0;
    if (answer.problem && lane.failures >= (this.#options.stopAfter ?? 8)) lane.stop(answer.problem);
    await this.#write(item, { id: item.id, hash: item.hash, at: this.#host.clock.now(), ...answer }, end);
  }

  async #share(item: I, known: PlanEntry<T>): Promise<void> {
    const value = known.value === undefined ? {} : { value: known.value };
    const sharedWith = known.sharedWith ?? known.id;
    const at = this.#host.clock.now();
    await this.#write(item, { id: item.id, hash: item.hash, at, price: 0, sharedWith, ...value });
    this.#changed();
  }

  /** `end` is called when the entry is safe and before it is counted, so that nothing is counted twice or not at all. */
  async #write(item: I, entry: PlanEntry<T>, end?: () => unknown): Promise<void> {
    await this.#host.journal.append(entry);
    end?.();
    this.#state.finish(entry);
    this.#host.onEntry?.(entry, item);
  }

  /** A failed attempt that was paid for is in the journal too, so that the sum stays right. */
  async #noteCost(item: I, answer: PlanAnswer<T>): Promise<void> {
    const entry = { id: item.id, hash: item.hash, at: this.#host.clock.now(), ...answer };
    await this.#host.journal.append(entry);
    this.#state.pay(entry);
  }

  #progress() {
    return this.#state.progress(this.#lanes.flatMap(({ pause }) => pause ?? []));
  }

  #changed(): void {
    this.#host.onProgress?.(this.#progress());
  }
}

function tooExpensive(maxPrice: number): ProblemData {
  return new Problem({
    code: 'rejected',
    reason: 'price-cap',
    message: `The next request could bring the price above ${maxPrice} US dollars.`,
    remedy: 'Resume with a higher limit, or keep what is there.',
  }).data;
}
