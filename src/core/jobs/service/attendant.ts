import { cancelledProblem, Problem, toProblemData } from '../../util/problem.ts';
import { isEnded, type Job } from '../job.ts';
import type { JobHappening } from '../reduceJob.ts';
import { noteFailure } from './failure.ts';
import type { Hand } from './hand.ts';
import type { JobParts } from './parts.ts';
import { type Outcome, pauseAfter, type Timings } from './pauses.ts';
import { actStep, pollStep } from './poll.ts';
import { callOffStep, startStep } from './start.ts';
import { missingFile, uploadStep } from './upload.ts';

/** What the attendant needs of the service. */
export interface AttendantHost {
  readonly parts: JobParts;
  readonly timings: Timings;
  job(id: string): Job | undefined;
  jobs(): readonly Job[];
  apply(id: string, happenings: readonly JobHappening[]): Promise<Job>;
  /** Rejects when this service is not the one that works. */
  assertLeading(): Promise<void>;
  turn(job: Job, signal: AbortSignal): Promise<void>;
  isWatched(): boolean;
  /** Enters the cost and tells the end, once. */
  finish(job: Job): Promise<void>;
}

/** Looks after one job until nothing more will come of it, or until it is stopped. */
export class Attendant {
  readonly #id: string;
  readonly #host: AttendantHost;
  readonly #stop = new AbortController();
  #step = new AbortController();
  #pause = new AbortController();
  #woken = false;
  /** Resolves when it has ended. */
  readonly ended: Promise<void>;

  constructor(id: string, host: AttendantHost) {
    this.#id = id;
    this.#host = host;
    this.ended = this.#run();
  }

  stop(): void {
    this.#stop.abort(cancelledProblem());
  }

  /** Ends the pause. */
  wake(): void {
    this.#woken = true;
    this.#pause.abort();
  }

  /** Ends the step that is going on, to begin another. */
  interrupt(): void {
    this.#step.abort(cancelledProblem());
    this.wake();
  }

  async #run(): Promise<void> {
    const { parts, timings } = this.#host;
    const { signal } = this.#stop;
    let last: Outcome['kind'] | undefined;
    let repeated = 0;
    while (!signal.aborted) {
      const job = this.#host.job(this.#id);
      if (!job) return;
      const outcome = await this.#outcome(job, repeated);
      if (outcome.kind === 'done' || signal.aborted) return;
      repeated = outcome.kind === last ? repeated + 1 : 0;
      last = outcome.kind;
      if (outcome.kind === 'again') continue;
      const now = parts.clock.now();
      const { random } = parts;
      const watched = this.#host.isWatched();
      const pause = pauseAfter(
        outcome,
        this.#host.job(this.#id) ?? job,
        { repeated, watched, now, random },
        timings,
      );
      if (await this.#rest(pause)) repeated = 0;
    }
  }

  /** True when the pause was cut short. */
  async #rest(milliseconds: number): Promise<boolean> {
    this.#pause = new AbortController();
    const signal = AbortSignal.any([this.#stop.signal, this.#pause.signal]);
    if (!this.#woken) await this.#host.parts.clock.sleep(milliseconds, signal).catch(() => {});
    const woken = this.#woken;
    this.#woken = false;
    return woken;
  }

  async #outcome(job: Job, repeated: number): Promise<Outcome> {
    this.#step = new AbortController();
    const signal = AbortSignal.any([this.#stop.signal, this.#step.signal]);
    try {
      if (isEnded(job)) return await this.#afterEnd(job, repeated, signal);
      return await this.#next(job, signal);
    } catch (thrown) {
      // The user changed their mind in the middle of a step: what to do now is decided anew.
      if (signal.aborted) return { kind: 'again' };
      const { message, cause } = toProblemData(thrown);
      this.#host.parts.log(`Job ${this.#id}: ${message} ${cause ?? ''}`);
      return { kind: 'failed' };
    }
  }

  async #afterEnd(job: Job, repeated: number, signal: AbortSignal): Promise<Outcome> {
    if (job.ref && !job.settled && repeated < LAST_ATTEMPTS) return this.#next(job, signal);
    await this.#host.finish(job);
    return { kind: 'done' };
  }

  async #next(job: Job, signal: AbortSignal): Promise<Outcome> {
    const hand = await this.#hand(job, signal);
    if ('kind' in hand) return hand;
    if (job.ref) return job.wanted && !isEnded(job) ? actStep(hand, job.wanted) : pollStep(hand);
    if (job.wanted === 'cancel') return callOffStep(hand);
    const missing = missingFile(job);
    return missing ? uploadStep(hand, missing) : startStep(hand);
  }

  /** Everything that a step needs; or how it failed, when there is no provider to ask. */
  async #hand(job: Job, signal: AbortSignal): Promise<Hand | Outcome> {
    const { parts, timings } = this.#host;
    const id = this.#id;
    const base = {
      ...{ id, parts, timings, signal },
      job: () => this.#host.job(id) ?? job,
      others: () => this.#host.jobs().filter(other => other.id !== id),
      turn: () => this.#host.turn(job, signal),
      apply: (...happenings: JobHappening[]) => this.#host.apply(id, happenings),
      announce: async (happening: JobHappening) => {
        await this.#host.assertLeading();
        signal.throwIfAborted();
        const announced = await this.#host.apply(id, [happening]);
        signal.throwIfAborted();
        return announced;
      },
    };
    const failed = (thrown: unknown) => noteFailure(base as unknown as Hand, thrown);
    const connection = parts.connections().find(one => one.id === job.connection.id);
    // A wish to cancel what was never sent needs nobody else.
    if (!connection && job.wanted === 'cancel' && !job.ref && !job.start) {
      await base.apply({ kind: 'given-up' });
      return { kind: 'again' };
    }
    if (!connection) return failed(goneProblem(job));
    try {
      const provider = await parts.provider(connection);
      const tuning = provider.fineTuning;
      return tuning ? { ...base, provider, tuning } : failed(noTrainingProblem(job));
    } catch (thrown) {
      return failed(thrown);
    }
  }
}

/** So many times the log of a job that has ended is tried to be read. */
const LAST_ATTEMPTS = 5;

function goneProblem({ connection }: Job): Problem {
  return new Problem({
    code: 'not-found',
    message: `The connection ${connection.name} is not set up any more.`,
    remedy: 'Add it again to see how the job goes on.',
  });
}

function noTrainingProblem({ connection }: Job): Problem {
  return new Problem({
    code: 'not-supported',
    message: `${connection.name} cannot train models.`,
    remedy: 'Choose another connection in the tune.',
  });
}
