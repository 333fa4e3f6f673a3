import type { Clock } from '../../util/clock.ts';
import type { RandomSource } from '../../util/seededRandom.ts';
import { newId } from '../ids.ts';
import type { Records } from '../records.ts';
import { isFinished, type JobRecord } from './jobRecord.ts';
import { type RunContext, runJob } from './run.ts';

/** How long in milliseconds others leave a job alone after its owner was last heard of. */
const LEASE = 10_000;
const HEARTBEAT = 3000;

/** Why the record of a job must not be changed any more: it is finished, paused, or somebody else's. */
export class JobLost extends Error {
  constructor(id: string) {
    super(`The job ${id} is not this runner's any more.`);
    this.name = 'JobLost';
  }
}

/**
 * Runs jobs, one at a time, oldest first. Several runners may share a store: a job has one owner, whose claim ends
 * when nothing was heard of it for ten seconds; whoever looks at such a job then takes it up from its last
 * checkpoint.
 */
export class JobRunner {
  readonly #id: string;
  readonly #jobs: Records<JobRecord>;
  readonly #clock: Clock;
  readonly #context: () => RunContext;
  #tail: Promise<void> = Promise.resolve();
  #waiting = new Set<string>();
  #running: { job: string; cancel: AbortController; pause: AbortController } | undefined;
  #closed = false;

  constructor(jobs: Records<JobRecord>, clock: Clock, random: RandomSource, context: () => RunContext) {
    this.#id = newId('runner-', random);
    this.#jobs = jobs;
    this.#clock = clock;
    this.#context = context;
  }

  /** Runs a job as soon as those before it are done. */
  enqueue(job: string): void {
    if (this.#closed || this.#waiting.has(job)) return;
    this.#waiting.add(job);
    // Only the store can fail here. The job then stands as it was, and is taken up again by whoever looks at it.
    this.#tail = this.#tail.then(() => this.#run(job)).catch(() => {});
  }

  /** Takes up every job that nobody works on. */
  async takeUp(): Promise<void> {
    const jobs = (await this.#jobs.all()).filter(job => this.isStranded(job));
    jobs.sort((left, right) => left.created_at - right.created_at || (left.id < right.id ? -1 : 1));
    for (const job of jobs) this.enqueue(job.id);
  }

  /** Whether a job should be running and nobody works on it. */
  isStranded(job: JobRecord): boolean {
    if (isFinished(job) || job.status === 'paused' || this.#waiting.has(job.id)) return false;
    if (this.#running?.job === job.id) return false;
    return job.owner === null || job.owner.until <= this.#clock.now();
  }

  /** The claim with which a job is created, so that no other runner takes it up first. */
  claim(): JobRecord['owner'] {
    return { id: this.#id, until: this.#clock.now() + LEASE };
  }

  /** Ends the run of a job here, if it has one: for good, or so that it can go on. */
  stop(job: string, how: 'cancel' | 'pause'): void {
    if (this.#running?.job === job) this.#running[how].abort();
  }

  /** Resolves when nothing runs or waits any more. */
  async idle(): Promise<void> {
    let tail: Promise<void> | undefined;
    while (tail !== this.#tail) {
      tail = this.#tail;
      await tail;
    }
  }

  /** Ends all work so that it can go on, here or elsewhere, exactly where it was. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#running?.pause.abort();
    await this.idle();
  }

  async #run(job: string): Promise<void> {
    this.#waiting.delete(job);
    if (this.#closed) {
      await this.#release(job);
      return;
    }
    const claimed = await this.#claim(job);
    if (!claimed) return;
    const running = { job, cancel: new AbortController(), pause: new AbortController() };
    this.#running = running;
    const heart = new AbortController();
    const heartbeat = this.#beat(job, running, heart.signal);
    try {
      await runJob(job, this.#context(), {
        ...running,
        change: change => this.#change(job, running, change),
      });
    } finally {
      this.#running = undefined;
      heart.abort();
      await heartbeat;
      await this.#release(job);
    }
  }

  async #claim(job: string): Promise<boolean> {
    const record = await this.#jobs.update(job, current => {
      const isFree = current.owner === null || current.owner.id === this.#id || this.isStranded(current);
      if (isFinished(current) || current.status === 'paused' || !isFree) return undefined;
      return { ...current, owner: this.claim() };
    });
    return record?.owner?.id === this.#id && !isFinished(record) && record.status !== 'paused';
  }

  /**
   * Changes the record of the job that runs, and renews the claim on it. What others did to the job meanwhile
   * stops the run: rejects with `JobLost`.
   */
  async #change(
    job: string,
    running: { cancel: AbortController; pause: AbortController },
    change: (record: JobRecord) => JobRecord,
  ): Promise<JobRecord> {
    let isLost = true;
    const record = await this.#jobs.update(job, current => {
      isLost = isFinished(current) || current.owner?.id !== this.#id;
      if (isLost) return undefined;
      if (current.status === 'paused') running.pause.abort();
      return { ...change(current), owner: this.claim() };
    });
    if (record !== undefined && !isLost) return record;
    running.cancel.abort(new JobLost(job));
    throw new JobLost(job);
  }

  /** Renews the claim while a run is silent, and notices what other processes did to the job. */
  async #beat(
    job: string,
    running: { cancel: AbortController; pause: AbortController },
    signal: AbortSignal,
  ): Promise<void> {
    while (!signal.aborted) {
      try {
        await this.#clock.sleep(HEARTBEAT, signal);
        await this.#change(job, running, record => record);
      } catch {
        return;
      }
    }
  }

  async #release(job: string): Promise<void> {
    await this.#jobs.update(job, record =>
      record.owner?.id === this.#id ? { ...record, owner: null } : undefined,
    );
  }
}
