import type { RandomSource } from '../../util/seededRandom.ts';
import { isEnded, type Job } from '../job.ts';

/** In milliseconds. */
export interface Timings {
  /** Between two questions about jobs, whichever they are about. */
  pace: number;
  /** Between two looks at the lease while there is something to do. */
  lease: number;
  /** After a create whose answer was lost: how long the provider may take to show the job, before it is tried again. */
  grace: number;
  /** The shortest pause between two polls of a job. */
  shortest: number;
  /** The longest while somebody watches, and while nobody does. */
  longest: number;
  longestUnwatched: number;
  /** The longest after failures. */
  longestFailing: number;
}

export const TIMINGS: Timings = {
  pace: 1000,
  lease: 5000,
  grace: 15_000,
  shortest: 2000,
  longest: 30_000,
  longestUnwatched: 120_000,
  longestFailing: 300_000,
};

/** What a step found, which says when the next is due. */
export type Outcome =
  /** There is more to do at once. */
  | { kind: 'again' }
  /** Nothing more will ever be to do. */
  | { kind: 'done' }
  | { kind: 'changed' }
  | { kind: 'unchanged' }
  /** `atLeast` in milliseconds, when the server or the kind of failure asks for it. */
  | { kind: 'failed'; atLeast?: number };

export interface Circumstances {
  /** How many steps in a row ended the same way. */
  repeated: number;
  watched: boolean;
  now: number;
  random: RandomSource;
}

/** How long to wait before the next step: longer each time nothing changes, never the same for all jobs. */
export function pauseAfter(
  outcome: Outcome,
  job: Job,
  { repeated, watched, now, random }: Circumstances,
  timings: Timings,
): number {
  if (outcome.kind === 'again' || outcome.kind === 'done') return 0;
  const grown = timings.shortest * GROWTH ** Math.min(repeated, 30);
  const jitter = 0.8 + 0.4 * random();
  if (outcome.kind === 'failed') {
    return Math.max(outcome.atLeast ?? 0, Math.min(grown * 2, timings.longestFailing) * jitter);
  }
  // The sandbox is in this process: asking it costs nothing, and it is done in seconds.
  if (job.connection.kind === 'sandbox') return Math.min(timings.shortest / 4, grown) * jitter;
  const longest = watched && !isEnded(job) ? timings.longest : timings.longestUnwatched;
  const wait = Math.min(outcome.kind === 'changed' ? timings.shortest : grown, longest) * jitter;
  const end = job.estimatedFinishAt;
  // One that is about to end is asked when it should have.
  return end !== undefined && end > now ? Math.max(timings.shortest, Math.min(wait, end - now + 500)) : wait;
}

const GROWTH = 1.6;
