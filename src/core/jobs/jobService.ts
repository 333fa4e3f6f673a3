import type { JobEvent } from '../provider/fineTuning.ts';
import type { Disposable } from '../util/disposable.ts';
import type { Event } from '../util/event.ts';
import type { ProblemData } from '../util/problem.ts';
import type { Job, JobAction } from './job.ts';
import type { LaunchPlan } from './plan.ts';

/** What became of a job; `job` is absent when it is gone from the list. */
export interface JobChange {
  id: string;
  job?: Job;
}

/** How asking the connections for their jobs went. */
export interface RefreshResult {
  /** Jobs that were found and not known before. */
  adopted: Job[];
  /** Connections that could not be asked, by id. */
  problems: Record<string, ProblemData>;
}

/**
 * The jobs of this machine. It alone writes them and alone asks providers about them. Several windows may each have
 * one on the same store: one of them does the work, the others see what it writes, and their wishes are carried out by
 * it.
 */
export interface JobService extends Disposable {
  /** Fires for each change, of other windows too. */
  readonly onDidChange: Event<JobChange>;
  /** Fires once for each job that has ended, in one window only, also when it ended while none was open. */
  readonly onDidEnd: Event<Job>;
  /** Resolves when what is on disk was read. */
  readonly ready: Promise<void>;
  /** The newest first. */
  jobs(): readonly Job[];
  job(id: string): Job | undefined;
  /** Files of the store that are no jobs any more, one sentence each. */
  issues(): readonly string[];
  /**
   * Launches: resolves when the job is on disk, before anything was sent. Rejects when the spending cap forbids it.
   * The rest shows in the job.
   */
  start(plan: LaunchPlan): Promise<Job>;
  /** Asks for an action; resolves when the wish is on disk. What the provider says shows in the job. */
  act(id: string, action: JobAction): Promise<void>;
  /** Asks connections (all that can train when absent) for their jobs, and takes up those that are not known. */
  refresh(connectionIds?: readonly string[], signal?: AbortSignal): Promise<RefreshResult>;
  /** Looks after a job (all when absent) now and not only when its pause is over: a key was entered, a page was opened. */
  look(id?: string): void;
  /** Takes a job off the list. It goes on at the provider, and is not adopted again. */
  remove(id: string): Promise<void>;
  /** Notes that a model or a file of a connection was deleted, so that no job offers it any more. */
  forget(connectionId: string, id: string): Promise<void>;
  /** Events so far, oldest first, each once. */
  events(id: string): Promise<readonly JobEvent[]>;
  /** Whether somebody looks at jobs now; while nobody does, pauses are longer. */
  setWatched(watched: boolean): void;
}
