import type { LanePause, PlanEntry, PlanItem, PlanProgress } from './plan.ts';

/** What of a plan is done, is under way and has been spent. */
export class PlanState<I extends PlanItem, T> {
  readonly #total: number;
  readonly #waiting: I[];
  readonly #resumed: number;
  /** Hashes that several items have. */
  readonly #wanted: ReadonlySet<string>;
  /** Answers that other items may use again, by hash. */
  readonly #known = new Map<string, PlanEntry<T>>();
  /** Running items by hash, each with those that wait for its answer. */
  readonly #running = new Map<string, { item: I; sharers: I[] }>();
  readonly #failed = new Set<string>();
  #done: number;
  #shared = 0;
  #spent = 0;
  #reserved = 0;
  #isSpentWhole = true;
  #priced = { count: 0, sum: 0 };

  /** `entries` are those of earlier runs: what has the same id and hash there, and no problem, is done. */
  constructor(items: readonly I[], entries: readonly PlanEntry<T>[]) {
    const last = new Map(entries.map(entry => [entry.id, entry]));
    const seen = new Set<string>();
    const wanted = new Set<string>();
    this.#waiting = items.filter(({ id, hash }) => {
      if (seen.has(hash)) wanted.add(hash);
      seen.add(hash);
      const entry = last.get(id);
      return entry?.hash !== hash || entry.problem !== undefined;
    });
    this.#wanted = wanted;
    this.#total = items.length;
    this.#resumed = items.length - this.#waiting.length;
    this.#done = this.#resumed;
    for (const entry of entries) {
      this.pay(entry);
      if (!entry.problem && seen.has(entry.hash)) this.#known.set(entry.hash, entry);
    }
  }

  /** What is to be done, by lane, in the order of the plan. */
  waitingByLane(): Map<string, I[]> {
    const lanes = new Map<string, I[]>();
    for (const item of this.#waiting) {
      const lane = lanes.get(item.lane);
      if (lane) lane.push(item);
      else lanes.set(item.lane, [item]);
    }
    return lanes;
  }

  get running(): number {
    return this.#running.size;
  }

  /** US dollars, with what is set aside for the requests under way. */
  get committed(): number {
    return this.#spent + this.#reserved;
  }

  /** US dollars that an item is likely to cost: as said, else as others did on average. */
  expected({ price }: I): number {
    return price ?? (this.#priced.count > 0 ? this.#priced.sum / this.#priced.count : 0);
  }

  /** The answer to an equal request; undefined when there is none yet. */
  known({ hash }: I): PlanEntry<T> | undefined {
    return this.#known.get(hash);
  }

  /** Lets an item wait for an equal one that is running. False when there is none. */
  follow(item: I): boolean {
    const leader = this.#running.get(item.hash);
    leader?.sharers.push(item);
    return leader !== undefined;
  }

  /**
   * Sets aside what an item may cost. The result gives that back, once, and tells who waits for the answer; when there
   * is none, those are to be asked themselves.
   */
  start(item: I): () => I[] {
    const reserved = this.expected(item);
    const run = { item, sharers: [] as I[] };
    this.#reserved += reserved;
    this.#running.set(item.hash, run);
    return () => {
      if (this.#running.get(item.hash) === run) {
        this.#running.delete(item.hash);
        this.#reserved = this.#running.size === 0 ? 0 : this.#reserved - reserved;
      }
      return run.sharers;
    };
  }

  /** Counts a finished item, whose entry is in the journal. */
  finish(entry: PlanEntry<T>): void {
    this.pay(entry);
    if (entry.problem) {
      this.#failed.add(entry.id);
      return;
    }
    this.#done += 1;
    if (entry.sharedWith !== undefined) this.#shared += 1;
    if (this.#wanted.has(entry.hash)) this.#known.set(entry.hash, entry);
  }

  /** Counts what an answer cost, whether it is of use or not. */
  pay({ price, problem, sharedWith }: PlanEntry<T>): void {
    if (price !== undefined) {
      this.#spent += price;
      if (sharedWith === undefined && !problem) {
        this.#priced.count += 1;
        this.#priced.sum += price;
      }
    } else if (!problem) {
      this.#isSpentWhole = false;
    }
  }

  progress(pauses: readonly LanePause[]): PlanProgress {
    const done = this.#done;
    const failed = this.#failed.size;
    const running = this.#running.size;
    return {
      total: this.#total,
      done,
      failed,
      running,
      waiting: this.#total - done - failed - running,
      resumed: this.#resumed,
      shared: this.#shared,
      spent: this.#spent,
      isSpentWhole: this.#isSpentWhole,
      pauses,
    };
  }
}
