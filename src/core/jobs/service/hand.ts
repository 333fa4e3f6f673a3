import type { FineTuning } from '../../provider/fineTuning.ts';
import type { Provider } from '../../provider/provider.ts';
import type { Job } from '../job.ts';
import type { JobHappening } from '../reduceJob.ts';
import type { JobParts } from './parts.ts';
import type { Timings } from './pauses.ts';

/** One job in the hand of the service that works on it. */
export interface Hand {
  readonly id: string;
  readonly parts: JobParts;
  readonly timings: Timings;
  readonly signal: AbortSignal;
  readonly provider: Provider;
  readonly tuning: FineTuning;
  /** The job as it is known now. */
  job(): Job;
  /** All other jobs. */
  others(): readonly Job[];
  /** Writes what happened. Resolves with the job after it. */
  apply(...happenings: JobHappening[]): Promise<Job>;
  /**
   * The same for what is about to happen: it is on disk before anything is sent. Throws an abort when this service is
   * no longer the one that works, so that nothing is sent twice.
   */
  announce(happening: JobHappening): Promise<Job>;
  /** Waits for its turn to ask about jobs. */
  turn(): Promise<void>;
}
