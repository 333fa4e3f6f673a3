import type { Clock } from '../util/clock.ts';
import type { ProblemData } from '../util/problem.ts';

/** One request among many. Whoever makes the plan adds what `ask` needs to send it. */
export interface PlanItem {
  /** Unique in the plan, and the same each time that the plan is made. */
  id: string;
  /** Of all that the answer depends on: see `requestHash`. Items with equal hashes share one answer. */
  hash: string;
  /** Those who share it share a rate limit: the connection's id. */
  lane: string;
  /** What it is likely to cost, in US dollars; absent when nobody can say. */
  price?: number;
}

/** What one model on one connection had of a cost. */
export interface PlanPart {
  /** The connection's id. */
  connection: string;
  model: string;
  /** Absent when the server did not tell. */
  tokens?: number;
  /** US dollars; absent when nobody can say. */
  price?: number;
}

/** What came of one request. With a problem it has failed, however much of the value is there. */
export interface PlanAnswer<T> {
  value?: T;
  /** What it cost, in US dollars; absent when nobody can say. */
  price?: number;
  /** Of whom the price is; absent when the whole plan has one model. */
  parts?: PlanPart[];
  problem?: ProblemData;
}

/** One line of the journal: an item that is finished. Of several with one id, the last counts. */
export interface PlanEntry<T> extends PlanAnswer<T> {
  id: string;
  hash: string;
  /** Milliseconds since 1970. */
  at: number;
  /** The item whose answer was used again; absent when this one was asked itself. */
  sharedWith?: string;
}

/** The append-only record of a plan. It owns what is done; the runner keeps no second copy. */
export interface PlanJournal<T> {
  /** What earlier runs have finished, in their order. */
  read(): Promise<readonly PlanEntry<T>[]>;
  /** Resolves when the entry is safe. Entries arrive one after the other. */
  append(entry: PlanEntry<T>): Promise<void>;
}

export interface PlanOptions {
  /** Requests in flight at once, for each lane. */
  concurrency: number;
  /** The most that may be spent, in US dollars, what earlier runs of the plan cost included; absent: no limit. */
  maxPrice?: number;
  /** How often a request is sent in all when a failure may pass; three when absent. */
  attempts?: number;
  /** So many failures one after the other end a lane; eight when absent. */
  stopAfter?: number;
}

/** A lane that waits because its server said so. */
export interface LanePause {
  lane: string;
  /** Milliseconds since 1970. */
  until: number;
  problem: ProblemData;
}

export interface PlanProgress {
  total: number;
  /** Finished well, in this run or before, shared answers included. */
  done: number;
  failed: number;
  running: number;
  waiting: number;
  /** Of those done: finished by an earlier run. */
  resumed: number;
  /** Of those done: answered with another item's answer. */
  shared: number;
  /** US dollars, what earlier runs of the plan cost included. */
  spent: number;
  /** False when some answer's price is not known, so that `spent` is too low. */
  isSpentWhole: boolean;
  pauses: readonly LanePause[];
}

export interface PlanResult {
  /** `capped`: the next request could cost more than may be spent. `stopped`: a lane could not go on. */
  outcome: 'finished' | 'cancelled' | 'capped' | 'stopped';
  progress: PlanProgress;
  /** Why it was capped or stopped. */
  problem?: ProblemData;
}

/** What a run needs from outside. */
export interface PlanHost<I extends PlanItem, T> {
  /**
   * Sends one request, once: the runner repeats it and sits out rate limits, so the provider is best opened with one
   * attempt. A failure is in the answer; an abort may be thrown.
   */
  ask(item: I, signal: AbortSignal): Promise<PlanAnswer<T>>;
  journal: PlanJournal<T>;
  clock: Clock;
  /** Called after each change, with a snapshot. */
  onProgress?(progress: PlanProgress): void;
  /** Called when an item is finished and in the journal. */
  onEntry?(entry: PlanEntry<T>, item: I): void;
  /** Asked before each request whether so many more US dollars may be spent; a problem ends the run. */
  refuses?(usd: number): ProblemData | undefined;
}
