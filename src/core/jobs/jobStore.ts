import type { JobEvent } from '../provider/fineTuning.ts';
import type { Disposable } from '../util/disposable.ts';
import type { Job } from './job.ts';

export interface StoredJobs {
  jobs: Job[];
  /** What could not be read, one sentence each. */
  issues: string[];
}

/** Where jobs are kept. Several processes may use one store at once. */
export interface JobStore {
  list(): Promise<StoredJobs>;
  read(id: string): Promise<Job | undefined>;
  /** Writes a new job, whole or not at all; false when there is one with its id. */
  create(job: Job): Promise<boolean>;
  /**
   * Reads, changes and writes, while nobody else does the same. `change` may be called anew and must be pure;
   * undefined leaves the job as it is. Resolves with the job as it is then; undefined when there is none.
   */
  update(id: string, change: (job: Job) => Job | undefined): Promise<Job | undefined>;
  /** Adds events to the job's log. An event may be added twice: readers keep the first. */
  appendEvents(id: string, events: readonly JobEvent[]): Promise<void>;
  readEvents(id: string): Promise<JobEvent[]>;
  /** Calls back with the id of each job that may have changed, whoever changed it; undefined when that is not known. */
  watch(changed: (id: string | undefined) => void): Disposable;
  /**
   * Tries to be the one that works. Resolves with true when this process has the lease now, new or renewed. A lease
   * runs out by itself, and at once when its process is gone.
   */
  lease(owner: string): Promise<boolean>;
  /** Gives the lease back, so that another goes on at once. */
  release(owner: string): Promise<void>;
}
